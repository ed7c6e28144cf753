/* The frame: dialogs that open over the page, the width of the menu, and what is noted on the way. */
"use strict";

{
  const root = document.documentElement;
  const headers = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const note = (url, values) => fetch(url, { method: "POST", headers: headers(), body: new URLSearchParams(values), keepalive: true });

  /* A link that says which dialog it opens opens that; its page is what opens without a script. */
  async function open(name) {
    const dialog = document.getElementById(name);
    if (!dialog || dialog.open) return;
    if (dialog.dataset.from && !dialog.childElementCount) {
      const answer = await fetch(dialog.dataset.from, { headers: { "HX-Request": "true" } });
      dialog.innerHTML = await answer.text();
    }
    dialog.showModal();
    dialog.dispatchEvent(new Event("opened"));
  }

  function press(event) {
    const opener = event.target.closest("[data-opens]");
    if (opener && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
      open(opener.dataset.opens);
    }
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-closes]"))) dialog.close();
    const narrower = event.target.closest("[data-narrower]");
    if (narrower) widen(narrower);
  }

  /* The menu is narrow where it says so, or by itself on a screen of middle width. */
  function widen(button) {
    const isNarrow = getComputedStyle(button.closest("nav")).getPropertyValue("--narrow").trim() === "yes";
    root.dataset.menu = isNarrow ? "wide" : "narrow";
    document.querySelector("link[data-narrow]").media = isNarrow ? "not all" : "(min-width: 769px)";
    note(button.dataset.url, { menu: root.dataset.menu });
  }

  /* What the page offers, by its own links and buttons, as the first group of what is found. */
  function actions(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const offered = document.querySelectorAll("main .head a, main .head .menu a, main .head button");
    const seen = new Set();
    return [...offered].filter((one) => {
      const name = one.textContent.trim().toLowerCase();
      const fits = words.length && words.every((word) => name.includes(word)) && !seen.has(name);
      if (fits) seen.add(name);
      return fits;
    });
  }

  function offer(box, typed) {
    const found = actions(typed);
    box.hidden = !found.length;
    const title = document.createElement("h2");
    title.textContent = box.dataset.title;
    const list = document.createElement("ul");
    for (const one of found) {
      const link = document.createElement("a");
      link.href = one.href ?? "#";
      link.textContent = one.firstChild.textContent.trim() || one.textContent.trim();
      link.addEventListener("click", (event) => {
        event.preventDefault();
        box.closest("dialog").close();
        one.click();
      });
      list.appendChild(document.createElement("li")).append(link);
    }
    box.replaceChildren(title, list);
  }

  /* Arrows walk through what was found; Enter opens the first of it. */
  function walk(event) {
    const dialog = event.currentTarget;
    const links = [...dialog.querySelectorAll("a[href]")].filter((link) => link.offsetParent);
    const input = dialog.querySelector("input");
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (links[at + step] ?? (step < 0 ? input : links.at(-1)))?.focus();
    } else if (event.key === "Enter" && document.activeElement === input && links.length) {
      event.preventDefault();
      links[0].click();
    }
  }

  /* The number at the bell, asked for once a minute however many pages are turned. */
  async function ring(bell) {
    const known = JSON.parse(sessionStorage.getItem("bell") ?? "null");
    let count = known?.count;
    const { user } = document.body.dataset;
    if (!known || known.user !== user || known.url !== bell.dataset.count || Date.now() - known.at > 60_000) {
      const answer = await fetch(bell.dataset.count).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      count = await answer.text();
      sessionStorage.setItem("bell", JSON.stringify({ count, user, url: bell.dataset.count, at: Date.now() }));
    }
    const badge = bell.querySelector("b");
    badge.textContent = count;
    badge.hidden = count === "0";
  }

  const bell = document.querySelector(".bell");
  if (bell) setTimeout(() => ring(bell), 600);

  const finder = document.getElementById("finder");
  if (finder) {
    const box = finder.querySelector("[data-finder-actions]");
    finder.addEventListener("keydown", walk);
    finder.addEventListener("input", (event) => offer(box, event.target.value));
    finder.addEventListener("opened", () => finder.querySelector("input").select());
  }
  document.querySelector("[data-narrower]")?.removeAttribute("hidden");
  document.addEventListener("click", press);
  document.addEventListener("crm:open", (event) => open(event.detail));

  const record = document.querySelector("[data-seen]");
  if (record) note(record.dataset.seen, { model: record.dataset.model, key: record.dataset.key });
}
