mod random;

use super::*;

const FULL: &str = r#"
title = "月の計画の進捗"
publisher = "宙"
license = "https://creativecommons.org/licenses/by/4.0/"
plan = "moon"
document = "moon-2022"
jurisdiction = "jp-13"
language = "ja"
registers = ["programs.ttl", "../bodies.ttl"]

[ignore]
lines = [2, "7-9"]
starting_with = ["※"]

[[columns]]
column = 4
table = 2
role = "budget"
fiscal_year = "令和5年度"
unit = "百万円"
draft = true
supplementary = false

[[columns]]
column = 1
role = "item"

[headings]
"【】" = 2
"(N)" = 1
unmarked = 3
column_2 = 4

[bodies]
known = ["月面課", { name = "月面病院", name_en = "Moon Hospital", short = ["月病"], kind = "implementing" }]
sections = true

[programs]
suffixes = ["大作戦"]
names = ["月見"]
not_programs = ["公共事業"]

[dataset]
title = "月のデータ"
title_en = "Moon data"
description = "月の計画です。"
description_en = "The plan of the moon."
publisher = { name = "月市", name_en = "Moon City", homepage = "https://moon.example/", corporate_number = "6000012070001" }
contact = "data@moon.example"
license = "https://creativecommons.org/licenses/by/4.0/"
issued = 2024-02-29
version = "1.0"
keywords = ["月", "計画"]
keywords_en = ["moon"]
themes = ["http://publications.europa.eu/resource/authority/data-theme/HEAL", { iri = "https://moon.example/t/1", label = "月" }]
spatial = "https://moon.example/area"
url = "https://moon.example/data"
previous = "https://moon.example/id/dataset/moon-2021"
source = { publisher = "宙", licence = "https://moon.example/l", url = "https://moon.example/p", attribution = "宙「月」", attribution_en = "Sky, Moon" }
"#;

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

fn full_dataset() -> Dataset {
    let text = |text: &str| Some(text.to_owned());
    Dataset {
        title: text("月のデータ"),
        title_en: text("Moon data"),
        description: text("月の計画です。"),
        description_en: text("The plan of the moon."),
        publisher: Some(DatasetPublisher {
            name: "月市".to_owned(),
            name_en: text("Moon City"),
            homepage: text("https://moon.example/"),
            corporate_number: text("6000012070001"),
        }),
        contact: text("mailto:data@moon.example"),
        licence: text("https://creativecommons.org/licenses/by/4.0/"),
        issued: text("2024-02-29"),
        version: text("1.0"),
        keywords: strings(&["月", "計画"]),
        keywords_en: strings(&["moon"]),
        themes: vec![
            DatasetTheme {
                iri: "http://publications.europa.eu/resource/authority/data-theme/HEAL".to_owned(),
                label: None,
            },
            DatasetTheme { iri: "https://moon.example/t/1".to_owned(), label: text("月") },
        ],
        spatial: text("https://moon.example/area"),
        url: text("https://moon.example/data/"),
        previous: text("https://moon.example/id/dataset/moon-2021"),
        source: DatasetSource {
            publisher: text("宙"),
            licence: text("https://moon.example/l"),
            url: text("https://moon.example/p"),
            attribution: text("宙「月」"),
            attribution_en: text("Sky, Moon"),
        },
    }
}

#[test]
fn every_key_is_read() {
    let text = |text: &str| Some(text.to_owned());
    let expected = Profile {
        title: text("月の計画の進捗"),
        publisher: text("宙"),
        licence: text("https://creativecommons.org/licenses/by/4.0/"),
        plan: text("moon"),
        document: text("moon-2022"),
        jurisdiction: text("jp-13"),
        language: text("ja"),
        registers: strings(&["programs.ttl", "../bodies.ttl"]),
        ignore: Ignore { lines: vec![2..=2, 7..=9], starting_with: strings(&["※"]) },
        columns: vec![
            ColumnProfile { column: 0, role: Some(Role::Item), ..ColumnProfile::default() },
            ColumnProfile {
                table: Some(2),
                column: 3,
                role: Some(Role::Budget),
                fiscal_year: FiscalYear::new(2023),
                unit: Some(Unit::MillionYen),
                draft: Some(true),
                supplementary: Some(false),
            },
        ],
        headings: vec![
            ("【】".parse().unwrap(), 2),
            ("(N)".parse().unwrap(), 1),
            (DepthKey::Mark(Marker::None), 3),
            (DepthKey::Column(1), 4),
        ],
        bodies: Bodies {
            known: vec![
                KnownBody::new("月面課"),
                KnownBody {
                    name: "月面病院".to_owned(),
                    name_en: text("Moon Hospital"),
                    short: strings(&["月病"]),
                    kind: KnownKind::Implementing,
                },
            ],
            sections: Some(true),
        },
        programs: Programs {
            suffixes: strings(&["大作戦"]),
            names: strings(&["月見"]),
            not_programs: strings(&["公共事業"]),
        },
        dataset: full_dataset(),
    };
    assert_eq!(Profile::from_toml(FULL, "x").unwrap(), expected);
}

