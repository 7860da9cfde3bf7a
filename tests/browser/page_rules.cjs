// What a page has to show, worked out from its data alone and by other means than its script: by going through
// everything again until nothing changes. The rules stand at the head of src/view/page.rs.

"use strict";

const FRAME = ["contains", "relists", "part_of"];
const all = (list) => list ?? [];

/** Searching: form of width, case, spaces and middle dots do not count. */
function squeeze(text) {
  return [...text.normalize("NFKC").toLowerCase()].filter((c) => !/\s/.test(c) && c !== "・" && c !== "·").join("");
}

/** The nodes, among `drawn`, that a search finds: in names, else in what is said of them and of their edges. */
function findings(data, query, drawn) {
  const words = query.normalize("NFKC").split(/\s+/).map(squeeze).filter((word) => word !== "");
  if (words.length === 0) return { nodes: [], inNames: true };
  const hasAll = (texts) => words.every((word) => texts.map(squeeze).some((text) => text.includes(word)));
  const inNames = drawn.filter((n) => hasAll([data.nodes[n].title, ...all(data.nodes[n].names)]));
  if (inNames.length > 0) return { nodes: inNames, inNames: true };
  const said = (n) => {
    const its = data.edges.filter((edge) => edge.source === n || edge.target === n);
    return [data.nodes[n], ...its].flatMap((thing) => all(thing.facts)).map((fact) => data.facts[fact].text);
  };
  return { nodes: drawn.filter((n) => hasAll(said(n))), inNames: false };
}

/** The picks that pass filters: `chosen` has places for goal, body and year, "yes" or "no" for money, a flag for lead. */
function passing(data, chosen) {
  const { nodes, edges } = data;
  const hasAny = (kind, member) => nodes.some((node) => node.kind === kind && all(node[member]).length > 0);
  const memo = new Map();
  const applies = (kind, member) => {
    const key = `${kind} ${member}`;
    if (!memo.has(key)) memo.set(key, hasAny(kind, member));
    return memo.get(key);
  };
  const filters = [];
  if (chosen.goal !== undefined) {
    filters.push({ speaks: (node) => applies(node.kind, "goals"), met: (node) => all(node.goals).includes(chosen.goal) });
  }
  if (chosen.body !== undefined) {
    const member = chosen.lead ? "leads" : "bodies";
    filters.push({ speaks: (node) => applies(node.kind, "bodies"), met: (node) => all(node[member]).includes(chosen.body) });
  }
  if (chosen.money !== undefined) {
    filters.push({ speaks: (node) => node.money !== undefined, met: (node) => node.money === (chosen.money === "yes") });
  }
  const isEdge = (edge) => {
    if (FRAME.includes(edge.kind)) return false;
    if (chosen.year !== undefined && all(edge.years).length > 0 && !edge.years.includes(chosen.year)) return false;
    for (const { speaks, met } of filters) {
      const ends = [nodes[edge.source], nodes[edge.target]].filter(speaks);
      if (ends.length > 0 && !ends.some(met)) return false;
    }
    return true;
  };
  const edgeSet = new Set([...edges.keys()].filter((e) => isEdge(edges[e])));
  const touched = new Set([...edgeSet].flatMap((e) => [edges[e].source, edges[e].target]));
  const isOpen = (node) => filters.every(({ speaks, met }) => !speaks(node) || met(node));
  const yearSpeaks = (node) => applies(node.kind, "goals") || applies(node.kind, "bodies");
  const isCertain = (node) => filters.every(({ speaks }) => speaks(node)) && (chosen.year === undefined || yearSpeaks(node));
  const nodeSet = new Set([...nodes.keys()].filter((n) => isOpen(nodes[n]) && (isCertain(nodes[n]) || touched.has(n))));
  for (let before = -1; before !== nodeSet.size; ) {
    before = nodeSet.size;
    for (const { kind, source, target } of edges) {
      const [over, under] = kind === "contains" ? [source, target] : kind === "part_of" ? [target, source] : [];
      if (over !== undefined && nodeSet.has(under) && isOpen(nodes[over])) nodeSet.add(over);
    }
  }
  edges.forEach(({ kind, source, target }, e) => {
    if (FRAME.includes(kind) && nodeSet.has(source) && nodeSet.has(target)) edgeSet.add(e);
  });
  return new Set([...[...nodeSet].map((n) => `n${n}`), ...[...edgeSet].map((e) => `e${e}`)]);
}

/** The picks that belong to a pick. */
function around(data, pick) {
  const { edges } = data;
  const lit = new Set([pick]);
  const place = Number(pick.slice(1));
  if (pick[0] === "e") {
    return lit.add(`n${edges[place].source}`).add(`n${edges[place].target}`);
  }
  const starts = new Set([place]);
  edges.forEach(({ kind, source, target }, e) => {
    if (source !== place && target !== place) return;
    lit.add(`e${e}`).add(`n${source}`).add(`n${target}`);
    if (target === place && !FRAME.includes(kind)) starts.add(source);
  });
  /** Follows edges from `from`, by [from, to] of each edge, until nothing is new. */
  const follow = (from, ends) => {
    const reached = new Set(from);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      edges.forEach((edge, e) => {
        const [start, end] = ends(edge) ?? [];
        if (start === undefined || !reached.has(start)) return;
        reached.add(end);
        lit.add(`e${e}`).add(`n${end}`);
      });
    }
  };
  const up = ({ kind, source, target }) =>
    kind === "contains" ? [target, source] : kind === "part_of" ? [source, target] : null;
  follow(starts, up);
  follow([place], ({ kind, source, target }) => (kind === "contains" ? [source, target] : null));
  return lit;
}

/** The records of a CSV file, as RFC 4180 has it; throws where it does not. */
function parseCsv(text) {
  const records = [];
  let at = 0;
  while (at < text.length) {
    const record = [];
    for (;;) {
      let field = "";
      if (text[at] === '"') {
        for (at += 1; ; at += 1) {
          if (at >= text.length) throw new Error("a quoted field does not end");
          if (text[at] !== '"') field += text[at];
          else if (text[at + 1] === '"') field += text[(at += 1)];
          else break;
        }
        at += 1;
      } else {
        const end = at + text.slice(at).search(/,|\r\n|$(?![\s\S])/);
        field = text.slice(at, end);
        if (/["\r\n]/.test(field)) throw new Error(`not quoted: ${field}`);
        at = end;
      }
      record.push(field);
      if (text[at] !== ",") break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`a record does not end: ${text.slice(at, at + 20)}`);
    at += 2;
    records.push(record);
  }
  return records;
}

/** The text with letters of another width: ASCII as full-width forms, katakana as half-width forms. */
function otherWidth(text) {
  const half = new Map();
  for (let code = 0xff66; code <= 0xff9d; code += 1) {
    half.set(String.fromCharCode(code).normalize("NFKC"), String.fromCharCode(code));
  }
  const marks = new Map([["\u3099", "\uff9e"], ["\u309a", "\uff9f"]]);
  return [...text.normalize("NFKC")].map((c) => {
    if (c >= "!" && c <= "~") return String.fromCharCode(c.charCodeAt(0) + 0xfee0);
    const [base, mark] = [...c.normalize("NFD")];
    return half.has(base) && (!mark || marks.has(mark)) ? half.get(base) + (marks.get(mark) ?? "") : c;
  }).join("");
}

module.exports = { around, findings, otherWidth, parseCsv, passing, squeeze };
