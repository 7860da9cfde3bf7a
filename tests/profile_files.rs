//! Which file is the profile of an input, what the command says about it, and what `docs/profile.md` says about profiles.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use oxigraph::io::{RdfFormat, RdfParser};
use policygraph::profile::{KEYS, KnownKind, Profile, Role};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::{run_in, text};

const TABLE: &str = "月の計画\n\t\t令和4年度の実績\t令和5年度の予定\n(1)月\t\t\t\n\t・月を見る。【◎宙、文】\t見た。\t見る。\n";

const REGISTER: &str = "@prefix pgo: <https://w3id.org/policygraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/policygraph/id/org/uchu> a pgo:Ministry ;
  skos:prefLabel \"宇宙省\"@ja, \"Ministry of Space\"@en ; skos:notation \"宙\" .
";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The title that a table is read with, and what is said on standard error.
fn title(folder: &Path, arguments: &[&str]) -> (String, String) {
    let ended = run_in(folder, &[&["extract"], arguments].concat(), b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    let plan: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    (plan["document"]["title"].as_str().unwrap().to_owned(), ended.err)
}

#[test]
fn the_profile_beside_the_table_is_found() {
    let folder = folder(&[
        ("a/moon.tsv", TABLE),
        ("a/plan.toml", "title = 'of the folder'"),
        ("b/moon.tsv", TABLE),
        ("b/plan.toml", "title = 'of the folder'"),
        ("b/moon.toml", "title = 'of the table'"),
        ("c/moon.tsv", TABLE),
        ("other.toml", "title = 'given'"),
    ]);
    let of = |text: &str, file: &str| (text.to_owned(), format!("profile: {file}\n"));
    let at = folder.path();
    assert_eq!(title(at, &["a/moon.tsv"]), of("of the folder", "a/plan.toml"));
    assert_eq!(title(at, &["b/moon.tsv"]), of("of the table", "b/moon.toml"));
    assert_eq!(title(at, &["c/moon.tsv"]), ("月の計画".to_owned(), String::new()));
    assert_eq!(title(at, &["b/moon.tsv", "--profile", "other.toml"]), of("given", "other.toml"));
    assert_eq!(title(at, &["b/moon.tsv", "--no-profile"]), ("月の計画".to_owned(), String::new()));
    // The folder of a table is the one that the command runs in.
    assert_eq!(title(&at.join("a"), &["moon.tsv"]), of("of the folder", "plan.toml"));
    // A plan has been read already.
    assert_eq!(run_in(at, &["extract", "a/moon.tsv", "-o", "a/moon.json"], b"").code, 0);
    assert_eq!(title(at, &["a/moon.json"]), ("of the folder".to_owned(), String::new()));
}

#[test]
fn each_input_has_its_own() {
    let folder = folder(&[
        ("a/moon.tsv", TABLE),
        ("a/plan.toml", "title = '甲'\nplan = 'a'"),
        ("b/moon.tsv", &TABLE.replace("月を見る", "月に行く")),
        ("b/plan.toml", "title = '乙'\nplan = 'b'"),
    ]);
    let ended = run_in(folder.path(), &["convert", "a/moon.tsv", "b/moon.tsv", "--format", "nq"], b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    for title in ["\"甲\"@ja", "\"乙\"@ja"] {
        assert!(ended.out.contains(title), "{title}");
    }
    assert!(ended.err.contains("profile: a/plan.toml\nprofile: b/plan.toml\n"), "{}", ended.err);
    let quiet = run_in(folder.path(), &["convert", "a/moon.tsv", "--quiet"], b"");
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
}

#[test]
fn registers_are_looked_for_from_the_profile() {
    let folder = folder(&[
        ("plans/moon.tsv", TABLE),
        ("plans/plan.toml", "publisher = '宙'\nregisters = ['../names/register.ttl']"),
        ("names/register.ttl", REGISTER),
    ]);
    let ended = run_in(folder.path(), &["convert", "plans/moon.tsv"], b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("pgo:leadMinistry org-id:uchu"), "{}", ended.out);
    assert!(ended.out.contains("dcterms:publisher org-id:uchu"), "{}", ended.out);
}

#[test]
fn what_cannot_be_read_ends_the_command() {
    let folder = folder(&[
        ("moon.tsv", TABLE),
        ("star.tsv", TABLE),
        ("broken.toml", "title = 月"),
        ("typo.toml", "\n  titel = '月'"),
        ("lost.toml", "registers = ['lost.ttl']"),
        ("one.toml", "document = 'moon-2022'"),
    ]);
    for (arguments, code, message) in [
        (
            &["extract", "moon.tsv", "--profile", "broken.toml"][..],
            3,
            "broken.toml, line 1, column 9: not TOML",
        ),
        (
            &["check", "moon.tsv", "--profile", "typo.toml"],
            3,
            "typo.toml, line 2, column 3: `titel` is no key of a profile; did you mean `title`?",
        ),
        (&["convert", "moon.tsv", "--profile", "none.toml"], 3, "none.toml: No such file"),
        (&["convert", "moon.tsv", "--profile", "lost.toml"], 3, "lost.ttl"),
        (&["convert", "moon.tsv", "--profile", "one.toml", "--no-profile"], 2, "cannot be used with"),
        (
            &["convert", "moon.tsv", "star.tsv", "--profile", "one.toml"],
            2,
            "are both the document `moon-2022`",
        ),
        (&["check", "--print-profile", "moon.tsv", "star.tsv"], 2, "takes one input"),
    ] {
        let ended = run_in(folder.path(), arguments, b"");
        assert_eq!((ended.code, ended.out.as_str()), (code, ""), "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(message), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn the_printed_profile_is_taken_as_it_stands() {
    let folder = folder(&[("moon.tsv", TABLE)]);
    let at = folder.path();
    let printed = run_in(at, &["check", "--print-profile", "moon.tsv"], b"");
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    fs::write(at.join("plan.toml"), &printed.out).unwrap();
    let check = run_in(at, &["check", "--format", "concise", "moon.tsv"], b"");
    assert_eq!((check.code, check.out.as_str()), (0, ""), "nothing is found any more");
    let again = run_in(at, &["check", "--print-profile", "moon.tsv"], b"");
    let values = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    };
    assert_eq!(values(&again.out), values(&printed.out));
}

#[test]
fn every_syntax_has_publisher_and_licence() {
    let profile = "publisher = '厚'\nlicence = 'https://example.org/licence?a=1&b=2'";
    let folder = folder(&[("moon.tsv", TABLE), ("plan.toml", profile)]);
    let mut all: Vec<BTreeSet<String>> = Vec::new();
    for (name, format) in [
        ("ttl", RdfFormat::Turtle),
        ("nt", RdfFormat::NTriples),
        ("nq", RdfFormat::NQuads),
        ("trig", RdfFormat::TriG),
        ("rdf", RdfFormat::RdfXml),
        ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
    ] {
        let mut arguments = vec!["convert", "moon.tsv", "--format", name];
        arguments.extend((!["rdf", "jsonld"].contains(&name)).then_some("--verify"));
        let ended = run_in(folder.path(), &arguments, b"");
        assert_eq!(ended.code, 0, "{name}: {}", ended.err);
        let quads = RdfParser::from_format(format).for_slice(ended.out.as_bytes());
        let found = quads.map(Result::unwrap).filter(|quad| quad.predicate.as_str().contains("/dc/terms/"));
        all.push(found.map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object)).collect());
    }
    let first = &all[0];
    let has = |text: &str| first.iter().any(|statement| statement.ends_with(text));
    assert!(has("license> <https://example.org/licence?a=1&b=2>"), "{first:?}");
    assert!(has("publisher> <https://w3id.org/policygraph/id/org/mhlw>"), "{first:?}");
    assert!(all.iter().all(|other| other == first), "{all:#?}");
    // Several documents are merged first.
    let other = folder.path().join("star.tsv");
    fs::write(other, TABLE.replace("月", "星")).unwrap();
    let ended = run_in(folder.path(), &["convert", "moon.tsv", "star.tsv", "--verify"], b"");
    assert_eq!(ended.out.matches("dcterms:license <https://example.org/licence?a=1&b=2>").count(), 2);
}

/// The code blocks of a language.
fn blocks<'t>(page: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The first columns of the tables of a section, without backquotes.
fn first_column(section: &str) -> Vec<&str> {
    section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn the_documentation_names_every_key_and_no_other() {
    let page = text("docs/profile.md");
    let section = |table: &str| {
        let title =
            if table.is_empty() { "\n## Top of the file\n".to_owned() } else { format!("\n## `{table}`\n") };
        let rest = page.split(title.as_str()).nth(1).unwrap_or_else(|| panic!("no section {title}"));
        rest.split("\n## ").next().unwrap()
    };
    for (table, title) in [
        ("", ""),
        ("ignore", "[ignore]"),
        ("columns", "[[columns]]"),
        ("headings", "[headings]"),
        ("bodies", "[bodies]"),
        ("programs", "[programs]"),
        ("dataset", "[dataset]"),
    ] {
        let keys: BTreeSet<&str> = KEYS.iter().filter(|key| key.table == table).map(|key| key.name).collect();
        let tables = section(title);
        let named = first_column(tables.split("\n| role |").next().unwrap());
        assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), keys, "[{table}]");
        assert_eq!(named.len(), keys.len(), "[{table}] names a key twice");
    }
    let sections = page.lines().filter(|line| line.starts_with("## `")).count();
    assert_eq!(sections, 6);
    let roles = section("[[columns]]").split("\n| role |").nth(1).unwrap();
    assert_eq!(first_column(roles), Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>());
    for kind in KnownKind::ALL {
        assert!(section("[bodies]").contains(&format!("`{}`", kind.as_str())), "{}", kind.as_str());
    }
}

#[test]
fn the_example_of_the_documentation_is_a_profile() {
    let page = text("docs/profile.md");
    let [example] = blocks(&page, "toml")[..] else { panic!("one example") };
    let profile = Profile::from_toml(example, "docs/profile.md").unwrap_or_else(|error| panic!("{error}"));
    // Every key stands in it: the profile that is written of it has no key left as a comment.
    let written = profile.to_toml();
    let left: Vec<&str> = KEYS
        .iter()
        .filter(|key| key.name != "…" && !["table", "supplementary"].contains(&key.name))
        .filter(|key| !written.contains(&format!("\n{} = ", key.name)))
        .map(|key| key.name)
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(profile.columns[1].column, 3);
}
