/* What makes forms pleasant: nothing is sent twice, nothing typed is left behind unasked. Everything works without it. */
"use strict";

{
  const forms = () => document.querySelectorAll("form");
  const watched = () => document.querySelector("form[data-watch]");
  let sending = false;

  /* A second click or Enter sends nothing. The button is disabled a moment later, so that its name is still sent. */
  function guard(event) {
    const form = event.target;
    if (event.submitter?.matches("[data-stays]")) return; // what comes is a file, and the page stays
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    sending = true;
    const token = form.querySelector("input[name=token]")?.value;
    if (token) history.replaceState({ ...history.state, token }, "");
    const button = event.submitter;
    if (button) {
      setTimeout(() => {
        button.disabled = true;
        button.setAttribute("aria-busy", "true");
      });
    }
  }

  /* Coming back with the browser's Back button finds usable forms. */
  function rearm(event) {
    if (!event.persisted) return;
    sending = false;
    for (const form of forms()) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) {
        button.disabled = false;
        button.removeAttribute("aria-busy");
      }
    }
  }

  /* A browser that kept no copy of the page asks for it anew and puts back what was typed: it is still the form that was
     sent, and sending it again makes nothing new. */
  function recall() {
    const [arrival] = performance.getEntriesByType("navigation");
    const input = document.querySelector("form[data-watch] input[name=token]");
    if (input && arrival?.type === "back_forward" && history.state?.token) input.value = history.state.token;
  }

  const state = (form) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.name ?? value])).toString();

  function watch(form) {
    const before = state(form);
    const note = form.querySelector("[data-changed]");
    const changed = () => form.dataset.typed === "yes" || state(form) !== before;
    form.addEventListener("input", () => {
      if (note) note.hidden = !changed();
    });
    addEventListener("beforeunload", (event) => {
      if (!sending && changed()) event.preventDefault();
    });
  }

  document.addEventListener("submit", guard);
  addEventListener("pageshow", rearm);
  recall();
  if (watched()) watch(watched());
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();
}
