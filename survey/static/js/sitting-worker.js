/* The worker of one sitting in one language, joined behind the outbox. Without signal it opens this sitting's questions,
   drawn beforehand with nothing in them. It holds no answer, no record, no page of a survey that was sent. */
(function () {
  "use strict";
  const box = self.saysoOutbox;
  if (!box) return;
  const PATIENCE = 8000, NAME = "sayso " + box.base + "/", OURS = ["", "/check", "/resume"];

  self.addEventListener("install", function (event) { event.waitUntil(self.skipWaiting()); });

  function kept() {
    return caches.open(NAME).then(function (cache) { return cache.match(box.base + "/empty"); });
  }

  /* One of the pages that we were given, as a whole page, under the same rules as ours. */
  async function drawn(path) {
    const found = await kept();
    if (!found) return null;
    const has = await found.json(), name = path.slice(box.base.length + 1), page = has.pages[name] || has.pages.check;
    const title = page.title.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const headers = new Headers({ "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
    ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy"].forEach(function (one) {
      if (found.headers.get(one)) headers.set(one, found.headers.get(one));
    });
    const before = has.around[0].replace(/<title>[^]*?<\/title>/, function () { return "<title>" + title + "</title>"; });
    return new Response(before + '<span hidden data-so-empty></span>' + page.main + has.around[1], { headers: headers });
  }

  async function open(request, path) {
    const late = new Promise(function (ok) { setTimeout(ok, PATIENCE); });
    const answer = await Promise.race([fetch(request).catch(function () {}), late]);
    if (answer && answer.status === 410) await box.close(); // the link has ended; its page gives back what waits
    if (answer && ![502, 503, 504].includes(answer.status)) return answer;
    return await drawn(path) || answer || fetch(request);
  }

  self.addEventListener("fetch", function (event) {
    const request = event.request, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    const rest = url.pathname.indexOf(box.base) === 0 ? url.pathname.slice(box.base.length) : null;
    if (request.mode === "navigate" && (OURS.includes(rest) || /^\/\d+$/.test(rest))) {
      event.respondWith(open(request, url.pathname));
    } else if (request.destination === "script") { // named by its content: the same for ever
      event.respondWith(caches.open(NAME).then(function (cache) { return cache.match(url.pathname); })
        .then(function (found) { return found || fetch(request); }));
    }
  });

  /* Signal, and perhaps no page open. What could not be kept is left for the page to say. */
  self.addEventListener("sync", function (event) {
    if (event.tag !== "outbox") return;
    event.waitUntil(box.flush(true).then(function (done) { if (done.later) throw new Error("later"); }));
  });
})();
