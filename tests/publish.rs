//! What a portal takes: the catalogue, the sums, the licence, and where what they say comes from.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use flate2::read::GzDecoder;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use support::{BASE, Graph, files, path, plain, report_path, run_in};
use tempfile::TempDir;

const MOON: &str = "月の計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「月」に向けて\t\t\t\n\t【基地】\t\t\n\
    \t・基地を建てる。【◎文】\t「月面拠点整備事業」(令和4年度予算:2億円)を実施した。\t「月面基地事業」を続ける。\n";

/// Everything that can be said of a dataset.
const TOLD: &str = r#"
plan = "moon"
document = "moon-2022"

[dataset]
title = "月のデータ"
title_en = "Moon data"
description = "月の計画のデータです。"
description_en = "The data of the moon plan."
publisher = { name = "月市", name_en = "Moon City", homepage = "https://moon.example/", corporate_number = "6000012070001" }
contact = "data@moon.example"
licence = "https://creativecommons.org/licenses/by/4.0/"
issued = 2024-02-29
version = "1.0"
keywords = ["月", "計画"]
keywords_en = ["moon"]
themes = ["http://publications.europa.eu/resource/authority/data-theme/HEAL", { iri = "https://moon.example/t/1", label = "宇宙" }]
spatial = "https://moon.example/area"
url = "https://moon.example/data"
previous = "https://moon.example/id/dataset/moon-2021"
source = { publisher = "宇宙庁", licence = "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0", url = "https://moon.example/p", attribution = "宇宙庁「月の計画の進捗」を加工して作成" }
"#;

/// Where a catalogue without an address is taken to stand.
const PLACE: &str = "https://place.example/a/";

const PREFIXES: &str = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX void: <http://rdfs.org/ns/void#>
    PREFIX vcard: <http://www.w3.org/2006/vcard/ns#> PREFIX org: <http://www.w3.org/ns/org#> ";

/// A folder with the moon plan and, if there is one, its profile.
fn folder(profile: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("moon.tsv"), MOON).unwrap();
    if !profile.is_empty() {
        fs::write(folder.path().join("moon.toml"), profile).unwrap();
    }
    folder
}

