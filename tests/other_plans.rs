//! Tables of other plans against what a person read in them (`tests/fixtures/plans/README.md`).
//!
//! What the program is known to read otherwise is listed in [`KNOWN`], one line a difference: a new one fails, and so does one
//! that is gone.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

mod support;

use policygraph::plan::{BudgetRole, Measure, Plan};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use support::{integers, json, path, plan_of, strings, text};

/// The tables.
const TABLES: [&str; 27] = [
    "agriculture-budget",
    "alcohol",
    "cancer-budget",
    "child-poverty",
    "circulatory-diseases",
    "city-plan",
    "community-welfare",
    "crime-victims",
    "dementia",
    "disability",
    "food-education",
    "food-export",
    "gambling",
    "gender-equality",
    "guardianship",
    "intellectual-property",
    "national-resilience",
    "ocean",
    "prefecture-strategy",
    "reform-timetable",
    "reoffending",
    "space-timetable",
    "suicide-prevention-budget",
    "town-projects",
    "universal-design",
    "universal-society",
    "work-life-balance",
];

/// Differences between the program's reading and the person's: the kind, a tab, the difference.
const KNOWN: &str = "tests/fixtures/plans/known-differences.txt";

fn read(table: &str) -> (Value, Plan) {
    let reading = json(&format!("tests/fixtures/plans/{table}.reading.json"));
    let bytes = std::fs::read(path(&format!("tests/fixtures/plans/{table}.tsv"))).unwrap();
    (reading, plan_of(bytes))
}

/// Differences of one kind in all tables, less the known ones.
fn differences(of: impl Fn(&Value, &Plan) -> Vec<String>) -> Vec<String> {
    let mut all = Vec::new();
    for table in TABLES {
        let (reading, plan) = read(table);
        all.extend(of(&reading, &plan).into_iter().map(|difference| format!("{table}: {difference}")));
    }
    all
}

fn expect(kind: &str, of: impl Fn(&Value, &Plan) -> Vec<String>) {
    let have: BTreeSet<String> = differences(of).into_iter().collect();
    let known = text(KNOWN);
    let known = known.lines().filter_map(|line| line.split_once('\t'));
    let known: BTreeSet<String> =
        known.filter(|(of, _)| *of == kind).map(|(_, difference)| difference.to_owned()).collect();
    let new: Vec<&String> = have.difference(&known).collect();
    let gone: Vec<&String> = known.difference(&have).collect();
    assert!(new.is_empty() && gone.is_empty(), "new: {new:#?}\nno longer there: {gone:#?}");
}

fn line(value: &Value) -> u32 {
    u32::try_from(value["line"].as_u64().unwrap()).unwrap()
}

/// Text without white space and line ends.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

fn accepted(value: &Value) -> Vec<String> {
    strings(value).iter().map(|text| squeeze(text)).collect()
}

/// What is found, by line, against what was read; `judged` tells the lines that count when something is found there.
fn compare(
    what: &str,
    want: &BTreeMap<u32, Vec<String>>,
    have: &[(u32, String)],
    judged: impl Fn(u32) -> bool,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, accepted) in want {
        if !have.iter().any(|(at, text)| at == line && accepted.contains(text)) {
            wrong.push(format!("line {line}: {what} {} is missed", accepted[0]));
        }
    }
    for (at, text) in have.iter().filter(|(at, _)| judged(*at)) {
        if !want.get(at).is_some_and(|accepted| accepted.contains(text)) {
            wrong.push(format!("line {at}: {what} {text} is none"));
        }
    }
    wrong
}

/// Lines on which headings and measures may be found or not.
fn not_judged(reading: &Value) -> BTreeSet<u32> {
    let lines = reading["lines_not_judged"].as_array().unwrap();
    lines.iter().map(|line| u32::try_from(line.as_u64().unwrap()).unwrap()).collect()
}

