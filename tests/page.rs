//! Pages as bytes: what can be said of them without a browser. They are read back with an HTML tokenizer and a JSON
//! parser; `tests/browser/check_page.cjs` uses them as people do.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use policygraph::view::network::{EdgeKind, NodeKind};
use policygraph::view::page::{Choice, Language, NodeDetail, Page, PageError, RowOrder, write_page};
use serde_json::Value;
use sha2::{Digest, Sha256};

#[path = "page/plans.rs"]
mod plans;
#[path = "page/scenes.rs"]
mod scenes;

use plans::{HOSTILE, Plan, made_up, small};
use scenes::{layers_page, matrix_page};

fn html(page: &Page) -> String {
    let mut bytes = Vec::new();
    write_page(page, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// An element's start, and its text up to the next tag.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

/// A page as a browser's tokenizer sees it.
fn elements(html: &str) -> Vec<Element> {
    let owned = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut found: Vec<Element> = Vec::new();
    let mut is_open = false;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                is_open = true;
                found.push(Element {
                    name: owned(&tag.name),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (owned(name), owned(value)))
                        .collect(),
                    text: String::new(),
                });
            }
            Token::String(text) => {
                if let Some(last) = found.last_mut().filter(|_| is_open) {
                    last.text.push_str(&owned(&text));
                }
            }
            Token::Comment(comment) => panic!("a comment: {}", owned(&comment)),
            Token::Error(error) => panic!("{error:?}"),
            Token::EndTag(_) => is_open = false,
            Token::Doctype(_) => {}
        }
    }
    found
}

fn named<'a>(elements: &'a [Element], name: &str) -> Vec<&'a Element> {
    elements.iter().filter(|element| element.name == name).collect()
}

/// The data of a page.
fn data(page: &Page) -> Value {
    let elements = elements(&html(page));
    let scripts = named(&elements, "script");
    let data = scripts.iter().find(|script| script.attributes.contains_key("type")).unwrap();
    assert_eq!(
        (data.attributes["type"].as_str(), data.attributes["id"].as_str()),
        ("application/json", "data")
    );
    serde_json::from_str(&data.text).unwrap()
}

fn places(value: &Value) -> Vec<usize> {
    let numbers = value.as_array().map_or(&[][..], Vec::as_slice);
    numbers.iter().map(|number| usize::try_from(number.as_u64().unwrap()).unwrap()).collect()
}

/// A plan whose words are all ASCII.
fn ascii() -> Plan {
    let mut plan = small();
    "A plan".clone_into(&mut plan.title);
    plan.goals = vec!["A goal".to_owned(), "Another goal".to_owned()];
    for (place, measure) in plan.measures.iter_mut().enumerate() {
        measure.title = format!("measure {place}");
    }
    for (place, program) in plan.programs.iter_mut().enumerate() {
        program.title = format!("program {place}");
        program.names.clear();
    }
    plan
}

/// The page of [`ascii`] without any word of the fixture that is not.
fn ascii_page(language: Language) -> Page {
    let mut page = matrix_page(&ascii(), language);
    page.notes.clear();
    page.scene.marks.clear();
    page.scene.description.clear();
    page.orders.iter_mut().for_each(|order| order.label = format!("by {}", order.name));
    for (place, choice) in page.bodies.iter_mut().chain(&mut page.years).enumerate() {
        *choice = Choice { mark: format!("c{place}"), label: format!("choice {place}") };
    }
    for facts in page
        .nodes
        .iter_mut()
        .map(|node| &mut node.facts)
        .chain(page.edges.iter_mut().map(|edge| &mut edge.facts))
    {
        facts.clear();
    }
    page
}

#[test]
fn the_policy_names_the_script_and_the_style_and_allows_nothing_else() {
    for page in [matrix_page(&small(), Language::Japanese), layers_page(&small(), Language::English)] {
        let elements = elements(&html(&page));
        let (styles, scripts) = (named(&elements, "style"), named(&elements, "script"));
        assert_eq!((styles.len(), scripts.len()), (1, 2));
        let script = scripts.iter().find(|script| script.attributes.is_empty()).unwrap();
        let source = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let metas = named(&elements, "meta");
        let policy = metas.iter().find(|meta| meta.attributes.contains_key("http-equiv")).unwrap();
        assert_eq!(policy.attributes["http-equiv"], "Content-Security-Policy");
        let mut rules: Vec<&str> = policy.attributes["content"].split("; ").collect();
        rules.sort_unstable();
        let (script, style) = (source(&script.text), source(&styles[0].text));
        let (script, style) = (format!("script-src {script}"), format!("style-src {style}"));
        let expected = [
            "base-uri 'none'",
            "default-src 'none'",
            "form-action 'none'",
            "img-src data:",
            "require-trusted-types-for 'script'",
            &script,
            &style,
            "trusted-types 'none'",
        ];
        assert_eq!(rules, expected);
        // A policy holds for what comes after it.
        let at = |name: &str| elements.iter().position(|element| element.name == name).unwrap();
        let rule = elements.iter().position(|element| element.attributes.contains_key("http-equiv")).unwrap();
        assert!(rule < at("style") && rule < at("script") && rule < at("link"));
    }
}

