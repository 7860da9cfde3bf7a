//! `src/plan/plan.schema.json` describes the plan JSON: the report's plan conforms to it, and its members and
//! values are those that are written.

#![allow(clippy::string_slice)]
// A test may stop at anything unexpected.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use policygraph::diagnostic::{Code, Diagnostic, Severity};
use policygraph::notation::amount::Unit;
use policygraph::plan::{
    Body, BodyKind, BodyMention, BudgetRole, BudgetStatement, BuildOptions, Column, ColumnRole,
    DateStatement, Detail, DocumentInfo, Goal, HeadingDepth, Measure, MeasureGroup, Mention, MentionForm,
    Objective, Plan, Program, Publisher, Quantity, QuantityKind, Relisting, RelistingForm, Responsibility,
    Statement, StatementContent, YearSource, build,
};
use policygraph::source::{Document, Span, Table};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const SCHEMA: &str = include_str!("../src/plan/plan.schema.json");
const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn written(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn report() -> Plan {
    let document = Document::from_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join(REPORT)).unwrap();
    let table = Table::read(&document).unwrap();
    build(&document, &table, &BuildOptions::default())
}

/// Keywords that say something to people only.
const ANNOTATIONS: [&str; 5] = ["$schema", "$id", "$defs", "title", "description"];

/// Lists what is wrong with a value. A keyword that is not known here fails the test: a check may not be skipped.
fn problems(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let ok = match keyword.as_str() {
            name if ANNOTATIONS.contains(&name) => true,
            "$ref" => {
                let pointer = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                problems(
                    root,
                    root.pointer(pointer).unwrap_or_else(|| panic!("{wanted} leads nowhere")),
                    value,
                    at,
                    found,
                );
                true
            }
            "type" => match wanted {
                Value::String(name) => is_of_type(value, name),
                names => {
                    names.as_array().unwrap().iter().any(|name| is_of_type(value, name.as_str().unwrap()))
                }
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().unwrap(), text)),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    problems(root, wanted, item, &format!("{at}/{index}"), found);
                }
                true
            }
            "anyOf" => wanted.as_array().unwrap().iter().any(|choice| {
                let mut of_choice = Vec::new();
                problems(root, choice, value, at, &mut of_choice);
                of_choice.is_empty()
            }),
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if let Some(of_member) = wanted.get(name) {
                        problems(root, of_member, member, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "required" => value.as_object().is_none_or(|members| {
                wanted.as_array().unwrap().iter().all(|name| members.contains_key(name.as_str().unwrap()))
            }),
            "additionalProperties" => {
                assert_eq!(wanted, &Value::Bool(false));
                let known = &schema["properties"];
                value.as_object().is_none_or(|members| members.keys().all(|name| known.get(name).is_some()))
            }
            unknown => panic!("this test does not know the keyword {unknown}"),
        };
        if !ok {
            found.push(format!("{at}: {keyword} {wanted} does not hold for {value}"));
        }
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        unknown => panic!("this test does not know the type {unknown}"),
    }
}

/// The few patterns of the schema.
fn matches(pattern: &str, text: &str) -> bool {
    let hex =
        |text: &str, length| text.len() == length && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    match pattern {
        "^[A-Za-z0-9][A-Za-z0-9._-]*$" => policygraph::profile::is_key(text),
        "^[0-9a-f]{64}$" => hex(text, 64),
        "^[0-9a-f]{16}(-[0-9]+)?$" => {
            let (id, count) = text.split_once('-').unwrap_or((text, "2"));
            hex(id, 16) && !count.is_empty() && digits(count)
        }
        "^[0-9]{13}$" => text.len() == 13 && digits(text),
        "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" => {
            let parts: Vec<&str> = text.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            parts.iter().all(|part| digits(part)) && (lengths == [4, 2] || lengths == [4, 2, 2])
        }
        unknown => panic!("this test does not know the pattern {unknown}"),
    }
}

