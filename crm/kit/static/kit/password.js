/* A password can be looked at while it is typed. */
"use strict";

{
  for (const input of document.querySelectorAll("input[data-shows]")) {
    const words = input.form.dataset;
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "shown-password";
    button.type = "button";
    button.className = "button";
    const say = () => {
      const isShown = input.type === "text";
      button.textContent = isShown ? words.hide : words.show;
      button.setAttribute("aria-label", `${button.textContent}: ${words.password}`);
      button.setAttribute("aria-pressed", String(isShown));
    };
    button.addEventListener("click", () => {
      input.type = input.type === "password" ? "text" : "password";
      say();
      input.focus();
    });
    input.replaceWith(box);
    box.append(input, button);
    say();
    input.form.addEventListener("submit", () => (input.type = "password"));
  }
}
