/* Choosing a template fills the form at once, and a call counts its minutes. Everything works without it. */
"use strict";

const form = document.querySelector("form[data-watch]");
const FILLED = ["description", "minutes", "cost", "flow", "initiated_by", "correspondence_type", "language", "salesperson", "filled_from"];

/* The server fills, exactly as the button does. */
async function fill() {
  const data = new FormData(form);
  data.delete("upload");
  data.set(form.dataset.fills, "yes");
  const answer = await fetch(location.href, { method: "POST", body: data });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of FILLED) {
    const from = page.querySelector(`[name="${name}"]`);
    const to = form.elements[name];
    if (from && to) to.value = from.value;
  }
  const said = form.querySelector("[data-said]");
  said.textContent = said.dataset.said;
}

/* From the click on a number on, the minutes count until somebody types them. */
function count(event) {
  const link = event.target.closest("[data-dials]");
  if (!link) return;
  const radio = [...form.querySelectorAll("[name=contact_via]")].find((one) => one.value === link.dataset.dials);
  if (radio) radio.checked = true;
  const minutes = form.elements.minutes;
  const began = Date.now();
  let typed = false;
  minutes.addEventListener("input", () => (typed = true), { once: true });
  const tick = () => {
    if (!typed) minutes.value = Math.max(1, Math.ceil((Date.now() - began) / 60000));
  };
  tick();
  setInterval(tick, 5000);
}

if (form?.dataset.fills) form.elements.template?.addEventListener("change", fill);
document.addEventListener("click", count);
