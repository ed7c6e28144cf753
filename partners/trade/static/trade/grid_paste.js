/* Rows pasted from a spreadsheet: one goes straight into the grid, several are shown first. The server reads them. */
function offerPaste({ grid, body, form, cell, cellName, rowOf, isBlank, shownRows, addRow, changed, say, type }) {
  const dialog = grid.querySelector("[data-preview]");
  const toast = grid.querySelector("[data-toast]");
  let read = [];
  let target = null;

  async function ask(text, start) {
    const sent = new FormData(form);
    sent.set("text", text);
    sent.set("start", start);
    const answer = await fetch(grid.dataset.read, { method: "POST", body: sent });
    return answer.ok ? answer.json() : { rows: [], problem: toast.dataset.trouble };
  }

  function put(rows) {
    let row = target;
    for (const one of rows) {
      row ??= addRow();
      for (const [name, value] of Object.entries(one.cells)) {
        const input = cell(row, name);
        if (!input || !value) continue;
        input.value = value;
        type(input);
      }
      const all = shownRows();
      const following = all[all.indexOf(row) + 1];
      target = row;
      row = following && isBlank(following) ? following : one === rows.at(-1) ? null : addRow(row);
    }
    changed();
    cell(target, "item")?.focus();
  }

  function show() {
    const names = [...dialog.querySelectorAll("[data-name]")].map((heading) => heading.dataset.name);
    const cells = (texts, tag = "td") => texts.map((text) => Object.assign(document.createElement(tag), { textContent: text }));
    dialog.querySelector("[data-pasted]").replaceChildren(
      ...read.map((one) => {
        const row = document.createElement("tr");
        if (one.reason) row.className = "wrong";
        row.append(...cells([one.place], "th"), ...cells(names.map((name) => one.cells[name] ?? "")), ...cells([one.reason]));
        return row;
      }),
    );
    const bad = dialog.querySelector("[data-bad]");
    bad.textContent = read.some((one) => one.reason) ? bad.dataset.words : "";
    dialog.showModal();
    dialog.querySelector("[data-do=take]").focus();
  }

  function handOver(text, start) {
    if (!grid.dataset.paste) {
      say(toast.dataset.first);
      return;
    }
    const sent = Object.assign(document.createElement("form"), { method: "post", action: grid.dataset.paste, hidden: true });
    const values = { text, start, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
    for (const [name, value] of Object.entries(values)) sent.append(Object.assign(document.createElement("textarea"), { name, value }));
    document.body.append(sent);
    sent.requestSubmit();
  }

  body.addEventListener("paste", async (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const input = event.target.closest("[data-cell]") ? event.target : null;
    const lines = text.split(/\r?\n/).filter((line) => line.trim()).length;
    if (!input || (lines < 2 && !text.includes("\t"))) return;
    event.preventDefault();
    const start = cellName(input) === "kind" ? "item" : cellName(input);
    if (lines > Number(grid.dataset.most)) {
      handOver(text, start);
      return;
    }
    target = rowOf(input);
    const answer = await ask(text, start);
    read = answer.rows;
    if (answer.problem) say(answer.problem);
    else if (read.length === 1 && !read[0].reason) put(read);
    else if (read.length) show();
  });

  dialog.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-do]")?.dataset.do;
    if (chosen === "dismiss") dialog.close();
    if (chosen === "take") {
      const fine = read.filter((one) => !one.reason);
      dialog.close();
      if (fine.length) put(fine);
    }
  });
}

document.addEventListener("grid", (event) => offerPaste(event.detail));
