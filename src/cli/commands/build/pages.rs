//! The pages of a build.

mod hosting;
mod paths;

use super::folder::NewFolder;
use crate::bundle::{BundleFile, Description};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::plan::Plan;
use crate::query::catalogue::StoredQuery;
use crate::query::evaluate::Answer;
use crate::rdf::Base;
use crate::site::finding::Finding;
use crate::site::lookup::Names;
use crate::site::start::{Contents, Figures, QueryEntry, TableEntry};
use crate::site::terms::Terms;
use crate::site::thing::{self, Index, Thing};
use crate::site::{self, SCRIPT, STYLE, Site, answer, finding, start, table, terms};
use crate::store::Store;
use crate::tables::Rows;
use crate::view::language::Language;
use oxigraph::model::NamedNode;
use paths::{BundleLinks, ThingPaths};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) use paths::answer_name;

const STYLE_FILE: &str = "assets/pages.css";
const SCRIPT_FILE: &str = "assets/tables.js";
const TERMS_FILE: &str = "ontology/index.html";
const FINDINGS_FILE: &str = "findings.html";
const GRAPH_FILE: &str = "plan.ttl";

/// What pages need to know, and what they were told of the other files.
pub(super) struct Pages<'p> {
    description: &'p Description,
    terms: Terms,
    things: ThingPaths,
    names: Names,
    base: &'p Base,
}

impl<'p> Pages<'p> {
    /// Gets ready. With `each`, every thing has a page of its own.
    pub(super) fn new(
        description: &'p Description,
        base: &'p Base,
        store: &Store,
        each: bool,
    ) -> Result<Self, Failure> {
        let iris =
            if each { thing::all(store, base.as_str()).or_exit(Exit::Query, things)? } else { Vec::new() };
        Ok(Self {
            description,
            terms: Terms::embedded().or_exit(Exit::Query, || TERMS_FILE.to_owned())?,
            things: ThingPaths::new(base, iris),
            names: Names::read(store).or_exit(Exit::Query, things)?,
            base,
        })
    }

