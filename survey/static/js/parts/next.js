/* The next question in one request, and nothing lost on the way: a save is on this phone before it is sent, and the page
   says, in words that come with it, whether we have it. Without what this needs, forms go as they always do. */
(function () {
  "use strict";
  const box = self.saysoOutbox, main = document.getElementById("main"), html = document.documentElement;
  if (!box || !main || !history.pushState || !self.DOMParser || !self.crypto) return;
  const base = box.base, workers = navigator.serviceWorker, silent = () => {};
  const shown = new Map(); // pages of this tab as they were left, by address: for Back without signal
  const heard = document.createElement("div"); // there before anything is said, so that it is read out
  let able = true, busy = false, rest = null, had = false, fetched = false; // can keep, is at it, what waits for it, we have some
  let here = "", staying = null, tapped = null, soon = 0; // what is true of this page alone; the save it waits with

  heard.className = "govuk-visually-hidden";
  heard.setAttribute("role", "status");
  document.body.append(heard);
  const one = (selector, where) => (where || main).querySelector(selector);
  const form = () => { const seen = one("input[name=seen]"); return seen && seen.form; };
  const number = () => Number((/\/(\d+)$/.exec(location.pathname) || [])[1] || 0);
  const refused = () => { able = false; };
  const waiting = async () => able && await box.all().catch(refused) || [];

  const controls = of => Array.from(of.elements).filter(each => each.name && !/hidden|submit|button/.test(each.type));
  const ticks = each => /radio|checkbox/.test(each.type);
  const filled = of => controls(of).filter(each => ticks(each) ? each.checked : each.value).map(each => [each.name, each.value]);

  function fill(of, fields) {
    controls(of).forEach(each => {
      const said = fields.filter(pair => pair[0] === each.name).map(pair => pair[1]);
      if (ticks(each)) each.checked = said.includes(each.value);
      else each.value = said[0] || "";
    });
  }

  /* Say where the answers are. Words come with the page; what is new is also read out. */
  function say(name, to) {
    const words = one('[data-so-said="' + name + '"]', document), line = one("[data-so-line]");
    if (!words || !line || line.dataset.soLine === name) return;
    line.dataset.soLine = name;
    heard.textContent = line.textContent = words.textContent;
    line.classList.toggle("so-note", name !== "with-us");
    if (!to) return;
    const link = document.createElement("a");
    Object.assign(link, { className: "so-tap", href: to, textContent: words.dataset.soLink });
    line.append(" ", link);
  }

  async function tell() {
    if (!able || here) return say(here || "cannot");
    const items = await waiting(), asks = items.find(each => each.state), line = one("[data-so-line]");
    if (asks) return asks.page === number() ? say(asks.state) : say(asks.state + "-there", base + "/" + asks.page);
    if (items.length) return say("on-phone");
    if (line && /on-phone|stay/.test(line.dataset.soLine)) return say("back");
    if (had) say("with-us");
  }

  /* What is said on a page before this script came, or while it looked up what is kept. */
  const isBegun = of => controls(of).some(each => ticks(each) ? each.checked !== each.defaultChecked
    : each.defaultValue !== undefined && each.value !== each.defaultValue);

  const was = () => { const of = form(); if (of) of.dataset.soWas = JSON.stringify(filled(of)); };

  /* Put back what was said here. `drawn`: the page was drawn without us, and does not know what we have. */
  async function restore(drawn) {
    const of = form(), kept = of && able && number() && await box.of(number()).catch(refused);
    if (!kept) return tell();
    const seen = of.elements.seen, same = each => each && box.begun(each) === box.begun({ seen: seen.value });
    const item = same(kept.item) && kept.item, typed = same(kept.typed) && kept.typed, left = shown.get(location.pathname);
    const known = kept.known && same({ seen: kept.known.mark }), begun = isBegun(of);
    if (drawn && known) seen.value = kept.known.mark;
    if (typed || item) {
      if (!begun) fill(of, (typed || item).fields);
      seen.value = (typed || item).seen;
    } else if (drawn && left && !begun) fill(of, left.fields);
    here = item && item.state || (typed || begun ? "typed" : drawn && known && !item && !filled(of).length ? "not-shown" : "");
    if (!begun) was();
    else typing();
    return tell();
  }

  function typing() {
    const of = form();
    if (!of || !number() || !able) return;
    if (sessionStorage.getItem("left")) return forget(); // they left at once: nothing half said stays
    const fields = filled(of), before = of.dataset.soWas;
    was();
    if (of.dataset.soWas !== before) box.type(number(), fields.length && { fields, seen: of.elements.seen.value }).catch(refused);
  }

  /* Said at once, in case there is no time; done now, or else when a page of this link is next opened. */
  function forget() {
    localStorage.setItem("left " + box.sitting, "1");
    return box.type().then(() => localStorage.removeItem("left " + box.sitting), silent);
  }

  const keepTyped = () => { if (!busy) typing(); };

  /* Other languages lead to this page. */
  function keepPlace() {
    const mine = "/responses/" + box.sitting, path = location.pathname.slice(base.length);
    document.querySelectorAll("[hreflang],button[formaction]").forEach(each => {
      const name = each.href ? "href" : "formaction", at = each.getAttribute(name).split(mine);
      if (at[1] !== undefined) each.setAttribute(name, at[0] + mine + path);
    });
  }

  function put(at, page, push) {
    const of = form();
    if (of) shown.set(location.pathname, { main: main.innerHTML, title: document.title, fields: filled(of) });
    if (push) history.pushState(null, "", at);
    keepPlace();
    here = "";
    main.innerHTML = page.main;
    if (page.title) document.title = page.title;
    const heading = one("[autofocus]") || one("h1"); // what there is to fix comes first
    if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
    scrollTo(0, 0);
    was();
  }

  async function read(answer) {
    const doc = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { main: (one("#main", doc) || doc.body).innerHTML, title: decodeURIComponent(answer.headers.get("X-Sayso-Title") || "") };
  }

  /* What the server gave us beforehand: the questions that are asked in every case, with nothing in them. */
  async function empties() {
    const found = self.caches && await caches.match(base + "/empty").catch(silent);
    return found ? (await found.json()).pages : {};
  }

  async function fetchEmpties() {
    if (!workers || !self.caches) return;
    await workers.register(base + "/worker.js", { scope: base + "/" });
    const answer = await fetch(base + "/empty");
    if (!answer.ok) return;
    const cache = await caches.open("sayso " + base + "/");
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(base + "/empty", answer);
    await cache.addAll(Array.from(document.scripts, each => each.src).filter(each => each));
  }

  /* Without signal: to a page that this phone has. Gives whether it has it. */
  async function without(to, push) {
    const at = base + "/" + to, page = shown.get(at) || (await empties())[to];
    if (!page) return false;
    put(at, page, push);
    await restore(true);
    return true;
  }

  async function show() {
    const path = location.pathname, answer = await fetch(path + location.search, { headers: { "X-Sayso-Part": "main" } }).catch(silent);
    if (!answer && await without(path.slice(base.length + 1))) return;
    if (!answer || answer.redirected || !answer.ok) return location.reload();
    put(path, await read(answer));
    return restore();
  }

  function made(of, button) {
    const body = new URLSearchParams(new FormData(of)), seen = body.get("seen"), at = location.pathname;
    if (button && button.name) body.set(button.name, button.value);
    body.delete("seen");
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), each => (each + 256).toString(16).slice(1)).join("");
    const words = controls(of).filter(each => /text/.test(each.type) && each.value).map(each => each.value);
    return { page: number(), at: at + location.search, body: body.toString(), key, seen, fields: filled(of), words };
  }

  /* Whether there is anything to keep: Back from an empty page is not, nor a Next that will be asked again. */
  function isWorth(of, item, act) {
    if (/easy|plain|stay/.test(act)) return false;
    return item.fields.length || /skip|prefer/.test(act) || act !== "back" && (/so-several/.test(of.className) || !controls(of).length);
  }

  async function save(of, button) {
    let item = made(of, button), kept = false;
    const act = new URLSearchParams(item.body).get("act") || "next";
    if (able && isWorth(of, item, act)) kept = await box.put(item).then(found => item = found, refused);
    const said = await box.live(item), kind = said.kind, page = kind !== "later" && await read(said.answer).catch(silent);
    if (kind === "later") return later(of, item, act, kept);
    staying = null;
    if (kind === "over") return over(kept ? await box.end(item) : [], page);
    if (kept && kind === "kept") await box.had(item, said.version);
    if (!page) return location.assign(said.answer.headers.get("X-Sayso-At") || location.href); // we have it; its page was cut off
    if (kept && kind === "both") await box.waits(item, "both");
    if (kept && kind === "refused") await (said.answer.status === 422 ? box.drop(item.page) : box.waits(item, "stuck"));
    if (kind === "refused" && said.answer.status !== 422) return say("stuck");
    had = had || kind === "kept" && kept;
    if (kind === "kept" && (!fetched || /easy|plain/.test(act))) {
      fetched = true;
      fetchEmpties().catch(() => { fetched = false; });
    }
    rest = kind === "kept" && flush; // what waited before it goes too
    put(rest ? said.answer.headers.get("X-Sayso-At") : "", page, rest);
    if (rest) return restore();
    if (form()) form().dataset.soWas = "";
    typing();
  }

  /* Nobody knows whether it came. On to the next page where this phone has it; else stay, and say why. */
  async function later(of, item, act, kept) {
    if (!kept && act !== "back") return say(!able ? "no-store" : act === "next" ? "pick" : "needs-us");
    if (kept && workers) workers.getRegistration(base + "/").then(found => found.sync.register("outbox")).catch(silent);
    const page = (await empties())[item.page], to = act === "back" ? of.elements.before.value : page && page.on;
    if (to && to !== "0" && await without(to, true)) return;
    staying = kept ? item : null;
    say(kept ? "stay" : "needs-us");
  }

  /* Nothing more is taken: sent, stopped, closed, or the link has ended. Give back what they wrote; keep none of it. */
  async function over(lost, page) {
    if (page && !one("[data-so-lost]")) put("", page);
    const note = one("[data-so-lost]"), said = main.textContent;
    if (note && lost.length) note.hidden = false;
    lost.forEach(item => item.words.forEach(words => {
      if (!note || said.includes(words)) return;
      const quote = document.createElement("blockquote");
      Object.assign(quote, { className: "so-say so-words", dir: "auto", textContent: words });
      note.append(quote);
    }));
    if (one("[data-so-over]")) await box.wipe();
  }

  async function once(act) {
    if (busy) return;
    busy = true;
    main.setAttribute("aria-busy", "true");
    try { await act(); } finally { busy = false; main.removeAttribute("aria-busy"); }
    if (rest) rest(rest = null); // what waits, and then nothing does
  }

  async function flush() {
    if (busy) return;
    const waits = (await waiting()).length, of = form();
    if (waits && staying && of) { // they wait for the next question: the same save, and on
      const act = new URLSearchParams(staying.body).get("act");
      return once(() => save(of, act && one('button[name=act][value="' + act + '"]', of)));
    }
    if (waits) await once(goes);
    if (one("[data-so-wait]")) await once(again);
  }

  async function goes() {
    const done = await box.flush().catch(silent);
    if (!done) return;
    if (done.lost.length) return over(done.lost, await read(done.answer).catch(silent));
    had = had || done.sent;
    return done.sent && one("[data-so-again]") ? show() : tell();
  }

  /* They wait for a page that only we can draw. */
  async function again() {
    const answer = await fetch(location.pathname, { method: "HEAD" }).catch(silent);
    if (answer && answer.ok) return show();
  }

  async function first(of, act) { // before they send: what is still here; before they delete or clear: all of it
    await (act === "send" ? goes() : box.wipe());
    if ((await waiting()).length) return say(act === "send" ? "first" : "not-clear");
    if (!of.dataset.soThen) return of.submit();
    await fetch(of.action, { method: "POST", body: new URLSearchParams(new FormData(of)), redirect: "manual" }).catch(silent);
    location.replace(of.dataset.soThen); // no step back to the page with the button
  }

  document.addEventListener("click", event => {
    tapped = event.target.closest("button") || tapped;
    const ours = event.target.closest("a[data-so-ours]");
    if (!ours) return;
    event.preventDefault();
    box.drop(number()).catch(refused).then(() => { location.href = ours.href; });
  });

  document.addEventListener("submit", event => {
    const of = event.target, button = event.submitter || tapped && tapped.form === of && tapped;
    if (button && button.hasAttribute("formaction")) return; // to another language, with what is half said
    const act = of.elements.seen && number() ? () => save(of, button) : of.dataset.soFirst && (() => first(of, of.dataset.soFirst));
    if (!act) return;
    event.preventDefault();
    if (busy) rest = () => of.isConnected && once(act); // it waits for its turn: not the second tap on a page that has gone
    else once(act);
  });

  main.addEventListener("change", keepTyped);
  main.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(keepTyped, 150); });
  [["pagehide", keepTyped], ["online", flush]].forEach(pair => addEventListener(pair[0], pair[1]));
  document.addEventListener("visibilitychange", () => document.hidden ? keepTyped() : flush());
  addEventListener("popstate", () => location.hash || (number() || /\/check$/.test(location.pathname) ? once(show) : location.reload())); // a link within the page is no other page
  setInterval(() => document.hidden || flush(), 15000);

  (async () => {
    const drawn = one("[data-so-empty]");
    await box.open().then(box.sweep).then(() => localStorage.getItem("left " + box.sitting) && forget()).catch(refused);
    if (drawn) keepPlace();
    await restore(drawn);
    if (one("[data-so-over]")) {
      const done = able && await box.flush().catch(silent);
      await over(done ? done.lost : []);
    } else flush();
    html.dataset.soReady = "1";
  })();
})();
