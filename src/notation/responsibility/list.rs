//! Lists of body names: items between separators, marks and labels before them.

use super::{BodyRef, Entry, ResponsibilityOptions};
use crate::notation::TextRange;
use crate::notation::bracket::{Side, side};
use crate::register::{BodyKind, BodyTable};
use crate::source::text::{folded, is_blank, is_middle_dot, without_spaces};

/// Most items in a list, and most pieces into which line ends and blanks may cut one name.
const MOST_ITEMS: usize = 60;
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
    /// All names have the ending of a ministry (or of a section, where sections count) or are known.
    pub strong: bool,
    /// Some name is a section.
    pub sections: bool,
}

/// What stands between an item and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Blanks or a line end: a gap between names, or inside one.
    Blank,
    /// `・`, which is also a part of names.
    Dot,
    /// A comma and the like, or a mark.
    Comma,
}

#[derive(Debug)]
struct Piece {
    range: TextRange,
    name_start: usize,
    gap: Gap,
    mark: Option<char>,
    label: bool,
}

/// Reads a list of which every item must make sense.
pub(super) fn read_list(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<List> {
    let mut reader = Reader::new(text, bodies, options)?;
    while !reader.is_done() {
        if !reader.step(true) {
            return None;
        }
    }
    let list = reader.finish();
    (!list.entries.is_empty() && !(list.bare_numbers && !list.amounts)).then_some(list.list)
}

/// Reads the known names at the start of a text, up to the first word that is none.
pub(super) fn read_prefix(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<List> {
    let mut reader = Reader::new(text, bodies, options)?;
    while !reader.is_done() && reader.step(false) {}
    let list = reader.finish().list;
    (!list.entries.is_empty()).then_some(list)
}

struct Finished {
    list: List,
    amounts: bool,
    bare_numbers: bool,
}

impl std::ops::Deref for Finished {
    type Target = List;

    fn deref(&self) -> &List {
        &self.list
    }
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
        let list = List {
            strong: true,
            ..List::default()
        };
        let fits = !pieces.is_empty() && pieces.len() <= MOST_ITEMS;
        fits.then_some(Self {
            text,
            bodies,
            options,
            pieces,
            next: 0,
            list,
            lead_label: false,
            amounts: false,
            bare_numbers: false,
        })
    }

    fn is_done(&self) -> bool {
        self.next >= self.pieces.len()
    }

    fn finish(self) -> Finished {
        Finished {
            list: self.list,
            amounts: self.amounts,
            bare_numbers: self.bare_numbers,
        }
    }

    /// Takes the next item; false when it makes no sense here. `whole`: guesses are allowed, since everything
    /// else in the bracket will have to be a body too.
    fn step(&mut self, whole: bool) -> bool {
        self.take_label() || self.take_known() || self.take_neutral() || whole && self.take_unknown()
    }

    fn slice(&self, first: usize, last: usize) -> Option<(&'a str, TextRange)> {
        let range = self.pieces.get(first)?.name_start..self.pieces.get(last)?.range.end;
        Some((self.text.get(range.clone())?, range))
    }

    /// The last piece that could still belong to the item that starts at the next one.
    fn reach(&self, widest: Gap) -> usize {
        let follows = |piece: &Piece| piece.gap <= widest && piece.mark.is_none() && !piece.label;
        let more = self
            .pieces
            .iter()
            .skip(self.next + 1)
            .take(MOST_PIECES - 1)
            .take_while(|piece| follows(piece));
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
                let name = range.start..range.start + known.length;
                let part = known
                    .part
                    .map(|part| range.start + part.start..range.start + part.end);
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

    fn take_unknown(&mut self) -> bool {
        for last in (self.next..=self.reach(Gap::Blank)).rev() {
            let Some((word, range)) = self.slice(self.next, last) else {
                continue;
            };
            let section = self.options.sections && is_section(word);
            if section || has_body_form(word) {
                let plain = without_spaces(word);
                self.list.sections |= section;
                self.list.strong &= section || plain.ends_with(['省', '庁']);
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
        self.list.strong = false;
        self.push(self.next, range, None, false, BodyRef::Unresolved);
        true
    }

    fn push(&mut self, last: usize, name: TextRange, part: Option<TextRange>, lead: bool, body: BodyRef) {
        let mark = self.pieces.get(self.next).and_then(|piece| piece.mark);
        let lead = (lead || self.lead_label || mark.is_some_and(is_lead_mark))
            && !matches!(body, BodyRef::Collective(_));
        let start = self
            .pieces
            .get(self.next)
            .map_or(name.start, |piece| piece.range.start);
        self.list.marked |= lead || mark.is_some_and(is_lead_mark);
        self.list.entries.push(Entry {
            range: start..name.end,
            name,
            part,
            lead,
            body,
        });
        self.next = last + 1;
    }
}

/// Cuts a list at its separators; what stands in nested brackets stays together.
fn split(text: &str) -> Vec<Piece> {
    let mut splitter = Splitter {
        pieces: Vec::new(),
        gap: Gap::Comma,
        open: None,
    };
    let mut depth = 0_usize;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if splitter.pieces.len() > MOST_ITEMS {
            break;
        }
        match side(c) {
            Some(Side::Open(_)) => depth += 1,
            Some(Side::Close(_)) => depth = depth.saturating_sub(1),
            None if depth > 0 => {}
            None => {
                let word = text.get(at..).map_or(0, conjunction);
                if word > 0 {
                    splitter.end(at, Gap::Comma);
                    skip_to = at + word;
                } else if matches!(c, '、' | '，' | ',' | '､' | '/' | '／' | ';' | '；' | '｜' | '|') {
                    splitter.end(at, Gap::Comma);
                } else if matches!(c, ':' | '：' | '︓' | '︰' | '﹕') {
                    splitter.end_label(at);
                } else if is_blank(c) {
                    splitter.end(at, Gap::Blank);
                } else if is_middle_dot(c) {
                    splitter.end(at, Gap::Dot);
                } else if is_role_mark(c) {
                    splitter.mark(at, c);
                } else {
                    splitter.start(at);
                }
                continue;
            }
        }
        splitter.start(at);
    }
    splitter.end(text.len(), Gap::Comma);
    splitter.pieces
}

struct Splitter {
    pieces: Vec<Piece>,
    gap: Gap,
    /// Start of the item, start of its name, its mark.
    open: Option<(usize, Option<usize>, Option<char>)>,
}

impl Splitter {
    fn start(&mut self, at: usize) {
        let (_, name, _) = self.open.get_or_insert((at, None, None));
        name.get_or_insert(at);
    }

    fn mark(&mut self, at: usize, mark: char) {
        self.end(at, Gap::Comma);
        self.open = Some((at, None, Some(mark)));
    }

    fn end(&mut self, at: usize, gap: Gap) {
        match self.open {
            // A mark with a blank after it still waits for its name.
            Some((_, None, Some(_))) if gap == Gap::Blank => return,
            Some((start, Some(name_start), mark)) => {
                self.pieces.push(Piece {
                    range: start..at,
                    name_start,
                    gap: self.gap,
                    mark,
                    label: false,
                });
                self.gap = gap;
            }
            _ => self.gap = self.gap.max(gap),
        }
        self.open = None;
    }

    fn end_label(&mut self, at: usize) {
        let count = self.pieces.len();
        self.end(at, Gap::Comma);
        if self.pieces.len() > count
            && let Some(last) = self.pieces.last_mut()
        {
            last.label = true;
        }
    }
}

/// The length of a word for "and" at the start of the text.
fn conjunction(text: &str) -> usize {
    const WORDS: &[&str] = &["及び", "および", "並びに", "ならびに"];
    WORDS
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len())
}

fn is_lead_mark(c: char) -> bool {
    matches!(c, '◎' | '◉' | '⦿')
}

/// Marks before a name: ◎ for the lead, the others for everybody else.
fn is_role_mark(c: char) -> bool {
    is_lead_mark(c) || matches!(c, '○' | '〇' | '◯' | '●' | '△' | '□' | '■' | '※' | '★' | '☆')
}

/// A label before a colon: 担当省庁, 主担当, 関係府省等.
fn is_label(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "担当",
        "関係",
        "所管",
        "主管",
        "主務",
        "共管",
        "協力",
        "連携",
        "省庁",
        "府省",
        "実施主体",
        "実施機関",
        "取組主体",
        "取りまとめ",
        "とりまとめ",
        "幹事",
        "代表",
    ];
    let word = without_spaces(word);
    word.chars().count() <= 12
        && (matches!(word.as_ref(), "主" | "副" | "正") || PARTS.iter().any(|part| word.contains(part)))
}

/// A label that needs no colon.
fn is_label_word(word: &str) -> bool {
    matches!(
        word,
        "主担当"
            | "副担当"
            | "主管"
            | "主務"
            | "共管"
            | "担当"
            | "関係"
            | "協力"
            | "連携"
            | "所管"
            | "主担当省庁"
            | "担当省庁"
            | "担当府省"
            | "担当府省庁"
            | "関係省庁等"
            | "関係府省等"
            | "関係府省庁等"
            | "所管省庁"
            | "所管府省"
            | "主管省庁"
    )
}

fn is_lead_label(word: &str) -> bool {
    const PARTS: &[&str] = &["主", "取りまとめ", "とりまとめ", "幹事", "代表", "総括"];
    let word = without_spaces(word);
    PARTS.iter().any(|part| word.starts_with(part))
}

/// A name that means somebody.
struct Known {
    /// Bytes of the word that are the name.
    length: usize,
    part: Option<TextRange>,
    lead: bool,
    body: BodyRef,
}

fn recognize(word: &str, bodies: &BodyTable) -> Option<Known> {
    let whole = |name: &str| {
        let body = body_of(name, bodies)?;
        Some(Known {
            length: name.trim_end_matches(is_blank).len(),
            part: None,
            lead: false,
            body,
        })
    };
    if let Some(known) = whole(word) {
        return Some(known);
    }
    for ending in ["等", "ほか", "など", "他"] {
        if let Some(known) = word
            .strip_suffix(ending)
            .filter(|name| name.chars().nth(1).is_some())
            .and_then(whole)
        {
            return Some(known);
        }
    }
    let inner_end = word
        .char_indices()
        .next_back()
        .filter(|&(_, c)| matches!(c, ')' | '）'))?
        .0;
    let (base, _) = word.split_once(['(', '（'])?;
    let open = word.get(base.len()..)?.chars().next()?;
    let part = base.len() + open.len_utf8()..inner_end;
    let body = body_of(base, bodies)?;
    let nested = word.get(part.clone())?;
    if is_label(nested) {
        return Some(Known {
            length: base.len(),
            part: None,
            lead: is_lead_label(nested),
            body,
        });
    }
    Some(Known {
        length: word.len(),
        part: Some(part),
        lead: false,
        body,
    })
}

fn body_of(name: &str, bodies: &BodyTable) -> Option<BodyRef> {
    if let Some(body) = bodies.find(name) {
        let slug = body.slug.clone();
        return Some(match body.kind {
            BodyKind::CollectiveBody => BodyRef::Collective(Some(slug)),
            BodyKind::Ministry | BodyKind::ImplementingBody => BodyRef::Resolved(slug),
        });
    }
    let plain = without_spaces(name);
    let rest = ["関係", "各", "全"]
        .iter()
        .find_map(|word| plain.strip_prefix(word))?;
    let several = matches!(
        rest.strip_suffix('等').unwrap_or(rest),
        "府省庁" | "府省" | "省庁" | "省" | "機関" | "行政機関" | "各省" | "各府省" | "各府省庁" | "省庁部局"
    );
    several.then_some(BodyRef::Collective(None))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Neutral {
    Tag,
    Amount,
    Number,
}

/// Tags and amounts that stand in one bracket with the ministry.
fn neutral(word: &str) -> Option<Neutral> {
    const TAGS: &[&str] = &[
        "新規",
        "拡充",
        "継続",
        "一部新規",
        "一部拡充",
        "再掲",
        "一部再掲",
        "見直し",
        "補正",
        "当初",
        "重点",
        "強化",
        "組替",
        "改",
    ];
    let word = folded(word);
    if TAGS.contains(&word.as_ref()) {
        return Some(Neutral::Tag);
    }
    let in_amount = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '約' | '千' | '百' | '万' | '億' | '兆' | '円')
    };
    if !word.contains(|c: char| c.is_ascii_digit()) || !word.chars().all(in_amount) {
        return None;
    }
    Some(if word.ends_with('円') {
        Neutral::Amount
    } else {
        Neutral::Number
    })
}

