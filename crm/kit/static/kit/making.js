/* A record that is missing is made beside the form: what was typed there stays, and the new one is chosen (3.4). */
"use strict";

{
  const kept = new Map(); // address → what was typed into its form and not saved
  let dialog = null;
  let asker = null;
  let address = "";

  function made() {
    dialog = document.createElement("dialog");
    dialog.id = "making";
    dialog.className = "dialog at-side";
    dialog.setAttribute("aria-labelledby", "making-title");
    dialog.addEventListener("close", () => asker?.focus());
    dialog.addEventListener("keydown", press);
    document.body.append(dialog);
    return dialog;
  }

  async function open(url) {
    dialog ??= made();
    if (url !== address) {
      kept.set(address, [...dialog.childNodes]);
      dialog.replaceChildren(...(kept.get(url) ?? []));
      address = url;
    }
    if (!dialog.querySelector("form")) await htmx.ajax("GET", url, { target: "#making", swap: "innerHTML" });
    htmx.process(dialog); // a form that htmx does not know yet would leave the page, and what was typed there
    if (dialog.querySelector("form") && !dialog.open) dialog.showModal();
  }

  /* What was typed into the field is the name of what is made. */
  function begin(typed) {
    const first = dialog.querySelector("[name=description], [name=name]");
    if (first && typed && !first.value) first.value = typed;
    dialog.querySelector("form input:not([type=hidden])")?.focus();
  }

  /* Keys of the page below do nothing here, but for the one that saves. */
  function press(event) {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey || event.altKey) || !["s", "n", "k", "q"].includes(key)) return;
    event.stopPropagation();
    event.preventDefault();
    if (key === "s") dialog.querySelector("form").requestSubmit();
  }

  document.addEventListener("crm:create", async (event) => {
    asker = event.target;
    await open(event.detail.url);
    if (dialog.open) begin(event.detail.typed);
    else location.assign(event.detail.url);
  });
  document.addEventListener("crm:made", (event) => {
    dialog.close();
    dialog.replaceChildren();
    asker.dispatchEvent(new CustomEvent("crm:chosen", { detail: event.detail }));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "making") event.target.querySelector("[data-errors]")?.focus();
  });
}
