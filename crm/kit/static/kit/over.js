/* Short questions open over the page they are asked on; without this script they are pages of their own. */
"use strict";

{
  const dialog = document.getElementById("over");
  let opener = null;

  async function show(url) {
    const answer = await crm.fetch(url, { headers: { "HX-Request": "true" } });
    if (answer.status === 401) return;
    if (!answer.ok) {
      location.href = url;
      return;
    }
    dialog.innerHTML = await answer.text();
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector("a, button"))?.focus();
  }

  function press(event) {
    const link = event.target.closest("a[data-over]");
    if (link && dialog && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
      opener = link.closest("details.menu")?.querySelector("summary") ?? link;
      show(link.href).catch(() => {});
    } else if (event.target.closest("#over a[data-closes]")) {
      event.preventDefault(); // shell.js closes
    }
  }

  /* A choice in the dialog changes what it shows. */
  function choose(event) {
    const form = event.target.closest("#over [data-over-form]");
    if (!form) return;
    event.preventDefault();
    show(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`).catch(() => {});
  }

  if (dialog) {
    addEventListener("click", press, true);
    document.addEventListener("submit", choose);
    dialog.addEventListener("close", () => opener?.focus());
  }
}
