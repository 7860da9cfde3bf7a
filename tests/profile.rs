//! What a profile does to the reading of a document, and that the profile which describes a reading gives it again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::diagnostic::Code;
use policygraph::plan::{BodyKind, BuildOptions, ColumnRole, Plan, build, profile_of};
use policygraph::profile::Profile;
use policygraph::register::Register;
use policygraph::source::{Document, Table};
use support::{Graph, report};

/// A city's plan, of which hardly anything can be inferred: no year, no title that names results or plans, sections in
/// brackets, amounts without a unit, names of its own for its programs.
const CITY: &str = "健康みどり21\n\
    \t\t実施したこと\tこれから\t金額\n\
    第1章 健康づくり\t\t\t\t\n\
    \t■減塩\t\t\t\n\
    \t・減塩の普及【健康課、市病】\t減塩大作戦において、歩こう会を3回開いた。\t減塩大作戦を続ける。\t1,200\n\
    \t・調理の講座【健康課】\t「公共事業」(令和5年度予算:1億円)を実施した。\t続ける。\t800\n\
    注 金額は千円\t\t\t\t\n";

const CITY_PROFILE: &str = r#"
title = "健康みどり21の進捗"
publisher = "市病"
licence = "https://example.org/licence"
plan = "midori-kenko"
document = "midori-kenko-2023"
jurisdiction = "jp-midori"
language = "ja-JP"

[ignore]
lines = [2]
starting_with = ["注"]

[[columns]]
column = 3
role = "status"
fiscal_year = "令和5年度"

[[columns]]
column = 4
role = "plan"
fiscal_year = 2024

[[columns]]
column = 5
role = "budget"
fiscal_year = 2024
unit = "千円"
draft = true

[headings]
"第N章" = 2
"■" = 1

[bodies]
known = [{ name = "みどり市立病院", short = ["市病"], kind = "implementing" }]
sections = true

[programs]
suffixes = ["大作戦"]
names = ["歩こう会"]
not_programs = ["公共事業"]
"#;

/// Columns of every kind, with titles that say most of it.
const TOWN: &str = "みどり町計画の進捗\n\
    番号\t基本目標\t取組\t担当課\t令和5年度の実績\t令和6年度の予定\t令和5年度予算額（千円）\t達成率\n\
    1\t健康づくり\t減塩の普及\t健康課\t講座を3回開いた。\t続ける。\t1,200\t80%\n\
    2\t健康づくり\t歩く習慣\t健康課、スポーツ課\t・歩く会を開いた。\t続ける。\t800\t\n\
    3\t食育\t学校給食\t教育部\t地場産の食材を使った。\t続ける。\t2,500\t\n";

/// No title, no header.
const SKY: &str = "目標1 空\t・空を見る。【文】\t見た。\t見る。\n\
    \t・星を見る。【文】\t星を見た。\t見る。\n\
    \t・月を見る。【宙】\t月を見た。\t見る。\n";

/// The second page is about other years than the first.
const PAGES: &str = "川の計画\n\
    \t\t令和4年度の実績\t令和5年度の予定\n\
    (1)川\t\t\t\n\
    \t・川を見る。【文】\t見た。\t見る。\n\
    \t\t令和5年度の実績\t令和6年度の予定\n\
    \t・魚を見る。【文】\t見た。\t見る。\n";

/// Findings that tell what was assumed.
const ASSUMED: [Code; 7] = [
    Code::TitleMissing,
    Code::HeaderMissing,
    Code::ColumnAssumed,
    Code::ColumnNotRead,
    Code::HeadingDepthAssumed,
    Code::SectionsAssumed,
    Code::BodyUnknown,
];

fn read(text: &str, profile: &Profile) -> Plan {
    let document = Document::from_bytes("table.tsv", text.as_bytes().to_vec()).unwrap();
    let table = Table::read(&document).unwrap();
    build(&document, &table, &BuildOptions { register: Register::embedded(), profile })
}

fn city() -> Plan {
    read(CITY, &Profile::from_toml(CITY_PROFILE, "city.toml").unwrap())
}

#[test]
fn the_document_is_what_the_profile_says() {
    let document = city().document;
    let of = |text: &str| Some(text.to_owned());
    assert_eq!(
        (document.title.as_str(), document.plan.as_str(), document.id.as_str()),
        ("健康みどり21の進捗", "midori-kenko", "midori-kenko-2023")
    );
    assert_eq!((document.jurisdiction.as_str(), document.language.as_str()), ("jp-midori", "ja-JP"));
    assert_eq!(document.licence, of("https://example.org/licence"));
    assert_eq!(document.publisher.map(|publisher| publisher.name), of("みどり市立病院"));
}

