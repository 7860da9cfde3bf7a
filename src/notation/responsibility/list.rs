//! Lists of body names: items between separators, marks and labels before them.

use super::known::{recognize, run_of_marks};
use super::piece::{Gap, MOST_ITEMS, Piece, is_lead_mark, split};
use super::word::{
    Neutral, could_be_mark, has_body_form, is_label, is_label_word, is_lead_label, is_section, neutral,
};
use super::{BodyRef, Entry, ResponsibilityOptions};
use crate::notation::TextRange;
use crate::register::BodyTable;
use crate::source::text::without_spaces;

/// Most pieces into which line ends and blanks may cut one name.
const MOST_PIECES: usize = 8;

/// A list in which every item could be a body, a label, a tag or an amount.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub entries: Vec<Entry>,
    /// Some name has a lead mark or a lead label.
    pub marked: bool,
    /// A label such as 担当: stands before the names.
    pub labelled: bool,
    /// Number of tags and amounts.
    pub neutral: usize,
    /// Number of names that are taken as bodies only for their neighbours.
    pub guessed: usize,
    /// Number of rows of marks without separators.
    pub runs: usize,
    /// The least telling form among the names that no register knows.
    pub form: Form,
}

/// How telling the names in a list are, apart from their neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// All are known, or end in 省 or 庁.
    #[default]
    Ministry,
    /// Some are sections of a city, which the caller counts as bodies.
    Section,
    /// Some end in 委員会, 機構 and the like, which much else does too, or have no form at all.
    Other,
}

/// Reads a list of which every item must make sense.
pub(super) fn read_list(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<List> {
    let mut reader = Reader::new(text, bodies, options)?;
    while !reader.is_done() {
        if !reader.step(true) {
            return None;
        }
    }
    let sound = !reader.bare_numbers || reader.amounts;
    (sound && !reader.list.entries.is_empty()).then_some(reader.list)
}

/// Reads the known names at the start of a text, up to the first word that is none.
pub(super) fn read_prefix(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<List> {
    let mut reader = Reader::new(text, bodies, options)?;
    while !reader.is_done() && reader.step(false) {}
    (!reader.list.entries.is_empty()).then_some(reader.list)
}

struct Reader<'a> {
    text: &'a str,
    bodies: &'a BodyTable,
    options: ResponsibilityOptions,
    pieces: Vec<Piece>,
    next: usize,
    list: List,
    lead_label: bool,
    amounts: bool,
    bare_numbers: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, bodies: &'a BodyTable, options: ResponsibilityOptions) -> Option<Self> {
        let pieces = split(text);
        let fits = !pieces.is_empty() && pieces.len() <= MOST_ITEMS;
        fits.then_some(Self {
            text,
            bodies,
            options,
            pieces,
            next: 0,
            list: List::default(),
            lead_label: false,
            amounts: false,
            bare_numbers: false,
        })
    }

    fn is_done(&self) -> bool {
        self.next >= self.pieces.len()
    }

    /// Takes the next item; false when it makes no sense here. `whole`: guesses are allowed, since everything
    /// else in the bracket will have to be a body too.
    fn step(&mut self, whole: bool) -> bool {
        self.take_label()
            || self.take_known()
            || self.take_neutral()
            || whole && (self.take_run() || self.take_unknown())
    }

    fn slice(&self, first: usize, last: usize) -> Option<(&'a str, TextRange)> {
        let range = self.pieces.get(first)?.name_start..self.pieces.get(last)?.name_end;
        Some((self.text.get(range.clone())?, range))
    }

    /// The last piece that could still belong to the item that starts at the next one.
    fn reach(&self, widest: Gap) -> usize {
        let follows = |piece: &Piece| piece.gap <= widest && piece.mark.is_none() && !piece.label;
        let more =
            self.pieces.iter().skip(self.next + 1).take(MOST_PIECES - 1).take_while(|piece| follows(piece));
        self.next + more.count()
    }

    fn take_label(&mut self) -> bool {
        let Some((piece, (word, _))) = self.pieces.get(self.next).zip(self.slice(self.next, self.next))
        else {
            return false;
        };
        let known = self.bodies.find(word).is_some();
        if !(piece.label && is_label(word)
            || !known && self.next + 1 < self.pieces.len() && is_label_word(word))
        {
            return false;
        }
        self.lead_label = is_lead_label(word);
        self.list.labelled = true;
        self.next += 1;
        true
    }

    fn take_known(&mut self) -> bool {
        for last in (self.next..=self.reach(Gap::Dot)).rev() {
            let Some((word, range)) = self.slice(self.next, last) else {
                continue;
            };
            if let Some(known) = recognize(word, self.bodies) {
                let name = range.start + known.skip..range.start + known.skip + known.length;
                let part = known.part.map(|part| range.start + part.start..range.start + part.end);
                self.push(last, name, part, known.lead, known.body);
                return true;
            }
        }
        false
    }

    fn take_neutral(&mut self) -> bool {
        let Some((word, _)) = self.slice(self.next, self.next) else {
            return false;
        };
        let Some(sort) = neutral(word) else { return false };
        self.amounts |= sort == Neutral::Amount;
        self.bare_numbers |= sort == Neutral::Number;
        self.list.neutral += 1;
        self.next += 1;
        true
    }

    /// One-character marks without separators: `厚経`.
    fn take_run(&mut self) -> bool {
        let Some((word, range)) = self.slice(self.next, self.next) else {
            return false;
        };
        let Some(marks) = run_of_marks(word, self.bodies) else {
            return false;
        };
        let piece = self.next;
        let mut start = range.start;
        for (index, (end, slug)) in marks.into_iter().enumerate() {
            let name = start..range.start + end;
            start = name.end;
            self.push(piece, name, None, false, BodyRef::Resolved(slug));
            // A mark of the lead stands before the first of them.
            if index > 0
                && let Some(entry) = self.list.entries.last_mut()
            {
                entry.range.start = entry.name.start;
                entry.lead = false;
            }
            self.next = piece;
        }
        self.list.runs += 1;
        self.next = piece + 1;
        true
    }

    fn take_unknown(&mut self) -> bool {
        for last in (self.next..=self.reach(Gap::Blank)).rev() {
            let Some((word, range)) = self.slice(self.next, last) else {
                continue;
            };
            let section = self.options.sections && is_section(word);
            if section || has_body_form(word) {
                let form = match (section, without_spaces(word).ends_with(['省', '庁'])) {
                    (_, true) => Form::Ministry,
                    (true, false) => Form::Section,
                    (false, false) => Form::Other,
                };
                self.list.form = self.list.form.max(form);
                self.push(last, range, None, false, BodyRef::Unresolved);
                return true;
            }
        }
        let Some((word, range)) = self.slice(self.next, self.next) else {
            return false;
        };
        if !could_be_mark(word) {
            return false;
        }
        self.list.guessed += 1;
        self.list.form = Form::Other;
        self.push(self.next, range, None, false, BodyRef::Unresolved);
        true
    }

    fn push(&mut self, last: usize, name: TextRange, part: Option<TextRange>, lead: bool, body: BodyRef) {
        let mark = self.pieces.get(self.next).and_then(|piece| piece.mark);
        let lead = (lead || self.lead_label || mark.is_some_and(is_lead_mark))
            && !matches!(body, BodyRef::Collective(_));
        let start = self.pieces.get(self.next).map_or(name.start, |piece| piece.range.start);
        self.list.marked |= lead || mark.is_some_and(is_lead_mark);
        self.list.entries.push(Entry { range: start..name.end, name, part, lead, body });
        self.next = last + 1;
    }
}
