/* Long lists of codes are found by typing code or name. The list itself stays in the form and is what is sent. */
"use strict";

{
  const LONG = 9;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shown = (select) => (select.value ? select.selectedOptions[0].text : "");
  let count = 0;

  function build(select) {
    const input = document.createElement("input");
    const list = document.createElement("ul");
    count += 1;
    list.id = `options-${count}`;
    list.setAttribute("role", "listbox");
    list.className = "options";
    list.hidden = true;
    input.id = select.id;
    select.id = `${select.id}_codes`;
    input.type = "text";
    input.autocomplete = "off";
    input.required = false;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "autofocus"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    const box = document.createElement("div");
    box.className = "combo";
    select.before(box);
    box.append(input, list, select);
    list.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.innerText ?? "");
    select.className = "away";
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    input.value = shown(select);
    if (select.hasAttribute("autofocus")) input.focus();
    wire({ input, list, select });
  }

  function wire(combo) {
    const { input, list, select } = combo;
    select.addEventListener("input", () => (input.value = shown(select)));
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      open(combo, input.value);
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("click", () => (list.hidden ? open(combo, "") : close(combo)));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => press(event, combo));
    input.addEventListener("blur", () => leave(combo));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) choose(combo, item.dataset.value);
    });
  }

  /* Codes that begin with what was typed come first. */
  function open(combo, typed) {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    const fits = [...combo.select.options].filter((one) => words.every((word) => plain(one.text).includes(word)));
    fits.sort((a, b) => Number(plain(b.value).startsWith(words[0] ?? "")) - Number(plain(a.value).startsWith(words[0] ?? "")));
    combo.list.replaceChildren(...fits.map((one, place) => item(combo, one, place)));
    combo.list.hidden = !fits.length;
    combo.input.setAttribute("aria-expanded", String(fits.length > 0));
    light(combo, typed ? 0 : Math.max(0, fits.findIndex((one) => one.selected)));
  }

  function item({ list, select }, option, place) {
    const found = document.createElement("li");
    found.id = `${list.id}-${place}`;
    found.setAttribute("role", "option");
    found.setAttribute("aria-selected", String(option.value === select.value));
    found.dataset.value = option.value;
    found.textContent = option.text;
    return found;
  }

  const lit = ({ list }) => list.querySelector("[data-lit]");

  function light(combo, place) {
    const items = combo.list.children;
    const next = items[Math.min(Math.max(place, 0), items.length - 1)];
    lit(combo)?.removeAttribute("data-lit");
    if (!next) return;
    next.setAttribute("data-lit", "");
    next.scrollIntoView({ block: "nearest" });
    combo.input.setAttribute("aria-activedescendant", next.id);
  }

  function close({ input, list }) {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(combo, value) {
    const { input, select } = combo;
    const isOther = select.value !== value;
    select.value = value;
    input.value = shown(select);
    close(combo);
    if (!isOther) return;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* What fits no code is not kept; a code or a whole title that was typed is taken; nothing typed is nothing chosen. */
  function leave(combo) {
    const typed = plain(combo.input.value.trim());
    const exact = [...combo.select.options].find((one) => plain(one.value) === typed || plain(one.text) === typed);
    choose(combo, exact ? exact.value : combo.select.value);
  }

  function press(event, combo) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.ctrlKey || event.metaKey) return;
    if (step && combo.list.hidden) {
      open(combo, "");
      event.preventDefault();
    } else if (step) {
      light(combo, [...combo.list.children].indexOf(lit(combo)) + step);
      event.preventDefault();
    } else if (event.key === "Enter" && !combo.list.hidden && lit(combo)) {
      choose(combo, lit(combo).dataset.value);
      event.preventDefault();
    } else if (event.key === "Tab" && !combo.list.hidden && lit(combo) && combo.input.value !== shown(combo.select)) {
      choose(combo, combo.input.value.trim() ? lit(combo).dataset.value : "");
    } else if (event.key === "Escape" && !combo.list.hidden) {
      combo.input.value = shown(combo.select);
      close(combo);
      event.stopPropagation();
    }
  }

  const refresh = () => {
    for (const select of document.querySelectorAll(".combo > select")) select.parentElement.firstElementChild.value = shown(select);
  };
  document.addEventListener("crm:refreshed", refresh, true);
  for (const select of document.querySelectorAll("form[data-watch] .row select")) {
    if (!select.multiple && select.options.length >= LONG) build(select);
  }
}