/// Builds into `out`; gives what was said.
fn build(folder: &Path, arguments: &[&str]) -> String {
    let ended = run_in(folder, &[&["build", "-o", "out"], arguments].concat(), b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out
}

fn parsed(text: &[u8], format: RdfFormat) -> Vec<Quad> {
    let parser = RdfParser::from_format(format).with_base_iri(PLACE).unwrap();
    parser.for_reader(text).map(|quad| quad.unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn catalogue(folder: &Path) -> Graph {
    Graph::from_quads(parsed(&fs::read(folder.join("out/catalog.ttl")).unwrap(), RdfFormat::Turtle))
}

fn select(graph: &Graph, query: &str) -> Vec<Vec<String>> {
    let mut rows = graph.select(&format!("{PREFIXES}{query}"));
    rows.sort();
    rows
}

/// The values of a property of a thing, sorted.
fn values(graph: &Graph, subject: &str, property: &str) -> Vec<String> {
    select(graph, &format!("SELECT ?o {{ <{subject}> {property} ?o }}"))
        .into_iter()
        .map(|mut row| row.swap_remove(0))
        .collect()
}

fn inflated(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn what_is_told_stands_in_the_catalogue() {
    let folder = folder(TOLD);
    let said = build(folder.path(), &["moon.tsv"]);
    assert!(!said.contains("Not said"), "{said}");
    let graph = catalogue(folder.path());
    let dataset = format!("{BASE}dataset/moon-2022");
    for (property, expected) in [
        ("dct:title", ["Moon data", "月のデータ"].as_slice()),
        ("dct:description", &["The data of the moon plan.", "月の計画のデータです。"]),
        ("dct:identifier", &[dataset.as_str()]),
        ("dct:publisher", &["https://w3id.org/policygraph/id/agent/6000012070001"]),
        ("dct:license", &["https://creativecommons.org/licenses/by/4.0/"]),
        ("dct:issued", &["2024-02-29"]),
        ("dcat:version", &["1.0"]),
        ("dct:language", &["http://publications.europa.eu/resource/authority/language/JPN"]),
        ("dcat:keyword", &["moon", "月", "計画"]),
        ("dcat:theme/skos:prefLabel", &["Health", "宇宙"]),
        ("dct:spatial", &["https://moon.example/area"]),
        ("dct:temporal/dcat:startDate", &["2022-04-01", "2023-04-01"]),
        ("dct:temporal/dcat:endDate", &["2023-03-31", "2024-03-31"]),
        ("dcat:landingPage", &["https://moon.example/data/"]),
        ("dct:conformsTo", &["https://w3id.org/policygraph/ontology"]),
        ("dcat:inSeries", &["https://w3id.org/policygraph/id/series/moon"]),
        ("dcat:prev", &["https://moon.example/id/dataset/moon-2021"]),
        ("dcat:previousVersion", &["https://moon.example/id/dataset/moon-2021"]),
        ("dcat:contactPoint/vcard:hasEmail", &["mailto:data@moon.example"]),
        ("dct:publisher/foaf:name", &["Moon City", "月市"]),
        ("dct:publisher/foaf:homepage", &["https://moon.example/"]),
        ("dct:publisher/org:identifier", &["6000012070001"]),
        (
            "dct:provenance/<http://www.w3.org/2000/01/rdf-schema#label>",
            &["宇宙庁「月の計画の進捗」を加工して作成"],
        ),
        ("prov:wasDerivedFrom/pgo:sha256", &[sha256(MOON.as_bytes()).as_str()]),
        (
            "prov:wasDerivedFrom/dct:license",
            &["https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"],
        ),
        ("prov:wasGeneratedBy/prov:used/pgo:fileName", &["moon.tsv"]),
        ("prov:wasGeneratedBy/prov:wasAssociatedWith/dcat:version", &[env!("CARGO_PKG_VERSION")]),
    ] {
        assert_eq!(values(&graph, &dataset, property), expected, "{property}");
    }
    let catalogues =
        select(&graph, "SELECT ?c ?d ?p { ?c a dcat:Catalog ; dcat:dataset ?d ; dct:publisher ?p }");
    let publisher = format!("{BASE}agent/6000012070001");
    assert_eq!(catalogues, [[format!("{BASE}catalog/moon-2022"), dataset, publisher]]);
    assert_eq!(values(&graph, &format!("{BASE}series/moon"), "dct:title"), ["月の計画の進捗"]);
    // No blank nodes, nothing with a time of day.
    let text = fs::read_to_string(folder.path().join("out/catalog.ttl")).unwrap();
    assert!(!text.contains("_:") && !text.contains('[') && !text.contains("dateTime"), "{text}");
}

#[test]
fn every_file_of_data_is_a_distribution_with_its_own_size_and_digest() {
    let folder = folder(TOLD);
    build(folder.path(), &["moon.tsv"]);
    let graph = catalogue(folder.path());
    let rows = select(
        &graph,
        "SELECT ?name ?url ?access ?size ?sum ?type ?packed ?licence {
           <https://w3id.org/policygraph/id/dataset/moon-2022> dcat:distribution ?d .
           ?d a dcat:Distribution ; dct:title ?name ; dcat:downloadURL ?url ; dcat:accessURL ?access ; dcat:byteSize ?size ;
              dcat:mediaType ?type ; dct:license ?licence ; spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ]
           OPTIONAL { ?d dcat:compressFormat ?packed } }",
    );
    let there = files(&folder.path().join("out"));
    // Pages and descriptions for people are not data.
    let is_data = |name: &&String| {
        let ending = name.rsplit('.').next().unwrap_or_default();
        let is_table = name.starts_with("tables/") && !["html", "md"].contains(&ending);
        name.starts_with("plan.") || name.starts_with("plans/") || is_table
    };
    let data: Vec<&String> = there.keys().filter(is_data).collect();
    assert!(
        ["plan.jsonld", "plan.nq.gz", "plan.nt.gz", "plan.ttl", "plan.json"]
            .iter()
            .all(|name| there.contains_key(*name))
    );
    assert_eq!(rows.iter().map(|row| &row[0]).collect::<Vec<_>>(), data);
    for row in &rows {
        let bytes = &there[&row[0]];
        let url = format!("https://moon.example/data/{}", row[0]);
        assert_eq!((&row[1], &row[2]), (&url, &url));
        assert_eq!((&row[3], &row[4]), (&bytes.len().to_string(), &sha256(bytes)), "{}", row[0]);
        let gzip = row[0].strip_suffix(".gz").is_some();
        assert_eq!(row[6].ends_with("application/gzip"), gzip, "{row:?}");
        assert_eq!(row[7], "https://creativecommons.org/licenses/by/4.0/");
    }
    let kind = |name: &str| {
        rows.iter()
            .find(|row| row[0] == name)
            .map(|row| row[5].rsplit("media-types/").next().unwrap().to_owned())
    };
    assert_eq!(kind("plan.nt.gz").as_deref(), Some("application/n-triples"));
    assert_eq!(kind("plan.ttl").as_deref(), Some("text/turtle"));
    // The dumps are the files of the graph.
    let dumps = values(&graph, &format!("{BASE}dataset/moon-2022"), "void:dataDump");
    let wanted =
        ["jsonld", "nq.gz", "nt.gz", "ttl"].map(|end| format!("https://moon.example/data/plan.{end}"));
    assert_eq!(dumps, wanted);
}

#[test]
fn the_figures_are_those_of_the_triples() {
    let out = tempfile::tempdir().unwrap();
    let report = report_path();
    build(out.path(), &[report.to_str().unwrap()]);
    let graph = catalogue(out.path());
    // Counted from the lines of N-Triples, without a store.
    let lines = parsed(&inflated(&out.path().join("out/plan.nt.gz")), RdfFormat::NTriples);
    let (mut classes, mut properties) = (BTreeMap::<String, i64>::new(), BTreeMap::<String, i64>::new());
    let (mut subjects, mut objects) = (BTreeSet::new(), BTreeSet::new());
    for quad in &lines {
        *properties.entry(quad.predicate.as_str().to_owned()).or_default() += 1;
        if quad.predicate.as_str().ends_with("#type") {
            *classes.entry(plain(&quad.object)).or_default() += 1;
        }
        subjects.insert(quad.subject.to_string());
        objects.insert(quad.object.to_string());
    }
    let dataset = select(&graph, "SELECT ?d { ?d a dcat:Dataset }")[0][0].clone();
    let number = |property: &str| values(&graph, &dataset, property)[0].parse::<usize>().unwrap();
    assert_eq!(number("void:triples"), lines.len());
    assert_eq!((number("void:classes"), number("void:properties")), (classes.len(), properties.len()));
    assert_eq!(
        (number("void:distinctSubjects"), number("void:distinctObjects")),
        (subjects.len(), objects.len())
    );
    assert_eq!(number("void:entities"), subjects.len(), "everything stands below the base");
    let counted = |query: &str| -> BTreeMap<String, i64> {
        select(&graph, query).into_iter().map(|row| (row[0].clone(), row[1].parse().unwrap())).collect()
    };
    let partition = |kind: &str, count: &str| {
        counted(&format!(
            "SELECT ?t ?n {{ <{dataset}> void:{kind}Partition ?x . ?x void:{kind} ?t ; void:{count} ?n }}"
        ))
    };
    assert_eq!(partition("class", "entities"), classes);
    assert_eq!(partition("property", "triples"), properties);
    // Counted by hand in the document (tests/gold/hand-counts.json), not here.
    let pgo = |name: &str| classes[&format!("https://w3id.org/policygraph/ontology#{name}")];
    assert_eq!((pgo("Goal"), pgo("Plan")), (3, 1));
    let examples = values(&graph, &dataset, "void:exampleResource");
    assert!(
        examples.len() == 5 && examples.iter().all(|example| subjects.contains(&format!("<{example}>"))),
        "{examples:?}"
    );
    // Every vocabulary is that of a term in use, and the other way round.
    let space = |iri: &String| iri[..=iri.rfind(['#', '/']).unwrap()].to_owned();
    let spaces: BTreeSet<String> = classes.keys().chain(properties.keys()).map(space).collect();
    assert_eq!(values(&graph, &dataset, "void:vocabulary"), spaces.into_iter().collect::<Vec<_>>());
}

#[test]
fn all_syntaxes_say_the_same_and_gzip_is_read_as_input() {
    let folder = folder(TOLD);
    build(folder.path(), &["moon.tsv"]);
    let out = folder.path().join("out");
    let triples = |text: &[u8], format: RdfFormat| -> BTreeSet<String> {
        parsed(text, format)
            .into_iter()
            .map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object))
            .collect()
    };
    let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let plan = triples(&fs::read(out.join("plan.ttl")).unwrap(), RdfFormat::Turtle);
    assert!(plan.len() > 50, "{}", plan.len());
    assert_eq!(triples(&inflated(&out.join("plan.nt.gz")), RdfFormat::NTriples), plan);
    assert_eq!(triples(&inflated(&out.join("plan.nq.gz")), RdfFormat::NQuads), plan);
    assert_eq!(triples(&fs::read(out.join("plan.jsonld")).unwrap(), json), plan);
    let catalogue = triples(&fs::read(out.join("catalog.ttl")).unwrap(), RdfFormat::Turtle);
    assert_eq!(triples(&fs::read(out.join("catalog.jsonld")).unwrap(), json), catalogue);
    let ask = |input: &str| run_in(folder.path(), &["query", "plan-structure", input, "-f", "csv"], b"");
    let own = ask("moon.tsv");
    assert!(own.code == 0 && own.out.lines().count() > 2, "{}", own.err);
    for file in ["out/plan.nq.gz", "out/plan.nt.gz", "out/plan.ttl"] {
        assert_eq!(ask(file).out, own.out, "{file}");
    }
    // What is no gzip, what is cut, and what is no RDF.
    fs::write(folder.path().join("a.nt.gz"), "no gzip").unwrap();
    let whole = fs::read(out.join("plan.nt.gz")).unwrap();
    fs::write(folder.path().join("b.nt.gz"), &whole[..whole.len() - 9]).unwrap();
    fs::write(folder.path().join("c.tsv.gz"), &whole).unwrap();
    for file in ["a.nt.gz", "b.nt.gz", "c.tsv.gz"] {
        let ended = ask(file);
        assert_eq!(ended.code, 3, "{file}: {}", ended.err);
        assert!(ended.err.contains(file), "{}", ended.err);
    }
    // `convert` writes the same bytes.
    let convert = ["convert", "--verify", "moon.tsv", "-o", "own.nt.gz", "--quiet"];
    assert_eq!(run_in(folder.path(), &convert, b"").code, 0);
    assert_eq!(fs::read(folder.path().join("own.nt.gz")).unwrap(), whole);
}

