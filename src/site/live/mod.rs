//! Pages that only something that answers can have: search, the tree of the plan, questions of anybody, and what went wrong.

pub mod answer;
pub mod editor;
pub mod impact;
pub mod problem;
pub mod search;
pub mod tree;
