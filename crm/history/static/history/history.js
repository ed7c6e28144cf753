/* After "Show more" one goes on where the list went on. */
"use strict";

{
  document.addEventListener("htmx:afterSettle", (event) => {
    const piece = event.target.closest?.(".piece") ?? event.target.querySelector?.(".piece");
    if (!piece || !event.detail?.requestConfig?.path?.includes("after=")) return;
    const first = piece.querySelector("li a, li summary");
    first?.focus();
  });
}
