/* The menu of a row of a list: beside the button that opens it, or under the cell that has the focus. */
"use strict";

{
  const menu = () => document.getElementById("row-deeds");
  const items = () => [...menu().querySelectorAll("a[href], .off")];
  const EDGE = 8;
  let row = null;
  let opener = null;

  /* Where there is room: below, else above; never beyond the window. */
  function place(anchor) {
    const box = anchor.getBoundingClientRect();
    const { width, height } = menu().getBoundingClientRect();
    const fits = box.bottom + height + EDGE < innerHeight;
    const top = fits ? box.bottom : Math.max(EDGE, box.top - height);
    const left = Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE));
    menu().style.setProperty("inset", `${top}px auto auto ${left}px`);
  }

  async function open(whose, anchor) {
    const url = whose.dataset.menu;
    row = whose;
    opener = document.activeElement;
    const answer = await crm.fetch(url, { headers: { "HX-Request": "true" } });
    if (answer.status === 401) return;
    if (!answer.ok) {
      location.href = url;
      return;
    }
    menu().innerHTML = await answer.text();
    for (const off of menu().querySelectorAll(".off")) off.tabIndex = -1;
    menu().showPopover();
    place(anchor);
    items()[0]?.focus();
  }

  function close() {
    if (menu()?.matches(":popover-open")) menu().hidePopover();
  }

  function keys(event) {
    if (!menu()) return;
    const cell = event.target.closest?.("[data-rows] tr[data-menu] td");
    if (cell && (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))) {
      event.preventDefault();
      open(cell.closest("tr"), cell).catch(() => {});
      return;
    }
    if (!menu().contains(event.target)) return;
    const all = items();
    const at = all.indexOf(event.target);
    const next = { ArrowDown: all[at + 1] ?? all[0], ArrowUp: all[at - 1] ?? all.at(-1), Home: all[0], End: all.at(-1) }[event.key];
    const named = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey && event.key !== " ";
    const called = named && [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    if (event.key === "Tab") close();
    else if (next || called) (next || called).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function press(event) {
    const link = event.target.closest("[data-deeds]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link.closest("tr"), link).catch(() => {});
    } else if (event.target.closest("[data-deed-peeks]") && row) {
      event.preventDefault();
      close();
      document.dispatchEvent(new CustomEvent("crm:peek", { detail: row }));
    } else if (event.target.closest("#row-deeds a")) close();
  }

  /* The focus goes back to where it came from, unless something else took it meanwhile. */
  function left(event) {
    if (event.target.id !== "row-deeds" || event.newState !== "closed") return;
    const active = document.activeElement;
    if (!active || active === document.body || menu().contains(active)) opener?.focus();
  }

  document.addEventListener("keydown", keys, { capture: true });
  document.addEventListener("click", press);
  document.addEventListener("toggle", left, { capture: true });
  /* The key that opens this menu opens that of the browser too. */
  document.addEventListener("contextmenu", (event) => event.button !== 2 && menu()?.matches(":popover-open") && event.preventDefault());
  document.getElementById("over")?.addEventListener("close", () => row?.isConnected && setTimeout(() => document.activeElement === document.body && opener?.focus()));
}
