//! What the layers say in their own words.

use crate::view::language::{Language, Words};
use crate::view::layers::Layers;
use crate::view::layers::graph::Node;
use crate::view::links::{Links, MeasureRow, UseRow};
use crate::view::text;

pub(super) const NO_HEADING: Words = Words("見出しなし", "no heading");
pub(super) const NO_MEASURE: Words = Words("施策なし", "no measure");
pub(super) const NO_PROGRAM: Words = Words("事業名なし", "names no program");
pub(super) const NO_YEAR: Words = Words("年度の記載なし", "fiscal year not stated");
pub(super) const NO_LEAD: Words = Words("主担当(◎)の記載なし", "no lead (◎) stated");
pub(super) const NOTHING: Words = Words("施策がありません。", "There are no measures.");
pub(super) const LEADS: Words = Words("色 = 主担当(◎)の府省庁:", "Colour = lead (◎) ministry:");
pub(super) const SIGNS: Words = Words("印:", "Signs:");
pub(super) const COUNT_SIGN: Words = Words("その事業を使う施策の数", "measures that use the program");
pub(super) const PART_SIGN: Words = Words("上の事業の部分", "part of the program above");
pub(super) const GAP_SIGN: Words = Words("事業名のない施策", "measure that names no program");
pub(super) const OBJECTIVES: Words = Words("目的", "Objectives");
pub(super) const GROUPS: Words = Words("施策群", "Groups");
pub(super) const MEASURES: Words = Words("施策(数字は原文の行)", "Measures (with source line)");
pub(super) const PROGRAMS: Words = Words("事業", "Programs");

/// The title of the picture.
pub(super) fn title(layers: &Layers<'_>) -> String {
    let name = layers.language.pick("目標から事業まで", "From goals to programs");
    match layers.links.plans.join("・").as_str() {
        "" => name.to_owned(),
        plan => format!("{plan}{}{name}", layers.language.pick(":", ": ")),
    }
}

/// The picture in a sentence or two.
pub(super) fn summary(layers: &Layers<'_>) -> String {
    let headings = |is: fn(&Node) -> bool| layers.places.count(is);
    let goals = headings(|node| matches!(node, Node::Goal(_)));
    let objectives = headings(|node| matches!(node, Node::Objective(_)));
    let measures = layers.measures.len();
    let without = layers.measures.iter().filter(|measure| layers.links.uses_of(**measure).is_empty()).count();
    let programs = layers.programs.len();
    let reused =
        layers.programs.iter().filter(|program| layers.reuse_of(**program).measures_with_parts >= 2).count();
    let headings = match layers.language {
        Language::Japanese => counted(&[(goals, "目標・", "目標・"), (objectives, "目的・", "目的・")]),
        Language::English => {
            counted(&[(goals, " goal, ", " goals, "), (objectives, " objective, ", " objectives, ")])
        }
    };
    match layers.language {
        Language::Japanese => format!(
            "{headings}{measures}施策(うち事業名のないもの{without}) → {programs}事業(うち2つ以上の施策で\
             使われるもの{reused})。左は計画の順。線は、施策が状況又は計画の欄でその事業を挙げることを示す。"
        ),
        Language::English => format!(
            "{headings}{measures} measures ({without} name no program) → {programs} programs ({reused} used by two or more \
             measures). The left side stands in the order of the plan; a line says that the measure names the program in a \
             status or plan cell."
        ),
    }
}

/// Counts above 0 with their words, for one and for more.
fn counted(counts: &[(usize, &str, &str)]) -> String {
    let some = counts.iter().filter(|(count, ..)| *count > 0);
    let word = |(count, one, more): &(usize, &str, &str)| {
        [count.to_string(), (*if *count == 1 { one } else { more }).to_owned()].concat()
    };
    some.map(word).collect()
}

/// The groups that a group stands in, the outermost first, and itself; a circle ends.
pub(super) fn way_in(links: &Links, group: usize) -> Vec<usize> {
    let mut way = vec![group];
    while let Some(outer) =
        way.last().and_then(|last| links.groups.get(*last)).and_then(|row| row.under.group)
    {
        if way.contains(&outer) || outer >= links.groups.len() {
            break;
        }
        way.push(outer);
    }
    way.reverse();
    way
}

/// A heading's title, with a mark if it is listed again.
pub(super) fn heading(layers: &Layers<'_>, label: &str, again: bool) -> String {
    let mark = if again { layers.language.pick("(再掲)", "(listed again) ") } else { "" };
    format!("{mark}{label}")
}

