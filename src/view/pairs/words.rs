//! What pictures of pairs say in their own words.

use crate::view::language::{Language, Words};
use crate::view::network::NodeKind;
use crate::view::pairs::{Item, Pairs, Tie};

pub(super) const SIGNS: Words = Words("印:", "Signs:");
pub(super) const SHARED: Words = Words("共通の施策の数:", "Measures shared:");
pub(super) const SHARED_BELOW: Words =
    Words("対角線の下 = ともに担当する施策の数:", "Below the diagonal = measures both are responsible for:");
pub(super) const LED_ABOVE: Words =
    Words("対角線の上 = ともに主担当(◎)である施策の数:", "Above the diagonal = measures both lead (◎):");
pub(super) const ONE: Words = Words("1つの施策だけによる", "rests on one measure only");
pub(super) const OWN_PROGRAM: Words = Words("その事業を使う施策の数", "measures that use the program");
pub(super) const OWN_BODY: Words = Words("担当する施策の数", "measures it is responsible for");
pub(super) const PART: Words = Words("一方が他方の部分", "one is part of the other");
pub(super) const ALONE: Words =
    Words("他の事業と施策を分かち合わない事業", "Programs that share no measure with another");
pub(super) const BARS: Words = Words("◎主担当 / その他", "◎ leads / supports");
pub(super) const NO_ITEMS: Words = Words("事業名のある施策がありません。", "No measure names a program.");
pub(super) const NO_BODIES: Words =
    Words("担当の府省庁のある施策がありません。", "No measure names a responsible body.");

/// How many source lines a reader is told at most.
const LINES: usize = 12;

/// The title of the picture.
pub(super) fn title(pairs: &Pairs) -> String {
    let name = match pairs.kind {
        NodeKind::Body => pairs.language.pick("施策をともに担当する府省庁", "Ministries that share measures"),
        NodeKind::Measure => pairs.language.pick("同じ事業を使う施策", "Measures that share programs"),
        _ => pairs.language.pick("同じ施策で使われる事業", "Programs that share measures"),
    };
    match pairs.plan.as_str() {
        "" => name.to_owned(),
        plan => format!("{plan}{}{name}", pairs.language.pick(":", ": ")),
    }
}

/// The picture in a sentence or two.
pub(super) fn summary(pairs: &Pairs, components: &[Vec<usize>]) -> String {
    let (items, ties) = (pairs.items.len(), pairs.ties.len());
    let members: usize = components.iter().map(Vec::len).filter(|members| *members > 1).sum();
    let weak = pairs.ties.iter().filter(|tie| tie.shared == 1).count();
    if pairs.of_bodies() {
        let both = pairs.ties.iter().filter(|tie| tie.both_lead > 0).count();
        return match pairs.language {
            Language::Japanese => format!(
                "{items}府省庁のうち{members}が他と施策をともに担当する。{ties}組(うち1つの施策だけによるもの{weak}、ともに主担当(◎)と\
                 なる施策のあるもの{both})。結び付きの強いものが隣り合う順。"
            ),
            Language::English => format!(
                "{members} of {items} bodies share measures with another: {ties} pairs ({weak} by one measure only; {both} lead some \
                 measure together). Strongly tied bodies stand together."
            ),
        };
    }
    let groups = components.iter().filter(|members| members.len() > 1).count();
    let ties = match pairs.language {
        Language::Japanese => format!(
            "{items}事業のうち{members}が他の事業と施策を分かち合い、{groups}のまとまりをなす。{ties}組(うち1つの施策だけによるもの\
             {weak})。結び付きの強いものが隣り合う順。"
        ),
        Language::English => format!(
            "{members} of {items} programs share measures with another, in {groups} groups: {ties} pairs ({weak} by one measure \
             only). Strongly tied programs stand together."
        ),
    };
    [ties, densest_text(pairs)].concat()
}

/// What the measure does that names most programs, if that is worth a sentence.
fn densest_text(pairs: &Pairs) -> String {
    let Some((programs, line)) = densest(pairs) else {
        return String::new();
    };
    let made = programs * (programs - 1) / 2;
    match pairs.language {
        Language::Japanese => {
            format!("最も多くの事業を挙げる施策(原文{line}行目、{programs}事業)は1つで{made}組を作る。")
        }
        Language::English => {
            format!(
                " The measure that names most programs (line {line}: {programs}) makes {made} pairs alone."
            )
        }
    }
}

/// How many programs the measure names that names most, if that makes a cluster of its own, and its line.
fn densest(pairs: &Pairs) -> Option<(usize, i64)> {
    let mut counts = vec![0_usize; pairs.lines.len()];
    for measure in pairs.items.iter().flat_map(|item| &item.has) {
        if let Some(count) = counts.get_mut(*measure) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most >= 4)?;
    let place = counts.iter().position(|count| *count == most)?;
    Some((most, pairs.lines.get(place).copied().flatten()?))
}

/// What a reader is told when pointing at an item.
pub(super) fn item_title(pairs: &Pairs, item: &Item) -> String {
    let has = item.has.len();
    let supports = has.saturating_sub(item.leads);
    match (pairs.kind, pairs.language) {
        (NodeKind::Body, Language::Japanese) => {
            format!("{}\n担当する施策 {has}(◎{}、その他{supports})", item.label, item.leads)
        }
        (NodeKind::Body, Language::English) => {
            format!("{}\n{has} measures: leads {}, supports {supports}", item.label, item.leads)
        }
        (_, Language::Japanese) => format!("{}\n使う施策 {has}", item.label),
        (_, Language::English) => format!("{}\n{has} measures", item.label),
    }
}

/// What a reader is told when pointing at a tie.
pub(super) fn tie_title(pairs: &Pairs, tie: &Tie) -> String {
    let name = |item: usize| pairs.items.get(item).map(|item| item.label.clone()).unwrap_or_default();
    let (shared, both) = (tie.shared, tie.both_lead);
    let counts = match (pairs.of_bodies(), pairs.language) {
        (true, Language::Japanese) => format!("ともに担当する施策 {shared}(ともに◎ {both})"),
        (true, Language::English) => format!("{shared} measures shared, {both} led by both"),
        (false, Language::Japanese) => {
            format!("共通の施策 {shared}(Jaccard係数 {:.2})", pairs.jaccard(tie))
        }
        (false, Language::English) => {
            format!("{shared} measures shared (Jaccard index {:.2})", pairs.jaccard(tie))
        }
    };
    let mut text = vec![name(tie.first), name(tie.second), counts];
    if tie.is_part {
        text.push(PART.of(pairs.language).to_owned());
    }
    text.extend(lines(pairs, tie));
    text.join("\n")
}

/// The source lines of what two share.
fn lines(pairs: &Pairs, tie: &Tie) -> Option<String> {
    let shared = pairs.shared(tie).into_iter();
    let lines: Vec<String> = shared
        .filter_map(|place| pairs.lines.get(place).copied().flatten())
        .map(|line| line.to_string())
        .collect();
    let some = lines.get(..lines.len().min(LINES)).filter(|some| !some.is_empty())?;
    let more = if lines.len() > LINES { " …" } else { "" };
    let list = some.join(pairs.language.pick("・", ", "));
    Some(match pairs.language {
        Language::Japanese => format!("原文の行 {list}{more}"),
        Language::English => format!("source lines {list}{more}"),
    })
}

/// A range of counts.
pub(super) fn range((from, to): (usize, usize)) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}
