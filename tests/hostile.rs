//! Inputs that are damaged, absurd or meant to do harm: a clear refusal or findings, never a panic or half a file.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use oxigraph::io::{RdfFormat as Syntax, RdfParser};
use policygraph::diagnostic::{Code, Severity};
use policygraph::export::RdfFormat;
use policygraph::plan::Plan;
use policygraph::source::SourceError;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use support::{plan_of, quads, read, report, report_plan, written};

/// A table with one measure; `status` is its cell of results.
fn table(status: &str) -> String {
    format!(
        "計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「目標」に向けて\t\t\t\n\t【目的】\t\t\n\t見出し\t\t\n\
         \t・施策を進める。【◎厚】\t{status}\t\n"
    )
}

/// The number of statements of a plan, after every line has been read back.
fn statements(plan: &Plan) -> usize {
    let bytes = written(plan, RdfFormat::NQuads);
    let parser = RdfParser::from_format(Syntax::NQuads).for_slice(&bytes);
    parser.inspect(|quad| assert!(quad.is_ok(), "{quad:?}")).count()
}

/// Every syntax that the plan is written in can be read, and says the same.
fn assert_sound(what: &str, plan: &Plan) {
    let wanted = statements(plan);
    for (format, syntax) in [
        (RdfFormat::Turtle, Syntax::Turtle),
        (RdfFormat::NTriples, Syntax::NTriples),
        (RdfFormat::TriG, Syntax::TriG),
        (RdfFormat::RdfXml, Syntax::RdfXml),
        (RdfFormat::JsonLd, Syntax::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
    ] {
        let bytes = written(plan, format);
        if format == RdfFormat::RdfXml {
            // Our parser lets them pass, XML 1.0 does not.
            let forbidden =
                |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
            assert!(
                !std::str::from_utf8(&bytes).unwrap().contains(forbidden),
                "{what}: a character that no XML may hold"
            );
        }
        let read: Result<Vec<_>, _> = RdfParser::from_format(syntax).for_slice(&bytes).collect();
        let read = read.unwrap_or_else(|error| panic!("{what}: {format}: {error}"));
        assert_eq!(read.len(), wanted, "{what}: {format}");
    }
}

fn codes(plan: &Plan) -> Vec<Code> {
    plan.diagnostics.iter().map(|finding| finding.code).collect()
}

#[cfg(feature = "cli")]
mod command {
    use super::*;
    use std::fs;
    use std::path::Path;
    use support::{Ended, run_in};

    /// A folder with an input and an output that an earlier run has left.
    fn folder(name: &str, input: &[u8]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), input).unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::write(folder.path().join("out/plan.ttl"), "# from an earlier run\n").unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn assert_nothing_happened(folder: &Path, what: &str) {
        assert_eq!(names(&folder.join("out")), ["plan.ttl"], "{what}: something is left behind");
        assert_eq!(
            fs::read_to_string(folder.join("out/plan.ttl")).unwrap(),
            "# from an earlier run\n",
            "{what}"
        );
    }

    /// The input is refused: exit code 3, its name in the message, and nothing is touched.
    fn assert_refused(what: &str, name: &str, input: &[u8], says: &str) {
        let folder = folder(name, input);
        for arguments in [
            &["convert", name, "-o", "out/plan.ttl"] as &[&str],
            &["convert", "--verify", name, "-o", "out/plan.ttl"],
            &["convert", name, "-f", "rdf"],
            &["extract", name, "-o", "out/plan.ttl"],
            &["check", name],
            &["build", name, "-o", "built"],
        ] {
            let Ended { code, out, err } = run_in(folder.path(), arguments, b"");
            assert_eq!(code, 3, "{what}: {arguments:?}: {err}");
            assert!(out.is_empty(), "{what}: {arguments:?}: {out}");
            assert!(err.contains(name) && err.contains(says), "{what}: {arguments:?}: {err}");
            assert_nothing_happened(folder.path(), what);
            assert_eq!(names(folder.path()), ["out", name], "{what}: {arguments:?}");
        }
    }

    #[test]
    fn files_that_are_no_text_are_refused() {
        let cut = &report().as_bytes()[..=report().find('医').unwrap()];
        for (what, name, input, says) in [
            ("not UTF-8", "plan.tsv", b"\xff\xfe\xfdabc\x80".as_slice(), "byte"),
            ("a damaged byte", "plan.tsv", b"\xe6\x9c\x88\n\xe6\x9c\tx\n", "line 2"),
            ("cut within a character", "plan.tsv", cut, "not UTF-8"),
            ("NUL", "plan.tsv", b"a\tb\0c\n", "NUL"),
            ("empty", "plan.tsv", b"", "empty"),
            ("blanks only", "plan.txt", b" \n\t\n\r\n", "empty"),
            ("byte order mark only", "plan.tsv", b"\xef\xbb\xbf", "empty"),
            ("a picture", "plan.tsv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "NUL"),
            (
                "a workbook under a wrong name",
                "plan.tsv",
                b"PK\x03\x04\x14\0\x06\0",
                "the content is a workbook",
            ),
            ("a document of text", "plan.docx", b"PK\x03\x04\x14\0\x06\0", "are not read"),
        ] {
            assert_refused(what, name, input, says);
        }
    }

    #[test]
    fn plans_that_are_no_plans_are_refused() {
        let plan = serde_json::to_string(report_plan()).unwrap();
        let middle = plan.char_indices().nth(plan.chars().count() / 2).unwrap().0;
        let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (what, input) in [
            ("truncated", &plan[..middle]),
            ("without its end", &plan[..plan.len() - 1]),
            ("followed by something", &format!("{plan}{{}}")),
            ("another object", "{\"goals\": []}"),
            ("an array", "[]"),
            ("no JSON", "計画\t施策\n"),
            ("nothing", ""),
            ("nested deeply", &nested),
            (
                "a number that is too large",
                &plan.replacen("\"line\":6,", "\"line\":99999999999999999999,", 1),
            ),
            ("an unknown role", &plan.replacen("\"role\":\"status\"", "\"role\":\"song\"", 1)),
        ] {
            assert_ne!(input, plan, "{what} changes nothing");
            assert_refused(what, "plan.json", input.as_bytes(), "plan.json");
        }
    }

    #[test]
    fn folders_and_missing_files_are_refused() {
        let folder = folder("plan.tsv", report().as_bytes());
        for (input, says) in
            [("out", "folder"), ("out/plan.tsv", "No such file"), ("nowhere/plan.json", "No such file")]
        {
            let ended = run_in(folder.path(), &["convert", input, "-o", "out/plan.ttl"], b"");
            assert_eq!(
                (ended.code, ended.err.contains(says) && ended.err.contains(input)),
                (3, true),
                "{}",
                ended.err
            );
            assert_nothing_happened(folder.path(), input);
        }
        // One sound input does not make up for an unsound one.
        let ended = run_in(folder.path(), &["convert", "plan.tsv", "nowhere.tsv", "-o", "out/plan.ttl"], b"");
        assert_eq!(ended.code, 3, "{}", ended.err);
        assert_nothing_happened(folder.path(), "two inputs");
    }

    #[test]
    fn outputs_that_cannot_be_written_leave_nothing() {
        let folder = folder("plan.tsv", table("実施した。").as_bytes());
        for output in ["nowhere/plan.ttl", "out", "plan.tsv/plan.ttl"] {
            for command in ["convert", "extract"] {
                let ended = run_in(folder.path(), &[command, "plan.tsv", "-o", output], b"");
                assert_eq!(ended.code, 5, "{command} {output}: {}", ended.err);
                assert!(ended.err.contains(output.split('/').next().unwrap()), "{}", ended.err);
                assert_nothing_happened(folder.path(), output);
                assert_eq!(names(folder.path()), ["out", "plan.tsv"], "{command} {output}");
            }
        }
    }

    #[test]
    fn a_new_file_takes_the_place_of_the_old_one_as_a_whole() {
        let folder = folder("plan.tsv", table("実施した。").as_bytes());
        let ended = run_in(folder.path(), &["convert", "plan.tsv", "-o", "out/plan.ttl"], b"");
        assert_eq!(ended.code, 0, "{}", ended.err);
        assert_eq!(names(&folder.path().join("out")), ["plan.ttl"]);
        let text = fs::read(folder.path().join("out/plan.ttl")).unwrap();
        assert!(RdfParser::from_format(Syntax::Turtle).for_slice(&text).all(|quad| quad.is_ok()));
    }

    #[test]
    fn a_folder_of_others_is_not_replaced() {
        let folder = folder("plan.tsv", table("実施した。").as_bytes());
        let ended = run_in(folder.path(), &["build", "plan.tsv", "-o", "out"], b"");
        assert_ne!(ended.code, 0);
        assert_nothing_happened(folder.path(), "build");
        let built = run_in(folder.path(), &["build", "plan.tsv", "-o", "built"], b"");
        assert_eq!(built.code, 0, "{}", built.err);
        let before = names(&folder.path().join("built"));
        // An input that has become unreadable leaves the earlier result as it was.
        fs::write(folder.path().join("plan.tsv"), b"\0").unwrap();
        let manifest = fs::read(folder.path().join("built/manifest.json")).unwrap();
        assert_eq!(run_in(folder.path(), &["build", "plan.tsv", "-o", "built"], b"").code, 3);
        assert_eq!(names(&folder.path().join("built")), before);
        assert_eq!(fs::read(folder.path().join("built/manifest.json")).unwrap(), manifest);
        assert_eq!(names(folder.path()), ["built", "out", "plan.tsv"]);
    }

    #[test]
    fn absurd_tables_end_with_findings() {
        for (what, input) in absurd() {
            let folder = folder("plan.tsv", input.as_bytes());
            let ended = run_in(
                folder.path(),
                &["convert", "--verify", "-f", "nq", "plan.tsv", "-o", "out/plan.nq"],
                b"",
            );
            assert_eq!(ended.code, 0, "{what}: {}", ended.err);
            assert_eq!(names(&folder.path().join("out")), ["plan.nq", "plan.ttl"], "{what}");
            let checked = run_in(
                folder.path(),
                &["check", "--format", "concise", "--fail-on", "none", "plan.tsv"],
                b"",
            );
            assert_eq!(checked.code, 0, "{what}: {}", checked.err);
            for line in checked.out.lines() {
                let place = line.strip_prefix("plan.tsv").unwrap_or_else(|| panic!("{what}: {line}"));
                assert!(
                    place.starts_with(':') && place.contains('[') && !place.contains('\u{1b}'),
                    "{what}: {line}"
                );
            }
        }
    }
}

/// Tables that no ministry would write, short enough to be read in no time.
fn absurd() -> Vec<(&'static str, String)> {
    let wide = format!("{}\t{}\n", table("実施した。"), ["x"; 500].join("\t"));
    vec![
        ("unclosed brackets", table("「研究事業(令和4年度予算:2億円、【を推進した")),
        ("brackets closed too often", table("研究事業」)】を推進した)))】】")),
        ("1,000 nested brackets", table(&format!("{}事業{}", "(".repeat(1000), ")".repeat(1000)))),
        ("an amount that is too large", table("「研究事業」(令和4年度予算:99999999999999億円)")),
        (
            "an amount with too many digits",
            table(&format!("「研究事業」(令和4年度予算:{}円)", "9".repeat(5000))),
        ),
        ("an amount below one yen", table("「研究事業」(令和4年度予算:1.23456789円)")),
        ("a negative amount", table("「研究事業」(令和4年度予算:▲5億円)")),
        ("a year in the far future", table("「研究事業」(令和999年度予算:2億円)")),
        ("a year of many digits", table("「研究事業」(令和99999999999999年度予算:2億円)")),
        ("a day that is none", table("令和4年13月45日に開催した。")),
        ("500 columns", wide),
        ("one column", "一\n二\n三\n".to_owned()),
        ("one word", "計画".to_owned()),
        ("control characters", table("研究\u{1}事業\u{b}を\u{1b}[31m実施\u{7f}\u{fffe}\u{ffff}した。")),
        ("right-to-left marks", table("「\u{202e}業事究研\u{202c}」を実施した。")),
        ("markup", table("「<script>alert(\"x\")</script>事業」 \\n \\\" ' {} <>&")),
        ("tags that are never closed", table(&"<p>".repeat(500))),
        ("nothing but tabs", format!("{}{}\n", table("実施した。"), "\t".repeat(300))),
        (
            "the same row again and again",
            format!("{}{}", table("実施した。"), "\t・施策を進める。【◎厚】\t実施した。\t\n".repeat(200)),
        ),
    ]
}

#[test]
fn absurd_tables_become_sound_graphs() {
    for (what, input) in absurd() {
        assert_sound(what, &plan_of(&input));
    }
}

#[test]
fn what_cannot_be_read_is_reported_at_its_place() {
    for (what, status, code, severity, quote) in [
        ("bracket", "「研究を推進した。", Code::BracketUnclosed, Severity::Warning, "「"),
        (
            "huge",
            "「研究事業」(令和4年度予算:99999999999999億円)",
            Code::AmountUnreadable,
            Severity::Error,
            "99999999999999億円",
        ),
        (
            "fraction",
            "「研究事業」(令和4年度予算:1.23456789円)",
            Code::AmountUnreadable,
            Severity::Error,
            "1.23456789円",
        ),
        ("control", "研究\u{1}", Code::ControlCharacter, Severity::Warning, ""),
    ] {
        let plan = plan_of(table(status));
        let findings: Vec<_> = plan.diagnostics.iter().filter(|finding| finding.code == code).collect();
        let [finding] = findings.as_slice() else { panic!("{what}: {:?}", plan.diagnostics) };
        assert_eq!((finding.severity, finding.line, finding.column), (severity, 7, 2), "{what}");
        assert!(finding.quote.contains(quote), "{what}: {finding:?}");
        assert!(
            quads(&plan).iter().all(|quad| !quad.predicate.as_str().ends_with("#amountYen")),
            "{what} makes no line"
        );
    }
}

#[test]
fn an_absurd_year_is_not_replaced_in_silence() {
    for year in ["令和999年度", "令和0年度", "令和99999999999999年度", "2022000年度"] {
        let plan = plan_of(table(&format!("「研究事業」({year}予算:2億円)を実施した。")));
        let lines = plan.budget_lines();
        assert!(
            lines.is_empty() || !plan.diagnostics.is_empty(),
            "{year}: read as {:?}, without a finding",
            lines[0].fiscal_year
        );
    }
}

#[test]
fn a_table_without_a_measure_is_reported() {
    let plan = plan_of(report().split('\n').take(5).collect::<Vec<_>>().join("\n"));
    assert!(plan.measures.is_empty());
    assert!(!plan.diagnostics.is_empty(), "nothing was read, and nothing is said");
}

#[test]
fn long_cells_are_read_or_refused_quickly() {
    let started = std::time::Instant::now();
    // Five megabytes: read.
    let plan = plan_of(table(&"あ".repeat(5 * 1024 * 1024 / 3)));
    assert_eq!(plan.statements.len(), 1);
    assert!(statements(&plan) > 20);
    // Over eight: refused, since readers of the result refuse such literals.
    match read(table(&"あ".repeat(3_000_000)).as_bytes()) {
        Err(SourceError::CellTooLong { line: 7, .. }) => {}
        other => panic!("{other:?}"),
    }
    for text in [
        "(".repeat(20_000),
        format!("{}事業{}", "(".repeat(10_000), ")".repeat(10_000)),
        "<p>".repeat(20_000),
        "12345".repeat(20_000),
        "億".repeat(20_000),
        "、厚".repeat(20_000),
        "事業".repeat(20_000),
        "令和4年".repeat(10_000),
    ] {
        assert_eq!(plan_of(table(&text)).statements.len(), 1);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn nested_quotation_marks_take_no_more_than_linear_time() {
    let started = std::time::Instant::now();
    plan_of(table(&format!("{}事業{}", "「".repeat(10_000), "」".repeat(10_000))));
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn many_amounts_in_a_cell_take_no_more_than_linear_time() {
    let started = std::time::Instant::now();
    let plan = plan_of(table(&"令和4年度予算:2億円。".repeat(10_000)));
    assert_eq!(plan.budgets.len(), 10_000);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn a_row_of_500_columns_does_not_change_the_others() {
    let narrow = plan_of(table("「研究事業」を実施した。"));
    let wide = plan_of(format!(
        "{}{}\n",
        table("「研究事業」を実施した。"),
        ["", "後"].concat() + &"\t".repeat(499)
    ));
    assert_eq!(narrow.measures.len(), 1);
    assert_eq!((&wide.measures, &wide.programs), (&narrow.measures, &narrow.programs));
    assert!(codes(&wide).contains(&Code::ColumnCount));
}

/// The graph without what depends on the bytes of the file: its digest, and places, whose names begin with it.
fn apart_from_the_digest(plan: &Plan) -> std::collections::BTreeSet<String> {
    let digest = &plan.document.sha256;
    quads(plan)
        .iter()
        .map(|quad| quad.to_string().replace(digest, "DIGEST").replace(&digest[..8], "DIGEST8"))
        .collect()
}

#[test]
fn other_encodings_give_the_same_graph() {
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let text: String = if mark { format!("\u{feff}{}", report()) } else { report().to_owned() };
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let legacy = |encoding: &'static encoding_rs::Encoding| -> Vec<u8> {
        let (bytes, _, lossy) = encoding.encode(report());
        assert!(!lossy, "the document fits into {}", encoding.name());
        bytes.into_owned()
    };
    let wanted = apart_from_the_digest(report_plan());
    for (name, bytes) in [
        ("UTF-16LE", utf16(false, true)),
        ("UTF-16BE", utf16(true, true)),
        ("UTF-16LE", utf16(false, false)),
        ("UTF-16BE", utf16(true, false)),
        ("Shift_JIS", legacy(encoding_rs::SHIFT_JIS)),
        ("EUC-JP", legacy(encoding_rs::EUC_JP)),
        ("ISO-2022-JP", legacy(encoding_rs::ISO_2022_JP)),
    ] {
        let plan = plan_of(&bytes);
        assert_ne!(plan.document.sha256, report_plan().document.sha256);
        let assumed: Vec<_> =
            plan.diagnostics.iter().filter(|finding| finding.code == Code::EncodingAssumed).collect();
        assert!(assumed.len() == 1 && assumed[0].message.contains(name), "{name}: {assumed:?}");
        let have = apart_from_the_digest(&plan);
        assert!(
            have == wanted,
            "{name}: {:?}",
            have.symmetric_difference(&wanted).take(4).collect::<Vec<_>>()
        );
    }
}

/// A plan with something of everything.
fn small_plan() -> &'static Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| {
        let cell = "「研究推進事業(開発事業、育成事業)」(令和4年度予算:2億円)で2件を採択し、AMEDが令和4年12月1日に開催した。";
        let again = "\t【目的】(再掲)\t\t\n\t見出し(上記参照)\t\t\n";
        let plan = plan_of(table(cell) + "(2)「別の目標」に向けて\t\t\t\n" + again);
        let json = serde_json::to_value(&plan).unwrap();
        let empty: Vec<_> = json
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, list)| list.as_array().is_some_and(Vec::is_empty))
            .collect();
        assert!(empty.iter().all(|(name, _)| *name == "diagnostics"), "{empty:?}");
        assert!(plan.objectives.iter().any(|objective| objective.relisted));
        plan
    });
    &PLAN
}

