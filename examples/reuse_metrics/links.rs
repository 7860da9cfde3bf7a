//! Reads which measure uses which program.

use foldhash::fast::RandomState;
use memchr::{memchr, memchr_iter};
use policygraph::view::metric::Link;
use std::collections::HashMap;

/// Links, with the names of measures and programs by number.
pub(crate) struct Table<'a> {
    pub(crate) links: Vec<Link>,
    pub(crate) measures: Vec<&'a str>,
    pub(crate) programs: Vec<&'a str>,
}

/// Reads the first two columns of a table with comma-separated values: a measure's name and a program's. The first line is
/// the heading. Names are numbered as they come; they hold no commas and no line breaks, and are not quoted.
pub(crate) fn read(table: &str) -> Table<'_> {
    let bytes = table.as_bytes();
    let rows = memchr_iter(b'\n', bytes).count();
    // Most measures use one program or two; growing the table of their names would take as long as reading.
    let (mut measures, mut programs) = (Numbers::for_names(rows / 3 * 2), Numbers::for_names(0));
    let ends = memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let (mut links, mut start) = (Vec::with_capacity(rows), None);
    for end in ends {
        // Nothing starts before the end of the heading.
        if let Some(line) = start.and_then(|start| table.get(start..end)) {
            let mut cells = Cells(line.strip_suffix('\r').unwrap_or(line));
            if let (Some(measure), Some(program)) = (cells.next(), cells.next()) {
                let (measure, program) = (measures.of(measure), programs.of(program));
                links.push(Link { measure, program, weight: 1 });
            }
        }
        start = Some(end + 1);
    }
    Table { links, measures: measures.names, programs: programs.names }
}

struct Cells<'a>(&'a str);

impl<'a> Iterator for Cells<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = memchr(b',', self.0.as_bytes()).unwrap_or(self.0.len());
        let cell = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..).unwrap_or_default();
        (!cell.is_empty()).then_some(cell)
    }
}

struct Numbers<'a> {
    known: HashMap<&'a str, u32, RandomState>,
    names: Vec<&'a str>,
    last: Option<(&'a str, u32)>,
}

impl<'a> Numbers<'a> {
    fn for_names(names: usize) -> Self {
        let known = HashMap::with_capacity_and_hasher(names, RandomState::default());
        Self { known, names: Vec::with_capacity(names), last: None }
    }

    fn of(&mut self, name: &'a str) -> u32 {
        // The rows of a measure stand together.
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == name) {
            return number;
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(name).or_insert(next);
        if number == next {
            self.names.push(name);
        }
        self.last = Some((name, number));
        number
    }
}
