use super::*;
use proptest::prelude::*;

#[test]
fn marks() {
    use RelistingForm::{PartlyRelisted, Relisted, See, SeeAbove, SeePage, SeePreviousPage};
    for (text, form, written, target) in [
        // The document: lines 113, 114, 124.
        ("【国際展開に積極的に取り組む日本企業の増加】(再掲)", Relisted, "(再掲)", None),
        ("(上記参照)", SeeAbove, "(上記参照)", None),
        ("<有事における新規医療機器の早期実用化に向けた取組>(再掲)", Relisted, "(再掲)", None),
        // Other plans.
        ("― ― ―\n\n<前頁参照>\n\n― ―", SeePreviousPage, "<前頁参照>", None),
        ("実施した。\n(再掲)\n【内閣府、関係省庁】", Relisted, "(再掲)", None),
        ("(再掲) 個別施設(道路、公 園など各施設)ごと", Relisted, "(再掲)", None),
        ("推進【一部再掲】", PartlyRelisted, "【一部再掲】", None),
        ("推進（再 掲）", Relisted, "（再 掲）", None),
        ("推進(1(2)の再掲)", Relisted, "(1(2)の再掲)", Some("1(2)")),
        ("推進(再掲:Ⅱ-3)", Relisted, "(再掲:Ⅱ-3)", Some("Ⅱ-3")),
        ("(P.12参照)", SeePage, "(P.12参照)", Some("P.12")),
        ("推進（pp.12-14を参照）", SeePage, "（pp.12-14を参照）", Some("pp.12-14")),
        ("(12ページ参照)", SeePage, "(12ページ参照)", Some("12ページ")),
        ("※(2)①を参照", See, "※(2)①を参照", Some("(2)①")),
        ("再掲", Relisted, "再掲", None),
        ("上記参照。", SeeAbove, "上記参照", None),
        ("同上", SeeAbove, "同上", None),
        ("人材の育成に関する施策と同じ", See, "人材の育成に関する施策と同じ", Some("人材の育成に関する施策")),
        ("左記のとおり", See, "左記のとおり", Some("左記")),
        ("支援する。※3(1)参照", See, "※3(1)参照", Some("3(1)")),
    ] {
        let mark = find_relisting(text).unwrap_or_else(|| panic!("{text}"));
        let found = (mark.form, &text[mark.range], mark.target.map(|target| &text[target]));
        assert_eq!(found, (form, written, target), "{text}");
    }
}

#[test]
fn no_marks() {
    for text in [
        "左記取組の成果を踏まえ、事業の見直し・検討【文部科学省】",
        "資料2-1「障害者基本計画(第4次)の実施状況」及び資料2-2「(別表)障害者基本計画(第4次)関連成果目標」",
        "(資料2-1参照)",
        "(別紙1を参照)",
        "(厚生労働省ホームページ参照)",
        "・日本を参照国制度の対象とする国の充実に向けて引き続き取り組む。",
        "基本計画を参照して策定した。",
        "上記の取組等を通じて構築した研究開発支援体制",
        "昨年度と同じ水準",
        "再掲載を行った",
        "",
    ] {
        assert_eq!(find_relisting(text), None, "{text}");
    }
}

#[test]
fn whole_cells() {
    for (text, expected) in [
        ("(上記参照)", true),
        ("― ― ―\n\n<前頁参照>\n\n― ―", true),
        ("・(再掲)(P.12参照)", true),
        ("人材の育成に関する施策と同じ。", true),
        ("【国際展開】(再掲)", false),
        ("―", false),
        ("", false),
    ] {
        assert_eq!(is_reference_only(text), expected, "{text}");
    }
    for (text, expected) in [
        ("－", true),
        ("―", true),
        (" - ", true),
        ("ー ー", true),
        ("なし", true),
        ("特になし。", true),
        ("(記載なし)", true),
        ("該当なし", true),
        ("N/A", true),
        ("対応する分野あり、記載なし", true),
        ("所管する法令なし、記載無し", true),
        ("", false),
        (" ", false),
        ("問題なし", false),
        ("調査を実施、問題なし", false),
        ("記載なし。調査を実施", false),
        ("記載なしの項目を確認", false),
        ("-3", false),
    ] {
        assert_eq!(is_nothing_reported(text), expected, "{text}");
    }
    for (text, expected) in [
        ("対応済み", true),
        ("実施済み。", true),
        ("対応済", true),
        ("措置済み\n", true),
        ("完了", true),
        ("既に対応済みである。", true),
        ("対応済み(実施済み)", true),
        ("対応済みの施策を除く", false),
        ("。", false),
        ("", false),
    ] {
        assert_eq!(is_completed(text), expected, "{text}");
    }
}

#[test]
fn a_dash_before_a_mark_is_no_part_of_it() {
    let text = "―施策と同じ";
    let mark = find_relisting(text).unwrap();
    assert_eq!(mark.form, RelistingForm::See);
    assert_eq!((&text[mark.range], &text[mark.target.unwrap()]), ("施策と同じ", "施策"));
}

proptest! {
    #[test]
    fn ranges_are_inside(text in "([(（<【※]|再掲|一部|上記|前頁|P\\.1|参照|を|と同じ|左記|のとおり|施策|[)）>】。\n ・―é𠮷])*") {
        if let Some(mark) = find_relisting(&text) {
            prop_assert!(text.get(mark.range.clone()).is_some_and(|mark| !mark.is_empty()));
            if let Some(target) = mark.target {
                prop_assert!(text.get(target.clone()).is_some());
                prop_assert!(mark.range.start <= target.start && target.end <= mark.range.end);
            }
        }
        is_reference_only(&text);
    }

    #[test]
    fn no_text_stops_it(text in "\\PC*") {
        let _ = (find_relisting(&text), is_reference_only(&text), is_nothing_reported(&text), is_completed(&text));
    }
}
