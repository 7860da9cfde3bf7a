//! `policygraph serve INPUT…`: the graph over HTTP.

use crate::cli::args::{DatasetArgs, LogFormat, ServeArgs};
use crate::cli::description::describe;
use crate::cli::engine::may_hold_plan;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, is_standard, load};
use crate::plan::Plan;
use crate::query::evaluate::Source as _;
use crate::query::limits::Limits;
#[cfg(all(unix, not(feature = "persist")))]
use crate::serve::ALLOCATOR;
use crate::serve::{Access, Config, Content, Log, Program, Published, Server, Watch, run_worker};
use crate::store::Store;
use oxigraph::model::Term;
use serde_json::json;
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The command that workers are started with; it is not for people.
pub(crate) const WORKER: &str = "worker";

pub(crate) fn run(args: &ServeArgs) -> Result<Exit, Failure> {
    if !args.bind.ip().is_loopback() && !args.public {
        return Err(Failure::usage(format!(
            "other machines can reach {}; add --public if that is meant",
            args.bind.ip()
        )));
    }
    if let Some(url) = &args.url {
        check_url(url)?;
    }
    set_allocator();
    let setting = Setting::new(&args.sources, &args.inputs, false)?;
    // Taken before the graph is loaded: what cannot be had is known at once.
    let listener = TcpListener::bind(args.bind).or_exit(Exit::Output, || args.bind.to_string())?;
    let content = content(args, &setting)?;
    let program = this_program().or_exit(Exit::Output, || "this program".to_owned())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let config = Config {
        worker: Program { path: program, arguments: vec![WORKER.into()] },
        limits: limits(args),
        workers: args.workers.unwrap_or(cores * 2).max(1),
        queue: args.queue,
        hosts: args.hosts.clone(),
        cors: args.cors,
        url: args.url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
        is_public: !args.bind.ip().is_loopback(),
    };
    let watch = if args.watch { Some(watch(args, &setting)?) } else { None };
    let server = Server { listener, config, log: log(args.log), watch };
    let ready = |address| {
        let _ = writeln!(
            io::stderr().lock(),
            "Serving at http://{address}/  (SPARQL: http://{address}/sparql, stored queries: http://{address}/queries); Ctrl-C ends it"
        );
    };
    server.run(content, ready).or_exit(Exit::Output, || "serve".to_owned())?;
    Ok(Exit::Done)
}

/// The program that is running, also where its file has been replaced or removed since.
fn this_program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() { Ok(running.to_owned()) } else { std::env::current_exe() }
}

/// Begins the program anew with settings that its allocator reads at the beginning only. Where that is not possible, it
/// goes on as it is.
#[cfg(all(unix, not(feature = "persist")))]
fn set_allocator() {
    use std::os::unix::process::CommandExt as _;
    if ALLOCATOR.iter().all(|(name, _)| std::env::var_os(name).is_some()) {
        return;
    }
    let mut arguments = std::env::args_os();
    if let (Some(name), Ok(program)) = (arguments.next(), this_program()) {
        let _ = std::process::Command::new(program).arg0(name).args(arguments).envs(ALLOCATOR).exec();
    }
}

#[cfg(not(all(unix, not(feature = "persist"))))]
fn set_allocator() {}

/// Answers questions of a server until it hangs up.
pub(crate) fn worker() -> Result<Exit, Failure> {
    run_worker(io::stdin().lock(), io::stdout().lock()).or_exit(Exit::Input, || WORKER.to_owned())?;
    Ok(Exit::Done)
}

fn content(args: &ServeArgs, setting: &Setting) -> Result<Content, Failure> {
    let store = load(setting, &args.inputs)?;
    let published = published(args, setting, &store)?;
    Ok(Content { store, published })
}

/// Documents that the start page names at most.
const MOST_DOCUMENTS: usize = 50;

