//! Differences between editions: the shipped report against a copy with edits that are written down here by hand, laws, small
//! editions, hostile inputs, and what the command says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a failing test may panic; edits are a list; the names are our own"
)]

mod support;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use policygraph::diff::{
    Action, Change, Difference, Edition, Kind, StatementChanges, Statements, Value, Values,
};
use policygraph::plan::Plan;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::{plan_of, quads, report, report_plan};

fn difference(old: &Statements, new: &Statements) -> Vec<Change> {
    Difference::between(&Edition::new(old), &Edition::new(new)).changes
}

fn statements(plan: &Plan) -> Statements {
    Statements::new(quads(plan))
}

fn value(values: Option<&Values>, name: &str) -> Option<String> {
    values?.get(name).map(|value| match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::List(list) => list.join("+"),
    })
}

/// A difference in a line: kind, action, which property, values, column, and the row of the old edition (or of the new one).
fn told(change: &Change) -> String {
    let mut words = vec![change.kind.to_string(), change.action.to_string()];
    words.extend(change.what.filter(|_| !matches!(change.kind, Kind::Statement)).map(str::to_owned));
    if let (Some(column), Some(year)) = (change.column, change.fiscal_year) {
        words.push(format!("{column} {year}"));
    } else {
        words.extend(change.fiscal_year.map(|year| year.to_string()));
    }
    if matches!(change.kind, Kind::Program | Kind::Money) {
        words.push(change.old.as_ref().or(change.new.as_ref()).unwrap().name.label.clone());
    }
    let both = |name: &str| {
        let (was, is) = (value(change.before.as_ref(), name), value(change.after.as_ref(), name));
        if was == is { was } else { [was, is].into_iter().flatten().reduce(|was, is| format!("{was}>{is}")) }
    };
    for name in [
        "ministry", "role", "program", "programs", "item", "body", "position", "coverage", "value", "unit",
        "date",
    ] {
        if !(matches!(change.kind, Kind::Measure | Kind::Year) && name == "programs") {
            words.extend(both(name));
        }
    }
    if change.kind == Kind::Money {
        words.extend(both("phase"));
        words.extend(both("amount_yen"));
    }
    if change.kind == Kind::Program && change.what == Some("label") {
        words.extend(change.new.as_ref().map(|thing| format!("> {}", thing.name.label)));
    }
    match (&change.old, &change.new) {
        (Some(thing), _) => words.extend(thing.line.map(|line| format!("@{line}"))),
        (None, Some(thing)) => words.extend(thing.line.map(|line| format!("@new {line}"))),
        (None, None) => {}
    }
    words.join(" ")
}

/// An edited copy of the report, and what has to be found. Rows are those of the report.
struct Edits {
    rows: Vec<Option<String>>,
    expected: Vec<&'static str>,
}

impl Edits {
    fn new() -> Self {
        // Row 0 does not exist.
        let rows = std::iter::once("").chain(report().split('\n')).map(|row| Some(row.to_owned()));
        Self { rows: rows.collect(), expected: Vec::new() }
    }

