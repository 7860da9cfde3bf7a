//! Views of the graph: which program serves which measures, who works with whom, what rests on what; as pictures, pages and
//! graphs for other tools.
//!
//! May live here: one module per view, and what views share. The steps are apart on purpose: [`links`] holds the rows,
//! [`selection`] narrows them, [`graph`] joins and [`reuse`] counts them, a view such as [`matrix`] orders and lays them out. It
//! ends in a [`scene::Scene`], which [`svg`] writes, and a [`network::Network`], which [`write`](mod@write) writes; [`details`] adds what
//! is known behind the marks, for a [`page`]. [`impact`] asks the same rows what would be left uncovered.

pub mod bodies;
mod canvas;
pub mod colour;
pub mod details;
pub mod drawing;
pub mod format;
pub mod graph;
pub mod impact;
pub mod language;
pub mod layers;
mod legend;
pub mod links;
pub mod matrix;
pub mod metric;
pub mod money;
pub mod network;
pub mod page;
pub mod pairs;
#[cfg(feature = "png")]
pub mod png;
pub mod reuse;
pub mod scene;
pub mod selection;
pub mod structure;
pub mod svg;
pub mod text;
pub mod write;
mod xml;
