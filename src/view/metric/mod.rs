//! Numbers about graphs of program reuse: who shares what, what holds the plan together, what carries it.
//!
//! May live here: one module for each number, with its definition, and the graphs that they are about. Nothing here
//! knows names, IRIs or pictures: measures and programs are numbers from 0, graphs are petgraph's, and an answer is a list
//! with a place for each node or edge.
//!
//! | number | of | says |
//! |---|---|---|
//! | reuse: [`Bipartite::measures_of`] | a program | how many measures use it |
//! | [`Shared::count`], [`Shared::jaccard`] | two programs, or two measures | how many measures, or programs, they share, and how nearly they have the same |
//! | [`components()`] | a node | which part of the graph it belongs to |
//! | [`cut()`] | a node, an edge | whether the graph falls apart without it |
//! | [`page_rank()`] | a node | how much it is tied to what is much tied |
//! | [`betweenness()`] | a node | on how many of the shortest ways between others it lies |
//! | [`dominance()`] | a program | what rests wholly on it |
//!
//! Communities are not among them. petgraph finds none, and no kept crate was found that does what it says: the
//! refinement of `leiden-rs` 0.8.1 moves nodes that others have joined already, so that some of its communities do not hang
//! together.
//!
//! Every answer is the same on every run and with any number of threads. No function here follows a path by recursion, so that
//! no graph is too deep.

mod betweenness;
mod bipartite;
mod block;
mod component;
mod cut;
mod dominance;
mod lists;
mod projection;
mod rank;
mod root;
mod walk;

pub use betweenness::{BUDGET, Betweenness, Effort, TooManyPaths, betweenness};
pub use bipartite::{Bipartite, Link, NoSuchNode, Side};
pub use component::{Components, components};
pub use cut::{Cut, cut};
pub use dominance::{Dominance, dominance};
pub use projection::{Onto, Shared, TooManyPairs, project};
pub use rank::page_rank;
pub use root::add_root;