#[test]
fn headings() {
    expect("headings", |reading, plan| {
        let found: [(&str, Vec<(u32, String)>); 3] = [
            ("goals", plan.goals.iter().map(|goal| (goal.span.line, squeeze(&goal.label))).collect()),
            (
                "objectives",
                plan.objectives.iter().map(|item| (item.span.line, squeeze(&item.label))).collect(),
            ),
            ("groups", plan.groups.iter().map(|item| (item.span.line, squeeze(&item.label))).collect()),
        ];
        let ignored = not_judged(reading);
        let of_level = found.iter().flat_map(|(level, have)| {
            let want = reading[*level].as_array().unwrap();
            let want = want.iter().map(|item| (line(item), accepted(&item["label"]))).collect();
            compare(level, &want, have, |line| !ignored.contains(&line))
        });
        of_level.collect()
    });
}

#[test]
fn measures() {
    expect("measures", |reading, plan| {
        let of = reading["measures"].as_array().unwrap();
        let needed = of.iter().filter(|measure| measure["optional"] == false);
        let want = needed.map(|measure| (line(measure), accepted(&measure["text"]))).collect();
        let ignored = not_judged(reading);
        let optional: BTreeSet<u32> =
            of.iter().filter(|measure| measure["optional"] == true).map(line).collect();
        let have: Vec<(u32, String)> =
            plan.measures.iter().map(|measure| (measure.span.line, squeeze(&measure.text))).collect();
        compare("measure", &want, &have, |line| !ignored.contains(&line) && !optional.contains(&line))
    });
}

/// Labels of the headings above a measure.
fn above(plan: &Plan, measure: &Measure) -> Vec<String> {
    let goal = plan.goals.iter().find(|goal| Some(&goal.id) == measure.goal_id.as_ref());
    let labels = goal.map(|goal| goal.label.as_str()).into_iter();
    labels.chain(measure.objective.as_deref()).chain(measure.group.as_deref()).map(squeeze).collect()
}

#[test]
fn places_of_measures() {
    expect("places", |reading, plan| {
        let mut wrong = Vec::new();
        for want in reading["measures"].as_array().unwrap() {
            // What is listed a second time stands where it stood first.
            let at = |measure: &&Measure| measure.span.line == line(want) && !measure.relisted;
            let Some(found) = plan.measures.iter().find(at) else { continue };
            let (want, have) = (accepted(&want["under"]), above(plan, found));
            if want != have {
                wrong.push(format!("line {}: stands under {have:?}, not {want:?}", found.span.line));
            }
        }
        wrong
    });
}

#[test]
fn responsible_bodies() {
    expect("bodies", |reading, plan| {
        let mut wrong = Vec::new();
        for want in reading["measures"].as_array().unwrap() {
            let Some(found) = plan.measures.iter().find(|measure| measure.span.line == line(want)) else {
                continue;
            };
            // Who is responsible for a repeated measure stands with the first printing.
            if want["optional"] == true {
                continue;
            }
            let have: BTreeSet<String> = found
                .ministries
                .iter()
                .map(|entry| format!("{}{}", if entry.lead { "◎" } else { "" }, squeeze(&entry.name)))
                .collect();
            let want: BTreeSet<String> = accepted(&want["bodies"]).into_iter().collect();
            if have != want {
                wrong.push(format!("line {}: {have:?} are responsible, not {want:?}", found.span.line));
            }
        }
        wrong
    });
}

