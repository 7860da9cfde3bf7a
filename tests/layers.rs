//! The modules stand in layers: what knows bytes knows nothing of plans, what knows plans nothing of files or terminals.
//!
//! This reads the sources and fails on a path from a module to one that it may not know. Comments may point anywhere.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with what it may use of the others. `source::text` allows that module only, `source` all of it.
const LAYERS: [(&str, &[&str]); 23] = [
    ("source::span", &[]),
    // A finding has a place.
    ("diagnostic", &["source::span"]),
    ("source", &["diagnostic"]),
    ("register", &["source::text"]),
    ("notation", &["register", "source::text"]),
    // A text that may hold anything must not carry what no RDF or XML file may.
    ("profile", &["notation", "register::is_corporate_number", "source::document::is_forbidden"]),
    ("plan", &["diagnostic", "source", "register", "notation", "profile"]),
    // The mapping shows a year as 令和4年度 and a name without its tags; it reads nothing.
    ("rdf", &["plan", "source", "notation::fiscal_year", "notation::markup"]),
    ("store", &[]),
    ("query", &["store"]),
    // Arrays of what is asked most: from plans, or from a store's statements.
    ("facts", &["plan", "rdf", "query", "store"]),
    // Answers of stored queries without a store.
    ("report", &["rdf", "query", "facts"]),
    ("view", &["rdf::vocab", "query", "store", "facts"]),
    ("export", &["plan", "rdf"]),
    // Plain data about a bundle.
    ("bundle", &[]),
    ("catalog", &["source::digest", "bundle", "rdf", "store", "query"]),
    ("tables", &["rdf::vocab", "query", "store"]),
    ("site", &["bundle", "rdf", "query", "store", "facts", "tables", "view"]),
    ("validate", &["rdf::vocab", "query", "store"]),
    // Names are the same when their match keys are.
    ("diff", &["source::text", "rdf::vocab", "query", "store"]),
    // What an endpoint wants to know about who asks is the same for questions and for graphs.
    ("push", &["query", "store"]),
    // Pages come from `site`; here they get addresses.
    ("serve", &["bundle", "rdf", "query", "store", "facts", "tables", "view", "catalog", "site"]),
    (
        "cli",
        &[
            "diagnostic",
            "source",
            "register",
            "notation",
            "profile",
            "plan",
            "rdf",
            "store",
            "query",
            "facts",
            "report",
            "view",
            "export",
            "bundle",
            "catalog",
            "tables",
            "site",
            "validate",
            "diff",
            "push",
            "serve",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A source without its comments. A `//` in a string is taken for a comment too, which hides no path.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The paths that a source takes from the crate's root: `crate::a::b`, each member of `crate::{a, b::c}`, and
/// `super::` chains of a file at `depth` that reach a module of the root.
fn paths(code: &str, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            expand("", &code[at + "crate::".len()..], &mut found);
        }
    }
    let chain = "super::".repeat(depth);
    for (at, _) in code.match_indices(&chain) {
        let rest = code[at + chain.len()..].trim_start_matches("super::");
        let first: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if LAYERS.iter().any(|(layer, _)| *layer == first) {
            expand("", rest, &mut found);
        }
    }
    found
}

/// Adds the paths that start at `text`, members of braces one by one.
fn expand(prefix: &str, text: &str, found: &mut Vec<String>) {
    let text = text.trim_start();
    if let Some(members) = text.strip_prefix('{') {
        let (mut level, mut start) = (0, 0);
        for (at, c) in members.char_indices() {
            match c {
                '{' => level += 1,
                '}' if level > 0 => level -= 1,
                ',' | '}' if level == 0 => {
                    if !members[start..at].trim().is_empty() {
                        expand(prefix, &members[start..at], found);
                    }
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}::{name}") };
    match text[name.len()..].strip_prefix("::") {
        Some(rest) if !name.is_empty() => expand(&path, rest, found),
        _ => found.push(path),
    }
}

/// Why a path out of a module is not allowed.
fn objection(module: &str, path: &str) -> Option<String> {
    let target = path.split("::").next().unwrap();
    if target == module {
        return None;
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == module) else {
        return Some(format!("the module {module} stands in no layer"));
    };
    let covers = |allowed: &&str| path == *allowed || path.starts_with(&format!("{allowed}::"));
    (!allowed.iter().any(covers)).then(|| format!("{module} may not use crate::{path}"))
}

#[test]
fn no_module_uses_one_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut objections = BTreeSet::new();
    let mut edges = 0;
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let parts: Vec<&str> = relative.iter().map(|part| part.to_str().unwrap()).collect();
        let module = parts[0].trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let depth = parts.len() - usize::from(parts.ends_with(&["mod.rs"]));
        for path in paths(&code(&fs::read_to_string(&file).unwrap()), depth) {
            edges += 1;
            objections.extend(
                objection(module, &path).map(|objection| format!("{}: {objection}", relative.display())),
            );
        }
    }
    assert!(objections.is_empty(), "{objections:#?}");
    assert!(edges > 100, "only {edges} paths were seen");
}

#[test]
fn every_module_stands_in_a_layer() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(declared.contains("source") && declared.contains("cli"), "{declared:?}");
    for module in declared {
        assert!(LAYERS.iter().any(|(layer, _)| *layer == module), "{module} stands in no layer");
    }
    // What a module may use stands above it in the table, so the layers hold no circle.
    for (at, (module, allowed)) in LAYERS.iter().enumerate() {
        for used in *allowed {
            let module_of_path = used.split("::").next().unwrap();
            assert!(
                LAYERS[..at].iter().any(|(layer, _)| layer == used || *layer == module_of_path),
                "{module} uses {used}, which stands below it"
            );
        }
    }
}

#[test]
fn an_upward_path_is_seen() {
    let source = "use crate::plan::Plan; // crate::cli\n    let x = crate::cli::run();\nuse crate::{rdf::{Base, iri::Kind}, source};";
    let seen = paths(&code(source), 2);
    assert_eq!(seen, ["plan::Plan", "cli::run", "rdf::Base", "rdf::iri::Kind", "source"]);
    assert_eq!(paths("use super::super::cli::run; use super::text;", 2), ["cli::run"]);
    assert_eq!(paths("use super::super::super::view;", 2), ["view"]);
    for (module, path, allowed) in [
        ("source", "plan::Plan", false),
        ("notation", "source::text::fold_key", true),
        ("notation", "source::Document", false),
        ("notation", "source::texts", false),
        ("export", "view::matrix", false),
        ("view", "export::svg", false),
        ("rdf", "notation::budget::find_budgets", false),
        ("plan", "plan::id", true),
        ("new", "plan::id", false),
    ] {
        assert_eq!(objection(module, path).is_none(), allowed, "{module} {path}");
    }
}