#[test]
fn columns_are_what_the_profile_says() {
    let plan = city();
    let columns: Vec<(ColumnRole, Option<i32>)> =
        plan.document.columns.iter().map(|column| (column.role, column.fiscal_year)).collect();
    assert_eq!(
        columns,
        [
            (ColumnRole::Item, None),
            (ColumnRole::Item, None),
            (ColumnRole::Status, Some(2023)),
            (ColumnRole::Plan, Some(2024)),
            (ColumnRole::Budget, Some(2024)),
        ]
    );
    let amounts: Vec<(Option<i64>, Option<i32>, bool)> = plan
        .budgets
        .iter()
        .filter(|budget| budget.span.column == 4)
        .map(|budget| (budget.amount, budget.fiscal_year, budget.draft))
        .collect();
    assert_eq!(amounts, [(Some(1_200_000), Some(2024), true), (Some(800_000), Some(2024), true)]);
}

#[test]
fn headings_stand_as_deep_as_the_profile_says() {
    let plan = city();
    assert_eq!(plan.objectives.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["健康づくり"]);
    assert_eq!(plan.goals.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["減塩"]);
    let depths: Vec<(&str, u32)> =
        plan.document.headings.iter().map(|depth| (depth.marker.as_str(), depth.depth)).collect();
    assert_eq!(depths, [("第N章", 2), ("■", 1)]);
}

#[test]
fn bodies_and_programs_are_those_that_the_profile_knows() {
    let plan = city();
    assert_eq!(
        plan.measures.iter().map(|measure| measure.text.as_str()).collect::<Vec<_>>(),
        ["減塩の普及", "調理の講座"]
    );
    let names: Vec<&str> = plan.measures[0].ministries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["健康課", "みどり市立病院"]);
    let mut bodies: Vec<(&str, BodyKind)> =
        plan.bodies.iter().map(|body| (body.name.as_str(), body.kind)).collect();
    bodies.sort();
    assert_eq!(bodies, [("みどり市立病院", BodyKind::Implementing), ("健康課", BodyKind::Unresolved)]);
    let programs: Vec<&str> = plan.programs.iter().map(|program| program.name.as_str()).collect();
    assert_eq!(programs, ["減塩大作戦", "歩こう会"]);
}

#[test]
fn implementing_bodies_that_the_profile_knows_are_found_in_cells() {
    let table = "計画\n\t\t令和4年度の実績\t令和5年度の予定\n\t・健診を行う。【◎文】\tみどり市立病院で実施した。\t市病、AMED及び健康課と続ける。\n";
    let profile = Profile::from_toml(
        "[bodies]\nknown = [{ name = \"みどり市立病院\", short = [\"市病\"], kind = \"implementing\" }, \"健康課\"]\n",
        "plan.toml",
    );
    let plan = read(table, &profile.unwrap());
    let named: Vec<(&str, &str)> =
        plan.body_mentions.iter().map(|named| (named.surface.as_str(), named.name.as_str())).collect();
    let amed = ("AMED", "国立研究開発法人日本医療研究開発機構");
    assert_eq!(named, [("みどり市立病院", "みどり市立病院"), ("市病", "みどり市立病院"), amed]);
}

