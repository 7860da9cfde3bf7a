// The server as Comunica sees it: as a SPARQL endpoint, as files, and as linked data whose identifiers are followed.
//
//     node comunica.cjs ADDRESS PLAN.nt
//
// The fourth Comunica, since the fifth wants a later Node than 20.
//
// PLAN.nt is what `convert` writes of the served input. What it holds is counted here line by line, without a reader of RDF.
// Says what was checked and ends with 1 if anything is wrong.
'use strict';
const { readFileSync } = require('node:fs');
const { QueryEngine } = require('@comunica/query-sparql');

const [address, path] = process.argv.slice(2);
const PGO = 'https://w3id.org/policygraph/ontology#';
const ID = 'https://w3id.org/policygraph/id/';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const LABEL = 'http://www.w3.org/2004/02/skos/core#prefLabel';
const PREFIXES = `PREFIX pgo: <${PGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>`;
const LONGEST = 60_000;

let failed = 0;
const check = (what, good, detail) => {
  console.log(`${good ? 'ok    ' : 'WRONG '}${what}${good ? '' : `: ${detail}`}`);
  if (!good) failed += 1;
};
const same = (what, found, expected) => {
  const [left, right] = [found, expected].map((value) => JSON.stringify(value));
  check(what, left === right, `${left.slice(0, 300)} instead of ${right.slice(0, 300)}`);
};

// The terms stay as they are written; only whole ones are compared.
const triples = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => /^(\S+) (\S+) (.+) \.$/.exec(line).slice(1));
const term = (iri) => `<${iri}>`;
const iri = (text) => text.slice(1, -1);
const subjects = (predicate, object) =>
  triples.filter(([, p, o]) => p === term(predicate) && o === object).map(([s]) => s);
const objects = (subject, predicate) =>
  triples.filter(([s, p]) => s === subject && p === term(predicate)).map(([, , o]) => o);
// Without characters that are escaped, so that the text of a file is the text of a term.
const plain = (literal) => /^"([^"\\]*)"/.exec(literal)?.[1];

const measures = subjects(TYPE, term(`${PGO}Measure`));
const goal = subjects(TYPE, term(`${PGO}Goal`)).sort()[0];
const objectives = objects(goal, `${PGO}hasObjective`).map(iri).sort();

// Nothing but this server is asked: identifiers of things are looked up here, as they will be once they lead here.
const requests = [];
const lookUp = (accept) => async (resource, init = {}) => {
  const asked = typeof resource === 'string' ? resource : resource.url;
  const url = asked.startsWith(ID) ? `${address}/id/${asked.slice(ID.length)}` : asked;
  if (!url.startsWith(`${address}/`)) throw new Error(`another host is asked: ${asked}`);
  const headers = new Headers(init.headers);
  if (accept !== undefined) headers.set('accept', accept);
  const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(LONGEST) });
  requests.push({ url: response.url, status: response.status, type: response.headers.get('content-type') });
  return response;
};

// Each with an engine of its own: no answer comes from what another one has left in a cache.
const context = (sources, accept) => ({ sources, fetch: lookUp(accept), lenient: false });
const rows = async (query, sources, accept) => {
  const bindings = await (await new QueryEngine().queryBindings(`${PREFIXES} ${query}`, context(sources, accept))).toArray();
  return bindings.map((row) => Object.fromEntries([...row].map(([name, value]) => [name.value, value.value])));
};
const ask = (query, sources) => new QueryEngine().queryBoolean(`${PREFIXES} ${query}`, context(sources));
const construct = async (query, sources, accept) =>
  (await new QueryEngine().queryQuads(`${PREFIXES} ${query}`, context(sources, accept))).toArray();
const column = (found, name) => found.map((row) => row[name]).sort();

const COUNT = 'SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a pgo:Measure }';
// Measures of the first goal with their programs, and those without.
const OPTIONAL = `SELECT ?m ?p { ?m a pgo:Measure ; pgo:underGoal ${goal} OPTIONAL { ?m pgo:usesProgram ?p } }`;
const WITHOUT = `SELECT ?m { ?m a pgo:Measure ; pgo:underGoal ${goal} OPTIONAL { ?m pgo:usesProgram ?p } FILTER(!BOUND(?p)) }`;
const underGoal = measures.filter((measure) => objects(measure, `${PGO}underGoal`).includes(goal));
const programs = (measure) => objects(measure, `${PGO}usesProgram`).map(iri);
const pairs = underGoal.flatMap((measure) => {
  const used = programs(measure);
  return used.length === 0 ? [`${iri(measure)} -`] : used.map((program) => `${iri(measure)} ${program}`);
});
const without = underGoal.filter((measure) => programs(measure).length === 0).map(iri);
const LABELS = 'CONSTRUCT { ?m skos:prefLabel ?label } WHERE { ?m a pgo:Measure ; skos:prefLabel ?label }';
const labels = measures.flatMap((measure) => objects(measure, LABEL).map(() => iri(measure)));

