/* Ticked rows: they stay ticked on other pages and in another order, and the bar below says what can be done. */
"use strict";

{
  const bar = () => document.querySelector("#list #bulk");
  const boxes = () => [...document.querySelectorAll("[data-rows] td.tick input")];
  const store = () => `picked:${location.pathname}`;
  const read = () => JSON.parse(sessionStorage.getItem(store()) ?? "[]");
  let isAll = false;
  let last = null;

  const write = (keys) => (keys.length ? sessionStorage.setItem(store(), JSON.stringify(keys)) : sessionStorage.removeItem(store()));

  /* The keys that a page about ticked rows is asked for; none where all of the list are meant. */
  window.crmPicked = () => (isAll ? [] : read());

  function tick(some, isTicked) {
    const keys = new Set(read());
    for (const box of some) {
      box.checked = isTicked;
      if (isTicked) keys.add(box.value);
      else keys.delete(box.value);
    }
    isAll = false;
    write([...keys]);
    show();
  }

  function show() {
    const keys = new Set(read());
    for (const box of boxes()) {
      box.checked = isAll || keys.has(box.value);
      box.closest("tr").classList.toggle("ticked", box.checked);
    }
    const here = boxes().filter((box) => box.checked).length;
    const all = document.querySelector("[data-tick-all]");
    if (all) {
      all.hidden = false;
      all.checked = here > 0 && here === boxes().length;
      all.indeterminate = here > 0 && here < boxes().length;
    }
    if (bar()) say(keys.size, all?.checked);
  }

  function say(number, isPageFull) {
    const said = bar().querySelector("[data-ticked]");
    const tooMany = !isAll && number > Number(bar().dataset.most);
    bar().classList.toggle("on", isAll || number > 0);
    said.textContent = isAll ? said.dataset.all : tooMany ? said.dataset.tooMany : `${said.dataset.ticked} ${number}`;
    bar().querySelector("[data-select-all]").hidden = isAll || !isPageFull;
    bar().querySelector("[data-select-none]").hidden = false;
    for (const button of bar().querySelectorAll("[formaction]")) button.disabled = tooMany;
  }

  /* A table of another page: its rows are ticked there only. */
  function tickThere(event) {
    const all = document.querySelector("[data-tick-all]");
    const there = [...document.querySelectorAll("td.tick input")];
    if (event.target === all) for (const box of there) box.checked = all.checked;
    const number = there.filter((box) => box.checked).length;
    if (all) all.indeterminate = number > 0 && number < there.length;
    const said = document.querySelector("[data-ticked]");
    if (!said) return;
    said.dataset.before ??= said.textContent;
    said.textContent = number ? `${said.dataset.ticked} ${number}` : said.dataset.before;
  }

  function change(event) {
    if (!bar() && event.target.closest(".tick")) tickThere(event);
    else if (event.target.matches("[data-tick-all]")) tick(boxes(), event.target.checked);
    else if (event.target.matches("[data-rows] td.tick input")) tick([event.target], event.target.checked);
  }

  /* Shift ticks all rows between this one and the one before. */
  function press(event) {
    const box = event.target.closest("[data-rows] td.tick input");
    if (box) {
      const some = boxes();
      const [from, to] = [some.indexOf(last), some.indexOf(box)];
      if (event.shiftKey && from >= 0) tick(some.slice(Math.min(from, to), Math.max(from, to) + 1), box.checked);
      last = box;
    } else if (event.target.closest("[data-select-all]")) {
      isAll = true;
      show();
    } else if (event.target.closest("[data-select-none]")) {
      isAll = false;
      write([]);
      show();
      document.querySelector("[data-tick-all]")?.focus();
    }
  }

  /* The rows ticked on other pages go along; where all are meant, none is named. */
  function send(event) {
    if (event.target !== bar()) return;
    const shown = new Set(boxes().map((box) => box.value));
    for (const old of bar().querySelectorAll("[data-elsewhere]")) old.remove();
    for (const box of boxes()) box.disabled = isAll;
    for (const key of window.crmPicked().filter((one) => !shown.has(one))) {
      const more = Object.assign(document.createElement("input"), { type: "hidden", name: "pick", value: key });
      more.dataset.elsewhere = "";
      bar().append(more);
    }
    setTimeout(() => boxes().forEach((box) => (box.disabled = false)));
  }

  document.addEventListener("change", change);
  document.addEventListener("click", press);
  document.addEventListener("submit", send);
  document.addEventListener("crm:tick-page", () => tick(boxes(), !document.querySelector("[data-tick-all]")?.checked));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "list") return;
    isAll = false;
    show();
  });
  addEventListener("pageshow", show);
}
