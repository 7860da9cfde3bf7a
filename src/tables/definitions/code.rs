//! The code lists, with the labels that `ontology/codes.ttl` gives them.

use crate::tables::column::{Code, Words};

const fn code(name: &'static str, en: &'static str, ja: &'static str) -> Code {
    Code { name, label: Words { en, ja } }
}

pub(super) const ROLES: &[Code] =
    &[code("LeadRole", "lead", "主担当"), code("SupportingRole", "supporting", "担当")];

pub(super) const PHASES: &[Code] = &[
    code("EnactedBudget", "enacted budget", "当初予算(成立)"),
    code("DraftBudget", "draft budget", "予算案"),
    code("SupplementaryBudget", "supplementary budget", "補正予算"),
    code("DraftSupplementaryBudget", "draft supplementary budget", "補正予算案"),
];

pub(super) const COVERAGES: &[Code] = &[
    code("WholeLine", "whole line", "全額"),
    code("PortionOfLine", "portion of a line", "内数"),
    code("AmountNotGiven", "amount not given", "金額の記載なし"),
];

pub(super) const PRECISIONS: &[Code] =
    &[code("Exact", "as stated", "記載どおり"), code("Approximate", "approximate", "概数")];

pub(super) const FORMS: &[Code] = &[
    code("ByReference", "by reference", "参照による再掲"),
    code("ByRepetition", "by repetition", "内容を繰り返す再掲"),
];

pub(super) const STATEMENT_KINDS: &[Code] = &[
    code("Narrative", "narrative", "説明"),
    code("Completed", "completed", "対応済み"),
    code("CrossReference", "cross-reference", "他の箇所の参照"),
    code("NothingReported", "nothing reported", "記載なし"),
];

pub(super) const QUANTITY_KINDS: &[Code] = &[
    code("Adopted", "adopted", "採択"),
    code("Supported", "supported", "支援"),
    code("OtherCount", "other count", "その他の数"),
];

// Classes, by the labels of `ontology/policygraph.ttl`.

pub(super) const STATEMENT_CLASSES: &[Code] = &[
    code("StatusStatement", "status statement", "実績・状況の記述"),
    code("PlannedStatement", "planned statement", "取組予定の記述"),
    code("Statement", "statement", "記述"),
];

pub(super) const BODY_CLASSES: &[Code] = &[
    code("Ministry", "ministry or agency", "府省庁"),
    code("ImplementingBody", "implementing body", "実施機関"),
    code("CollectiveBody", "collective of bodies", "関係府省庁等の総称"),
    code("UnresolvedBody", "unresolved body", "未照合の機関"),
];

// Properties of names, of SKOS.

pub(super) const NAME_KINDS: &[Code] = &[
    code("prefLabel", "main name", "正式名"),
    code("altLabel", "other name", "別名"),
    code("hiddenLabel", "misprint", "誤記"),
];
