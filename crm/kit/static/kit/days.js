/* A calendar beside the days that are typed. Without it they are typed. */
"use strict";

{
  const written = (format, [year, month, day]) => format.replace(/[dmYy]/g, (letter) => ({ d: day, m: month, Y: year, y: year.slice(2) })[letter]);

  function open(input) {
    let picker = input.parentElement.querySelector("input[data-picker]");
    if (!picker) {
      picker = document.createElement("input");
      picker.type = "date";
      picker.dataset.picker = "";
      picker.className = "away";
      picker.tabIndex = -1;
      picker.setAttribute("aria-hidden", "true");
      picker.addEventListener("change", () => {
        if (!picker.value) return;
        const clock = "moment" in input.dataset ? (/\s(\d{1,2}([:.]?\d{2})?)\s*$/.exec(input.value)?.[0] ?? "") : "";
        input.value = written(input.dataset.day, picker.value.split("-")) + clock;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.focus();
      });
      input.after(picker);
    }
    picker.showPicker();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !event.altKey || !event.target.matches("input[data-day]")) return;
    event.preventDefault();
    open(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-calendar]");
    if (button) open(button.parentElement.querySelector("input[data-day]"));
  });
}
