//! The pages that `build` writes: what they say is what the document says, every link leads somewhere, and no text of a document
//! becomes markup.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use html5gum::{Token, Tokenizer};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;
use support::{files, run};
use tempfile::TempDir;

const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";
const BASE: &str = "https://w3id.org/policygraph/id/";

/// Builds a document with some options.
fn build(input: &str, options: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");
    let output = output.to_str().unwrap();
    let ended = run(&[&["build", input, "-o", output, "--quiet"], options].concat());
    assert_eq!(ended.code, 0, "{}", ended.err);
    folder
}

/// The report with pages for all things: what most tests look at.
fn report() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| out(&build(REPORT, &["--pages"])));
    &FILES
}

fn out(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    files(&folder.path().join("out"))
}

/// An element of a page.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The text from its start to the next tag.
    text: String,
}

/// The elements of a page, in order, and all of its text.
fn read(page: &[u8]) -> (Vec<Element>, String) {
    let page = std::str::from_utf8(page).unwrap();
    let mut elements: Vec<Element> = Vec::new();
    let mut text = String::new();
    let mut is_open = false;
    for token in Tokenizer::new(page) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                let attributes = tag.attributes.iter().map(|(name, value)| (string(name), string(value)));
                elements.push(Element {
                    name: string(&tag.name),
                    attributes: attributes.collect(),
                    text: String::new(),
                });
                is_open = true;
            }
            Token::EndTag(_) => is_open = false,
            Token::String(words) => {
                let words = std::str::from_utf8(&words).unwrap();
                text.push_str(words);
                if let Some(element) = elements.last_mut().filter(|_| is_open) {
                    element.text.push_str(words);
                }
            }
            _ => {}
        }
    }
    (elements, text)
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    read(files.get(name).unwrap_or_else(|| panic!("no {name}"))).1
}

/// Pages of this room; the picture has tests of its own.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&String, &Vec<u8>)> {
    files.iter().filter(|(name, _)| {
        name.rsplit_once('.').is_some_and(|(_, end)| end == "html") && *name != "matrix.html"
    })
}

/// The name of the file that an address of a page leads to, and the anchor there.
fn resolve(page: &str, address: &str) -> (String, Option<String>) {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (address, None),
    };
    if path.is_empty() {
        return (page.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{address} of {page} leads out of the folder");
        } else {
            parts.push(part);
        }
    }
    (parts.join("/"), anchor)
}

fn is_outside(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Every link and anchor resolves, ids are there once, and nothing is loaded or run but what belongs to the pages.
fn check(files: &BTreeMap<String, Vec<u8>>) {
    let read: BTreeMap<&String, (Vec<Element>, String)> =
        pages(files).map(|(name, page)| (name, read(page))).collect();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, (elements, _)) in &read {
        for id in elements.iter().filter_map(|element| element.attributes.get("id")) {
            assert!(ids.entry(name).or_default().insert(id), "{name} has {id} twice");
        }
    }
    for (name, (elements, _)) in &read {
        for element in elements {
            for (attribute, value) in &element.attributes {
                assert!(
                    !attribute.starts_with("on") && attribute != "style",
                    "{name}: {attribute} of {}",
                    element.name
                );
                match attribute.as_str() {
                    "href" if is_outside(value) => assert_eq!(element.name, "a", "{name} loads {value}"),
                    "href" | "src" => {
                        let (file, anchor) = resolve(name, value);
                        assert!(files.contains_key(&file), "{name} links to {file}, which is not there");
                        if let Some(anchor) = anchor {
                            let has = ids.get(file.as_str()).is_some_and(|ids| ids.contains(anchor.as_str()));
                            assert!(has, "{name} links to {file}#{anchor}, which is not there");
                        }
                    }
                    "srcset" | "srcdoc" | "action" | "formaction" | "data" | "poster" | "background" => {
                        panic!("{name}: {attribute}")
                    }
                    _ => {}
                }
            }
            match element.name.as_str() {
                "script" => {
                    let is_data =
                        element.attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
                    let is_ours = element
                        .attributes
                        .get("src")
                        .is_some_and(|source| source.ends_with("assets/tables.js"));
                    assert!(is_data || is_ours && element.text.is_empty(), "{name} has a script");
                    if is_data {
                        serde_json::from_str::<Value>(&element.text).unwrap();
                    }
                }
                "img" => assert!(
                    element.attributes["src"].ends_with("matrix.svg")
                        && !element.attributes["alt"].is_empty()
                ),
                "iframe" | "object" | "embed" | "form" | "base" => panic!("{name} has {}", element.name),
                _ => {}
            }
        }
        let language = elements
            .iter()
            .find(|element| element.name == "html")
            .and_then(|html| html.attributes.get("lang"));
        assert!(matches!(language.map(String::as_str), Some("ja" | "en")), "{name}");
        let titles = elements
            .iter()
            .filter(|element| element.name == "title" && !element.text.trim().is_empty())
            .count();
        let heads = elements.iter().filter(|element| element.name == "h1").count();
        assert_eq!((titles, heads), (1, 1), "{name}");
    }
}

