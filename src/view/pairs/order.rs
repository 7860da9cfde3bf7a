//! In which order things stand that go together.
//!
//! **Definition.** Things that are tied, directly or through others, make a component; components stand by size, then by their first
//! item. Inside a component the order starts with the strongest tie and goes on with what is tied most to those that
//! stand already, at the end where its ties are nearer; then every item moves to the place where the sum over all ties of
//! strength times distance is least, until nothing improves. Equals keep the order of the items. So strongly tied things
//! stand together, and the same pairs give the same order.

use crate::view::pairs::Tie;
use std::collections::{BTreeMap, BTreeSet};

/// Larger components are not improved after the start: the time would grow with the square.
const IMPROVED: usize = 600;
/// How often all items are gone through at most.
const ROUNDS: usize = 20;

/// Neighbours of each item with the strength of the tie.
struct Neighbours(Vec<Vec<(usize, usize)>>);

impl Neighbours {
    fn new(items: usize, ties: &[Tie]) -> Self {
        let mut of = vec![Vec::new(); items];
        for tie in ties {
            for (one, other) in [(tie.first, tie.second), (tie.second, tie.first)] {
                if let Some(list) = of.get_mut(one) {
                    list.push((other, tie.shared));
                }
            }
        }
        Self(of)
    }

    fn of(&self, item: usize) -> &[(usize, usize)] {
        self.0.get(item).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The components in order, each with its items in order; one item alone if it is tied to nothing.
///
/// # Arguments
///
/// * `items`: how many there are.
/// * `ties`: between them, each pair once.
///
/// # Complexity
///
/// Time O(n + t·log n) for n items with t ties, and O(n·(n + t)) a round for components of up to 600 items.
pub fn components(items: usize, ties: &[Tie]) -> Vec<Vec<usize>> {
    let neighbours = Neighbours::new(items, ties);
    let mut seen = vec![false; items];
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..items {
        let (mut members, mut waiting) = (Vec::new(), vec![start]);
        while let Some(next) = waiting.pop() {
            if let Some(seen) = seen.get_mut(next)
                && !std::mem::replace(seen, true)
            {
                members.push(next);
                waiting.extend(neighbours.of(next).iter().map(|(other, _)| *other));
            }
        }
        if !members.is_empty() {
            members.sort_unstable();
            found.push(members);
        }
    }
    found.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    found.into_iter().map(|members| arrange(&members, &neighbours)).collect()
}

fn arrange(members: &[usize], neighbours: &Neighbours) -> Vec<usize> {
    let start = greedy(members, neighbours);
    if start.len() > IMPROVED || start.len() < 3 { start } else { improve(&start, neighbours) }
}

/// What waits to be placed, the most tied first, then in the order of the items.
#[derive(Default)]
struct Queue {
    pulls: BTreeMap<usize, usize>,
    waiting: BTreeSet<(std::cmp::Reverse<usize>, usize)>,
}

impl Queue {
    fn pull(&mut self, item: usize, strength: usize) {
        let pull = self.pulls.entry(item).or_insert(0);
        self.waiting.remove(&(std::cmp::Reverse(*pull), item));
        *pull += strength;
        self.waiting.insert((std::cmp::Reverse(*pull), item));
    }
}

fn greedy(members: &[usize], neighbours: &Neighbours) -> Vec<usize> {
    let strongest = members.iter().flat_map(|item| {
        neighbours.of(*item).iter().map(|(other, strength)| (std::cmp::Reverse(*strength), *item, *other))
    });
    let Some((_, first, _)) = strongest.min() else {
        return members.to_vec();
    };
    let mut order = std::collections::VecDeque::new();
    // Where each item stands, from the start outwards.
    let mut places: BTreeMap<usize, i64> = BTreeMap::new();
    let (mut left, mut right) = (0_i64, 0_i64);
    let mut queue = Queue::default();
    let mut next = Some(first);
    while let Some(item) = next {
        let near = neighbours.of(item).iter().filter_map(|(other, strength)| {
            places.get(other).map(|place| (*place, i64::try_from(*strength).unwrap_or(i64::MAX)))
        });
        // Below 0 if its ties are nearer to the left end.
        let (sum, weight) = near.fold((0_i64, 0_i64), |(sum, weight), (place, strength)| {
            (sum.saturating_add(place.saturating_mul(strength)), weight.saturating_add(strength))
        });
        if sum.saturating_mul(2) < weight.saturating_mul(left + right) {
            left -= 1;
            places.insert(item, left);
            order.push_front(item);
        } else {
            if !order.is_empty() {
                right += 1;
            }
            places.insert(item, right);
            order.push_back(item);
        }
        for (other, strength) in neighbours.of(item) {
            if !places.contains_key(other) {
                queue.pull(*other, *strength);
            }
        }
        next = queue.waiting.pop_first().map(|(_, item)| item);
    }
    order.into()
}

/// Moves items one by one to their best places.
fn improve(start: &[usize], neighbours: &Neighbours) -> Vec<usize> {
    let mut items = start.to_vec();
    items.sort_unstable();
    let number = |item: &usize| items.binary_search(item).unwrap_or_default();
    let row = |item: &usize| -> Vec<(usize, i64)> {
        let ties = neighbours.of(*item).iter();
        ties.map(|(other, strength)| (number(other), i64::try_from(*strength).unwrap_or(i64::MAX))).collect()
    };
    let ties: Vec<Vec<(usize, i64)>> = items.iter().map(row).collect();
    let mut line = Line { order: start.iter().map(number).collect(), places: vec![0; items.len()], ties };
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for item in 0..items.len() {
            is_better |= line.move_one(item);
        }
        if !is_better {
            break;
        }
    }
    line.order.iter().filter_map(|number| items.get(*number).copied()).collect()
}

/// Items of one component in a line, by their numbers in it.
struct Line {
    order: Vec<usize>,
    /// Where each stands; while one is moved, where the others do.
    places: Vec<usize>,
    /// The neighbours of each with the strength of the tie.
    ties: Vec<Vec<(usize, i64)>>,
}

impl Line {
    /// Moves an item to the gap at which its own ties, and those that pass it, are shortest; the nearest of equals.
    fn move_one(&mut self, item: usize) -> bool {
        let Some(from) = self.order.iter().position(|other| *other == item) else {
            return false;
        };
        self.order.remove(from);
        for (place, other) in self.order.iter().enumerate() {
            if let Some(slot) = self.places.get_mut(*other) {
                *slot = place;
            }
        }
        let costs = self.costs(item);
        let stay = costs.get(from).copied().unwrap_or(i64::MAX);
        let best = costs.iter().enumerate().min_by_key(|(gap, cost)| (**cost, gap.abs_diff(from)));
        let to = best.filter(|(_, cost)| **cost < stay).map_or(from, |(gap, _)| gap);
        self.order.insert(to, item);
        to != from
    }

