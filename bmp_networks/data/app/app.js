/* The facilitator's page. Plain ES2017, so that a browser of some years ago runs it. Texts only ever enter the page as
   text, never as markup. */
(function () {
  "use strict";

  const given = JSON.parse(document.getElementById("given").textContent);
  const $ = (id) => document.getElementById(id);
  const TABS = ["report", "save", "people", "check", "files"];
  const PANELS = TABS.concat(["reading", "end"]);
  const now = {
    lang: given.lang, state: null, tab: "files", audience: "facilitator", sending: [], bad: [], shown: "", effect: "", asked: 0,
    answered: {}, people: null, changed: false, unsaved: false, began: 0, over: false, missed: 0, drawn: ""
  };

  // ---- words

  function t(key, values) {
    let text = given.texts[now.lang];
    for (const part of key.split(".")) { text = text === undefined ? undefined : text[part]; }
    return String(text === undefined ? "" : text).replace(/\{(\w+)\}/g, (whole, name) =>
      values && values[name] !== undefined ? values[name] : whole);
  }

  function number(value) { return Number(value).toLocaleString(now.lang === "id" ? "id-ID" : "en"); }

  function make(tag, attributes, children) {
    const element = document.createElement(tag);
    for (const name of Object.keys(attributes || {})) {
      if (name.slice(0, 2) === "on") { element.addEventListener(name.slice(2), attributes[name]); }
      else if (attributes[name] !== null) { element.setAttribute(name, attributes[name]); }
    }
    for (const child of [].concat(children === undefined ? [] : children)) {
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    }
    return element;
  }

  function fill(element, children) {
    while (element.firstChild) { element.removeChild(element.firstChild); }
    for (const child of [].concat(children)) { element.appendChild(child); }
  }

  function translate() {
    document.documentElement.lang = now.lang;
    document.querySelectorAll("[data-t]").forEach((e) => { e.textContent = t(e.getAttribute("data-t")); });
    document.querySelectorAll("[data-label]").forEach((e) => e.setAttribute("aria-label", t(e.getAttribute("data-label"))));
    document.querySelectorAll("[data-title]").forEach((e) => { e.title = t(e.getAttribute("data-title")); });
    document.querySelectorAll("[data-lang]").forEach((e) =>
      e.setAttribute("aria-pressed", String(e.getAttribute("data-lang") === now.lang)));
    document.querySelectorAll("[data-saves]").forEach((box) => fill(box, box.getAttribute("data-saves").split(" ").map(saveRow)));
    now.drawn = "";
    if (now.people) { drawPeople(collectPeople()); }
  }

  // ---- asking the program

  function address(path) { return path + (path.indexOf("?") < 0 ? "?" : "&") + "lang=" + now.lang; }

  async function ask(method, path, body) {
    const options = { method: method, credentials: "same-origin", cache: "no-store" };
    if (body !== undefined) { options.body = JSON.stringify(body); }
    const response = await fetch(address(path), options);
    const answer = await response.json();
    if (answer.error) { throw answer.error; }
    return answer;
  }

  async function change(method, path, body) {
    try {
      take(await ask(method, path, body));
      return true;
    } catch (error) {
      alertOf(error);
      return false;
    }
  }

  function alertOf(error) {
    const told = error && error.message && error.hint !== undefined ? error : { where: "", message: t("page.lost"), hint: t("page.lost_lead") };
    $("alert").hidden = false;
    fill($("alert"), sentences(told));
    window.scrollTo(0, 0);
  }

  function sentences(told) {
    const first = make("p", { class: "title" }, (told.where ? told.where + ": " : "") + told.message);
    return told.hint ? [first, make("p", {}, told.hint)] : [first];
  }

  let timer = 0;
  function again(soon) {
    clearTimeout(timer);
    if (!now.over) { timer = setTimeout(poll, soon); }
  }

  async function poll() {
    try {
      take(await ask("GET", "/state"));
      now.missed = 0;
    } catch (error) {
      now.missed += 1;
      if (now.missed > 2 && !now.over) { end("lost"); }
      else { again(1500); }
    }
  }

  function take(state) {
    const before = now.state;
    now.state = state;
    if (state.phase === "reading" && (!before || before.phase !== "reading")) { now.began = Date.now(); }
    const finished = before && before.phase === "reading" && state.phase !== "reading";
    if (finished && !state.error) { finishedReading(before); }
    if (finished && state.error && state.result) { now.answered = {}; }
    draw(finished);
    again(state.phase === "reading" ? 600 : 20000);
  }

  function finishedReading(before) {
    if (!before.result) { now.tab = "report"; }
    now.people = null;
    setChanged(false);
    $("live").textContent = t("result.report") + ". " + $("summary").textContent;
  }

  // ---- drawing

  function draw(moveFocus) {
    const state = now.state;
    const reading = state.phase === "reading";
    const result = state.result;
    if (!result && !reading) { now.tab = "files"; }
    const panel = now.over ? "end" : reading ? "reading" : now.tab;
    for (const name of PANELS) { $("panel-" + name).hidden = name !== panel; }
    $("tabs").hidden = !result || reading || now.over;
    $("lead").hidden = Boolean(result);
    for (const name of TABS) {
      $("tab-" + name).setAttribute("aria-selected", String(name === now.tab));
      $("tab-" + name).tabIndex = name === now.tab ? 0 : -1;
    }
    drawTitle(result);
    const picture = JSON.stringify([state, now.lang, now.tab, now.answered, now.over]);
    if (picture !== now.drawn) {
      now.drawn = picture;
      $("alert").hidden = !state.error;
      if (state.error) { fill($("alert"), sentences(state.error)); }
      drawFiles();
      drawAsks();
      if (result && !reading) { drawCheck(result); showReport(); showPeople(); showEffect(); }
    }
    if (reading) { drawProgress(state); }
    if (moveFocus) { (panel === "reading" ? $("reading-title") : result ? $("tab-" + now.tab) : $("content")).focus(); }
  }

  function drawTitle(result) {
    $("title").textContent = result ? result.group || t("result.unnamed") : t("page.title");
    $("summary").textContent = result ? t("result.summary", {
      messages: number(result.messages), people: number(result.people), period: result.period }) : "";
    document.title = (result && result.group ? result.group + " · " : "") + "bmp_networks";
  }

  function drawFiles() {
    const files = now.state.files;
    const rows = files.map((file) => {
      const kind = t({ chat: "drop.chat", roster: "drop.people", key: "drop.key" }[file.kind]);
      const remove = make("button", { type: "button", "aria-label": t("drop.remove_file", { name: file.name }),
        onclick: () => change("DELETE", "/files/" + file.number) }, t("drop.remove"));
      return make("li", {}, [make("span", { class: "name" }, file.name),
        make("span", { class: "what" }, kind + " · " + size(file.bytes)), remove]);
    });
    for (const name of now.sending) {
      rows.push(make("li", {}, [make("span", { class: "name" }, name), make("span", { class: "what" }, t("drop.sending"))]));
    }
    for (const bad of now.bad) {
      const texts = sentences(bad.told || { where: bad.name, message: t(bad.key, bad), hint: bad.hint ? t(bad.hint) : "" });
      rows.push(make("li", { class: "bad", role: "alert" }, texts));
    }
    fill($("files"), rows);
    $("list-title").hidden = !rows.length;
    $("start").hidden = !files.some((file) => file.kind === "chat") || now.sending.length > 0;
    $("start").textContent = t(now.state.result ? "drop.again" : "drop.start");
    $("new").hidden = !now.state.result;
    if (files.length || now.state.result) { $("how").open = false; }
  }

  function size(bytes) {
    return bytes < 1e6 ? number(Math.max(1, Math.round(bytes / 1e3))) + " KB" : number(Math.round(bytes / 1e5) / 10) + " MB";
  }

  function drawProgress(state) {
    $("bar").max = state.steps;
    $("bar").value = state.step_number + 0.5;
    $("step").textContent = t("progress." + state.step) + "…";
    $("seconds").textContent = t("progress.step", { n: state.step_number + 1, all: state.steps }) + " · " +
      t("progress.seconds", { n: Math.round((Date.now() - now.began) / 1000) });
  }

  function drawAsks() {
    const result = now.state.result;
    const boxes = [];
    if (result && now.state.phase !== "reading" && !now.over && now.tab === "report") {
      const unsure = result.sources.filter((source) => source.unsure && source.other_order);
      if (result.dates_unsure && unsure.length && !now.answered.dates) { boxes.push(dateBox(unsure[0])); }
      if (result.me_unsure && !now.answered.me) { boxes.push(meBox(result)); }
      if (result.latest) { boxes.push(make("div", { class: "ask soft", id: "ask-latest" }, make("p", {}, t("ask.latest", { n: number(result.latest) })))); }
      if (result.unread.n) {
        boxes.push(softBox(t("ask.unread", { n: number(result.unread.n) }), t("ask.unread_button"), () => choose("check")));
      }
      const roster = now.state.files.some((file) => file.kind === "roster");
      if (now.unsaved) { boxes.push(softBox(t("result.people_saved"), t("people.save"), () => $("save-people").click())); }
      if (!roster) {
        boxes.push(softBox(t("result.no_roster"), t("result.no_roster_button"), () => choose("people")));
      }
    }
    fill($("asks"), boxes);
  }

  function softBox(text, button, action) {
    return make("div", { class: "ask soft" }, [make("p", {}, text), make("button", { type: "button", onclick: action }, button)]);
  }

  function dateBox(source) {
    const yes = make("button", { type: "button", onclick: () => answer("dates", { date_order: source.order }, false) }, t("ask.dates_right"));
    const no = make("button", { type: "button", onclick: () => answer("dates", { date_order: source.other_order }, true) },
      t("ask.dates_other", { day: source.otherwise }));
    return make("div", { class: "ask", id: "ask-dates" }, [make("p", {}, [make("b", {}, t("ask.dates") + ". "),
      t("ask.dates_question", { name: source.name, day: source.doubtful })]), make("p", { class: "answers" }, [yes, no])]);
  }

  function meBox(result) {
    const select = make("select", { "aria-label": t("ask.me") }, [make("option", { value: "" }, t("ask.choose"))].concat(
      result.authors.map((name) => make("option", { value: name }, name))));
    const use = make("button", { type: "button", onclick: () => { if (select.value) { answer("me", { me: select.value }, true); } } }, t("ask.use"));
    const skip = make("button", { type: "button", onclick: () => answer("me", {}, false) }, t("ask.me_unknown"));
    return make("div", { class: "ask", id: "ask-me" }, [make("p", {}, [make("b", {}, t("ask.me") + " "),
      t("ask.me_question")]), make("p", { class: "answers" }, [select, use, skip])]);
  }

  function answer(key, choice, reread) {
    now.answered[key] = true;
    if (reread) { read(choice); } else { draw(false); }
  }

  function drawCheck(result) {
    fill($("sources"), result.sources.map((source) => make("div", {}, [make("h3", {}, source.name)].concat(
      pairs([["check.phone", source.platform], ["check.first", source.first], ["check.order", source.order_words],
        ["check.sure", source.sure]]), source.notes.map((note) => make("p", {}, note))))));
    options("date_order", ["auto", "day-first", "month-first", "year-first"].map((key) => [key, t("check." + key)]), result.choices.date_order);
    options("me", [["", t("ask.me_unknown")]].concat(result.authors.map((name) => [name, name])), result.choices.me);
    options("timezone", Object.keys(given.texts[now.lang].zones).map((zone) => [zone, given.texts[now.lang].zones[zone]]), result.choices.timezone);
    const unread = result.unread;
    const more = unread.n - unread.lines.length;
    fill($("unread"), unread.n ? [make("p", {}, t("ask.unread", { n: number(unread.n) }) + " " + t("check.unread_lead")),
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("check.unread") }, make("table", {}, [
        make("thead", {}, make("tr", {}, [make("th", { scope: "col" }, t("check.line")), make("th", { scope: "col" }, t("check.text"))])),
        make("tbody", {}, unread.lines.map((line) => make("tr", {}, [make("td", {}, line.place), make("td", {}, line.text)])))])),
      make("p", { class: "quiet" }, more > 0 ? t("check.unread_more", { n: number(more) }) : "")] : [make("p", {}, t("check.unread_none"))]);
  }

  function pairs(rows) {
    return [make("dl", { class: "pairs" }, rows.map((row) => make("div", {}, [make("dt", {}, t(row[0])), make("dd", {}, row[1])])))];
  }

  function options(id, entries, chosen) {
    fill($(id), entries.map((entry) => make("option", { value: entry[0] }, entry[1])));
    $(id).value = chosen;
  }

  function showReport() {
    const path = address("/report/" + now.audience);
    $("own-tab").href = path;
    $("save-view").href = address("/save/report-" + now.audience);
    document.querySelectorAll("input[name=audience]").forEach((input) => {
      input.checked = input.value === now.audience;
      input.parentElement.className = input.checked ? "chosen" : "";
    });
    const wanted = path + "#" + now.state.run;
    if (now.shown !== wanted && now.tab === "report") {
      now.shown = wanted;
      $("frame").className = "";
      $("frame").src = path + "&run=" + now.state.run;
    }
  }

  function saveRow(what) {
    const key = what.split("-")[0];
    const attributes = { class: "button", href: address("/save/" + what), download: "", id: "save-" + what };
    if (what === "people") { attributes.onclick = savePeople; }
    return make("div", { class: "save" }, [make("a", attributes, t("save." + key)), make("p", { class: "quiet" }, t("save." + key + "_note"))]);
  }

  // ---- the list of members

  const CELLS = ["same", "community", "village", "role", "level", "consent"];

  async function showPeople() {
    if (now.tab !== "people" || now.people) { return; }
    try {
      const answer = await ask("GET", "/people");
      drawPeople(answer.rows);
    } catch (error) { alertOf(error); }
  }

  async function showEffect() {
    const removed = now.state.result && now.state.result.removed;
    const wanted = now.state.run + now.lang;
    if (now.tab !== "people" || now.effect === wanted) { return; }
    now.effect = wanted;
    if (!removed || !removed.messages) { fill($("effect"), []); return; }
    const lead = make("p", { class: "always" }, t("people.removed", { names: number(removed.names), messages: number(removed.messages) }));
    fill($("effect"), [lead, make("p", { class: "quiet" }, t("people.effect_wait"))]);
    try {
      const answer = await ask("GET", "/effect");
      if (now.effect !== wanted) { return; }
      const keys = ["headline", "everybody", "consenting", "difference"];
      fill($("effect"), [lead, make("details", { open: "" }, [make("summary", {}, t("people.effect")), make("div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": t("people.effect") }, make("table", {}, [
          make("thead", {}, make("tr", {}, keys.map((key) => make("th", { scope: "col" }, t("people." + key))))),
          make("tbody", {}, answer.rows.map((row) => make("tr", {}, keys.map((key, place) =>
            make(place ? "td" : "th", place ? {} : { scope: "row" }, row[key])))))]))])]);
    } catch (error) { now.effect = ""; alertOf(error); }
  }

  function drawPeople(rows) {
    now.people = rows;
    const head = ["name"].concat(CELLS).map((key) => make("th", { scope: "col" }, t("people." + key)));
    fill($("people").tHead, make("tr", {}, head));
    fill($("people").tBodies[0], rows.map((row, place) => make("tr", {}, [
      make("th", { scope: "row", id: "who-" + place }, [row.name, make("span", { class: "quiet" }, t("people.messages", { n: number(row.messages) }))])
    ].concat(CELLS.map((key) => make("td", {}, [make("span", { class: "label", "aria-hidden": "true" }, t("people." + key)), field(key, row, place)]))))));
    hints();
  }

  function field(key, row, place) {
    const attributes = { "aria-label": t("people." + key) + ": " + row.name, "data-key": key };
    if (key === "same") { return sameField(attributes, row, place); }
    if (key === "consent") {
      const box = make("input", Object.assign({ type: "checkbox" }, attributes));
      box.checked = String(row.consent || "").toLowerCase() === "no";
      return box;
    }
    if (key === "level") {
      const levels = ["", "0", "1", "2"];
      const level = row.level ? String(Number(row.level)) : "";
      const select = make("select", attributes, levels.map((value) =>
        make("option", { value: value }, t(value ? "people.level_" + value : "people.level_none"))));
      select.value = level;
      return select;
    }
    attributes.list = { community: "communities", village: "villages", role: "roles" }[key];
    attributes.autocomplete = "off";
    if (key === "role" && place === 0) { attributes.placeholder = t("people.role_hint"); }
    const input = make("input", attributes);
    input.value = row[key] || "";
    return input;
  }

  function sameField(attributes, row, place) {
    const first = now.people.findIndex((other) => other.person === row.person);
    const chosen = first < place ? String(first) : "";
    const select = make("select", attributes, make("option", { value: "" }, t("people.same_none")));
    if (chosen) { select.appendChild(make("option", { value: chosen }, now.people[first].name)); }
    select.value = chosen;
    // A long list in every row would be slow: the names come when the field is entered.
    select.addEventListener("focus", () => {
      if (select.options.length > 2) { return; }
      const kept = select.value;
      now.people.forEach((other, number) => {
        if (number !== place && String(number) !== kept) { select.appendChild(make("option", { value: String(number) }, other.name)); }
      });
      select.value = kept;
    });
    return select;
  }

  function collectPeople() {
    const rows = Array.from($("people").tBodies[0].rows);
    const out = now.people.map((row, place) => {
      const copy = Object.assign({}, row);
      rows[place].querySelectorAll("[data-key]").forEach((input) => {
        const key = input.getAttribute("data-key");
        // A tick means no; without one an earlier yes stays, and an earlier no goes.
        if (key === "consent") { copy.consent = input.checked ? "no" : row.consent === "no" ? "" : row.consent; }
        else if (key !== "same") { copy[key] = input.value; }
      });
      return copy;
    });
    const same = rows.map((row) => row.querySelector("[data-key=same]").value);
    out.forEach((row, place) => {
      const first = now.people.findIndex((other) => other.person === row.person);
      if (same[place] === "" && first < place) { row.person = row.name; }
    });
    out.forEach((row, place) => {
      let target = place;
      for (let step = 0; same[target] !== "" && step < same.length; step += 1) { target = Number(same[target]); }
      row.person = out[target].person;
    });
    return out;
  }

  function hints() {
    const lists = { community: "communities", village: "villages", role: "roles" };
    for (const key of Object.keys(lists)) {
      const values = {};
      document.querySelectorAll("#people [data-key=" + key + "]").forEach((input) => { if (input.value) { values[input.value] = true; } });
      fill($(lists[key]), Object.keys(values).sort().map((value) => make("option", { value: value })));
    }
  }

  function setChanged(value) {
    now.changed = value;
    $("changed").hidden = !value;
  }

  async function sendPeople() {
    if (!now.people) { return true; }
    const rows = collectPeople();
    if (!await change("PUT", "/people", { rows: rows })) { return false; }
    now.people = rows;
    now.unsaved = true;
    setChanged(false);
    return true;
  }

  async function savePeople(event) {
    if (!now.changed) {
      now.unsaved = false;
      now.drawn = "";
      setTimeout(() => draw(false), 0);
      return;
    }
    event.preventDefault();
    if (await sendPeople()) { $("save-people").click(); }
  }

  // ---- what the person does

  async function read(choice) {
    if (now.changed && !await sendPeople()) { return; }
    const kept = now.state.result ? now.state.result.choices : {};
    if (await change("POST", "/read", Object.assign({}, kept, choice || {}))) { $("reading-title").focus(); }
  }

  function choose(tab) {
    now.tab = tab;
    draw(false);
    $("tab-" + tab).focus();
  }

  function limitOf(name) {
    const ending = name.toLowerCase().slice(-4);
    return given.limits[ending === ".zip" ? "zip" : ending === ".csv" ? "table" : "text"];
  }

  async function put(files) {
    now.bad = [];
    for (const file of files) {
      if (file.size > limitOf(file.name)) {
        now.bad.push({ name: file.name, key: "refused.too_large", limit: Math.round(limitOf(file.name) / 1048576), hint: "refused.too_large_hint" });
        continue;
      }
      now.sending = [file.name];
      now.drawn = "";
      draw(false);
      await send(file);
    }
    now.sending = [];
    now.drawn = "";
    draw(false);
    if (!now.bad.length && !$("start").hidden) { $("start").focus(); }
  }

  function send(file) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const failed = () => { now.bad.push({ name: file.name, key: "drop.cut" }); done(); };
      request.open("PUT", address("/files?name=" + encodeURIComponent(file.name)));
      request.onerror = failed;
      request.onabort = failed;
      request.onload = () => {
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch (error) { answer = null; }
        if (!answer) { return failed(); }
        if (answer.error) { now.bad.push({ name: file.name, told: answer.error }); } else { now.state = answer; }
        return done();
      };
      request.send(file);
    });
  }

  function end(why) {
    now.over = true;
    clearTimeout(timer);
    $("end-title").textContent = t("page." + why);
    $("end-lead").textContent = t("page." + why + "_lead");
    for (const name of PANELS) { $("panel-" + name).hidden = name !== "end"; }
    for (const id of ["tabs", "asks", "alert", "close"]) { $(id).hidden = true; }
    if (why === "closed") { $("frame").removeAttribute("src"); fill($("people").tBodies[0], []); fill($("effect"), []); fill($("unread"), []); $("title").textContent = "bmp_networks"; $("summary").textContent = ""; }
    $("end-title").focus();
  }

  document.querySelectorAll("[data-lang]").forEach((button) => button.addEventListener("click", () => {
    now.lang = button.getAttribute("data-lang");
    translate();
    if (now.over) { return; }
    draw(false);
    poll();
  }));
  $("close").addEventListener("click", async () => {
    if (now.state && now.state.result && !window.confirm(t("page.close_question"))) { return; }
    now.over = true;
    try { await ask("POST", "/close", {}); } catch (error) { /* it is closed already */ }
    end("closed");
  });
  $("start").addEventListener("click", () => read());
  $("stop").addEventListener("click", () => change("POST", "/stop", {}));
  $("new").addEventListener("click", async () => {
    if (!window.confirm(t("result.new_question"))) { return; }
    now.tab = "files"; now.people = null; now.answered = {}; now.bad = []; now.audience = "facilitator"; now.shown = "";
    $("frame").removeAttribute("src");
    setChanged(false);
    now.unsaved = false;
    await change("POST", "/restart", {});
    $("file").focus();
  });
  $("file").addEventListener("change", () => {
    const files = Array.from($("file").files);
    put(files).then(() => { $("file").value = ""; });
  });
  $("frame").addEventListener("load", () => { $("frame").className = "ready"; });
  for (const name of TABS) { $("tab-" + name).addEventListener("click", () => choose(name)); }
  $("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) { return; }
    event.preventDefault();
    choose(TABS[(TABS.indexOf(now.tab) + step + TABS.length) % TABS.length]);
  });
  document.querySelectorAll("input[name=audience]").forEach((input) => input.addEventListener("change", () => {
    now.audience = input.value;
    showReport();
  }));
  $("choices").addEventListener("submit", (event) => {
    event.preventDefault();
    read({ date_order: $("date_order").value, me: $("me").value, timezone: $("timezone").value });
  });
  $("people-form").addEventListener("input", () => setChanged(true));
  $("people-form").addEventListener("change", () => { setChanged(true); hints(); });
  $("people-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await sendPeople()) { now.tab = "report"; read(); }
  });
  $("people-save").addEventListener("click", async () => { if (await sendPeople()) { $("save-people").click(); } });

  // A file that misses the box must not take the page's place.
  for (const name of ["dragover", "drop"]) { window.addEventListener(name, (event) => event.preventDefault()); }
  $("panel-files").addEventListener("dragover", (event) => { event.preventDefault(); $("drop").className = "over"; });
  $("panel-files").addEventListener("dragleave", () => { $("drop").className = ""; });
  $("panel-files").addEventListener("drop", (event) => {
    event.preventDefault();
    $("drop").className = "";
    const items = Array.from(event.dataTransfer.items || []);
    const isFolder = (item) => item.webkitGetAsEntry && item.webkitGetAsEntry() && item.webkitGetAsEntry().isDirectory;
    if (items.some(isFolder)) {
      now.bad = [{ name: "", key: "drop.folder" }];
      now.drawn = "";
      draw(false);
      return;
    }
    put(Array.from(event.dataTransfer.files));
  });
  window.addEventListener("beforeunload", (event) => {
    if (now.changed && !now.over) { event.preventDefault(); event.returnValue = ""; }
  });

  translate();
  poll();
}());
