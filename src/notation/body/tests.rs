use super::*;
use crate::register::Register;

fn names() -> BodyNames {
    BodyNames::implementing(&Register::embedded().bodies)
}

fn found(text: &str) -> Vec<(&str, String)> {
    let names = names();
    names.find(text).into_iter().map(|name| (text.get(name.range()).unwrap(), name.slug.to_owned())).collect()
}

fn assert_found(text: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(name, slug)| (*name, (*slug).to_owned())).collect();
    assert_eq!(found(text), wanted, "{text}");
}

#[test]
fn names_and_short_forms() {
    // Lines 48, 63, 71 and 84 of the report.
    assert_found(
        "・PMDA、国立医薬品食品衛生研究所やその他研究機関の連携のもと",
        &[("PMDA", "pmda"), ("国立医薬品食品衛生研究所", "nihs")],
    );
    assert_found("具体的にはAMEDにおいて関連するテーマの課題を", &[("AMED", "amed")]);
    assert_found("○令和5年度の国衛研委託事業で「脱細胞化組織」", &[("国衛研", "nihs")]);
    assert_found("・引き続き、JETROを通じ", &[("JETRO", "jetro")]);
    assert_found("ジェトロ・メンバーズ", &[("ジェトロ", "jetro")]);
    assert_found(
        "国立研究開発法人日本医療研究開発機構が行う",
        &[("国立研究開発法人日本医療研究開発機構", "amed")],
    );
    assert_found("独立行政法人科学技術振興機構と", &[("科学技術振興機構", "jst")]);
    assert_found("経済産業省産業技術総合研究所", &[("産業技術総合研究所", "aist")]);
    assert_found("理研及び学振等", &[("理研", "riken"), ("学振", "jsps")]);
    assert_found(
        "Japan External Trade Organization (JETRO)",
        &[("Japan External Trade Organization", "jetro"), ("JETRO", "jetro")],
    );
}

#[test]
fn letters_of_other_widths() {
    assert_found("（ＡＭＥＤ）", &[("ＡＭＥＤ", "amed")]);
    assert_found("ＡMEＤ、ｼﾞｪﾄﾛ", &[("ＡMEＤ", "amed"), ("ｼﾞｪﾄﾛ", "jetro")]);
    assert_found("新エネルギー･産業技術総合開発機構", &[("新エネルギー･産業技術総合開発機構", "nedo")]);
    assert_found("１２ＪＩＣＡ", &[]);
}

#[test]
fn a_short_form_in_brackets_belongs_to_the_name() {
    assert_found("日本医療研究開発機構（AMED）等", &[("日本医療研究開発機構（AMED）", "amed")]);
    assert_found("AMED(PMDA)", &[("AMED", "amed"), ("PMDA", "pmda")]);
    assert_found("日本医療研究開発機構(以下AMED)", &[("日本医療研究開発機構", "amed"), ("AMED", "amed")]);
    assert_found("日本医療研究開発機構(AMED等)", &[("日本医療研究開発機構", "amed"), ("AMED", "amed")]);
}

#[test]
fn pieces_of_other_words_name_nobody() {
    for text in [
        // Lines of the tables in tests/fixtures/plans: a training, a programme for innovation.
        "○「酒類販売管理研修」の受講",
        "イノベーションアクセラレーションプログラム(IPAS)」",
        "「VC-IPAS」を開始した",
        "AMED-CREST",
        "PMDA-ATC",
        "e-JICA",
        "https://www.amed.go.jp/",
        "WWW.AMED.GO.JP",
        "info@JETRO",
        "XAMED",
        "AMED2",
        "スーパー理化学研究所",
        "大学振興",
        "独立行政法人医薬品医療機器総合機構法",
        "プロジェトロン",
        "理研修",
        "amed",
        "",
    ] {
        assert_found(text, &[]);
    }
}

#[test]
fn ministries_and_collectives_are_none() {
    assert_found("厚生労働省、METI、関係府省庁、内閣府", &[]);
}

#[test]
fn nothing_is_found_with_no_names() {
    assert!(BodyNames::implementing(&BodyTable::default()).find("AMED").is_empty());
}
