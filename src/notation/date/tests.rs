use super::YearSource::{Column, Explicit, Inherited};
use super::*;
use proptest::prelude::*;

fn found(text: &str, column: Option<u16>) -> Vec<(&str, String, YearSource)> {
    find_dates(text, column.and_then(FiscalYear::new))
        .into_iter()
        .map(|m| (&text[m.range.clone()], m.to_string(), m.year_source))
        .collect()
}

#[test]
fn single_dates() {
    let cases = [
        ("(令和4年6月9日付け薬生機審発0609第1号)", "令和4年6月9日", "2022-06-09"),
        ("開催(2022年12月1日)。", "2022年12月1日", "2022-12-01"),
        ("平 成 3 0年6 月5 日", "平 成 3 0年6 月5 日", "2018-06-05"),
        ("約303万人(R5.6)", "R5.6", "2023-06"),
        ("①H30.12.26", "H30.12.26", "2018-12-26"),
        ("②Ｈ３１．２．７", "Ｈ３１．２．７", "2019-02-07"),
        ("令和4年5月薬機法改正", "令和4年5月", "2022-05"),
        ("令和元年十二月三日", "令和元年十二月三日", "2019-12-03"),
        ("令和5(2023)年6月", "令和5(2023)年6月", "2023-06"),
        ("2022-12-01", "2022-12-01", "2022-12-01"),
        ("2022/12/1", "2022/12/1", "2022-12-01"),
        ("2022.4.1", "2022.4.1", "2022-04-01"),
        ("2022-10", "2022-10", "2022-10"),
        ("令和6年2月29日", "令和6年2月29日", "2024-02-29"),
    ];
    for (text, surface, iso) in cases {
        assert_eq!(found(text, None), [(surface, iso.to_owned(), Explicit)], "{text}");
    }
}

#[test]
fn months_of_one_year() {
    let expected =
        [("令和4年10月", "2022-10".to_owned(), Explicit), ("11月", "2022-11".to_owned(), Inherited)];
    assert_eq!(found("○令和4年10月、11月、アジア", Some(2020)), expected);
    let expected = [("令和5年6", "2023-06".to_owned(), Explicit), ("7月", "2023-07".to_owned(), Inherited)];
    assert_eq!(found("令和5年6~7月", None), expected);
    let expected = [("R4年12月", "2022-12".to_owned(), Explicit), ("3月", "2023-03".to_owned(), Inherited)];
    assert_eq!(found("R4年12月から3月まで", None), expected);
    let expected =
        [("2022年4月", "2022-04".to_owned(), Explicit), ("同年6月", "2022-06".to_owned(), Inherited)];
    assert_eq!(found("2022年4月に開始し、同年6月に", None), expected);
}

#[test]
fn months_of_the_column() {
    for (text, surface, iso) in [
        ("(3月末にとりまとめ予定)", "3月末", "2023-03"),
        ("では、10月に国際", "10月に", "2022-10"),
        ("１月", "１月", "2023-01"),
        ("4月1日から", "4月1日から", "2022-04-01"),
    ] {
        let all = found(text, Some(2022));
        assert_eq!(all.len(), 1, "{text}");
        assert!(surface.starts_with(all[0].0));
        assert_eq!((all[0].1.as_str(), all[0].2), (iso, Column), "{text}");
        assert_eq!(found(text, None), [], "{text}");
    }
}

#[test]
fn no_dates() {
    for text in [
        "",
        "10年間",
        "6月間",
        "5年",
        "令和4年度",
        "13月",
        "令和4年13月",
        "令和5年2月29日",
        "2月30日",
        "4月31日に",
        "12月補正予算",
        "4月号",
        "3か月",
        "3ヶ月",
        "2021-22年度",
        "1.5.2",
        "R5.13",
        "2022/12",
        "10.7億円",
        "令和4年6月31日",
        "第3月曜",
        "0609第1号",
    ] {
        assert_eq!(found(text, Some(2022)), [], "{text}");
    }
}

#[test]
fn falls_in_fiscal_years() {
    let found = find_dates("H31.2.7 2018年12月", None);
    let years: Vec<_> =
        found.iter().filter_map(DateMention::fiscal_year).map(FiscalYear::start_year).collect();
    assert_eq!(years, [2018, 2018]);
}

proptest! {
    #[test]
    fn display_then_parse(year in 1900_u16..2199, month in 1_u8..=12, day in proptest::option::of(1_u8..=28)) {
        let date = DateMention { range: 0..0, year, month, day, year_source: Explicit };
        let iso = date.to_string();
        prop_assert_eq!(found(&iso, None), [(iso.as_str(), iso.clone(), Explicit)]);
    }

    #[test]
    fn no_text_panics(text in "(令和|[RHS同元0-9.~、年月日/\\-末から ]){0,20}|\\PC{0,24}", column in 1868..2199_u16) {
        let mut at = 0;
        for m in find_dates(&text, FiscalYear::new(column)) {
            prop_assert!(m.range.start >= at && text.get(m.range.clone()).is_some_and(|s| !s.is_empty()));
            prop_assert!((1..=12).contains(&m.month));
            at = m.range.end;
        }
    }
}
