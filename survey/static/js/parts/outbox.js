/* What this phone keeps until we have it: saves on their way, what is half said, and how far we are. By link, so that
   one link never shows what another kept. A save leaves only when we say that we have it. Also runs in the worker. */
(function () {
  "use strict";
  const place = /^(.*\/responses\/([^/]+))(?:\/|$)/.exec(self.location.pathname);
  const page = self.document && document.documentElement;
  if (!place || !self.indexedDB || !self.fetch || !self.URLSearchParams || !self.AbortController) return;
  if (page && page.dataset.keeps === "no") return; // a phone that is not theirs: nothing stays on it
  const base = place[1], sitting = place[2];
  const STORES = ["outbox", "typed", "known"], OLD = 60 * 864e5; // links end sooner than that
  const PATIENCE = 8000; // milliseconds for one answer: after that there is no signal to speak of
  let opened = null, turn = Promise.resolve();

  function open() {
    opened = opened || new Promise(function (ok, no) {
      const asked = indexedDB.open("sayso", 1);
      asked.onupgradeneeded = function () {
        const made = asked.result;
        made.createObjectStore("outbox", { keyPath: "id", autoIncrement: true }).createIndex("sitting", "sitting");
        STORES.slice(1).forEach(function (name) { made.createObjectStore(name, { keyPath: ["sitting", "page"] }); });
      };
      asked.onsuccess = function () {
        const db = asked.result;
        db.onclose = db.onversionchange = function () { db.close(); opened = null; };
        ok(db);
      };
      asked.onerror = asked.onblocked = function () { opened = null; no(asked.error); };
    });
    return opened;
  }

  /* One transaction, on the disk when it is over. `act` gets the stores and a box to put results in. */
  async function work(mode, act) {
    const db = await open();
    return new Promise(function (ok, no) {
      const box = {}, deed = db.transaction(STORES, mode, { durability: "strict" });
      deed.oncomplete = function () { ok(box.found); };
      deed.onabort = deed.onerror = function () { no(deed.error); };
      act(function (name) { return deed.objectStore(name); }, box);
    });
  }

  const mine = IDBKeyRange.only(sitting), pages = IDBKeyRange.bound([sitting], [sitting, []]);

  function each(request, act) {
    request.onsuccess = function () {
      const cursor = request.result;
      if (cursor) { act(cursor); cursor.continue(); }
    };
  }

  function all() {
    return work("readonly", function (store, box) {
      store("outbox").index("sitting").getAll(mine).onsuccess = function (event) { box.found = event.target.result; };
    });
  }

  /* Into the outbox, and out of what is half said. The same again is the same save, with the key that it had. */
  function put(item) {
    return work("readwrite", function (store, box) {
      const outbox = store("outbox");
      store("typed").delete([sitting, item.page]);
      outbox.index("sitting").getAll(mine).onsuccess = function (event) {
        const before = event.target.result.filter(function (one) { return one.page === item.page; });
        before.filter(function (one) { return one.state; }).forEach(function (one) { outbox.delete(one.id); });
        const last = before[before.length - 1];
        if (last && !last.state && last.body === item.body) { box.found = last; return; }
        box.found = Object.assign({ sitting: sitting, made: Date.now(), state: "" }, item);
        outbox.add(box.found).onsuccess = function (added) { box.found.id = added.target.result; };
      };
    });
  }

  /* We have it, in this version; 0: and something newer too. What was said on this page since goes on from there. */
  function had(item, version) {
    const mark = item.seen.split(".")[0] + "." + version;
    return work("readwrite", function (store) {
      const outbox = store("outbox");
      outbox.delete(item.id);
      if (version) store("known").put({ sitting: sitting, page: item.page, mark: mark });
      else store("known").delete([sitting, item.page]);
      if (version) each(outbox.index("sitting").openCursor(mine), function (cursor) {
        if (cursor.value.page === item.page && cursor.value.id > item.id) {
          cursor.update(Object.assign(cursor.value, { seen: mark }));
        }
      });
    });
  }

  /* It waits for them: "both" (something newer is there) or "stuck". An older one that they have changed since just goes. */
  function waits(item, state) {
    return work("readwrite", function (store) {
      const outbox = store("outbox");
      outbox.index("sitting").getAll(mine).onsuccess = function (event) {
        const newer = event.target.result.some(function (one) { return one.page === item.page && one.id > item.id; });
        if (newer) outbox.delete(item.id);
        else outbox.put(Object.assign(item, { state: state }));
      };
    });
  }

  function drop(number) {
    return work("readwrite", function (store) {
      store("typed").delete([sitting, number]);
      each(store("outbox").index("sitting").openCursor(mine), function (cursor) {
        if (cursor.value.page === number) cursor.delete();
      });
    });
  }

  function type(number, typed) {
    return work("readwrite", function (store) {
      const key = [sitting, number];
      if (typed) store("typed").put(Object.assign({ sitting: sitting, page: number, made: Date.now() }, typed));
      else store("typed").delete(number === undefined ? pages : key);
    });
  }

  /* What this phone has of a page: what is half said, the newest save on its way, and the version that we have. */
  function of(number) {
    return work("readonly", function (store, box) {
      box.found = {};
      store("typed").get([sitting, number]).onsuccess = function (event) { box.found.typed = event.target.result; };
      store("known").get([sitting, number]).onsuccess = function (event) { box.found.known = event.target.result; };
      store("outbox").index("sitting").getAll(mine).onsuccess = function (event) {
        box.found.item = event.target.result.filter(function (one) { return one.page === number; }).pop();
      };
    });
  }

  /* Nothing of this link is left on this phone: no save, no page, no worker. */
  async function wipe() {
    const ends = "/responses/" + sitting + "/";
    await work("readwrite", function (store) {
      store("typed").delete(pages);
      store("known").delete(pages);
      each(store("outbox").index("sitting").openCursor(mine), function (cursor) { cursor.delete(); });
    }).catch(function () {});
    if (self.caches) {
      const names = await caches.keys().catch(function () { return []; });
      await Promise.all(names.filter(function (name) { return name.endsWith(ends); }).map(function (name) { return caches.delete(name); }));
    }
    const workers = self.registration ? [self.registration]
      : self.navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations().catch(function () { return []; }) : [];
    await Promise.all(workers.filter(function (one) { return one.scope.endsWith(ends); }).map(function (one) { return one.unregister(); }));
  }

  /* What was never fetched again: nobody comes back for it. A clock that went back keeps it longer, never shorter. */
  function sweep() {
    return work("readwrite", function (store) {
      ["outbox", "typed"].forEach(function (name) {
        each(store(name).openCursor(), function (cursor) { if (Date.now() - cursor.value.made > OLD) cursor.delete(); });
      });
    });
  }

  /* One request. Gives {kind, version, answer}: kept, both, refused, over, or later (and nobody knows whether it came). */
  async function send(item, part) {
    const body = new URLSearchParams(item.body), stop = new AbortController();
    const late = setTimeout(function () { stop.abort(); }, PATIENCE);
    body.set("key", item.key);
    body.set("seen", item.seen);
    try {
      const answer = await fetch(item.at, {
        method: "POST", body: body, redirect: "manual", signal: stop.signal, headers: { "X-Sayso-Part": part },
      });
      const kept = answer.headers.get("X-Sayso-Kept"), status = answer.status;
      if (status === 409 && kept === "both") return { kind: "both", answer: answer };
      if (status === 409 || status === 410) return { kind: "over", answer: answer };
      if ([400, 403, 404, 413, 422].includes(status)) return { kind: "refused", answer: answer };
      if (status === 204 || answer.ok && answer.headers.get("X-Sayso-At")) {
        return { kind: "kept", version: Number(kept), answer: answer };
      }
    } catch (trouble) { /* no signal, or none to speak of */ } finally { clearTimeout(late); }
    return { kind: "later" };
  }

  /* One at a time, whoever sends: two tabs, or the worker and a page. */
  function alone(act) {
    if (self.navigator.locks) return navigator.locks.request("sayso " + sitting, act);
    turn = turn.then(act, act);
    return turn;
  }

  async function settle(item, said) {
    if (said.kind === "kept") await had(item, said.version);
    if (said.kind === "both") await waits(item, "both");
    if (said.kind === "refused") await waits(item, "stuck");
  }

  /* A sitting that is over, here or elsewhere, takes nothing more: its saves go from this phone, and are given back. */
  function end(item) {
    const begun = item.seen.split(".")[0];
    return work("readwrite", function (store, box) {
      box.found = [];
      each(store("outbox").index("sitting").openCursor(mine), function (cursor) {
        if (cursor.value.seen.split(".")[0] !== begun) return;
        box.found.push(cursor.value);
        cursor.delete();
      });
      store("known").delete(pages);
    });
  }

  /* Send what waits. Gives whether some must wait on, how many went, and what could not be kept any more: a worker, which
     cannot give it back, leaves it where it is. */
  function flush(quietly) {
    return alone(async function () {
      const done = { later: false, sent: 0, lost: [] };
      for (const item of await all()) {
        if (item.state || done.lost.some(function (one) { return one.id === item.id; })) continue;
        const said = await send(item, "none");
        done.later = said.kind === "later";
        if (done.later) break;
        if (said.kind === "over" && quietly) break;
        if (said.kind === "over") done.lost = done.lost.concat(await end(item));
        else await settle(item, said);
        done.sent += said.kind === "kept";
      }
      return done;
    });
  }

  /* Send this one now, after what was said on its page before. */
  function live(item) {
    return alone(async function () {
      for (const one of item.id ? await all() : []) {
        if (one.page !== item.page || one.id >= item.id || one.state) continue;
        const before = await send(one, "none");
        if (before.kind === "later" || before.kind === "over") return before;
        await settle(one, before);
        if (before.version) item.seen = item.seen.split(".")[0] + "." + before.version;
      }
      return send(item, "main");
    });
  }

  self.saysoOutbox = {
    base: base, sitting: sitting, open: open, all: all, put: put, had: had, waits: waits, drop: drop, type: type,
    of: of, end: end, wipe: wipe, sweep: sweep, flush: flush, live: live,
  };
})();
