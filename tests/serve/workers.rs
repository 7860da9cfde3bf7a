//! Workers: what ends them, and what a question has of it.

use crate::client::Server;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Enough triples that crossing them takes long.
fn data() -> String {
    (0..300).map(|number| format!("<urn:s{number}> <urn:p> <urn:s{}> .\n", number % 17)).collect()
}

const ENDLESS: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

/// A count that takes some tenths of a second.
const LONG: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STR(?a) < STR(?d)) }";

fn signal(name: &str, targets: &[String]) {
    assert!(Command::new("kill").arg(format!("-{name}")).arg("--").args(targets).status().unwrap().success());
}

/// The processes of the workers of a server.
fn workers(server: &Server) -> Vec<String> {
    let threads = std::fs::read_dir(format!("/proc/{}/task", server.id())).unwrap();
    let started = threads.flat_map(|thread| std::fs::read_to_string(thread.unwrap().path().join("children")));
    started.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn metric(server: &Server, name: &str) -> u64 {
    let text = server.get("/metrics", "*/*").text();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("policygraph_{name} ")));
    line.unwrap().parse().unwrap()
}

#[test]
fn what_ends_the_server_from_a_terminal_leaves_it_its_workers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.nt");
    std::fs::write(&path, data()).unwrap();
    for group in [true, false] {
        // A process group of its own, as a shell makes one for a command.
        let server = Server::start_in_group(&[path.to_str().unwrap(), "--workers", "2", "--timeout", "30"]);
        let answer = std::thread::scope(|scope| {
            let asking = scope.spawn(|| server.ask(LONG, "text/csv"));
            std::thread::sleep(Duration::from_millis(300));
            if group {
                signal("INT", &[format!("-{}", server.id())]);
            } else {
                // As a service manager does it: every process for itself.
                signal("TERM", &[workers(&server), vec![server.id().to_string()]].concat());
            }
            asking.join().unwrap()
        });
        // By hand: 300 subjects, of each pair of two different ones one is the smaller.
        assert_eq!((answer.status, answer.text().lines().nth(1)), (200, Some("44850")), "{}", answer.text());
    }
}

#[test]
fn workers_are_started_again_without_the_files_they_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("policygraph");
    std::fs::copy(env!("CARGO_BIN_EXE_policygraph"), &program).unwrap();
    let (path, temporary) = (folder.path().join("data.nt"), folder.path().join("temporary"));
    std::fs::write(&path, data()).unwrap();
    std::fs::create_dir(&temporary).unwrap();
    let mut command = Command::new(&program);
    command
        .args(["serve", path.to_str().unwrap(), "--bind", "127.0.0.1:0", "--workers", "1"])
        .env("TMPDIR", &temporary);
    let server = Server::of(command);
    // A new version has been installed, and somebody has tidied up.
    std::fs::remove_file(&program).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        files_below(&temporary),
        Vec::<PathBuf>::new(),
        "nothing is left behind by a server that is killed"
    );
    for _ in 0..2 {
        signal("KILL", &workers(&server));
        until("a worker", || server.ask("ASK { <urn:s1> ?p ?o }", "*/*").status == 200);
    }
    assert_eq!(server.get("/health", "*/*").status, 200);
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn until(what: &str, mut found: impl FnMut() -> bool) {
    for _ in 0..100 {
        if found() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} did not come");
}

#[test]
fn a_worker_that_has_died_costs_nobody_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "3"]);
    let all = workers(&server);
    assert_eq!(all.len(), 3);
    signal("KILL", &all);
    std::thread::sleep(Duration::from_millis(100));
    for _ in 0..6 {
        assert_eq!(server.ask("ASK {}", "*/*").status, 200);
    }
    assert_eq!(metric(&server, "workers_replaced_total"), 3);
}

#[test]
fn a_client_that_goes_costs_no_worker() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "1", "--timeout", "5"]);
    let ask = |query: &str| {
        let mut stream = std::net::TcpStream::connect(&server.address).unwrap();
        let head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n";
        write!(stream, "{head}Content-Length: {}\r\n\r\n{query}", query.len()).unwrap();
        std::thread::sleep(Duration::from_millis(5));
    };
    for _ in 0..50 {
        ask("SELECT * { ?s ?p ?o } LIMIT 1");
    }
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
    assert_eq!(metric(&server, "workers_replaced_total"), 0);
    // One whose question would take long is not waited for.
    let begun = Instant::now();
    ask(ENDLESS);
    until("the worker", || metric(&server, "workers_replaced_total") == 1);
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
}

#[test]
fn waiting_is_part_of_what_a_question_may_take() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "1", "--timeout", "3"]);
    std::thread::scope(|scope| {
        scope.spawn(|| server.ask(ENDLESS, "*/*"));
        std::thread::sleep(Duration::from_millis(200));
        let begun = Instant::now();
        let refused = server.ask("ASK {}", "*/*");
        assert_eq!((refused.status, refused.header("retry-after")), (503, "2"));
        assert!(begun.elapsed() < Duration::from_millis(2_800), "{:?}", begun.elapsed());
    });
    until("the answer", || server.ask("ASK {}", "*/*").status == 200);
}

#[test]
fn nothing_of_a_server_is_left_when_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "2"]);
    let all = workers(&server);
    drop(server);
    until("the end of the workers", || all.iter().all(|id| !Path::new(&format!("/proc/{id}")).exists()));
}
