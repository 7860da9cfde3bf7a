//! Statements in the three orders in which they are looked up.

use super::place::DataPlace;
use super::terms::Id;
use rayon::slice::ParallelSliceMut;

/// A statement as it was read: subject, predicate, object, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Read {
    pub(super) triple: [Id; 3],
    pub(super) place: DataPlace,
}

/// A set of statements. Each order begins with what is asked for; a row is found by the number of its first member.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Subject, predicate, object.
    spo: Order,
    /// Predicate, object, subject.
    pos: Order,
    /// Object, subject, predicate.
    osp: Order,
    /// Where each statement of `spo` stands first.
    places: Vec<DataPlace>,
}

#[derive(Debug, Default)]
struct Order {
    rows: Vec<[Id; 3]>,
    /// Where the rows of each first member begin; one more than there are terms.
    begins: Vec<u32>,
}

impl Order {
    fn new(mut rows: Vec<[Id; 3]>, terms: usize) -> Self {
        rows.par_sort_unstable();
        let mut begins = vec![0_u32; terms + 1];
        for [first, ..] in &rows {
            if let Some(count) = begins.get_mut(*first as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        Self { rows, begins }
    }

    fn range(&self, first: Id) -> (usize, &[[Id; 3]]) {
        let first = first as usize;
        let begin = self.begins.get(first).map_or(0, |at| *at as usize);
        let end = self.begins.get(first + 1).map_or(begin, |at| *at as usize);
        (begin, self.rows.get(begin..end).unwrap_or_default())
    }

    fn of(&self, first: Id) -> &[[Id; 3]] {
        self.range(first).1
    }

    fn of_two(&self, first: Id, second: Id) -> &[[Id; 3]] {
        let rows = self.of(first);
        let begin = rows.partition_point(|[_, other, _]| *other < second);
        let rows = rows.get(begin..).unwrap_or_default();
        let end = rows.partition_point(|[_, other, _]| *other <= second);
        rows.get(..end).unwrap_or_default()
    }
}

impl Index {
    /// Takes statements in any order; equal ones become one, at the first of their places.
    pub(super) fn new(mut read: Vec<Read>, terms: usize) -> Self {
        read.par_sort_unstable();
        read.dedup_by_key(|read| read.triple);
        let places: Vec<DataPlace> = read.iter().map(|read| read.place).collect();
        let rows: Vec<[Id; 3]> = read.into_iter().map(|read| read.triple).collect();
        let turned = |turn: fn([Id; 3]) -> [Id; 3]| rows.iter().map(|row| turn(*row)).collect::<Vec<_>>();
        let pos = Order::new(turned(|[s, p, o]| [p, o, s]), terms);
        let osp = Order::new(turned(|[s, p, o]| [o, s, p]), terms);
        Self { spo: Order::new(rows, terms), pos, osp, places }
    }

    pub(super) fn len(&self) -> usize {
        self.spo.rows.len()
    }

    /// Everything, in the order of subject, predicate, object.
    pub(super) fn all(&self) -> &[[Id; 3]] {
        &self.spo.rows
    }

    /// `[subject, predicate, object]` of one subject.
    pub(super) fn of_subject(&self, subject: Id) -> &[[Id; 3]] {
        self.spo.of(subject)
    }

    /// `[predicate, object, subject]` of one predicate.
    pub(super) fn of_predicate(&self, predicate: Id) -> &[[Id; 3]] {
        self.pos.of(predicate)
    }

    /// `[object, subject, predicate]` of one object.
    pub(super) fn of_object(&self, object: Id) -> &[[Id; 3]] {
        self.osp.of(object)
    }

    /// `[subject, predicate, object]`.
    pub(super) fn of_subject_predicate(&self, subject: Id, predicate: Id) -> &[[Id; 3]] {
        self.spo.of_two(subject, predicate)
    }

    /// `[predicate, object, subject]`.
    pub(super) fn of_predicate_object(&self, predicate: Id, object: Id) -> &[[Id; 3]] {
        self.pos.of_two(predicate, object)
    }

    /// `[object, subject, predicate]`.
    pub(super) fn of_object_subject(&self, object: Id, subject: Id) -> &[[Id; 3]] {
        self.osp.of_two(object, subject)
    }

    /// The objects of a subject's property.
    pub(super) fn objects(&self, subject: Id, predicate: Id) -> impl Iterator<Item = Id> + '_ {
        self.of_subject_predicate(subject, predicate).iter().map(|[_, _, object]| *object)
    }

    /// The subjects that have an object for a property.
    pub(super) fn subjects(&self, predicate: Id, object: Id) -> impl Iterator<Item = Id> + '_ {
        self.of_predicate_object(predicate, object).iter().map(|[_, _, subject]| *subject)
    }

    pub(super) fn contains(&self, subject: Id, predicate: Id, object: Id) -> bool {
        let wanted = [subject, predicate, object];
        self.of_subject(subject).binary_search(&wanted).is_ok()
    }

    /// Where a statement stands.
    pub(super) fn place(&self, triple: [Id; 3]) -> Option<DataPlace> {
        let [subject, ..] = triple;
        let (begin, rows) = self.spo.range(subject);
        let at = rows.binary_search(&triple).ok()?;
        self.places.get(begin + at).copied()
    }

    /// The first place at which a node is a subject.
    pub(super) fn first_place(&self, subject: Id) -> Option<DataPlace> {
        let (begin, rows) = self.spo.range(subject);
        self.places.get(begin..begin + rows.len())?.iter().min().copied()
    }
}
