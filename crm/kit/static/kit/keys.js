/* Keys, and menus that close. Everything can be reached without them. */
"use strict";

{
  const watched = () => document.querySelector("form[data-watch]");

  function focusOn(selector) {
    const found = document.querySelector(selector);
    if (!found) return false;
    found.focus();
    if (found.select) found.select();
    return true;
  }

  const isTyping = (target) => target.matches("input, select, textarea, [contenteditable]");

  /* A dialog of the frame, which opens by itself when it is asked for. */
  function show(name) {
    document.dispatchEvent(new CustomEvent("crm:open", { detail: name }));
    return true;
  }

  /* Keys that do something alone, for whoever switched them on. */
  function alone(key) {
    if (key === "/") return focusOn("[data-key=search]") || show("finder");
    const link = key === "e" ? document.querySelector("[data-key=edit]") : null;
    link?.click();
    return Boolean(link);
  }

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
      done = focusOn("[data-key=search]") || show("finder");
    } else if ((command && !event.altKey && event.key.toLowerCase() === "k") || (event.altKey && !command && event.key.toLowerCase() === "q")) {
      done = show("finder");
    } else if (event.key === "?" && event.shiftKey && !isTyping(event.target)) {
      done = show("help");
    } else if ("singleKeys" in document.documentElement.dataset && !command && !event.altKey && !isTyping(event.target)) {
      done = alone(event.key.toLowerCase());
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

  document.addEventListener("keydown", keys);
  document.addEventListener("click", closeMenus);
  if (matchMedia("(max-width: 768px)").matches) document.querySelector("details.side")?.removeAttribute("open");
}
