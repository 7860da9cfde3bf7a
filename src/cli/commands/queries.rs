//! `policygraph queries [NAME]`: the stored queries, listed, shown or checked.

use crate::cli::args::{QueriesArgs, QueriesFormat};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::findings::wrap::wrapped;
use crate::cli::output::write_to;
use crate::cli::render::{inert, width};
use crate::query::catalogue::{self, StoredQuery, page, themes};
use crate::query::lint::lint;
use crate::query::parameters::ParameterKind;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

pub(crate) fn run(args: &QueriesArgs) -> Result<Exit, Failure> {
    if let Some(files) = &args.lint {
        return check(files);
    }
    let text = match &args.query {
        Some(name) => show(name, args.format)?,
        None => list(args)?,
    };
    write_to(None, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}

fn show(name: &str, format: Option<QueriesFormat>) -> Result<String, Failure> {
    let query = catalogue::find(name).or_exit(Exit::Query, || "queries".to_owned())?;
    match format {
        None | Some(QueriesFormat::Text) => Ok(query.text.to_owned()),
        Some(QueriesFormat::Json) => Ok(format!("{:#}\n", entry(&query, true)?)),
        Some(_) => Err(Failure::usage("one query is shown as text or json")),
    }
}

fn list(args: &QueriesArgs) -> Result<String, Failure> {
    let mut queries = catalogue::all().or_exit(Exit::Query, || "queries".to_owned())?;
    if let Some(tag) = &args.tag {
        let mut known: Vec<String> = queries.iter().flat_map(|query| query.header.tags.clone()).collect();
        queries.retain(|query| query.header.tags.contains(tag));
        if queries.is_empty() {
            known.sort();
            known.dedup();
            let message = format!("no query has the tag `{tag}`; there are: {}", known.join(", "));
            return Err(Failure::usage(message));
        }
    }
    match args.format.unwrap_or(QueriesFormat::Text) {
        QueriesFormat::Text => {
            let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            Ok(for_people(&queries, width(), colours))
        }
        QueriesFormat::Json => {
            let entries: Vec<Value> =
                queries.iter().map(|query| entry(query, false)).collect::<Result<_, _>>()?;
            Ok(format!("{:#}\n", Value::Array(entries)))
        }
        QueriesFormat::Md => markdown(&queries),
        QueriesFormat::Ttl if args.tag.is_some() => {
            Err(Failure::usage("ttl holds all queries; leave out --tag"))
        }
        QueriesFormat::Ttl => catalogue::collection().or_exit(Exit::Query, || "queries".to_owned()),
    }
}

/// Columns before a query's name.
const INDENT: usize = 5;

/// The list by theme, no line wider than `width` columns where words allow.
fn for_people(queries: &[StoredQuery], width: usize, colours: bool) -> String {
    let bold = |text: &str| if colours { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let longest = queries.iter().map(|query| query.name.len()).max().unwrap_or_default();
    let start = INDENT + longest + 2;
    let mut text = String::new();
    for (theme, members) in themes(queries) {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{}", bold(&page::title(theme)));
        for query in members {
            let mut lines =
                wrapped(&query.header.summary, 0, width.saturating_sub(start).max(20)).into_iter();
            let gap = " ".repeat(longest - query.name.len() + 2);
            let first = lines.next().unwrap_or_default();
            let _ = writeln!(text, "  {} {}{gap}{first}", query.number, bold(query.name));
            for line in lines {
                let _ = writeln!(text, "{}{line}", " ".repeat(start));
            }
            let options: Vec<String> =
                query.parameters().iter().map(|parameter| format!("-p {}=…", parameter.name())).collect();
            let (title, options) = (&query.header.title, options.join(" "));
            let fits = INDENT + title.width() + 2 + options.width() <= width;
            let gap = if options.is_empty() {
                String::new()
            } else if fits {
                "  ".to_owned()
            } else {
                format!("\n{}", " ".repeat(INDENT))
            };
            let _ = writeln!(text, "{}{title}{gap}{options}", " ".repeat(INDENT));
        }
    }
    text.push_str("\nRun one: policygraph query NAME INPUT…   Its text: policygraph queries NAME\n");
    text
}

fn markdown(queries: &[StoredQuery]) -> Result<String, Failure> {
    let mut text = "| query | answers | 題 | parameters | columns |\n|---|---|---|---|---|\n".to_owned();
    for query in queries {
        let code = |names: Vec<String>| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(" ")
        };
        let parameters = query.parameters().iter().map(|parameter| parameter.name().to_owned()).collect();
        let columns = query.columns().or_exit(Exit::Query, || "queries".to_owned())?;
        let (summary, title) =
            (query.header.summary.replace('|', "\\|"), query.header.title.replace('|', "\\|"));
        let (parameters, columns) = (code(parameters), code(columns));
        let _ = writeln!(text, "| `{}` | {summary} | {title} | {parameters} | {columns} |", query.name);
    }
    Ok(text)
}

fn entry(query: &StoredQuery, with_text: bool) -> Result<Value, Failure> {
    let default = |name: &str| {
        let found = query.header.defaults.iter().find(|(known, _)| known == name);
        found.map_or(Value::Null, |(_, value)| json!(value))
    };
    let parameters: Vec<Value> = query
        .parameters()
        .iter()
        .map(|parameter| {
            let kind = match parameter.kind() {
                ParameterKind::Iri => "iri",
                ParameterKind::Integer => "integer",
                ParameterKind::Text => "text",
            };
            let name = parameter.name();
            json!({"name": name, "variable": parameter.variable(), "kind": kind, "default": default(name)})
        })
        .collect();
    let columns = query.columns().or_exit(Exit::Query, || "queries".to_owned())?;
    let mut entry = json!({
        "number": query.number,
        "name": query.name,
        "file": query.file,
        "summary": query.header.summary,
        "title": query.header.title,
        "description": query.header.description,
        "tags": query.header.tags,
        "parameters": parameters,
        "columns": columns,
    });
    if with_text && let Some(members) = entry.as_object_mut() {
        members.insert("text".to_owned(), json!(query.text));
    }
    Ok(entry)
}

fn check(files: &[PathBuf]) -> Result<Exit, Failure> {
    let mut texts: Vec<(String, String, String)> = Vec::new();
    for path in files {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).or_exit(Exit::Input, || shown.clone())?;
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        texts.push((shown, file, text));
    }
    if files.is_empty() {
        let stored = catalogue::files().iter();
        texts.extend(
            stored.map(|(file, text)| (format!("queries/{file}"), (*file).to_owned(), (*text).to_owned())),
        );
    }
    let mut lines = String::new();
    for (shown, file, text) in &texts {
        for finding in lint(file, text) {
            let (line, rule, message) = (finding.line, finding.rule, inert(&finding.message));
            let _ = writeln!(lines, "{}:{line}: {message} [{rule}]", inert(shown));
        }
    }
    write_to(None, |out| out.write_all(lines.as_bytes()))?;
    Ok(if lines.is_empty() { Exit::Done } else { Exit::No })
}