/// Statements of the graph with their subjects, of both graphs of a document.
fn statements(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<(String, String, String)> {
    let quads = RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(graph(files).as_slice())
        .map(Result::unwrap)
        .collect::<Vec<_>>();
    let triple = |quad: &oxigraph::model::Quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => {
            (subject.as_str().to_owned(), quad.predicate.as_str().to_owned(), quad.object.to_string())
        }
        NamedOrBlankNode::BlankNode(_) => panic!("the graph has no blank nodes"),
    };
    quads.iter().map(triple).collect()
}

/// The quads, whether they are compressed or not.
fn graph(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    if let Some(plain) = files.get("plan.nq") {
        return plain.clone();
    }
    let mut plain = Vec::new();
    let compressed = files.get("plan.nq.gz").unwrap();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(compressed.as_slice()), &mut plain)
        .unwrap();
    plain
}

#[test]
fn every_link_of_a_build_leads_somewhere() {
    check(&out(&build(REPORT, &[])));
}

#[test]
fn the_start_pages_say_what_the_document_says() {
    let files = report();
    // Counted by hand in the document (tests/hand_counts.rs, tests/answers).
    for (name, expected) in [
        (
            "index.html",
            [
                "3目標",
                "11目的",
                "44施策の見出し",
                "60施策",
                "2022年度60億1,000万円146億1,000万円",
                "2023年度43億2,000万円125億2,000万円",
            ],
        ),
        (
            "index.en.html",
            [
                "3goals",
                "11objectives",
                "44groups of measures",
                "60measures",
                "FY20226,010,000,000 yen14,610,000,000 yen",
                "FY20234,320,000,000 yen12,520,000,000 yen",
            ],
        ),
    ] {
        let (elements, text) = read(&files[name]);
        let has_figures = |words: &str| {
            // In the source a name stands before its number.
            let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
            let name = &words[digits.len()..];
            elements.windows(2).any(|pair| {
                pair[0].name == "dt" && pair[0].text == name && pair[1].name == "dd" && pair[1].text == digits
            })
        };
        for words in expected {
            assert!(text.contains(words) || has_figures(words), "{name}: {words}");
        }
        assert!(text.contains("医工連携イノベーション推進事業"));
        // Every file that is named has its digest.
        let digest = sha256(&files["plan.ttl"]);
        assert!(text.contains(&digest), "{name}");
    }
}

#[test]
fn what_the_publisher_says_is_shown_and_the_rest_is_said_to_be_missing() {
    let silent = out(&build(REPORT, &["--no-profile"]));
    let text = text(&silent, "index.html");
    assert!(
        text.contains("示されていません")
            && text.contains("公表者が示していない事項: 公表者、問い合わせ先、ライセンス、公表日"),
        "{text}"
    );
    let said = out(&build(
        REPORT,
        &[
            "--no-profile",
            "--title",
            "試験<b>データ</b>",
            "--publisher",
            "試験省 & 庁",
            "--licence",
            "https://creativecommons.org/licenses/by/4.0/",
            "--issued",
            "2026-12-01",
        ],
    ));
    let (elements, text) = read(&said["index.html"]);
    assert!(text.contains("試験省 & 庁「試験<b>データ</b>」、2026-12-01。"), "{text}");
    let licence = elements.iter().find(|element| {
        element
            .attributes
            .get("href")
            .is_some_and(|href| href == "https://creativecommons.org/licenses/by/4.0/")
    });
    assert!(licence.is_some_and(|link| link.text.contains("CC BY 4.0")));
    assert!(!text.contains("示していない事項: 公表者、"));
    check(&said);
}

