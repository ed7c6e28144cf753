/* Cards: sections remember whether they are open, the head grows small, values are copied and edited where they stand. */
"use strict";

{
  const root = document.documentElement;
  const headers = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const note = (url, values) => fetch(url, { method: "POST", headers: headers(), body: new URLSearchParams(values), keepalive: true });

  /* What somebody opens or closes stays so; what printing opens does not. */
  function keep(details) {
    const isAsUsual = details.open !== "usuallyClosed" in details.dataset;
    note(details.dataset.url, { section: details.dataset.section, open: isAsUsual ? "yes" : "" });
  }

  function toggle(details) {
    details.open = !details.open;
    keep(details);
  }

  function fold(event) {
    if (event.key !== "F6" || !event.altKey || event.ctrlKey) return;
    const inside = document.activeElement.closest("details.fast") ?? document.querySelector("section:target > details.fast");
    const details = inside ?? document.querySelector("details.fast");
    if (!details) return;
    event.preventDefault();
    toggle(details);
    details.querySelector("summary").focus();
  }

  async function copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.done = "yes";
    setTimeout(() => delete button.dataset.done, 1500);
  }

  function hideFacts(button) {
    const hides = root.toggleAttribute("data-no-facts");
    button.setAttribute("aria-pressed", String(!hides));
    note(button.dataset.url, { hides_facts: hides ? "yes" : "" });
  }

  function press(event) {
    const summary = event.target.closest("details.fast[data-section] > summary");
    if (summary) setTimeout(() => keep(summary.parentElement));
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    const facts = event.target.closest("[data-facts]");
    if (facts) hideFacts(facts);
    const again = event.target.closest("[data-retry]");
    if (again) retry(again.closest(".box"));
    const stop = event.target.closest(".index a");
    const part = stop && document.querySelector(`${stop.hash} > details`);
    if (part) part.open = true;
  }

  /* A double click on a value edits the card, beginning there. */
  function edit(event) {
    const value = event.target.closest("[data-field]");
    const url = value?.closest("[data-edit]")?.dataset.edit;
    if (!url || event.target.closest("a, button")) return;
    const address = new URL(url, location);
    address.searchParams.set("focus", value.dataset.field);
    location.assign(address);
  }

  /* A box that did not come says so, and can be asked for again. */
  function fail(event) {
    const box = event.target.closest?.(".box");
    if (!box) return;
    box.querySelector(".skeleton")?.setAttribute("hidden", "");
    box.querySelector("[data-failed]")?.removeAttribute("hidden");
  }

  function retry(box) {
    box.querySelector("[data-failed]").hidden = true;
    box.querySelector(".skeleton").hidden = false;
    box.dispatchEvent(new CustomEvent("retry"));
  }

  const head = document.querySelector("[data-head]");
  const headroom = document.querySelector("[data-headroom]");
  if (head && headroom) {
    const top = parseFloat(getComputedStyle(head).insetBlockStart) || 0;
    const watch = ([entry]) => head.toggleAttribute("data-stuck", !entry.isIntersecting && entry.boundingClientRect.top < top);
    new IntersectionObserver(watch, { rootMargin: `-${top}px 0px 0px 0px` }).observe(headroom);
  }

  for (const shown of document.querySelectorAll("[data-copy], [data-facts]")) shown.hidden = false;
  for (const spare of document.querySelectorAll("[data-without-script]")) spare.remove();
  document.addEventListener("click", press);
  document.addEventListener("dblclick", edit);
  document.addEventListener("keydown", fold);
  document.addEventListener("htmx:sendError", fail);
  document.addEventListener("htmx:responseError", fail);
}
