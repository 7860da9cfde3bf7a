use super::BudgetYearSource::{Column, Explicit, Inherited};
use super::Role::{Breakdown, Current, Delta, PreviousYear, Total};
use super::*;
use proptest::prelude::*;

const SNIPPET: BudgetContext =
    BudgetContext { column_year: None, column_draft: false, unit: None, permissive: true };

fn column(year: u16) -> BudgetContext {
    BudgetContext { column_year: FiscalYear::new(year), ..BudgetContext::default() }
}

/// One letter for each flag: portion, draft, supplementary, approximate.
fn flags(m: &BudgetMention) -> String {
    let all = [(m.portion_of, 'p'), (m.draft, 'd'), (m.supplementary, 's'), (m.approximate, 'a')];
    all.iter().filter(|(set, _)| *set).map(|(_, letter)| *letter).collect()
}

type Expected<'a> = (&'a str, Option<u16>, Option<i64>, &'a str, Role);
type Row<'a> = (&'a str, Option<u16>, Option<i64>, String, Role);

fn rows(text: &str, ctx: BudgetContext) -> Vec<Row<'_>> {
    find_budgets(text, &ctx)
        .into_iter()
        .map(|m| {
            let year = m.fiscal_year.map(FiscalYear::start_year);
            (&text[m.range.clone()], year, m.amount.map(|a| a.yen), flags(&m), m.role)
        })
        .collect()
}

#[track_caller]
fn check(text: &str, ctx: BudgetContext, expected: &[Expected]) {
    let expected: Vec<_> = expected.iter().map(|(s, y, a, f, r)| (*s, *y, *a, (*f).to_owned(), *r)).collect();
    assert_eq!(rows(text, ctx), expected, "{text}");
}

const OKU: i64 = 100_000_000;

#[test]
fn statements_of_progress_tables() {
    let ctx = column(2022);
    for (text, surface, year, yen, marks) in [
        ("「A事業(令和4年度予算:13億円)」を通じて", "令和4年度予算:13億円", 2022, Some(13 * OKU), ""),
        ("(B事業として令和4年度予算:19億円の内数)", "令和4年度予算:19億円の内数", 2022, Some(19 * OKU), "p"),
        (
            "(いずれもB事業として令和5年度予算:19億円の内数)",
            "令和5年度予算:19億円の内数",
            2023,
            Some(19 * OKU),
            "p",
        ),
        ("「A」(令和5年度予算(案):10.2億円)", "令和5年度予算(案):10.2億円", 2023, Some(1_020_000_000), "d"),
        ("A事業(令和4年度予算:)において", "令和4年度予算:", 2022, None, ""),
        ("A事業（令和４年度予算︓）", "令和４年度予算︓", 2022, None, ""),
        ("事業経費として約11億円を予算措置した。", "約11億円を予算措置", 2022, Some(11 * OKU), "a"),
        ("「A事業」(3億円)を実施", "3億円", 2022, Some(3 * OKU), ""),
        ("A事業(MEDISO)(3.3億円)", "3.3億円", 2022, Some(330_000_000), ""),
        ("令和4年度補正予算でA事業に5億円を計上した。", "5億円を計上", 2022, Some(5 * OKU), "s"),
    ] {
        check(text, ctx, &[(surface, Some(year), yen, marks, Current)]);
    }
}

#[test]
fn the_same_budget_again() {
    let text = "「A」(Bとして令和4年度予算:19億円の内数)、「C」(同予算内数)、「D」(同予算の内数)";
    let found = find_budgets(text, &column(2023));
    assert_eq!(found.len(), 3);
    for again in &found[1..] {
        assert!(again.same_as_previous && again.portion_of);
        assert_eq!((again.fiscal_year, again.amount), (found[0].fiscal_year, found[0].amount));
        assert_eq!(again.year_source, Inherited);
    }
    assert_eq!(&text[found[2].range.clone()], "同予算の内数");
    check("(同予算の内数)", SNIPPET, &[("同予算の内数", None, None, "p", Current)]);
}

#[test]
fn running_text_without_a_budget() {
    for text in [
        "引き続き、必要な予算の確保につとめる。",
        "令和2年度第1次・第2次補正予算の効果",
        "令和4年度予算において支援する。",
        "医療機器の市場規模は約3兆円である。",
        "売上高100億円を目指すスタートアップ",
        "世帯年収590万円未満の世帯への事業",
        "輸出額を5兆円とする",
        "国民医療費は42兆円を超え",
        "資本金3億円以下の企業",
        "約1,000円で販売",
        "10億ドル(約1,100億円)の支援",
        "数百億円規模の予算",
        "地域医療介護総合確保基金の区分6を活用",
        "",
    ] {
        check(text, column(2022), &[]);
    }
}

