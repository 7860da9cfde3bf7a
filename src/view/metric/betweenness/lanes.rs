//! Shortest paths from many nodes at once.
//!
//! May live here: the loops in which betweenness spends its time, and the arrays that they run over.
//!
//! Brandes' algorithm looks at every edge twice for each node that paths start from. Here 64 such sources go through
//! the graph together as the bits of a word, which gives every node's distances; then the numbers of paths and the
//! dependencies are summed for 8 sources at a time, which stand beside each other in memory as lanes: one look
//! at an edge adds 8 numbers. Sources that are near each other have nearly the same distances, so that a node is
//! looked at two or three times for 8 sources instead of 8 times.
//!
//! Numbers of nodes at even and at odd distances from a source are kept in arrays of their own. A node at distance d
//! from a source has neighbours at distances d - 1, d and d + 1 only. So when distance d is summed up from the array of
//! distance d - 1, the lanes of neighbours at distance d are zero there, and those at d + 1 are not filled yet: a plain
//! sum over all neighbours is the sum over the predecessors.

use crate::view::metric::block::Near;
use crate::view::metric::lists::number;

/// How many sources go through the graph together.
pub(super) const WORD: usize = 64;
/// How many of them are summed together.
const LANES: usize = 8;

/// A number for each of 8 sources: one line of the cache, so that none lies in two.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Lanes([f64; LANES]);

impl Lanes {
    const ZERO: Self = Self([0.0; LANES]);

    /// Their sum.
    fn total(&self) -> f64 {
        // In pairs, so that no sum waits for all before it.
        let (low, high) = self.0.split_at(LANES / 2);
        let mut pairs = low.iter().zip(high).map(|(low, high)| low + high);
        let mut next = || pairs.next().unwrap_or_default();
        let (first, second, third, fourth) = (next(), next(), next(), next());
        (first + third) + (second + fourth)
    }
}

/// For each set of lanes, the bits that keep their numbers and clear those of others.
const MASKS: [[u64; LANES]; 256] = masks();

#[expect(clippy::indexing_slicing, reason = "evaluated while this is compiled")]
const fn masks() -> [[u64; LANES]; 256] {
    let mut masks = [[0; LANES]; 256];
    let mut set = 0;
    while set < 256 {
        let mut lane = 0;
        while lane < LANES {
            if set >> lane & 1 == 1 {
                masks[set][lane] = u64::MAX;
            }
            lane += 1;
        }
        set += 1;
    }
    masks
}

/// A node that paths start from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Source {
    /// Its place.
    pub(super) place: u32,
    /// How often it counts.
    pub(super) times: f64,
}

/// A node, and the sources from which it has a certain distance.
#[derive(Debug, Clone, Copy)]
struct Reached {
    place: u32,
    sources: u64,
}

/// How a path counts for a node that it leads through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Once from each of its ends.
    Whole,
    /// From the end s, 2 d(s, v) / d(s, t), which is twice in all from both ends.
    ByDistance,
}

impl Counted {
    /// What an end at a distance counts, and what is counted at a node at that distance for each of it.
    fn at(self, distance: usize) -> (f64, f64) {
        let distance = f64::from(number(distance));
        match self {
            Self::Whole => (1.0, 1.0),
            Self::ByDistance => (1.0 / distance, 2.0 * distance),
        }
    }
}

/// What sources depend on, by place.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    counted: Counted,
    /// Each source's dependency as often as the source counts.
    pub(super) dependencies: Vec<f64>,
    /// The same of the squares of the dependencies; empty if they are not wanted.
    pub(super) squares: Vec<f64>,
}

impl Sums {
    pub(super) fn new(nodes: usize, counted: Counted) -> Self {
        let squares = match counted {
            Counted::Whole => 0,
            Counted::ByDistance => nodes,
        };
        Self { counted, dependencies: vec![0.0; nodes], squares: vec![0.0; squares] }
    }