    fn links(&self, name: &str) -> BundleLinks<'_> {
        BundleLinks::new(name, &self.terms, &self.things)
    }

    fn site<'s>(&'s self, links: &'s BundleLinks<'s>) -> Site<'s> {
        Site {
            description: self.description,
            terms: &self.terms,
            links,
            language: None,
            names: Some(&self.names),
        }
    }

    /// Writes the page of the answer to a query.
    pub(super) fn write_answer(
        &self,
        query: &StoredQuery,
        answer: &Answer,
        csv: &str,
        path: &Path,
    ) -> Result<(), Failure> {
        let name = answer_name(query);
        let links = self.links(&name);
        write(path, &answer::page(&self.site(&links), query, answer, csv))
    }

    /// Writes every other page. The start pages come last: they list what the folder holds by then.
    pub(super) fn write(
        &self,
        store: &Store,
        plans: &[Plan],
        queries: &[QueryEntry],
        tables: &[Rows],
        folder: &mut NewFolder,
    ) -> Result<(), Failure> {
        self.write_terms(folder)?;
        for (name, text, about, about_ja) in [
            (STYLE_FILE, STYLE, "the style of the pages", "ページの体裁"),
            (SCRIPT_FILE, SCRIPT, "filters for the tables of the pages", "ページの表の絞り込み"),
        ] {
            write(&folder.file(name, about, about_ja), &text.replace("\r\n", "\n"))?;
        }
        let tables = self.write_tables(tables, folder)?;
        let findings = findings(plans);
        let links = self.links(FINDINGS_FILE);
        let path = folder.file(FINDINGS_FILE, "findings as a page", "確認事項のページ");
        write(&path, &finding::page(&self.site(&links), &findings))?;
        self.write_things(store, folder)?;
        if !self.things.is_empty() {
            hosting::write_all(self.base, self.description, folder)?;
        }
        let figures = Figures::read(store).or_exit(Exit::Query, || "index.html".to_owned())?;
        let files: Vec<BundleFile> =
            folder.measured()?.iter().filter(|file| !self.things.holds(&file.name)).cloned().collect();
        let has = |name: &str| files.iter().any(|file| file.name == name);
        let contents = Contents {
            figures: &figures,
            files: &files,
            tables: &tables,
            queries,
            findings: &findings,
            checksums: Some("SHA256SUMS"),
            licence_text: has("LICENSE-DATA.md").then_some("LICENSE-DATA.md"),
            classes: &[],
            picture: (has("matrix.svg") && has("matrix.html")).then_some(("matrix.svg", "matrix.html")),
        };
        for (language, about, about_ja) in [
            (Language::Japanese, "the start page, in Japanese", "トップページ(日本語)"),
            (Language::English, "the start page, in English", "トップページ(英語)"),
        ] {
            let name = paths::start_name(language);
            let links = self.links(name);
            write(
                &folder.file(name, about, about_ja),
                &start::page(&self.site(&links), &contents, language),
            )?;
        }
        Ok(())
    }

    fn write_terms(&self, folder: &mut NewFolder) -> Result<(), Failure> {
        let files = folder.measured()?.iter().filter(|file| file.name.starts_with("ontology/"));
        let files: Vec<String> = files.map(|file| file.name.clone()).collect();
        let links = self.links(TERMS_FILE);
        let path = folder.file(TERMS_FILE, "the terms of the vocabulary as a page", "用語のページ");
        write(&path, &terms::page(&self.site(&links), &files))
    }

    fn write_tables(&self, tables: &[Rows], folder: &mut NewFolder) -> Result<Vec<TableEntry>, Failure> {
        let mut entries = Vec::new();
        for rows in tables {
            let definition = rows.table;
            let name = paths::table_name(definition.name);
            let csv = format!("tables/{}", definition.file());
            let csv = folder.holds(&csv).then_some(csv);
            let links = self.links(&name);
            let path = folder.file(&name, definition.title.en, definition.title.ja);
            write(&path, &table::page(&self.site(&links), rows, csv.as_deref()))?;
            entries.push(TableEntry {
                name: definition.name.to_owned(),
                title_ja: definition.title.ja.to_owned(),
                title_en: definition.title.en.to_owned(),
                rows: Some(rows.rows.len()),
                file: csv,
            });
        }
        Ok(entries)
    }

    fn write_things(&self, store: &Store, folder: &mut NewFolder) -> Result<(), Failure> {
        if self.things.is_empty() {
            return Ok(());
        }
        let index = Index::read(store).or_exit(Exit::Query, things)?;
        let pages: Vec<(&str, &str, PathBuf)> = self
            .things
            .iter()
            .map(|(iri, name)| (iri, name, folder.file(name, "the page of a thing", "個々の項目のページ")))
            .collect();
        pages.par_iter().try_for_each(|(iri, name, path)| {
            let failed = || (*iri).to_owned();
            let node = NamedNode::new(*iri).or_exit(Exit::Query, failed)?;
            let Some(thing) = Thing::read(store, &index, &node).or_exit(Exit::Query, failed)? else {
                return write(path, "");
            };
            let links = self.links(name);
            write(path, &thing::page(&self.site(&links), &thing, GRAPH_FILE))
        })
    }
}

fn things() -> String {
    "things".to_owned()
}

/// The folder is new and nobody sees it before it is whole, so files are written in place.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).or_exit(Exit::Output, || path.display().to_string())
}

fn findings(plans: &[Plan]) -> Vec<Finding> {
    let of = |plan: &Plan| {
        let file = plan.document.file.clone();
        plan.diagnostics
            .iter()
            .map(move |found| {
                let place = [
                    (found.table > 0).then(|| format!("table {}", found.table)),
                    (found.line > 0).then(|| format!("line {}", found.line)),
                    (found.line > 0).then(|| format!("column {}", found.column.saturating_add(1))),
                ];
                site::finding::Finding {
                    severity: found.severity.to_string(),
                    code: found.code.to_string(),
                    message: found.message.clone(),
                    file: file.clone(),
                    place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
                    quote: found.quote.clone(),
                }
            })
            .collect::<Vec<_>>()
    };
    plans.iter().flat_map(of).collect()
}
