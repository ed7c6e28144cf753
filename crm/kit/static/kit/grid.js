/* Rows of a list that are edited in place: keys, focus, and nothing typed that is lost unasked.
   htmx swaps the rows; listeners sit on the document. Without scripts the same links lead to forms. */
"use strict";

{
  const editing = (target) => target?.closest?.("tr.editing");
  const open = () => document.querySelectorAll("tr.editing");
  const fields = (row) => [...row.querySelectorAll("td:not(.row-tools) :is(input, select, textarea)")];
  const left = new WeakSet();
  const asked = new WeakSet();
  let column = "";
  let back = "";

  const changed = (row) => !left.has(row) && ("typed" in row.dataset || fields(row).some((one) => one.name && window.crmAltered(one)));

  function edit(row, name) {
    column = name ?? "";
    row.querySelector("[data-row-edit]")?.click();
  }

  function cancel(row) {
    const told = row.querySelector(".row-told");
    if (changed(row) && !asked.has(row)) {
      asked.add(row);
      told.textContent = told.dataset.told;
      return;
    }
    leave(row);
  }

  /* The row is read again as it is stored; a blank one goes. */
  function leave(row) {
    back = row.dataset.editing;
    const link = row.querySelector("[data-row-cancel]");
    if (link.hasAttribute("hx-get")) {
      htmx.trigger(link, "click");
      return;
    }
    row.remove();
    (document.querySelector("[data-rows] td[tabindex]") ?? document.querySelector("[data-row-new]"))?.focus();
  }

  function keys(event) {
    const row = editing(event.target);
    if (row && !event.isComposing) {
      if (event.key === "Escape") cancel(row);
      else if (event.key === "Enter" && event.target.matches("input, select")) row.querySelector("form").requestSubmit();
      else if (event.ctrlKey && event.key.toLowerCase() === "s") row.querySelector("form").requestSubmit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "F2" && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      const cell = event.target.closest?.("[data-rows] tbody td");
      if (!cell || !cell.closest("tr").querySelector("[data-row-edit]")) return;
      event.preventDefault();
      edit(cell.closest("tr"), heading(cell));
    }
  }

  const heading = (cell) => cell.closest("table").querySelectorAll("thead th")[cell.cellIndex]?.dataset.column;

  function press(event) {
    const link = event.target.closest("[data-row-cancel]");
    if (link && event.isTrusted) {
      event.preventDefault();
      event.stopPropagation();
      leave(editing(link));
    }
    const whole = event.target.closest("[data-whole]");
    if (whole) {
      event.preventDefault();
      for (const row of open()) left.add(row);
      document.getElementById(whole.getAttribute("form")).submit();
    }
    const blank = event.target.closest("[data-row-new]") && document.querySelector('tr.editing[data-editing=""]');
    if (blank) {
      event.preventDefault();
      event.stopPropagation();
      fields(blank)[0]?.focus();
    }
  }

  function twice(event) {
    const cell = event.target.closest("[data-rows] tbody tr:not(.editing) td");
    if (!cell || event.target.closest("a, input, button") || !cell.closest("tr").querySelector("[data-row-edit]")) return;
    getSelection()?.removeAllRanges();
    edit(cell.closest("tr"), heading(cell));
  }

  /* What came: fields get the focus, where something is wrong first; a row that is read again has it in its first cell. */
  function arrived(event) {
    const row = event.detail.elt;
    if (!row.matches?.("[data-rows] tbody tr")) return;
    if (row.matches(".editing")) {
      if (row.querySelector(".errorlist, [role=alert]")) row.dataset.typed = "yes";
      const wanted = column && fields(row).find((one) => one.dataset.column === column);
      const first = row.querySelector("[aria-invalid=true]") ?? (row.querySelector("[role=alert]") ? row.querySelector("[data-whole]") : null);
      const field = first || wanted || fields(row)[0];
      field?.focus();
      field?.select?.();
      column = "";
    } else if (back !== null && row.dataset.keyOf !== undefined) {
      if (back === "new") refresh(row.dataset.keyOf);
      else if (back === row.dataset.keyOf) focusOn(row);
      back = null;
    }
  }

  const focusOn = (row) => row && document.dispatchEvent(new CustomEvent("crm:row", { detail: row }));

  /* A new row is put where it belongs, and counted. */
  async function refresh(key) {
    await htmx.ajax("GET", location.href, { target: "#list", swap: "innerHTML show:none" });
    focusOn(document.querySelector(`[data-rows] tr[data-key-of="${CSS.escape(key)}"]`));
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = editing(event.detail.elt);
    if (row && event.detail.elt.matches("form")) back = row.dataset.editing || "new";
  });
  document.addEventListener("keydown", keys, { capture: true });
  document.addEventListener("click", press, { capture: true });
  document.addEventListener("dblclick", twice);
  document.addEventListener("htmx:load", arrived);
  addEventListener("beforeunload", (event) => {
    if ([...open()].some(changed)) event.preventDefault();
  });
}
