/* The record that a field holds is opened in another tab: Ctrl and a click, or Alt and Enter (3.4). */
"use strict";

{
  const KEY = "KEY-OF-THE-CODE";

  /* The address of what is chosen; nothing where nothing is. Of a code it is its card, of a number the server knows. */
  function chosen(target) {
    const held = target.closest?.(".combo")?.querySelector("[data-opens]") ?? target.closest?.("[data-opens]");
    const value = held?.value.trim();
    if (!value) return "";
    const { opens } = held.dataset;
    return held.tagName === "SELECT" ? opens.replace(KEY, encodeURIComponent(value)) : `${opens}?${new URLSearchParams({ no: value })}`;
  }

  function open(event) {
    const url = chosen(event.target);
    if (!url) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type !== "mousedown") window.open(url, "_blank", "noopener");
  }

  const isAsked = (event) => event.button === 0 && (event.ctrlKey || event.metaKey) && !event.target.closest?.("[role=option], label");

  for (const type of ["mousedown", "click"]) {
    document.addEventListener(type, (event) => isAsked(event) && open(event), true);
  }
  document.addEventListener("keydown", (event) => event.altKey && event.key === "Enter" && open(event), true);
}
