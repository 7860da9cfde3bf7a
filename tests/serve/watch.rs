//! Loading again when an input changes.

use crate::client::{Request, Server};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn write(path: &Path, numbers: std::ops::Range<u32>) {
    let text: String = numbers.map(|number| format!("<urn:s> <urn:p> <urn:o{number}> .\n")).collect();
    std::fs::write(path, text).unwrap();
}

fn count(server: &Server) -> String {
    let response = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv");
    assert_eq!(response.status, 200, "{}", response.text());
    response.text().lines().nth(1).unwrap().to_owned()
}

/// Waits for an answer, as long as it takes.
fn until(what: &str, mut found: impl FnMut() -> bool) {
    for _ in 0..600 {
        if found() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} did not come");
}

#[test]
fn a_changed_input_is_served_without_a_failed_request() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.nt");
    write(&path, 0..3);
    let server = Server::start(&[path.to_str().unwrap(), "--watch", "--workers", "2"]);
    assert_eq!(count(&server), "3");
    let tag = server.get("/store?default", "text/turtle").header("etag").to_owned();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut asked = 0;
                    while !done.load(Ordering::Relaxed) {
                        assert!(["3", "5"].contains(&count(&server).as_str()));
                        assert_eq!(server.get("/queries/dataset-size.csv", "*/*").status, 200);
                        asked += 1;
                    }
                    asked
                })
            })
            .collect();
        write(&path, 0..5);
        until("the new graph", || count(&server) == "5");
        done.store(true, Ordering::Relaxed);
        let asked: u32 = asking.into_iter().map(|one| one.join().unwrap()).sum();
        assert!(asked > 0);
    });
    let headers = [("If-None-Match", tag.as_str()), ("Accept", "text/turtle")];
    let again =
        server.send(&Request { method: "GET", target: "/store?default", headers: &headers, body: b"" });
    assert_eq!(again.status, 200);
    // What cannot be read leaves what was there.
    std::fs::write(&path, "<urn:s> oops\n").unwrap();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(count(&server), "5");
    write(&path, 0..7);
    until("the repaired graph", || count(&server) == "7");
}

#[test]
fn what_is_said_of_a_changed_document_changes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.tsv");
    let plan =
        |title: &str| format!("{title}\n項目\t取組状況\n(1)「試験」に向けて\n①確認の実施(厚)\t実施した。\n");
    std::fs::write(&path, plan("はじめの計画について")).unwrap();
    let server = Server::start(&[path.to_str().unwrap(), "--watch", "--workers", "1"]);
    let title = || server.get("/?lang=ja", "text/html").text();
    assert!(title().contains("<h1 lang=\"ja\">はじめの計画について"), "{}", title());
    std::fs::write(&path, plan("あらためた計画について")).unwrap();
    until("the new title", || title().contains("<h1 lang=\"ja\">あらためた計画について"));
}
