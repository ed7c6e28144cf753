/* The grid of lines: keys, new and moved rows, totals asked of the server. Without it the rows are a plain form. */
const grid = document.querySelector("[data-grid]");
const form = grid.closest("form");
const body = grid.querySelector("[data-rows]");
const fresh = grid.querySelector("template[data-new]");
const total = grid.querySelector(`[name="${grid.dataset.prefix}-TOTAL_FORMS"]`);
const whom = form.querySelector("[data-whom]");
const sums = grid.querySelector("[data-sums]");
const toast = grid.querySelector("[data-toast]");
const items = grid.querySelector("[data-items]");
const closed = "closed" in grid.dataset;
const PAUSE = 150;
const SHOWN_FOR = 8000;
const DRIVEN_BY = { amount: ["quantity", "unit_price", "discount_percent", "item"] };

const shownRows = () => [...body.children].filter((row) => !row.hidden);
const rowOf = (target) => target.closest?.("[data-row]");
const inputs = (row) => [...row.querySelectorAll("[data-cell] :is(input, select)")].filter((one) => !one.disabled);
const cellName = (input) => input.closest("[data-cell]")?.dataset.cell;
const cell = (row, name) => row.querySelector(`[data-cell="${name}"] :is(input, select)`);
const deletion = (row) => row.querySelector('[name$="-DELETE"]');
const place = (row) => row.querySelector('[name$="-ORDER"]');
const prefixOf = (row) => place(row).name.replace(/-ORDER$/, "");
const isNew = (row) => !row.querySelector('[name$="-opened"]');
const isBlank = (row) => isNew(row) && inputs(row).every((one) => !one.value);
/* What the server sent in a cell: it is sent back where nobody typed over it. */
const served = (input) => (input.options ? ([...input.options].find((one) => one.defaultSelected)?.value ?? "") : input.defaultValue);

/* A narrow select shows its code; what it stands for is its title. */
const explain = (input) => input.options && (input.title = input.selectedOptions[0]?.title ?? "");

/* Rows */

function prepare(row) {
  row.querySelector(".moves").hidden = closed;
  for (const one of [deletion(row), place(row)]) one.tabIndex = -1;
}

function renumber() {
  const first = Number(body.dataset.first);
  shownRows().forEach((row, at) => {
    row.querySelector("[data-place]").textContent = first + at;
    place(row).value = isBlank(row) ? "" : first + at;
  });
}

function addRow(after = null) {
  const number = Number(total.value);
  const holder = document.createElement("tbody");
  holder.innerHTML = fresh.innerHTML.replaceAll("__prefix__", number);
  const row = holder.firstElementChild;
  total.value = number + 1;
  body.insertBefore(row, after ? after.nextElementSibling : null);
  prepare(row);
  renumber();
  return row;
}

function enter(row, name = "item") {
  const target = cell(row, name) ?? inputs(row)[0];
  target?.focus();
  target?.select?.();
}

function remove(row) {
  const all = shownRows();
  const at = all.indexOf(row);
  const next = all[at + 1] ?? all[at - 1] ?? addRow();
  deletion(row).checked = true;
  row.hidden = true;
  renumber();
  enter(next, cellName(document.activeElement) ?? "item");
  say(toast.dataset.removed, toast.dataset.undo, () => {
    deletion(row).checked = false;
    row.hidden = false;
    renumber();
    enter(row);
    changed();
  });
  changed();
}

function move(row, by) {
  const all = shownRows();
  const other = all[all.indexOf(row) + by];
  if (!other) return;
  const active = document.activeElement;
  body.insertBefore(row, by < 0 ? other : other.nextElementSibling);
  renumber();
  active?.focus();
  changed();
}

function copyAbove(input) {
  const all = shownRows();
  const above = all[all.indexOf(rowOf(input)) - 1];
  const source = above && cell(above, cellName(input));
  if (!source) return;
  input.value = source.value;
  type(input);
}

/* What was typed, and what the server filled in: only the former is sent, so that the rest follows again. */

function type(input) {
  input.dataset.typed = "yes";
  explain(input);
  for (const [follower, leaders] of Object.entries(DRIVEN_BY)) {
    const other = leaders.includes(cellName(input)) && cell(rowOf(input), follower);
    if (!other) continue;
    delete other.dataset.typed;
    if (isNew(rowOf(input))) other.defaultValue = "";
  }
  renumber();
  changed();
}

form.addEventListener("formdata", (event) => {
  for (const row of body.children) {
    for (const input of inputs(row)) {
      if (!input.dataset.typed) event.formData.set(input.name, served(input));
    }
  }
});

/* The plan of the server */

let asking = null;
let waiting = 0;

function changed() {
  form.dispatchEvent(new Event("input", { bubbles: true }));
  sums.setAttribute("aria-busy", "true");
  asking?.abort(); // its answer would fill cells that were typed into since
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
}

