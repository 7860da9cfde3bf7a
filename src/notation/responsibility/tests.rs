use super::*;
use crate::register::Register;
use proptest::prelude::*;

fn bodies() -> &'static BodyTable {
    &Register::embedded().bodies
}

/// `◎name` for a lead, `?name` for a body that is not known, `*name` for a collective.
fn show(text: &str, entries: &[Entry]) -> String {
    let one = |entry: &Entry| {
        let lead = if entry.lead { "◎" } else { "" };
        let sort = match entry.body {
            BodyRef::Resolved(_) => "",
            BodyRef::Collective(_) => "*",
            BodyRef::Unresolved => "?",
        };
        format!("{lead}{sort}{}", entry.display_name(text, bodies()))
    };
    entries.iter().map(one).collect::<Vec<_>>().join("、")
}

fn found(text: &str, options: ResponsibilityOptions) -> String {
    find_responsibilities(text, bodies(), options)
        .iter()
        .map(|bracket| match bracket.form {
            ResponsibilityForm::Bodies => show(text, &bracket.entries),
            ResponsibilityForm::PointsElsewhere => "→".to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" + ")
}

#[test]
fn brackets_that_name_bodies() {
    for (text, expected) in [
        // The document: lines 9, 14, 15, 25, 36, 56, 63, 75, 81 in short.
        ("若手の医療従事者の育成に取り組む。【◎厚】", "◎厚生労働省"),
        ("アカデミア人材の育成に取り組む。【文、◎経】", "文部科学省、◎経済産業省"),
        ("人材の育成に取り組む。【◎厚、◎文】", "◎厚生労働省、◎文部科学省"),
        ("仕組みの構築(知財管理、薬事申請等)に引き続き取り組む。[◎厚、◎経]", "◎厚生労働省、◎経済産業省"),
        ("支援に取り組む。〔文、◎厚、◎経〕", "文部科学省、◎厚生労働省、◎経済産業省"),
        ("引き続き取り組む。[◎内、文、厚、◎経]", "◎内閣府、文部科学省、厚生労働省、◎経済産業省"),
        (
            "<p>望ましい。[◎内、文、厚、経]</p> <p>①日常生活における医療機器 ・日常生活</p>",
            "◎内閣府、文部科学省、厚生労働省、経済産業省",
        ),
        ("後押しに取り組む。[◎内官、総、厚、経]", "◎内閣官房、総務省、厚生労働省、経済産業省"),
        ("取り組む。[担当省庁については、各プラットフォームに記載の施策を参照]", "→"),
        // Other plans.
        ("就職支援を強化した。\n【外務省、文\n部科学省、関係府省】", "外務省、文部科学省、*関係府省"),
        ("【総\n\n\n\n国の各府省等は、法律(平成 27 年法律第 64 号。以\n\n務省】", "総務省"),
        ("整備等(警察庁・国土交通省) 58 71 13", "警察庁、国土交通省"),
        ("普及促進 46 126 80(法務省・国土交通省)", "法務省、国土交通省"),
        ("支援を行う(厚生労働省)。", "厚生労働省"),
        ("充実 【内閣官房】→・悩み等を抱える人が", "内閣官房"),
        ("体制の強化《担当：内閣府（防災）、総務省》", "内閣府（防災）、総務省"),
        ("体制の強化≪主担当:厚労省 関係:文科省、経産省≫", "◎厚生労働省、文部科学省、経済産業省"),
        ("推進<厚生労働省/経済産業省>", "厚生労働省、経済産業省"),
        ("推進［厚生労働省(主担当)，文部科学省］", "◎厚生労働省、文部科学省"),
        ("推進【厚労、文科、経産】", "厚生労働省、文部科学省、経済産業省"),
        ("推進【厚生労働省及び経済産業省】", "厚生労働省、経済産業省"),
        ("推進【厚 生 労 働 省】", "厚生労働省"),
        ("推進【厚生労働省等】", "厚生労働省"),
        ("推進[◎厚 ○経]", "◎厚生労働省、経済産業省"),
        ("推進[◎厚◎経]", "◎厚生労働省、◎経済産業省"),
        ("推進(144億円・新規・厚生労働省)", "厚生労働省"),
        ("推進(1,234百万円、厚生労働省)", "厚生労働省"),
        ("推進【◎関係省庁】", "*関係省庁"),
        ("推進【総務省、宇宙開発利用庁】", "総務省、?宇宙開発利用庁"),
        ("推進[◎厚、宙]", "◎厚生労働省、?宙"),
        ("推進する。[◎厚、経", "◎厚生労働省、経済産業省"),
        ("推進する。[◎厚、経済産", "◎厚生労働省"),
        ("推進する。【厚生労働省、文部科", "厚生労働省"),
        ("普及啓発【厚生労働省、関係府省庁、地方公共団体】", "厚生労働省、*関係府省庁、?地方公共団体"),
        ("施策(担当：厚生労働省健康局)", "厚生労働省健康局"),
        ("施策【内閣府男女共同参画局、国土交通省 道路局】", "内閣府男女共同参画局、国土交通省道路局"),
        ("施策【内閣府(防災担当)、総務省】", "内閣府(防災担当)、総務省"),
        ("施策[総務省・経済産業省共管]", "総務省、経済産業省"),
        ("調整する。【宇宙開発委員会】", "?宇宙開発委員会"),
        ("施策A【厚】 施策B【経】", "厚生労働省 + 経済産業省"),
    ] {
        assert_eq!(found(text, ResponsibilityOptions::default()), expected, "{text}");
    }
}

#[test]
fn brackets_that_do_not() {
    for text in [
        "【主な施策内容】",
        "がん予防【一部新規】\n144億円(145億円)",
        "【実績】",
        "【目標:2020年度末までに100%】",
        "虐待の防止[基本法第23条関係、条約第10,12,14,16条関係]",
        "医薬品医療機器総合機構(PMDA)において実施",
        "日本医療研究開発機構(AMED)",
        "「ガイドライン」(厚生労働省)に基づき",
        "(厚生労働省、経済産業省)の連携により",
        "計画(厚生労働省が策定)",
        "事業(文部科学省所管)",
        "(内閣府計上)",
        "厚生労働省、経済産業省及び独立行政法人医薬品医療機器",
        "地方公共団体(国、県、市町村)",
        "経費(内)",
        "【国】基本方針の策定",
        "推進【国・地方公共団体】",
        "推進【事務局】",
        "【宇宙開発委員会】の開催",
        "(国、県)",
        "[3-(1)-1]",
        "【令和4(2022)年度】",
        "【R4.12.1】",
        "[厚、2]",
        "【検討の場】",
        "「厚生労働省」",
        "【】[]()",
        "開いたまま【厚",
        "(2課題採択、AMED)",
    ] {
        assert_eq!(found(text, ResponsibilityOptions::default()), "", "{text}");
    }
}

#[test]
fn sections_count_only_where_asked_for() {
    let text = "相談体制の充実【健康福祉課、こども家庭部】";
    assert_eq!(found(text, ResponsibilityOptions::default()), "");
    assert_eq!(found(text, ResponsibilityOptions { sections: true }), "?健康福祉課、?こども家庭部");
}

#[test]
fn ranges_say_what_is_written() {
    let text = "推進【文、◎ 経、内閣府(防災)】";
    let entries = find_responsibilities(text, bodies(), ResponsibilityOptions::default()).remove(0).entries;
    let written: Vec<(&str, &str)> =
        entries.iter().map(|entry| (&text[entry.range.clone()], &text[entry.name.clone()])).collect();
    assert_eq!(written, [("文", "文"), ("◎ 経", "経"), ("内閣府(防災)", "内閣府(防災)")]);
    assert_eq!(&text[entries[2].part.clone().unwrap()], "防災");
}

#[test]
fn fields_and_columns() {
    for (text, expected) in [
        ("関係府省等 内閣府(防災) 令和3(2021)年度及び令和4(2022)年度実施状況", "内閣府(防災)"),
        ("整備目\n標の達成\n\n国土\n交通省", "国土交通省"),
        ("参画モデルの提示\n文部\n科学省\nS", "文部科学省"),
        ("担当府省庁：厚生労働省、経済産業省\n施策の内容", "厚生労働省、経済産業省"),
        ("【担当省庁】総務省", "総務省"),
        ("担当課：健康福祉課", "?健康福祉課"),
        ("厚生労働省", "厚生労働省"),
        ("厚生労働省\n経済産業省", "厚生労働省、経済産業省"),
        ("厚生労働省、経済産業省及び独立行政法人医薬品医療機器", ""),
        ("関係府省等の連携を図る。", ""),
        ("検討会には、\n厚生労働省\nが参加した。", ""),
        ("所管 部局の見直し", ""),
        ("国", ""),
    ] {
        let field = find_bodies_field(text, bodies(), ResponsibilityOptions::default());
        let entries = field.map(|field| field.entries).unwrap_or_default();
        assert_eq!(show(text, &entries), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn ranges_are_ordered_and_inside(
        text in "(【|】|\\[|\\]|\\(|\\)|◎|○|、|・|:|\n| |厚|経|内閣府|厚生労働省|関係省庁|担当|省|防災|5億円|新規|甲é){0,24}",
        sections in any::<bool>(),
    ) {
        let mut last = 0;
        for bracket in find_responsibilities(&text, bodies(), ResponsibilityOptions { sections }) {
            prop_assert!(bracket.range.start >= last && text.get(bracket.range.clone()).is_some());
            last = bracket.range.end;
            let mut before = bracket.range.start;
            for entry in &bracket.entries {
                prop_assert!(entry.range.start >= before && entry.range.end <= last);
                prop_assert!(text.get(entry.range.clone()).is_some() && text.get(entry.name.clone()).is_some());
                prop_assert!(entry.range.start <= entry.name.start && entry.name.end <= entry.range.end);
                before = entry.range.end;
            }
        }
        if let Some(field) = find_bodies_field(&text, bodies(), ResponsibilityOptions { sections }) {
            prop_assert!(text.get(field.range).is_some_and(|range| !range.is_empty()));
        }
    }

    #[test]
    fn no_text_stops_it(text in "\\PC*") {
        find_responsible_bodies(&text, bodies(), ResponsibilityOptions { sections: true });
    }
}
