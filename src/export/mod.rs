//! Writers of files.

pub mod svg;