#[test]
fn stages() {
    for (text, surface, year, marks) in [
        ("平成28年度第2次補正予算額 3億円", "平成28年度第2次補正予算額 3億円", Some(2016), "s"),
        ("令和2年度第1次・第2次補正予算 3億円", "令和2年度第1次・第2次補正予算 3億円", Some(2020), "s"),
        ("28年度補正 3億円", "28年度補正 3億円", Some(2016), "s"),
        ("12月補正予算で3億円を追加", "12月補正予算で3億円", None, "s"),
        ("令和4年度第2次補正予算(案)3億円", "令和4年度第2次補正予算(案)3億円", Some(2022), "ds"),
        ("令和5年度概算要求額 3億円", "令和5年度概算要求額 3億円", Some(2023), "d"),
        ("2023年度の概算要求で、新規事業として3億円を計上。", "3億円を計上", Some(2023), "d"),
        ("令和6年度当初予算額 3億円", "令和6年度当初予算額 3億円", Some(2024), ""),
        ("補正後予算額 3億円", "補正後予算額 3億円", None, ""),
        ("A事業【新規】\n【補正予算】\n3億円", "3億円", None, "s"),
        ("令和6年度補正予算は全体で3億円です。", "令和6年度補正予算は全体で3億円", Some(2024), "s"),
        ("3億円(令和5年度補正)", "3億円", Some(2023), "s"),
        ("平 成 3 0 年 度 予 算 3 億 円", "平 成 3 0 年 度 予 算 3 億 円", Some(2018), ""),
    ] {
        check(text, SNIPPET, &[(surface, year, Some(3 * OKU), marks, Current)]);
    }
}

#[test]
fn rough_amounts() {
    for text in ["約3億円", "およそ3億円", "おおむね3億円", "3億円程度", "3億円弱", "3億円余り", "3億円強"]
    {
        let found = find_budgets(text, &SNIPPET);
        assert_eq!((found.len(), found[0].approximate), (1, true), "{text}");
        assert_eq!(&text[found[0].range.clone()], text);
    }
    assert!(!find_budgets("3億円強化", &SNIPPET)[0].approximate);
}

#[test]
fn years_before_and_changes() {
    let two = |a, b| [(a, None, Some(3 * OKU), "", Current), (b, None, Some(2 * OKU), "", PreviousYear)];
    check("3億円(2億円)", SNIPPET, &two("3億円", "2億円"));
    check("3億円 \n( 2億円)", SNIPPET, &two("3億円", "2億円"));
    check("3億円[前年度2億円]", SNIPPET, &two("3億円", "前年度2億円"));
    check(
        "令和5年度概算要求額 3億円(2億円)",
        SNIPPET,
        &[
            ("令和5年度概算要求額 3億円", Some(2023), Some(3 * OKU), "d", Current),
            ("2億円", Some(2022), Some(2 * OKU), "", PreviousYear),
        ],
    );
    check(
        "2億円→3億円",
        SNIPPET,
        &[("2億円", None, Some(2 * OKU), "", PreviousYear), ("3億円", None, Some(3 * OKU), "", Current)],
    );
    check(
        "3億円(+2億円、+0.3%)",
        SNIPPET,
        &[("3億円", None, Some(3 * OKU), "", Current), ("+2億円", None, Some(2 * OKU), "", Delta)],
    );
    check(
        "対4年度2億円増の3億円",
        SNIPPET,
        &[
            ("4年度2億円増", Some(2022), Some(2 * OKU), "", Delta),
            ("3億円", None, Some(3 * OKU), "", Current),
        ],
    );
    check("3億円減税の予算", SNIPPET, &[("3億円", None, Some(3 * OKU), "", Current)]);
    check("補正額 ▲3億円", SNIPPET, &[("補正額 ▲3億円", None, Some(-3 * OKU), "s", Current)]);
    check("▲3億円", SNIPPET, &[("▲3億円", None, Some(-3 * OKU), "", Delta)]);
    check("防衛省―3億円(前年度比20・7%減)", SNIPPET, &[("3億円", None, Some(3 * OKU), "", Current)]);
}

#[test]
fn parts_and_sums() {
    check(
        "総額3億円(うち国費2億円)",
        SNIPPET,
        &[("総額3億円", None, Some(3 * OKU), "", Total), ("国費2億円", None, Some(2 * OKU), "", Breakdown)],
    );
    check(
        "3億円【うち推進枠2億円】",
        SNIPPET,
        &[("3億円", None, Some(3 * OKU), "", Current), ("2億円", None, Some(2 * OKU), "", Breakdown)],
    );
    check(
        "(3億円+2億円の内数)",
        SNIPPET,
        &[("3億円", None, Some(3 * OKU), "p", Current), ("2億円の内数", None, Some(2 * OKU), "p", Current)],
    );
    check(
        "3億円及びB事業等の内数",
        SNIPPET,
        &[("3億円", None, Some(3 * OKU), "", Current), ("内数", None, None, "p", Current)],
    );
    check("A予算:、", SNIPPET, &[("予算:", None, None, "", Current)]);
    check("令和5年度予算の内数", SNIPPET, &[("令和5年度予算の内数", Some(2023), None, "p", Current)]);
}

