//! Putting graphs into a store on another machine: SPARQL 1.1 Graph Store Protocol, and Update where that is missing.
//!
//! May live here: what is sent, in which pieces, what is tried again, and the account of what stands afterwards.
//!
//! A graph is replaced as a whole. Where the store takes SPARQL Update, its statements are gathered in a graph beside
//! it, counted, and copied over it by one request; a connection that is cut before leaves the old graph. Where it does
//! not, the first piece replaces the graph and the others are added, and [`Report`] says what stands if that ends half-way.
//! Only what may be sent twice is tried again.

mod client;
mod content;
mod count;
mod load;
mod report;
mod run;
mod service;

pub use client::SendError;
pub use content::{ContentError, GraphContent};
pub use report::{GraphReport, Method, Report, State};
pub use run::{Options, push};
pub use service::{Service, ServiceError};
