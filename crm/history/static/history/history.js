/* After "Show More" one goes on where the list went on; Escape closes the exact time beside a relative one. */
"use strict";

{
  const goOn = (event) => {
    const piece = event.target.closest?.(".piece") ?? event.target.querySelector?.(".piece");
    if (!piece || !event.detail?.requestConfig?.path?.includes("after=")) return;
    piece.querySelector("li a, li summary, li [tabindex]")?.focus();
  };

  const hush = (event) => {
    if (event.key !== "Escape") return;
    for (const time of document.querySelectorAll(".ago:is(:hover, :focus)")) time.classList.add("still");
  };

  const wake = (event) => event.target.closest?.(".ago.still")?.classList.remove("still");

  document.addEventListener("htmx:afterSettle", goOn);
  document.addEventListener("keydown", hush);
  document.addEventListener("pointerout", wake);
  document.addEventListener("focusout", wake);
}
