/* Lists: dialogs over them, focus that stays where it was, and coming back to where one left.
   Listeners sit on the document: search, filters, order and pages swap the region below the title. */
"use strict";

{
  const list = () => document.querySelector("[data-list]");
  const dialog = () => document.getElementById("list-dialog");
  const search = () => document.getElementById("list-q");
  let opener = "";
  let focused = "";
  let wasInTable = false;

  /* The address that a button of the frame leads to, for the list as it is now. */
  function addressed(link) {
    const params = new URLSearchParams(location.search);
    if ("picks" in link.dataset) {
      for (const key of window.crmPicked?.() ?? []) params.append("pick", key);
    }
    return `${link.pathname}?${params}`;
  }

  /* The page at that address, over the list; what it leads to is swapped into the list. */
  async function open(url) {
    dialog().replaceChildren();
    await htmx.ajax("GET", url, { target: "#list-dialog", swap: "innerHTML" });
    if (!dialog().childElementCount || dialog().open) return;
    dialog().showModal();
  }

  /* What was swapped in is named after its heading, can be narrowed, and has the focus where something is typed. */
  function furnish() {
    const title = dialog().querySelector("h2");
    if (title) dialog().setAttribute("aria-label", title.textContent);
    for (const one of dialog().querySelectorAll(".narrowing")) one.hidden = false;
    if (!dialog().open) return;
    (dialog().querySelector("[aria-invalid=true], [autofocus]") ?? document.getElementById(focused) ?? title)?.focus();
  }

  function press(event) {
    const link = event.target.closest("a[data-dialog]");
    if (link && list() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      opener = link.id;
      open(addressed(link));
    }
    if (event.target.closest("#list-dialog [data-closes]")) event.preventDefault();
    const mover = event.target.closest("[data-sortable] [data-moves]");
    if (mover) {
      event.preventDefault();
      move(mover.closest("[data-item]"), Number(mover.dataset.moves));
      mover.focus();
    }
  }

  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (other) other[step < 0 ? "before" : "after"](item);
  }

  /* Fields that are called like what was typed; Enter takes the first of them. */
  function narrow(event) {
    const input = event.target.closest("[data-narrows]");
    if (!input) return;
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of document.querySelector(input.dataset.narrows).children) {
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
    }
  }

  function keys(event) {
    const input = event.target.closest?.("[data-narrows]");
    if (!input || !["Enter", "ArrowDown"].includes(event.key)) return;
    const first = [...document.querySelectorAll(`${input.dataset.narrows} li:not([hidden]) a`)][0];
    event.preventDefault();
    if (event.key === "Enter") first?.click();
    else first?.focus();
  }

  /* Columns are dragged too. */
  let dragged = null;
  function drag(event) {
    const item = event.target.closest?.("[data-sortable] [data-item]");
    if (event.type === "pointerdown") {
      if (item) item.draggable = !event.target.closest("button, input, label");
    } else if (event.type === "dragstart") {
      dragged = item;
    } else if (event.type === "dragover" && dragged && item && item !== dragged) {
      event.preventDefault();
      const { top, height } = item.getBoundingClientRect();
      item[event.clientY > top + height / 2 ? "after" : "before"](dragged);
    } else if (event.type === "dragend") dragged = null;
  }

  function before(event) {
    if (event.detail.target.id === "list-dialog") focused = document.activeElement?.id ?? "";
    if (event.detail.target.id === "list") wasInTable = Boolean(document.activeElement?.closest("[data-rows]"));
  }

  /* The list was swapped: the focus is where it was, or beside what is gone; the search says what is searched for. */
  function after(event) {
    const target = event.detail.target?.id;
    if (target === "list-dialog") furnish();
    if (target !== "list") return;
    const path = event.detail.pathInfo?.responsePath ?? event.detail.pathInfo?.finalRequestPath ?? "";
    const typed = new URLSearchParams(path.split("?")[1] ?? "").get("q") ?? "";
    if (search() && search() !== document.activeElement) search().value = typed;
    if (dialog().open) dialog().close();
  }

  /* What had the focus may be gone by now: a chip, a page that was the last one, a button of the frame. */
  function settled(event) {
    if (event.detail.target?.id !== "list") return;
    const active = document.activeElement;
    if (!active || active === document.body || !active.isConnected) {
      const cell = wasInTable && document.querySelector("[data-rows] td[tabindex]");
      const next = cell || (document.getElementById(opener) ?? document.getElementById("add-filter"));
      next?.focus({ preventScroll: true });
    }
    opener = "";
  }

  /* Where one was in a list, for coming back to it. */
  const spot = () => `list:${location.pathname}${location.search}`;
  const scroller = () => document.querySelector("[data-rows]");

  function leave() {
    if (!list() || !scroller()) return;
    const row = document.querySelector("[data-rows] tr.at")?.dataset.keyOf ?? "";
    const left = { top: scroller().scrollTop, aside: scroller().scrollLeft, page: scrollY, row };
    sessionStorage.setItem(spot(), JSON.stringify(left));
  }

  function comeBack() {
    if (!list() || !scroller()) return;
    const how = performance.getEntriesByType("navigation")[0]?.type;
    const from = document.referrer && new URL(document.referrer);
    const isBack = how === "back_forward" || how === "reload";
    const isFromCard = from && from.origin === location.origin && from.pathname.startsWith(location.pathname) && from.pathname !== location.pathname;
    const kept = isBack || isFromCard ? JSON.parse(sessionStorage.getItem(spot()) ?? "null") : null;
    if (!kept) return;
    scroller().scrollTo(kept.aside, kept.top);
    scrollTo(0, kept.page);
    const row = kept.row && document.querySelector(`[data-rows] tr[data-key-of="${CSS.escape(kept.row)}"]`);
    if (row) document.dispatchEvent(new CustomEvent("crm:row", { detail: row }));
  }

  document.addEventListener("crm:dialog", (event) => open(event.detail));
  document.addEventListener("click", press);
  document.addEventListener("input", narrow);
  document.addEventListener("keydown", keys);
  for (const name of ["pointerdown", "dragstart", "dragover", "dragend"]) document.addEventListener(name, drag);
  document.addEventListener("submit", (event) => event.target.closest("#list-dialog [data-leaves]") && dialog().close());
  document.addEventListener("htmx:beforeSwap", before);
  document.addEventListener("htmx:afterSwap", after);
  document.addEventListener("htmx:afterSettle", settled);
  addEventListener("pagehide", leave);
  addEventListener("DOMContentLoaded", comeBack);
}