    fn add(&mut self, place: usize, dependencies: &Lanes, own: f64, times: &Lanes) {
        let mut counted = *dependencies;
        for (counted, times) in counted.0.iter_mut().zip(&times.0) {
            *counted *= own * times;
        }
        if let Some(sum) = self.dependencies.get_mut(place) {
            *sum += counted.total();
        }
        if let Some(sum) = self.squares.get_mut(place) {
            for (counted, dependency) in counted.0.iter_mut().zip(&dependencies.0) {
                *counted *= own * dependency;
            }
            *sum += counted.total();
        }
    }

    /// Adds what others depend on.
    pub(super) fn merge(&mut self, other: &Self) {
        let both = [(&mut self.dependencies, &other.dependencies), (&mut self.squares, &other.squares)];
        for (own, others) in both {
            for (own, other) in own.iter_mut().zip(others) {
                *own += other;
            }
        }
    }
}

/// Room for the loops, used again for each word of sources.
#[derive(Debug)]
pub(super) struct Room {
    /// The sources that have reached each node.
    seen: Vec<u64>,
    /// The sources that reach each node in this step.
    next: Vec<u64>,
    /// What is reached, by distance.
    reached: Vec<Reached>,
    /// Where each distance starts in `reached`, and where the last one ends.
    distances: Vec<usize>,
    /// Numbers of shortest paths at even and at odd distances.
    paths: [Vec<Lanes>; 2],
    /// What a node adds to its predecessors for each of their paths, at even and at odd distances.
    shares: [Vec<Lanes>; 2],
}

impl Room {
    pub(super) fn new(nodes: usize) -> Self {
        let lanes = || vec![Lanes::ZERO; nodes];
        Self {
            seen: vec![0; nodes],
            next: vec![0; nodes],
            reached: Vec::new(),
            distances: Vec::new(),
            paths: [lanes(), lanes()],
            shares: [lanes(), lanes()],
        }
    }

    /// Adds up, for each node, how much up to 64 sources depend on it.
    ///
    /// The dependency of a source on a node is the sum, over all other nodes, of the share of the shortest paths to them that
    /// lead through the node; an end counts for all nodes that it stands for.
    pub(super) fn add(&mut self, near: &Near, sources: &[Source], sums: &mut Sums) {
        self.spread(near, sources);
        for (at, lanes) in sources.chunks(LANES).enumerate() {
            self.count_paths(near, lanes, at * LANES);
            self.add_dependencies(near, lanes, at * LANES, sums);
        }
    }

    /// Finds the distances of all nodes from up to 64 sources.
    fn spread(&mut self, near: &Near, sources: &[Source]) {
        self.seen.fill(0);
        self.reached.clear();
        self.distances.clear();
        self.distances.push(0);
        for (source, bit) in sources.iter().zip(0..) {
            if let Some(seen) = self.seen.get_mut(source.place as usize) {
                *seen = 1 << bit;
            }
            self.reached.push(Reached { place: source.place, sources: 1 << bit });
        }
        let (mut start, mut touched) = (0, Vec::new());
        while start < self.reached.len() {
            self.distances.push(self.reached.len());
            for at in self.reached.get(start..).unwrap_or_default() {
                for neighbour in near.of(at.place) {
                    if let Some(next) = self.next.get_mut(*neighbour as usize) {
                        if *next == 0 {
                            touched.push(*neighbour);
                        }
                        *next |= at.sources;
                    }
                }
            }
            start = self.reached.len();
            for place in touched.drain(..) {
                let both = (self.seen.get_mut(place as usize), self.next.get_mut(place as usize));
                if let (Some(seen), Some(next)) = both {
                    let sources = *next & !*seen;
                    *seen |= sources;
                    *next = 0;
                    if sources != 0 {
                        self.reached.push(Reached { place, sources });
                    }
                }
            }
        }
    }

