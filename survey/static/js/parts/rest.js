/* Fetches what else the page can do once it is painted, so that no paint waits for it; sooner where someone taps or types.
   Until then forms go as they do without scripts, but for those before which this phone has to send or clear something. */
(function () {
  "use strict";
  const at = document.currentScript.dataset.rest, workers = navigator.serviceWorker;
  const PATIENCE = 1000; // milliseconds, in a browser that tells of no paint
  let rest = null, here = false, held = null;

  function come() {
    if (rest || document.readyState === "loading") return; // it wants the whole page
    rest = document.createElement("script");
    rest.onload = () => { here = true; if (held) held.requestSubmit(); };
    rest.onerror = () => { rest = null; if (held) held.submit(); }; // it got lost: again at the next tap
    rest.src = at;
    document.head.append(rest);
  }

  ["pointerdown", "keydown", "input"].forEach(each => addEventListener(each, come, true));
  addEventListener("submit", event => {
    if (here || !event.target.dataset.soFirst) return;
    event.preventDefault();
    held = event.target;
  });
  addEventListener("load", () => {
    if (workers && workers.controller) return come(); // it is on this phone
    setTimeout(come, PATIENCE);
    new PerformanceObserver(come).observe({ type: "largest-contentful-paint", buffered: true });
  });
})();
