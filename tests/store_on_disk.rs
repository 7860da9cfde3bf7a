//! Stores on disk: what is loaded is what is asked, a store is whole or absent whatever stops its writer, and readers
//! are not disturbed.
#![cfg(all(feature = "cli", feature = "persist"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, answer};
use policygraph::query::parameters::resolve;
use policygraph::store::Store;
use policygraph::store::disk::OpenFolderError;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Ended, quads, report_path, report_plan, run_in};

const MARKER: &str = "policygraph-store.json";
const MEASURES: &str =
    "SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a <https://w3id.org/policygraph/ontology#Measure> }";

/// A plan of one measure, and a graph of three triples.
const MOON: &str = "月の計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「月」に向けて\t\t\t\n\t【基地】\t\t\n\t建設\t\t\n\
    \t・基地を建てる。【◎文】\t「月面拠点整備事業」(令和4年度予算:2億円)を実施した。\t「月面基地事業」を続ける。\n";
const THREE: &str = "<urn:a> <urn:b> <urn:c> , <urn:d> .\n<urn:a> <urn:b> [] .\n";

/// A folder with the report, the plan of one measure and the three triples.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(report_path(), folder.path().join("report.tsv")).unwrap();
    fs::write(folder.path().join("moon.tsv"), MOON).unwrap();
    fs::write(folder.path().join("three.ttl"), THREE).unwrap();
    folder
}

const INPUTS: [&str; 3] = ["moon.tsv", "report.tsv", "three.ttl"];

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// What stands in a folder beside the inputs.
fn beside(folder: &Path) -> Vec<String> {
    names_in(folder).into_iter().filter(|name| !INPUTS.contains(&name.as_str())).collect()
}

fn load(folder: &Path, inputs: &[&str]) -> Ended {
    run_in(folder, &[&["load"], inputs, &["--store", "store"]].concat(), b"")
}

fn loaded(folder: &Path, inputs: &[&str]) -> Ended {
    let ended = load(folder, inputs);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""), "{}", ended.err);
    ended
}

/// The number of measures that a query finds.
fn measures(folder: &Path, inputs: &[&str]) -> String {
    let ended = run_in(folder, &[&["query", "-"], inputs].concat(), MEASURES.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out.trim_start_matches("?n\n").trim_end().to_owned()
}

fn marker(store: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(store.join(MARKER)).unwrap()).unwrap()
}

#[test]
fn a_store_answers_every_stored_query_as_the_table_does() {
    let folder = folder();
    let converted = run_in(folder.path(), &["convert", "report.tsv", "-f", "nq", "-q"], b"");
    let lines = converted.out.lines().count();
    let ended = loaded(folder.path(), &["report.tsv"]);
    let number = ended.err.lines().last().unwrap().strip_suffix(" quads in store").unwrap().replace(',', "");
    assert_eq!(number, lines.to_string());
    assert!(ended.err.starts_with("findings: "), "{}", ended.err);
    assert_eq!(beside(folder.path()), ["store"], "nothing else is left");
    let marker = marker(&folder.path().join("store"));
    assert_eq!(
        marker,
        serde_json::json!({
            "store": "policygraph", "format": 1, "program": env!("CARGO_PKG_VERSION"), "quads": lines,
        })
    );

    let in_memory = Store::new().unwrap();
    in_memory.load_quads(quads(report_plan())).unwrap();
    let on_disk = Store::open_read_only(&folder.path().join("store")).unwrap();
    assert_eq!(on_disk.len().unwrap(), lines);
    for query in catalogue::all().unwrap() {
        let answers = [&in_memory, &on_disk].map(|store| {
            let bindings = resolve(store, query.text, &[], &query.header.defaults).unwrap();
            answer(store, query.text, &bindings).unwrap()
        });
        assert_eq!(answers[0], answers[1], "{}", query.name);
        let Answer::Solutions(solutions) = &answers[1] else { continue };
        assert!(!solutions.variables.is_empty(), "{}", query.name);
    }
    for arguments in [["query", "programs-by-measures"], ["view", "matrix"]] {
        let [table, store] = ["report.tsv", "store"]
            .map(|input| run_in(folder.path(), &[&arguments[..], &[input]].concat(), b""));
        assert_eq!((table.code, store.code), (0, 0), "{}", store.err);
        assert!(table.out.len() > 1000 && table.out == store.out, "{arguments:?}");
    }
}