#[test]
fn each_thing_has_a_page_with_its_facts_and_no_others() {
    let files = report();
    check(files);
    let statements = statements(files);
    let mut of_pages = BTreeSet::new();
    let subjects: BTreeSet<&str> = statements
        .iter()
        .map(|(subject, _, _)| subject.as_str())
        .filter(|subject| !subject.contains('#'))
        .collect();
    assert!(subjects.len() > 1000);
    for subject in subjects {
        let name = format!("id/{}.html", subject.strip_prefix(BASE).unwrap());
        let (elements, _) = read(files.get(&name).unwrap_or_else(|| panic!("no page {name}")));
        let json = elements
            .iter()
            .find(|element| element.name == "script" && element.attributes.contains_key("type"))
            .unwrap();
        let json: Value = serde_json::from_str(&json.text).unwrap();
        let node = json[0].as_object().unwrap();
        assert_eq!(node["@id"], *subject);
        for (property, values) in node.iter().filter(|(name, _)| *name != "@id") {
            for value in values.as_array().unwrap() {
                let (property, term) = if property == "@type" {
                    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", named(value.as_str().unwrap()))
                } else {
                    (property.as_str(), term(value))
                };
                of_pages.insert((subject.to_owned(), property.to_owned(), term.to_string()));
            }
        }
    }
    let expected: BTreeSet<_> =
        statements.iter().filter(|(subject, _, _)| !subject.contains('#')).cloned().collect();
    assert!(of_pages == expected, "{:?}", of_pages.symmetric_difference(&expected).next());
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

fn named(iri: &str) -> Term {
    oxigraph::model::NamedNode::new(iri).unwrap().into()
}

fn term(value: &Value) -> Term {
    use oxigraph::model::{Literal, NamedNode};
    if let Some(iri) = value["@id"].as_str() {
        return named(iri);
    }
    let text = value["@value"].as_str().unwrap();
    match (value["@language"].as_str(), value["@type"].as_str()) {
        (Some(language), _) => Literal::new_language_tagged_literal(text, language).unwrap().into(),
        (None, Some(datatype)) => Literal::new_typed_literal(text, NamedNode::new(datatype).unwrap()).into(),
        (None, None) => Literal::new_simple_literal(text).into(),
    }
}

/// The IRI of a mention ends in the first character and that behind the last in the file: the page marks those characters, and
/// shows the cell around them as it stands.
#[test]
fn the_words_of_the_document_are_marked_in_their_cell() {
    let files = report();
    let document: Vec<char> = fs::read_to_string(REPORT).unwrap().chars().collect();
    let mut seen = 0;
    for (name, page) in files.iter().filter(|(name, _)| name.starts_with("id/mention/")) {
        let place = name.rsplit_once('.').unwrap().0.rsplit_once('.').unwrap().1;
        let (start, end) = place.split_once('-').unwrap();
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        let (elements, _) = read(page);
        let marks: Vec<&Element> = elements.iter().filter(|element| element.name == "mark").collect();
        assert_eq!(marks.len(), 1, "{name}");
        let is_break = |character: &char| matches!(character, '\t' | '\n' | '\r');
        let words: String = document[start..end].iter().collect();
        assert_eq!(marks[0].text, words, "{name}");
        // The characters before the mark are those before the words, as far as the cell goes.
        let before = &elements[elements.iter().position(|element| element.name == "mark").unwrap() - 1].text;
        let expected: String = document[start - before.chars().count()..start].iter().collect();
        assert_eq!(*before, expected, "{name}");
        assert!(!before.chars().any(|character| is_break(&character)));
        seen += 1;
    }
    assert_eq!(seen, 234);
}

#[test]
fn another_base_and_another_plan() {
    let base = "https://data.example.jp/plan/id/";
    let files =
        out(&build("tests/fixtures/plans/circulatory-diseases.tsv", &["--pages", "--base-iri", base]));
    check(&files);
    let reading: Value =
        serde_json::from_slice(&fs::read("tests/fixtures/plans/circulatory-diseases.reading.json").unwrap())
            .unwrap();
    let start = text(&files, "index.html");
    let goals = reading["goals"].as_array().unwrap().iter().filter(|goal| goal["relisted"] == false).count();
    let measures =
        reading["measures"].as_array().unwrap().iter().filter(|measure| measure["relisted"] != true).count();
    assert!(start.contains(&format!("目標{goals}")), "{goals}");
    assert!(start.contains(&format!("施策{measures}")), "{measures}");
    // A page for each goal, with its label as the reading has it.
    let page_titles: BTreeSet<String> = files
        .iter()
        .filter(|(name, _)| name.starts_with("id/goal/"))
        .map(|(_, page)| read(page).0.into_iter().find(|element| element.name == "h1").unwrap().text)
        .collect();
    for goal in reading["goals"].as_array().unwrap() {
        let labels = goal["label"].as_array().unwrap();
        assert!(
            labels.iter().any(|label| page_titles.contains(label.as_str().unwrap())),
            "{goal} {page_titles:?}"
        );
    }
    for (iri, _, _) in statements(&files) {
        let page = iri.split_once('#').map_or(iri.as_str(), |(page, _)| page);
        assert!(files.contains_key(&format!("id/{}.html", page.strip_prefix(base).unwrap())), "{iri}");
    }
    let rules = String::from_utf8(files["_redirects"].clone()).unwrap();
    assert!(rules.contains("/plan/id/* /id/:splat 302"), "{rules}");
    assert!(
        String::from_utf8(files["hosting/nginx.conf"].clone()).unwrap().contains("^/plan/id/(?<thing>.+)$")
    );
}

const HOSTILE: &str =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;--><style>*{}</style>\u{202e}";

#[test]
fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("x.tsv");
    let table = format!(
        "題{HOSTILE}\n\n\t\t令和4年度の実績・状況{HOSTILE}\t令和5年度の取組予定\n(1)「目標{HOSTILE}」に向けて\t\t\t\n\t【目的{HOSTILE}】\t\t\n\t\
         見出し{HOSTILE}\t\t\n\t・施策{HOSTILE}。【◎厚】\t「悪い{HOSTILE}事業」(令和4年度予算:2億円)を実施した。\t「悪い事業」を続ける{HOSTILE}。\n"
    );
    fs::write(&input, table).unwrap();
    let hostile = out(&build(input.to_str().unwrap(), &["--pages"]));
    check(&hostile);
    let told = pages(&hostile).filter(|(_, page)| read(page).1.contains("alert(1)")).count();
    assert!(told > 5, "{told}");
    for (name, page) in pages(&hostile) {
        let (elements, _) = read(page);
        assert!(elements.iter().all(|element| element.name != "style"), "{name}");
    }
}

