//! How two names are alike.

use super::contrast::is_slip;
use super::spelling::Spelling;
use serde::Serialize;
use std::fmt;

/// How two names are alike. The order is that of how much it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// Only the form of a character differs: 靭 and 靱, 髙 and 高, ヶ and ケ, ォ and オ.
    Variant,
    /// One has words that come and go: 等, の, ・, a long vowel mark, 強化 for 強靱化.
    Wording,
    /// One lacks 事業 or 費 at its end.
    Ending,
    /// A bracket of one gives the other as its former name.
    FormerName,
    /// One character was changed, added or left out.
    OneCharacter,
    /// One is the beginning of the other and stands at the end of a line.
    Cut,
}

impl Likeness {
    /// The stable printed form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Variant => "variant",
            Self::Wording => "wording",
            Self::Ending => "ending",
            Self::FormerName => "former-name",
            Self::OneCharacter => "one-character",
            Self::Cut => "cut",
        }
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Variant => "only forms of characters differ",
            Self::Wording => "only words that come and go differ",
            Self::Ending => "only the ending differs",
            Self::FormerName => "a bracket gives a former name",
            Self::OneCharacter => "one character differs",
            Self::Cut => "one may have been cut off at the end of a line",
        })
    }
}

/// Characters below which a difference of one says nothing.
pub(super) const LEAST_FOR_ONE: usize = 8;
/// Characters that names which differ only in small words need besides.
pub(super) const LEAST_WORDING: usize = 6;

/// How two names are alike, if they are; that one is cut off cannot be told from the names.
pub(super) fn likeness(a: &Spelling, b: &Spelling) -> Option<Likeness> {
    if a.folded == b.folded {
        return None;
    }
    if a.unified == b.unified {
        return Some(Likeness::Variant);
    }
    let (wording_a, wording_b) = (a.wording(), b.wording());
    let is_long = |text: &str| text.chars().count() >= LEAST_WORDING;
    if wording_a == wording_b && is_long(&wording_a) {
        return Some(Likeness::Wording);
    }
    let (stem_a, stem_b) = (a.stem(), b.stem());
    if stem_a == stem_b && is_long(&stem_a) {
        return Some(Likeness::Ending);
    }
    let gives = |a: &Spelling, stem: &str| {
        a.with_former().is_some_and(|(outer, former)| is_long(stem) && (outer == stem || former == stem))
    };
    if gives(a, &stem_b) || gives(b, &stem_a) {
        return Some(Likeness::FormerName);
    }
    one_character(&a.unified, &b.unified).then_some(Likeness::OneCharacter)
}

/// Whether one character was changed, added or left out, and that looks like a slip.
fn one_character(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < LEAST_FOR_ONE || long.len() - short.len() > 1 {
        return false;
    }
    let at = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |name: &[char], from: usize| name.get(from..).unwrap_or_default().to_vec();
    let skipped = if short.len() == long.len() { at + 1 } else { at };
    rest(short, skipped) == rest(long, at + 1) && is_slip(short, long, at)
}

