/* The origin of a value beside it, in a popover; without scripts, and in a new tab, it is a page. */
"use strict";

{
  let box = null;

  const made = () => {
    box = document.createElement("div");
    box.className = "origins";
    box.popover = "auto";
    box.setAttribute("role", "dialog");
    document.body.append(box);
    return box;
  };

  const place = (link) => {
    const at = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.min(at.left, innerWidth - width - 8);
    const below = at.bottom + 4 + height <= innerHeight;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
  };

  const heading = (words, closing) => {
    const title = document.createElement("h2");
    const close = document.createElement("button");
    title.append(words);
    close.type = "button";
    close.className = "close";
    close.textContent = "×";
    close.autofocus = true;
    close.setAttribute("aria-label", closing);
    close.addEventListener("click", () => box.hidePopover());
    title.append(close);
    return title;
  };

  const show = async (link) => {
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      const words = link.getAttribute("aria-label");
      box ??= made();
      box.setAttribute("aria-label", words);
      box.replaceChildren(heading(words, link.dataset.closing), ...told.body.childNodes);
      box.showPopover();
      place(link);
    } catch {
      location.assign(link.href); // the page says what is wrong
    } finally {
      link.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-origin]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !("popover" in link)) return;
    event.preventDefault();
    show(link);
  });
}
