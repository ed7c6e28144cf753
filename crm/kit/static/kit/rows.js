/* The rows of a list by keyboard, and the one of them that is shown beside it. */
"use strict";

{
  const table = () => document.querySelector("[data-rows]");
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr")];
  const peek = () => document.getElementById("peek");
  const FAR = 10;
  let column = -1;
  let waiting = 0;

  /* One cell of the table can be reached with Tab; the arrows lead from it to the others. */
  function mark(cell) {
    for (const old of table().querySelectorAll("td[tabindex]")) if (old !== cell) old.removeAttribute("tabindex");
    for (const old of table().querySelectorAll("tr.at")) old.classList.remove("at");
    cell.tabIndex = 0;
    cell.closest("tr").classList.add("at");
    column = cell.cellIndex;
  }

  const leading = (row) => row.querySelector("td.lead") ?? row.cells[row.cells.length - 1];

  function go(row, index = column) {
    if (!row) return;
    const cell = row.cells[Math.min(Math.max(index, 0), row.cells.length - 1)] ?? leading(row);
    mark(cell);
    cell.focus();
    if (!peek().hidden) later(row);
  }

  const current = () => table()?.querySelector("tr.at");

  function refresh() {
    if (!table() || !rows().length) return;
    if (!current()) mark(leading(rows()[0]));
  }

  /* What stands beside the list follows the row, but not every one that is passed. */
  function later(row) {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(row), 150);
  }

  function show(row) {
    for (const old of rows()) old.classList.toggle("peeked", old === row);
    peek().hidden = false;
    htmx.ajax("GET", row.dataset.peek, { target: "#peek", swap: "innerHTML" });
  }

  function close() {
    clearTimeout(waiting);
    peek().hidden = true;
    peek().replaceChildren();
    for (const old of rows()) old.classList.remove("peeked");
    const cell = table()?.querySelector("td[tabindex]");
    if (!document.activeElement || document.activeElement === document.body || peek().contains(document.activeElement)) cell?.focus();
  }

  function toggle(row) {
    if (peek().hidden || !row.classList.contains("peeked")) show(row);
    else close();
  }

  const heading = (cell) => table().querySelectorAll("thead th")[cell.cellIndex];

  function filterBy(cell) {
    const name = heading(cell)?.dataset.column;
    const value = cell.innerText.trim();
    if (!name || !document.getElementById("add-filter")) return;
    const params = new URLSearchParams(location.search);
    for (const [key, one] of [["field", name], ["op", value ? "is" : "empty"], ["value", value]]) params.set(key, one);
    document.dispatchEvent(new CustomEvent("crm:dialog", { detail: `${document.getElementById("add-filter").pathname}?${params}` }));
  }

  /* What a key does on a cell; true where it did something. */
  function act(event, cell) {
    const row = cell.closest("tr");
    const at = rows().indexOf(row);
    const onCell = event.target === cell;
    const isBox = event.target.matches("input, button, summary");
    if (event.altKey && event.key === "F3") filterBy(cell);
    else if (event.altKey && event.key === "F7") heading(cell)?.querySelector("a")?.click();
    else if (event.altKey || event.metaKey) return false;
    else if (event.ctrlKey && event.key === " ") row.querySelector("td.tick input")?.click();
    else if (event.ctrlKey && event.key.toLowerCase() === "a") document.dispatchEvent(new Event("crm:tick-page"));
    else if (event.ctrlKey) return false;
    else if (event.key === "ArrowDown") go(rows()[at + 1]);
    else if (event.key === "ArrowUp") go(rows()[at - 1]);
    else if (event.key === "ArrowRight" && onCell) go(row, cell.cellIndex + 1);
    else if (event.key === "ArrowLeft" && onCell) go(row, cell.cellIndex - 1);
    else if (event.key === "Home") go(rows()[0]);
    else if (event.key === "End") go(rows().at(-1));
    else if (event.key === "PageDown") go(rows()[Math.min(at + FAR, rows().length - 1)]);
    else if (event.key === "PageUp") go(rows()[Math.max(at - FAR, 0)]);
    else if (event.key === "Enter" && onCell) row.querySelector("td.lead a")?.click();
    else if (event.key === " " && !isBox) toggle(row);
    else return false;
    return true;
  }

  function keys(event) {
    if (!table() || document.querySelector("dialog[open]")) return;
    const isSearch = event.target.id === "list-q";
    const alone = !event.ctrlKey && !event.altKey && !event.metaKey;
    const cell = event.target.closest?.("[data-rows] tbody tr:not(.editing) td");
    let done = false;
    if (isSearch && alone && !event.shiftKey && ["F3", "ArrowDown"].includes(event.key)) {
      go(current() ?? rows()[0]);
      done = true;
    } else if (event.key === "F3" && event.shiftKey && alone) {
      document.getElementById("add-filter")?.click();
      done = true;
    } else if (event.key === "Escape" && !peek().hidden) {
      close();
      done = true;
    } else if (cell) {
      done = act(event, cell);
    } else if (event.target === table() && ["ArrowDown", "Home"].includes(event.key)) {
      go(current() ?? rows()[0]);
      done = true;
    }
    if (!done) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function press(event) {
    const opener = event.target.closest("[data-peek-link]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      mark(leading(opener.closest("tr")));
      toggle(opener.closest("tr"));
    } else if (event.target.closest("[data-peek-closes]")) close();
  }

  document.addEventListener("keydown", keys, { capture: true });
  document.addEventListener("click", press);
  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest?.("[data-rows] tbody tr:not(.editing) td");
    if (cell && event.target === cell) mark(cell);
    else if (cell && cell.closest("tr") !== current()) mark(cell.matches(".tick") ? leading(cell.closest("tr")) : cell);
  });
  document.addEventListener("crm:peek", (event) => {
    mark(leading(event.detail));
    show(event.detail);
  });
  document.addEventListener("crm:row", (event) => go(event.detail, leading(event.detail).cellIndex));
  document.addEventListener("htmx:afterSwap", (event) => event.detail.target?.id === "list" && refresh());
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id === "list" && peek() && !peek().hidden) close();
  });
  addEventListener("DOMContentLoaded", refresh);
}
