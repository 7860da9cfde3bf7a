//! What README.md and README.ja.md say is so: their commands run as they stand and print what is shown, the files and
//! queries they name are there, and both say the same.
#![allow(clippy::string_slice)]
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ENGLISH: &str = include_str!("../README.md");
const JAPANESE: &str = include_str!("../README.ja.md");
const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";
/// A line of it, or a piece of a line, stands for what was left out.
const CUT: &str = "…";

/// A fenced block.
#[derive(Debug, PartialEq, Eq)]
struct Block<'t> {
    language: &'t str,
    lines: Vec<&'t str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(language), false) => {
                blocks.push(Block { language, lines: Vec::new() });
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => blocks.last_mut().unwrap().lines.push(line),
            (None, false) => {}
        }
    }
    blocks
}

/// What stands in backquotes outside of the fenced blocks.
fn inline_code(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// The arguments of a line that runs the program; none if it runs something else.
fn arguments(line: &str) -> Option<Vec<&str>> {
    let rest = line.strip_prefix("policygraph ").or_else(|| line.strip_prefix("cargo run --release -- "))?;
    Some(rest.split_whitespace().collect())
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_policygraph")).args(arguments).current_dir(folder).output().unwrap()
}

fn help(arguments: &[&str]) -> String {
    let output = run(Path::new("."), &[arguments, &["--help"]].concat());
    assert!(output.status.success(), "no help for {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The words of a help text that are options.
fn options(help: &str) -> BTreeSet<&str> {
    help.split(|character: char| !(character.is_ascii_alphanumeric() || character == '-'))
        .filter(|word| word.starts_with('-'))
        .collect()
}

/// A folder with what the commands read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = folder.path().join(REPORT);
    fs::create_dir_all(report.parent().unwrap()).unwrap();
    fs::copy(root.join(REPORT), &report).unwrap();
    fs::copy(root.join(REPORT).with_extension("toml"), report.with_extension("toml")).unwrap();
    fs::create_dir(folder.path().join("queries")).unwrap();
    for entry in fs::read_dir(root.join("queries")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("queries").join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn build(folder: &Path) {
    let output = run(folder, &["build", REPORT, "-o", "out"]);
    assert!(output.status.success(), "{output:?}");
}

/// Compares a text, in which lines of `…` stand for any lines, with what was printed.
fn assert_shows(shown: &[&str], printed: &str, command: &str) {
    let printed: Vec<&str> = printed.lines().collect();
    let (mut at, mut cut) = (0, false);
    for line in shown {
        if *line == CUT {
            cut = true;
            continue;
        }
        let found = if cut {
            printed[at..].iter().position(|other| other == line)
        } else {
            (printed.get(at) == Some(line)).then_some(0)
        };
        let found = found
            .unwrap_or_else(|| panic!("`{command}` does not print {line:?} after line {at} of {printed:#?}"));
        (at, cut) = (at + found + 1, false);
    }
    assert!(cut || at == printed.len(), "`{command}` prints more: {:#?}", &printed[at..]);
}

/// Whether `line` is `pattern`, in which `…` stands for any characters.
fn is_shown(pattern: &str, line: &str) -> bool {
    let Some((start, more)) = pattern.split_once(CUT) else {
        return pattern == line;
    };
    let Some(rest) = line.strip_prefix(start) else {
        return false;
    };
    rest.char_indices().any(|(at, _)| is_shown(more, rest.split_at(at).1)) || more.is_empty()
}

#[test]
fn both_languages_show_the_same_blocks() {
    let (english, japanese) = (blocks(ENGLISH), blocks(JAPANESE));
    assert!(english.iter().any(|block| block.language == "sh"));
    assert_eq!(english, japanese);
    let options = |text| -> BTreeSet<String> {
        let words = inline_code(text).into_iter().flat_map(str::split_whitespace);
        words.filter(|word| word.starts_with("--")).map(str::to_owned).collect()
    };
    assert_eq!(options(ENGLISH), options(JAPANESE));
}

#[test]
fn every_command_and_option_exists() {
    let listed = help(&[]);
    let commands: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()).collect();
    // `load` is there only where the program is built with the feature `persist`.
    let mut known = BTreeSet::from(["--store".to_owned()]);
    // `push` needs a server, so no block runs it.
    known.extend(options(&help(&["push"])).into_iter().map(str::to_owned));
    for block in blocks(ENGLISH).iter().filter(|block| block.language == "sh") {
        for line in &block.lines {
            let Some(arguments) = arguments(line) else {
                assert_eq!(*line, "cargo test", "a command that this test does not know");
                continue;
            };
            assert!(commands.contains(arguments[0]), "{line}");
            let help = help(&arguments[..1]);
            for option in arguments.iter().filter(|argument| argument.starts_with('-')) {
                assert!(options(&help).contains(option), "{option} in {line}");
            }
            known.extend(options(&help).into_iter().map(str::to_owned));
        }
    }
    for code in inline_code(ENGLISH).into_iter().filter(|code| !code.starts_with("cargo ")) {
        for option in code.split_whitespace().filter(|word| word.starts_with("--")) {
            assert!(known.contains(option), "`{code}`");
        }
    }
}

#[test]
fn the_commands_print_what_is_shown() {
    let folder = folder();
    let mut last = None;
    for block in blocks(ENGLISH) {
        match block.language {
            "sh" => {
                for line in block.lines {
                    let Some(arguments) = arguments(line) else {
                        continue;
                    };
                    let output = run(folder.path(), &arguments);
                    assert!(output.status.success(), "{line}: {output:?}");
                    if let Some(option) = arguments.iter().position(|argument| *argument == "-o") {
                        assert!(folder.path().join(arguments[option + 1]).exists(), "{line} writes nothing");
                    }
                    last = Some((line, String::from_utf8(output.stdout).unwrap()));
                }
            }
            "text" => {
                let (command, printed) = last.take().expect("a command before the block");
                assert_shows(&block.lines, &printed, command);
            }
            _ => last = None,
        }
    }
}

#[test]
fn every_file_that_is_named_is_written() {
    let folder = folder();
    build(folder.path());
    for text in [ENGLISH, JAPANESE] {
        let table = text.lines().filter(|line| line.starts_with("| `") && line.contains('.'));
        let named: Vec<&str> = table
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .filter(|name| Path::new(name).extension().is_some())
            .collect();
        assert!(named.contains(&"plan.ttl") && named.contains(&"matrix.svg"), "{named:?}");
        for name in named {
            assert!(folder.path().join("out").join(name).is_file(), "build writes no {name}");
        }
    }
}

#[test]
fn every_query_is_named() {
    let folder = folder();
    build(folder.path());
    let stored: BTreeSet<String> = fs::read_dir(folder.path().join("out/answers"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".csv")?.split_once('-')?.1.to_owned()))
        .collect();
    for (text, head) in [(ENGLISH, "| about | stored queries |"), (JAPANESE, "| 主題 | 登録済みクエリー |")]
    {
        let table = text.split(head).nth(1).unwrap().split("\n\n").next().unwrap();
        let named: BTreeSet<String> = inline_code(table).into_iter().map(str::to_owned).collect();
        assert_eq!(named, stored);
    }
}

#[test]
fn the_turtle_is_that_of_the_report() {
    let folder = folder();
    build(folder.path());
    let turtle = fs::read_to_string(folder.path().join("out/plan.ttl")).unwrap();
    let mut subject = "";
    for block in blocks(ENGLISH).iter().filter(|block| block.language == "turtle") {
        for shown in &block.lines {
            if !shown.starts_with(' ') {
                subject = shown;
            }
            // The facts of a subject follow it.
            let mut facts = turtle.lines().skip_while(|line| *line != subject);
            let found = facts
                .next()
                .into_iter()
                .chain(facts.take_while(|line| line.starts_with(' ')))
                .any(|line| is_shown(shown, line));
            assert!(found, "{shown:?} of {subject:?} is not in the graph");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for text in [ENGLISH, JAPANESE] {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if path.starts_with("https://") {
                continue;
            }
            let target = root.join(path);
            assert!(target.exists(), "{link}");
            if !anchor.is_empty() {
                let heading =
                    |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                let page = fs::read_to_string(target).unwrap();
                assert!(page.lines().any(|line| line.starts_with('#') && heading(line) == anchor), "{link}");
            }
        }
    }
}

/// The table of rooms in ARCHITECTURE.md lists the modules of the library.
#[test]
fn the_architecture_lists_every_module() {
    let modules: BTreeSet<&str> = include_str!("../src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let page = include_str!("../ARCHITECTURE.md");
    let table = page.split("| room |").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: BTreeSet<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(listed, modules);
}
