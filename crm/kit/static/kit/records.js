/* A field that takes another record offers those that fit, by number, name and place. Without it the number is typed. */
"use strict";

{
  const PAUSE = 200;
  let waiting = 0;

  async function offer(input, box) {
    const typed = input.value.trim();
    const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || input.value.trim() !== typed) return;
    const list = box.querySelector("datalist") ?? box.appendChild(document.createElement("datalist"));
    list.id = `${input.id}_records`;
    list.innerHTML = await answer.text();
    input.setAttribute("list", list.id);
  }

  document.addEventListener("input", (event) => {
    const box = event.target.closest?.("[data-suggest]");
    if (!box || !event.target.matches("input") || !box.dataset.suggest) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(event.target, box), PAUSE);
  });
}