    /// What each gap costs the item that is left out of the order: the length of its ties there, and that by which it lengthens
    /// the ties that pass it.
    fn costs(&self, item: usize) -> Vec<i64> {
        let count = self.order.len();
        let place = |other: usize| self.places.get(other).copied().unwrap_or_default();
        // Strengths of its own ties by the place of the other end, and of those of others by the gaps that they pass: what begins
        // before a gap less what ended before it.
        let (mut own, mut passing) = (vec![0_i64; count], vec![0_i64; count + 1]);
        let (mut length, mut all) = (0_i64, 0_i64);
        for (other, strength) in self.ties.get(item).into_iter().flatten() {
            let at = place(*other);
            all += strength;
            // In the first gap a neighbour at place p is p + 1 away.
            length =
                length.saturating_add(strength.saturating_mul(i64::try_from(at + 1).unwrap_or(i64::MAX)));
            if let Some(slot) = own.get_mut(at) {
                *slot += strength;
            }
        }
        for (at, one) in self.order.iter().enumerate() {
            for (other, strength) in self.ties.get(*one).into_iter().flatten() {
                let end = place(*other);
                if *other != item && end > at {
                    if let Some(slot) = passing.get_mut(at + 1) {
                        *slot += strength;
                    }
                    if let Some(slot) = passing.get_mut(end + 1) {
                        *slot -= strength;
                    }
                }
            }
        }
        let (mut before, mut across) = (0_i64, 0_i64);
        let mut costs = Vec::with_capacity(count + 1);
        for (gap, change) in passing.iter().enumerate() {
            across += change;
            costs.push(length.saturating_add(across));
            let next = own.get(gap).copied().unwrap_or(0);
            // One gap further, what lies behind is one further away, what lies ahead one nearer; the neighbour passed stays as
            // far as it was.
            length = length.saturating_add(before - (all - before - next));
            before += next;
        }
        costs
    }
}
