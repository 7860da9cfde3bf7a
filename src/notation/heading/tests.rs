use super::*;
use proptest::prelude::*;

/// (text, mark, label, title, relisted)
type Case = (&'static str, &'static str, &'static str, &'static str, bool);

#[test]
fn headings_of_the_document() {
    // Lines 6, 24, 18, 16, 90, 113, 124.
    check(&[
        (
            "(1)「医療機器の研究開発の中心地としての我が国の地位の確立」に向けて",
            "(N)",
            "1",
            "医療機器の研究開発の中心地としての我が国の地位の確立",
            false,
        ),
        (
            "【死の谷を克服するベンチャー企業や異業種からの参入企業の増加】",
            "【】",
            "",
            "死の谷を克服するベンチャー企業や異業種からの参入企業の増加",
            false,
        ),
        ("AI研究開発に必要な人材の育成", "", "", "AI研究開発に必要な人材の育成", false),
        (
            "出口戦略を策定し、計画全体を立案・管理する能力を有する人材(コーディネート人材)の育成",
            "",
            "",
            "出口戦略を策定し、計画全体を立案・管理する能力を有する人材(コーディネート人材)の育成",
            false,
        ),
        (
            "Software as a Medical Device (SaMD)の実用化促進",
            "",
            "",
            "Software as a Medical Device (SaMD)の実用化促進",
            false,
        ),
        (
            "【国際展開に積極的に取り組む日本企業の増加】(再掲)",
            "【】",
            "",
            "国際展開に積極的に取り組む日本企業の増加",
            true,
        ),
        (
            "<有事における新規医療機器の早期実用化に向けた取組>(再掲)",
            "<>",
            "",
            "有事における新規医療機器の早期実用化に向けた取組",
            true,
        ),
    ]);
}

#[test]
fn headings_of_other_plans() {
    check(&[
        ("52.後発医薬品の使用促進", "N.", "52", "後発医薬品の使用促進", false),
        (
            "男女の理念と法\n第2節 律・制度の理解促進及び救\n済・相談の充実",
            "第N節",
            "2",
            "男女の理念と法律・制度の理解促進及び救済・相談の充実",
            false,
        ),
        (
            "3 がん対策、難病・小児慢性特定疾\n病対策等 補正206億円、当初3,245億円(3,167億円)",
            "N",
            "3",
            "がん対策、難病・小児慢性特定疾病対策等",
            false,
        ),
        ("(1)がん予防【一部新規】\n144億円(145億円)", "(N)", "1", "がん予防", false),
        (
            "施策の柱 |\n6-3 誰もが平等に暮らせる社会を実現する",
            "N-N",
            "6-3",
            "誰もが平等に暮らせる社会を実現する",
            false,
        ),
        ("項目番号 3-(1)-1 項目の内容", "N-(N)-N", "3-(1)-1", "", false),
        ("1.虐待の防止[基本法第23条関係、条約第10,12,14,16条関係]", "N.", "1", "虐待の防止", false),
        ("（１）広報活動の充実（法第２条３号イ）", "(N)", "1", "広報活動の充実", false),
        ("(2)人材の育成（12施策）（再掲）", "(N)", "2", "人材の育成", true),
        ("(再掲) 個別施設計画の策定率 【目標:100%】", "", "", "個別施設計画の策定率 【目標:100%】", true),
        ("【新規】子育て支援", "", "", "【新規】子育て支援", false),
        ("<①人材の育成>", "<>", "1", "人材の育成", false),
        ("『推進』の実現に向けて", "", "", "推進", false),
        ("第１章", "第N章", "1", "", false),
        ("", "", "", "", false),
    ]);
}

fn check(cases: &[Case]) {
    for &(text, marker, label, title, relisted) in cases {
        let heading = parse_heading(text);
        let found = (heading.marker.to_string(), heading.label.unwrap_or_default());
        assert_eq!(found, (marker.to_owned(), label.to_owned()), "{text}");
        let found = (heading.title.as_deref().unwrap_or_default(), heading.relisted);
        assert_eq!(found, (title, relisted), "{text}");
    }
}

