/* What makes forms pleasant: nothing is sent twice, nothing typed is left behind unasked. Everything works without it. */
"use strict";

{
  const forms = () => document.querySelectorAll("form");
  const watched = () => document.querySelector("form[data-watch]");
  const leaving = () => document.getElementById("leaving");
  const opened = new WeakMap();
  let sending = false;
  let target = null;

  /* A second click or Enter sends nothing. The button is disabled a moment later, so that its name is still sent. */
  function guard(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter?.matches("[data-stays]")) return; // what comes is a file, and the page stays
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    sending = true;
    const token = form.querySelector("input[name=token]")?.value;
    if (token) history.replaceState({ ...history.state, token }, "");
    const button = event.submitter?.matches(".away") ? form.querySelector("[data-key=save]") : event.submitter;
    if (button) setTimeout(() => busy(form, button));
  }

  /* The button turns, and says so where the form knows the word; its width stays. */
  function busy(form, button) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    if (!form.dataset.busy || button.dataset.key !== "save") return;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.dataset.label = button.innerHTML;
    button.textContent = form.dataset.busy;
  }

  function ready(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
      if (button.dataset.label) button.innerHTML = button.dataset.label;
    }
  }

  /* Coming back with the browser's Back button finds usable forms. */
  function rearm(event) {
    if (!event.persisted) return;
    sending = false;
    forms().forEach(ready);
  }

  /* A browser that kept no copy of the page asks for it anew and puts back what was typed: it is still the form that was
     sent, and sending it again makes nothing new. */
  function recall() {
    const [arrival] = performance.getEntriesByType("navigation");
    const input = document.querySelector("form[data-watch] input[name=token]");
    if (input && arrival?.type === "back_forward" && history.state?.token) input.value = history.state.token;
  }

  /* What a form would send, but for what it was opened with. */
  const state = (form) =>
    new URLSearchParams([...new FormData(form)].filter(([name]) => !/(^|-)opened$/.test(name)).map(([name, value]) => [name, value.name ?? value])).toString();
  const changed = (form) => Boolean(form) && (form.dataset.typed === "yes" || state(form) !== opened.get(form));

  /* Whether a control holds something else than the page brought: typed before this script came, or put back by the browser. */
  function isAltered(one) {
    if (one.options) return [...one.options].some((option) => option.defaultSelected) ? !one.selectedOptions[0]?.defaultSelected : one.selectedIndex > 0;
    if (/^(checkbox|radio)$/.test(one.type)) return one.checked !== one.defaultChecked;
    return one.type !== "hidden" && "defaultValue" in one && one.value !== one.defaultValue;
  }

  function watch(form) {
    opened.set(form, state(form));
    if ([...form.elements].some(isAltered)) {
      form.dataset.typed = "yes";
      addEventListener("DOMContentLoaded", () => form.dispatchEvent(new Event("input", { bubbles: true })));
    }
    const note = form.querySelector("[data-changed]");
    form.addEventListener("input", () => {
      if (note) note.hidden = !changed(form);
      form.dataset.changed = changed(form) ? "yes" : "";
    });
    form.addEventListener("crm:refreshed", () => opened.set(form, form.dataset.changed === "yes" ? opened.get(form) : state(form)));
    if (note && form.dataset.typed === "yes") note.hidden = false;
    addEventListener("beforeunload", (event) => {
      if (!sending && changed(form)) event.preventDefault();
    });
  }

  /* Leaving: in our own words for links and Escape; the browser asks for all else. */

  function leave(url) {
    sending = true;
    location.href = url;
  }

  function ask(url) {
    const form = watched();
    if (!changed(form)) return leave(url);
    target = url;
    leaving().querySelector("[data-leave=save]").hidden = !("saves" in form.dataset);
    leaving().showModal();
  }

  function answer(choice) {
    const form = watched();
    leaving().close();
    if (choice === "discard") {
      form.dispatchEvent(new Event("crm:discarded", { bubbles: true }));
      leave(target);
    } else if (choice === "save") {
      const next = Object.assign(document.createElement("input"), { type: "hidden", name: "leave_to", value: target });
      form.append(next);
      form.requestSubmit(form.querySelector("[data-key=save]"));
      if (!form.dataset.sent) next.remove();
    }
  }

  const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  function press(event) {
    const choice = event.target.closest("[data-leave]");
    if (choice) return answer(choice.dataset.leave);
    const all = event.target.closest("[data-keep-all]");
    if (all) return keepAll(all);
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlain(event) || !watched() || link.origin !== location.origin) return;
    if ((link.target && link.target !== "_self") || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
    if (link.matches("[data-opens], [hx-get], [data-stays]")) return;
    if (link.matches("[data-discards]")) {
      watched().dispatchEvent(new Event("crm:discarded", { bubbles: true }));
      sending = true;
    } else if (changed(watched())) {
      event.preventDefault();
      ask(link.href);
    }
  }

  /* Escape leaves the edit mode, where nothing else is open that it would close. */
  function escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    const way = watched()?.querySelector("[data-cancels]");
    if (!way || document.querySelector("dialog[open], details.menu[open], [aria-expanded=true][role=combobox], [popover]:popover-open")) return;
    event.preventDefault();
    ask(way.href);
  }

  function keepAll(button) {
    for (const choice of document.querySelectorAll(`.meeting .${button.dataset.keepAll} input`)) choice.checked = true;
    watched()?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  window.crmAltered = isAltered;
  addEventListener("submit", guard);
  addEventListener("pageshow", rearm);
  document.addEventListener("click", press);
  document.addEventListener("keydown", escape);
  recall();
  if (watched()) watch(watched());
  for (const button of document.querySelectorAll("[data-keep-all]")) button.hidden = false;
  document.querySelector("form[data-onward]")?.requestSubmit();
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();
}