    /// Counts the shortest paths from 8 sources, those of the bits from `shift` on.
    fn count_paths(&mut self, near: &Near, sources: &[Source], shift: usize) {
        for lanes in self.paths.iter_mut().chain(&mut self.shares) {
            lanes.fill(Lanes::ZERO);
        }
        let [even, odd] = &mut self.paths;
        for (lane, source) in sources.iter().enumerate() {
            if let Some(path) = even.get_mut(source.place as usize).and_then(|lanes| lanes.0.get_mut(lane)) {
                *path = 1.0;
            }
        }
        let mut before: &mut [Lanes] = even;
        let mut here: &mut [Lanes] = odd;
        for bounds in self.distances.windows(2).skip(1) {
            let [start, end] = bounds else { continue };
            for at in self.reached.get(*start..*end).unwrap_or_default() {
                let set = (at.sources >> shift & 0xff) as usize;
                if set == 0 {
                    continue;
                }
                let sum = sum_over(near.of(at.place), before);
                keep(here, at.place, set, &sum);
            }
            std::mem::swap(&mut before, &mut here);
        }
    }

    /// Sums up the dependencies, from the largest distance to the least.
    fn add_dependencies(&mut self, near: &Near, sources: &[Source], shift: usize, sums: &mut Sums) {
        let mut times = Lanes::ZERO;
        for (times, source) in times.0.iter_mut().zip(sources) {
            *times = source.times;
        }
        let [even, odd] = &mut self.shares;
        let (mut here, mut after): (&mut [Lanes], &mut [Lanes]) = (even, odd);
        // Distances start with 0 and have one bound more than there are: the largest is odd if the bounds are.
        if !self.distances.len().is_multiple_of(2) {
            std::mem::swap(&mut here, &mut after);
        }
        for (distance, bounds) in self.distances.windows(2).enumerate().skip(1).rev() {
            let [start, end] = bounds else { continue };
            let [even, odd] = &self.paths;
            let paths = if distance.is_multiple_of(2) { even } else { odd };
            let (far, own) = sums.counted.at(distance);
            for at in self.reached.get(*start..*end).unwrap_or_default() {
                let set = (at.sources >> shift & 0xff) as usize;
                let place = at.place as usize;
                let (Some(paths), Some(stands_for)) = (paths.get(place), near.stands_for.get(place)) else {
                    continue;
                };
                if set == 0 {
                    continue;
                }
                let mut dependency = sum_over(near.of(at.place), after);
                for (dependency, paths) in dependency.0.iter_mut().zip(&paths.0) {
                    *dependency *= paths;
                }
                let mut share = Lanes::ZERO;
                for ((share, dependency), paths) in share.0.iter_mut().zip(&dependency.0).zip(&paths.0) {
                    *share = (stands_for * far + dependency) / paths;
                }
                keep(here, at.place, set, &share);
                sums.add(place, &only(&dependency, set), own, &times);
            }
            std::mem::swap(&mut here, &mut after);
        }
    }
}

/// The sum of the lanes of some nodes.
fn sum_over(nodes: &[u32], lanes: &[Lanes]) -> Lanes {
    let mut sum = Lanes::ZERO;
    for node in nodes {
        if let Some(lanes) = lanes.get(*node as usize) {
            for (sum, lane) in sum.0.iter_mut().zip(&lanes.0) {
                *sum += lane;
            }
        }
    }
    sum
}

/// The numbers of some lanes; 0 in the others, whatever was there.
fn only(lanes: &Lanes, set: usize) -> Lanes {
    let mut only = Lanes::ZERO;
    if let Some(mask) = MASKS.get(set) {
        for ((only, number), mask) in only.0.iter_mut().zip(&lanes.0).zip(mask) {
            *only = f64::from_bits(number.to_bits() & mask);
        }
    }
    only
}

/// Takes the numbers of some lanes over, where there was 0; the others stay.
fn keep(lanes: &mut [Lanes], place: u32, set: usize, numbers: &Lanes) {
    if let Some(lanes) = lanes.get_mut(place as usize) {
        for (lane, number) in lanes.0.iter_mut().zip(&only(numbers, set).0) {
            *lane = f64::from_bits(lane.to_bits() | number.to_bits());
        }
    }
}