async function ask() {
  const mine = (asking = new AbortController());
  try {
    const answer = await fetch(grid.dataset.plan, { method: "POST", body: new FormData(form), signal: mine.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
  } catch (error) {
    if (error.name === "AbortError") return;
    sums.dataset.trouble = "yes";
    grid.querySelector("[data-said]").textContent = toast.dataset.trouble;
  }
}

function show(plan) {
  for (const row of body.children) {
    const told = plan.rows[prefixOf(row)];
    if (told) fill(row, told);
    else if (isNew(row)) complain(row, {});
  }
  whom.innerHTML = plan.whom;
  for (const [name, said] of Object.entries(plan.called)) {
    const help = document.getElementById(`id_${name}_helptext`);
    if (help) help.textContent = said || whom.dataset.hint;
  }
  sums.innerHTML = plan.totals;
  sums.removeAttribute("aria-busy");
  delete sums.dataset.trouble;
  const said = grid.querySelector("[data-said]");
  if (said.textContent !== plan.said) said.textContent = plan.said;
}

function fill(row, told) {
  for (const [name, value] of Object.entries(told.cells)) {
    const input = cell(row, name);
    if (!input || input === document.activeElement || input.value === value) continue;
    input.value = value;
    explain(input);
  }
  complain(row, told.errors);
}

function complain(row, errors) {
  for (const list of row.querySelectorAll(".errorlist")) list.remove();
  for (const input of inputs(row)) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  for (const [name, sentences] of Object.entries(errors)) {
    const input = cell(row, name);
    const list = document.createElement("ul");
    list.className = "errorlist";
    for (const sentence of sentences) list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
    (input?.closest("[data-cell]") ?? row.querySelector(".deeds")).append(list);
    if (!input) continue;
    list.id = `${input.id}_error`;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", list.id);
  }
}

/* Items that fit */

let looked = "";
async function suggest(input) {
  const typed = input.value.trim();
  if (!typed || typed === looked) return;
  looked = typed;
  const answer = await fetch(`${grid.dataset.suggest}?q=${encodeURIComponent(typed)}&kind=${grid.dataset.kind}`);
  if (!answer.ok || input.value.trim() !== typed) return;
  const options = (await answer.json()).items.map((item) => {
    const option = document.createElement("option");
    option.value = item.no;
    option.textContent = `${item.no} · ${item.name}`;
    return option;
  });
  items.replaceChildren(...options);
}

/* A sentence for a while, with at most one thing to do */

let fading = 0;
function say(sentence, label = "", act = null) {
  clearTimeout(fading);
  toast.replaceChildren(Object.assign(document.createElement("span"), { textContent: sentence }));
  if (act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
    button.addEventListener("click", () => {
      toast.replaceChildren();
      act();
    });
    toast.append(button);
  }
  const fade = () => (toast.matches(":hover, :focus-within") ? (fading = setTimeout(fade, 1000)) : toast.replaceChildren());
  fading = setTimeout(fade, SHOWN_FOR);
}

/* Keys */

function next(row, name) {
  const all = shownRows();
  enter(all[all.indexOf(row) + 1] ?? addRow(), name);
}

function focusMode() {
  const on = form.classList.toggle("lines-only");
  document.body.classList.toggle("lines-only", on);
  grid.querySelector("[data-do=focus]").setAttribute("aria-pressed", String(on));
}

function keys(event) {
  const row = rowOf(event.target);
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const input = row && event.target.closest("[data-cell]") ? event.target : null;
  let done = true;
  if (control && event.shiftKey && event.key === "F12") focusMode();
  else if (closed || !grid.contains(event.target)) done = false;
  else if (control && event.key === "Insert") enter(addRow(row));
  else if (control && event.key === "Delete" && row) remove(row);
  else if (event.key === "F8" && input) copyAbove(input);
  else if (control && event.shiftKey && event.key === "ArrowUp" && row) move(row, -1);
  else if (control && event.shiftKey && event.key === "ArrowDown" && row) move(row, 1);
  else if (event.key === "Enter" && input && !control) next(row);
  else done = false;
  if (done) event.preventDefault();
}

function click(event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const row = rowOf(button);
  const deeds = {
    insert: () => enter(addRow()), focus: focusMode, remove: () => remove(row), up: () => move(row, -1), down: () => move(row, 1),
  };
  deeds[button.dataset.do]?.();
}

function start() {
  const rows = [...body.children];
  body.dataset.first = (rows[0] && place(rows[0]).value) || "1";
  rows.forEach(prepare);
  const early = rows.flatMap(inputs).filter((input) => input.value !== served(input)); // before this script, or kept by the browser
  for (const input of early) input.dataset.typed = "yes";
  for (const row of rows.filter(isBlank).slice(1)) row.hidden = true;
  grid.classList.add("alive");
  for (const hidden of grid.querySelectorAll("[data-tools], [data-keys]")) hidden.hidden = closed;
  renumber();
  if (early.length || form.dataset.typed === "yes") changed();
  else if (body.contains(document.activeElement)) return;
  else if (location.pathname.endsWith("/new/") && location.search) enter(shownRows()[0]);
}

start();
document.addEventListener("keydown", keys);
form.addEventListener("change", (event) => {
  if (!grid.contains(event.target)) changed();
});
grid.addEventListener("click", click);
body.addEventListener("input", (event) => {
  if (!event.target.closest("[data-cell]")) return;
  if (cellName(event.target) === "item") suggest(event.target);
  type(event.target);
});
document.dispatchEvent(new CustomEvent("grid", { detail: { grid, body, form, cell, cellName, rowOf, isBlank, shownRows, addRow, changed, say, type } }));
