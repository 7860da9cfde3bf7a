//! Reads which measure uses which program.

use foldhash::fast::RandomState;
use memchr::{memchr, memchr_iter};
use policygraph::view::metric::Link;
use std::collections::HashMap;

/// Links, with the names of measures and programs by number.
pub struct Links<'a> {
    pub links: Vec<Link>,
    pub measures: Vec<&'a str>,
    pub programs: Vec<&'a str>,
}

/// Reads the first two columns of a table with comma-separated values: a measure's name and a program's. The first line is
/// the heading. Names are numbered as they come; they hold no commas and no line breaks, and are not quoted.
pub fn read(table: &str) -> Links<'_> {
    let (mut measures, mut programs) = (Numbers::default(), Numbers::default());
    let bytes = table.as_bytes();
    let ends = memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let (mut links, mut start) = (Vec::new(), None);
    for end in ends {
        // Nothing starts before the end of the heading.
        if let Some(line) = start.and_then(|start| table.get(start..end)) {
            let mut cells = Cells(line);
            if let (Some(measure), Some(program)) = (cells.next(), cells.next()) {
                let (measure, program) = (measures.of(measure), programs.of(program));
                links.push(Link { measure, program, weight: 1 });
            }
        }
        start = Some(end + 1);
    }
    Links { links, measures: measures.names, programs: programs.names }
}

struct Cells<'a>(&'a str);

impl<'a> Iterator for Cells<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = memchr(b',', self.0.as_bytes()).unwrap_or(self.0.len());
        let cell = self.0.get(..end)?.trim_end();
        self.0 = self.0.get(end + 1..).unwrap_or_default();
        (!cell.is_empty()).then_some(cell)
    }
}

#[derive(Default)]
struct Numbers<'a> {
    numbers: HashMap<&'a str, u32, RandomState>,
    names: Vec<&'a str>,
    last: Option<(&'a str, u32)>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, name: &'a str) -> u32 {
        // The rows of a measure stand together.
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == name) {
            return number;
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.names.push(name);
        }
        self.last = Some((name, number));
        number
    }
}