#[test]
fn the_data_are_those_of_the_page() {
    let page = matrix_page(&small(), Language::Japanese);
    let data = data(&page);
    let nodes = data["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2 + 6 + 3);
    let facts = data["facts"].as_array().unwrap();
    for (place, (node, detail)) in page.network.nodes.iter().zip(&page.nodes).enumerate() {
        let written = &nodes[place];
        assert_eq!(written["title"], node.title.as_str());
        assert_eq!(written["iri"], node.iri.as_str());
        assert_eq!(written["kind"], node.kind.name());
        assert_eq!(written["id"], page.network.ids()[place].as_str());
        assert_eq!(written["money"].as_bool(), detail.money);
        for (member, expected) in
            [("goals", &detail.goals), ("leads", &detail.leads), ("bodies", &detail.bodies)]
        {
            assert_eq!(places(&written[member]), *expected, "{member} of {place}");
        }
        let texts: Vec<&str> =
            places(&written["facts"]).into_iter().map(|fact| facts[fact]["text"].as_str().unwrap()).collect();
        assert_eq!(texts, detail.facts.iter().map(|fact| fact.text.as_str()).collect::<Vec<_>>());
    }
    for (written, (edge, detail)) in
        data["edges"].as_array().unwrap().iter().zip(page.network.edges.iter().zip(&page.edges))
    {
        assert_eq!(
            (&written["kind"], &written["source"], &written["target"]),
            (&edge.kind.name().into(), &edge.source.into(), &edge.target.into())
        );
        assert_eq!(places(&written["years"]), detail.years);
        assert_eq!(places(&written["facts"]).len(), detail.facts.len());
    }
    // 引き続き実施する。 is said of six measures, in six lines: six facts. The budgets of two programs stand in one line.
    let count = |text: &str| facts.iter().filter(|fact| fact["text"] == text).count();
    assert_eq!((count("引き続き実施する。"), count("令和5年度当初 1,234百万円")), (6, 1));
    let measure = &nodes[3];
    assert_eq!(measure["who"], "◎厚 ◎経");
    assert_eq!(nodes[4]["who"], "◎経 厚");
    assert_eq!(facts[places(&measure["facts"])[0]]["place"], "report.tsv 17行目 5列目");
    // The orders of the page hold the programs, which follow two goals and six measures.
    assert_eq!(
        data["orders"].as_array().unwrap().iter().map(places).collect::<Vec<_>>(),
        [[8, 9, 10], [10, 8, 9]]
    );
    assert_eq!(data["years"], serde_json::json!(["令和4年度", "令和5年度"]));
}

#[test]
fn words_of_the_document_are_text_only() {
    let mut page = matrix_page(&small(), Language::Japanese);
    let hostile = format!("{HOSTILE}\0\u{1b}\u{85}\u{fdd0}\u{ffff}<svg/onload=alert(1)>");
    page.scene.title.clone_from(&hostile);
    page.scene.description.clone_from(&hostile);
    page.network.title.clone_from(&hostile);
    page.network.nodes.iter_mut().for_each(|node| node.title.clone_from(&hostile));
    page.nodes.iter_mut().flat_map(|node| &mut node.facts).for_each(|fact| fact.text.clone_from(&hostile));
    page.goals.iter_mut().chain(&mut page.bodies).chain(&mut page.years).for_each(|choice| {
        choice.mark.clone_from(&hostile);
        choice.label.clone_from(&hostile);
    });
    page.orders[0].label.clone_from(&hostile);
    page.notes = vec![hostile.clone()];
    let text = html(&page);
    let elements = elements(&text);
    let known = "a aside body button circle defs desc details div footer form g h1 head header html input label line link main \
                 meta noscript option output p path pattern rect script section select style summary svg text title";
    let known: BTreeSet<&str> = known.split_whitespace().collect();
    for element in &elements {
        assert!(known.contains(element.name.as_str()), "<{}>", element.name);
        for name in element.attributes.keys() {
            assert!(!name.starts_with("on") && name != "style", "<{} {name}>", element.name);
        }
    }
    let expected = format!("{HOSTILE}<svg/onload=alert(1)>");
    assert_eq!(named(&elements, "h1")[0].text.trim(), expected);
    let notes: Vec<&str> = named(&elements, "p").iter().map(|note| note.text.trim()).collect();
    assert!(notes.contains(&expected.as_str()), "{notes:?}");
    assert!(named(&elements, "option").iter().any(|option| option.text.trim() == expected));
    // In JSON nothing is lost.
    assert_eq!(data(&page)["nodes"][0]["title"], hostile.as_str());
    let allowed =
        |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fdd0}' | '\u{ffff}'));
    assert_eq!(text.chars().find(|c| !allowed(*c)), None);
}

