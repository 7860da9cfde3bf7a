//! Names of programs that are almost alike: suspected, reported, never merged.

use super::model::Program;
use crate::source::text::fold_key;
use foldhash::HashMap;
use std::collections::BTreeSet;

/// Characters below which a difference of one says nothing.
const LEAST_CHARACTERS: usize = 8;

/// Pairs of names that differ in one character, put in, left out or changed; digits apart.
///
/// Every name is entered under itself and under itself without each of its characters, so that only names that
/// share such a form are compared: the work grows with the length of the names, not with their number squared.
pub(super) fn almost_alike(programs: &[Program]) -> Vec<(usize, usize)> {
    let mut forms: HashMap<u64, Vec<usize>> = HashMap::default();
    let keys: Vec<Vec<char>> =
        programs.iter().map(|program| fold_key(&program.name).chars().collect()).collect();
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| key.len() >= LEAST_CHARACTERS) {
        for left_out in 0..=key.len() {
            let form: String =
                key.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, c)| c).collect();
            let bucket = forms.entry(xxhash_rust::xxh3::xxh3_64(form.as_bytes())).or_default();
            if bucket.last() != Some(&index) {
                bucket.push(index);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for bucket in forms.into_values().filter(|bucket| bucket.len() > 1) {
        for (at, &one) in bucket.iter().enumerate() {
            for &other in bucket.iter().skip(at + 1) {
                if let (Some(a), Some(b)) = (keys.get(one), keys.get(other))
                    && differ_in_one(a, b)
                {
                    pairs.insert((one.min(other), one.max(other)));
                }
            }
        }
    }
    pairs.into_iter().collect()
}

fn differ_in_one(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let end = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(x, y)| x == y)
        .count()
        .min(short.len() - start);
    let changed = |text: &[char]| text.get(start..text.len() - end).unwrap_or_default().to_vec();
    let (from, to) = (changed(short), changed(long));
    let differs = matches!((from.len(), to.len()), (0 | 1, 1));
    differs && !from.iter().chain(&to).any(|c| c.is_ascii_digit() || is_ordinal(*c))
}

/// Names that count on (第一期, A型) are different programs.
fn is_ordinal(character: char) -> bool {
    matches!(
        character,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '新' | '旧' | '上' | '下'
    ) || character.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn almost_alike_names_are_paired_not_merged() {
        let names = [
            "開発体制強靭化支援事業",
            "開発体制強靱化支援事業",
            "開発体制強化支援事業",
            "開発体制強靱化第1期支援事業",
            "開発体制強靱化第2期支援事業",
        ];
        assert_eq!(pairs(&names), [(0, 1), (0, 2), (1, 2)]);
    }

    fn pairs(names: &[&str]) -> Vec<(usize, usize)> {
        let program = |name: &&str| Program::new(String::new(), (*name).to_owned());
        almost_alike(&names.iter().map(program).collect::<Vec<_>>())
    }
}
