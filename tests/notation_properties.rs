//! Laws that hold for every text: no grammar stops, what it finds lies in the text, what a value prints is read
//! back as that value, and how widely a text is set changes nothing of what it says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

use std::ops::Range;

use policygraph::notation::amount::Amount;
use policygraph::notation::body::{BodyMention, BodyNames};
use policygraph::notation::bracket::Brackets;
use policygraph::notation::budget::{BudgetContext, find_budgets};
use policygraph::notation::date::find_dates;
use policygraph::notation::fiscal_year::{FiscalYear, find_fiscal_years};
use policygraph::notation::heading::{Heading, parse_heading};
use policygraph::notation::program::{NameOptions, Operators, find_names};
use policygraph::notation::quantity::find_quantities;
use policygraph::notation::relisting::find_relisting;
use policygraph::notation::responsibility::{
    ResponsibilityOptions, find_responsibilities, find_responsible_bodies,
};
use policygraph::register::{BodyKind, Register};
use proptest::prelude::*;

/// Pieces of which the notations are made, cut and mixed as broken files have them.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "0", "1", "9", "12", "1,234", "０", "９", "1.5", "１．５", "・", "，", "、", "。", "．", "〇", "一", "二", "十", "百", "千", "万",
    "億", "兆", "円", "百万円", "千円", "約", "程度", "余", "の内数", "同予算", "うち", "内訳", "計", "総額", "▲", "△", "+", "-", "－", "~",
    "～", "→", "⇒", "から", "に増額", "増", "減", "%", "比", "前年度", "予算", "予算案", "補正", "第1次", "概算要求", "(案)", "当初", ":", "：",
    "\u{fe13}", "(", ")", "（", "）", "【", "】", "[", "]", "〔", "〕", "<", ">", "《", "≫", "「", "」", "『", "』", "令和", "平成", "昭和",
    "㍻", "㋿", "R", "H", "S", "T", "FY", "’22", "元", "年", "年度", "月", "日", "以降", "及び", "等", "2022", "2,022", "31", "◎", "○", "①",
    "⑴", "Ⅳ", "IV", "第2章", "基本目標1", "No.", "3-1", "■", "厚", "経", "内官", "厚生労働省", "内閣府(防災)", "関係府省庁", "担当:", "主担当",
    "支援事業", "交付金", "プロジェクト", "制度", "計画", "費", "医療機器", "(再掲)", "再掲", "参照", "P.12", "同上", "と同じ", " ", "\u{3000}",
    "AMED", "ＰＭＤＡ", "ｼﾞｪﾄﾛ", "理研", "ﾞ", "日本医療研究開発機構", "法人",
    "\n", "\r\n", "\t", "\u{200b}", "\u{feff}", "\u{3099}", "e\u{301}", "𠮷", "🏥", "ｱ", "ﾊﾟ", "\u{2f50}", "A", "x", "\u{0}", "\u{10ffff}",
];

fn broken_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{1,3}"];
    let repeated =
        (prop::sample::select(PIECES), 1..400_usize).prop_map(|(piece, times)| piece.repeat(times));
    prop_oneof![
        9 => prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(repeated, 0..4).prop_map(|pieces| pieces.concat()),
    ]
}

