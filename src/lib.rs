//! Turns a government plan's progress table into a knowledge graph.

pub mod export;
pub mod notation;
pub mod query;
pub mod store;
pub mod view;