/// The small plan with one value replaced; `place` is a JSON pointer.
fn tampered(place: &str, value: Value) -> Result<Plan, serde_json::Error> {
    let mut plan = serde_json::to_value(small_plan()).unwrap();
    *plan.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
    serde_json::from_value(plan)
}

/// With one value replaced, the plan is still written as it should be.
fn sound_though_tampered(place: &str, value: Value) {
    let what = format!("{place} = {value}");
    assert_sound(&what, &tampered(place, value).unwrap());
}

/// Everything in a plan that becomes a part of an IRI.
const KEYS: [&str; 15] = [
    "/document/sha256",
    "/document/id",
    "/document/plan",
    "/goals/0/id",
    "/objectives/0/id",
    "/objectives/0/parent",
    "/groups/0/id",
    "/measures/0/id",
    "/measures/0/goal_id",
    "/measures/0/ministries/0/body",
    "/programs/0/key",
    "/bodies/0/key",
    "/statements/0/measure",
    "/budgets/0/measure",
    "/body_mentions/0/body",
];

#[test]
fn hostile_keys_in_a_plan_make_no_hostile_iris() {
    for place in KEYS {
        for key in ["a b\"><script>alert(1)</script>", "\\u003e\n\t\r", "..", "../../x", "", "é〒", "%zz"] {
            // An empty digest or measure is still a text.
            sound_though_tampered(place, json!(key));
        }
    }
}

