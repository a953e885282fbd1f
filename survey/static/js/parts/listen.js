/* Read to me: a block marked data-read, read aloud when its button is pressed, and never before.
 * Only voices that live on this phone (localService): a remote voice sends the words to a company, and these are a
 * child's questions. Nothing is asked of any server. */
(function () {
  "use strict";
  var speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance || !window.MutationObserver) return;

  var SPOKEN = "legend, label, h1, h2, p, dt, dd, .govuk-hint, .govuk-error-message";
  var turn = 0; // each press begins a new one; what an older one still reports is not listened to
  var pressed = null;

  function start(tag) {
    return tag.toLowerCase().replace("_", "-");
  }

  function blockOf(button) {
    return button.dataset.listen ? document.getElementById(button.dataset.listen) : button.closest("[data-read]");
  }

  function voiceFor(block) {
    var near = block.closest("[lang]");
    var wanted = start(near ? near.lang : "");
    var here = speech.getVoices().filter(function (voice) {
      return voice.localService && start(voice.lang).split("-")[0] === wanted.split("-")[0];
    });
    return wanted && (here.filter(function (voice) { return start(voice.lang) === wanted; })[0] || here[0]);
  }

  function wordsOf(node) {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.hidden || node.getAttribute("aria-hidden") === "true") return "";
    if (/^(?:BUTTON|INPUT|TEXTAREA|SELECT|DETAILS)$/.test(node.tagName)) return "";
    return Array.prototype.map.call(node.childNodes, wordsOf).join("");
  }

  function phrases(block) {
    var found = [];
    Array.prototype.forEach.call(block.querySelectorAll(SPOKEN), function (el) {
      var outer = el.parentElement.closest(SPOKEN);
      if ((outer && block.contains(outer)) || el.closest("[hidden], [aria-hidden=true], details:not([open])")) return;
      var words = wordsOf(el).replace(/\s+/g, " ").trim();
      if (words && !/^[\d\s]+$/.test(words)) found.push({ el: el, words: words }); // a row of numbers says nothing
    });
    return found;
  }

  function show(button, reading) {
    var words = button.querySelector("span");
    var other = button.dataset.stop;
    if (reading !== button.classList.contains("so-reading")) {
      button.dataset.stop = words.textContent;
      words.textContent = other;
    }
    button.classList.toggle("so-reading", reading);
  }

  function quiet() {
    turn += 1;
    if (!pressed) return;
    speech.cancel();
    Array.prototype.forEach.call(document.querySelectorAll(".so-spoken"), function (el) {
      el.classList.remove("so-spoken");
    });
    show(pressed, false);
    pressed = null;
  }

  function read(button) {
    var block = blockOf(button);
    var voice = voiceFor(block);
    if (!voice) return;
    var mine = (turn += 1);
    var all = phrases(block);
    pressed = button;
    show(button, true);
    all.forEach(function (each, place) {
      var said = new SpeechSynthesisUtterance(each.words);
      said.voice = voice;
      said.lang = voice.lang;
      said.onstart = function () {
        if (mine === turn) each.el.classList.add("so-spoken");
      };
      said.onend = said.onerror = function () {
        each.el.classList.remove("so-spoken");
        if (mine === turn && place === all.length - 1) quiet();
      };
      speech.speak(said);
    });
  }

  function offer() {
    if (pressed && !document.contains(pressed)) quiet(); // another question has taken this one's place
    Array.prototype.forEach.call(document.querySelectorAll("[data-listen]"), function (button) {
      var block = blockOf(button);
      button.hidden = !(block && voiceFor(block));
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-listen]");
    if (!button) return;
    var again = button === pressed;
    quiet();
    if (!again) read(button);
  });
  document.addEventListener("submit", quiet);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) quiet();
  });
  window.addEventListener("pagehide", quiet);
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  else speech.onvoiceschanged = offer;
  new MutationObserver(offer).observe(document.documentElement, { childList: true, subtree: true });
  offer();
})();