#[test]
fn years_are_inherited() {
    let sources = |text, ctx: BudgetContext| -> Vec<_> {
        find_budgets(text, &ctx)
            .into_iter()
            .map(|m| (m.fiscal_year.map(FiscalYear::start_year), m.year_source))
            .collect()
    };
    assert_eq!(
        sources("R4補正:45億円、R5当初:12億円の内数", SNIPPET),
        [(Some(2022), Explicit), (Some(2023), Explicit)]
    );
    assert_eq!(
        sources("令和4年度予算として、Aに2億円、Bに3億円を計上", SNIPPET),
        [(Some(2022), Inherited), (Some(2022), Inherited)]
    );
    assert_eq!(
        sources("令和4年度予算\nA 2億円\nB 3億円", SNIPPET),
        [(Some(2022), Inherited), (Some(2022), Inherited)]
    );
    assert_eq!(sources("「A事業」(3億円)", column(2023)), [(Some(2023), Column)]);
    assert_eq!(sources("令和3~5年度予算総額30億円", column(2023)), [(None, Explicit)]);
    assert_eq!(sources("令和4年度補正及び令和5年度当初 30億円", SNIPPET), [(None, Explicit)]);
    assert_eq!(sources("3億円", SNIPPET), [(None, BudgetYearSource::None)]);
    let draft = BudgetContext { column_draft: true, ..column(2023) };
    assert!(find_budgets("「A事業」(3億円)", &draft)[0].draft);
    assert!(!find_budgets("「A事業」(令和4年度予算:3億円)", &draft)[0].draft);
}

#[test]
fn bare_numbers_take_the_unit_of_the_title() {
    let ctx = BudgetContext { unit: Some(Unit::ThousandYen), ..SNIPPET };
    check("A交付金 902", ctx, &[("902", None, Some(902_000), "", Current)]);
    check("A事業 104,842×10/10", ctx, &[("104,842", None, Some(104_842_000), "", Current)]);
    check(
        "(1) A事業 201 (174)",
        ctx,
        &[("201", None, Some(201_000), "", Current), ("174", None, Some(174_000), "", PreviousYear)],
    );
    check(
        "予算額(億円)\n\nA事業 \n\n201 \n(174)",
        SNIPPET,
        &[("201", None, Some(201 * OKU), "", Current), ("174", None, Some(174 * OKU), "", PreviousYear)],
    );
    check("▲60▲1.0%5,6501,693▲11", SNIPPET, &[]);
}

#[test]
fn unbelievable_amounts_are_refused_not_dropped() {
    for text in ["令和4年度予算:99999999999999999999億円", "令和4年度予算:0.000000001億円"] {
        let found = find_budgets(text, &column(2022));
        assert_eq!((found.len(), found[0].amount, found[0].refused), (1, None, true), "{text}");
        assert_eq!(&text[found[0].range.clone()], text);
    }
    assert!(!find_budgets("令和4年度予算:", &column(2022))[0].refused);
}

/// Broken text must not hang the reader: with quadratic time these would take a minute.
#[test]
fn long_texts_take_linear_time() {
    for part in [
        "(1億円",
        "第1次・",
        "1次・第",
        "令和1・",
        "令和3年度予算・",
        "一",
        "9",
        "9,999",
        "1円→",
        "うち",
        "予算(",
        "9 ",
        "1億円の予算(",
    ] {
        let text = format!("予算{}円", part.repeat(5_000));
        let _ = find_budgets(&text, &SNIPPET);
        let _ = find_budgets(&text, &column(2022));
        let _ = crate::notation::fiscal_year::find_fiscal_years(&text, None);
        let _ = crate::notation::date::find_dates(&format!("{text}月"), FiscalYear::new(2022));
        let _ = crate::notation::quantity::find_quantities(&text);
    }
}

proptest! {
    #[test]
    fn ranges_are_in_order(text in "(令和4年度|R5|補正|予算|[(案)]|:|同|約|[0-9]{1,3}|,|億|万|円|の内数|うち|を計上|[。、\n ・+▲→(【)】]|事業|」){0,24}|\\PC{0,24}",
                           year in 1868..2199_u16, permissive: bool, unit: bool) {
        let unit = unit.then_some(Unit::MillionYen);
        let ctx = BudgetContext { column_year: FiscalYear::new(year), permissive, unit, column_draft: false };
        let mut at = 0;
        for m in find_budgets(&text, &ctx) {
            prop_assert!(m.range.start >= at && text.get(m.range.clone()).is_some_and(|s| !s.is_empty()));
            at = m.range.end;
        }
    }

    #[test]
    fn any_amount_is_read_back(steps in 1_i64..10_000, power in 0_u32..=12, year in 1990_u16..2090) {
        let amount = Amount { yen: steps * 10_i64.pow(power), rounding_unit: 10_i64.pow(power) };
        let fiscal_year = FiscalYear::new(year).unwrap();
        let text = format!("「A」({fiscal_year}予算:{amount})を通じて");
        let found = find_budgets(&text, &BudgetContext::default());
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!((found[0].fiscal_year, found[0].amount), (Some(fiscal_year), Some(amount)));
    }
}
