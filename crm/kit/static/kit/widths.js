/* Columns of a list are dragged wider or narrower; by keyboard their width is chosen where columns are chosen. */
"use strict";

{
  const STEP = 4;
  const MOST = 40;
  let dragged = null;

  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const rtl = () => getComputedStyle(document.documentElement).direction === "rtl";

  /* All cells of the column, the heading first. */
  const column = (head) => [...head.closest("table").rows].map((row) => row.cells[head.cellIndex]).filter(Boolean);

  function widen(head, width) {
    for (const cell of column(head)) {
      for (const old of [...cell.classList]) if (/^w\d+$/.test(old)) cell.classList.remove(old);
      if (width) cell.classList.add(`w${width}`);
    }
  }

  function start(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || !grip.closest("[data-widths]")) return;
    event.preventDefault();
    const head = grip.closest("th");
    dragged = { head, from: event.clientX, width: head.getBoundingClientRect().width / rem(), now: 0 };
    head.classList.add("dragged");
    grip.setPointerCapture(event.pointerId);
  }

  function drag(event) {
    if (!dragged) return;
    const far = ((event.clientX - dragged.from) / rem()) * (rtl() ? -1 : 1);
    const width = Math.min(MOST, Math.max(STEP, Math.round((dragged.width + far) / STEP) * STEP));
    if (width === dragged.now) return;
    dragged.now = width;
    widen(dragged.head, width);
  }

  function end() {
    if (!dragged) return;
    const { head, now } = dragged;
    head.classList.remove("dragged");
    dragged = null;
    if (now) keep(head, now);
  }

  function keep(head, width) {
    const body = new URLSearchParams({ column: head.dataset.column, width });
    crm.fetch(head.closest("[data-widths]").dataset.widths, { method: "POST", body }).catch(() => {});
  }

  /* As wide as it needs again. */
  function release(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    widen(grip.closest("th"), 0);
    keep(grip.closest("th"), 0);
  }

  document.addEventListener("pointerdown", start);
  document.addEventListener("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
  document.addEventListener("dblclick", release);
}