#[test]
fn asking_writes_nothing_into_the_store() {
    let folder = folder();
    loaded(folder.path(), &["report.tsv"]);
    let state = || {
        let entries = fs::read_dir(folder.path().join("store")).unwrap().map(Result::unwrap);
        entries
            .map(|entry| {
                let meta = entry.metadata().unwrap();
                (entry.file_name(), (meta.len(), meta.modified().unwrap()))
            })
            .collect::<BTreeMap<_, _>>()
    };
    let before = state();
    assert_eq!(measures(folder.path(), &["store"]), "60");
    assert_eq!(state(), before);
    assert_eq!(beside(folder.path()), ["store"]);
}

#[test]
fn inputs_of_all_kinds_merge_and_loading_again_replaces() {
    let folder = folder();
    let ended = loaded(folder.path(), &["three.ttl"]);
    assert_eq!(ended.err, "3 quads in store\n");
    // A blank node stays one, and a table is no longer needed once it is in a store.
    loaded(folder.path(), &["three.ttl", "moon.tsv", "report.tsv"]);
    assert_eq!(measures(folder.path(), &["store"]), "61");
    loaded(folder.path(), &["moon.tsv"]);
    assert_eq!(measures(folder.path(), &["store"]), "1");
    // Merged with another input, a store is read into memory; so are two stores.
    assert_eq!(measures(folder.path(), &["store", "report.tsv"]), "61");
    assert_eq!(measures(folder.path(), &["store", "store"]), "1");
    // A store can be one of its own inputs: that adds to it.
    loaded(folder.path(), &["store", "report.tsv"]);
    assert_eq!(measures(folder.path(), &["store"]), "61");
    let extracted = run_in(folder.path(), &["extract", "moon.tsv", "-o", "moon.json"], b"");
    assert_eq!(extracted.code, 0);
    loaded(folder.path(), &["moon.json", "three.ttl"]);
    assert_eq!(measures(folder.path(), &["store"]), "1");
    fs::remove_file(folder.path().join("moon.json")).unwrap();
    assert_eq!(beside(folder.path()), ["store"]);
    let quiet = run_in(folder.path(), &["load", "report.tsv", "--store", "store", "--quiet"], b"");
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
}

#[test]
fn what_is_no_store_is_not_replaced() {
    let folder = folder();
    let store = folder.path().join("store");
    let refused = |named: &str| {
        let ended = load(folder.path(), &["three.ttl"]);
        assert_eq!((ended.code, ended.out.as_str()), (5, ""), "{named}");
        assert!(ended.err.contains(named) && ended.err.lines().count() == 1, "{named}: {}", ended.err);
        assert_eq!(beside(folder.path()), ["store"]);
    };
    fs::write(&store, "a file").unwrap();
    refused("a file of this name is there already");
    assert_eq!(fs::read_to_string(&store).unwrap(), "a file");
    fs::remove_file(&store).unwrap();
    fs::create_dir(&store).unwrap();
    fs::write(store.join("letter.txt"), "dear").unwrap();
    refused("the folder holds `letter.txt`, which belongs to no store; --force replaces the folder");
    // What RocksDB wrote for another program is none of ours.
    fs::rename(store.join("letter.txt"), store.join("CURRENT")).unwrap();
    refused("`CURRENT`");
    assert_eq!(names_in(&store), ["CURRENT"]);
    let forced = run_in(folder.path(), &["load", "three.ttl", "--store", "store", "--force"], b"");
    assert_eq!((forced.code, forced.err.as_str()), (0, "3 quads in store\n"));
    // A note that somebody put into a store is not thrown away with it.
    fs::write(store.join("letter.txt"), "dear").unwrap();
    refused("`letter.txt`");
    assert_eq!(fs::read_to_string(store.join("letter.txt")).unwrap(), "dear");
    fs::remove_dir_all(&store).unwrap();
    fs::create_dir(&store).unwrap();
    loaded(folder.path(), &["three.ttl"]);
}

