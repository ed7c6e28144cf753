/* Asks again what linking or settling would write whenever a choice changes. Without it, the button Preview again does. */
"use strict";

{
  let asking = null;

  const linking = () => document.querySelector("form.linking");
  const again = () => linking()?.querySelector("button[name=preview]");
  const choices = () => [...linking().querySelectorAll("input[type=radio]")];
  const isShown = () => choices().every((one) => one.checked === one.hasAttribute("data-shown"));

  /* What depends on the choices is exchanged, the choices themselves stay: nobody loses the place. */
  function exchange(page) {
    for (const old of linking().querySelectorAll("[data-live]")) {
      const now = page.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
      if (now) old.replaceChildren(...now.childNodes);
    }
    for (const one of choices()) one.toggleAttribute("data-shown", one.checked);
  }

  async function ask() {
    asking?.abort();
    asking = null;
    if (!again() || isShown()) return;
    asking = new AbortController();
    const sent = new FormData(linking(), again());
    try {
      const answer = await fetch(linking().action, { method: "POST", body: sent, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && page.querySelector("form.linking button[name=preview]")) exchange(page);
      else again().click();
    } catch {
      /* Superseded, or the server cannot be reached: the button stays. */
    }
  }

  /* All fields by one rule; a blank never replaces a value, and what nobody knows to be newer is left. */
  function keep(rule) {
    for (const row of linking().querySelectorAll(".differences tr")) {
      const sides = { contact: row.querySelector("input[value=contact]"), partner: row.querySelector("input[value=partner]") };
      if (!sides.contact) continue;
      const side = rule === "newest" ? row.dataset.newer : rule;
      const other = side === "contact" ? "partner" : "contact";
      const isBlank = side && sides[side].hasAttribute("data-blank") && !sides[other].hasAttribute("data-blank");
      const chosen = side ? sides[isBlank ? other : side] : row.querySelector("input[value=leave]");
      if (chosen) chosen.checked = true;
    }
    ask();
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("form.linking input[type=radio]")) ask();
  });
  document.addEventListener("submit", () => asking?.abort());
  document.addEventListener("click", (event) => {
    const rule = event.target.closest("form.linking [data-keep]")?.dataset.keep;
    if (!rule || !again() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    keep(rule);
  });
  addEventListener("pageshow", () => linking() && ask());
}
