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
const OTHER_MONEY: [&str; 76] = [
    "損壊", "市場", "所得", "年収", "世帯", "収入", "輸出", "輸入", "売上", "売り上げ", "医療費", "療養費",
    "給付額", "割合", "占め", "資本金", "時価総額", "経済効果", "波及効果", "損失", "被害", "GDP",
    "国内総生産", "生産額", "出荷額", "取引額", "投資額", "調達額", "賃金", "給与", "罰金", "限度額",
    "上限", "下限", "保険料", "手数料", "負担額", "当たり", "あたり", "消費額", "単価", "価格が",
    "価格は", "参加費", "賞金", "反則金", "収支", "残高", "赤字", "黒字", "貿易", "利益", "家計",
    "民間投資", "設備投資", "税収", "月額", "日額", "年商", "入場料", "入館料", "使用料", "家賃",
    "寄附", "寄付", "自己負担", "会費", "受講料", "定価", "借入", "負債", "貸出", "預金", "給料", "賠償",
    "慰謝料",
];

/// Whether one of [`OTHER_MONEY`] can start with this character: a table may hold a million amounts.
#[rustfmt::skip]
fn may_start_other_money(ch: char) -> bool {
    matches!(
        ch,
        'G' | 'あ' | '上' | '下' | '世' | '会' | '使' | '価' | '保' | '借' | '入' | '出' | '利' | '割' | '医' | '単'
            | '占' | '参' | '反' | '収' | '取' | '受' | '国' | '売' | '定' | '家' | '寄' | '市' | '年' | '当' | '慰' | '所'
            | '手' | '投' | '損' | '日' | '時' | '月' | '歳' | '残' | '民' | '波' | '消' | '生' | '療' | '税' | '経' | '給'
            | '罰' | '自' | '被' | '設' | '調' | '負' | '貸' | '貿' | '賃' | '資' | '賞' | '賠' | '赤' | '輸' | '限' | '預'
            | '黒'
    )
}

/// What stands directly behind a threshold or other money.
#[rustfmt::skip]
const NOT_BEHIND: [&str; 36] = [
    "超えとな", "の大台",
    "未満", "以下", "を下回", "以内", "を上限", "の市場", "市場", "規模の市場", "の世帯", "の所得",
    "の売上", "の輸出", "の経済効果", "の損失", "の収入", "の増収", "の減収", "の医療費", "の黒字",
    "の赤字", "相当の", "が上限", "を限度", "が限度", "まで助成", "まで補助", "まで支援", "まで融資",
    "までの", "/人", "/月", "/日", "/回", "/件",
];

/// Words that turn other money into the object of spending: 市場開拓事業, 医療費助成.
#[rustfmt::skip]
const SPENDING: [&str; 35] = [
    "事業", "対策", "支援", "交付金", "補助", "助成", "予算", "経費", "推進", "促進", "整備", "計上",
    "措置", "要求", "開拓", "強化", "拡大", "充実", "確保", "給付金", "引上げ", "向上",
    "復旧", "復興", "予備費", "軽減", "減免", "無償", "免除", "創出", "導入", "解消", "防止", "抑制", "是正",
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

/// Glyphs between two amounts that are spoken of together: `3兆円から5兆円`.
const CLOSE: usize = 5;

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

    /// `1件3,000万円`, `1人10万円`: what one gets.
    fn is_per_unit(&self) -> bool {
        let g = self.g;
        let end = if g.any_before(self.start, &["約", "上限", "最大"]) {
            self.start.saturating_sub(1)
        } else {
            self.start
        };
        let end = if g.before(end) == Some('、') { end.saturating_sub(1) } else { end };
        // 1契約につき3000円; 年5.5万円 is what one gets in a year.
        if g.any_before(end, &["につき", "あたり", "当たり"])
            || g.any_before(end, &["(年", "月額", "年額", "日額"])
        {
            return true;
        }
        [
            "件", "人", "社", "台", "名", "校", "棟", "戸", "回", "泊", "世帯", "団体", "課題", "施設",
            "か所", "箇所",
        ]
        .iter()
        .filter_map(|counter| g.word_before(end, counter))
        .any(|at| {
            g.any_before(at, &["1", "一"]) && !at.checked_sub(2).is_some_and(|before| g.is_digit(before))
        })
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
        if self.is_per_unit() {
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
        last.is_some_and(|end| {
            // Another amount in between is the one that the word belongs to, unless both stand in one clause.
            let other = (end..self.start).rev().find(|i| g.is(*i, '円'));
            let own = other.is_none_or(|yen| {
                self.start.saturating_sub(yen) <= CLOSE
                    || !(yen..self.start).any(|i| matches!(g.at(i), Some('、' | '」')))
            });
            own && !SPENDING.iter().any(|w| g.has_between(end, self.start, w))
        })
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
