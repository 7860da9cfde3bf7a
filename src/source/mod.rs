//! Documents as tables of cells; knows bytes and characters, not meaning.

pub mod text;