#[test]
fn a_hash_in_a_key_makes_no_invalid_iri() {
    for place in KEYS {
        for key in ["a#b", "a#b#c"] {
            sound_though_tampered(place, json!(key));
        }
    }
}

#[test]
fn hostile_words_in_a_plan_stay_words() {
    let words = "\"@en . <http://x/> <http://y/> \"z\\\n\r\t</rdf:RDF><script>&amp;]]>\u{2028}\u{85}\u{e000}";
    for place in [
        "/document/title",
        "/document/file",
        "/goals/0/label",
        "/goals/0/notation",
        "/goals/0/surface",
        "/measures/0/text",
        "/measures/0/ministries/0/surface",
        "/statements/0/text",
        "/bodies/0/name",
        "/bodies/0/corporate_number",
        "/mentions/0/surface",
        "/body_mentions/0/surface",
        "/budgets/0/surface",
        "/quantities/0/unit",
        "/dates/0/iso",
    ] {
        sound_though_tampered(place, json!(words));
    }
}

#[test]
fn a_hostile_language_is_refused_or_harmless() {
    for language in ["ja .\n<http://x/> <http://y/> <http://z/> .\n#", "", "a b", "日本語"] {
        let Ok(plan) = tampered("/document/language", json!(language)) else {
            continue;
        };
        assert_sound(language, &plan);
    }
}

