/* What saving would say about a value is said as soon as its field is left; saving says it anyway. */
"use strict";

{
  const headers = () => ({ ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"), "HX-Request": "true" });

  function fill(form, packed) {
    for (const [name, value] of Object.entries(JSON.parse(packed))) {
      const input = form.elements.namedItem(name);
      if (!input || input.value === value || !value) continue;
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function mark(input, said) {
    input.closest(".row").querySelector(":scope .errorlist:not(.said *)")?.remove();
    input.toggleAttribute("aria-invalid", false);
    if (said.querySelector(".errorlist")) input.setAttribute("aria-invalid", "true");
    const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    input.setAttribute("aria-describedby", [...described.add(said.id)].join(" "));
  }

  async function ask(input, said) {
    const form = input.form;
    const address = new URL(location.href);
    address.searchParams.set("check", input.name);
    const values = new FormData(form);
    for (const [name, value] of [...values]) if (value instanceof File) values.delete(name);
    const typed = input.value;
    const answer = await fetch(address, { method: "POST", headers: headers(), body: values, redirect: "manual" });
    if (!answer.ok || input.value !== typed) return;
    said.innerHTML = await answer.text();
    mark(input, said);
    const atOnce = said.querySelector("[data-at-once]");
    if (atOnce) fill(form, atOnce.dataset.fills);
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    const said = input.name && input.form?.matches("[data-watch]") && input.closest(".row")?.querySelector(`[data-said="${CSS.escape(input.name)}"]`);
    if (said) ask(input, said);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fills]");
    if (!button) return;
    const input = button.closest(".row").querySelector("input");
    fill(button.closest("form"), button.dataset.fills);
    button.parentElement.replaceChildren();
    input.focus();
  });
}
