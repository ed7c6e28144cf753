/* While a form is open: has somebody else saved the record meanwhile? Asked every 20 seconds, never in a hidden tab. */
"use strict";

{
  const EVERY = 20000;
  const FIRST = 2000; // the page comes first
  const place = document.querySelector("[data-presence]");
  const form = place?.closest("form");
  let stamp = null;
  let waiting = 0;
  let asking = false;

  async function ask() {
    clearTimeout(waiting);
    if (document.hidden || asking || form.dataset.sent) return;
    asking = true;
    try {
      const url = stamp ? `${place.dataset.presence}?since=${stamp}` : place.dataset.presence;
      const answer = await crm.fetch(url);
      if (answer.status === 200) {
        stamp = (await answer.json()).stamp;
        await tell(); // the first time too: somebody may have saved since the form was made
      } else if (answer.status === 410) {
        place.innerHTML = (await answer.json()).bar;
        return;
      }
    } catch {
      // the network is gone; session.js says so
    } finally {
      asking = false;
    }
    waiting = setTimeout(ask, EVERY);
  }

  /* What it means for what is typed here: a bar that leads to the comparison, or values that simply followed. */
  async function tell() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
    const answer = await crm.fetch(place.dataset.presence, { method: "POST", body: data });
    if (!answer.ok) return;
    const told = await answer.json();
    const fields = Object.entries(told.fields ?? {});
    for (const [name, value] of fields) refresh(name, value);
    const opened = form.elements.namedItem("opened");
    if (told.opened && fields.length) opened.value = told.opened;
    if (fields.length) form.dispatchEvent(new Event("crm:refreshed"));
    if (place.innerHTML.trim() !== told.bar.trim()) place.innerHTML = told.bar;
  }

  function refresh(name, value) {
    const one = form.elements.namedItem(name);
    if (!one) return;
    if (one.type === "checkbox") one.checked = value !== null;
    else one.value = value ?? "";
    one.classList?.add("refreshed");
  }

  if (place) {
    waiting = setTimeout(ask, FIRST);
    document.addEventListener("visibilitychange", ask);
    addEventListener("focus", ask);
  }
}
