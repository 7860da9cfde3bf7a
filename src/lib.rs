//! Turns a government plan's progress table into a knowledge graph.

pub mod bundle;
pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod diff;
pub mod export;
pub mod facts;
pub mod notation;
pub mod plan;
pub mod profile;
#[cfg(feature = "remote")]
pub mod push;
pub mod query;
pub mod rdf;
pub mod register;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod source;
pub mod store;
pub mod tables;
pub mod validate;
pub mod view;

/// The library example of the README, compiled and run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