#[test]
fn control_characters_in_a_plan_reach_no_file() {
    for (place, text) in
        [("/statements/0/text", "a\u{0}b"), ("/goals/0/label", "\u{1}\u{b}"), ("/goals/0/label", "\u{fffe}")]
    {
        sound_though_tampered(place, json!(text));
    }
}

#[test]
fn absurd_numbers_in_a_plan_overflow_nothing() {
    for (place, value) in [
        ("/statements/0/offset", json!(u64::MAX)),
        ("/mentions/0/offset", json!(u64::MAX)),
        ("/mentions/0/line", json!(u32::MAX)),
        ("/mentions/0/column", json!(u32::MAX)),
        ("/mentions/0/start", json!(u32::MAX)),
        ("/mentions/0/end", json!(u32::MAX)),
        ("/statements/0/fiscal_year", json!(i32::MAX)),
        ("/statements/0/fiscal_year", json!(i32::MIN)),
        ("/document/columns/2/fiscal_year", json!(i32::MAX)),
        ("/budgets/0/fiscal_year", json!(-1)),
        ("/budgets/0/amount", json!(i64::MIN)),
        ("/budgets/0/rounding_unit", json!(i64::MIN)),
        ("/quantities/0/value", json!(i64::MIN)),
        ("/goals/0/number", json!(u32::MAX)),
    ] {
        let plan = tampered(place, value.clone()).unwrap();
        assert!(statements(&plan) > 50, "{place} = {value}");
        written(&plan, RdfFormat::RdfXml);
        written(&plan, RdfFormat::JsonLd);
    }
}

