/* What makes lists pleasant. Listeners sit on the document: the table is swapped for another one. */
"use strict";

{
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

  document.querySelector("[data-tick-all]")?.removeAttribute("hidden");
  document.addEventListener("change", (event) => event.target.closest(".tick") && tick(event));
}
