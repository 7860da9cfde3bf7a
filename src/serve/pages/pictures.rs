//! Pages about how programs are used: the picture to search and filter, and what rests on which program.

use super::language::Chosen;
use super::links::ServerLinks;
use super::{POLICY_OF_PICTURE, Shared, finish, page, parameter, shown};
use crate::query::evaluate::Answer;
use crate::serve::loaded::{Loaded, broken};
use crate::serve::reply::Refusal;
use crate::serve::service::Service;
use crate::site::live::impact as impact_page;
use crate::view::details::page as details;
use crate::view::impact::{Impacts, ranking_table};
use crate::view::language::Language;
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
        let given = |name: &str| Ok(parameter(parts, name)?.filter(|value| !value.is_empty()));
        Ok(Self { goal: given("goal")?, ministry: given("ministry")? })
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
        page.site = Some(links.surroundings(&page));
        let mut body = Vec::new();
        write_page(&page, &mut body).map_err(|_| broken())?;
        Ok((super::HTML, body))
    };
    let entry = service.work_out(&loaded, key, work).await?;
    Ok(shown(parts, entry, POLICY_OF_PICTURE))
}

/// `/matrix.svg`
pub(in crate::serve) async fn picture(State(service): Shared, parts: Parts) -> Response<Body> {
    let loaded = service.loaded();
    let work = |loaded: &Loaded| {
        let rows = Part::default().of_rows(&loaded.parts.rows(loaded)?.0)?;
        let drawing = Matrix::new(&rows, Order::Reuse, Language::Japanese).drawing(&rows);
        let mut body = Vec::new();
        write_scene(&drawing.scene, &mut body).map_err(|_| broken())?;
        Ok(("image/svg+xml", body))
    };
    let result = service.work_out(&loaded, "matrix.svg".to_owned(), work).await;
    let result = result.map(|entry| shown(&parts, entry, "default-src 'none'; style-src 'unsafe-inline'"));
    finish(&service, &parts, result)
}

/// `/impact`
pub(in crate::serve) async fn impact(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, "/impact".to_owned(), |loaded, links| {
        let (rows, _) = loaded.parts.rows(loaded)?;
        let mut ranking = ranking_table(rows, &Impacts::new(rows).ranking());
        // The name of the program becomes the link.
        for variable in &mut ranking.variables {
            if variable.as_str() == "iri" {
                *variable = Variable::new_unchecked("program_iri");
            }
        }
        Ok(impact_page::page(&links.site_with_names()?, &Answer::Solutions(ranking)))
    })
    .await;
    finish(&service, &parts, result)
}