/// What is done to a list of a plan.
type Change = fn(&mut Vec<Value>);

#[test]
fn a_plan_that_contradicts_itself_is_written_all_the_same() {
    let plan = plan_of(report().split('\n').take(50).collect::<Vec<_>>().join("\n"));
    let lists = [
        "goals",
        "objectives",
        "groups",
        "measures",
        "statements",
        "programs",
        "bodies",
        "mentions",
        "body_mentions",
        "budgets",
        "quantities",
    ];
    let changes: [(&str, Change); 3] = [
        ("empty", Vec::clear),
        ("backwards", |list| list.reverse()),
        ("twice", |list| list.extend_from_within(..)),
    ];
    for (what, change) in changes {
        for name in lists {
            let mut plan = serde_json::to_value(&plan).unwrap();
            change(plan[name].as_array_mut().unwrap());
            let plan: Plan = serde_json::from_value(plan).unwrap();
            assert!(statements(&plan) > 50, "{name} {what}");
        }
    }
    // A thing above or within itself.
    let id = &small_plan().objectives[0].id;
    assert!(statements(&tampered("/objectives/0/parent", json!(id)).unwrap()) > 50);
    let part = small_plan().programs.iter().position(|program| program.part_of.is_some()).unwrap();
    let name = &small_plan().programs[part].name;
    assert!(statements(&tampered(&format!("/programs/{part}/part_of"), json!(name)).unwrap()) > 50);
}

