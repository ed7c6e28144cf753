/* Asks again what linking would write whenever a choice changes. Without it, the button Preview again does. */
"use strict";

const linking = document.querySelector("form.linking");
const again = linking?.querySelector("button[name=preview]");
let asking = null;

const choices = () => linking.querySelectorAll("input[type=radio]");
const isShown = () => [...choices()].every((one) => one.checked === one.hasAttribute("data-shown"));

/* What depends on the choices is exchanged, the choices themselves stay: nobody loses the place. */
function exchange(page) {
  for (const old of linking.querySelectorAll("[data-live]")) {
    const now = page.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
    if (now) old.replaceChildren(...now.childNodes);
  }
  for (const one of choices()) one.toggleAttribute("data-shown", one.checked);
}

async function ask() {
  asking?.abort();
  asking = null;
  if (isShown()) return;
  asking = new AbortController();
  const sent = new FormData(linking, again);
  try {
    const answer = await fetch(linking.action, { method: "POST", body: sent, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && page.querySelector("form.linking button[name=preview]")) exchange(page);
    else again.click();
  } catch {
    /* Superseded, or the server cannot be reached: the button stays. */
  }
}

if (again) {
  linking.addEventListener("change", ask);
  linking.addEventListener("submit", () => asking?.abort());
  addEventListener("pageshow", ask);
}