/// What the profiles say of the dataset; where they give no title, that of the documents in the graph, else the names of the inputs.
fn published(args: &ServeArgs, setting: &Setting, store: &Store) -> Result<Published, Failure> {
    let mut documents: Vec<PathBuf> =
        args.inputs.iter().filter(|path| may_hold_plan(path)).cloned().collect();
    // Of a corpus no page names each document.
    if documents.len() > MOST_DOCUMENTS {
        documents.clear();
    }
    let plans: Vec<Plan> = documents.iter().map(|path| setting.plan(path)).collect::<Result<_, _>>()?;
    let mut description = describe(setting, &documents, &plans, &DatasetArgs::default()).description;
    if let Some(title) = &args.title {
        description.title.clone_from(title);
    }
    let (title, language) = title_in(store).unwrap_or_else(|| {
        let names: Vec<String> = args.inputs.iter().take(3).map(|path| name_of(path)).collect();
        (names.join(", "), "und".to_owned())
    });
    if description.title.is_empty() {
        description.title = title;
    }
    if plans.is_empty() {
        description.language = language;
    }
    Ok(Published { description, base: setting.base.as_str().to_owned() })
}

/// The title of the first document that has one, with its language.
fn title_in(store: &Store) -> Option<(String, String)> {
    const TITLES: &str = "SELECT ?title WHERE {
        ?report a <https://w3id.org/policygraph/ontology#ProgressReport> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?title
      } ORDER BY ?report ?title LIMIT 1";
    match store.select(TITLES).ok()?.rows.into_iter().flatten().next()?? {
        Term::Literal(title) => {
            Some((title.value().to_owned(), title.language().unwrap_or("und").to_owned()))
        }
        _ => None,
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "policygraph".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn check_url(url: &str) -> Result<(), Failure> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_sound = rest.is_some_and(|rest| {
        !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`?#".contains(&byte))
    });
    if is_sound {
        Ok(())
    } else {
        Err(Failure::usage(format!("--url: `{url}` is no address like https://host/path")))
    }
}

fn limits(args: &ServeArgs) -> Limits {
    Limits {
        time: Some(Duration::from_secs(args.timeout)),
        rows: Some(args.max_rows),
        bytes: usize::try_from(args.max_size << 20).ok(),
        memory: Some(args.max_memory.saturating_mul(1 << 20)),
    }
}

/// What is looked after, and how it is loaded again.
fn watch(args: &ServeArgs, setting: &Setting) -> Result<Watch, Failure> {
    if args.inputs.iter().any(|path| is_standard(path)) {
        return Err(Failure::usage("standard input cannot be watched"));
    }
    let mut paths: Vec<PathBuf> = args.inputs.clone();
    paths.extend(args.sources.registers.iter().cloned());
    paths.extend(setting.profile_files());
    let args = args.clone();
    let load = move || {
        let setting = Setting::new(&args.sources, &args.inputs, true);
        setting.and_then(|setting| content(&args, &setting)).map_err(|failure| failure.to_string())
    };
    let report = |trouble: Option<&str>| {
        let _ = match trouble {
            None => writeln!(io::stderr().lock(), "The inputs have changed and were loaded again"),
            Some(trouble) => writeln!(
                io::stderr().lock(),
                "The inputs have changed, but cannot be loaded; what was loaded before is served on: {trouble}"
            ),
        };
    };
    Ok(Watch { paths, load: Arc::new(load), report: Arc::new(report) })
}

fn log(format: LogFormat) -> Option<Log> {
    match format {
        LogFormat::None => None,
        LogFormat::Text => Some(Arc::new(|access| {
            let Access { method, target, status, bytes, took, .. } = access;
            let bytes = bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
            let _ =
                writeln!(io::stderr().lock(), "{status} {method} {target} {bytes} B {} ms", took.as_millis());
        })),
        LogFormat::Json => Some(Arc::new(|access| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let line = json!({
                "time": now.as_secs(),
                "method": access.method,
                "target": access.target,
                "status": access.status,
                "bytes": access.bytes,
                "microseconds": u64::try_from(access.took.as_micros()).unwrap_or(u64::MAX),
            });
            let _ = writeln!(io::stderr().lock(), "{line}");
        })),
    }
}