fn assert_conforms(plan: &Plan) {
    let (schema, mut found) = (schema(), Vec::new());
    problems(&schema, &schema, &written(plan), "", &mut found);
    assert!(
        found.is_empty(),
        "{} problems, first of them:\n{}",
        found.len(),
        found[..found.len().min(10)].join("\n")
    );
}

#[test]
fn the_plan_of_the_report_conforms() {
    assert_conforms(&report());
}

#[test]
fn a_damaged_plan_does_not_conform() {
    let schema = schema();
    let good = written(report());
    let damages = [
        ("an unknown member", "/goals/0", json!({ "colour": "red" })),
        ("a value of another type", "/budgets/0", json!({ "amount": "2億円" })),
        ("an amount that is no integer", "/budgets/0", json!({ "amount": 1.5 })),
        ("a value that is none of those listed", "/document/columns/0", json!({ "role": "total" })),
        ("a line below 1", "/measures/0", json!({ "line": 0 })),
    ];
    let mut broken = Vec::new();
    for (name, place, members) in damages {
        let mut plan = good.clone();
        let object = plan.pointer_mut(place).unwrap().as_object_mut().unwrap();
        object.extend(members.as_object().unwrap().clone());
        broken.push((name, plan));
    }
    let mut plan = good.clone();
    plan["goals"][0].as_object_mut().unwrap().remove("label");
    broken.push(("a missing member", plan));
    for (name, plan) in broken {
        let mut found = Vec::new();
        problems(&schema, &schema, &plan, "", &mut found);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
    }
}