#[test]
fn every_file_is_in_the_sums_and_none_changes_with_threads_or_place() {
    let folder = folder(TOLD);
    build(folder.path(), &["moon.tsv"]);
    let first = files(&folder.path().join("out"));
    let sums: BTreeMap<String, String> = String::from_utf8(first["SHA256SUMS"].clone())
        .unwrap()
        .lines()
        .map(|line| line.split_once("  ").map(|(sum, name)| (name.to_owned(), sum.to_owned())).unwrap())
        .collect();
    let wanted: BTreeMap<String, String> = first
        .iter()
        .filter(|(name, _)| *name != "SHA256SUMS")
        .map(|(name, bytes)| (name.clone(), sha256(bytes)))
        .collect();
    assert_eq!(sums, wanted);
    let copies = |folder: &str, end: &str| {
        let mut names: Vec<String> = fs::read_dir(path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| name.ends_with(end));
        names
    };
    for (from, end) in [("ontology", ".ttl"), ("queries", ".rq")] {
        let names = copies(from, end);
        assert!(names.len() > 5);
        for name in names {
            let name = format!("{from}/{name}");
            assert_eq!(first[&name], fs::read(path(&name)).unwrap(), "{name}");
        }
    }
    // Another number of threads, another name of the folder, another time zone; and again into the same folder.
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_policygraph"));
    command
        .current_dir(folder.path())
        .env("RAYON_NUM_THREADS", "7")
        .env("TZ", "Asia/Tokyo")
        .env("LC_ALL", "ja_JP.UTF-8");
    command.args(["build", "moon.tsv", "-o", "other/place", "--quiet"]).assert().success();
    assert_eq!(files(&folder.path().join("other/place")), first);
    build(folder.path(), &["moon.tsv"]);
    assert_eq!(files(&folder.path().join("out")), first);
}

