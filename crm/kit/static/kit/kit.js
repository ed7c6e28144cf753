/* What makes forms and keys pleasant. Everything works without it. */
"use strict";

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

function focusOn(selector) {
  const found = document.querySelector(selector);
  if (!found) return false;
  found.focus();
  if (found.select) found.select();
  return true;
}

const isTyping = (target) => target.matches("input, select, textarea, [contenteditable]");

/* An action that says which keys lead to it. */
function actionOf(event) {
  const held = [(event.ctrlKey || event.metaKey) && "Control", event.altKey && "Alt", event.shiftKey && "Shift"].filter(Boolean);
  const name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return held.length ? document.querySelector(`[data-keys="${CSS.escape([...held, name].join("+"))}"]`) : null;
}

function keys(event) {
  const command = event.ctrlKey || event.metaKey;
  const action = actionOf(event);
  let done = Boolean(action);
  action?.click();
  if (done) {
    event.preventDefault();
  } else if (command && !event.altKey && event.key.toLowerCase() === "s" && watched()) {
    watched().requestSubmit(watched().querySelector("[data-key=save]"));
    done = true;
  } else if (event.altKey && !command && event.key.toLowerCase() === "n") {
    const link = document.querySelector("[data-key=new]");
    if (link) link.click();
    done = Boolean(link);
  } else if (event.key === "F3" && !event.shiftKey) {
    done = focusOn("[data-key=search]") || focusOn("[data-key=everywhere]");
  } else if (event.key === "/" && !command && !event.altKey && !isTyping(event.target)) {
    done = focusOn("[data-key=everywhere]");
  } else if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }
  if (done) event.preventDefault();
}

/* A menu closes when one clicks elsewhere. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

/* The box in the head of a list ticks all rows of the page; the bar below counts what is ticked. */
function tick(event) {
  const all = document.querySelector("[data-tick-all]");
  const boxes = [...document.querySelectorAll("td.tick input")];
  if (event.target === all) for (const box of boxes) box.checked = all.checked;
  const ticked = boxes.filter((box) => box.checked).length;
  if (all) all.indeterminate = ticked > 0 && ticked < boxes.length;
  const said = document.querySelector("[data-ticked]");
  said.dataset.before ??= said.textContent;
  said.textContent = ticked ? `${said.dataset.ticked} ${ticked}` : said.dataset.before;
}

document.addEventListener("submit", guard);
document.addEventListener("keydown", keys);
document.addEventListener("click", closeMenus);
document.querySelector("[data-tick-all]")?.removeAttribute("hidden");
document.addEventListener("change", (event) => event.target.closest(".tick") && tick(event));
addEventListener("pageshow", rearm);
recall();
if (watched()) watch(watched());
const summary = document.querySelector("[data-errors]");
if (summary) summary.focus();
if (matchMedia("(max-width: 768px)").matches) document.querySelector("details.side")?.removeAttribute("open");