#[test]
fn nothing_is_assumed_and_nothing_left_over() {
    let codes: Vec<Code> = city().diagnostics.iter().map(|finding| finding.code).collect();
    let unexpected: Vec<&Code> =
        codes.iter().filter(|code| ASSUMED.contains(code) || **code == Code::LooseText).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

#[test]
fn names_mean_others_in_another_place() {
    let profile = |place: &str| {
        let text = CITY_PROFILE.replace("jp-midori", place);
        read(CITY, &Profile::from_toml(&text, "city.toml").unwrap())
    };
    let (here, there) = (city(), profile("jp-aoba"));
    assert_ne!(here.programs[0].key, there.programs[0].key);
    assert_ne!(here.bodies[0].key, there.bodies[0].key);
    assert_eq!(here.goals[0].id, there.goals[0].id);
    assert_ne!(here.goals[0].id, read(CITY, Profile::EMPTY).goals.first().map_or("", |goal| &goal.id));
}

#[test]
fn publisher_and_licence_are_in_the_graph() {
    let graph = Graph::of(&city());
    let rows = graph.select(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?report ?name ?licence WHERE {
           ?report a pgo:ProgressReport ; dcterms:publisher/skos:prefLabel ?name ; dcterms:license ?licence }",
    );
    let expected = [
        "https://w3id.org/policygraph/id/report/midori-kenko-2023",
        "みどり市立病院",
        "https://example.org/licence",
    ];
    assert_eq!(rows, [expected.map(str::to_owned)]);
}

/// What a profile cannot change: whether a body is one that somebody has listed.
fn without_assumptions(mut plan: Plan) -> Plan {
    plan.diagnostics.retain(|finding| !ASSUMED.contains(&finding.code));
    for body in plan.bodies.iter_mut().filter(|body| body.kind == BodyKind::Unresolved) {
        body.kind = BodyKind::Ministry;
    }
    plan
}

#[test]
fn the_printed_profile_gives_the_same_plan() {
    let city_profile = Profile::from_toml(CITY_PROFILE, "city.toml").unwrap();
    for (name, text, given) in [
        ("report", report(), Profile::EMPTY),
        ("town", TOWN, Profile::EMPTY),
        ("sky", SKY, Profile::EMPTY),
        ("pages", PAGES, Profile::EMPTY),
        ("city", CITY, Profile::EMPTY),
        ("city with its profile", CITY, &city_profile),
    ] {
        let first = read(text, given);
        let (profile, remarks) = profile_of(&first, given);
        let printed = profile.to_toml_with(&remarks);
        let again = Profile::from_toml(&printed, "printed.toml").unwrap();
        assert_eq!(again, profile, "{name}");
        let second = read(text, &again);
        let assumed: Vec<Code> = second.diagnostics.iter().map(|finding| finding.code).collect();
        assert!(!assumed.iter().any(|code| ASSUMED.contains(code)), "{name}: {assumed:?}");
        assert_eq!(profile_of(&second, &again).0, again, "{name}");
        assert_eq!(without_assumptions(second), without_assumptions(first), "{name}:\n{printed}");
    }
}

#[test]
fn remarks_say_what_was_assumed() {
    let printed = |text: &str| {
        let (profile, remarks) = profile_of(&read(text, Profile::EMPTY), Profile::EMPTY);
        profile.to_toml_with(&remarks)
    };
    let town = printed(TOWN);
    for lines in [
        "# As it stands above the table.\ntitle = \"みどり町計画の進捗\"\n",
        "[[columns]]\n# 「令和5年度予算額（千円）」\ncolumn = 7\nrole = \"budget\"\nfiscal_year = 2023\nunit = \"千円\"\n",
        "# Assumed: column 8 「達成率」 holds no results, plans or money and was not read.\ncolumn = 8\nrole = \"ignored\"\n",
        "# Assumed: from the order in which the marks first appear.\ncolumn_2 = 1\n",
        "# Assumed: no register has the last 3 of these.\nknown = [\n",
    ] {
        assert!(town.contains(lines), "{lines}\n{town}");
    }
    let sky = printed(SKY);
    assert!(sky.contains(
        "# Assumed: the name of the file, since no title stands above the table.\ntitle = \"table\"\n"
    ));
    assert!(sky.contains("# Assumed: no row names the columns.\n[[columns]]\n"), "{sky}");
}

/// Years of the statements in the first column of results, in order.
fn years(plan: &Plan) -> Vec<Option<i32>> {
    let of_role = plan.statements.iter().filter(|statement| statement.role == ColumnRole::Status);
    of_role.map(|statement| statement.fiscal_year).collect()
}

#[test]
fn a_later_header_may_begin_another_year() {
    assert_eq!(years(&read(PAGES, Profile::EMPTY)), [Some(2022), Some(2023)]);
    let profile = "[[columns]]\ncolumn = 3\nrole = \"status\"\nfiscal_year = 2020\n";
    let profile = Profile::from_toml(profile, "pages.toml").unwrap();
    assert_eq!(years(&read(PAGES, &profile)), [Some(2020), Some(2023)]);
}

#[test]
fn a_role_changes_what_the_title_says() {
    // The column of results is in truth one of plans, and that of plans nothing to be read.
    let profile = "[[columns]]\ncolumn = 3\nrole = \"plan\"\n[[columns]]\ncolumn = 4\nrole = \"ignored\"\n";
    let plan = read(PAGES, &Profile::from_toml(profile, "pages.toml").unwrap());
    let columns: Vec<(ColumnRole, Option<i32>)> =
        plan.document.columns.iter().skip(2).map(|column| (column.role, column.fiscal_year)).collect();
    assert_eq!(columns, [(ColumnRole::Plan, Some(2022)), (ColumnRole::Ignored, None)]);
    assert_eq!(plan.statements.len(), 2);
    assert!(plan.measures.len() == 2, "the second header is none of the measures: {:#?}", plan.measures);
}
