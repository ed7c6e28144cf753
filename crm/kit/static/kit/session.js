/* When the session or the network goes: what is typed stays, and one signs in again over the page. */
"use strict";

const crm = {};
{
  const body = document.body;
  const WARNED = 120;
  const dialog = (name) => document.getElementById(name);
  const headers = () => JSON.parse(body.getAttribute("hx-headers") ?? "{}");
  let timers = [];

  /* Never over another dialog; what it holds comes from the server where it is not there yet. */
  async function show(name) {
    const box = dialog(name);
    if (!box || document.querySelector("dialog[open]")) return;
    if (box.dataset.from && !box.childElementCount) {
      const answer = await fetch(box.dataset.from, { headers: { "HX-Request": "true" } });
      box.innerHTML = await answer.text();
      box.querySelector("[name=username]").value = box.dataset.name;
    }
    if (!box.open) box.showModal();
  }
  const offline = (isGone) => document.querySelector("[data-offline]")?.toggleAttribute("hidden", !isGone);

  /* Asks the server; an expired session opens the dialog, a network that is gone the bar. */
  crm.fetch = async (url, options = {}) => {
    let answer;
    try {
      answer = await fetch(url, { ...options, headers: { ...headers(), ...options.headers }, redirect: "follow" });
    } catch (gone) {
      offline(true);
      throw gone;
    }
    offline(false);
    if (answer.status === 401) show("expired");
    return answer;
  };

  /* The end of the session, as the server knows it; seconds are counted, so that no clock need be right. */
  function count(left) {
    timers.forEach(clearTimeout);
    timers = [];
    if (!(left > 0) || left > 86400 * 20) return;
    timers = [setTimeout(() => show("ending"), Math.max(left - WARNED, 0) * 1000), setTimeout(end, (left + 1) * 1000)];
  }

  function end() {
    dialog("ending")?.close();
    crm.fetch("/stay/").then(async (answer) => answer.ok && count((await answer.json()).left), () => {});
  }

  async function stay() {
    const answer = await crm.fetch("/stay/", { method: "POST" });
    dialog("ending").close();
    if (answer.ok) count((await answer.json()).left);
  }

  /* Signed in again as the same user, the page goes on; as another one, nothing of it stays to be seen. */
  async function again(event) {
    const form = event.target.closest("[data-again]");
    if (!form) return;
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const told = await answer.json();
    form.elements.password.value = "";
    if (told.error) {
      form.querySelector("[data-wrong]").textContent = told.error;
      return;
    }
    if (String(told.user) !== body.dataset.user) {
      document.querySelector("form[data-watch]")?.remove();
      location.replace("/");
      return;
    }
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = told.csrf;
    body.setAttribute("hx-headers", JSON.stringify({ ...headers(), "X-CSRFToken": told.csrf }));
    dialog("expired").close();
    dialog("expired").replaceChildren();
    count(told.left);
  }

  if (body.dataset.user) {
    count(Number(body.dataset.ends) - Number(body.dataset.now));
    document.addEventListener("submit", again);
    document.addEventListener("click", (event) => event.target.closest("[data-stay]") && stay());
    document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 401 && show("expired"));
    document.addEventListener("htmx:sendError", () => offline(true));
    document.addEventListener("htmx:afterOnLoad", () => offline(false));
    addEventListener("offline", () => offline(true));
    addEventListener("online", () => offline(false));
  }
}