    /// Other words in a row, which holds the old ones so many times.
    fn words(&mut self, row: usize, times: usize, was: &str, is: &str, expected: &[&'static str]) {
        let text = self.rows[row].as_mut().unwrap();
        assert_eq!(text.matches(was).count(), times, "row {row}: {was}");
        *text = text.replace(was, is);
        self.expected.extend(expected);
    }

    /// Other words in one cell of a row.
    fn cell(&mut self, row: usize, cell: usize, was: &str, is: &str, expected: &[&'static str]) {
        let text = self.rows[row].as_mut().unwrap();
        let mut cells: Vec<String> = text.split('\t').map(str::to_owned).collect();
        assert_eq!(cells[cell].matches(was).count(), 1, "row {row}, cell {cell}: {was}");
        cells[cell] = cells[cell].replace(was, is);
        *text = cells.join("\t");
        self.expected.extend(expected);
    }

    fn remove(&mut self, row: usize, expected: &[&'static str]) {
        self.rows[row] = None;
        self.expected.extend(expected);
    }

    /// Puts a row in front of another one, as lines of its text.
    fn before(&mut self, row: usize, text: &str, expected: &[&'static str]) {
        let next = self.rows[row].take().unwrap();
        self.rows[row] = Some(format!("{text}\n{next}"));
        self.expected.extend(expected);
    }

    fn move_before(&mut self, row: usize, to: usize, expected: &[&'static str]) {
        let text = self.rows[row].take().unwrap();
        self.before(to, &text, expected);
    }

    fn text(&self) -> String {
        self.rows[1..].iter().flatten().cloned().collect::<Vec<_>>().join("\n")
    }
}

/// 29 edits, each with the differences that it makes.
fn edits() -> Edits {
    let mut edits = Edits::new();
    let e = &mut edits;
    // 1: the title. Every identifier below the plan changes with it.
    e.words(3, 1, "取り組みの状況", "取組の状況", &["document changed title"]);
    // 2: a goal with near words.
    e.words(
        6,
        1,
        "の研究開発の中心地としての我が国の地位",
        "の研究開発拠点としての日本の地位",
        &["goal reworded label @6"],
    );
    // 3: an objective with words that have nothing in common with the old ones.
    e.words(
        50,
        1,
        "企業による医療機器の研究開発やアカデミアでの研究等への活用をあらかじめ念頭においた医療情報の集約",
        "ヘルスケアデータ基盤",
        &["objective reworded label @50"],
    );
    // 4: a group, likewise.
    e.words(
        20,
        1,
        "異なる専門性を有する人材間の関係構築の促進",
        "交流の場づくり",
        &["group reworded label @20"],
    );
    // 5: a measure.
    e.words(
        38,
        1,
        "支援体制の整備に引き続き取り組む",
        "支援体制の拡充に取り組む",
        &["measure reworded label @38"],
    );
    // 6 to 8: ministries.
    e.words(39, 1, "〔◎厚〕", "〔文、◎厚〕", &["ministry added 文部科学省 supporting @39"]);
    e.words(
        14,
        1,
        "【文、◎経】",
        "【◎文、経】",
        &[
            "ministry changed 文部科学省 supporting>lead @14",
            "ministry changed 経済産業省 lead>supporting @14",
        ],
    );
    e.words(75, 1, "[◎内官、総、厚、経]", "[◎内官、総、厚]", &["ministry removed 経済産業省 supporting @75"]);
    // 9: an amount.
    e.words(
        25,
        1,
        "令和4年度予算:3.3億円",
        "令和4年度予算:3.8億円",
        &[
            "money changed amount 2022 医療系ベンチャー・トータルサポート事業 EnactedBudget 330000000>380000000",
            "statement changed results 2022 @25",
        ],
    );
    // 10: the whole of a line becomes a portion of it. Row 30 still states it whole.
    e.cell(
        27,
        2,
        "令和4年度予算:19億円",
        "令和4年度予算:19億円の内数",
        &[
            "coverage changed results 2022 医工連携イノベーション推進事業 WholeLine>PortionOfLine @27",
            "statement changed results 2022 @27",
        ],
    );
    // 11: a draft is enacted, wherever it is stated.
    for (row, expected) in [
        (14, "statement changed plans 2023 @14"),
        (15, "statement changed plans 2023 @15"),
        (36, "statement changed plans 2023 @36"),
        (68, "statement changed plans 2023 @68"),
    ] {
        e.words(row, 1, "令和5年度予算(案):10.2億円", "令和5年度予算:10.2億円", &[expected]);
    }
    e.expected
        .push("money changed phase 2023 医療機器等研究成果展開事業 DraftBudget>EnactedBudget 1020000000");
    // 12: a supplementary budget beside the enacted one, which row 19 still states.
    e.words(
        10,
        1,
        "令和4年度予算:2億円",
        "令和4年度補正予算:2億円",
        &[
            "money added 2022 保健医療分野におけるAI研究開発加速に向けた人材養成産学協働プロジェクト SupplementaryBudget 200000000",
            "statement changed results 2022 @10",
        ],
    );
    // 13: a counted result.
    e.words(
        56,
        1,
        "累計22件",
        "累計25件",
        &["quantity changed results 2022 22>25 件 @56", "statement changed results 2022 @56"],
    );
    // 14: a date.
    e.words(
        69,
        1,
        "2022年12月1日",
        "2022年12月2日",
        &["date changed results 2022 2022-12-01>2022-12-02 @69", "statement changed results 2022 @69"],
    );
    // 15: a program with another name, in both cells that name it.
    e.words(
        76,
        2,
        "医療技術等国際展開事業",
        "医療技術等国際展開支援事業",
        &[
            "program reworded label 医療技術等国際展開事業 > 医療技術等国際展開支援事業",
            "statement changed results 2022 @76",
            "statement changed plans 2023 @76",
        ],
    );
    // 16: a program that no row named before.
    e.cell(
        109,
        3,
        "引き続き活動を行う。",
        "引き続き活動を行う。また、「規格人材育成事業」を実施する。",
        &[
            "program added 規格人材育成事業",
            "use added 規格人材育成事業 @109",
            "statement changed plans 2023 @109",
        ],
    );
    // 17: a cell stops naming a program that the other cell of the measure still names.
    e.cell(
        83,
        3,
        "「医療機器産業海外実態調査事業」において",
        "",
        &["mention removed plans 2023 医療機器産業海外実態調査事業 @83", "statement changed plans 2023 @83"],
    );
    // 18: a measure stops using a program, and with it the amounts are stated for one program less.
    e.words(
        49,
        2,
        "「医療機器開発支援ネットワーク」や「地域連携拠点」(いずれも",
        "「地域連携拠点」(",
        &[
            "use removed 医療機器開発支援ネットワーク @49",
            "statement changed results 2022 @49",
            "statement changed plans 2023 @49",
            "coverage removed results 2022 医療機器開発支援ネットワーク+地域連携拠点 PortionOfLine @49",
            "coverage added results 2022 地域連携拠点 PortionOfLine @49",
            "coverage removed plans 2023 医療機器開発支援ネットワーク+地域連携拠点 PortionOfLine @49",
            "coverage added plans 2023 地域連携拠点 PortionOfLine @49",
        ],
    );
    // 19: a group among its neighbours; its only measure goes with it.
    e.move_before(30, 28, &["group moved order 6>4 @30"]);
    // 20: a measure among its neighbours.
    e.move_before(121, 119, &["measure moved order 3>1 @121"]);
    // 21: a measure to another group; 14 changed it, too.
    e.move_before(69, 72, &["measure moved place @69"]);
    // 22: a new measure at the end of its group. Two rows went to other places behind it or before it, none came.
    e.before(
        44,
        "\t・医療機器の保守点検に関する情報の共有に取り組む。〔◎厚〕\t検討会を開催した。\t検討会を引き続き開催する。",
        &["measure added @new 44"],
    );
    // 23: a measure that is gone.
    e.remove(85, &["measure removed @85"]);
    // 24: an objective is not listed again any more.
    e.remove(115, &[]);
    e.remove(116, &["relisting removed 医療保険制度におけるイノベーションに対する適切な評価の実施 @112"]);
    // 25: a cell stops naming a body.
    e.cell(
        84,
        3,
        "JETROを通じ、",
        "",
        &["body removed plans 2023 独立行政法人日本貿易振興機構 @84", "statement changed plans 2023 @84"],
    );
    // 26 and 27: a cell is emptied, another one filled.
    e.words(
        66,
        1,
        "対応する分野あり、記載なし\t",
        "\t推進する。",
        &["statement removed results 2022 @66", "statement added plans 2023 @66"],
    );
    // 28: a row's measure gets another lead, and its group another name.
    e.words(
        101,
        1,
        "[◎厚]",
        "[◎経]",
        &["ministry removed 厚生労働省 lead @101", "ministry added 経済産業省 lead @101"],
    );
    e.words(100, 1, "保険導入の手引きの作成", "保険導入の手引きの作成と普及", &["group reworded label @100"]);
    // 29: blank lines between tables mean nothing.
    e.before(110, "\t\t\t", &[]);
    edits
}

#[test]
fn exactly_the_edits_are_found() {
    let edits = edits();
    let (old, new) = (statements(report_plan()), statements(&plan_of(edits.text())));
    let mut found: Vec<String> = difference(&old, &new).iter().map(told).collect();
    let mut expected: Vec<String> = edits.expected.iter().map(|&line| line.to_owned()).collect();
    found.sort();
    expected.sort();
    let alone = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (missed, invented) = (alone(&expected, &found), alone(&found, &expected));
    assert!(missed.is_empty() && invented.is_empty(), "missed: {missed:#?}\ninvented: {invented:#?}");
    assert_eq!(found, expected);
}

/// A difference as the comparison the other way round has to tell it.
fn mirrored(change: &Change) -> Change {
    let mut mirrored = change.clone();
    std::mem::swap(&mut mirrored.old, &mut mirrored.new);
    std::mem::swap(&mut mirrored.before, &mut mirrored.after);
    mirrored.action = match change.action {
        Action::Added => Action::Removed,
        Action::Removed => Action::Added,
        other => other,
    };
    mirrored
}

/// Differences without what depends on the direction: excerpts (which have a law of their own) and the goal they are told at.
fn plain(changes: &[Change]) -> Vec<String> {
    let mut lines: Vec<String> = changes
        .iter()
        .cloned()
        .map(|mut change| {
            change.excerpt.clear();
            change.goal = None;
            format!("{change:?}")
        })
        .collect();
    lines.sort();
    lines
}

fn lines(statements: &Statements) -> BTreeSet<String> {
    statements.quads().iter().map(ToString::to_string).collect()
}

/// What holds of any two editions.
fn laws(old: &Statements, new: &Statements) {
    assert_eq!(difference(old, old), []);
    assert_eq!(difference(new, new), []);
    let there = difference(old, new);
    let back: Vec<Change> = difference(new, old).iter().map(mirrored).collect();
    assert_eq!(plain(&there), plain(&back));
    let patch = StatementChanges::between(old, new);
    let mut graph = lines(old);
    for line in &patch.removed {
        assert!(graph.remove(line), "not there: {line}");
    }
    for line in &patch.added {
        assert!(graph.insert(line.clone()), "there already: {line}");
    }
    assert_eq!(graph, lines(new));
}

#[test]
fn the_laws_hold_of_the_report_and_its_edited_copy() {
    laws(&statements(report_plan()), &statements(&plan_of(edits().text())));
}

/// A table with some goals, groups and measures.
fn table(measures: &[(u8, u8, u8, u8)], years: [u8; 2]) -> String {
    let mut text =
        format!("計画の状況\n\n\t\t令和{}年度の実績・状況\t令和{}年度の取組予定\n", years[0], years[1]);
    let mut places: BTreeMap<(u8, u8), Vec<String>> = BTreeMap::new();
    for (goal, group, words, cells) in measures {
        let lead = ["◎厚", "◎経", "文、◎厚", "厚"][usize::from(*words % 4)];
        let row = format!(
            "\t・{}に取り組む。【{lead}】\t「事業{}号」(令和{}年度予算:{cells}億円)で{}件を採択した。\t「推進事業{}号」を行う。",
            ["調査の実施と公表", "調査の実施と報告", "人材の育成", "拠点の整備", "拠点の再整備"]
                [usize::from(*words % 5)],
            cells % 3,
            years[0],
            cells + 1,
            cells % 2,
        );
        places.entry((*goal % 2, *group % 3)).or_default().push(row);
    }
    let mut last = None;
    for ((goal, group), rows) in places {
        if last != Some(goal) {
            text += &format!("({})「目標{goal}の達成」に向けて\t\t\t\n\t【目的{goal}】\t\t\n", goal + 1);
            last = Some(goal);
        }
        text += &format!(
            "\t{}\t\t\n{}\n",
            ["体制の整備", "体制の強化", "国際展開"][usize::from(group)],
            rows.join("\n")
        );
    }
    text
}

fn measures() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec((0..2_u8, 0..3_u8, any::<u8>(), 0..5_u8), 0..8)
}

/// Statements with our properties in any arrangement.
fn any_statements() -> impl Strategy<Value = Statements> {
    let pgo = |local: &str| support::pgo(local);
    let skos = |local: &str| NamedNode::new(format!("http://www.w3.org/2004/02/skos/core#{local}")).unwrap();
    let kind = NamedNode::new("http://www.w3.org/1999/02/22-rdf-syntax-ns#type").unwrap();
    let classes = [
        "Goal",
        "Objective",
        "MeasureGroup",
        "Measure",
        "Program",
        "BudgetLine",
        "BudgetStatement",
        "StatusStatement",
        "PlannedStatement",
        "Ministry",
        "Responsibility",
        "ReportedQuantity",
        "ReportedDate",
        "ProgramMention",
        "ProgressReport",
        "FiscalYear",
    ];
    let links = [
        "hasObjective",
        "hasMeasureGroup",
        "hasMeasure",
        "relists",
        "leadMinistry",
        "supportingMinistry",
        "forMeasure",
        "responsibleBody",
        "role",
        "usesProgram",
        "mentionsProgram",
        "mentionsBody",
        "partOfProgram",
        "ofProgram",
        "ofMeasure",
        "inStatement",
        "inMeasure",
        "aboutMeasure",
        "fiscalYear",
        "statedFor",
        "refersToLine",
        "coverage",
        "phase",
        "evidence",
    ];
    let texts =
        ["text", "amountYen", "ordinal", "quantityValue", "unitText", "dateValue", "line", "startYear"];
    let words =
        ["", "施策の推進", "施策の促進", "事業1号", "7", "9", "99999999999999999999", "<b>\u{1b}[31m\"&"];
    let node = (0..10_u8).prop_map(|at| NamedNode::new(format!("https://example.org/x{at}")).unwrap());
    let object = prop_oneof![
        8 => node.clone().prop_map(Term::from),
        1 => Just(Term::from(pgo("LeadRole"))),
        1 => Just(Term::from(pgo("WholeLine"))),
    ];
    let word =
        prop::sample::select(words.to_vec()).prop_map(|word| Term::from(Literal::new_simple_literal(word)));
    let quad = prop_oneof![
        (
            node.clone(),
            Just(kind),
            prop::sample::select(classes.to_vec()).prop_map(move |class| Term::from(pgo(class)))
        ),
        (node.clone(), prop::sample::select(links.to_vec()).prop_map(support::pgo), object),
        (node.clone(), prop::sample::select(texts.to_vec()).prop_map(support::pgo), word.clone()),
        (node, prop::sample::select(vec!["prefLabel", "altLabel", "notation"]).prop_map(skos), word),
    ];
    prop::collection::vec(quad, 0..90).prop_map(|quads| {
        let quads: BTreeMap<String, Quad> = quads
            .into_iter()
            .map(|(subject, predicate, object)| {
                Quad::new(subject, predicate, object, GraphName::DefaultGraph)
            })
            .map(|quad| (quad.to_string(), quad))
            .collect();
        Statements::new(quads.into_values().collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_of_editions(a in measures(), b in measures(), later in 0..2_u8) {
        let old = statements(&plan_of(table(&a, [4, 5])));
        let new = statements(&plan_of(table(&b, [4 + later, 5 + later])));
        laws(&old, &new);
    }

    #[test]
    fn the_laws_hold_of_any_statements(a in any_statements(), b in any_statements()) {
        laws(&a, &b);
    }

    #[test]
    fn the_order_of_statements_means_nothing(a in any_statements(), b in any_statements()) {
        let turned = |statements: &Statements| Statements::new(statements.quads().iter().rev().cloned().collect());
        prop_assert_eq!(difference(&a, &b), difference(&turned(&a), &turned(&b)));
    }
}

#[test]
fn next_year_is_told_in_a_few_lines() {
    let old = plan_of(
        "計画の状況\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「目標の達成」に向けて\t\t\t\n\t【目的】\t\t\n\t体制の整備\t\t\n\
         \t・調査に取り組む。【◎厚】\t「調査推進事業」(令和4年度予算:1億円)を行った。\t「調査推進事業」(令和5年度予算(案):2億円)を行う。\n\
         \t・研修に取り組む。【◎文】\t「研修推進事業」を行った。\t「研修推進事業」を行う。\n",
    );
    let new = plan_of(
        "計画の状況\n\n\t\t令和5年度の実績・状況\t令和6年度の取組予定\n(1)「目標の達成」に向けて\t\t\t\n\t【目的】\t\t\n\t体制の整備\t\t\n\
         \t・調査に取り組む。【◎厚】\t「調査推進事業」(令和5年度予算:3億円)を行った。\t「調査推進事業」(令和6年度予算(案):4億円)を行う。\n\
         \t・研修に取り組む。【◎文】\t「研修普及事業」を始めた。\t「研修普及事業」を行う。\n",
    );
    let mut found: Vec<String> = difference(&statements(&old), &statements(&new)).iter().map(told).collect();
    found.sort();
    assert_eq!(
        found,
        [
            // The draft of the year that both speak of became a budget, of another amount.
            "money changed amount 2023 調査推進事業 DraftBudget>EnactedBudget 200000000>300000000",
            "program added 研修普及事業",
            "program removed 研修推進事業",
            "use added 2023 研修普及事業 @8",
            "use removed 2023 研修推進事業 @8",
            "year added plans 2024",
            "year added results 2023",
            "year removed plans 2023",
            "year removed results 2022",
        ]
    );
}

/// An edition written by hand, in Turtle without its prefixes.
fn by_hand(turtle: &str) -> Statements {
    let text = format!(
        "@prefix pgo: <{}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/> . {turtle}",
        support::PGO
    );
    let quads =
        oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle).for_reader(text.as_bytes());
    Statements::new(quads.map(Result::unwrap).collect())
}

fn told_all(old: &str, new: &str) -> Vec<String> {
    let mut found: Vec<String> = difference(&by_hand(old), &by_hand(new)).iter().map(told).collect();
    found.sort();
    found
}

#[test]
fn a_measure_is_the_same_by_its_iri_then_its_words_then_near_words() {
    let goal = |measures: &str| {
        format!(
            ":g a pgo:Goal ; skos:prefLabel \"目標\"@ja . :o a pgo:Objective ; skos:prefLabel \"目的\"@ja ; pgo:hasMeasure {measures} . :g pgo:hasObjective :o ."
        )
    };
    // The same IRI, whatever the words.
    assert_eq!(
        told_all(
            &format!("{} :a a pgo:Measure ; skos:prefLabel \"調査を行う\"@ja .", goal(":a")),
            &format!("{} :a a pgo:Measure ; skos:prefLabel \"人材を育てる\"@ja .", goal(":a")),
        ),
        ["measure reworded label"]
    );
    // Another IRI and the same words, but for their widths: what differs is told, and that it is the same measure.
    assert_eq!(
        told_all(
            &format!("{} :a a pgo:Measure ; skos:prefLabel \"AIの活用を進める\"@ja .", goal(":a")),
            &format!("{} :b a pgo:Measure ; skos:prefLabel \"ＡＩの活用を進める\"@ja .", goal(":b")),
        ),
        ["measure reworded label"]
    );
    // Six of eight and seven pairs of neighbours in common: 調査 査の の実 実施 … of 調査の実施に努める and 調査の実施を進める.
    assert_eq!(
        told_all(
            &format!(
                "{} :a a pgo:Measure ; skos:prefLabel \"地域における調査の実施に努める\"@ja .",
                goal(":a")
            ),
            &format!(
                "{} :b a pgo:Measure ; skos:prefLabel \"地域における調査の実施を進める\"@ja .",
                goal(":b")
            ),
        ),
        ["measure reworded label"]
    );
    // Words with little in common are another measure.
    assert_eq!(
        told_all(
            &format!("{} :a a pgo:Measure ; skos:prefLabel \"調査の実施に努める\"@ja .", goal(":a")),
            &format!("{} :b a pgo:Measure ; skos:prefLabel \"人材の育成に努める\"@ja .", goal(":b")),
        ),
        ["measure added", "measure removed"]
    );
}

#[test]
fn measures_of_the_same_words_are_paired_one_by_one() {
    let measure = |iri: &str, row: u8| {
        format!(
            ":o pgo:hasMeasure {iri} . {iri} a pgo:Measure ; skos:prefLabel \"調査を行う\"@ja ; pgo:ordinal {row} ."
        )
    };
    let top = ":o a pgo:Objective ; skos:prefLabel \"目的\"@ja .";
    let old = format!("{top} {} {}", measure(":a", 1), measure(":b", 2));
    let new = format!("{top} {}", measure(":c", 1));
    assert_eq!(told_all(&old, &new), ["measure removed"]);
}

#[test]
fn programs_that_differ_in_a_number_are_two() {
    let edition = |program: &str, name: &str| {
        format!(
            ":a a pgo:Measure ; skos:prefLabel \"調査\"@ja ; pgo:usesProgram {program} . {program} a pgo:Program ; skos:prefLabel \"{name}\"@ja ."
        )
    };
    assert_eq!(
        told_all(&edition(":p", "第1期次世代医療推進事業"), &edition(":q", "第2期次世代医療推進事業")),
        [
            "program added 第2期次世代医療推進事業",
            "program removed 第1期次世代医療推進事業",
            "use added 第2期次世代医療推進事業",
            "use removed 第1期次世代医療推進事業",
        ]
    );
    assert_eq!(
        told_all(&edition(":p", "次世代医療機器推進事業"), &edition(":q", "次世代医療機器等推進事業")),
        ["program reworded label 次世代医療機器推進事業 > 次世代医療機器等推進事業"]
    );
}

#[test]
fn rows_and_spans_are_no_differences() {
    let plan = statements(report_plan());
    // Blank rows at the beginning move every row, and the file has another digest.
    let moved = statements(&plan_of(format!("\n\n{}", report())));
    assert_eq!(difference(&plan, &moved), []);
    let patch = StatementChanges::between(&plan, &moved);
    assert!(patch.added.len() > 1000, "{}", patch.added.len());
}

#[test]
fn things_that_hang_on_each_other_in_a_circle_are_no_trouble() {
    let circle = ":g a pgo:Goal ; pgo:hasObjective :o . :o a pgo:Objective ; pgo:hasMeasure :m , :o . \
                  :m a pgo:Measure ; pgo:hasMeasure :m ; pgo:hasObjective :g .";
    assert_eq!(told_all(circle, circle), [""; 0]);
    assert_eq!(told_all("", circle), ["goal added", "measure added", "objective added"]);
}

#[cfg(feature = "cli")]
mod command {
    use super::support::{path, report_path, run, run_in};
    use super::*;
    use std::fs;
    use std::path::Path;

    fn other_plans() -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path("tests/fixtures/plans"))
            .unwrap()
            .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
            .filter(|name| name.ends_with(".tsv"))
            .collect();
        names.sort();
        names
    }

    /// A folder with the report and its edited copy.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(report_path(), folder.path().join("old.tsv")).unwrap();
        fs::write(folder.path().join("new.tsv"), edits().text()).unwrap();
        folder
    }

    #[test]
    fn a_document_says_what_its_plan_and_its_graphs_say() {
        let folder = folder();
        let table = report_path();
        let table = table.to_str().unwrap();
        let run = |arguments: &[&str]| run_in(folder.path(), arguments, b"");
        assert_eq!(run(&["extract", table, "-o", "plan.json"]).code, 0);
        for name in ["plan.ttl", "plan.nt", "plan.nq", "plan.trig"] {
            assert_eq!(run(&["convert", "--quiet", table, "-o", name]).code, 0);
        }
        for name in ["plan.json", "plan.ttl", "plan.nt", "plan.nq", "plan.trig"] {
            let ended = run(&["diff", table, name]);
            assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
            assert!(
                ended.out.ends_with("No differences.\nRDF statements: 0 removed, 0 added\n"),
                "{}",
                ended.out
            );
            let patch = run(&["diff", "--format", "patch", name, table]);
            assert_eq!((patch.code, patch.out.as_str()), (0, "TX .\nTC .\n"));
        }
    }

    #[test]
    fn other_plans_do_not_differ_from_themselves_and_differ_from_each_other() {
        let mut before: Option<Statements> = None;
        for name in other_plans() {
            let plan = plan_of(fs::read(&name).unwrap());
            let plan = statements(&plan);
            if let Some(before) = &before {
                laws(before, &plan);
            }
            before = Some(plan);
        }
        let ended = run(&["diff", "tests/fixtures/plans/alcohol.tsv", "tests/fixtures/plans/gambling.tsv"]);
        assert_eq!(ended.code, 1, "{}", ended.err);
    }

    #[test]
    fn every_format_is_whole_and_the_same_twice() {
        let folder = folder();
        for format in ["text", "json", "md", "html", "patch"] {
            let arguments = ["diff", "old.tsv", "new.tsv", "--format", format];
            let ended = run_in(folder.path(), &arguments, b"");
            assert_eq!(ended.code, 1, "{}", ended.err);
            assert_eq!(ended.out, run_in(folder.path(), &arguments, b"").out);
            let to_file =
                run_in(folder.path(), &["diff", "old.tsv", "new.tsv", "-f", format, "-o", "out"], b"");
            assert_eq!((to_file.code, to_file.out.as_str()), (1, ""));
            assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), ended.out);
        }
    }

    #[test]
    fn lines_fit_a_terminal() {
        use unicode_width::UnicodeWidthStr;
        let folder = folder();
        let text = run_in(folder.path(), &["diff", "old.tsv", "new.tsv"], b"").out;
        for line in text.lines() {
            assert!(line.width() <= 80, "{line}");
        }
        for words in
            ["[-異なる専門性を有する人材間の関係構築の促進-]", "{+交流の場づくり+}", "3.[-3-]{+8+}億円"]
        {
            let flat: String = text.lines().map(str::trim).collect();
            assert!(flat.contains(words), "{words}\n{text}");
        }
    }

    #[test]
    fn json_tells_every_difference() {
        let folder = folder();
        let ended = run_in(folder.path(), &["diff", "old.tsv", "new.tsv", "-f", "json"], b"");
        let json: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        let expected = edits().expected.len();
        assert_eq!(json["changes"].as_array().unwrap().len(), expected);
        assert_eq!(json["summary"]["changes"], expected);
        assert_eq!(json["old"]["fiscal_years"], serde_json::json!([2022, 2023]));
        assert_eq!(json["old"]["measures"], 60);
        let goal =
            json["changes"].as_array().unwrap().iter().find(|change| change["kind"] == "goal").unwrap();
        assert_eq!(goal["action"], "reworded");
        assert_eq!(goal["old"]["line"], 6);
        assert_eq!(goal["before"]["label"], "医療機器の研究開発の中心地としての我が国の地位の確立");
    }

    #[test]
    fn kinds_can_be_chosen() {
        let folder = folder();
        let ended =
            run_in(folder.path(), &["diff", "old.tsv", "new.tsv", "-f", "json", "--only", "money,goal"], b"");
        let json: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        // Edits 2, 9, 11 and 12.
        assert_eq!(json["changes"].as_array().unwrap().len(), 4);
        let none = run_in(folder.path(), &["diff", "old.tsv", "new.tsv", "--only", "year"], b"");
        assert_eq!(none.code, 0);
        let summary = run_in(folder.path(), &["diff", "old.tsv", "new.tsv", "-f", "json", "--summary"], b"");
        let json: serde_json::Value = serde_json::from_str(&summary.out).unwrap();
        assert!(json.get("changes").is_none());
        assert_eq!(json["summary"]["changes"], edits().expected.len());
        for wrong in [vec!["--only", "mood"], vec!["-f", "patch", "--summary"], vec!["-f", "xls"]] {
            let mut arguments = vec!["diff", "old.tsv", "new.tsv"];
            arguments.extend(&wrong);
            assert_eq!(run_in(folder.path(), &arguments, b"").code, 2, "{wrong:?}");
        }
    }

    /// Applies a patch as its specification says, and gives the lines of the graph.
    fn patched(graph: &str, patch: &str) -> BTreeSet<String> {
        let mut lines: BTreeSet<String> = graph.lines().map(str::to_owned).collect();
        let mut rows = patch.lines();
        assert_eq!(rows.next(), Some("TX ."));
        assert_eq!(rows.next_back(), Some("TC ."));
        for row in rows {
            match row.split_once(' ').unwrap() {
                ("D", statement) => assert!(lines.remove(statement), "{statement}"),
                ("A", statement) => assert!(lines.insert(statement.to_owned()), "{statement}"),
                other => panic!("{other:?}"),
            }
        }
        lines
    }

    #[test]
    fn a_patch_makes_the_new_graph_of_the_old_one() {
        let folder = folder();
        let run = |arguments: &[&str]| {
            let ended = run_in(folder.path(), arguments, b"");
            assert!(ended.code < 2, "{}", ended.err);
            ended.out
        };
        for (format, option) in [("nq", None), ("nt", Some("--merge-graphs"))] {
            let old = run(&["convert", "--quiet", "old.tsv", "--format", format]);
            let new = run(&["convert", "--quiet", "new.tsv", "--format", format]);
            let mut arguments = vec!["diff", "old.tsv", "new.tsv", "-f", "patch"];
            arguments.extend(option);
            let patch = run(&arguments);
            let new: BTreeSet<String> = new.lines().map(str::to_owned).collect();
            assert_eq!(patched(&old, &patch), new, "{format}");
        }
    }

    #[test]
    fn what_cannot_be_read_ends_with_3() {
        let folder = folder();
        fs::write(folder.path().join("bad.ttl"), "<a> oops").unwrap();
        fs::write(folder.path().join("bad.json"), "{").unwrap();
        fs::write(folder.path().join("empty.ttl"), "").unwrap();
        fs::write(folder.path().join("blank.nt"), "_:a <urn:p> \"x\" .\n").unwrap();
        for bad in ["bad.ttl", "bad.json", "missing.tsv", "missing.ttl"] {
            for pair in [[bad, "old.tsv"], ["old.tsv", bad]] {
                let ended = run_in(folder.path(), &["diff", pair[0], pair[1], "-o", "out.html"], b"");
                assert_eq!((ended.code, ended.out.as_str()), (3, ""), "{bad}: {}", ended.err);
                assert!(!folder.path().join("out.html").exists());
            }
        }
        assert_eq!(run_in(folder.path(), &["diff", "-", "-"], b"").code, 2);
        assert_eq!(run_in(folder.path(), &["diff", "empty.ttl", "empty.ttl"], b"").code, 0);
        assert_eq!(run_in(folder.path(), &["diff", "old.tsv", "empty.ttl"], b"").code, 1);
        // A blank node has no name that a patch could say.
        assert_eq!(run_in(folder.path(), &["diff", "blank.nt", "empty.ttl"], b"").code, 0);
        assert_eq!(run_in(folder.path(), &["diff", "blank.nt", "empty.ttl", "-f", "patch"], b"").code, 3);
        let one_side = run_in(folder.path(), &["diff", "old.tsv", "-"], report().as_bytes());
        assert_eq!(one_side.code, 0, "{}", one_side.err);
    }

    #[test]
    fn what_a_graph_says_is_no_markup_and_no_command() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, words: &str| {
            let text = format!(
                "<urn:g> a <{0}Goal> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"{words}\" .",
                support::PGO
            );
            fs::write(folder.path().join(name), text).unwrap();
        };
        write("a.ttl", "<script>alert(1)</script>\\u001b[31m\\u202e\\u0000 *x* | [y](javascript:z)");
        write("b.ttl", "<img src=x onerror=alert(1)>\\u001b]0;x\\u0007");
        let run = |format: &str| run_in(folder.path(), &["diff", "a.ttl", "b.ttl", "-f", format], b"").out;
        let html = run("html");
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        let markdown = run("md");
        assert!(!markdown.contains("<script") && !markdown.contains("[y](j"), "{markdown}");
        for text in [html, markdown, run("text")] {
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
            assert!(!text.contains('\u{202e}'));
        }
    }

    #[test]
    fn many_measures_with_other_words_are_compared_in_time() {
        let edition = |ending: &str| {
            let mut text = String::from(
                "計画の状況\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「目標の達成」に向けて\t\t\t\n\t【目的】\t\t\n\t体制の整備\t\t\n",
            );
            for number in 0..1000 {
                text += &format!(
                    "\t・第{number}の地域における医療機器の{}の実施{ending}取り組む。【◎厚】\t行った。\t行う。\n",
                    number * 7919
                );
            }
            text
        };
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("old.tsv"), edition("に")).unwrap();
        fs::write(folder.path().join("new.tsv"), edition("へ引き続き")).unwrap();
        let summary = |path: &Path| {
            let ended = run_in(path, &["diff", "old.tsv", "new.tsv", "-f", "json", "--summary"], b"");
            assert_eq!(ended.code, 1, "{}", ended.err);
            serde_json::from_str::<serde_json::Value>(&ended.out).unwrap()
        };
        let kinds = summary(folder.path())["summary"]["kinds"].clone();
        assert_eq!(kinds[0]["name"], "measure");
        assert_eq!(kinds[0]["reworded"], 1000, "{kinds}");
    }
}
