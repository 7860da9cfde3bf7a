#![allow(clippy::string_slice)]

use super::*;

fn options(operators: &[&str]) -> NameOptions {
    NameOptions::new(Operators::new(operators.iter().map(|&name| name.to_owned())))
}

fn names(text: &str) -> Vec<String> {
    let brackets = Brackets::find(text);
    let options = options(&["AMED", "国衛研", "経済産業省", "厚生労働省"]);
    find_names(text, &brackets, &options)
        .iter()
        .map(|mention| text[mention.range.clone()].to_owned())
        .collect()
}

/// Lines of the report on the medical device plan, read by eye.
#[test]
fn names_are_found_by_their_form() {
    for (text, expected) in [
        (
            "・「次世代医療機器連携拠点整備等事業」において、医療機関に",
            vec!["次世代医療機器連携拠点整備等事業"],
        ),
        (
            "・「官民による若手研究者発掘支援事業(令和4年度予算:13億円)」を通じて、官民が",
            vec!["官民による若手研究者発掘支援事業"],
        ),
        (
            "・「医療機器開発支援ネットワーク」(医工連携イノベーション推進事業として令和4年度予算:19億円の内数)を通じて",
            vec!["医療機器開発支援ネットワーク", "医工連携イノベーション推進事業"],
        ),
        (
            "「医療機器開発支援ネットワーク」や「地域連携拠点」(いずれも医工連携イノベーション推進事業として令和4年度予算:19億円の内数)を",
            vec!["医療機器開発支援ネットワーク", "地域連携拠点", "医工連携イノベーション推進事業"],
        ),
        (
            "に対して、「医療系ベンチャー・トータルサポート事業(MEDISO)」(令和4年度予算:3.3億円)を通じて",
            vec!["医療系ベンチャー・トータルサポート事業(MEDISO)"],
        ),
        (
            "・医療研究開発革新基盤創成事業(GiCLE)において、一般型では",
            vec!["医療研究開発革新基盤創成事業(GiCLE)"],
        ),
        (
            "・引き続き、官民による若手研究者発掘支援事業(令和5年度予算:)において、",
            vec!["官民による若手研究者発掘支援事業"],
        ),
        (
            "AMED医薬品等規制調和・評価研究事業「ヒト病態模擬試験システムの開発による基盤創成」(研究代表者:某)を実施。",
            vec!["医薬品等規制調和・評価研究事業", "ヒト病態模擬試験システムの開発による基盤創成"],
        ),
        (
            "・循環器疾患・糖尿病等生活習慣病対策実用化研究事業において1件の課題を採択",
            vec!["循環器疾患・糖尿病等生活習慣病対策実用化研究事業"],
        ),
        (
            "引き続き、AMEDの医療機器・ヘルスケアプロジェクトにおいて、重点",
            vec!["医療機器・ヘルスケアプロジェクト"],
        ),
        (
            "<次世代医療機器・再生医療等製品評価指標作成事業>(国衛研) ○",
            vec!["次世代医療機器・再生医療等製品評価指標作成事業"],
        ),
        (
            "・医療技術等国際展開事業では、日本の専門家の派遣及び医療人材の育成事業を実施している。",
            vec!["医療技術等国際展開事業"],
        ),
        ("相談窓口である、Healthcare Innovation Hubにて、スタートアップ", vec!["Healthcare Innovation Hub"]),
        (
            "またJETROに委託し、医療機器分野専門家相談サービスにて、相談窓口を設ける",
            vec!["医療機器分野専門家相談サービス"],
        ),
        ("○令和4年12月1日SaMD産学官連携フォーラム開催。", vec!["SaMD産学官連携フォーラム"]),
        (
            "支援策の検討状況を踏まえ、サプライチェーン実態把握による医療機器安定供給確保事業において",
            vec!["サプライチェーン実態把握による医療機器安定供給確保事業"],
        ),
        (
            "「医療機器ベンチャー企業の出口戦略の在り方等の調査」において、",
            vec!["医療機器ベンチャー企業の出口戦略の在り方等の調査"],
        ),
        ("審査抜本改革として進めている「DASH for SaMD」の進捗を", vec!["DASH for SaMD"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn texts_committees_and_plain_phrases_are_no_programs() {
    for text in [
        "『行動変容を伴う医療機器プログラムに関する評価指標』(令和4年6月9日付け通知)公表。",
        "「腹膜透析用治療計画プログラム」の審査ポイントを公表(令和4年9月)",
        "中間報告書「途絶した場合に著しい影響を及ぼす医療機器に関する調査」に基づき、",
        "認定臨床研究審査委員会(以下「CRB」という。)について",
        "「高機能人工心臓システム開発ガイドラインWG」の設置を行った。",
        "・厚生労働省、経済産業省の事業を通じて整備された研究開発拠点",
        "当該事業等を通じて発掘された臨床ニーズ",
        "これらの事業による人材育成セミナー等の開催を通じて",
        "経済産業省の医療機器開発支援事業への盛り込み方も含めて",
        "令和4年度に国衛研委託事業で「補助人工心臓」に係る評価指標案を策定した。",
        "・過去採択事業の内、1件、新たに現地認可を取得",
        "整備するため、事業経費として約11億円を予算措置した。",
        "「医療機器のサイバーセキュリティの基本要件基準」を改正した。",
    ] {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_stands_in_brackets_is_told_apart() {
    let text =
        "「医工連携イノベーション推進事業(開発・事業化事業、ベンチャー育成事業)」(令和4年度予算:19億円)";
    let found = find_names(text, &Brackets::find(text), &NameOptions::default());
    let [mention] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(&text[mention.range.clone()], "医工連携イノベーション推進事業");
    let parts: Vec<&str> = mention.parts.iter().map(|part| &text[part.clone()]).collect();
    assert_eq!(parts, ["開発・事業化事業", "ベンチャー育成事業"]);
}

#[test]
fn a_quoted_project_stands_within_the_program_before_it() {
    let text = "○AMED医薬品等規制調和・評価研究事業「治療機器の開発研究」及び「必要な環境整備等に関する研究」を実施予定。";
    let found = find_names(text, &Brackets::find(text), &options(&["AMED"]));
    let within: Vec<Option<usize>> = found.iter().map(|mention| mention.within).collect();
    assert_eq!(within, [None, Some(7), Some(7)]);
}

#[test]
fn known_names_stand_alone() {
    let known = KnownNames::new(
        ["地域連携拠点", "次世代医療機器連携拠点", "次世代医療機器連携拠点整備等事業", "MEDISO"]
            .map(str::to_owned),
    );
    let found = |text: &str| -> Vec<String> {
        known.find(text, &[]).into_iter().map(|(_, name)| name.to_owned()).collect()
    };
    assert_eq!(
        found("地域連携拠点には大学が、次世代医療機器連携拠点整備等事業では"),
        ["地域連携拠点", "次世代医療機器連携拠点整備等事業"]
    );
    assert_eq!(found("広域地域連携拠点 地域連携拠点整備 MEDISOX"), [""; 0]);
    assert_eq!(found("・MEDISOでは、"), ["MEDISO"]);
    let text = "地域連携拠点";
    let taken = [TextRange { start: 0, end: 3 }];
    assert!(known.find(text, &taken).is_empty());
}

#[test]
fn a_plan_lists_endings_and_names_of_its_own() {
    let options = options(&["健康福祉部"])
        .with_suffixes(&["大作戦", "戦略"].map(str::to_owned))
        .without_names(["公共 事業", "減塩大作戦(第1期)", "一般会計繰出事業"]);
    let found = |text: &str| -> Vec<String> {
        let mentions = find_names(text, &Brackets::find(text), &options);
        mentions.into_iter().map(|mention| text[mention.range].to_owned()).collect()
    };
    for (text, expected) in [
        ("・「減塩大作戦」を行った。", vec!["減塩大作戦"]),
        ("・減塩大作戦において、", vec!["減塩大作戦"]),
        ("・健康福祉部の歩く大作戦(令和4年度予算:2億円)を", vec!["歩く大作戦"]),
        ("<朝ごはん大作戦>を", vec!["朝ごはん大作戦"]),
        ("・「歯と口の戦略」を", vec!["歯と口の戦略"]),
        ("・本大作戦において、町の大作戦では、", vec![]),
        (
            "・「公共事業」(令和4年度予算:2億円)、「橋の補修事業」(令和4年度予算:1億円)を",
            vec!["橋の補修事業"],
        ),
        ("・一般会計繰出事業において、", vec![]),
        ("・健康ポイント推進事業において、", vec!["健康ポイント推進事業"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    // Without the list, none of them has the form of a program.
    for text in ["・「減塩大作戦」を行った。", "・減塩大作戦において、", "・「歯と口の戦略」を"]
    {
        assert_eq!(names(text), [""; 0], "{text}");
    }
}

#[test]
fn listed_names_may_be_short() {
    let known = KnownNames::with_listed(["月見".to_owned()], ["薬の日".to_owned()]);
    let found: Vec<&str> =
        known.find("薬の日に月見をする。お薬の日々", &[]).into_iter().map(|(_, name)| name).collect();
    assert_eq!(found, ["薬の日"]);
}