/// The characters in which two names differ, as `官 / 国` or `+靱`; nothing if those are many.
pub(crate) fn difference(a: &str, b: &str) -> Option<String> {
    const MOST: usize = 8;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a.iter().skip(start).rev().zip(b.iter().skip(start).rev()).take_while(|(x, y)| x == y).count();
    let part = |name: &[char]| -> String {
        name.iter().skip(start).take(name.len().saturating_sub(start + end)).collect()
    };
    let (from, to) = (part(&a), part(&b));
    if from.chars().count().max(to.chars().count()) > MOST {
        return None;
    }
    match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("+{to}")),
        (false, true) => Some(format!("-{from}")),
        (false, false) => Some(format!("{from} / {to}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Option<Likeness> {
        let (a, b) = (Spelling::new(a), Spelling::new(b));
        assert_eq!(likeness(&a, &b), likeness(&b, &a), "the order of two names says nothing");
        likeness(&a, &b)
    }

    #[test]
    fn names_that_may_be_one() {
        for (a, b, how) in [
            ("開発体制強靭化支援事業", "開発体制強靱化支援事業", Likeness::Variant),
            ("髙齢者医療確保事業", "高齢者医療確保事業", Likeness::Variant),
            ("霞ヶ関環境整備事業", "霞が関環境整備事業", Likeness::Variant),
            ("健康ウォーキング推進事業", "健康ウオーキング推進事業", Likeness::Variant),
            ("開発体制強靱化支援事業", "開発体制強化支援事業", Likeness::Wording),
            ("開発体制強化強靱化支援事業", "開発体制強靱化支援事業", Likeness::Wording),
            ("次世代医療機器連携拠点整備等事業", "次世代医療機器連携拠点整備事業", Likeness::Wording),
            ("医療機器の開発支援事業", "医療機器開発支援事業", Likeness::Wording),
            ("医療・介護連携推進事業", "医療介護連携推進事業", Likeness::Wording),
            ("情報サーバー整備事業", "情報サーバ整備事業", Likeness::Wording),
            ("地域医療連携推進事業費", "地域医療連携推進事業", Likeness::Ending),
            ("地域医療連携推進事業", "地域医療連携推進", Likeness::Ending),
            ("新型インフルエンザ等対策経費", "新型インフルエンザ等対策費", Likeness::Ending),
            ("地域医療連携推進事業(旧病院連携強化事業)", "病院連携強化事業", Likeness::FormerName),
            ("官民による若手研究者発掘支援事業", "国民による若手研究者発掘支援事業", Likeness::OneCharacter),
            (
                "医療研究開発革新基盤創成事業(CiCLE)",
                "医療研究開発革新基盤創成事業(GiCLE)",
                Likeness::OneCharacter,
            ),
            ("医療技術等国際展開推進事業", "医療技術等国際展進推進事業", Likeness::OneCharacter),
        ] {
            assert_eq!(alike(a, b), Some(how), "{a} {b}");
        }
    }

    #[test]
    fn names_that_differ_in_what_they_mean() {
        for (a, b) in [
            ("開発体制強靱化第1期支援事業", "開発体制強靱化第2期支援事業"),
            ("開発体制強靱化第一期支援事業", "開発体制強靱化第二期支援事業"),
            ("革新的医療機器開発事業A型", "革新的医療機器開発事業B型"),
            ("山形県地域医療再生支援事業", "山口県地域医療再生支援事業"),
            ("岡山県地域医療再生支援事業", "富山県地域医療再生支援事業"),
            ("東日本医療機器連携拠点整備事業", "西日本医療機器連携拠点整備事業"),
            ("前期高齢者医療支援事業", "後期高齢者医療支援事業"),
            ("医療機器輸入支援促進事業", "医療機器輸出支援促進事業"),
            ("地域連携A事業", "地域連携B事業"),
            ("AI研究", "AI研究事業"),
            // Names of the review sheets of 2023.
            ("刑事基本法制の整備", "民事基本法制の整備"),
            ("諸器材等維持費等（海自）", "諸器材等維持費等（陸自）"),
            ("アジア高校生架け橋プロジェクト", "アジア高校生架け橋プロジェクト＋"),
            ("同じ名前の事業です", "同じ名前の事業です"),
        ] {
            assert_eq!(alike(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn what_differs_is_said() {
        assert_eq!(difference("官民による", "国民による").as_deref(), Some("官 / 国"));
        assert_eq!(difference("強化事業", "強靱化事業").as_deref(), Some("+靱"));
        assert_eq!(difference("整備等事業", "整備事業").as_deref(), Some("-等"));
        assert_eq!(difference("甲", "甲"), None);
        assert_eq!(difference("SaMDフォーラム", "まったく別の長い名前の集まり"), None);
    }
}