#[test]
fn amounts() {
    expect("amounts", |reading, plan| {
        let at = |value: &Value| {
            let number = |name: &str| u32::try_from(value[name].as_u64().unwrap()).unwrap();
            (number("line"), number("column"), number("start"), number("end"))
        };
        let mut wrong = Vec::new();
        let mut met = BTreeSet::new();
        for want in reading["budgets"].as_array().unwrap() {
            let (line, column, start, end) = at(want);
            let surface = want["surface"].as_str().unwrap();
            let found = plan.budgets.iter().enumerate().find(|(_, budget)| {
                let span = &budget.span;
                (span.line, span.column) == (line, column) && span.start < end && start < span.end
            });
            let Some((position, found)) = found else {
                wrong.push(format!("line {line}: {surface} is missed"));
                continue;
            };
            met.insert(position);
            let fields = [
                ("amount", Value::from(found.amount)),
                ("fiscal_year", Value::from(found.fiscal_year)),
                ("draft", Value::from(found.draft)),
                ("supplementary", Value::from(found.supplementary)),
                ("portion_of", Value::from(found.portion_of)),
                ("approximate", Value::from(found.approximate)),
            ];
            for (name, have) in fields {
                // A field that the reading leaves out is not judged.
                if want.get(name).is_some_and(|want| *want != have) {
                    wrong.push(format!("line {line}: {surface} has {name} {have}, not {}", want[name]));
                }
            }
            // An abbreviation in brackets is another name, not a part of this one.
            let short =
                |name: &str| name.split(['(', '（']).find(|part| !part.is_empty()).unwrap().to_owned();
            let names: BTreeSet<String> = found.programs.iter().map(|name| short(name)).collect();
            let accepted = want["programs"].as_array().unwrap();
            if !accepted.iter().any(|names_read| {
                strings(names_read).iter().map(|name| short(name)).collect::<BTreeSet<String>>() == names
            }) {
                wrong.push(format!("line {line}: {surface} is for {names:?}, not {}", accepted[0]));
            }
        }
        let either_way: Vec<_> = reading["budgets_either_way"].as_array().unwrap().iter().map(at).collect();
        for (position, found) in plan.budgets.iter().enumerate() {
            let span = &found.span;
            let ignored = either_way.iter().any(|(line, column, start, end)| {
                (span.line, span.column) == (*line, *column) && span.start < *end && *start < span.end
            });
            if !met.contains(&position) && !ignored && found.role == BudgetRole::Current {
                wrong.push(format!("line {}: {} is no budget", span.line, found.surface));
            }
        }
        wrong
    });
}

#[test]
fn programs() {
    expect("programs", |reading, plan| {
        let mut wrong = Vec::new();
        for want in reading["programs"].as_array().unwrap() {
            let (line, column) = (line(want), u32::try_from(want["column"].as_u64().unwrap()).unwrap());
            let spans: Vec<Vec<i64>> = want["at"].as_array().unwrap().iter().map(integers).collect();
            let met = plan.mentions.iter().any(|mention| {
                let span = &mention.span;
                let at = vec![i64::from(span.start), i64::from(span.end)];
                (span.line, span.column) == (line, column) && spans.contains(&at)
            });
            if !met {
                wrong.push(format!("line {line}: {} is not found as it is", want["name"].as_str().unwrap()));
            }
        }
        wrong
    });
}

/// What a plan is called by, and its money.
#[derive(Debug, PartialEq)]
struct Names {
    items: BTreeSet<String>,
    programs: BTreeSet<String>,
    /// Amounts with their fiscal years.
    amounts: Vec<(Option<i64>, Option<i32>)>,
}

fn names(plan: &Plan) -> Names {
    let items = plan.goals.iter().map(|item| item.id.clone());
    let items = items.chain(plan.objectives.iter().map(|item| item.id.clone()));
    let items = items.chain(plan.groups.iter().map(|item| item.id.clone()));
    let items = items.chain(plan.measures.iter().map(|item| item.id.clone())).collect();
    let programs = plan.programs.iter().map(|program| program.key.clone()).collect();
    let amounts = plan.budgets.iter().map(|budget| (budget.amount, budget.fiscal_year)).collect();
    Names { items, programs, amounts }
}

#[test]
fn names_do_not_depend_on_padding() {
    for table in TABLES {
        let file = text(&format!("tests/fixtures/plans/{table}.tsv"));
        let pad = |cell: &str| if cell.is_empty() { String::new() } else { format!("{cell} ") };
        let line = |line: &str| line.split('\t').map(pad).collect::<Vec<_>>().join("\t");
        let padded: Vec<String> = file.lines().map(line).collect();
        let dos = file.replace("\r\n", "\n").replace('\n', "\r\n");
        let wanted = names(&plan_of(&file));
        assert_eq!(names(&plan_of(padded.join("\n"))), wanted, "{table}, blanks behind the cells");
        assert_eq!(names(&plan_of(format!("\n\n{file}"))), wanted, "{table}, blank lines above");
        assert_eq!(names(&plan_of(dos)), wanted, "{table}, other line ends");
    }
}

