//! Turns a government plan's progress table into a knowledge graph.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod export;
pub mod facts;
pub mod notation;
pub mod plan;
pub mod profile;
pub mod query;
pub mod rdf;
pub mod register;
pub mod report;
pub mod source;
pub mod store;
pub mod view;

/// The library example of the README, compiled and run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
