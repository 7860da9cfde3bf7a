//! What was typed about the part of the graph to show.

use super::args::{Interface, RowOrder, SelectionArgs};
use super::exit::{Exit, Failure, OrExit};
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::matrix::Order;
use crate::view::selection::{Named, Selection, find, find_year};
use std::collections::BTreeSet;

impl From<RowOrder> for Order {
    fn from(order: RowOrder) -> Self {
        match order {
            RowOrder::Reuse => Self::Reuse,
            RowOrder::First => Self::First,
            RowOrder::Name => Self::Name,
            RowOrder::Budget => Self::Budget,
        }
    }
}

impl From<Interface> for Language {
    fn from(interface: Interface) -> Self {
        match interface {
            Interface::Ja => Self::Japanese,
            Interface::En => Self::English,
        }
    }
}

/// Looks the names up; one that means nothing in the graph, or too much, is a wrong parameter.
pub(crate) fn selection(args: &SelectionArgs, links: &Links) -> Result<Selection, Failure> {
    let places = |option: &str, what: Named, names: &[String]| {
        let place = |name: &String| find(links, what, name).or_exit(Exit::Query, || option.to_owned());
        names.iter().map(place).collect::<Result<BTreeSet<usize>, Failure>>()
    };
    let year = |name: &String| find_year(links, name).or_exit(Exit::Query, || "--year".to_owned());
    Ok(Selection {
        years: args.years.iter().map(year).collect::<Result<_, Failure>>()?,
        goals: places("--goal", Named::Goal, &args.goals)?,
        bodies: places("--ministry", Named::Body, &args.ministries)?,
        lead: args.lead,
        rollup: false,
        repeats: args.repeats,
    })
}
