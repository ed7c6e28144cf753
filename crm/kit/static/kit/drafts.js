/* What is typed into a form is kept in this browser until it is saved or discarded, for whoever typed it. */
"use strict";

{
  const user = document.body.dataset.user;
  const prefix = `crm:draft:${user}:`;
  const DAYS = 7 * 24 * 3600 * 1000;
  const MOST = 300000;
  const NEVER = /^(csrfmiddlewaretoken|token|typist|leave_to|compare|accept|shown)$|password|secret/i;
  const key = prefix + location.pathname + location.search;
  const form = document.querySelector("form[data-keeps]");

  /* Forms with bank details are kept in this tab only, and go with it. */
  const isPrivate = () => Boolean(form?.querySelector("[data-private]"));
  const store = () => (isPrivate() ? sessionStorage : localStorage);

  function quietly(act) {
    try {
      return act();
    } catch {
      return null; // no room, or no storage in this browser: drafts are a comfort
    }
  }

  const controls = () => [...form.elements].filter((one) => one.name && !NEVER.test(one.name) && !["file", "password", "submit", "button", "fieldset"].includes(one.type));

  function keep() {
    if (form.dataset.sent) return;
    const names = [...new Set(controls().map((one) => one.name))];
    const known = new Set(names);
    const values = [...new FormData(form)].filter(([name, value]) => known.has(name) && typeof value === "string");
    const text = JSON.stringify({ at: Date.now(), names, values });
    if (text.length < MOST) quietly(() => store().setItem(key, text));
  }

  function drop(name = key) {
    quietly(() => localStorage.removeItem(name));
    quietly(() => sessionStorage.removeItem(name));
  }

  const kept = () => quietly(() => JSON.parse(store().getItem(key)));

  function dropAll(isOld) {
    for (const place of [localStorage, sessionStorage]) {
      for (const name of Object.keys(place)) {
        if (name.startsWith("crm:draft:") && isOld(name, place)) place.removeItem(name);
      }
    }
  }

  /* A saved form leads to another page; a form with errors comes back, holding what was typed. */
  function settle() {
    const sent = quietly(() => sessionStorage.getItem("crm:sent"));
    if (!sent) return;
    sessionStorage.removeItem("crm:sent");
    const came = document.referrer && new URL(document.referrer);
    const isBack = form && key === sent && form.dataset.typed === "yes";
    if (!isBack && came && sent === prefix + came.pathname + came.search) drop(sent);
  }

  function put(one, draft) {
    const values = draft.values.filter(([name]) => name === one.name).map(([, value]) => value);
    if (!draft.names.includes(one.name)) return;
    if (one.type === "checkbox" || one.type === "radio") {
      one.checked = values.includes(one.value);
    } else if (one.options && one.multiple) {
      for (const option of one.options) option.selected = values.includes(option.value);
    } else if (values.length && one.value !== values[0]) {
      one.value = values[0];
      if (one.type !== "hidden") one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* Rows of a grid that the page does not have yet are added as a click would. */
  function addRows(draft) {
    const has = (name) => form.elements.namedItem(name);
    const add = form.querySelector("[data-do=insert]");
    for (let turn = 0; add && turn < 200 && draft.names.some((name) => !has(name)); turn += 1) add.click();
  }

  function restore() {
    const draft = kept();
    if (!draft) return;
    addRows(draft);
    for (const one of controls()) put(one, draft);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const more of form.querySelectorAll("details:not(.menu)")) if ([...more.querySelectorAll("input, select, textarea")].some((one) => one.value !== one.defaultValue)) more.open = true;
  }

  function offer() {
    const bar = form.querySelector("[data-draft-offer]");
    const draft = kept();
    if (!bar || !draft || form.dataset.typed === "yes") return;
    const at = new Date(draft.at);
    const today = at.toDateString() === new Date().toDateString();
    const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const when = today ? time : `${at.toLocaleDateString("en-GB")} ${time}`; // dd/mm/yyyy and 24 hours in all three languages
    bar.firstElementChild.textContent = bar.dataset.said.replace("{time}", when);
    bar.hidden = false;
  }

  function press(event) {
    const button = event.target.closest("[data-draft]");
    if (!button) return;
    if (button.dataset.draft === "restore") restore();
    else drop();
    button.closest("[data-draft-offer]").hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }

  if (user) {
    quietly(() => dropAll((name, place) => Date.now() - (JSON.parse(place.getItem(name)).at ?? 0) > DAYS));
    quietly(settle);
    let waiting = 0;
    if (form) {
      offer();
      if (form.dataset.typed === "yes") keep();
      form.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => form.dataset.changed === "yes" && keep(), 400);
      });
      form.addEventListener("submit", () => {
        clearTimeout(waiting);
        keep();
        quietly(() => sessionStorage.setItem("crm:sent", key));
      }, true);
      addEventListener("pagehide", () => form.dataset.changed === "yes" && keep());
      form.addEventListener("crm:discarded", () => {
        clearTimeout(waiting);
        form.dataset.changed = "";
        drop();
      });
    }
    document.addEventListener("click", press);
    document.addEventListener("submit", (event) => {
      if (event.target.action?.endsWith("/sign-out/")) quietly(() => dropAll((name) => name.startsWith(prefix)));
    });
  }
}
