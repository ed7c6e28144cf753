/* A run goes on by itself: each step answers with the page as it is then. Without this, the button does it. */
"use strict";

async function goOn() {
  const form = document.querySelector("[data-step]");
  if (!form) return;
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  let answer;
  try {
    answer = await fetch(location.href, { method: "POST", body: new FormData(form) });
  } catch {
    answer = null;
  }
  if (!answer?.ok) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("[data-run]");
  if (!next) {
    location.reload();
    return;
  }
  document.querySelector("[data-run]").replaceWith(next);
  goOn();
}

goOn();