/// The implementing bodies that cells name, found by eye: no more than these in all the tables. 理研 in 管理研修 and IPA in
/// IPAS are other words; names in measures and in columns of responsible bodies are not in cells that tell of a measure.
#[test]
fn bodies_that_cells_name() {
    let mut found = Vec::new();
    for table in TABLES {
        let (_, plan) = read(table);
        for named in plan.body_mentions {
            assert!(plan.bodies.iter().any(|body| body.key == named.body && body.name == named.name));
            found.push((table, named.span.line, named.span.column, named.surface, named.body));
        }
    }
    let found: Vec<_> = found
        .iter()
        .map(|(table, line, column, surface, body)| (*table, *line, *column, surface.as_str(), body.as_str()))
        .collect();
    assert_eq!(
        found,
        [("cancer-budget", 21, 4, "AMED", "amed"), ("circulatory-diseases", 28, 2, "AMED", "amed")]
    );
}

#[test]
fn a_body_in_the_name_of_a_program_is_part_of_it() {
    let cell = "「AMED橋渡し研究支援事業」、AMED「創薬研究支援事業」及び<b>ＰＭ</b>ＤＡの相談、日本貿易振興機構（JETRO）の事業";
    let plan = plan_of(format!(
        "計画\n\t\t令和4年度の実績\t令和5年度の予定\n\t・PMDAと相談する。【◎文】\t{cell}\tAMED事業を続ける。\n"
    ));
    let programs: Vec<&str> = plan.mentions.iter().map(|mention| mention.surface.as_str()).collect();
    assert_eq!(programs[..2], ["AMED橋渡し研究支援事業", "創薬研究支援事業"]);
    let named: Vec<(&str, &str)> = plan
        .body_mentions
        .iter()
        .filter(|mention| mention.span.column == 2)
        .map(|mention| (mention.surface.as_str(), mention.body.as_str()))
        .collect();
    let wanted = [("AMED", "amed"), ("ＰＭ</b>ＤＡ", "pmda"), ("日本貿易振興機構（JETRO）", "jetro")];
    assert_eq!(named, wanted);
    let at = cell.chars().position(|c| c == '、').unwrap() + 1;
    assert_eq!(usize::try_from(plan.body_mentions[0].span.start).unwrap(), at);
}

/// A table that nobody has seen before converts, whatever is found in it.
#[test]
fn every_fact_stands_where_it_says() {
    for table in TABLES {
        let (_, plan) = read(table);
        let text = std::fs::read_to_string(path(&format!("tests/fixtures/plans/{table}.tsv"))).unwrap();
        let characters: Vec<char> = text.chars().collect();
        let spans = plan.budgets.iter().map(|budget| (&budget.span, &budget.surface));
        let spans = spans.chain(plan.mentions.iter().map(|mention| (&mention.span, &mention.surface)));
        let spans = spans.chain(plan.body_mentions.iter().map(|mention| (&mention.span, &mention.surface)));
        let bodies = plan.measures.iter().flat_map(|measure| &measure.ministries);
        for (span, surface) in spans.chain(bodies.map(|entry| (&entry.span, &entry.surface))) {
            let slice: String = characters
                [usize::try_from(span.offset).unwrap()..usize::try_from(span.offset_end()).unwrap()]
                .iter()
                .collect();
            assert_eq!(slice, *surface, "{table}");
        }
    }
}

/// The lines above a table that tell whether the only column of money holds drafts. Each pair was decided by hand: 案 and
/// 要求 of anything but the budget of that year say nothing about it.
#[test]
fn drafts_of_plans_are_no_drafts_of_budgets() {
    for (lead, draft) in [
        ("海洋計画(案)の令和4年度実施状況", false),
        ("令和4年度 地方からの提案・要求への対応状況", false),
        ("令和4年度予算額の一覧\n令和5年度概算要求は別表のとおり", false),
        ("令和4年度予算案における海洋関係の施策", true),
        ("令和4年度 海洋関係予算（案）", true),
        ("海洋関係の施策 令和4年度\n概算要求のうち主なもの", true),
    ] {
        let plan = plan_of(format!(
            "{lead}\n施策\t担当府省庁\t予算額(百万円)\n藻場を調査する。\t環境省\t200\n干潟を造成する。\t農林水産省\t150\n"
        ));
        let found: Vec<_> =
            plan.budgets.iter().map(|budget| (budget.amount, budget.fiscal_year, budget.draft)).collect();
        assert_eq!(
            found,
            [(Some(200_000_000), Some(2022), draft), (Some(150_000_000), Some(2022), draft)],
            "{lead}"
        );
    }
}
