use super::*;
use proptest::prelude::*;

/// `(surface, start, end)` of all mentions.
fn found(text: &str, context: Option<u16>) -> Vec<(&str, u16, Option<u16>)> {
    find_fiscal_years(text, context.and_then(FiscalYear::new))
        .into_iter()
        .map(|m| (&text[m.range], m.start.start_year(), m.end.map(FiscalYear::start_year)))
        .collect()
}

#[test]
fn single_years() {
    let cases = [
        ("令和4年度の実績・状況", "令和4年度", 2022),
        ("令和元年度", "令和元年度", 2019),
        ("平成31年度", "平成31年度", 2019),
        ("平成32年度まで", "平成32年度", 2020),
        ("昭和五十六年度予算", "昭和五十六年度", 1981),
        ("平成十六年度価格", "平成十六年度", 2004),
        ("㍻30年度", "㍻30年度", 2018),
        ("２０２３年度", "２０２３年度", 2023),
        ("二〇二三年度", "二〇二三年度", 2023),
        ("FY2022の", "FY2022", 2022),
        ("令和5(2023)年度", "令和5(2023)年度", 2023),
        ("令和5年度(2023年度)", "令和5年度(2023年度)", 2023),
        ("2019(令和元)年度", "2019(令和元)年度", 2019),
        ("R5年度", "R5年度", 2023),
        ("R元予算", "R元", 2019),
        ("(H30)", "H30", 2018),
        ("R4:1,800千円", "R4", 2022),
        ("令 和 ４ 年 度", "令 和 ４ 年 度", 2022),
        ("平 成 3 0 年 度", "平 成 3 0 年 度", 2018),
        ("2023\n年度", "2023\n年度", 2023),
        ("令和8年までに", "令和8年", 2026),
        ("令和4年度末", "令和4年度", 2022),
    ];
    for (text, surface, year) in cases {
        assert_eq!(found(text, None), [(surface, year, None)], "{text}");
    }
}

#[test]
fn ranges() {
    let cases = [
        ("令和4~6年度", 2022, 2024),
        ("令和4年度～令和6年度", 2022, 2024),
        ("令和2年度から6年度", 2020, 2024),
        ("平成20 ~ 29年度", 2008, 2017),
        ("平成29年から令和8年までの10 年間", 2017, 2026),
        ("平成30年度から令和5年度まで", 2018, 2023),
        ("2021-22年度", 2021, 2022),
        ("2017〜2019年度", 2017, 2019),
        ("R3~R7", 2021, 2025),
        ("R4-R6", 2022, 2024),
        ("4~6年度", 2022, 2024),
    ];
    for (text, start, end) in cases {
        let years: Vec<_> = found(text, None).into_iter().map(|(_, a, b)| (a, b)).collect();
        assert_eq!(years, [(start, Some(end))], "{text}");
    }
}

#[test]
fn several_years() {
    let cases: [(&str, &[u16]); 8] = [
        ("令和3・4年度", &[2021, 2022]),
        ("令和元、2年度", &[2019, 2020]),
        ("平成30・令和元年度", &[2018, 2019]),
        ("令和3(2021)年度及び令和4(2022)年度実施状況", &[2021, 2022]),
        ("(令和6年度又は令和5年度)", &[2024, 2023]),
        ("2019 年度\n\n~2016年度\n\n2017年度 2018年度", &[2019, 2016, 2017, 2018]),
        ("令和4年度及び5年度", &[2022, 2023]),
        ("工程\n24\n25\n26~", &[2024, 2025, 2026]),
    ];
    for (text, years) in cases {
        let starts: Vec<_> = found(text, None).into_iter().map(|m| m.1).collect();
        assert_eq!(starts, years, "{text}");
    }
}

#[test]
fn bare_years_lie_near_what_is_known() {
    for (text, context, year) in [
        ("6年度", None, 2024),
        ("23年度", None, 2023),
        ("29年度", None, 2017),
        ("23年度", Some(2010), 2011),
        ("28年度", Some(2028), 2028),
        ("元年度", None, 2019),
    ] {
        assert_eq!(found(text, context), [(text, year, None)], "{text}");
    }
}

#[test]
fn relative_years_need_a_context() {
    for (text, year) in
        [("前年度", 2021), ("今年度", 2022), ("来年度", 2023), ("一昨年度", 2020), ("再来年度", 2024)]
    {
        assert_eq!(found(text, None), []);
        assert_eq!(found(text, Some(2022)), [(text, year, None)], "{text}");
    }
}

#[test]
fn no_fiscal_years() {
    for text in [
        "",
        "10年間",
        "5年",
        "3年度目",
        "令和4年6月9日",
        "2022年12月1日",
        "R5.6",
        "H30.12.26",
        "令和5(2023)年6~7月",
        "平成29年法律第16号",
        "令和3年文部科学省・厚生労働省・経済産業省告示第1号",
        "2022年版",
        "H1N1",
        "mR2年",
        "9999年度",
        "1234年度",
        "令和0年度",
        "令和100年度",
        "24 26 27",
        "R2ブロッカー",
        "令和5",
        "第30年度",
    ] {
        assert_eq!(found(text, None), [], "{text}");
    }
}

#[test]
fn months_belong_to_fiscal_years() {
    for (year, month, fiscal) in [(2019, 2, 2018), (2019, 3, 2018), (2019, 4, 2019), (2018, 12, 2018)] {
        assert_eq!(FiscalYear::of_month(year, month), FiscalYear::new(fiscal));
    }
    assert_eq!(FiscalYear::of_month(0, 1), None);
}

#[test]
fn refuses_absurd_years() {
    assert_eq!(FiscalYear::new(1867), None);
    assert_eq!(FiscalYear::new(2200), None);
    assert_eq!(FiscalYear::LAST, FiscalYear::new(2199).unwrap().start_year());
    assert!(FiscalYear::new(2199).unwrap().plus(1).is_none());
    for text in ["", "令和4年度と5年度", "4年度", "年度", "2022年6月"] {
        assert_eq!(text.parse::<FiscalYear>(), Err(FiscalYearError), "{text}");
    }
    assert!(serde_json::from_str::<FiscalYear>("3").is_err());
    assert_eq!(serde_json::to_string(&FiscalYear::new(2022)).unwrap(), "2022");
}

proptest! {
    #[test]
    fn display_then_parse(start in FiscalYear::FIRST..=FiscalYear::LAST) {
        let year = FiscalYear::new(start).unwrap();
        prop_assert_eq!(year.to_string().parse(), Ok(year));
        prop_assert_eq!(format!("{start}年度").parse::<FiscalYear>().ok(), FiscalYear::new(start).filter(|_| start >= 1900));
    }

    #[test]
    fn no_text_panics(text in "(令和|平成|[RHS元0-9~・、()年度月日 \nから]){0,20}|\\PC{0,24}", context in 1868..2199_u16) {
        for context in [None, FiscalYear::new(context)] {
            let mut at = 0;
            for m in find_fiscal_years(&text, context) {
                prop_assert!(m.range.start >= at && m.range.end > m.range.start);
                prop_assert!(text.get(m.range.clone()).is_some());
                prop_assert!(m.end.is_none_or(|end| end > m.start));
                at = m.range.end;
            }
        }
    }
}
