use super::*;
use proptest::prelude::*;

#[test]
fn reads_amounts() {
    let cases = [
        ("13億円", 1_300_000_000, OKU),
        ("10.2億円", 1_020_000_000, OKU / 10),
        ("6.0億円", 600_000_000, OKU / 10),
        ("０．５億円", 50_000_000, OKU / 10),
        ("20・7億円", 2_070_000_000, OKU / 10),
        ("2兆6,808億円", 2_680_800_000_000, OKU),
        ("6兆 1,369 億円", 6_136_900_000_000, OKU),
        ("1兆46億円", 1_004_600_000_000, OKU),
        ("1.5兆円", 1_500_000_000_000, CHO / 10),
        ("48,828,889 千円", 48_828_889_000, 1000),
        ("437百万円", 437_000_000, 1_000_000),
        ("16億8137万円", 1_681_370_000, MAN),
        ("3,467万4,000円", 34_674_000, 1),
        ("1,981億4,594万4千円", 198_145_944_000, 1000),
        ("3千万円", 30_000_000, 10_000_000),
        ("2千5百万円", 25_000_000, 1_000_000),
        ("5億3千万円", 530_000_000, 10_000_000),
        ("1500円", 1500, 1),
        ("二十四兆二千四百億円", 24_240_000_000_000, OKU),
        ("十三兆九千四百三十三億円", 13_943_300_000_000, OKU),
        ("五千七百七十二億円", 577_200_000_000, OKU),
        ("千二百万円", 12_000_000, MAN),
        ("百十四兆三千八百十二億円", 114_381_200_000_000, OKU),
        ("百億円", 10_000_000_000, OKU),
        ("▲312億円", -31_200_000_000, OKU),
        ("0円", 0, 1),
    ];
    for (text, yen, rounding_unit) in cases {
        assert_eq!(text.parse(), Ok(Amount { yen, rounding_unit }), "{text}");
    }
}

#[test]
fn refuses_what_is_no_amount() {
    for text in [
        "",
        "円",
        "億円",
        "百万円",
        "千円",
        "数百億円",
        "数千万円",
        "十数億円",
        "1億1,900万人",
        "13億",
        "5億3億円",
        "1万2億円",
        "5百3千円",
        "1円安",
        "12 34億円",
        "1,23億円",
        "10億ドル",
    ] {
        assert_eq!(text.parse::<Amount>(), Err(AmountError), "{text}");
    }
}

#[test]
fn what_cannot_be_held_exactly_is_found_without_a_value() {
    for text in
        ["99999999999999999999億円", "1.5円", "0.000000001億円", "20000兆円", "9223372036854775807兆円"]
    {
        let g = Glyphs::new(text);
        assert_eq!(read(&g, 0), Some(Read { amount: None, end: g.len() }), "{text}");
    }
}

#[test]
fn never_reads_the_tail_of_a_number() {
    let g = Glyphs::new("5,6501,693億円");
    assert!((0..g.len()).all(|i| read(&g, i).is_none()));
    let g = Glyphs::new("数百億円");
    assert!((0..g.len()).all(|i| read(&g, i).is_none()));
}

#[test]
fn reads_units_of_titles() {
    let cases = [
        ("主な事業 予算額(億円)", Some(Unit::HundredMillionYen)),
        ("(単位:千円)", Some(Unit::ThousandYen)),
        ("単位：百万円", Some(Unit::MillionYen)),
        ("〔万円〕", Some(Unit::TenThousandYen)),
        ("(円、%)", Some(Unit::Yen)),
        ("金額(兆円)", Some(Unit::TrillionYen)),
        ("(13億円)", None),
        ("円", None),
        ("予算", None),
    ];
    for (text, unit) in cases {
        assert_eq!(Unit::in_title(text), unit, "{text}");
    }
}

#[test]
fn bare_numbers_take_the_unit_given() {
    let g = Glyphs::new("104,842×10");
    let amount = Amount { yen: 104_842_000, rounding_unit: 1000 };
    assert_eq!(read_in(&g, 0, Unit::ThousandYen), Some(Read { amount: Some(amount), end: 7 }));
    assert_eq!(read_in(&g, 1, Unit::ThousandYen), None);
    assert_eq!(read_in(&Glyphs::new("億"), 0, Unit::Yen), None);
    let absurd = Glyphs::new("99999999999");
    assert_eq!(read_in(&absurd, 0, Unit::TrillionYen), Some(Read { amount: None, end: 11 }));
}

#[test]
fn displays_in_the_unit_of_the_rounding() {
    let cases = [
        (1, "1,300,000,000円"),
        (1000, "1,300,000千円"),
        (MAN, "130,000万円"),
        (OKU, "13億円"),
        (OKU / 10, "13.0億円"),
    ];
    for (rounding_unit, text) in cases {
        assert_eq!(Amount { yen: 1_300_000_000, rounding_unit }.to_string(), text);
    }
}

proptest! {
    #[test]
    fn display_then_parse(steps in -100_000_i64..100_000, power in 0_u32..=12) {
        let rounding_unit = 10_i64.pow(power);
        let yen = steps * rounding_unit % Amount::MAX_YEN;
        let amount = Amount { yen, rounding_unit };
        prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
    }

    #[test]
    fn no_text_panics(text in "[0-9０,.・ \n十百千万億兆円数▲]{0,24}|\\PC{0,24}") {
        let g = Glyphs::new(&text);
        for i in 0..=g.len() {
            if let Some(found) = read(&g, i) {
                prop_assert!(found.end > i && found.end <= g.len());
                prop_assert!(found.amount.is_none_or(|a| (0..=Amount::MAX_YEN).contains(&a.yen) && a.rounding_unit > 0));
            }
        }
        let _ = Unit::in_title(&text);
    }
}