/// A name with the ending of a public body, and nothing in it that names do not have.
fn has_body_form(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "省",
        "庁",
        "府",
        "委員会",
        "本部",
        "機構",
        "官房",
        "人事院",
        "検査院",
        "法制局",
        "事務局",
        "研究所",
        "振興会",
    ];
    const NOT_NAMES: &[&str] = &[
        "省庁",
        "官庁",
        "政府",
        "都道府",
        "部局",
        "実行委員会",
        "検討委員会",
        "研究機構",
    ];
    let word = without_spaces(word);
    let length = word.chars().count();
    (3..=30).contains(&length)
        && ENDINGS
            .iter()
            .any(|ending| word.ends_with(ending) && word.len() > ending.len() || word == "人事院")
        && !NOT_NAMES.iter().any(|ending| word.ends_with(ending))
        && word.chars().all(is_name_char)
}

/// A section of a city or prefecture.
fn is_section(word: &str) -> bool {
    let word = without_spaces(word);
    (3..=25).contains(&word.chars().count())
        && ["部", "課", "室", "局", "センター", "事務所"]
            .iter()
            .any(|ending| word.ends_with(ending))
        && !word.ends_with("一部")
        && word.chars().all(is_name_char)
}

fn is_name_char(c: char) -> bool {
    (c.is_alphabetic() || is_middle_dot(c) || c == 'ー')
        && !matches!(c, 'を' | 'は' | 'が' | 'に' | 'で' | 'へ' | '。')
}

