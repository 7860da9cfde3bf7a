use super::*;
use proptest::prelude::*;

#[test]
fn reads_numbers() {
    let cases = [
        ("0", 0, 0),
        ("007", 7, 0),
        ("１２", 12, 0),
        ("1,234,567", 1_234_567, 0),
        ("1,\n234", 1234, 0),
        ("48，828", 48_828, 0),
        ("10.7", 107, 1),
        ("１０．７", 107, 1),
        ("20・7", 207, 1),
        ("6.0", 60, 1),
        ("1,234.50", 123_450, 2),
        ("元", 0, 9),
        ("十三", 13, 0),
        ("二十四", 24, 0),
        ("五千七百七十二", 5772, 0),
        ("二〇二三", 2023, 0),
        ("三〇", 30, 0),
        ("千二百", 1200, 0),
    ];
    for (text, mantissa, decimals) in cases {
        let expected = if decimals == 9 { Err(NumberError) } else { Ok(Number { mantissa, decimals }) };
        assert_eq!(text.parse::<Number>(), expected, "{text}");
    }
}

#[test]
fn refuses_what_is_no_single_number() {
    for text in
        ["", "円", "5,6501,693", "1234,567", "1,23", "1.2.3", "1、234", "12 34", "-1", "99999999999999999999"]
    {
        assert_eq!(text.parse::<Number>(), Err(NumberError), "{text}");
    }
}

#[test]
fn joins_digits_of_letter_spaced_text_only() {
    let g = Glyphs::new("平 成 3 0 年");
    assert_eq!(plain(&g, 2), Some((30, 4)));
    let g = Glyphs::new("5 3億円");
    assert_eq!(plain(&g, 0), Some((5, 1)));
    let g = Glyphs::new("表 の 5 31億円");
    assert_eq!(plain(&g, 2), Some((5, 3)));
}

#[test]
fn does_not_start_inside_a_number() {
    let g = Glyphs::new("1,23億 4");
    assert!(may_start(&g, 0));
    assert!(!may_start(&g, 2));
    assert!(!may_start(&g, 3));
    assert!(may_start(&g, 5));
}

#[test]
fn too_many_digits_have_no_value() {
    let g = Glyphs::new("123456789012345678901234567890");
    assert_eq!(arabic(&g, 0, false), Some(Read { value: None, end: 30 }));
    assert_eq!(plain(&g, 0), None);
    let g = Glyphs::new("九九九九九九九九九九九九九九九九九九九九九千");
    assert_eq!(kanji(&g, 0), Some((None, 22)));
}

proptest! {
    #[test]
    fn display_then_parse(mantissa in 0..1_000_000_000_000_000_000_u64, decimals in 0..12_u32) {
        let number = Number { mantissa, decimals };
        prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
    }

    #[test]
    fn no_text_panics(text in "[0-9０-９,，.．・ \n〇一十百千万年]{0,24}|\\PC{0,24}") {
        let g = Glyphs::new(&text);
        for i in 0..=g.len() {
            for end in [arabic(&g, i, true).map(|r| r.end), kanji(&g, i).map(|k| k.1), plain(&g, i).map(|p| p.1)] {
                prop_assert!(end.is_none_or(|e| e > i && e <= g.len()));
            }
        }
        let _ = text.parse::<Number>();
    }
}
