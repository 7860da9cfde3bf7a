//! Turns a government plan's progress table into a knowledge graph.

pub mod diagnostic;
pub mod notation;
pub mod source;
