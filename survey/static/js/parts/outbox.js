/* What this phone keeps until we have it: saves on their way, what is half said, and how far we are. By link, so that
   one link never shows what another kept. A save leaves only when we say that we have it. Also runs in the worker. */
(function () {
  "use strict";
  const place = /^(.*\/responses\/([^/]+))(?:\/|$)/.exec(self.location.pathname);
  const root = self.document && document.documentElement;
  if (!place || !self.indexedDB || !self.fetch || !self.AbortController) return;
  if (root && root.dataset.keeps === "no") return; // a phone that is not theirs: nothing stays on it
  const base = place[1], sitting = place[2], mine = IDBKeyRange.only(sitting), pages = IDBKeyRange.bound([sitting], [sitting, []]);
  const OLD = 60 * 864e5; // links end sooner than that
  const PATIENCE = 8000; // milliseconds for one answer: after that there is no signal to speak of
  const begun = one => one.seen.split(".")[0];
  let opened = null, turn = Promise.resolve();

  const open = () => opened = opened || new Promise((ok, no) => {
    const asked = indexedDB.open("sayso", 1), db = () => asked.result;
    asked.onupgradeneeded = () => {
      db().createObjectStore("outbox", { keyPath: "id", autoIncrement: true }).createIndex("sitting", "sitting");
      ["typed", "known"].forEach(name => db().createObjectStore(name, { keyPath: ["sitting", "page"] }));
    };
    asked.onsuccess = () => {
      db().onclose = db().onversionchange = () => { db().close(); opened = null; };
      ok(db());
    };
    asked.onerror = asked.onblocked = () => { opened = null; no(asked.error); };
  });

  /* One transaction, on the disk when it is over. `act` gets the stores, and what it puts into `box.found` is given. */
  const work = async act => {
    const deed = (await open()).transaction(["outbox", "typed", "known"], "readwrite", { durability: "strict" }), box = {};
    return new Promise((ok, no) => {
      deed.oncomplete = () => ok(box.found);
      deed.onabort = deed.onerror = () => no(deed.error);
      act(name => deed.objectStore(name), box);
    });
  };

  const items = (store, act) => store("outbox").index("sitting").getAll(mine).onsuccess = event => act(event.target.result);
  const all = () => work((store, box) => items(store, found => box.found = found));

  /* Into the outbox, and out of what is half said. The same again is the same save, with the key that it had. */
  const put = item => work((store, box) => {
    const outbox = store("outbox");
    store("typed").delete([sitting, item.page]);
    items(store, found => {
      const before = found.filter(one => one.page === item.page), last = before.pop();
      if (last && !last.state && last.body === item.body) return box.found = last;
      before.concat(last || []).forEach(one => one.state && outbox.delete(one.id));
      box.found = Object.assign({ sitting, made: Date.now(), state: "" }, item);
      outbox.add(box.found).onsuccess = added => box.found.id = added.target.result;
    });
  });

  /* We have it, in this version; 0: and something newer too. What was said on this page since goes on from there. */
  const had = (item, version) => work(store => {
    const mark = begun(item) + "." + version, outbox = store("outbox");
    outbox.delete(item.id);
    if (!version) return store("known").delete([sitting, item.page]);
    store("known").put({ sitting, page: item.page, mark });
    items(store, found => found.forEach(one => {
      if (one.page === item.page && one.id > item.id) outbox.put(Object.assign(one, { seen: mark }));
    }));
  });

  /* It waits for them: "both" (something newer is there) or "stuck". An older one that they have changed since just goes. */
  const waits = (item, state) => work(store => items(store, found => {
    if (found.some(one => one.page === item.page && one.id > item.id)) store("outbox").delete(item.id);
    else store("outbox").put(Object.assign(item, { state }));
  }));

  const lose = which => work((store, box) => items(store, found => {
    box.found = found.filter(which);
    box.found.forEach(one => store("outbox").delete(one.id));
  }));

  const drop = page => type(page).then(() => lose(one => one.page === page));

  /* A sitting that is over, here or elsewhere, takes nothing more: its saves go from this phone, and are given back. */
  const end = item => lose(one => begun(one) === begun(item));

  /* What is half said on a page; nothing: forget it, and without a page, all of it. */
  const type = (page, typed) => work(store => typed
    ? store("typed").put(Object.assign({ sitting, page, made: Date.now() }, typed))
    : store("typed").delete(page ? [sitting, page] : pages));

  /* What this phone has of a page: what is half said, the newest save on its way, and the version that we have. */
  const of = page => work((store, box) => {
    box.found = {};
    ["typed", "known"].forEach(name => store(name).get([sitting, page]).onsuccess = event => box.found[name] = event.target.result);
    items(store, found => box.found.item = found.filter(one => one.page === page).pop());
  });

  /* Nothing of this link is left on this phone: no save, no page, no worker. */
  const wipe = async () => {
    const gone = () => {};
    await type().then(() => lose(() => true)).then(() => work(store => store("known").delete(pages))).catch(gone);
    await close().catch(gone);
  };

  const close = async () => {
    const ends = "/responses/" + sitting + "/", has = self.navigator.serviceWorker;
    if (self.caches) for (const name of await caches.keys()) if (name.endsWith(ends)) await caches.delete(name);
    const workers = self.registration ? [self.registration] : has ? await has.getRegistrations() : [];
    for (const one of workers) if (one.scope.endsWith(ends)) await one.unregister();
  };

  /* Of any link, what nobody came back for. A clock that went back keeps it longer, never shorter. */
  const sweep = () => work(store => ["outbox", "typed"].forEach(name => store(name).openCursor().onsuccess = event => {
    const cursor = event.target.result;
    if (!cursor) return;
    if (Date.now() - cursor.value.made > OLD) cursor.delete();
    cursor.continue();
  }));

  /* One request. Gives {kind, version, answer}: kept, both, refused, over, or later (and nobody knows whether it came). */
  const send = async (item, part) => {
    const body = new URLSearchParams(item.body), stop = new AbortController(), late = setTimeout(() => stop.abort(), PATIENCE);
    body.set("key", item.key);
    body.set("seen", item.seen);
    try {
      const answer = await fetch(item.at, { method: "POST", body, redirect: "manual", signal: stop.signal, headers: { "X-Sayso-Part": part } });
      const kept = answer.headers.get("X-Sayso-Kept"), status = answer.status;
      const kind = status === 204 || answer.ok && answer.headers.get("X-Sayso-At") ? "kept"
        : status === 409 && kept === "both" ? "both"
        : status === 409 || status === 410 ? "over"
        : [400, 403, 404, 413, 422].includes(status) ? "refused" : "later";
      return { kind, answer, version: Number(kept) || 0 };
    } catch (trouble) {
      return { kind: "later" };
    } finally {
      clearTimeout(late);
    }
  };

  /* One at a time, whoever sends: two tabs, or the worker and a page. */
  const alone = act => self.navigator.locks ? navigator.locks.request("sayso " + sitting, act) : turn = turn.then(act, act);

  const settle = (item, said) => said.kind === "kept" ? had(item, said.version) : waits(item, said.kind === "both" ? "both" : "stuck");

  /* Send what waits. Gives whether some must wait on, how many went, and what could not be kept any more: a worker, which
     cannot give it back, leaves it where it is. */
  const flush = quietly => alone(async () => {
    const done = { sent: 0, lost: [] };
    for (const item of await all()) {
      if (item.state || done.lost.some(one => one.id === item.id)) continue;
      const said = await send(item, "none");
      if (done.later = said.kind === "later") break;
      if (said.kind !== "over") await settle(item, said);
      else if (quietly) break;
      else done.lost = done.lost.concat(await end(item)), done.answer = said.answer;
      done.sent += said.kind === "kept";
    }
    return done;
  });

  /* Send this one now, after what was said on its page before. */
  const live = item => alone(async () => {
    for (const one of item.id ? await all() : []) {
      if (one.page !== item.page || one.id >= item.id || one.state) continue;
      const before = await send(one, "none");
      if (before.kind === "later" || before.kind === "over") return before;
      await settle(one, before);
      if (before.version) item.seen = begun(item) + "." + before.version;
    }
    return send(item, "main");
  });

  self.saysoOutbox = { base, sitting, begun, open, all, put, had, waits, drop, end, type, of, wipe, close, sweep, flush, live };
})();
