//! Whether an amount is a budget (NOTATIONS 4.10).
//!
//! Plans also give market sizes, incomes, thresholds, exports and medical expenditure. In running text an amount
//! counts if a budget word is part of it or near it, or if it stands in a bracket right behind a name. Where the
//! text is known to speak of money, it counts unless the words before it name other money.

use super::tail::Tail;
use super::words::Head;
use crate::notation::glyph::{Gap, Glyphs};

/// Money that is no budget.
#[rustfmt::skip]
const OTHER_MONEY: [&str; 54] = [
    "市場", "所得", "年収", "世帯", "収入", "輸出", "輸入", "売上", "売り上げ", "医療費", "療養費",
    "給付額", "割合", "占め", "資本金", "時価総額", "経済効果", "波及効果", "損失", "被害", "GDP",
    "国内総生産", "生産額", "出荷額", "取引額", "投資額", "調達額", "賃金", "給与", "罰金", "限度額",
    "上限", "下限", "保険料", "手数料", "負担額", "当たり", "あたり", "消費額", "単価", "価格が",
    "価格は", "参加費", "賞金", "反則金", "収支", "残高", "赤字", "黒字", "貿易", "利益", "家計",
    "民間投資", "設備投資",
];

/// Whether one of [`OTHER_MONEY`] can start with this character: a table may hold a million amounts.
fn may_start_other_money(ch: char) -> bool {
    matches!(
        ch,
        '市' | '所'
            | '年'
            | '世'
            | '収'
            | '輸'
            | '売'
            | '医'
            | '療'
            | '給'
            | '割'
            | '占'
            | '資'
            | '時'
            | '経'
            | '波'
            | '損'
            | '被'
            | 'G'
            | '国'
            | '生'
            | '出'
            | '取'
            | '投'
            | '調'
            | '賃'
            | '罰'
            | '限'
            | '上'
            | '下'
            | '保'
            | '手'
            | '負'
            | '当'
            | 'あ'
            | '消'
            | '単'
            | '価'
            | '参'
            | '賞'
            | '反'
            | '残'
            | '赤'
            | '黒'
            | '貿'
            | '利'
            | '家'
            | '民'
            | '設'
    )
}

/// What stands directly behind a threshold or other money.
#[rustfmt::skip]
const NOT_BEHIND: [&str; 21] = [
    "未満", "以下", "を下回", "以内", "を上限", "の市場", "市場", "規模の市場", "の世帯", "の所得",
    "の売上", "の輸出", "の経済効果", "の損失", "の収入", "の増収", "の減収", "の医療費", "の黒字",
    "の赤字", "相当の",
];

/// Words that turn other money into the object of spending: 市場開拓事業, 医療費助成.
#[rustfmt::skip]
const SPENDING: [&str; 22] = [
    "事業", "対策", "支援", "交付金", "補助", "助成", "予算", "経費", "推進", "促進", "整備", "計上",
    "措置", "要求", "開拓", "強化", "拡大", "充実", "確保", "給付金", "引上げ", "向上",
];

/// Words near an amount that make it a budget in running text.
#[rustfmt::skip]
const BUDGET: [&str; 14] = [
    "予算", "経費", "計上", "予算措置", "概算要求", "交付金", "補助金", "事業費", "委託費", "国費",
    "予備費", "財政措置", "財源", "当初",
];

/// What a name of a program ends with, before a bracket.
#[rustfmt::skip]
const NAME_END: [&str; 22] = [
    "」", "』", "事業", "事業費", "費", "交付金", "補助金", "負担金", "基金", "制度", "プロジェクト",
    "プログラム", "プラン", "対策", "パッケージ", "ネットワーク", "拠点", "研究", "支援", "推進", "整備",
    "センター",
];

/// Where an amount stands.
pub(super) struct Place<'a> {
    pub(super) g: &'a Glyphs,
    /// The statement's first glyph.
    pub(super) start: usize,
    /// Behind the statement.
    pub(super) end: usize,
    pub(super) head: Option<&'a Head>,
    pub(super) tail: &'a Tail,
    /// A bracket opens directly before the statement.
    pub(super) bracketed: bool,
}

impl Place<'_> {
    /// Whether the amount counts.
    pub(super) fn is_budget(&self, permissive: bool) -> bool {
        if self.tail.granted || self.head.is_some_and(|h| h.budget || h.stage.is_some()) {
            return true;
        }
        if self.is_other_money() {
            return false;
        }
        permissive
            || self.head.is_some_and(Head::is_money)
            || (self.bracketed && self.after_name())
            || self.has_budget_word_near()
    }

    fn after_name(&self) -> bool {
        self.start.checked_sub(1).is_some_and(|open| {
            self.g.any_before(open, &NAME_END)
                || (self.g.before(open) == Some(')') && self.after_bracketed_name(open))
        })
    }

    /// `「A事業(MEDISO)」(3億円)` and `A事業(MEDISO)(3億円)`: the bracket before belongs to the name.
    fn after_bracketed_name(&self, open: usize) -> bool {
        let from = open.saturating_sub(30);
        (from..open).rev().find(|i| self.g.is(*i, '(')).is_some_and(|i| self.g.any_before(i, &NAME_END))
    }

    fn has_budget_word_near(&self) -> bool {
        let from = self.sentence_start(20);
        let mut to = self.end;
        while to < self.end.saturating_add(12) && !matches!(self.g.at(to), None | Some('。')) {
            to = to.saturating_add(1);
        }
        BUDGET.iter().any(|w| self.g.has_between(from, self.start, w) || self.g.has_between(self.end, to, w))
    }

    /// Up to `limit` glyphs before the statement, within its sentence and line.
    fn sentence_start(&self, limit: usize) -> usize {
        let mut from = self.start;
        while from > self.start.saturating_sub(limit) {
            if self.g.gap(from) == Gap::Line || self.g.before(from) == Some('。') {
                break;
            }
            from = from.saturating_sub(1);
        }
        from
    }

    /// Market sizes, incomes, thresholds, foreign money.
    fn is_other_money(&self) -> bool {
        let g = self.g;
        let after = self.tail.amount_end;
        let above = g.one_of(after, &["を超え", "を上回"]).is_some()
            || (g.any_before(after, &["以上", "超"]) && g.is(after, 'の'));
        let of_budget = above && BUDGET.iter().any(|w| g.has_between(after, after.saturating_add(10), w));
        if (above && !of_budget) || g.one_of(after, &NOT_BEHIND).is_some() {
            return true;
        }
        let open = if self.bracketed { self.start.saturating_sub(1) } else { self.start };
        if g.any_before(open, &["ドル", "ユーロ", "ポンド", "人民元"]) {
            return true;
        }
        let from = self.sentence_start(40);
        let last = (from..self.start)
            .rev()
            .filter(|i| g.at(*i).is_some_and(may_start_other_money))
            .find_map(|i| g.one_of(i, &OTHER_MONEY).filter(|end| *end <= self.start));
        last.is_some_and(|end| !SPENDING.iter().any(|w| g.has_between(end, self.start, w)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_for_other_money_is_passed_over() {
        for word in OTHER_MONEY {
            assert!(word.chars().next().is_some_and(may_start_other_money), "{word}");
        }
    }
}