/// A short word in kanji or katakana that may be a mark nobody has put on the list; not one of the levels and
/// groups of society that stand beside 国 in explanations.
fn could_be_mark(word: &str) -> bool {
    let short = word.chars().count() <= 3;
    let shape = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ヺ' | 'ー');
    let taken =
        "県市町村区都道州民官学産国地国民自治体企業大学団体法人個人家庭地域学校病院他全年月日人者無有";
    short && word.chars().all(shape) && !taken.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items() {
        for (text, expected) in [
            ("◎厚、経", "◎厚|経"),
            ("内\n閣官房、総", "内|閣官房|総"),
            ("内閣府(防災、科技)・文", "内閣府(防災、科技)|文"),
            ("◎ 厚 ○経", "◎ 厚|○経"),
            ("担当:厚及び経", "担当|厚|経"),
            ("、、", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = split(text).into_iter().map(|piece| &text[piece.range]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn forms() {
        for (word, body) in [
            ("原子力規制庁", true),
            ("食品安全委員会", true),
            ("こども家庭庁", true),
            ("省", false),
            ("関係省庁", false),
            ("政府", false),
            ("実績を踏まえた本部", false),
            ("2本部", false),
        ] {
            assert_eq!(has_body_form(word), body, "{word}");
        }
    }
}