const allQuestions = async (what, sources) => {
  same(`${what}: SELECT counts measures`, column(await rows(COUNT, sources), 'n'), [String(measures.length)]);
  const joined = (await rows(OPTIONAL, sources)).map((row) => `${row.m} ${row.p ?? '-'}`);
  same(`${what}: OPTIONAL`, joined.sort(), [...pairs].sort());
  same(`${what}: FILTER`, column(await rows(WITHOUT, sources), 'm'), [...without].sort());
  same(`${what}: ASK, yes`, await ask(`ASK { ${goal} a pgo:Goal }`, sources), true);
  same(`${what}: ASK, no`, await ask(`ASK { ${goal} a pgo:Measure }`, sources), false);
  const built = await construct(LABELS, sources);
  same(`${what}: CONSTRUCT`, built.map((quad) => quad.subject.value).sort(), [...labels].sort());
  const text = plain(objects(measures[0], LABEL)[0]);
  const found = built.filter((quad) => quad.subject.value === iri(measures[0])).map((quad) => quad.object);
  if (text !== undefined) same(`${what}: text of a label`, found.map((label) => [label.value, label.language]), [[text, 'ja']]);
};

// What a document says of its own thing; documents hold what lies within the thing, too.
const said = (of) => triples.filter(([s]) => s === of).length;
const FORMATS = [
  'text/turtle', 'application/n-triples', 'application/ld+json', 'application/rdf+xml', 'application/trig', 'application/n-quads',
];

(async () => {
  const endpoint = `${address}/sparql`;
  check('there is something to ask for', measures.length > 0 && objectives.length > 0 && pairs.length > 0, pairs.length);

  await allQuestions('endpoint', [{ type: 'sparql', value: endpoint }]);
  const before = requests.length;
  same('endpoint found by its description: counts', column(await rows(COUNT, [endpoint]), 'n'), [String(measures.length)]);
  const description = requests[before];
  check('endpoint found by its description: as RDF', description?.url === endpoint && description.status === 200, JSON.stringify(description));
  // As a file, the description would have no measures; that the query was sent on is what makes it an endpoint.
  check('endpoint found by its description: asked', requests.slice(before + 1).some(({ url }) => url.startsWith(endpoint)), requests.length - before);

  await allQuestions('/store?default', [{ type: 'file', value: `${address}/store?default` }]);
  for (const accept of FORMATS) {
    const found = await rows('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', [{ type: 'file', value: `${address}/store?default` }], accept);
    const type = requests.at(-1).type;
    check(`/store?default as ${accept}: media type`, type?.startsWith(accept), type);
    // Formats with graphs have none here, else nothing would be found.
    same(`/store?default as ${accept}: all triples`, column(found, 'n'), [String(triples.length)]);
  }

  const document = `${address}/data/${iri(goal).slice(ID.length)}`;
  for (const accept of FORMATS) {
    const found = await construct(`CONSTRUCT { ${goal} ?p ?o } WHERE { ${goal} ?p ?o }`, [{ type: 'file', value: document }], accept);
    const type = requests.at(-1).type;
    check(`/data as ${accept}: media type`, type?.startsWith(accept), type);
    same(`/data as ${accept}: triples of the thing`, found.length, said(goal));
  }
  same('/data with its ending', (await construct(`CONSTRUCT WHERE { ${goal} ?p ?o }`, [`${document}.ttl`])).length, said(goal));

  // From a goal to its objectives by their identifiers alone: each leads to data, and these to the next.
  const start = requests.length;
  const next = column(await rows(`SELECT ?o { ${goal} pgo:hasObjective ?o }`, [iri(goal)]), 'o');
  same('links: objectives of the goal', next, objectives);
  const LINKED = 'SELECT ?o ?label { ?o a pgo:Objective ; skos:prefLabel ?label }';
  same('links: labels of the objectives', column(await rows(LINKED, next), 'o'), objectives);
  const ways = requests.slice(start);
  check('links: identifiers lead to data', ways.every(({ url, status }) => status === 200 && url.startsWith(`${address}/data/`)), JSON.stringify(ways[0]));

  // A document and the endpoint in one query: the endpoint gets what the document has bound.
  const both = [{ type: 'file', value: document }, { type: 'sparql', value: endpoint }];
  const JOINED = `SELECT DISTINCT ?o { ${goal} pgo:hasObjective ?o . ?o skos:prefLabel ?label }`;
  same('document and endpoint joined', column(await rows(JOINED, both), 'o'), objectives);
  const SERVICE = `SELECT DISTINCT ?o { ${goal} pgo:hasObjective ?o SERVICE <${endpoint}> { ?o skos:prefLabel ?label } }`;
  same('SERVICE from a document', column(await rows(SERVICE, [{ type: 'file', value: document }]), 'o'), objectives);

  let refused = '';
  try {
    await rows('SELECT * { ?s ?p ?o }', [{ type: 'file', value: `${address}/data/goal/none` }]);
  } catch (error) {
    refused = error.message;
  }
  check('a thing that is not there is an error', refused.includes('404'), refused || 'no error');

  const wrong = requests.filter(({ url, status }) => status !== 200 && !url.endsWith('/goal/none'));
  check(`all ${requests.length} requests were answered`, wrong.length === 0, JSON.stringify(wrong.slice(0, 3)));
  console.log(`${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