#[test]
fn what_nobody_says_is_left_out_and_named() {
    let folder = folder("");
    let said = build(folder.path(), &["moon.tsv"]);
    let at = said.find("Not said of the dataset").unwrap();
    let rest: Vec<&str> = said[at..].lines().take(3).collect();
    assert!(rest[1].ends_with("description, publisher"), "{rest:?}");
    for key in ["contact", "licence", "issued", "version", "keywords", "themes", "url", "source.attribution"]
    {
        assert!(rest[2].contains(key), "{key}: {rest:?}");
    }
    let graph = catalogue(folder.path());
    let dataset = select(&graph, "SELECT ?d { ?d a dcat:Dataset }")[0][0].clone();
    assert_eq!(values(&graph, &dataset, "dct:title"), ["月の計画の進捗"], "the title of the document");
    for property in [
        "dct:publisher",
        "dct:description",
        "dct:license",
        "dct:issued",
        "dcat:version",
        "dcat:keyword",
        "dcat:theme",
        "dcat:landingPage",
        "dcat:contactPoint",
        "dct:spatial",
        "dcat:prev",
        "dct:provenance",
    ] {
        assert_eq!(values(&graph, &dataset, property), [""; 0], "{property}");
    }
    // The publisher and the licence of the document are not those of the data.
    fs::write(folder.path().join("moon.toml"), "publisher = \"宇宙庁\"\nlicence = \"https://a.jp/terms\"")
        .unwrap();
    let said = build(folder.path(), &["moon.tsv"]);
    assert!(said.contains("needs:   description, publisher\n"), "{said}");
    let graph = catalogue(folder.path());
    assert_eq!(
        select(&graph, "SELECT ?x { ?x a dcat:Catalog ; dct:publisher|dct:license ?y }"),
        Vec::<Vec<String>>::new()
    );
    assert_eq!(values(&graph, &dataset, "prov:wasDerivedFrom/dct:license"), ["https://a.jp/terms"]);
    // Files without an address stand beside the catalogue.
    let urls = select(&graph, "SELECT ?u { ?d dct:title \"plan.ttl\" ; dcat:accessURL ?u }");
    assert_eq!(urls, [[format!("{PLACE}plan.ttl")]]);
    let text = fs::read_to_string(folder.path().join("out/LICENSE-DATA.md")).unwrap();
    assert!(
        text.contains("ライセンスは、公開者によって示されていません")
            && text.contains("<https://a.jp/terms>"),
        "{text}"
    );
}

