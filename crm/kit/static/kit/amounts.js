/* Amounts stand with groups while nobody types in them, and as they are typed while somebody does (3.4). What is sent is
   what the server wrote, or what was typed: never the groups. Everything works without it. */
"use strict";

{
  const parts = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "always" }).formatToParts(12345.6);
  const sign = (type) => parts.find((part) => part.type === type).value;
  const POINT = sign("decimal");
  const GROUP = sign("group");
  const GROUPED = new RegExp(`^([+-]?[1-9][0-9]{0,2}(?:\\${GROUP}[0-9]{3})+)(?:\\${POINT}([0-9]*))?$`);
  const LOCAL = new RegExp(`^([+-]?[0-9]*)\\${POINT}([0-9]*)$`);
  const PLAIN = /^([+-]?[0-9]+)(?:\.([0-9]*))?$/;
  const shown = new WeakMap();

  const TYPED = "input[data-amount]:not([type=number], :disabled, [readonly])";
  const amounts = (root) => root.querySelectorAll(TYPED);

  /* Those that are only looked at stand with groups as well; they are not sent. */
  const seen = (root) => root.querySelectorAll(`${TYPED}, input[data-amount]:disabled`);

  /* As the server reads it: groups win, then the decimal sign of the language, then a point; null for anything else. */
  function read(text) {
    const grouped = GROUPED.exec(text);
    if (grouped) return [grouped[1].replaceAll(GROUP, ""), grouped[2]];
    const found = LOCAL.exec(text) ?? PLAIN.exec(text);
    return found && /[0-9]/.test(text) ? [found[1] || "0", found[2]] : null;
  }

  function format(input) {
    const sent = input.value;
    const number = read(sent.trim());
    if (!number || shown.get(input)?.text === sent) return;
    const decimals = (number[1] ?? "").padEnd(Number(input.dataset.amount), "0");
    const text = number[0].replace(/\B(?=([0-9]{3})+$)/g, GROUP) + (decimals && POINT + decimals);
    shown.set(input, { text, sent, raw: number[0] + (decimals && POINT + decimals) });
    input.value = text;
  }

  function bare(input) {
    const known = shown.get(input);
    if (!known || known.text !== input.value || known.raw === known.text) return;
    input.value = known.raw;
    input.select();
  }

  /* Somebody looked and typed nothing: what was there is there again, and is sent as it was. */
  function leave(input) {
    const known = shown.get(input);
    if (known?.raw === input.value) input.value = known.text;
    else format(input);
  }

  function formatAll(root) {
    for (const input of seen(root)) if (input !== document.activeElement) format(input);
  }

  const isAmount = (target) => target.matches?.(TYPED);

  document.addEventListener("focusin", (event) => isAmount(event.target) && bare(event.target));
  document.addEventListener("focusout", (event) => isAmount(event.target) && leave(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.code !== "NumpadDecimal" || event.key === POINT || !isAmount(event.target)) return;
    event.preventDefault();
    event.target.setRangeText(POINT, event.target.selectionStart, event.target.selectionEnd, "end");
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
  /* Before any form has its own say in what is sent. */
  document.addEventListener("formdata", (event) => {
    for (const input of amounts(event.target)) {
      const known = shown.get(input);
      const stands = known && (input.value === known.text || input.value === known.raw);
      if (input.name && stands) event.formData.set(input.name, known.sent);
    }
  }, true);

  formatAll(document);
  for (const form of document.querySelectorAll("form")) {
    if (seen(form).length || form.querySelector("template")) {
      new MutationObserver(() => formatAll(form)).observe(form, { childList: true, subtree: true });
    }
  }
}
