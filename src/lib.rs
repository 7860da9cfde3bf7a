//! Turns a government plan's progress table into a knowledge graph.

#[cfg(feature = "cli")]
pub mod cli;
pub mod notation;