#[test]
fn options_go_before_the_profile() {
    let folder = folder(TOLD);
    let options = [
        "moon.tsv",
        "--title",
        "別の題",
        "--publisher",
        "火星市",
        "--licence",
        "https://a.jp/l",
        "--issued",
        "2025-01-31",
        "--url",
        "https://b.jp/c/",
        "--previous",
        "https://b.jp/prev",
        "--edition-version",
        "2",
        "--contact",
        "https://b.jp/ask",
        "--description",
        "別の説明",
    ];
    build(folder.path(), &options);
    let graph = catalogue(folder.path());
    let dataset = format!("{BASE}dataset/moon-2022");
    for (property, expected) in [
        ("dct:title", ["Moon data", "別の題"].as_slice()),
        ("dct:publisher/foaf:name", &["火星市"]),
        ("dct:publisher/org:identifier", &[]),
        ("dct:license", &["https://a.jp/l"]),
        ("dct:issued", &["2025-01-31"]),
        ("dcat:landingPage", &["https://b.jp/c/"]),
        ("dcat:prev", &["https://b.jp/prev"]),
        ("dcat:version", &["2"]),
        ("dcat:contactPoint/vcard:hasURL", &["https://b.jp/ask"]),
    ] {
        assert_eq!(values(&graph, &dataset, property), expected, "{property}");
    }
    for (option, value) in [
        ("--issued", "2023-02-30"),
        ("--issued", "yesterday"),
        ("--licence", "CC BY"),
        ("--url", "https://a.jp/?q"),
        ("--url", "file:///srv"),
        ("--previous", "https://a.jp/<x>"),
        ("--previous", "https://w3id.org/policygraph/id/dataset/moon-2022"),
        ("--contact", "javascript:alert(1)"),
        ("--title", " "),
        ("--publisher", "a\u{1b}[31m"),
        ("--edition-version", ""),
    ] {
        let ended = run_in(folder.path(), &["build", "moon.tsv", "-o", "bad", option, value], b"");
        assert_eq!(ended.code, 2, "{option} {value}: {}", ended.err);
        assert!(ended.err.contains(option), "{}", ended.err);
        assert!(!folder.path().join("bad").exists());
    }
    // A mistake in the profile ends with its place, and nothing is written.
    fs::write(folder.path().join("moon.toml"), "[dataset]\nissued = \"2023-02-30\"\n").unwrap();
    let ended = run_in(folder.path(), &["build", "moon.tsv", "-o", "bad"], b"");
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("moon.toml, line 2, column 10"), "{}", ended.err);
    assert!(!folder.path().join("bad").exists());
}