/// Pieces of the real document, and of what a damaged one may hold.
fn piece() -> impl Strategy<Value = String> {
    let cells: Vec<String> = report()
        .split(['\t', '\n'])
        .filter(|cell| !cell.is_empty())
        // Whole cells are long; their beginnings and ends hold the marks.
        .flat_map(|cell| {
            let characters: Vec<char> = cell.chars().collect();
            let head: String = characters.iter().take(60).collect();
            let tail: String = characters.iter().rev().take(60).rev().collect();
            [head, tail]
        })
        .collect();
    let marks = [
        "(",
        ")",
        "(",
        ")",
        "「",
        "」",
        "『",
        "【",
        "】",
        "[",
        "]",
        "・",
        "◎",
        "、",
        "。",
        "(1)",
        "①",
        "(再掲)",
        "上記参照",
        "対応済み",
        "の内数",
        "同予算内数",
        "令和4年度予算:",
        "令和5年度予算(案):",
        "19億円",
        "約11億円",
        "10.7億円",
        "0円",
        "▲1",
        "令和",
        "年度",
        "R4",
        "2022",
        "12月1日",
        "事業",
        "プロジェクト",
        "として",
        "のうち",
        "厚",
        "◎経",
        "内官",
        "<p>",
        "</p>",
        "<br>",
        "&lt;",
        "\u{3000}",
        " ",
        "ー",
        "\"",
        "\\",
        "#",
        "\u{0}",
        "\u{1}",
        "\u{fffd}",
        "𠮷",
        "か\u{3099}",
        "\u{200b}",
        "\u{feff}",
        "999999999999999999999",
        "1.5",
        "件",
        "課題",
        "に向けて",
    ];
    prop_oneof![
        3 => proptest::sample::select(cells),
        4 => proptest::sample::select(marks.map(str::to_owned).to_vec()),
        1 => ".{0,6}",
    ]
}

