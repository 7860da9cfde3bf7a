//! A picture with the network that its marks stand for: what a view ends in.

use crate::view::network::Network;
use crate::view::page::RowOrder;
use crate::view::scene::Scene;

/// A picture, what its marks stand for, and the orders that its rows can take.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The picture.
    pub scene: Scene,
    /// What the keys of its groups are places in.
    pub network: Network,
    /// The orders of its rows; empty if it has no rows that may move.
    pub orders: Vec<RowOrder>,
}
