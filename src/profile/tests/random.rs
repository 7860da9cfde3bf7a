//! Profiles of all kinds, made at random: what is written reads back.

use crate::profile::*;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn words() -> impl Strategy<Value = String> {
    // Everything but what is refused: control characters, noncharacters, nothing but blanks.
    "[^\\p{Cc}\\u{fffe}\\u{ffff}]{0,12}[\"'#=\\\\\\pL]".prop_map(|text: String| text)
}

fn list() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(words(), 0..3)
}

fn columns() -> impl Strategy<Value = Vec<ColumnProfile>> {
    let column = (
        (0..1000_u32, option::of(1..4_u32)),
        option::of(select(Role::ALL)),
        option::of(1868..2200_u16),
        option::of(select(Unit::ALL.as_slice())),
        option::of(any::<bool>()),
        option::of(any::<bool>()),
    );
    prop::collection::vec(column, 0..4).prop_map(|columns| {
        let mut columns: Vec<ColumnProfile> = columns
            .into_iter()
            .map(|((column, table), role, year, unit, draft, supplementary)| ColumnProfile {
                table,
                column,
                role,
                fiscal_year: year.and_then(FiscalYear::new),
                unit,
                draft,
                supplementary,
            })
            .collect();
        columns.sort_by_key(|column| (column.table, column.column));
        columns.dedup_by_key(|column| (column.table, column.column));
        columns
    })
}

fn headings() -> impl Strategy<Value = Vec<(DepthKey, u8)>> {
    let forms = [
        "unmarked",
        "column_1",
        "column_12",
        "(N)",
        "【】",
        "第N章",
        "■",
        "N-(N)-N",
        "Ⅰ.",
        "ア",
        "「」",
        "I",
        "・",
    ];
    let keys: Vec<DepthKey> = forms.iter().map(|form| form.parse().unwrap()).collect();
    (subsequence(keys, 0..6), prop::collection::vec(1..=9_u8, 6))
        .prop_map(|(keys, depths)| keys.into_iter().zip(depths).collect())
}

fn bodies() -> impl Strategy<Value = Bodies> {
    let body = (words(), option::of(words()), list(), select(KnownKind::ALL))
        .prop_map(|(name, name_en, short, kind)| KnownBody { name, name_en, short, kind });
    (prop::collection::vec(body, 0..3), option::of(any::<bool>()))
        .prop_map(|(known, sections)| Bodies { known, sections })
}

prop_compose! {
    fn datasets()(
        texts in prop::collection::vec(option::of(words()), 8),
        iris in prop::collection::vec(option::of("https://[a-z]{1,5}\\.jp/[a-z0-9]{0,5}"), 6),
        publisher in option::of((words(), option::of(words()))),
        issued in option::of("20[0-9]{2}-0[1-9]-[12][0-9]".prop_filter("a day", |day| is_day(day))),
        (keywords, keywords_en, labels) in (list(), list(), list()),
    ) -> Dataset {
        let themes = labels.into_iter().map(|label| DatasetTheme { iri: "https://a.jp/t".to_owned(), label: Some(label) });
        Dataset {
            title: texts[0].clone(),
            title_en: texts[1].clone(),
            description: texts[2].clone(),
            description_en: texts[3].clone(),
            publisher: publisher.map(|(name, name_en)| DatasetPublisher {
                name,
                name_en,
                homepage: iris[0].clone(),
                corporate_number: None,
            }),
            contact: iris[1].clone(),
            licence: iris[2].clone(),
            issued,
            version: texts[4].clone(),
            keywords,
            keywords_en,
            themes: themes.collect(),
            spatial: iris[3].clone(),
            url: iris[4].as_deref().and_then(folder_iri),
            previous: iris[5].clone(),
            source: DatasetSource {
                publisher: texts[5].clone(),
                licence: None,
                url: iris[0].clone(),
                attribution: texts[6].clone(),
                attribution_en: texts[7].clone(),
            },
        }
    }
}

prop_compose! {
    fn profiles()(
        names in prop::collection::vec(option::of(words()), 2),
        keys in prop::collection::vec(option::of("[A-Za-z0-9][A-Za-z0-9._-]{0,9}"), 3),
        licence in option::of("https://[a-z]{1,5}\\.jp/[a-z0-9]{0,5}"),
        language in option::of("[a-z]{2}(-[A-Z]{2})?"),
        registers in list(),
        lines in prop::collection::vec((1..99_u32, 0..9_u32), 0..3),
        starting_with in list(),
        (columns, headings, bodies) in (columns(), headings(), bodies()),
        (suffixes, listed, not_programs) in (list(), list(), list()),
        dataset in datasets(),
    ) -> Profile {
        Profile {
            title: names[0].clone(),
            publisher: names[1].clone(),
            licence,
            plan: keys[0].clone(),
            document: keys[1].clone(),
            jurisdiction: keys[2].clone(),
            language,
            registers,
            ignore: Ignore {
                lines: lines.into_iter().map(|(first, more)| first..=first + more).collect(),
                starting_with,
            },
            columns,
            headings,
            bodies,
            programs: Programs { suffixes, names: listed, not_programs },
            dataset,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_it_was(profile in profiles()) {
        let written = profile.to_toml();
        prop_assert_eq!(Profile::from_toml(&written, "x"), Ok(profile), "{}", written);
    }

    #[test]
    fn no_text_makes_it_stop(text in any::<String>()) {
        let _ = Profile::from_toml(&text, "x");
    }
}