#[test]
fn errors_say_what_is_wrong() {
    let folder = folder();
    loaded(folder.path(), &["three.ttl"]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("broken.nt"), "<urn:a> <urn:b> <urn:c> .\n<urn:a> oops\n").unwrap();
    let cases: [(&[&str], i32, &str); 8] = [
        (
            &["load", "three.ttl", "--store", "no/where"],
            5,
            "the folder that is to hold it does not exist: no",
        ),
        (&["load", "three.ttl", "--store", "/"], 5, "cannot be a store's folder"),
        (&["load", "three.ttl"], 2, "--store"),
        (&["load", "sun.tsv", "--store", "store"], 3, "sun.tsv"),
        (&["load", "broken.nt", "--store", "store"], 3, "line 2"),
        (&["query", "programs-by-measures", "empty"], 3, "the folder is no store"),
        (&["query", "programs-by-measures", "three.ttl", "empty"], 3, "the folder is no store"),
        (&["convert", "store"], 3, "only `query` and `view` take one"),
    ];
    for (arguments, code, words) in cases {
        let ended = run_in(folder.path(), arguments, b"");
        assert_eq!((ended.code, ended.out.as_str()), (code, ""), "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
    assert_eq!(beside(folder.path()), ["broken.nt", "empty", "store"], "nothing is left behind");
    assert_eq!(Store::open_read_only(&folder.path().join("store")).unwrap().len().unwrap(), 3);
}

#[test]
fn a_store_of_a_later_version_is_refused_and_can_be_replaced() {
    let folder = folder();
    let store = folder.path().join("store");
    loaded(folder.path(), &["three.ttl"]);
    let mut later = marker(&store);
    later["format"] = 2.into();
    later["program"] = "9.9.9".into();
    later["also"] = "something new".into();
    fs::write(store.join(MARKER), later.to_string()).unwrap();
    let ended = run_in(folder.path(), &["query", "programs-by-measures", "store"], b"");
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("store: the store has format 2, written by version 9.9.9"), "{}", ended.err);
    assert!(matches!(Store::open_read_only(&store), Err(OpenFolderError::Newer { format: 2, .. })));
    loaded(folder.path(), &["three.ttl"]);
    assert_eq!(marker(&store)["format"], 1);
}

#[test]
fn the_second_of_two_writers_is_told() {
    let folder = folder();
    loaded(folder.path(), &["three.ttl"]);
    // The first writer waits for its input and has the lock meanwhile.
    let mut first = start(folder.path(), &["-"]);
    while beside(folder.path()).len() < 3 {
        std::thread::yield_now();
    }
    let second = load(folder.path(), &["report.tsv"]);
    assert_eq!((second.code, second.out.as_str()), (5, ""));
    assert_eq!(second.err, "policygraph: store: another process is writing this store\n");
    // Reading goes on.
    assert_eq!(measures(folder.path(), &["store"]), "0");
    std::io::Write::write_all(&mut first.stdin.take().unwrap(), MOON.as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert_eq!(measures(folder.path(), &["store"]), "1");
    assert_eq!(beside(folder.path()), ["store"]);
}

/// Starts a writer, which reads from a pipe if an input is `-`.
fn start(folder: &Path, inputs: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_policygraph"))
        .current_dir(folder)
        .arg("load")
        .args(inputs)
        .args(["--store", "store"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn who_reads_a_store_sees_it_to_the_end_while_it_is_replaced() {
    let folder = folder();
    let path = folder.path().join("store");
    loaded(folder.path(), &["report.tsv"]);
    let old = Store::open_read_only(&path).unwrap();
    let number = old.len().unwrap();
    let all = "SELECT * { GRAPH ?g { ?s ?p ?o } }";
    let rows = || match answer(&old, all, &[]).unwrap() {
        Answer::Solutions(solutions) => solutions.rows.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rows(), number);
    for inputs in [&["moon.tsv"][..], &["three.ttl"]] {
        let ended = loaded(folder.path(), inputs);
        assert_eq!(
            ended.err.contains("the old store is still in use"),
            inputs == ["moon.tsv"],
            "{}",
            ended.err
        );
    }
    // A new reader gets the new store; the old one has all its rows.
    assert_eq!(Store::open_read_only(&path).unwrap().len().unwrap(), 3);
    assert_eq!(rows(), number);
    assert_eq!(beside(folder.path()).len(), 2, "the old store is there as long as it is read");
    drop(old);
    loaded(folder.path(), &["three.ttl"]);
    assert_eq!(beside(folder.path()), ["store"]);
}

#[test]
fn readers_that_come_while_a_writer_replaces_find_one_store_or_the_other() {
    let folder = folder();
    loaded(folder.path(), &["moon.tsv"]);
    let (few, many) = (
        Store::open_read_only(&folder.path().join("store")).unwrap().len().unwrap(),
        quads(report_plan()).len(),
    );
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for input in ["report.tsv", "moon.tsv"].iter().cycle().take(10) {
                loaded(folder.path(), &[input]);
            }
        });
        while !writer.is_finished() {
            let number = Store::open_read_only(&folder.path().join("store")).unwrap().len().unwrap();
            assert!([few, many].contains(&number), "{number} quads");
        }
        writer.join().unwrap();
    });
}

/// A limit of the size of files stands for a disk that fills up: each of these stops the writer somewhere else.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_old_store() {
    let folder = folder();
    loaded(folder.path(), &["moon.tsv"]);
    let mut stopped = 0;
    for blocks in [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512] {
        let script = format!(
            "ulimit -f {blocks}; trap '' XFSZ; exec {} load report.tsv --store store",
            env!("CARGO_BIN_EXE_policygraph")
        );
        // To a pipe: a message in a file would not be written, either.
        let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(beside(folder.path()), ["store"], "{blocks}: {message}");
        if output.status.success() {
            assert_eq!(measures(folder.path(), &["store"]), "60");
            loaded(folder.path(), &["moon.tsv"]);
        } else {
            stopped += 1;
            assert_eq!(output.status.code(), Some(5), "{blocks}: {message}");
            assert!(
                message.starts_with("policygraph: ") && !message.contains("panicked"),
                "{blocks}: {message}"
            );
            assert_eq!(measures(folder.path(), &["store"]), "1");
        }
    }
    assert!(stopped > 2, "the limit stopped {stopped} writers");
}