/// What a reader is told when pointing at a heading.
pub(super) fn heading_title(layers: &Layers<'_>, node: Node, label: &str) -> String {
    let kind = match node {
        Node::Goal(_) => layers.language.pick("目標", "Goal"),
        Node::Objective(_) => layers.language.pick("目的", "Objective"),
        _ => layers.language.pick("施策群", "Group"),
    };
    let (measures, programs) = layers.places.held(layers.links, node);
    match layers.language {
        Language::Japanese => format!("{kind} {label}\n施策 {measures}、その使う事業 {programs}"),
        Language::English => format!("{kind} {label}\n{measures} measures, which use {programs} programs"),
    }
}

/// The row that points to where a measure is shown.
pub(super) fn pointer(layers: &Layers<'_>, row: &MeasureRow, line: Option<i64>) -> String {
    let again = layers.language.pick("(再掲)", "(listed again) ");
    match (line, layers.language) {
        (Some(line), Language::Japanese) => format!("{again}→ {line}行目"),
        (Some(line), Language::English) => format!("{again}→ line {line}"),
        (None, _) => format!("{again}{}", row.text),
    }
}

/// Who is responsible, those who lead first with ◎.
pub(super) fn bodies(layers: &Layers<'_>, row: &MeasureRow, comma: &str) -> String {
    let named = |rows: &[usize], mark: &str| -> Vec<String> {
        let ranks = layers.ranks(rows).into_iter();
        ranks
            .filter_map(|place| layers.bodies.get(place))
            .map(|body| format!("{mark}{}", body.label))
            .collect()
    };
    let mut all = named(&row.leads, "◎");
    all.extend(named(&row.supporting, ""));
    all.join(comma)
}

/// What a reader is told when pointing at a measure.
pub(super) fn measure_title(layers: &Layers<'_>, row: &MeasureRow, line: Option<i64>, again: bool) -> String {
    let place = match (line, layers.language) {
        (None, _) => String::new(),
        (Some(line), Language::Japanese) => format!("\n原文 {line}行目"),
        (Some(line), Language::English) => format!("\nsource line {line}"),
    };
    format!(
        "{} {}\n{}{place}",
        layers.language.pick("施策", "Measure"),
        heading(layers, &text::opening(&row.text, 80), again),
        bodies(layers, row, layers.language.pick("、", ", ")),
    )
}

/// What a reader is told when pointing at a strand.
pub(super) fn use_title(layers: &Layers<'_>, measure: &MeasureRow, program: &str, used: &UseRow) -> String {
    let years = layers.links.years.iter().filter(|year| used.years.contains(&year.year));
    let names: Vec<&str> = years.map(|year| year.name(layers.language)).collect();
    let names = match names.as_slice() {
        [] => NO_YEAR.of(layers.language).to_owned(),
        names => names.join(layers.language.pick("・", ", ")),
    };
    format!("{program}\n{names}\n{}", measure_title(layers, measure, measure.line(), false))
}

/// What a reader is told when pointing at a program.
pub(super) fn program_title(layers: &Layers<'_>, program: usize, label: &str) -> String {
    let reuse = layers.reuse_of(program);
    let (own, all) = (reuse.measures, reuse.measures_with_parts);
    match layers.language {
        Language::Japanese => format!("{label}\n使う施策 {own}、部分の事業を含めて {all}"),
        Language::English => format!("{label}\n{own} measures, {all} with parts"),
    }
}

/// What a reader is told when pointing at the line from a whole to a part.
pub(super) fn part_title(layers: &Layers<'_>, part: &str, whole: &str) -> String {
    match layers.language {
        Language::Japanese => format!("{part}\n「{whole}」の部分"),
        Language::English => format!("{part}\npart of “{whole}”"),
    }
}

/// The line below a program that is part of more than the one it stands under.
pub(super) fn also_part_of(layers: &Layers<'_>, wholes: &[&str]) -> String {
    let names = wholes.join(layers.language.pick("、", ", "));
    match layers.language {
        Language::Japanese => format!("「{names}」の部分でもある"),
        Language::English => format!("also part of {names}"),
    }
}

/// How a thickness of strands is explained.
pub(super) fn years_sign(layers: &Layers<'_>, years: usize) -> String {
    match (layers.language, years) {
        (Language::Japanese, _) => format!("{years}か年度で使う"),
        (Language::English, 1) => "used in 1 fiscal year".to_owned(),
        (Language::English, _) => format!("in {years} fiscal years"),
    }
}
