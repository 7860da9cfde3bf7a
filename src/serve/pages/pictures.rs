//! Pages about how programs are used: the picture to search and filter, and what rests on which program.

use super::language::Chosen;
use super::links::ServerLinks;
use super::{POLICY_OF_PICTURE, Shared, finish, page, parameter, shown};
use crate::query::evaluate::{Answer, Solutions};
use crate::serve::loaded::{Loaded, broken};
use crate::serve::protocol::pairs;
use crate::serve::reply::Refusal;
use crate::serve::service::{Lane, Service};
use crate::site::live::impact as impact_page;
use crate::view::details::page as details;
use crate::view::impact::{Impacts, losses_table, ranking_table};
use crate::view::links::Links as Rows;
use crate::view::matrix::{Matrix, Order};
use crate::view::page::write_page;
use crate::view::selection::{Named, Selection, find};
use crate::view::svg::write_scene;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use oxigraph::model::Variable;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;

/// Uses of programs that a picture shows at most; browsers have trouble with more.
const MOST_USES: usize = 20_000;

/// The part of a plan that a picture shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    goal: Option<String>,
    ministry: Option<String>,
}

impl Part {
    fn of(parts: &Parts) -> Result<Self, Refusal> {
        let mut part = Self::default();
        for (name, value) in pairs(parts.uri.query().unwrap_or_default())? {
            let place = match name.as_str() {
                "goal" => &mut part.goal,
                "ministry" => &mut part.ministry,
                "lang" => continue,
                other => {
                    let message =
                        format!("there is no parameter `{other}`; there are goal, ministry and lang");
                    return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
                }
            };
            if place.is_some() {
                let message = format!("the parameter `{name}` is given twice");
                return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
            }
            *place = Some(value).filter(|value| !value.is_empty());
        }
        Ok(part)
    }

    /// What it is the part of, as it was asked for.
    fn names(&self) -> Vec<&str> {
        self.goal.iter().chain(&self.ministry).map(String::as_str).collect()
    }

    /// The rows of this part.
    fn of_rows(&self, all: &Rows) -> Result<Rows, Refusal> {
        let place = |what: Named, name: &Option<String>| -> Result<BTreeSet<usize>, Refusal> {
            let places = name.iter().map(|name| find(all, what, name)).collect::<Result<_, _>>();
            places.map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, error.to_string()))
        };
        let selection = Selection {
            goals: place(Named::Goal, &self.goal)?,
            bodies: place(Named::Body, &self.ministry)?,
            ..Selection::default()
        };
        let rows = selection.apply(all);
        if rows.uses.len() > MOST_USES {
            let message = format!(
                "{} uses of programs are too many for one picture; /matrix?goal=… and /matrix?ministry=… show a part",
                rows.uses.len()
            );
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Ok(rows)
    }
}

/// `/matrix`: the picture to search and filter.
pub(in crate::serve) async fn matrix(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = interactive(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn interactive(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let chosen = Chosen::of(parts)?;
    let language = chosen.language;
    let part = Part::of(parts)?;
    let loaded = service.loaded();
    let key = format!("matrix {chosen:?} {part:?}");
    let work = move |loaded: &Loaded| {
        let (all, facts) = loaded.parts.rows(loaded)?;
        let rows = part.of_rows(all)?;
        let drawing = Matrix::new(&rows, Order::Reuse, language).drawing(&rows);
        let links = ServerLinks::new(loaded, chosen, "/matrix");
        let mut page = details(drawing, &rows, facts, language, Vec::new());
        page.site = Some(links.surroundings(&page, &part.names()));
        let mut body = Vec::new();
        write_page(&page, &mut body).map_err(|_| broken())?;
        Ok((super::HTML, body))
    };
    let entry = service.work_out(&loaded, Lane::Whole, key, work).await?;
    Ok(shown(parts, entry, POLICY_OF_PICTURE))
}

/// `/matrix.svg`
pub(in crate::serve) async fn picture(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = drawn(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn drawn(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let language = Chosen::of(parts)?.language;
    let loaded = service.loaded();
    let work = move |loaded: &Loaded| {
        let rows = Part::default().of_rows(&loaded.parts.rows(loaded)?.0)?;
        let drawing = Matrix::new(&rows, Order::Reuse, language).drawing(&rows);
        let mut body = Vec::new();
        write_scene(&drawing.scene, &mut body).map_err(|_| broken())?;
        Ok(("image/svg+xml", body))
    };
    let key = format!("matrix.svg {}", language.tag());
    let entry = service.work_out(&loaded, Lane::Whole, key, work).await?;
    Ok(shown(parts, entry, "default-src 'none'; style-src 'unsafe-inline'"))
}

/// `/impact`, `/impact?program=…`
pub(in crate::serve) async fn impact(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = what_rests(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn what_rests(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let program = parameter(parts, "program")?.filter(|program| !program.is_empty());
    let here = match &program {
        Some(program) => format!("/impact?program={}", utf8_percent_encode(program, NON_ALPHANUMERIC)),
        None => "/impact".to_owned(),
    };
    page(service, parts, Lane::Whole, here, move |loaded, links| {
        let (rows, _) = loaded.parts.rows(loaded)?;
        let programs: Vec<&str> = rows.programs.iter().map(|row| row.label.as_str()).collect();
        let impacts = Impacts::new(rows);
        let (asked, table) = match &program {
            Some(program) => {
                let place = find(rows, Named::Program, program)
                    .map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, error.to_string()))?;
                let table = losses_table(rows, &impacts.of(&[place]));
                (programs.get(place).copied(), named(table, "label_iri"))
            }
            None => (None, named(ranking_table(rows, &impacts.ranking()), "program_iri")),
        };
        Ok(impact_page::page(&links.site_with_names()?, asked, &programs, &Answer::Solutions(table)))
    })
    .await
}

/// A table whose column `iri` is the address of another one.
fn named(mut table: Solutions, name: &str) -> Solutions {
    for variable in &mut table.variables {
        if variable.as_str() == "iri" {
            *variable = Variable::new_unchecked(name);
        }
    }
    table
}
