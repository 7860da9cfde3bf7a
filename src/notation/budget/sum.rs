//! An amount at a position, with its sign and the word for "about" before it.

use super::scan::Scan;
use super::{tail, words};
use crate::notation::amount::{self, Amount, Unit};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// An amount with its sign and 約, as read at a position.
pub(super) struct Sum {
    pub(super) amount: Option<Amount>,
    /// It runs from one amount to another, so it is none.
    pub(super) between: bool,
    pub(super) about: bool,
    pub(super) sign: Option<char>,
    pub(super) end: usize,
}

impl Scan<'_> {
    /// An amount at a position, 約 and the sign before it included.
    pub(super) fn sum(&self, i: usize) -> Option<Sum> {
        let g = self.g;
        let after_about = tail::about(g, i).unwrap_or(i);
        let sign = g.at(after_about).filter(|c| self.is_sign(after_about, *c));
        let from = if sign.is_some() { after_about.saturating_add(1) } else { after_about };
        let from = if from == after_about { tail::about(g, from).unwrap_or(from) } else { from };
        if let Some(end) = amount::read_between(g, from) {
            return Some(Sum { amount: None, between: true, about: after_about > i, sign: None, end });
        }
        if is_cut_off(g, from) {
            return None;
        }
        let read = amount::read(g, from)
            .or_else(|| before_unit(g, from))
            .or_else(|| self.bare(from))
            .or_else(|| self.ctx.permissive.then(|| amount::read_without_yen(g, from)).flatten())?;
        let amount = read.amount.map(|a| if matches!(sign, Some('▲' | '-')) { a.negated() } else { a });
        Some(Sum { amount, between: false, about: after_about > i, sign, end: read.end })
    }

    fn is_sign(&self, i: usize, ch: char) -> bool {
        match ch {
            '▲' => true,
            '+' => self.last.is_none_or(|last| last.amount_end != i),
            '-' => {
                self.g.gap(i) != Gap::None
                    || matches!(self.g.before(i), None | Some('(' | ':' | '[' | '、' | '比' | '額'))
            }
            _ => false,
        }
    }

    /// A number without a unit that stands alone, where a title or note gives the unit. In brackets it counts only
    /// behind another amount: `(1)` numbers an item.
    fn bare(&self, i: usize) -> Option<amount::Read> {
        let unit = self.unit?;
        let opened = match self.g.before(i) {
            // 〔2,503,900〕 is a figure that is listed elsewhere too.
            None | Some(':' | '▲' | '+' | '-' | '〔') => true,
            Some('(' | '[') => self.is_behind_last(i),
            Some(_) => self.g.gap(i) != Gap::None,
        };
        let read = opened.then(|| amount::read_in(self.g, i, unit)).flatten()?;
        let next_cell = |c: char| c.is_ascii_digit() || matches!(c, '▲' | '+' | '-');
        let closed = match self.g.gap(read.end) {
            Gap::Line => true,
            Gap::Blank if self.g.at(read.end).is_some_and(next_cell) => true,
            Gap::Blank if words::year_at(read.end, &self.years).is_some() => true,
            _ => matches!(self.g.at(read.end), Some(')' | ']' | '〕' | '(' | '×' | '、')),
        } || tail::portion(self.g, read.end).is_some();
        closed.then_some(read)
    }
}

/// One of two figures that share the unit behind the second: `180,009(181,856)百万円`.
fn before_unit(g: &Glyphs, i: usize) -> Option<amount::Read> {
    let end = number::arabic(g, i, false)?.end;
    let close = match g.at(end)? {
        '(' => number::arabic(g, end.saturating_add(1), false)?.end,
        ')' if g.before(i) == Some('(') => end,
        _ => return None,
    };
    let (unit, _) = Unit::at(g, g.word(close, ")")?)?;
    amount::read_in(g, i, unit)
}

/// Digits of a letter-spaced number, `3 ,4 3 6 億円`, from the second on: the last of them alone would be a wrong amount.
fn is_cut_off(g: &Glyphs, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let lone = |at: usize| g.gap(at) == Gap::Blank && g.is_digit(at);
    let spaced = |at: usize| lone(at) || g.is(at, ',') && g.gap(at) == Gap::Blank;
    lone(i) && g.gap(i.saturating_add(1)) == Gap::Blank && spaced(before)
}
