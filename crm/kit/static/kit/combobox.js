/* Codes and records are found by typing. The list of codes stays in the form and is what is sent; of records it is the
   number that is typed. Where somebody may, the last entry makes a new one. */
"use strict";

{
  const LONG = 9;
  const PAUSE = 200;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shown = (select) => (select.value ? select.selectedOptions[0].text : "");
  const combos = new WeakMap(); // input → combo
  let count = 0;

  function listFor(input) {
    const list = document.createElement("ul");
    count += 1;
    list.id = `options-${count}`;
    list.setAttribute("role", "listbox");
    list.className = "options";
    list.hidden = true;
    list.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.innerText ?? "");
    input.autocomplete = "off";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    return list;
  }

  function build(select) {
    const input = document.createElement("input");
    input.id = select.id;
    select.id = `${select.id}_codes`;
    input.type = "text";
    input.required = false;
    input.disabled = select.disabled;
    for (const name of ["aria-describedby", "aria-invalid", "aria-keyshortcuts", "title", "autofocus"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    const list = listFor(input);
    const box = document.createElement("div");
    box.className = "combo";
    select.before(box);
    box.append(input, list, select);
    select.className = "away";
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    input.value = shown(select);
    if (select.hasAttribute("autofocus")) input.focus();
    select.addEventListener("input", () => (input.value = shown(select)));
    wire({ input, list, select, create: select.dataset.create, words: select.dataset.createWords });
  }

  /* A record's field becomes one when it is first entered; the input stays where it is, and what it holds is sent. */
  function furnish(input) {
    const box = input.closest("[data-suggest]");
    const list = listFor(input);
    box.classList.add("combo");
    input.after(list);
    wire({ input, list, url: box.dataset.suggest, create: input.dataset.create, words: input.dataset.createWords });
  }

  function wire(combo) {
    const { input, list, select } = combo;
    combos.set(input, combo);
    input.addEventListener("input", (event) => {
      if (!event.isTrusted && !select) return;
      if (select) event.stopPropagation();
      open(combo, input.value);
    });
    if (select) input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("click", () => (list.hidden ? open(combo, "") : close(combo)));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => press(event, combo));
    input.addEventListener("blur", () => leave(combo));
    input.addEventListener("crm:chosen", (event) => take(combo, event.detail));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) choose(combo, item);
    });
  }

  /* What fits; of records the server knows. The latest question counts. */
  async function open(combo, typed) {
    combo.asked = (combo.asked ?? 0) + 1;
    const asked = combo.asked;
    if (combo.select) return show(combo, coded(combo, typed), typed);
    if (typed) await new Promise((done) => setTimeout(done, PAUSE));
    if (asked !== combo.asked) return;
    const answer = await fetch(`${combo.url}?${new URLSearchParams({ q: typed.trim() })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || asked !== combo.asked || document.activeElement !== combo.input) return;
    const found = document.createElement("ul");
    found.innerHTML = await answer.text();
    if (asked === combo.asked) show(combo, [...found.children], typed);
  }

  /* Codes that begin with what was typed come first. */
  function coded({ select }, typed) {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    const fits = [...select.options].filter((one) => words.every((word) => plain(one.text).includes(word)));
    fits.sort((a, b) => Number(plain(b.value).startsWith(words[0] ?? "")) - Number(plain(a.value).startsWith(words[0] ?? "")));
    return fits.map((option) => {
      const item = entry(option.text);
      item.setAttribute("aria-selected", String(option.value === select.value));
      if (option.disabled) item.setAttribute("aria-disabled", "true");
      item.dataset.value = option.value;
      return item;
    });
  }

  function entry(text) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = text;
    return item;
  }

  function show(combo, items, typed) {
    const { input, list, create, words } = combo;
    if (create) {
      const last = entry(`+ ${words}`);
      last.dataset.makes = typed;
      items.push(last);
    }
    items.forEach((item, place) => (item.id = `${list.id}-${place}`));
    list.replaceChildren(...items);
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
    if (!combo.select) return;
    const chosen = items.findIndex((one) => one.getAttribute("aria-selected") === "true");
    light(combo, typed ? 0 : Math.max(0, chosen));
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

  function close(combo) {
    combo.asked = (combo.asked ?? 0) + 1;
    combo.list.hidden = true;
    combo.input.setAttribute("aria-expanded", "false");
    combo.input.removeAttribute("aria-activedescendant");
  }

  const told = (one) => one.dispatchEvent(new Event("input", { bubbles: true })) && one.dispatchEvent(new Event("change", { bubbles: true }));

  function choose(combo, item) {
    if (item.getAttribute("aria-disabled") === "true") return;
    if ("makes" in item.dataset) {
      close(combo);
      combo.input.dispatchEvent(new CustomEvent("crm:create", { bubbles: true, detail: { url: combo.create, typed: item.dataset.makes } }));
    } else {
      put(combo, item.dataset.value, item.querySelector("span")?.textContent);
    }
  }

  function put(combo, value, name) {
    const { input, select } = combo;
    const held = select ?? input;
    const isOther = held.value !== value;
    held.value = value;
    if (select) input.value = shown(select);
    close(combo);
    if (!isOther) return;
    const help = document.getElementById(`${input.id}_helptext`);
    if (name && help) help.textContent = name;
    told(held);
  }

  /* A record that was just made is chosen; every list of its kind knows it. */
  function take(combo, { key, no, title }) {
    if (combo.select) {
      for (const one of document.querySelectorAll("select[data-create]")) {
        if (one.dataset.create === combo.create) one.append(new Option(title, key));
      }
    }
    put(combo, combo.select ? key : no, combo.select ? "" : title);
    combo.input.focus();
  }

  /* What fits no code is not kept; a code or a whole title that was typed is taken; nothing typed is nothing chosen. */
  function leave(combo) {
    if (!combo.select) return close(combo);
    const typed = plain(combo.input.value.trim());
    const exact = [...combo.select.options].find((one) => !one.disabled && (plain(one.value) === typed || plain(one.text) === typed));
    put(combo, exact ? exact.value : combo.select.value);
  }

  function press(event, combo) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.ctrlKey || event.metaKey) return;
    if (step && combo.list.hidden) {
      open(combo, combo.select ? "" : combo.input.value);
      event.preventDefault();
    } else if (step) {
      const at = [...combo.list.children].indexOf(lit(combo));
      light(combo, at < 0 ? (step > 0 ? 0 : combo.list.children.length - 1) : at + step);
      event.preventDefault();
    } else if (event.key === "Enter" && !combo.list.hidden && lit(combo)) {
      choose(combo, lit(combo));
      event.preventDefault();
    } else if (event.key === "Tab" && combo.select && !combo.list.hidden && lit(combo) && combo.input.value !== shown(combo.select)) {
      if (!combo.input.value.trim()) put(combo, "");
      else if (!("makes" in lit(combo).dataset)) choose(combo, lit(combo));
    } else if (event.key === "Escape" && !combo.list.hidden) {
      if (combo.select) combo.input.value = shown(combo.select);
      close(combo);
      event.preventDefault();
      event.stopPropagation();
    }
  }

  const refresh = () => {
    for (const select of document.querySelectorAll(".combo > select")) select.parentElement.firstElementChild.value = shown(select);
  };
  document.addEventListener("crm:refreshed", refresh, true);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-suggest] input:not([role])") && event.target.closest("[data-suggest]").dataset.suggest) furnish(event.target);
  });
  for (const select of document.querySelectorAll("form[data-watch] .row select")) {
    if (!select.multiple && (select.options.length >= LONG || select.dataset.create)) build(select);
  }
  if (document.activeElement?.matches("[data-suggest] input:not([role])")) furnish(document.activeElement);
}