#[test]
fn nothing_is_loaded() {
    let text = html(&matrix_page(&small(), Language::Japanese));
    for element in elements(&text) {
        for (name, value) in &element.attributes {
            let loads =
                ["src", "srcset", "href", "xlink:href", "action", "formaction", "poster", "data", "ping"];
            if loads.contains(&name.as_str()) {
                assert!(["#panel", "data:,"].contains(&value.as_str()), "<{} {name}={value}>", element.name);
            }
            assert!(
                !value.contains("url(") || value.starts_with("url(#"),
                "<{} {name}={value}>",
                element.name
            );
        }
        if element.name == "style" {
            assert!(
                !element.text.contains("url(") && !element.text.contains('@')
                    || !element.text.contains("@import")
            );
        }
        if element.name == "script" && element.attributes.is_empty() {
            assert!(element.text.trim_start().starts_with("\"use strict\";"));
            // No markup from text, no code from text, nothing asked or kept.
            let never = "innerHTML outerHTML insertAdjacentHTML document.write setHTML eval( Function( fetch XMLHttpRequest WebSocket \
                         EventSource sendBeacon import( localStorage sessionStorage document.cookie DOMParser";
            for word in never.split_whitespace() {
                assert!(!element.text.contains(word), "{word}");
            }
        }
    }
    // What looks like an address names something: a namespace of XML, or what the graph speaks of.
    for (at, _) in text.match_indices("http") {
        let rest = &text[at..];
        let is_name =
            ["http-equiv", "http://www.w3.org/2000/svg", plans::ID].iter().any(|name| rest.starts_with(name));
        assert!(is_name, "{}", rest.chars().take(60).collect::<String>());
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let page = matrix_page(&made_up(40, 60), Language::Japanese);
    assert_eq!(html(&page), html(&page.clone()));
}

#[test]
fn every_word_of_the_program_is_in_the_language_of_the_page() {
    let english = html(&ascii_page(Language::English));
    let foreign: String = english.chars().filter(|c| !c.is_ascii()).collect();
    let script_and_style =
        [include_str!("../src/view/page/page.js"), include_str!("../src/view/page/page.css")].concat();
    let of_files: String = script_and_style.chars().filter(|c| !c.is_ascii()).collect();
    // Beside the files, the mark of who leads: five times in data, once in the head of the CSV file.
    assert_eq!(foreign.chars().filter(|c| *c != '◎').collect::<String>(), of_files.replace('◎', ""));
    let japanese = html(&ascii_page(Language::Japanese));
    let (english, japanese) = (elements(&english), elements(&japanese));
    assert_eq!(
        (english[0].attributes["lang"].as_str(), japanese[0].attributes["lang"].as_str()),
        ("en", "ja")
    );
    assert_eq!(english.len(), japanese.len());
    for (one, other) in english.iter().zip(&japanese) {
        if ["script", "style", "title", "h1"].contains(&one.name.as_str()) || one.text.trim().is_empty() {
            continue;
        }
        // Text that both have is the document's.
        let of_document =
            ["A goal", "Another goal", "choice", "by "].iter().any(|word| one.text.contains(word));
        assert_eq!(one.text == other.text, of_document, "{} / {}", one.text, other.text);
        for name in ["aria-label", "placeholder"] {
            assert!(
                one.attributes.get(name).is_none_or(|label| Some(label) != other.attributes.get(name)),
                "{name}"
            );
        }
    }
}

#[test]
fn both_languages_have_every_word_of_the_script() {
    let words = |language| data(&ascii_page(language))["words"].clone();
    let (english, japanese) = (words(Language::English), words(Language::Japanese));
    let (english, japanese) = (english.as_object().unwrap(), japanese.as_object().unwrap());
    assert!(english.keys().eq(japanese.keys()));
    let flat = |value: &Value| -> Vec<String> {
        match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(texts) => texts.iter().map(|text| text.as_str().unwrap().to_owned()).collect(),
            other => other.as_object().unwrap().values().map(ToString::to_string).collect(),
        }
    };
    let holes = |text: &str| text.matches('{').count();
    for (name, text) in english {
        for (one, other) in flat(text).into_iter().zip(flat(&japanese[name])) {
            assert!(!one.is_empty() && one != other, "{name}: {one}");
            assert_eq!(holes(&one), holes(&other), "{name}: {one} / {other}");
            assert!(name == "and" || other.chars().any(|c| ('ぁ'..='鿿').contains(&c)), "{name}: {other}");
        }
    }
    // What the script asks for is there.
    let script = include_str!("../src/view/page/page.js");
    for (at, _) in script.match_indices("words.") {
        let name: String =
            script[at + 6..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        assert!(english.contains_key(&name), "words.{name}");
    }
}

#[test]
fn kinds_of_nodes_and_edges_are_named_where_they_are() {
    let words = data(&layers_page(&small(), Language::English))["words"].clone();
    let keys = |member: &str| words[member].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let kinds = [NodeKind::Goal, NodeKind::Measure, NodeKind::Program].map(|kind| kind.name().to_owned());
    assert_eq!(keys("kinds"), BTreeSet::from(kinds));
    let relations = [EdgeKind::Contains, EdgeKind::Uses, EdgeKind::UsesPart, EdgeKind::PartOf];
    assert_eq!(keys("relations"), BTreeSet::from(relations.map(|kind| kind.name().to_owned())));
    assert_eq!(words["relations"]["uses"][2], "Measures that use it");
}

#[test]
fn controls_that_would_change_nothing_are_left_out() {
    let controls = |page: &Page| -> Vec<String> {
        let elements = elements(&html(page));
        let named = elements.iter().filter(|element| ["input", "select"].contains(&element.name.as_str()));
        named.map(|element| element.attributes["name"].clone()).collect()
    };
    let mut page = matrix_page(&small(), Language::Japanese);
    assert_eq!(controls(&page), ["q", "goal", "body", "lead", "year", "money", "order"]);
    page.nodes.iter_mut().for_each(|node| node.leads.clear());
    page.orders.truncate(1);
    assert_eq!(controls(&page), ["q", "goal", "body", "year", "money"]);
    page.edges.iter_mut().for_each(|edge| edge.years.clear());
    page.nodes
        .iter_mut()
        .for_each(|node| *node = NodeDetail { goals: node.goals.clone(), ..NodeDetail::default() });
    assert_eq!(controls(&page), ["q", "goal"]);
    // A page of nothing but a picture is a page.
    let bare = Page { nodes: Vec::new(), edges: Vec::new(), orders: Vec::new(), ..page };
    assert_eq!(controls(&bare), ["q"]);
}

#[test]
fn what_is_chosen_has_a_name_that_lasts() {
    let mut page = matrix_page(&small(), Language::Japanese);
    page.orders.push(RowOrder { name: "third", label: "<3>".to_owned(), nodes: Vec::new() });
    let elements = elements(&html(&page));
    let values: Vec<&str> =
        named(&elements, "option").iter().map(|option| option.attributes["value"].as_str()).collect();
    let expected = [
        "",
        "(1)",
        "(2)",
        "",
        "厚",
        "経",
        "文",
        "内",
        "",
        "令和4年度",
        "令和5年度",
        "",
        "yes",
        "no",
        "reuse",
        "name",
        "third",
    ];
    assert_eq!(values, expected);
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::from(io::ErrorKind::StorageFull))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_output_that_fails_is_an_error() {
    let page = matrix_page(&small(), Language::Japanese);
    let error = write_page(&page, Full).unwrap_err();
    assert!(
        matches!(&error, PageError::Io(inner) if inner.kind() == io::ErrorKind::StorageFull),
        "{error:?}"
    );
}

/// Pages to look at: `PAGES=folder cargo test --test page -- --ignored`
#[test]
#[ignore = "writes the pages that tests/browser/check_page.cjs opens"]
fn write_samples() {
    let folder = std::env::var("PAGES").unwrap();
    let write = |name: &str, page: &Page| std::fs::write(Path::new(&folder).join(name), html(page)).unwrap();
    write("small.html", &matrix_page(&small(), Language::Japanese));
    write("small-en.html", &matrix_page(&small(), Language::English));
    write("layers.html", &layers_page(&small(), Language::Japanese));
    write("report.html", &matrix_page(&made_up(44, 61), Language::Japanese));
    write("large.html", &matrix_page(&made_up(400, 300), Language::Japanese));
    write("layers-large.html", &layers_page(&made_up(400, 300), Language::English));
}