/// How a store may be found: its quads and its measures, or nothing.
type Found = Option<(usize, String)>;

fn found(folder: &Path) -> Found {
    let store = folder.join("store");
    if !store.exists() {
        return None;
    }
    let opened = Store::open_read_only(&store).unwrap();
    let number = opened.len().unwrap();
    assert_eq!(marker(&store)["quads"], number, "the marker is that of the store");
    let Answer::Solutions(solutions) = answer(&opened, MEASURES, &[]).unwrap() else { panic!("rows") };
    Some((number, support::plain(solutions.rows[0][0].as_ref().unwrap())))
}

/// A writer is killed at moments that are spread over its whole run, and beyond. `KILLS` sets their number.
#[cfg(unix)]
#[test]
fn a_writer_that_is_killed_leaves_the_old_store_or_the_new_or_none() {
    let folder = folder();
    let contents: [&[&str]; 2] = [&["report.tsv"], &["report.tsv", "moon.tsv"]];
    let mut states: Vec<Found> = vec![None];
    let mut longest = Duration::ZERO;
    for inputs in contents {
        let begun = Instant::now();
        assert!(start(folder.path(), inputs).wait().unwrap().success());
        longest = longest.max(begun.elapsed());
        states.push(found(folder.path()));
    }
    let measures = |state: &Found| state.as_ref().unwrap().1.clone();
    assert_eq!((measures(&states[1]), measures(&states[2])), ("60".to_owned(), "61".to_owned()));

    let kills: u32 = std::env::var("KILLS").map_or(30, |number| number.parse().unwrap());
    let mut seen = [0; 3];
    for kill in 0..kills {
        if kill % 5 == 0 {
            fs::remove_dir_all(folder.path().join("store")).unwrap_or_default();
        } else if !folder.path().join("store").exists() {
            loaded(folder.path(), contents[0]);
        }
        let before = found(folder.path());
        let new = kill as usize % 2;
        let mut writer = start(folder.path(), contents[new]);
        // By the golden ratio: no two moments fall together, and each fifth of them covers the whole run, too.
        std::thread::sleep(longest.mul_f64((f64::from(kill) * 0.618_034).fract() * 1.2));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let after = found(folder.path());
        assert!(after == before || after == states[new + 1], "kill {kill}: {before:?} became {after:?}");
        seen[states.iter().position(|state| *state == after).unwrap()] += 1;
    }
    println!("after {kills} kills: none, report, both: {seen:?}; beside them {:?}", beside(folder.path()));
    // The next writer cleans up.
    loaded(folder.path(), &["report.tsv"]);
    assert_eq!(beside(folder.path()), ["store"]);
    assert_eq!(found(folder.path()), states[1]);
}

#[test]
fn help_names_the_command() {
    let folder = folder();
    let top = run_in(folder.path(), &["--help"], b"");
    assert!(top.out.lines().any(|line| line.trim_start().starts_with("load ")), "{}", top.out);
    let help = run_in(folder.path(), &["load", "--help"], b"");
    assert!(help.out.contains("Usage: policygraph load [OPTIONS] --store <DIR> <INPUT>..."), "{}", help.out);
}

#[test]
fn the_oxigraph_library_reads_the_folder_too() {
    let folder = folder();
    loaded(folder.path(), &["three.ttl"]);
    let store = oxigraph::store::Store::open_read_only(folder.path().join("store")).unwrap();
    assert_eq!(store.len().unwrap(), 3);
}
