//! One module per command.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod impact;
#[cfg(feature = "persist")]
pub(crate) mod load;
pub mod parse;
#[cfg(feature = "remote")]
pub(crate) mod push;
pub(crate) mod queries;
pub(crate) mod query;
#[cfg(feature = "serve")]
pub(crate) mod serve;
pub(crate) mod validate;
pub(crate) mod view;
