/* The next question in one request, and nothing lost on the way: a save is on this phone before it is sent, and the page
   says, in words that come with it, whether we have it. Without what this needs, forms go as they always do. */
(function () {
  "use strict";
  const box = self.saysoOutbox, main = document.getElementById("main");
  if (!box || !main || !history.pushState || !self.DOMParser || !self.crypto) return;
  const base = location.pathname.slice(0, location.pathname.indexOf(box.sitting) + box.sitting.length);
  const shown = new Map(); // pages of this tab as they were left, by address: for Back without signal
  const heard = document.createElement("div"); // there before anything is said, so that it is read out
  let able = true, busy = false, tapped = null, staying = null, version = 0, rest = false, here = ""; // here: what is true of this page alone

  heard.className = "govuk-visually-hidden";
  heard.setAttribute("role", "status");
  document.body.appendChild(heard);

  // What is on the page

  const form = function () { return main.querySelector("form input[name=seen]") && main.querySelector("input[name=seen]").form; };
  const number = function () { const at = /\/(\d+)$/.exec(location.pathname); return at ? Number(at[1]) : 0; };
  const isMark = function (seen) { return seen ? seen.split(".") : ["", "0"]; };

  function controls(of) {
    return Array.from(of.elements).filter(function (one) { return one.name && !["hidden", "submit", "button"].includes(one.type) && one.tagName !== "BUTTON"; });
  }

  function filled(of) {
    return controls(of).filter(function (one) { return /radio|checkbox/.test(one.type) ? one.checked : one.value; })
      .map(function (one) { return [one.name, one.value]; });
  }

  function fill(of, fields) {
    controls(of).forEach(function (one) {
      const said = fields.filter(function (each) { return each[0] === one.name; }).map(function (each) { return each[1]; });
      if (/radio|checkbox/.test(one.type)) one.checked = said.includes(one.value);
      else one.value = said[0] || "";
    });
  }

  /* Say where the answers are. Words come with the page; what is new is also read out. */
  function say(name, to) {
    const words = document.querySelector('[data-so-said="' + name + '"]'), line = main.querySelector("[data-so-line]");
    if (!words || !line || line.dataset.soLine === name) return;
    line.dataset.soLine = name;
    line.textContent = words.textContent;
    line.classList.toggle("so-note", name !== "ready" && name !== "with-us");
    if (to) {
      const link = document.createElement("a");
      link.className = "so-tap";
      link.href = to;
      link.textContent = words.dataset.soLink;
      line.append(" ", link);
    }
    heard.textContent = words.textContent;
  }

  // What this phone keeps

  async function restore(drawn) {
    const of = form();
    if (!of) return tell();
    const kept = able && number() ? await box.of(number()).catch(refused) : null, mark = of.elements.seen.value;
    if (!kept) return tell();
    const item = kept.item && isMark(kept.item.seen)[0] === isMark(mark)[0] ? kept.item : null;
    const typed = kept.typed && isMark(kept.typed.seen)[0] === isMark(mark)[0] ? kept.typed : null;
    const known = kept.known && isMark(kept.known.mark)[0] === isMark(mark)[0] ? kept.known.mark : "";
    if (drawn && known) of.elements.seen.value = known; // drawn without us: it does not know what we have
    if (item || typed) {
      fill(of, (typed || item).fields);
      of.elements.seen.value = (typed || item).seen;
    } else if (drawn && shown.has(location.pathname)) fill(of, shown.get(location.pathname).fields);
    if (item && item.state) here = item.state;
    else if (typed) here = "typed";
    else if (!item && drawn && known && !filled(of).length) here = "not-shown";
    ready();
    return tell();
  }

  async function tell() {
    if (!able || here) return say(here || "cannot");
    const items = await box.all().catch(refused) || [], asks = items.find(function (one) { return one.state; });
    if (asks) return asks.page === number() ? say(asks.state) : say(asks.state + "-there", base + "/" + asks.page);
    if (items.length) return say("on-phone");
    const line = main.querySelector("[data-so-line]"), name = line ? line.dataset.soLine : "";
    if (name === "on-phone" || name === "stay") return say("back");
    if (version) return say("with-us");
  }

  function refused() { able = false; }

  function keepTyped() {
    if (!busy) typing();
  }

  function typing() {
    const of = form();
    if (!of || !number() || !able) return;
    if (sessionStorage.getItem("left")) return box.type().catch(refused); // they left at once: nothing half said stays
    const fields = filled(of), before = of.dataset.soWas;
    if (JSON.stringify(fields) === before) return;
    of.dataset.soWas = JSON.stringify(fields);
    box.type(number(), fields.length ? { fields: fields, seen: of.elements.seen.value } : null).catch(refused);
  }

  // From page to page

  function leaveBehind() {
    const of = form();
    if (of) shown.set(location.pathname, { html: main.innerHTML, title: document.title, fields: filled(of) });
  }

  function put(at, html, title, how) {
    leaveBehind();
    if (how === "push") history.pushState({ so: 1 }, "", at);
    keepPlace();
    here = "";
    main.innerHTML = html;
    if (title) document.title = title;
    const heading = main.querySelector("h1");
    if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("sayso:page"));
    ready();
  }

  function keepPlace() { // other languages lead to this page
    const mine = "/responses/" + box.sitting, path = location.pathname.slice(base.length);
    const to = function (address) { return address.slice(0, address.indexOf(mine)) + mine + path; };
    document.querySelectorAll("[hreflang],button[formaction]").forEach(function (one) {
      const name = one.hasAttribute("formaction") ? "formaction" : "href", address = one.getAttribute(name) || "";
      if (address.includes(mine)) one.setAttribute(name, to(address));
    });
  }

  function ready() {
    const of = form();
    if (of) of.dataset.soWas = JSON.stringify(filled(of));
  }

  async function read(answer) {
    const doc = new DOMParser().parseFromString(await answer.text(), "text/html"), found = doc.getElementById("main");
    const title = answer.headers.get("X-Sayso-Title");
    return { html: (found || doc.body).innerHTML, title: title ? decodeURIComponent(title) : doc.title };
  }

  /* What the server gave us beforehand: the questions that are asked in every case, with nothing in them. */
  async function empties() {
    if (!self.caches) return null;
    const found = await caches.match(base + "/empty").catch(function () {});
    return found ? found.json() : null;
  }

  async function fetchEmpties() {
    if (!navigator.serviceWorker || !self.caches) return;
    await navigator.serviceWorker.register(base + "/worker.js", { scope: base + "/" });
    const scripts = Array.from(document.querySelectorAll("script[src]"), function (one) { return new URL(one.src).pathname; });
    const answer = await fetch(base + "/empty");
    if (!answer.ok) return;
    const cache = await caches.open("sayso " + base + "/");
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(base + "/empty", answer);
    await cache.addAll(scripts);
  }

  /* Without signal: on to a page that this phone has, or stay and say why. */
  async function onward(to, how) {
    const at = base + "/" + to, was = shown.get(at), kept = await empties(), page = kept && kept.pages[to];
    if (!was && !page) return false;
    put(at, was ? was.html : page.main, was ? was.title : page.title, how);
    await restore(true);
    return true;
  }

  async function show(path) {
    let answer = null;
    try { answer = await fetch(path + location.search, { headers: { "X-Sayso-Part": "main" } }); } catch (no) { /* no signal */ }
    if (answer && (answer.redirected || !answer.ok)) return location.reload();
    if (!answer && await onward(path.slice(base.length + 1), "")) return;
    if (!answer) return location.reload(); // this phone does not have it: the browser says so
    const next = await read(answer);
    put(path, next.html, next.title, "");
    await restore(false);
  }

  // Saving

  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (one) { return (one + 256).toString(16).slice(1); }).join("");
  }

  function made(of, button) {
    const body = new URLSearchParams(new FormData(of)), seen = body.get("seen"), fields = filled(of);
    if (button && button.name) body.set(button.name, button.value);
    body.delete("seen");
    const words = controls(of).filter(function (one) { return !/radio|checkbox|number/.test(one.type); })
      .map(function (one) { return one.value; }).filter(Boolean);
    return { page: number(), at: location.pathname + location.search, body: body.toString(), key: newKey(), seen: seen, fields: fields, words: words };
  }

  /* Whether there is anything to keep: Back from an empty page, and a Next that will be asked again, are not. */
  function isWorth(item, act) {
    return able && item.page && (item.fields.length || act === "skip" || act === "prefer" || /^$|next/.test(act) && !staysEmpty());
  }

  const staysEmpty = function () { const of = form(); return of && !of.classList.contains("so-several") && controls(of).length && !filled(of).length; };

  async function save(of, button) {
    let item = made(of, button), kept = false;
    const act = new URLSearchParams(item.body).get("act") || "", turns = act === "easy" || act === "plain";
    if (isWorth(item, act) && !turns) {
      try { item = await box.put(item); kept = true; } catch (no) { refused(); }
    }
    const said = await box.live(item);
    if (said.kind === "later") return waiting(of, item, act, kept);
    staying = null;
    if (said.kind === "over") return over(kept ? await box.end(item) : [], said.answer);
    if (said.kind === "kept") {
      if (kept) await box.had(item, said.version);
      version = said.version || version;
      fetchOnce(turns);
    } else if (kept && said.kind === "both") await box.waits(item, "both");
    else if (kept) await box.drop(item.page);
    if (said.kind === "refused" && said.answer.status !== 422) return refusedForGood(item, kept);
    let next;
    try { next = await read(said.answer); } catch (cut) { return waiting(of, item, act, kept); }
    const on = said.kind === "kept";
    put(on ? said.answer.headers.get("X-Sayso-At") : location.href, next.html, next.title, on ? "push" : "");
    if (on) {
      rest = true; // what waited before it goes too
      return restore(false);
    }
    if (form()) form().dataset.soWas = "";
    typing();
  }

  async function refusedForGood(item, kept) {
    if (kept) await box.put(item).then(function (one) { return box.waits(one, "stuck"); });
    say("stuck");
  }

  async function waiting(of, item, act, kept) {
    if (!kept && !able && item.fields.length) return say("no-store");
    if (!kept && act !== "back") return say(/^$|next/.test(act) ? "pick" : "needs-us");
    if (kept) askForSync();
    const pages = await empties(), way = act === "back" ? of.elements.before : null;
    const page = pages && pages.pages[item.page], to = way ? way.value : page && page.on;
    if (to && to !== "0" && await onward(to, "push")) return;
    staying = kept ? item : null;
    say(kept ? "stay" : "needs-us");
  }

  /* Nothing more is taken: sent, stopped, closed, or the link has ended. Give back what they wrote; keep none of it. */
  async function over(lost, answer) {
    const next = answer && await read(answer).catch(function () {});
    if (next) put(location.href, next.html, next.title, "");
    const words = main.querySelector("[data-so-lost]");
    if (words && lost.length) {
      words.hidden = false;
      [].concat.apply([], lost.map(function (one) { return one.words || []; })).forEach(function (text) {
        const quote = words.appendChild(document.createElement("blockquote"));
        quote.className = "so-say so-words";
        quote.dir = "auto";
        quote.textContent = text;
      });
    }
    if (!answer || answer.status === 410 || main.querySelector("[data-so-over]")) await box.wipe();
  }

  // When something happens

  let fetching = null;
  function fetchOnce(again) {
    if (again || !fetching) fetching = fetchEmpties().catch(function () { fetching = null; });
  }

  function askForSync() {
    if (!navigator.serviceWorker) return;
    navigator.serviceWorker.getRegistration(base + "/").then(function (one) { return one && one.sync && one.sync.register("outbox"); }).catch(function () {});
  }

  async function flush() {
    if (!able || busy) return;
    if (!(await box.all().catch(refused) || []).length) return main.querySelector("[data-so-wait]") && once(again);
    if (staying && form()) { // they wait for the next question: the same save, and on
      const of = form(), act = new URLSearchParams(staying.body).get("act");
      return once(function () { return save(of, act ? Array.from(of.querySelectorAll("button[name=act]")).find(function (one) { return one.value === act; }) : null); });
    }
    await once(goes);
    if (main.querySelector("[data-so-wait]")) await once(again);
  }

  async function goes() {
    const done = await box.flush().catch(function () {});
    if (!done) return;
    if (done.lost.length) return over(done.lost, null);
    version = version || done.sent;
    if (done.sent && main.querySelector("[data-so-again]")) return show(location.pathname);
    return tell();
  }

  /* They wait for a page that only we can draw. */
  async function again() {
    const answer = await fetch(location.pathname, { method: "HEAD" }).catch(function () {});
    if (answer && answer.ok) return show(location.pathname);
  }

  async function once(act) {
    if (busy) return;
    busy = true;
    main.setAttribute("aria-busy", "true");
    try { await act(); } finally { busy = false; main.removeAttribute("aria-busy"); }
    if (rest) { rest = false; flush(); }
  }

  async function first(of, act) { // before they send: what is still here; before they delete or clear: all of it
    if (act !== "send") {
      await box.wipe();
      if (able && (await box.all().catch(refused) || []).length) return say("not-clear");
    } else if (able) {
      await goes();
      if ((await box.all().catch(refused) || []).length) return say("first");
    }
    if (!of.dataset.soThen) return of.submit();
    await fetch(of.action, { method: "POST", body: new URLSearchParams(new FormData(of)), redirect: "manual" }).catch(function () {});
    location.replace(of.dataset.soThen); // no step back to the page with the button
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button");
    if (button) tapped = button;
    const ours = event.target.closest && event.target.closest("a[data-so-ours]");
    if (ours) {
      event.preventDefault();
      box.drop(number()).catch(refused).then(function () { location.href = ours.href; });
    }
  });

  document.addEventListener("submit", function (event) {
    const of = event.target, button = event.submitter || (tapped && tapped.form === of ? tapped : null);
    if (button && button.hasAttribute("formaction")) return; // to another language: what is half said is kept
    if (of.elements.seen && of.elements.asked && number()) {
      event.preventDefault();
      once(function () { return save(of, button); });
    } else if (of.dataset.soFirst) {
      event.preventDefault();
      once(function () { return first(of, of.dataset.soFirst); });
    }
  });

  let soon = 0;
  main.addEventListener("change", keepTyped);
  main.addEventListener("input", function () { clearTimeout(soon); soon = setTimeout(keepTyped, 150); });
  addEventListener("pagehide", keepTyped);
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", function () { if (document.hidden) keepTyped(); else flush(); });
  addEventListener("popstate", function () {
    if (location.pathname.indexOf(base + "/") === 0 && (number() || /\/check$/.test(location.pathname))) once(function () { return show(location.pathname); });
    else location.reload();
  });
  setInterval(function () { if (!document.hidden) flush(); }, 15000);

  (async function () {
    history.replaceState({ so: 1 }, "");
    await box.open().catch(refused);
    if (able) box.sweep().catch(refused);
    ready();
    if (main.querySelector("[data-so-empty]")) keepPlace();
    await restore(main.querySelector("[data-so-empty]") !== null);
    if (main.querySelector("[data-so-over]")) {
      const done = able ? await box.flush().catch(function () {}) : null;
      await over(done ? done.lost : [], null);
    } else flush();
    document.documentElement.dataset.soReady = "1";
  })();
})();