#[test]
fn children() {
    for (text, title, child_marker, child_title) in [
        (
            "第2 重点計画の基本的考え方\n1.デジタルにより目指す社会の姿",
            "重点計画の基本的考え方",
            "N.",
            "デジタルにより目指す社会の姿",
        ),
        ("T 障害者基本計画(第5次)について 1.位置付け", "障害者基本計画(第5次)について", "N.", "位置付け"),
        ("第４次基本計画\n第１部 基本的な方針", "第４次基本計画", "第N部", "基本的な方針"),
    ] {
        let heading = parse_heading(text);
        assert_eq!(heading.title.as_deref(), Some(title));
        assert_eq!(&text[heading.title_range.unwrap()], title);
        let child = heading.child.unwrap();
        assert_eq!(
            (child.marker.to_string().as_str(), child.title.as_deref()),
            (child_marker, Some(child_title))
        );
        assert_eq!(&text[child.title_range.unwrap()], child_title);
    }
}

#[test]
fn inline_headings() {
    for (text, expected) in [
        ("販路開拓の支援 ・特に中小企業", Some(("販路開拓の支援", "・特に中小企業"))),
        ("ニーズ・シーズマッチング ・官民が協調", Some(("ニーズ・シーズマッチング", "・官民が協調"))),
        (" 販路開拓の支援\n○特に中小企業", Some(("販路開拓の支援", "○特に中小企業"))),
        ("・特に医師養成を行う大学 ・また", None),
        ("支援に取り組む。 ・また", None),
        ("保険医療材料・価格制度", None),
        ("販路開拓の支援 ・", None),
        ("", None),
    ] {
        let found = split_inline_heading(text).map(|(heading, rest)| (&text[heading], &text[rest]));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn bullets() {
    for (text, rest) in [
        ("・特に", "特に"),
        (" ・ 特に", "特に"),
        ("･特に", "特に"),
        ("○孤独", "孤独"),
        ("→推進", "推進"),
        ("- 推進", "推進"),
        ("a. 推進", "推進"),
        ("a.推進", "推進"),
        ("－", "－"),
        ("・", "・"),
        ("-3%", "-3%"),
        ("△5億円", "△5億円"),
        ("特に・", "特に・"),
        (" 特に", " 特に"),
        ("a.m.", "a.m."),
        ("", ""),
    ] {
        assert_eq!(&text[strip_bullet(text)..], rest, "{text}");
    }
}

#[test]
fn one_mark_whatever_its_width_and_number() {
    assert_eq!(parse_heading("(1)甲").marker, parse_heading("（２） 乙").marker);
    assert_ne!(parse_heading("(1)甲").marker, parse_heading("1)甲").marker);
    assert_eq!(parse_heading("【甲】").marker, parse_heading("【乙】(再掲)").marker);
}

#[test]
fn a_long_chain_of_headings_ends() {
    let text = "1.甲\n".repeat(100_000);
    assert_eq!(parse_heading(&text).title.as_deref(), Some("甲"));
    assert!(parse_heading(&"(再掲)".repeat(100_000)).relisted);
}

proptest! {
    #[test]
    fn ranges_are_inside(
        text in "(【|】|<|>|\\(|\\)|「|」|第|章|1|２|\\.|-|Ⅰ|ア|①|⑴|■|・|○| |\n|\\||:|項目番号|再掲|円|に向けて|甲乙|é|A|I|。){0,20}",
    ) {
        let mut heading = Some(Box::new(parse_heading(&text)));
        while let Some(one) = heading {
            prop_assert_eq!(one.title.is_some(), one.title_range.is_some());
            if let Some(range) = one.title_range {
                prop_assert!(text.get(range).is_some_and(|title| !title.is_empty()));
            }
            heading = one.child;
        }
        if let Some((first, second)) = split_inline_heading(&text) {
            prop_assert!(first.end <= second.start && text.get(first).is_some() && text.get(second).is_some());
        }
        prop_assert!(text.is_char_boundary(strip_bullet(&text)));
    }

    #[test]
    fn no_text_stops_it(text in "\\PC*") {
        let _ = (parse_heading(&text), split_inline_heading(&text), strip_bullet(&text));
    }
}