#[test]
fn hostile_words_stay_words() {
    let hostile = r#"<script>alert(1)</script> \" \\ @en . ] } <a> 。\u007c \u202e"#;
    let profile = format!(
        "plan = \"moon\"\ndocument = \"moon-2022\"\n[dataset]\ntitle = \"{hostile}\"\ndescription = \"{hostile}\"\npublisher = \"{hostile}\"\nkeywords = [\"{hostile}\"]\nversion = \"{hostile}\"\n[dataset.source]\nattribution = \"{hostile}\""
    );
    let folder = folder(&profile);
    build(folder.path(), &["moon.tsv"]);
    let graph = catalogue(folder.path());
    let dataset = format!("{BASE}dataset/moon-2022");
    let plain = "<script>alert(1)</script> \" \\ @en . ] } <a> 。| \u{202e}";
    for property in
        ["dct:title", "dct:description", "dct:publisher/foaf:name", "dcat:keyword", "dcat:version"]
    {
        assert_eq!(values(&graph, &dataset, property), [plain], "{property}");
    }
    let text = fs::read_to_string(folder.path().join("out/LICENSE-DATA.md")).unwrap();
    assert!(!text.contains("<script>"), "{text}");
}

#[test]
fn everything_stands_below_another_base() {
    let folder = folder("");
    let base = "https://data.moon.example/id/";
    build(folder.path(), &["moon.tsv", "--base-iri", base, "--publisher", "月市"]);
    let text = fs::read_to_string(folder.path().join("out/catalog.ttl")).unwrap();
    assert!(!text.contains(BASE), "{text}");
    let graph = catalogue(folder.path());
    let space = select(&graph, "SELECT ?s { ?d void:uriSpace ?s }");
    assert_eq!(space, [[base.to_owned()]]);
    let own = |term: &Term| plain(term).starts_with(base);
    let quads = parsed(text.as_bytes(), RdfFormat::Turtle);
    let kinds = |kind: &str| {
        quads.iter().filter(|quad| quad.subject.to_string().starts_with(&format!("<{base}{kind}/"))).count()
    };
    for kind in
        ["catalog", "dataset", "series", "distribution", "agent", "doc", "conversion", "software", "fy"]
    {
        assert!(kinds(kind) > 0, "{kind}");
    }
    assert!(
        quads
            .iter()
            .filter(|quad| quad.predicate.as_str().ends_with("exampleResource"))
            .all(|quad| own(&quad.object))
    );
}

