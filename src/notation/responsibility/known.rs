//! Whom a word means: a body of the register by any of its names, with a part, a section or a role beside it.

use super::BodyRef;
use super::word::{is_lead_label, is_name_char};
use crate::notation::TextRange;
use crate::register::{BodyKind, BodyTable};
use crate::source::text::{is_blank, is_middle_dot, without_spaces};

/// A name that means somebody.
pub(super) struct Known {
    /// Bytes of the word before the name: a role in brackets.
    pub skip: usize,
    /// Bytes of the name.
    pub length: usize,
    pub part: Option<TextRange>,
    pub lead: bool,
    pub body: BodyRef,
}

pub(super) fn recognize(word: &str, bodies: &BodyTable) -> Option<Known> {
    let whole = |name: &str| {
        let body = body_of(name, bodies)?;
        Some(Known { skip: 0, length: name.trim_end_matches(is_blank).len(), part: None, lead: false, body })
    };
    if let Some(known) = whole(word) {
        return Some(known);
    }
    for ending in ["等", "ほか", "など", "他", "共管"] {
        if let Some(known) =
            word.strip_suffix(ending).filter(|name| name.chars().nth(1).is_some()).and_then(whole)
        {
            return Some(known);
        }
    }
    nested_part(word, bodies)
        .or_else(|| section_of_known(word, bodies))
        .or_else(|| with_role_before(word, bodies))
        .or_else(|| {
            without_form(word)
                .and_then(|name| recognize(name, bodies))
                .map(|known| Known { length: word.len(), ..known })
        })
}

/// `(主)総務省`, `（副）厚労省`: the role stands in brackets before the name.
fn with_role_before(word: &str, bodies: &BodyTable) -> Option<Known> {
    let (role, name) = word.strip_prefix(['(', '（'])?.split_once([')', '）'])?;
    if !is_role(role) {
        return None;
    }
    let name = name.trim_start_matches(is_blank);
    let known = recognize(name, bodies)?;
    let skip = word.len() - name.len();
    let part = known.part.map(|part| skip + part.start..skip + part.end);
    Some(Known { skip, part, lead: known.lead || is_lead_label(role), ..known })
}

/// The name of a corporation without the words for its legal form.
fn without_form(word: &str) -> Option<&str> {
    const FORMS: [&str; 10] = [
        "国立研究開発法人",
        "独立行政法人",
        "(国研)",
        "（国研）",
        "(独)",
        "（独）",
        "公益財団法人",
        "一般財団法人",
        "一般社団法人",
        "公益社団法人",
    ];
    FORMS.iter().find_map(|form| word.strip_prefix(form)).filter(|name| name.chars().nth(2).is_some())
}

/// What a bracket beside a name may say of its part in the work.
fn is_role(word: &str) -> bool {
    matches!(
        word,
        "主" | "副"
            | "正"
            | "主担当"
            | "副担当"
            | "担当"
            | "主管"
            | "主務"
            | "共管"
            | "幹事"
            | "協力"
            | "連携"
            | "関係"
            | "取りまとめ"
            | "とりまとめ"
    )
}

/// Marks of bodies that stand together without anything between them, as in `[厚経]`: where each ends, and whom it
/// means. Words that only look like such a row are none.
pub(super) fn run_of_marks(word: &str, bodies: &BodyTable) -> Option<Vec<(usize, String)>> {
    const WORDS: [&str; 7] = ["国内", "国外", "内外", "外国", "国防", "文法", "国法"];
    let count = word.chars().count();
    if !(2..=14).contains(&count) || WORDS.iter().any(|other| word.contains(other)) {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < word.len() {
        let rest = word.get(at..)?;
        // 内官 goes before 内.
        let (length, slug) = [2, 1].into_iter().find_map(|characters| {
            let end = rest.char_indices().nth(characters).map_or(rest.len(), |(end, _)| end);
            let mark = rest.get(..end)?;
            let body = bodies.find(mark).filter(|body| body.marks.iter().any(|known| known == mark))?;
            (body.kind == BodyKind::Ministry).then(|| (end, body.slug.clone()))
        })?;
        at += length;
        found.push((at, slug));
    }
    (found.len() > 1).then_some(found)
}

/// `内閣府(防災)`, `厚生労働省(主担当)`: a part of the body, or its role.
fn nested_part(word: &str, bodies: &BodyTable) -> Option<Known> {
    let (inner_end, _) = word.char_indices().next_back().filter(|&(_, c)| matches!(c, ')' | '）'))?;
    let base = word.get(..word.find(['(', '（'])?)?;
    let open = word.get(base.len()..)?.chars().next()?;
    let part = base.len() + open.len_utf8()..inner_end;
    let nested = word.get(part.clone())?;
    if base == "国" {
        // The state, through the ministry in the bracket.
        let body = body_of(nested, bodies)?;
        return Some(Known { skip: part.start, length: nested.len(), part: None, lead: false, body });
    }
    let body = body_of(base, bodies)?;
    let role = is_role(nested);
    let (length, part) = if role { (base.len(), None) } else { (word.len(), Some(part)) };
    Some(Known { skip: 0, length, part, lead: role && is_lead_label(nested), body })
}

/// `厚生労働省健康局`: a section written right after its ministry.
fn section_of_known(word: &str, bodies: &BodyTable) -> Option<Known> {
    const ENDINGS: &[&str] = &["局", "部", "課", "室", "官", "本部", "会議", "センター"];
    let base = word.get(..word.find(['省', '庁', '府', '房'])? + '省'.len_utf8())?;
    let section = word.get(base.len()..)?;
    let start = word.len() - section.trim_start_matches(is_blank).len();
    let named = ENDINGS.iter().any(|ending| section.ends_with(ending)) && base.chars().nth(2).is_some();
    // A dot or line end may part two bodies: 内閣府・内閣法制局.
    let own = section.starts_with(is_middle_dot)
        || bodies.find(section).is_some()
        || section.split(is_blank).any(|word| word.chars().nth(2).is_some() && bodies.find(word).is_some());
    if !named || own || !section.chars().all(|c| is_name_char(c) || is_blank(c)) {
        return None;
    }
    let body = body_of(base, bodies).filter(|body| matches!(body, BodyRef::Resolved(_)))?;
    Some(Known { skip: 0, length: word.len(), part: Some(start..word.len()), lead: false, body })
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
    let rest = ["関係", "各", "該当", "全ての", "すべての", "全"]
        .iter()
        .find_map(|word| plain.strip_prefix(word))?;
    let several = matches!(
        rest.strip_suffix('等').unwrap_or(rest),
        "府省庁" | "府省" | "省庁" | "省" | "機関" | "行政機関" | "各省" | "各府省" | "各府省庁" | "省庁部局"
    );
    several.then_some(BodyRef::Collective(None))
}