fn any_table() -> impl Strategy<Value = String> {
    let cell = proptest::collection::vec(piece(), 0..5)
        .prop_map(|pieces| pieces.concat().replace(['\t', '\n', '\r'], " "));
    let row = proptest::collection::vec(cell, 0..6).prop_map(|cells| cells.join("\t"));
    let header = proptest::option::weighted(
        0.7,
        Just("題\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n".to_owned()),
    );
    (header, proptest::collection::vec(row, 0..12), proptest::sample::select(vec!["\n", "\r\n", "\r"]))
        .prop_map(|(header, rows, end)| header.unwrap_or_default() + &rows.join(end))
}

/// Reads anything; what is read must come out sound.
fn read_anything(bytes: &[u8]) {
    let Ok(plan) = read(bytes) else { return };
    let wanted = quads(&plan).len();
    assert_eq!(statements(&plan), wanted);
    for finding in &plan.diagnostics {
        assert!(finding.start <= finding.end && !finding.message.is_empty(), "{finding:?}");
    }
    let json = serde_json::to_vec(&plan).unwrap();
    assert_eq!(serde_json::from_slice::<Plan>(&json).unwrap(), plan);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,300}") {
        read_anything(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_anything(&bytes);
    }

    #[test]
    fn any_table_of_real_pieces_is_read(table in any_table()) {
        read_anything(table.as_bytes());
    }

    #[test]
    fn the_document_with_a_hole_is_read(start in any::<proptest::sample::Index>(), length in 1..400_usize) {
        let characters: Vec<char> = report().chars().take(2500).collect();
        let at = start.index(characters.len() - length);
        let left: String = characters[..at].iter().chain(&characters[at + length..]).collect();
        read_anything(left.as_bytes());
    }
}