/// A plan in JSON may bring any key: its IRI may be odd, its page stays in the folder.
#[test]
fn keys_of_a_stranger_stay_in_the_folder() {
    let table = "題\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「目標」に向けて\t\t\t\n\t【目的】\t\t\n\t見出し\t\t\n\t・施策。【◎厚】\t「医工連携イノベーション推進事業」(令和4年度予算:2億円)を実施した。\t\n";
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    let input = inner.join("plan.json");
    let source = tempfile::tempdir().unwrap();
    let tsv = source.path().join("t.tsv");
    fs::write(&tsv, table).unwrap();
    let plan = run(&["extract", tsv.to_str().unwrap()]).out;
    assert!(plan.contains("\"ikou-renkei\""), "{plan}");
    for key in ["../../../../evil", "..", "%2e%2e/evil", "a//b", "\\\\evil", "x\u{0}y", "<script>"] {
        let quoted = serde_json::to_string(key).unwrap();
        fs::write(&input, plan.replace("\"ikou-renkei\"", &quoted)).unwrap();
        let output = inner.join("out");
        let ended =
            run(&["build", input.to_str().unwrap(), "-o", output.to_str().unwrap(), "--quiet", "--pages"]);
        let there: BTreeSet<String> =
            files(folder.path()).into_keys().filter(|name| !name.starts_with("a/b/out/")).collect();
        assert_eq!(there, BTreeSet::from(["a/b/plan.json".to_owned()]), "{key}");
        if ended.code == 0 {
            check(&files(&output));
            fs::remove_dir_all(&output).unwrap();
        } else {
            assert!([3, 5].contains(&ended.code), "{key}: {} {}", ended.code, ended.err);
            assert!(!output.exists());
        }
    }
}

#[test]
fn the_same_document_gives_the_same_pages_and_a_build_without_pages_takes_them_away() {
    let folder = build("tests/fixtures/plans/food-export.tsv", &["--pages"]);
    let first = out(&folder);
    let again = out(&build("tests/fixtures/plans/food-export.tsv", &["--pages"]));
    assert!(first == again);
    let output = folder.path().join("out");
    let ended =
        run(&["build", "tests/fixtures/plans/food-export.tsv", "-o", output.to_str().unwrap(), "--quiet"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let left = out(&folder);
    assert!(
        !output.join("id").exists() && !output.join("hosting").exists() && left.contains_key("index.html")
    );
    check(&left);
}

#[test]
fn every_term_of_the_vocabulary_has_an_anchor_and_its_definitions() {
    let files = report();
    let (elements, words) = read(&files["ontology/index.html"]);
    let ids: BTreeSet<&str> =
        elements.iter().filter_map(|element| element.attributes.get("id")).map(String::as_str).collect();
    let mut terms = 0;
    for file in ["ontology/policygraph.ttl", "ontology/codes.ttl"] {
        for line in fs::read_to_string(file).unwrap().lines() {
            let Some((name, _)) = line.strip_prefix("pgo:").and_then(|line| line.split_once(" a ")) else {
                continue;
            };
            assert!(ids.contains(name), "{name}");
            terms += 1;
        }
        let text = fs::read_to_string(file).unwrap();
        for quoted in text.lines().filter_map(|line| line.strip_prefix("  skos:definition \"")) {
            let english = quoted.split_once("\"@en").unwrap().0;
            assert!(words.contains(english), "{english}");
        }
    }
    assert!(terms > 100, "{terms}");
}
