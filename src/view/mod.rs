//! Pictures of the graph: which program serves which measures, in what order to
//! show them, and where every mark goes.
//!
//! May live here: one module per view, and what views share. A view reads the graph through
//! [`crate::query::evaluate::Source`] only, so it works on any store or endpoint with our vocabulary.
//! The steps are apart on purpose: [`links`] asks, [`graph`] joins, [`reuse`] counts, [`matrix`] orders and
//! lays out, and what comes out is a [`scene::Scene`] that [`svg`] writes. [`layers`] leads from goals to programs,
//! [`pairs`] shows what goes together. A further view adds a module beside them and ends in a
//! [`drawing::Drawing`] too.

pub mod bodies;
mod canvas;
pub mod colour;
pub mod drawing;
pub mod graph;
pub mod language;
pub mod layers;
mod legend;
pub mod links;
pub mod matrix;
pub mod money;
pub mod network;
pub mod page;
pub mod pairs;
pub mod reuse;
pub mod scene;
pub mod selection;
pub mod svg;
pub mod text;