/// Whether ranges can be quoted from the text, and none starts before the one ahead of it.
fn in_order(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> bool {
    let mut last = 0;
    ranges.into_iter().all(|range| {
        let ordered = range.start >= last;
        last = range.start;
        ordered && text.get(range).is_some_and(|part| !part.is_empty())
    })
}

fn heading_fits(text: &str, heading: &Heading) -> bool {
    heading.title.is_some() == heading.title_range.is_some()
        && heading
            .title_range
            .clone()
            .is_none_or(|range| text.get(range).is_some_and(|part| !part.is_empty()))
        && heading.child.as_ref().is_none_or(|child| heading_fits(text, child))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_grammar_reads_every_text(text in broken_text(), year in 1868..2199_u16, permissive: bool, sections: bool) {
        let year = FiscalYear::new(year);
        let bodies = &Register::embedded().bodies;
        let ctx = BudgetContext { column_year: year, permissive, ..BudgetContext::default() };
        prop_assert!(in_order(&text, find_budgets(&text, &ctx).into_iter().map(|found| found.range)));
        prop_assert!(in_order(&text, find_fiscal_years(&text, year).into_iter().map(|found| found.range)));
        prop_assert!(in_order(&text, find_dates(&text, year).into_iter().map(|found| found.range)));
        prop_assert!(in_order(&text, find_quantities(&text).into_iter().map(|found| found.range)));
        prop_assert!(find_relisting(&text).is_none_or(|found| in_order(&text, [found.range])));
        prop_assert!(heading_fits(&text, &parse_heading(&text)));

        let options = ResponsibilityOptions { sections };
        let found = find_responsibilities(&text, bodies, options);
        prop_assert!(in_order(&text, found.iter().map(|bracket| bracket.range.clone())));
        for entry in found.iter().flat_map(|bracket| &bracket.entries).chain(&find_responsible_bodies(&text, bodies, options)) {
            prop_assert!(entry.range.start <= entry.name.start && entry.name.end <= entry.range.end);
            prop_assert!(in_order(&text, [entry.range.clone()]) && in_order(&text, [entry.name.clone()]));
        }

        let named = BodyNames::implementing(bodies);
        let named: Vec<Range<usize>> = named.find(&text).iter().map(BodyMention::range).collect();
        prop_assert!(in_order(&text, named.iter().cloned()));
        prop_assert!(named.windows(2).all(|pair| pair[0].end <= pair[1].start), "they overlap");

        let operators = Operators::new(bodies.iter().map(|body| body.name.clone()));
        let options = NameOptions::new(operators).with_suffixes(&["大作戦", "計画", "会"].map(str::to_owned));
        let names = find_names(&text, &Brackets::find(&text), &options);
        prop_assert!(in_order(&text, names.iter().map(|found| found.range.clone())));
        for name in names {
            prop_assert!(name.range.start <= name.name.start && name.name.end <= name.range.end);
            prop_assert!(in_order(&text, [name.name]));
        }
    }

    #[test]
    fn amounts_print_as_they_are_read(steps in 1_i64..100_000, power in 0_u32..=12, negative: bool) {
        prop_assume!(steps <= Amount::MAX_YEN / 10_i64.pow(power));
        let amount = Amount { yen: steps * 10_i64.pow(power), rounding_unit: 10_i64.pow(power) };
        let amount = if negative { amount.negated() } else { amount };
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
    }

    #[test]
    fn years_print_as_they_are_read(start in FiscalYear::FIRST..=FiscalYear::LAST) {
        let year = FiscalYear::new(start).unwrap();
        let printed = year.to_string();
        prop_assert_eq!(printed.parse(), Ok(year));
        let found = find_fiscal_years(&printed, None);
        prop_assert_eq!((found.len(), found[0].start, found[0].range.clone()), (1, year, 0..printed.len()));
    }

    #[test]
    fn dates_print_as_they_are_read(year in 1900..2199_u16, month in 1..=12_u8, day in 1..=28_u8) {
        for text in [format!("{year}年{month}月{day}日"), format!("{year}年{month}月")] {
            let date = find_dates(&text, None).remove(0);
            let again = find_dates(&date.to_string(), None).remove(0);
            prop_assert_eq!((date.year, date.month, date.day), (again.year, again.month, again.day));
        }
    }

    #[test]
    fn headings_print_as_they_are_read(
        mark in prop::sample::select(&["(N)", "N.", "N)", "第N章", "第N節", "基本目標N", "N-N", "N.N", "No.N", "■", "【】", "<>", ""]),
        number in 1..99_u8,
        title in "[人材育成推進体制強化]{2,8}",
    ) {
        let number = number.to_string();
        let text = match mark {
            "【】" => format!("【{title}】"),
            "<>" => format!("<{title}>"),
            mark => format!("{} {title}", mark.replace('N', &number).replace(&format!("{number}o."), "No.")),
        };
        let heading = parse_heading(&text);
        let form = heading.marker.to_string();
        prop_assert_eq!(heading.title.as_deref(), Some(title.as_str()), "{}", text);
        prop_assert_eq!(form.as_str(), mark.replace("No.", "No"), "{}", text);
        let label = heading.label.unwrap_or_default();
        prop_assert_eq!(label.split(['-', '.']).all(|part| part == number), mark.contains('N'));
    }

    #[test]
    fn bodies_print_as_they_are_read(picks in prop::collection::vec((0..40_usize, any::<bool>()), 1..8), style in 0..3_usize) {
        let bodies = &Register::embedded().bodies;
        let ministries: Vec<_> = bodies.iter().filter(|body| body.kind == BodyKind::Ministry).collect();
        let mut picked: Vec<(String, bool)> = Vec::new();
        for (pick, lead) in picks {
            let name = &ministries[pick % ministries.len()].name;
            if picked.iter().all(|(other, _)| other != name) {
                picked.push((name.clone(), lead));
            }
        }
        let (open, separator, close) = [("【", "、", "】"), ("[", "・", "]"), ("〔", "\n", "〕")][style];
        let names: Vec<String> =
            picked.iter().map(|(name, lead)| format!("{}{name}", if *lead { "◎" } else { "" })).collect();
        let text = format!("取組を推進する。{open}{}{close}", names.join(separator));
        let found: Vec<(String, bool)> = find_responsible_bodies(&text, bodies, ResponsibilityOptions::default())
            .iter()
            .map(|entry| (entry.display_name(&text, bodies).into_owned(), entry.lead))
            .collect();
        prop_assert_eq!(found, picked, "{}", text);
    }

    #[test]
    fn width_and_place_hide_no_body(
        name in prop::sample::select(&[("AMED", "amed"), ("PMDA", "pmda"), ("JETRO", "jetro"), ("ジェトロ", "jetro"), ("国衛研", "nihs"), ("理研", "riken"), ("医薬品医療機器総合機構", "pmda")]),
        before in prop::sample::select(&["", "・", "また、", "「", "(", "○", "\n"]),
        after in prop::sample::select(&["", "、", "において", "」", ")", "を通じ", "\n"]),
    ) {
        let names = BodyNames::implementing(&Register::embedded().bodies);
        let (name, slug) = name;
        let wide: String = name.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }).collect();
        for name in [name, &wide] {
            let text = format!("{before}{name}{after}");
            let found: Vec<_> = names.find(&text).into_iter().map(|found| (text[found.range()].to_owned(), found.slug)).collect();
            prop_assert_eq!(found, [(name.to_owned(), slug)], "{}", text);
        }
    }

    #[test]
    fn spacing_and_width_change_no_value(
        year in 2..20_u8,
        stage in prop::sample::select(&["当初予算", "補正予算", "予算案", "予算"]),
        amount in prop::sample::select(&["13億円", "2兆6808億円", "437百万円", "10.7億円", "1,800千円", "五千七百億円"]),
        tail in prop::sample::select(&["", "の内数", "程度"]),
        blank in prop::sample::select(&[" ", "\u{3000}"]),
        holes in prop::collection::vec(any::<bool>(), 80),
    ) {
        let plain = format!("令和{year}年度{stage}:{amount}{tail}");
        let ctx = BudgetContext { permissive: true, ..BudgetContext::default() };
        let said = |text: &str| -> Vec<_> {
            find_budgets(text, &ctx)
                .into_iter()
                .map(|found| (found.fiscal_year, found.amount, found.portion_of, found.draft, found.supplementary, found.approximate))
                .collect()
        };
        let letters: Vec<String> = plain.chars().map(String::from).collect();
        prop_assert_eq!(said(&plain), said(&letters.join(blank)), "{}", letters.join(blank));

        let in_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        let mut holed = String::new();
        for ((c, next), hole) in plain.chars().zip(plain.chars().skip(1).chain(['x'])).zip(holes) {
            holed.push(c);
            if hole && next != 'x' && !(in_number(c) && in_number(next)) {
                holed.push_str(blank);
            }
        }
        prop_assert_eq!(said(&plain), said(&holed), "{}", holed);

        let wide: String = plain.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }).collect();
        prop_assert_eq!(said(&plain), said(&wide), "{}", wide);
    }

    #[test]
    fn spacing_changes_no_year(era in prop::sample::select(&["令和", "平成"]), year in 1..31_u8, to in 1..5_u8, blank in prop::sample::select(&[" ", "\u{3000}"])) {
        for plain in [format!("{era}{year}年度"), format!("{era}{year}年度から{}年度まで", year + to), format!("{era}{year}・{}年度", year + 1)] {
            let said = |text: &str| -> Vec<_> {
                find_fiscal_years(text, None).into_iter().map(|found| (found.start, found.end)).collect()
            };
            let letters: Vec<String> = plain.chars().map(String::from).collect();
            prop_assert_eq!(said(&plain), said(&letters.join(blank)), "{}", letters.join(blank));
        }
    }
}
