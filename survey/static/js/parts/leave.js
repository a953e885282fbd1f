/* Leave now: three lone presses of Shift, or a tap on the link, blank the page at once and open the other site in its
   place. While this tab has left, Back finds no page of ours: each that it opens leaves again. Words come from the link. */
(function () {
  "use strict";
  const link = document.querySelector("a[data-leave]");
  if (!link || !window.addEventListener || !link.dataset) return;
  const MOST = 5000; // milliseconds between one press and the next
  const MARK = "left";
  let pressed = 0, alone = false, waiting = 0, left = false;

  function kept(value) {
    try {
      if (value === undefined) return sessionStorage.getItem(MARK);
      return value ? sessionStorage.setItem(MARK, value) : sessionStorage.removeItem(MARK);
    } catch (refused) {
      return null; // storage is off: Back is then as without this script, and the help page says so
    }
  }

  function blank() {
    document.documentElement.style.display = "none";
    document.title = link.hostname;
  }

  function leave() {
    if (left) return;
    left = true;
    blank();
    kept("1");
    location.replace(link.href);
  }

  const said = document.createElement("div"); // heard before the words are put in
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  document.body.appendChild(said);

  function over(words) {
    clearTimeout(waiting);
    if (pressed && words) said.textContent = words;
    pressed = 0;
  }

  function reset() {
    alone = false;
    over("");
  }

  addEventListener("keydown", function (event) {
    if (event.key !== "Shift") return reset(); // a capital letter, a shortcut, another keyboard: not a lone press
    if (event.repeat) return;
    alone = !(event.altKey || event.ctrlKey || event.metaKey || event.isComposing);
    if (!alone) over("");
  }, true);

  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    pressed += 1;
    clearTimeout(waiting);
    if (pressed === 3) {
      said.textContent = link.dataset.going;
      return leave();
    }
    said.textContent = pressed === 1 ? link.dataset.two : link.dataset.one;
    waiting = setTimeout(over, MOST, link.dataset.over);
  }, true);

  addEventListener("pointerdown", reset, true);
  addEventListener("blur", reset);

  document.addEventListener("click", function (event) {
    const tapped = event.target.closest && event.target.closest("a[data-leave]");
    if (!tapped || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });

  // Back, forward or reload in a tab that has left. Whoever opens a link anew is here again.
  function came() {
    const entries = performance.getEntriesByType ? performance.getEntriesByType("navigation") : [];
    return entries.length ? entries[0].type : "navigate";
  }
  addEventListener("pageshow", function (event) {
    if (!kept()) return;
    if (event.persisted || came() !== "navigate") {
      left = false;
      leave();
    } else {
      kept("");
    }
  });
  if (kept() && came() !== "navigate") leave(); // before all of it is drawn
})();
