/* Notices of success go by themselves, not while somebody points at them or is in them; anybody can close them. */
"use strict";

{
  const PLAIN = 8000;
  const WITH_DEED = 15000;

  const rest = new WeakMap(); // toast → what is left of its time, and since when it runs

  const close = (toast) => {
    const held = toast.contains(document.activeElement);
    toast.classList.add("gone");
    if (held) document.getElementById("content")?.focus();
  };

  const run = (toast) => {
    const known = rest.get(toast);
    if (!known || known.timer) return;
    known.since = performance.now();
    known.timer = setTimeout(() => close(toast), known.left);
  };

  const hold = (toast) => {
    const known = rest.get(toast);
    if (!known?.timer) return;
    clearTimeout(known.timer);
    known.timer = 0;
    known.left = Math.max(2000, known.left - (performance.now() - known.since));
  };

  const isHeld = (toast) => toast.matches(":hover") || toast.contains(document.activeElement);

  /* What stands in a page when it comes is not read out by itself: the words are put there once more. */
  const say = (toast) => {
    const words = toast.firstElementChild;
    setTimeout(() => words?.replaceChildren(...words.childNodes), 100);
  };

  /* The last ones are kept for the session, with what they offer, and stand in the bell of every tab of this person.
     They go with the first page that anybody else sees in this browser, such as the one for signing in, or after a day. */
  const KEPT = 10;
  const DAY = 24 * 3600 * 1000;
  const user = document.body.dataset.user;
  const key = `crm:notices:${user}`;

  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null; // no room, or no storage in this browser: the notice itself stood in its page
    }
  };

  const kept = () => (quietly(() => JSON.parse(localStorage.getItem(key))) ?? []).filter((one) => Date.now() - one.at < DAY);

  const keep = (toast) => {
    if (!user) return;
    const one = { at: Date.now(), words: toast.firstElementChild.innerHTML.trim(), undo: toast.querySelector("form")?.action ?? "" };
    const others = kept().filter((other) => other.words !== one.words || other.undo !== one.undo);
    quietly(() => localStorage.setItem(key, JSON.stringify([one, ...others].slice(0, KEPT))));
  };

  const show = (place) => {
    const row = place.querySelector("template").content;
    const rows = kept().map((one) => {
      const shown = row.cloneNode(true);
      shown.querySelector("[data-words]").innerHTML = one.words;
      const at = shown.querySelector("time");
      at.dateTime = new Date(one.at).toISOString();
      at.textContent = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
      const form = shown.querySelector("form");
      if (one.undo) form.action = one.undo;
      else form.remove();
      for (const input of shown.querySelectorAll("[name=token]")) input.value = new URL(one.undo).pathname;
      return shown;
    });
    place.querySelector("ul").replaceChildren(...rows);
    place.hidden = !rows.length;
  };

  quietly(() => {
    for (const other of Object.keys(localStorage)) {
      if (other.startsWith("crm:notices:") && other !== key) localStorage.removeItem(other);
    }
  });
  document.getElementById("bell")?.addEventListener("opened", (event) => event.target.querySelectorAll("[data-kept]").forEach(show));

  const begin = (toast) => {
    if (rest.has(toast)) return;
    keep(toast);
    rest.set(toast, { left: toast.querySelector("form, a") ? WITH_DEED : PLAIN, timer: 0, since: 0 });
    toast.querySelector("[data-close]")?.removeAttribute("hidden");
    toast.addEventListener("pointerenter", () => hold(toast));
    toast.addEventListener("focusin", () => hold(toast));
    for (const left of ["pointerleave", "focusout"]) {
      toast.addEventListener(left, () => setTimeout(() => isHeld(toast) || run(toast)));
    }
    say(toast);
    run(toast);
  };

  const all = () => document.querySelectorAll("[data-notice]");

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-notice] [data-close]");
    if (button) close(button.closest("[data-notice]"));
  });
  document.addEventListener("keydown", (event) => {
    const toast = event.target.closest?.("[data-notice]");
    if (event.key === "Escape" && toast) close(toast);
  });
  document.addEventListener("htmx:afterSwap", () => all().forEach(begin));
  all().forEach(begin);
  document.querySelectorAll("main [data-kept]").forEach(show);
  addEventListener("storage", (event) => {
    if (event.key === key) document.querySelectorAll("[data-kept]").forEach(show);
  });
}
