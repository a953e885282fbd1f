/* Read to me: a block marked data-read, read aloud when its button is pressed, and never before.
 * Only voices that live on this phone (localService): a remote voice sends the words to a company, and these are a
 * child's questions. Nothing is asked of any server. */
(function () {
  "use strict";
  const speech = window.speechSynthesis, all = (selector, where) => Array.from((where || document).querySelectorAll(selector));
  if (!speech || !window.SpeechSynthesisUtterance || !window.MutationObserver) return;

  const SPOKEN = "legend, label, h1, h2, p, dt, dd, .govuk-hint, .govuk-error-message";
  let turn = 0; // each press begins a new one; what an older one still reports is not listened to
  let pressed = null;

  const start = tag => tag.toLowerCase().replace("_", "-");
  const blockOf = button => button.dataset.listen ? document.getElementById(button.dataset.listen) : button.closest("[data-read]");

  function voiceFor(block) {
    const near = block.closest("[lang]"), wanted = start(near ? near.lang : "");
    const here = speech.getVoices().filter(voice => voice.localService && start(voice.lang).split("-")[0] === wanted.split("-")[0]);
    return wanted && (here.find(voice => start(voice.lang) === wanted) || here[0]);
  }

  function wordsOf(node) {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.hidden || node.getAttribute("aria-hidden") === "true") return "";
    if (/^(?:BUTTON|INPUT|TEXTAREA|SELECT|DETAILS)$/.test(node.tagName)) return "";
    return Array.from(node.childNodes, wordsOf).join("");
  }

  /* What is read, in order: no block inside another, nothing hidden, and no row of numbers, which says nothing. */
  function phrases(block) {
    return all(SPOKEN, block).map(el => {
      const outer = el.parentElement.closest(SPOKEN);
      const silent = outer && block.contains(outer) || el.closest("[hidden], [aria-hidden=true], details:not([open])");
      return { el, words: silent ? "" : wordsOf(el).replace(/\s+/g, " ").trim() };
    }).filter(each => /[^\d\s]/.test(each.words));
  }

  function show(button, reading) {
    const words = button.querySelector("span"), other = button.dataset.stop;
    if (reading === button.classList.contains("so-reading")) return;
    button.dataset.stop = words.textContent;
    words.textContent = other;
    button.classList.toggle("so-reading", reading);
  }

  function quiet() {
    turn += 1;
    if (!pressed) return;
    speech.cancel();
    all(".so-spoken").forEach(el => el.classList.remove("so-spoken"));
    show(pressed, false);
    pressed = null;
  }

  function read(button) {
    const block = blockOf(button), voice = voiceFor(block);
    if (!voice) return;
    const mine = turn += 1, said = phrases(block);
    pressed = button;
    show(button, true);
    said.forEach((each, place) => {
      const one = new SpeechSynthesisUtterance(each.words);
      one.voice = voice;
      one.lang = voice.lang;
      one.onstart = () => { if (mine === turn) each.el.classList.add("so-spoken"); };
      one.onend = one.onerror = () => {
        each.el.classList.remove("so-spoken");
        if (mine === turn && place === said.length - 1) quiet();
      };
      speech.speak(one);
    });
  }

  function offer() {
    if (pressed && !document.contains(pressed)) quiet(); // another question has taken this one's place
    all("[data-listen]").forEach(button => {
      const block = blockOf(button);
      button.hidden = !(block && voiceFor(block));
    });
  }

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-listen]"), again = button === pressed;
    if (!button) return;
    quiet();
    if (!again) read(button);
  });
  document.addEventListener("submit", quiet);
  document.addEventListener("visibilitychange", () => document.hidden && quiet());
  addEventListener("pagehide", quiet);
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  else speech.onvoiceschanged = offer;
  new MutationObserver(offer).observe(document.documentElement, { childList: true, subtree: true });
  offer();
})();