#[test]
fn nothing_is_a_profile_too() {
    assert_eq!(Profile::from_toml("", "x").unwrap(), Profile::default());
    assert_eq!(Profile::EMPTY, &Profile::default());
    assert_eq!(Profile::from_toml(&Profile::EMPTY.to_toml(), "x").unwrap(), Profile::default());
}

#[test]
fn mistakes_about_the_dataset_are_named_with_their_place() {
    for (text, message) in [
        (
            "[dataset]\nissued = \"2023-02-29\"",
            "x, line 2, column 10: `issued`: `2023-02-29` is not a day of the calendar",
        ),
        (
            "[dataset]\nissued = 2023-02-28T10:00:00Z",
            "`issued`: `2023-02-28T10:00:00Z` is not a day of the calendar",
        ),
        ("[dataset]\nissued = 2023", "`issued` must be a text, not a whole number"),
        (
            "[dataset]\nlicence = \"CC BY 4.0\"",
            "x, line 2, column 11: `licence`: `CC BY 4.0` is not an address that starts",
        ),
        (
            "[dataset]\nlicense = \"https://a.jp/\"\nlicence = \"https://a.jp/\"",
            "x, line 3, column 1: `licence` is given twice",
        ),
        (
            "[dataset]\nurl = \"https://a.jp/?x=1\"",
            "`url`: `https://a.jp/?x=1` is not the address of a folder on the web",
        ),
        (
            "[dataset]\nprevious = \"https://a.jp/<b>\"",
            "x, line 2, column 12: `previous`: `https://a.jp/<b>` is not an address",
        ),
        ("[dataset]\ncontact = \"03-1234\"", "`contact`: `03-1234` is not an address of mail"),
        (
            "[dataset]\npublisher = { nam = \"a\" }",
            "x, line 2, column 15: `nam` is no key of the publisher of a dataset; did you mean `name`?",
        ),
        ("[dataset]\npublisher = { name_en = \"a\" }", "x, line 2, column 13: `name` is missing"),
        (
            "[dataset]\npublisher = { name = \"a\", corporate_number = \"5000012070001\" }",
            "`corporate_number`: `5000012070001` is not a corporate number",
        ),
        (
            "[dataset]\npublisher = 3",
            "`publisher` must be a name, or a table with name, name_en, homepage and corporate_number, not a whole number",
        ),
        (
            "[dataset]\nthemes = [\"https://a.jp/t\"]",
            "x, line 2, column 11: `themes`: `https://a.jp/t` is not a data theme of the European Union",
        ),
        ("[dataset]\nthemes = [{ iri = \"https://a.jp/t\" }]", "x, line 2, column 11: `label` is missing"),
        ("[dataset]\nthemes = [{ label = \"a\" }]", "`iri` is missing"),
        ("[dataset]\nsource = { page = \"a\" }", "`page` is no key of the source of a dataset"),
        (
            "[dataset]\ntitel = \"a\"",
            "x, line 2, column 1: `titel` is no key of [dataset]; did you mean `title`?",
        ),
        ("[dataset]\ntitle = \"a\\u0000b\"", "`title` must be one line of text, without control characters"),
        ("[[dataset]]\ntitle = \"a\"", "`dataset` must be a table, not a list"),
    ] {
        let error = Profile::from_toml(text, "x").unwrap_err().to_string();
        assert!(error.contains(message), "{text}\n{error}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (text, message) in [
        ("title = 計画", "x, line 1, column 9: not TOML: "),
        ("title = \"a\"\ntitle = \"b\"", "x, line 2, column 1: not TOML: duplicate key"),
        ("titel = \"a\"", "x, line 1, column 1: `titel` is no key of a profile; did you mean `title`?"),
        ("xyz = 1", "`xyz` is no key of a profile; known are title, publisher, "),
        ("[[columns]]\ncolumn = 1\nyear = 2", "x, line 3, column 1: `year` is no key of [[columns]]; "),
        ("[bodies]\nsection = true", "`section` is no key of [bodies]; did you mean `sections`?"),
        ("title = 3", "x, line 1, column 9: `title` must be a text, not a whole number"),
        ("title = \"\"", "`title` must be one line of text"),
        ("title = \"a\\u0001b\"", "`title` must be one line of text"),
        ("title = \"a\\nb\"", "`title` must be one line of text"),
        ("licence = \"CC BY\"", "`licence`: `CC BY` is not an address that starts with https://"),
        (
            "licence = \"https://a.jp\"\nlicense = \"https://b.jp\"",
            "line 2, column 1: `license` is given twice",
        ),
        ("plan = \"月\"", "`plan`: `月` is not made of ASCII letters"),
        ("language = \"日本語\"", "`language`: `日本語` is not a language tag"),
        ("registers = \"a.ttl\"", "`registers` must be a list, not a text"),
        (
            "registers = [\"a.ttl\", 1]",
            "x, line 1, column 23: `registers` must be a text, not a whole number",
        ),
        ("columns = 3", "`columns` must be a list, not a whole number"),
        ("[columns]", "`columns` must be a list, not a table"),
        ("[[columns]]\nrole = \"plan\"", "x, line 1, column 1: `column` is missing"),
        ("[[columns]]\ncolumn = 0", "`column`: 0 is not a column, counted from 1"),
        ("[[columns]]\ncolumn = -1", "`column`: -1 is not a column, counted from 1"),
        (
            "[[columns]]\ncolumn = 1\n[[columns]]\ncolumn = 1",
            "line 4, column 10: `column = 1` is given twice",
        ),
        ("[[columns]]\ncolumn = 1\nrole = \"stats\"", "`role`: `stats` is not known; did you mean `status`?"),
        ("[[columns]]\ncolumn = 1\nfiscal_year = 22022", "`fiscal_year`: 22022 is not a fiscal year"),
        ("[[columns]]\ncolumn = 1\nfiscal_year = \"来年度\"", "`fiscal_year`: 来年度 is not a fiscal year"),
        ("[[columns]]\ncolumn = 1\nunit = \"ドル\"", "`unit`: `ドル` is not known; known are 百万円, "),
        ("[[columns]]\ncolumn = 1\ndraft = \"yes\"", "`draft` must be true or false, not a text"),
        ("[headings]\n\"目標\" = 1", "x, line 2, column 1: `[headings]`: `目標` is not a mark of headings"),
        ("[headings]\n\"(1)\" = 1\n\"(2)\" = 2", "x, line 3, column 1: `(2)` is given twice"),
        ("[headings]\ncolumn_0 = 1", "`[headings]`: `column_0` is not a mark of headings"),
        ("[headings]\n\"(1)\" = 0", "`(1)`: 0 is not a depth from 1 to 99"),
        ("[bodies]\nknown = [{ short = [\"a\"] }]", "x, line 2, column 10: `name` is missing"),
        ("[bodies]\nknown = [1]", "`known` must be a name, or a table with name, name_en, short and kind"),
        ("[bodies]\nknown = [{ name = \"a\", kind = \"ministy\" }]", "did you mean `ministry`?"),
        ("[ignore]\nlines = [\"5-3\"]", "`lines`: 5-3 is not a line or a range of lines"),
        ("[ignore]\nlines = [0]", "`lines`: 0 is not a line or a range of lines"),
        ("[ignore]\nlines = [1.5]", "`lines` must be a number or a text, not a number with a decimal point"),
    ] {
        let error = Profile::from_toml(text, "x").unwrap_err().to_string();
        assert!(error.contains(message), "{text}\n{error}");
    }
}

#[test]
fn what_is_written_explains_itself() {
    let mut remarks = Remarks::default();
    remarks.add("", "title", "From line 3.\nNobody checked it.");
    remarks.add("columns.1", "", "令和5年度の予算");
    let written = Profile::from_toml(FULL, "x").unwrap().to_toml_with(&remarks);
    for key in KEYS {
        assert!(written.contains(key.about), "{}", key.name);
    }
    assert!(written.contains("# From line 3. Nobody checked it.\ntitle = \"月の計画の進捗\"\n"), "{written}");
    assert!(
        written.contains("[[columns]]\n# 令和5年度の予算\ncolumn = 4\ntable = 2\nrole = \"budget\"\n"),
        "{written}"
    );
    assert!(written.contains("\"【】\" = 2\n\"(N)\" = 1\nunmarked = 3\ncolumn_2 = 4\n"), "{written}");
    assert!(written.contains("\n  { name = \"月面病院\", name_en = \"Moon Hospital\", short = [\"月病\"], kind = \"implementing\" },\n"));
}

#[test]
fn the_examples_of_the_keys_are_right() {
    let written = Profile::EMPTY.to_toml();
    // Every line that is a key once its comment sign is gone.
    let is_key = |line: &str| {
        line.starts_with("[[")
            || line.starts_with('"')
            || line.split_once(" = ").is_some_and(|(key, _)| super::is_key(key))
    };
    let lines =
        written.lines().map(|line| line.strip_prefix("# ").filter(|line| is_key(line)).unwrap_or(line));
    let profile = Profile::from_toml(&lines.collect::<Vec<_>>().join("\n"), "x").unwrap();
    assert_eq!(profile.title.as_deref(), Some("第2期医療機器基本計画の取組状況"));
    assert_eq!((profile.columns.len(), profile.headings.len(), profile.bodies.known.len()), (1, 3, 2));
    assert_eq!(profile.programs.suffixes, ["大作戦"]);
    assert_eq!(profile.ignore.lines, [1..=1, 120..=125]);
}
