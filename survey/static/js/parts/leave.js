/* Leave now: three lone presses of Shift, or a tap on the link, blank the page at once and open the other site in its
   place. While this tab has left, Back finds no page of ours: each that it opens leaves again. It stands in the head of
   each page, so that it holds from the first byte on; the link, which has the words too, comes after it. */
(function () {
  "use strict";
  const MOST = 5000; // milliseconds between one press and the next
  const root = document.documentElement, said = document.createElement("div");
  const link = () => document.querySelector("a[data-leave]");
  let pressed = 0, alone = false, waiting = 0, leaving = false;

  /* Whether this tab has left. Storage may be off: Back is then as without this script, and the help page says so. */
  function left(act) {
    try {
      if (act) act(sessionStorage);
      return sessionStorage.left;
    } catch (refused) {}
  }

  /* Nothing is to be seen from here on; away as soon as it is known where to. */
  function leave() {
    if (leaving) return;
    leaving = true;
    root.style.display = "none";
    left(store => { store.left = 1; });
    away();
  }

  function away() {
    const to = link();
    if (!to) return;
    document.title = to.hostname;
    location.replace(to.href);
  }

  function say(name) {
    const words = link();
    if (words) said.textContent = words.dataset[name];
  }

  function reset(over) {
    alone = false;
    clearTimeout(waiting);
    if (pressed && over === "over") say(over);
    pressed = 0;
  }

  addEventListener("keydown", event => {
    if (event.key !== "Shift") return reset(); // a capital letter, a shortcut, another keyboard: not a lone press
    if (event.repeat) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) reset();
    else alone = true;
  }, true);

  addEventListener("keyup", event => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    say(["two", "one", "going"][pressed++]);
    clearTimeout(waiting);
    if (pressed > 2) return leave();
    waiting = setTimeout(reset, MOST, "over");
  }, true);

  addEventListener("pointerdown", reset, true);
  addEventListener("blur", reset);

  addEventListener("click", event => {
    if (!event.target.closest("a[data-leave]") || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });

  /* Back, forward or reload in a tab that has left. Whoever opens a link anew is here again. */
  const isBack = () => performance.getEntriesByType("navigation").some(each => each.type !== "navigate");

  addEventListener("DOMContentLoaded", () => {
    said.className = "govuk-visually-hidden"; // there before anything is said, so that it is read out
    said.setAttribute("role", "status");
    document.body.append(said);
    if (leaving) away();
    if (!link()) root.style.display = ""; // a page with nowhere to go
  });
  addEventListener("pageshow", event => {
    if (event.persisted) leaving = false;
    if (left() && (event.persisted || isBack())) leave();
    else if (!leaving) left(store => { delete store.left; });
  });
  if (left() && isBack()) leave(); // before any of it is drawn
})();
