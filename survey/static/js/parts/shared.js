/* A screen that others use too: asks whether someone is there, then signs out. Words and addresses come from the page. */
(function () {
  "use strict";
  const asks = document.getElementById("so-still");
  const done = document.getElementById("so-done");
  if (!asks || !done || !window.fetch || !asks.querySelector) return;
  const closes = asks.dataset.seconds * 1000, warns = asks.dataset.warns * 1000;
  const TELL = Math.min(20000, warns / 3); // milliseconds between two words to the server that someone is there
  const left = asks.querySelector("[data-left]"), yes = asks.querySelector("[data-yes]");
  let touched = Date.now(), told = Date.now(), before = null;

  function tell() {
    told = Date.now();
    fetch(asks.dataset.here, { method: "POST", body: new URLSearchParams(new FormData(done)), headers: { "X-Sayso-Part": "none" } })
      .then(function (answer) {
        if (answer.status === 410) location.replace(asks.dataset.closed);
      }, function () {}); // no signal: the clock here runs on
  }

  function touch() {
    if (!asks.hidden) return; // asked: only Yes is an answer
    touched = Date.now();
    if (touched - told > TELL) tell();
  }

  function carryOn() {
    asks.hidden = true;
    touched = Date.now();
    tell();
    if (before && before.focus) before.focus();
  }

  function look() {
    const away = Date.now() - touched;
    if (away >= closes) {
      clearInterval(looking);
      document.body.hidden = true;
      done.submit();
    } else if (away >= warns) {
      left.textContent = String(Math.ceil((closes - away) / 1000));
      if (asks.hidden) {
        before = document.activeElement;
        asks.hidden = false;
        yes.focus();
      }
    }
  }

  ["pointerdown", "keydown", "input", "scroll"].forEach(function (kind) {
    addEventListener(kind, touch, { capture: true, passive: true });
  });
  yes.addEventListener("click", carryOn);
  addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload(); // Back: asked again, and whoever is gone is gone
  });
  const looking = setInterval(look, Math.min(1000, closes / 20));
})();