/// Names of the members of an object.
fn members(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

fn names(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// The schema lists exactly the members of a value in which everything is set, and requires exactly those of one in
/// which nothing is.
fn assert_members(schema: &Value, name: &str, full: impl Serialize, least: impl Serialize) {
    assert_eq!(members(&schema["properties"]), members(&written(full)), "members of {name}");
    assert_eq!(names(&schema["required"]), members(&written(least)), "required members of {name}");
    assert_eq!(schema["additionalProperties"], Value::Bool(false), "{name} is closed");
}

const SPAN: Span = Span { table: 0, line: 1, column: 0, start: 0, end: 1, offset: 0 };

fn text() -> String {
    "x".to_owned()
}

fn id() -> String {
    "0123456789abcdef".to_owned()
}

fn relisting() -> Relisting {
    Relisting { under: Some(id()), form: RelistingForm::Reference }
}

/// A plan with one thing of each kind. With `full` everything that may be left out is there, else nothing of it.
#[expect(clippy::too_many_lines, reason = "one literal of each kind")]
fn sample(full: bool) -> Plan {
    let set = |value: String| full.then_some(value);
    let list = |value: String| if full { vec![value] } else { Vec::new() };
    let relisting = full.then(relisting);
    let span = Span { table: u32::from(full), ..SPAN };
    let responsibility = Responsibility { name: text(), lead: true, body: text(), surface: text(), span };
    Plan {
        document: DocumentInfo {
            file: text(),
            sha256: "0".repeat(64),
            title: text(),
            plan: id(),
            id: text(),
            language: text(),
            jurisdiction: text(),
            publisher: full.then(|| Publisher { name: text(), body: text() }),
            licence: set("https://example.org/licence".to_owned()),
            headings: vec![HeadingDepth { marker: text(), column: full.then_some(0), depth: 1 }],
            columns: vec![Column {
                table: u32::from(full),
                column: 0,
                role: ColumnRole::Item,
                fiscal_year: full.then_some(2022),
                title: set(text()),
                unit: full.then_some(Unit::MillionYen),
                draft: full,
                supplementary: full,
            }],
        },
        goals: vec![Goal {
            id: id(),
            number: full.then_some(1),
            notation: set(text()),
            label: text(),
            surface: text(),
            span,
            relisting: relisting.clone(),
        }],
        objectives: vec![Objective {
            id: id(),
            label: text(),
            goal: full.then_some(1),
            parent: set(id()),
            relisted: full,
            surface: text(),
            span,
            relisting: relisting.clone(),
        }],
        groups: vec![MeasureGroup {
            id: id(),
            label: text(),
            objective: set(text()),
            parent: set(id()),
            relisted: full,
            surface: text(),
            span,
            relisting: relisting.clone(),
        }],
        measures: vec![Measure {
            id: id(),
            text: text(),
            goal: full.then_some(1),
            objective: set(text()),
            group: set(text()),
            parent: set(id()),
            goal_id: set(id()),
            relisted: full,
            notation: set(text()),
            details: if full { vec![Detail { text: text(), surface: text(), span }] } else { Vec::new() },
            bracket: set(text()),
            ministries: vec![responsibility],
            surface: text(),
            span,
            relisting,
        }],
        statements: vec![Statement {
            measure: id(),
            role: ColumnRole::Status,
            fiscal_year: full.then_some(2022),
            content: StatementContent::Narrative,
            text: text(),
            surface: set(text()),
            span,
        }],
        programs: vec![Program {
            key: text(),
            name: text(),
            aliases: list(text()),
            misprints: list(text()),
            part_of: set(text()),
            also_part_of: list(text()),
            possibly_same_as: list(text()),
            review_sheet_number: set(text()),
        }],
        bodies: vec![Body {
            key: text(),
            kind: BodyKind::Ministry,
            name: text(),
            name_en: set(text()),
            marks: list(text()),
            corporate_number: set("0123456789012".to_owned()),
            parent: set(text()),
        }],
        mentions: vec![Mention { program: text(), form: MentionForm::Quoted, surface: text(), span }],
        body_mentions: if full {
            vec![BodyMention { name: text(), body: text(), measure: id(), surface: text(), span }]
        } else {
            Vec::new()
        },
        budgets: vec![BudgetStatement {
            surface: text(),
            fiscal_year: full.then_some(2022),
            year_source: YearSource::Explicit,
            amount: full.then_some(1),
            rounding_unit: full.then_some(1),
            portion_of: full,
            draft: full,
            supplementary: full,
            approximate: full,
            role: BudgetRole::Current,
            same_as_previous: full,
            programs: list(text()),
            via: set(text()),
            measure: id(),
            span,
        }],
        quantities: vec![Quantity {
            surface: text(),
            value: 1,
            unit: text(),
            cumulative: full,
            kind: QuantityKind::Adopted,
            program: set(text()),
            span,
        }],
        dates: vec![DateStatement {
            surface: text(),
            iso: "2022-12-01".to_owned(),
            year_source: YearSource::Explicit,
            span,
        }],
        diagnostics: vec![Diagnostic {
            quote: set(text()).unwrap_or_default(),
            table: span.table,
            ..Diagnostic::document(Code::TitleMissing, "message")
        }],
    }
}

#[test]
fn the_members_are_those_that_are_written() {
    let (schema, full, least) = (schema(), sample(true), sample(false));
    assert_conforms(&full);
    assert_conforms(&least);
    assert_members(&schema, "the plan", &full, &least);
    let (full, least) = (written(full), written(least));
    let kinds = [
        ("document", "/document"),
        ("column_info", "/document/columns/0"),
        ("heading_depth", "/document/headings/0"),
        ("goal", "/goals/0"),
        ("objective", "/objectives/0"),
        ("group", "/groups/0"),
        ("measure", "/measures/0"),
        ("responsibility", "/measures/0/ministries/0"),
        ("statement", "/statements/0"),
        ("program", "/programs/0"),
        ("body", "/bodies/0"),
        ("mention", "/mentions/0"),
        ("budget", "/budgets/0"),
        ("quantity", "/quantities/0"),
        ("date", "/dates/0"),
        ("diagnostic", "/diagnostics/0"),
    ];
    for (name, pointer) in kinds {
        let of_kind = &schema["$defs"][name];
        assert_members(of_kind, name, full.pointer(pointer).unwrap(), least.pointer(pointer).unwrap());
    }
    let publisher = full.pointer("/document/publisher").unwrap();
    assert_members(&schema["$defs"]["publisher"], "publisher", publisher, publisher);
    assert_members(
        &schema["$defs"]["relisting"],
        "relisting",
        relisting(),
        Relisting { under: None, ..relisting() },
    );
    let [named, no_table] = [1, 0].map(|table| {
        let span = Span { table, ..SPAN };
        let mention = BodyMention { name: text(), body: text(), measure: id(), surface: text(), span };
        serde_json::to_value(mention).unwrap()
    });
    assert_members(&schema["$defs"]["body_mention"], "body_mention", &named, &no_table);
    let [detail, no_table] = [1, 0].map(|table| {
        let span = Span { table, line: 1, column: 2, start: 0, end: 1, offset: 0 };
        serde_json::to_value(Detail { text: String::new(), surface: String::new(), span }).unwrap()
    });
    assert_members(&schema["$defs"]["detail"], "detail", &detail, &no_table);
    let objects: BTreeSet<&str> = schema["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, definition)| definition["type"] == "object")
        .map(|(name, _)| name.as_str())
        .collect();
    let compared: BTreeSet<&str> = kinds
        .iter()
        .map(|(name, _)| *name)
        .chain(["body_mention", "detail", "publisher", "relisting"])
        .collect();
    assert_eq!(objects, compared, "every object of the schema is compared");
}

/// Compares the values of an enumeration with those of the schema. The match makes the compiler ask for a new one.
macro_rules! assert_values {
    ($schema:expr, $kind:ident { $($variant:ident),+ $(,)? }) => {{
        let all = [$($kind::$variant),+];
        for value in all {
            match value { $($kind::$variant => {})+ }
        }
        let values: Vec<Value> = all.into_iter().map(written).collect();
        assert_eq!($schema["enum"], Value::Array(values), stringify!($kind));
    }};
}

#[test]
fn the_values_are_those_that_are_written() {
    let schema = schema();
    let defs = &schema["$defs"];
    let member = |kind: &str, name: &str| defs[kind]["properties"][name].clone();
    assert_values!(
        defs["column_role"],
        ColumnRole { Item, Number, Detail, Ministries, Status, Plan, Budget, Note, Ignored }
    );
    assert_values!(
        defs["column_info"]["properties"]["unit"],
        Unit { Yen, ThousandYen, TenThousandYen, MillionYen, HundredMillionYen, TrillionYen }
    );
    assert_values!(defs["relisting_form"], RelistingForm { Reference, Repetition });
    assert_values!(defs["year_source"], YearSource { Explicit, Inherited, Column, None });
    assert_values!(
        member("statement", "content"),
        StatementContent { Narrative, Completed, CrossReference, NothingReported }
    );
    assert_values!(member("body", "kind"), BodyKind { Ministry, Implementing, Collective, Unresolved });
    assert_values!(member("mention", "form"), MentionForm { Quoted, Caption, Bare, Carrier, Part, Known });
    assert_values!(member("budget", "role"), BudgetRole { Current, PreviousYear, Delta, Breakdown, Total });
    assert_values!(member("quantity", "kind"), QuantityKind { Adopted, Supported, Other });
    assert_values!(member("diagnostic", "severity"), Severity { Info, Warning, Error });
    let codes: Vec<Value> = Code::ALL.iter().map(|code| Value::from(code.as_str())).collect();
    assert_eq!(member("diagnostic", "code")["enum"], Value::Array(codes));
}

/// Every member and definition says what it means, or refers to something that does.
#[test]
fn everything_is_described() {
    fn walk(at: &str, members: &Map<String, Value>) {
        for (name, member) in members {
            assert!(
                member.get("description").is_some() || member.get("$ref").is_some(),
                "{at}/{name} is not described"
            );
            if let Some(Value::Object(inner)) = member.get("properties") {
                walk(&format!("{at}/{name}"), inner);
            }
        }
    }
    let schema = schema();
    walk("", schema["properties"].as_object().unwrap());
    walk("$defs", schema["$defs"].as_object().unwrap());
}
