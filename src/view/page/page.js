"use strict";

// What a page does beyond being looked at. Words of the document become text nodes and attributes, never markup, and
// nothing is asked of a network. A "pick" names a node or an edge by its place: "n7", "e12".
(() => {
  const byId = (id) => document.getElementById(id);
  const [form, area, panel, list, hits] = ["bar", "picture", "panel", "list", "hits"].map(byId);
  const { words, facts, goals, years, orders, ...data } = JSON.parse(byId("data").textContent);
  const nodes = data.nodes.map((node) => ({ names: [], goals: [], leads: [], bodies: [], facts: [], edges: [], ...node }));
  const edges = data.edges.map((edge) => ({ years: [], facts: [], ...edge }));
  edges.forEach(({ source, target }, e) => new Set([source, target]).forEach((n) => nodes[n].edges.push(e)));
  const other = (e, n) => (edges[e].source === n ? edges[e].target : edges[e].source);

  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const set = (mark, attributes) => {
    Object.entries(attributes).forEach(([name, value]) => mark.setAttribute(name, value));
    return mark;
  };
  const rect = (attributes) => set(document.createElementNS("http://www.w3.org/2000/svg", "rect"), attributes);
  const make = (tag, members, ...inside) => {
    const made = Object.assign(document.createElement(tag), members);
    made.append(...inside);
    return made;
  };

  // ---- The picture: the marks of each pick, and its face, which stands for it at the keyboard.

  const svg = area.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  /** Where a mark is, in units of the picture. */
  const box = (mark) => {
    const [inner, outer] = [mark, svg].map((one) => one.getBoundingClientRect());
    const scale = width / outer.width;
    const [x, y, w, h] = [inner.x - outer.x, inner.y - outer.y, inner.width, inner.height].map((size) => size * scale);
    return { x, y, right: x + w, bottom: y + h, centre: x + w / 2, middle: y + h / 2 };
  };
  const pickOf = (element) => {
    const { n, e, r } = element.closest?.("[data-n],[data-e],[data-r]")?.dataset ?? {};
    return e ? `e${e}` : n ?? r ? `n${n ?? r}` : null;
  };
  const marks = Map.groupBy(svg.querySelectorAll("[data-n],[data-e],[data-r]"), pickOf);
  const faces = new Map();
  const rows = new Map();
  for (const [pick, its] of marks) {
    faces.set(pick, its.find((mark) => !mark.dataset.r && mark.querySelector("text")) ?? its[0]);
    for (const group of its.filter((mark) => mark.dataset.r)) {
      const [y, h] = [Number(group.dataset.y), Number(group.dataset.h)];
      rows.set(Number(group.dataset.r), { group, y, h, at: y });
    }
  }
  // Without rows edges are lines; at the keyboard they are reached through the facts of their ends.
  const stops = [...faces].filter(([pick]) => rows.size || pick[0] === "n");
  const nameOf = (pick) => {
    const { id, source, target, kind } = (pick[0] === "n" ? nodes : edges)[pick.slice(1)];
    return id ?? `${nodes[source].id}~${nodes[target].id}~${kind}`;
  };
  const everything = [...nodes.map((_, n) => `n${n}`), ...edges.map((_, e) => `e${e}`)];
  const named = new Map(everything.map((pick) => [nameOf(pick), pick]));
  const titleOf = (pick) => {
    const { kind, title, source, target, years } = (pick[0] === "n" ? nodes : edges)[pick.slice(1)];
    return title === undefined ? [nodes[source].title, nodes[target].title, yearsOf({ years })].filter(Boolean).join(" – ")
      : `${words.kinds[kind]}: ${title}`;
  };

  // What passes the filters, is found, is pinned, is pointed at, is lit.
  const passing = new Set();
  let [found, hit, pinned, pointed, lit] = [[], -1, null, null, []];
  const isDrawn = (n) => passing.has(`n${n}`) && marks.has(`n${n}`);

  // ---- Filters.

  /** The place of what is chosen, below 0 if nothing is. */
  const chosen = (name) => (form.elements[name]?.selectedIndex ?? 0) - 1;
  const kindsWith = (member) => new Set(nodes.filter((node) => node[member].length).map(({ kind }) => kind));
  const [withGoals, withBodies] = ["goals", "bodies"].map(kindsWith);
  const isFrame = (e) => ["contains", "relists", "part_of"].includes(edges[e].kind);
  /** The edges to what stands over a node: heading or whole. */
  const upwards = (n) => nodes[n].edges.filter((e) =>
    edges[e].kind === "contains" ? edges[e].target === n : edges[e].kind === "part_of" && edges[e].source === n);

  /** The filters in use, as functions of a node: true, false, or undefined if they have nothing to say of its kind. */
  function judges() {
    const [goal, body] = ["goal", "body"].map(chosen);
    const money = form.elements.money?.value;
    const role = form.elements.lead?.checked ? "leads" : "bodies";
    return [
      goal >= 0 && ((node) => (withGoals.has(node.kind) ? node.goals.includes(goal) : undefined)),
      body >= 0 && ((node) => (withBodies.has(node.kind) ? node[role].includes(body) : undefined)),
      money && ((node) => (node.money === undefined ? undefined : node.money === (money === "yes"))),
    ].filter(Boolean);
  }

  /** The rules stand at the head of page.rs. An edge to what stands over a node passes if both its ends do. */
  function filter() {
    const year = chosen("year");
    const inUse = judges();
    const met = nodes.map((node) => inUse.map((judge) => judge(node)));
    const isOpen = (n) => !met[n].includes(false);
    const meets = ({ source, target, years }) => (year < 0 || !years.length || years.includes(year))
      && inUse.every((_, i) => met[source][i] || met[target][i] || (met[source][i] ?? met[target][i]) === undefined);
    passing.clear();
    edges.forEach((edge, e) => !isFrame(e) && meets(edge) && passing.add(`e${e}`));
    const waiting = [...nodes.keys()].filter((n) => {
      const { kind, edges: its } = nodes[n];
      const leans = met[n].includes(undefined) || (year >= 0 && !withGoals.has(kind) && !withBodies.has(kind));
      return isOpen(n) && (!leans || its.some((e) => passing.has(`e${e}`)));
    });
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      if (passing.has(`n${n}`)) continue;
      passing.add(`n${n}`);
      upwards(n).forEach((e) => isOpen(other(e, n)) && waiting.push(other(e, n)));
    }
    edges.forEach(({ source, target }, e) =>
      isFrame(e) && passing.has(`n${source}`) && passing.has(`n${target}`) && passing.add(`e${e}`));
    marks.forEach((its, pick) => its.forEach((mark) => mark.classList.toggle("off", !passing.has(pick))));
    if (form.elements.lead) form.elements.lead.disabled = chosen("body") < 0;
  }

  // ---- Rows: those that are left close up in the chosen order, and what stands below follows.

  const bounds = [...rows.values()].flatMap(({ y, h }) => [y, y + h]);
  const [top, bottom] = [Math.min(...bounds), Math.max(...bounds)];
  const rowsOf = (order) => [...new Set([...(orders[order] ?? []), ...rows.keys()])].filter((n) => rows.has(n));
  // Marks of no row: behind all rows, below them, stripes of single rows, or something else among them.
  const loose = Map.groupBy(rows.size ? svg.querySelectorAll("rect,line,circle,path,text") : [], (mark) => {
    if (mark.closest(".r,defs")) return "row";
    const { y, bottom: end, middle } = box(mark);
    if (y <= top + 1 && end >= bottom - 1) return "ground";
    if (middle < top || middle > bottom) return middle < top ? "head" : "foot";
    const isRow = (row) => Math.abs(row.y - y) < 1 && Math.abs(row.y + row.h - end) < 1;
    return mark.matches("rect") && [...rows.values()].some(isRow) ? "stripe" : "rule";
  });
  const each = (place, act) => loose.get(place)?.forEach(act);
  const endOf = (mark) => (mark.matches("line") ? "y2" : "height");
  each("ground", (mark) => (mark.end = mark.getAttribute(endOf(mark))));
  let order = 0;

  function arrange() {
    const wanted = Math.max(0, chosen("order") + 1);
    const all = rowsOf(wanted);
    if (order !== wanted) {
      // Who has the page read out meets the rows in the same order.
      const start = document.createComment("");
      // There may be no row at all.
      svg.querySelector(".r")?.before(start);
      all.forEach((n) => start.before(rows.get(n).group));
      start.remove();
      order = wanted;
    }
    const show = (mark, on) => (on ? mark.removeAttribute("display") : set(mark, { display: "none" }));
    const shown = all.map((n) => rows.get(n)).filter(({ group }) => !group.matches(".off"));
    rows.forEach(({ group }) => show(group, !group.matches(".off")));
    let y = top;
    for (const row of shown) {
      set(row.group, { transform: `translate(0 ${y - row.y})` });
      row.at = y;
      y += row.h;
    }
    const less = rows.size && bottom - y;
    each("foot", (mark) => set(mark, { transform: `translate(0 ${-less})` }));
    each("ground", (mark) => set(mark, { [endOf(mark)]: mark.end - less }));
    each("stripe", (mark, place) => {
      const row = shown[2 * place + 1];
      show(mark, row);
      if (row) set(mark, { y: row.at, height: row.h });
    });
    // A rule means something only between the rows where it was drawn.
    each("rule", (mark) => show(mark, !order && shown.length === rows.size));
    set(svg, { height: height - less, viewBox: `0 0 ${width} ${height - less}` });
  }

  // ---- Light: on what is pointed at, else on what is pinned and what is found.

  /** A pick with its edges, their other ends, the ways up from it and from what uses it, and all that stands under it. */
  function around(pick) {
    const n = Number(pick.slice(1));
    if (pick[0] === "e") return [pick, `n${edges[n].source}`, `n${edges[n].target}`];
    const lit = new Set([pick]);
    const walk = (from, next, seen = new Set()) => next(from).forEach((e) => {
      const to = other(e, from);
      lit.add(`e${e}`).add(`n${to}`);
      if (!seen.has(to)) walk(to, next, seen.add(to));
    });
    const downwards = (from) => nodes[from].edges.filter((e) => edges[e].kind === "contains" && edges[e].source === from);
    nodes[n].edges.forEach((e) => {
      lit.add(`e${e}`).add(`n${other(e, n)}`);
      if (edges[e].target === n && !isFrame(e)) walk(edges[e].source, upwards);
    });
    walk(n, upwards);
    walk(n, downwards);
    return lit;
  }

  function light() {
    const findings = () => found.flatMap((n) => [`n${n}`, ...nodes[n].edges.map((e) => `e${e}`)]);
    const wanted = pointed ? around(pointed) : [...(pinned ? around(pinned) : []), ...findings()];
    const turn = (on) => (pick) => marks.get(pick).forEach((mark) => mark.classList.toggle("lit", on));
    lit.forEach(turn(false));
    lit = [...wanted].filter((pick) => passing.has(pick) && marks.has(pick));
    lit.forEach(turn(true));
    svg.classList.toggle("some", lit.length > 0);
  }

  // ---- Search: every word has to be there; width, case, spaces and middle dots do not matter.

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const squeeze = (text) => fold(text).replace(/[\s・·]/g, "");

  function search() {
    const wanted = fold(form.elements.q.value).split(/\s/).map(squeeze).filter(Boolean);
    const has = (texts) => wanted.every((word) => texts.some((text) => text.includes(word)));
    const inNames = (node) => has((node.folded ??= [node.title, ...node.names].map(squeeze)));
    const inFacts = (node) => has([...node.facts, ...node.edges.flatMap((e) => edges[e].facts)]
      .map((f) => (facts[f].folded ??= squeeze(facts[f].text))));
    const drawn = wanted.length ? [...nodes.keys()].filter(isDrawn) : [];
    found = drawn.filter((n) => inNames(nodes[n]));
    let told = words.hits;
    if (!found.length) {
      // Only what is in no name is looked for in all that is said.
      found = drawn.filter((n) => inFacts(nodes[n]));
      told = found.length ? words.hits_in_facts : words.no_hits;
    }
    hit = -1;
    hits.textContent = wanted.length ? say(told, { n: found.length }) : "";
  }

  function nextHit(step) {
    if (!found.length) return;
    const at = (n) => box(faces.get(`n${n}`));
    found.sort((a, b) => at(a).middle - at(b).middle || at(a).x - at(b).x);
    hit = (hit < 0 && step < 0 ? found.length - 1 : hit + step + found.length) % found.length;
    const face = faces.get(`n${found[hit]}`);
    face.scrollIntoView({ block: "center", inline: "center" });
    surround(ring, face);
    hits.textContent = say(words.hit, { i: hit + 1, n: found.length, title: nodes[found[hit]].title });
  }

  // ---- Facts of what is pinned.

  const [ring, pin] = ["ring", "ring pin"].map((name) => rect({ class: name }));
  /** Puts a frame into a group, so that it moves with it; around a line it would be far too large. */
  function surround(frame, face) {
    frame.remove();
    if (!face || face.querySelector("path")) return;
    const { x, y, width, height } = face.getBBox();
    face.append(set(frame, { x: x - 2, y: y - 2, width: width + 4, height: height + 4 }));
  }

  const labels = (places, choices) => places.map((place) => choices[place]).join(words.and);
  const yearsOf = (edge) => labels(edge.years, years);
  const small = (className, ...inside) => make("p", { className }, ...inside);
  const link = (pick, text, className = "") => {
    const made = make("button", { type: "button", className }, text);
    made.dataset[pick[0]] = pick.slice(1);
    return made;
  };

  function factList(its) {
    const made = make("dl", {});
    its.map((f) => facts[f]).forEach(({ name, text, quoted, place }, at, all) => {
      if (name !== all[at - 1]?.name) made.append(make("dt", {}, name));
      made.append(make("dd", {}, quoted ? make("blockquote", {}, text) : text, place ? small("place", place) : ""));
    });
    return its.length ? made : "";
  }

  function nodeFacts(n) {
    const { title, names, iri, page, facts: its, edges: all } = nodes[n];
    const entry = (e) => {
      const { kind, weight, facts: its } = edges[e];
      const to = nodes[other(e, n)];
      const told = (yearsOf(edges[e]) || words.relations[kind][0]) + (weight > 1 ? ` × ${weight}` : "");
      return make("li", { className: passing.has(`e${e}`) ? "" : "out" }, link(`n${other(e, n)}`, to.title),
        small("with", link(`e${e}`, told), to.who ?? ""), factList(its));
    };
    const groups = Map.groupBy(all, (e) => words.relations[edges[e].kind][edges[e].source === n ? 1 : 2]);
    return [title, names.length ? small("names", say(words.names, { names: names.join(words.and) })) : "", factList(its),
      ...[...groups].flatMap(([name, its]) => [make("h3", {}, `${name} (${its.length})`), make("ul", {}, ...its.map(entry))]),
      small("iri", page ? make("a", { href: page }, iri) : iri)];
  }

  function edgeFacts(e) {
    const { kind, source, target, facts: its } = edges[e];
    const end = (n) => make("li", {}, small("kind", words.kinds[nodes[n].kind]), link(`n${n}`, nodes[n].title),
      small("with", nodes[n].who ?? ""));
    return [words.relations[kind][0], make("ul", {}, end(source), end(target)), small("", yearsOf(edges[e])), factList(its)];
  }

  const hint = [...panel.childNodes];
  function tell() {
    stops.forEach(([pick, face]) => set(face, { "aria-pressed": pick === pinned }));
    surround(pin, passing.has(pinned) && faces.get(pinned));
    panel.classList.toggle("full", pinned);
    if (!pinned) return panel.replaceChildren(...hint);
    const n = Number(pinned.slice(1));
    const [heading, ...told] = pinned[0] === "n" ? nodeFacts(n) : edgeFacts(n);
    const close = make("button", { type: "button", className: "close", ariaLabel: words.unpin, onclick: () => choose(null) }, "×");
    const kind = pinned[0] === "n" ? words.kinds[nodes[n].kind] : words.relation;
    panel.replaceChildren(close, small("kind", kind), make("h2", { tabIndex: -1 }, heading), ...told);
    panel.scrollTop = 0;
  }

  function choose(pick) {
    if (pick === pinned) return;
    const fromPanel = panel.contains(document.activeElement);
    pinned = pick;
    tell();
    light();
    remember(true);
    byId("said").textContent = pick ? say(words.pinned, { title: titleOf(pick) }) : words.unpinned;
    // Below the picture, the facts may cover what they are about.
    const isBelow = panel.offsetLeft < area.offsetWidth;
    if (fromPanel || isBelow) faces.get(pick)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (fromPanel) (panel.querySelector("h2") ?? panel).focus();
  }

  // ---- The same as a table, and saving.

  /** What is seen as [source, edge, target], in the order of the rows; if things are found, only these; lone nodes last. */
  function listed() {
    const rank = new Map(rowsOf(order).map((n, place) => [n, place]));
    const rankOf = ({ source, target }) => rank.get(source) ?? rank.get(target) ?? rank.size;
    const isMeant = (...ends) => !found.length || ends.some((n) => found.includes(n));
    const seen = edges.filter(({ source, target }, e) => passing.has(`e${e}`) && isMeant(source, target));
    seen.sort((a, b) => rankOf(a) - rankOf(b));
    const joined = new Set(seen.flatMap(({ source, target }) => [source, target]));
    const lone = [...nodes.keys()].filter((n) => isDrawn(n) && !joined.has(n) && isMeant(n));
    return [...seen.map((edge) => [nodes[edge.source], edge, nodes[edge.target]]), ...lone.map((n) => [nodes[n]])];
  }
  const relationOf = (edge) => (edge ? words.relations[edge.kind][0] : "");
  const placeOf = (node, edge) => [...(edge?.facts ?? []), ...node.facts].map((f) => facts[f].place).find(Boolean) ?? "";

  function fillTable() {
    if (!list.open) return;
    const lines = listed().map(([from, edge, to]) => make("tr", {}, make("th", { scope: "row" }, from.title),
      ...[relationOf(edge), to?.title ?? "", edge ? yearsOf(edge) : "", placeOf(from, edge)].map((cell) => make("td", {}, cell))));
    const head = words.table.map((cell) => make("th", { scope: "col" }, cell));
    list.querySelector("table")?.remove();
    list.append(make("table", {}, make("caption", {}, say(words.rows, { n: lines.length })),
      make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...lines)));
  }

  /** A cell as RFC 4180 has it. Words that a spreadsheet could take for a formula, in full width too, get an apostrophe. */
  const csvCell = (value) => {
    const text = typeof value === "number" ? String(value)
      : String(value ?? "").replace(/^(?:[\s\p{Cf}\p{Mn}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|['\t\r\n])/u, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  function toCsv() {
    const lines = listed().map(([from, edge, to]) => [words.kinds[from.kind], from.title, relationOf(edge), words.kinds[to?.kind],
      to?.title, edge && yearsOf(edge), edge?.weight, labels(from.goals, goals), from.who, placeOf(from, edge), from.iri, to?.iri]);
    // Spreadsheets take UTF-8 for something else if it does not begin with a byte order mark.
    return "\ufeff" + [words.csv, ...lines].map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
  }

  function toSvg() {
    const copy = svg.cloneNode(true);
    const copies = [...copy.querySelectorAll("*")];
    svg.querySelectorAll("*").forEach((mark, at) => {
      const { opacity } = getComputedStyle(mark);
      if (opacity < 1) set(copies[at], { opacity });
    });
    copy.querySelectorAll(".ring,.veil,[display=none]").forEach((mark) => mark.remove());
    const ours = /^(class|style|tabindex|role|aria-.*|data-.*)$/;
    [copy, ...copies].forEach((mark) => mark.getAttributeNames().filter((name) => ours.test(name))
      .forEach((name) => mark.removeAttribute(name)));
    set(copy, { role: "img", "aria-labelledby": "title desc" }).prepend(title);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  }

  function save(ending, type, text) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    const name = document.title.replace(/[\\/:*?"<>|\p{C}]/gu, "_").slice(0, 80);
    make("a", { href, download: `${name}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }

  // ---- The address says what the form holds and what is pinned. What is not known in it is passed over.

  function remember(isStep) {
    const held = [...new FormData(form)].filter(([name, value]) => value && (name !== "order" || order));
    const hash = String(new URLSearchParams(pinned ? [...held, ["pin", nameOf(pinned)]] : held));
    if (hash === location.hash.slice(1)) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      // A frame without rights may not touch its address; all else works there.
    }
  }

  function restore() {
    const held = new URLSearchParams(location.hash.slice(1));
    for (const control of form.querySelectorAll("[name]")) {
      const value = held.get(control.name) ?? "";
      if (control.type === "checkbox") control.checked = value === control.value;
      else control.value = value.slice(0, 200);
      if (control.selectedIndex < 0) control.selectedIndex = 0;
    }
    pinned = named.get(held.get("pin")) ?? null;
    update();
  }

  function update() {
    filter();
    arrange();
    search();
    light();
    tell();
    fillTable();
    if (!passing.has(pickOf(stop))) comeTo(stops.find(([pick]) => passing.has(pick))?.[1] ?? stop);
  }

  // ---- Keyboard: the picture is one stop of the Tab key; arrows lead from mark to mark.

  let stop = svg;
  function comeTo(face) {
    if (stop !== svg) set(stop, { tabindex: -1 });
    stop = set(face, { tabindex: 0 });
  }

  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function move([dx, dy]) {
    const middle = (face) => {
      const row = rows.get(Number(face.closest(".r")?.dataset.r));
      const { centre, middle } = box(face);
      return [centre, row ? row.at + row.h / 2 : middle];
    };
    const [x, y] = middle(stop);
    let [best, least] = [null, Infinity];
    for (const [pick, face] of stops) {
      if (!passing.has(pick)) continue;
      const [right, down] = [middle(face)[0] - x, middle(face)[1] - y];
      const [along, across] = [right * dx + down * dy, Math.abs(right * dy + down * dx)];
      // With rows, up and down lead to the next line, left and right stay on it. Else the nearest counts.
      const far = !rows.size ? along + 2 * across : dy ? along * 1e4 + across : across < 3 ? along : Infinity;
      if (along > 1 && far < least) [best, least] = [face, far];
    }
    best?.focus();
    best?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // ---- Heads and names of rows stay in sight while a large picture scrolls.

  function freeze() {
    const isHead = (mark) => !mark.matches("title,desc,defs,.r") && box(mark).bottom <= top + 1;
    const above = [...svg.children].filter(isHead);
    const from = Math.min(top, ...above.filter((mark) => mark.matches(".n")).map((mark) => box(mark).y - 4));
    const names = [...rows].map(([n, row]) => [row, faces.get(`n${n}`)]).filter(([{ group }, face]) => group !== face && group.contains(face));
    const wide = Math.max(0, ...names.map(([, face]) => box(face).right)) + 6;
    const veil = (name, y, height, width) => rect({ class: `veil ${name}`, x: 0, y, height, width });
    const heads = set(document.createElementNS(svg.namespaceURI, "g"), { class: "heads" });
    heads.append(veil("down", from, top - from, width), ...above.filter((mark) => box(mark).y >= from), veil("right", from, top - from, wide));
    svg.append(heads);
    for (const [{ group, y, h }, face] of names) {
      // Last, so that cells pass beneath.
      group.append(veil("right", y, h, wide), face);
      face.classList.add("name");
    }
    const follow = () => {
      const scale = svg.getBoundingClientRect().width / width;
      // Not where they would leave little room for the rest.
      const [x, y] = [area.clientWidth > 2 * wide * scale, area.clientHeight > 2 * (top - from) * scale];
      const right = x ? area.scrollLeft / scale : 0;
      const down = y ? Math.max(0, area.scrollTop / scale - from) : 0;
      svg.classList.toggle("moved-right", right);
      svg.classList.toggle("moved-down", down);
      svg.style.setProperty("--right", `${right}px`);
      svg.style.setProperty("--down", `${down}px`);
      area.style.scrollPadding = `${8 + (y && (top - from) * scale)}px 8px 8px ${8 + (x && wide * scale)}px`;
    };
    area.addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow);
    follow();
  }

  // ---- Beginning.

  const title = svg.querySelector("title");
  // Else it would show wherever one points.
  title.remove();
  svg.removeAttribute("aria-labelledby");
  set(svg, { role: "group", "aria-label": title.textContent });
  stops.forEach(([pick, face]) => set(face, { role: "button", tabindex: -1, "aria-label": titleOf(pick) }));
  area.removeAttribute("tabindex");
  [form, list, panel].forEach((part) => (part.hidden = false));
  if (rows.size) freeze();

  const point = (pick) => {
    const wanted = passing.has(pick) ? pick : null;
    if (wanted === pointed) return;
    pointed = wanted;
    light();
  };
  const press = (pick) => choose(pick === pinned ? null : pick);
  const on = (target, name, act) => target.addEventListener(name, act);
  on(document.querySelector(".skip"), "click", (event) => {
    // As a link it would take the place of the state in the address.
    event.preventDefault();
    panel.focus();
  });
  on(document, "pointerover", ({ target }) => point(pickOf(target)));
  on(document.documentElement, "pointerleave", () => point(null));
  on(document, "focusin", ({ target }) => {
    if (!svg.contains(target)) return;
    comeTo(target);
    if (!target.matches(":focus-visible")) return;
    surround(ring, target);
    point(pickOf(target));
  });
  on(document, "focusout", () => {
    ring.remove();
    point(null);
  });
  on(area, "click", ({ target }) => press(pickOf(target)));
  on(panel, "click", ({ target }) => pickOf(target) && choose(pickOf(target)));
  on(document, "keydown", ({ key, target }) => key === "Escape" && !(target.type === "search" && target.value) && choose(null));
  on(svg, "keydown", (event) => {
    if (arrows[event.key]) move(arrows[event.key]);
    else if (event.key === "Enter" || event.key === " ") press(pickOf(event.target));
    else return;
    event.preventDefault();
  });
  on(form, "input", ({ target }) => {
    update();
    remember(target.type !== "search");
  });
  on(form.elements.q, "keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    nextHit(-1);
  });
  on(form, "submit", (event) => {
    event.preventDefault();
    nextHit(1);
  });
  on(byId("clear"), "click", () => {
    form.reset();
    pinned = null;
    update();
    remember(true);
  });
  on(byId("csv"), "click", () => save("csv", "text/csv;charset=utf-8", toCsv()));
  on(byId("svg"), "click", () => save("svg", "image/svg+xml", toSvg()));
  on(list, "toggle", fillTable);
  on(window, "hashchange", restore);
  restore();
})();