#[test]
fn several_documents_are_one_dataset_with_all_their_sources() {
    let folder = folder(
        "plan = \"moon\"\ndocument = \"moon-2022\"\n[dataset]\ndescription = \"月\"\nissued = \"2024-01-01\"\nversion = \"1\"",
    );
    fs::write(folder.path().join("next.tsv"), MOON.replace("令和5", "令和6").replace("令和4", "令和5"))
        .unwrap();
    fs::write(
        folder.path().join("next.toml"),
        "plan = \"moon\"\ndocument = \"moon-2023\"\n[dataset]\ndescription = \"月\"\nissued = \"2025-01-01\"",
    )
    .unwrap();
    let said = build(folder.path(), &["moon.tsv", "next.tsv"]);
    assert!(said.contains("profiles differ: issued\n"), "{said}");
    let graph = catalogue(folder.path());
    let datasets = select(&graph, "SELECT ?d { ?d a dcat:Dataset }");
    assert_eq!(datasets.len(), 1);
    let dataset = datasets[0][0].clone();
    assert_eq!(values(&graph, &dataset, "dct:issued"), [""; 0], "which of the two days?");
    assert_eq!(values(&graph, &dataset, "dcat:version"), ["1"]);
    assert_eq!(values(&graph, &dataset, "dcat:inSeries"), [format!("{BASE}series/moon")]);
    assert_eq!(values(&graph, &dataset, "prov:wasDerivedFrom/pgo:fileName"), ["moon.tsv", "next.tsv"]);
    assert_eq!(
        values(&graph, &dataset, "dct:temporal/dcat:startDate"),
        ["2022-04-01", "2023-04-01", "2024-04-01"]
    );
    // The other way round it is the same dataset; with one document it is another one.
    build(folder.path(), &["next.tsv", "moon.tsv"]);
    assert_eq!(select(&catalogue(folder.path()), "SELECT ?d { ?d a dcat:Dataset }"), datasets);
    build(folder.path(), &["next.tsv"]);
    let single = select(&catalogue(folder.path()), "SELECT ?d { ?d a dcat:Dataset }");
    assert_eq!(single, [[format!("{BASE}dataset/moon-2023")]]);
    // Triples that both documents say count once.
    build(folder.path(), &["moon.tsv", "next.tsv"]);
    let lines: BTreeSet<String> = String::from_utf8(inflated(&folder.path().join("out/plan.nt.gz")))
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(values(&catalogue(folder.path()), &dataset, "void:triples"), [lines.len().to_string()]);
}

#[test]
fn the_profile_of_the_example_changes_no_byte_of_the_graph() {
    let report = report_path();
    let out = tempfile::tempdir().unwrap();
    let bare = ["convert", "--quiet", "--no-profile", report.to_str().unwrap(), "-o", "bare.ttl"];
    assert_eq!(run_in(out.path(), &bare, b"").code, 0);
    let said = build(out.path(), &[report.to_str().unwrap()]);
    assert_eq!(
        fs::read(out.path().join("bare.ttl")).unwrap(),
        fs::read(out.path().join("out/plan.ttl")).unwrap()
    );
    // Its publisher, day and licence are nobody's to make up.
    assert!(said.contains("needs:   publisher\n"), "{said}");
    assert!(said.contains("portals show:    contact, licence, issued, version, url\n"), "{said}");
    let text = fs::read_to_string(out.path().join("out/LICENSE-DATA.md")).unwrap();
    assert!(
        text.contains("厚生労働省「医療機器基本計画に関する各省における取り組みの状況について」")
            && text.contains("公共データ利用規約(第1.0版)")
    );
}
