//! The keys of a profile, once: reading refuses others, writing lists them all, the documentation is held to them.

/// One key of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The table it stands in: empty for the top, `columns` for an entry of `[[columns]]`.
    pub table: &'static str,
    /// Its name; `…` where any mark of a heading may stand.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// A value, as it is written in the file.
    pub example: &'static str,
}

/// Every key, in the order in which a profile is written.
pub const KEYS: &[Key] = &[
    key("", "title", "What people call the document.", "\"第2期医療機器基本計画の取組状況\""),
    key(
        "",
        "publisher",
        "Who publishes it: a mark or name that a register knows, or a name.",
        "\"厚生労働省\"",
    ),
    key(
        "",
        "licence",
        "The IRI of the licence of its text; `license` is understood, too.",
        "\"https://creativecommons.org/licenses/by/4.0/\"",
    ),
    key(
        "",
        "plan",
        "Key of the plan, the same in every edition: letters, digits, `-`, `_`, `.`",
        "\"iryokiki-2\"",
    ),
    key("", "document", "Key of this edition, another one in each.", "\"iryokiki-2-2022\""),
    key(
        "",
        "jurisdiction",
        "Whose programs and sections a name means: `jp` is the national government.",
        "\"jp-13\"",
    ),
    key("", "language", "BCP 47 tag of the language it is written in.", "\"ja\""),
    key(
        "",
        "registers",
        "Registers of bodies and programs in Turtle, by their paths from this file.",
        "[\"programs.ttl\"]",
    ),
    key(
        "ignore",
        "lines",
        "Lines of the file that are no part of the table: numbers and ranges.",
        "[1, \"120-125\"]",
    ),
    key("ignore", "starting_with", "Rows whose first words are these are passed over.", "[\"※\", \"(注)\"]"),
    key("columns", "column", "Which column, counted from 1.", "3"),
    key("columns", "table", "Which sheet or table of the file, counted from 1; all, if left out.", "1"),
    key(
        "columns",
        "role",
        "What its cells hold: item, number, detail, ministries, status, plan, budget, note or ignored.",
        "\"status\"",
    ),
    key(
        "columns",
        "fiscal_year",
        "Its fiscal year, by the calendar year in which it starts, or as printed.",
        "2022",
    ),
    key(
        "columns",
        "unit",
        "The unit of amounts without one: 円, 千円, 万円, 百万円, 億円 or 兆円.",
        "\"百万円\"",
    ),
    key("columns", "draft", "Whether its amounts are drafts or requests.", "true"),
    key("columns", "supplementary", "Whether its amounts are of a supplementary budget.", "false"),
    key(
        "headings",
        "…",
        "Depth of headings by their mark, from 1: \"(N)\", \"【】\", \"第N章\"; without a mark: unmarked, column_2.",
        "1",
    ),
    key(
        "bodies",
        "known",
        "Bodies that no register has: names, or tables with name, name_en, short forms and kind.",
        "[\"○○市健康福祉部\", { name = \"○○市立病院\", short = [\"市病\"], kind = \"implementing\" }]",
    ),
    key(
        "bodies",
        "sections",
        "Whether …課, …部, …室 and …局 are responsible bodies, as in the plans of cities.",
        "true",
    ),
    key(
        "programs",
        "suffixes",
        "Words that names of programs end in, beyond 事業, 補助金 and the like.",
        "[\"大作戦\"]",
    ),
    key("programs", "names", "Names of programs that their form does not tell.", "[\"健康マイレージ\"]"),
    key("programs", "not_programs", "Names that are no programs, whatever their form.", "[\"公共事業\"]"),
];

/// The keys of a table of `known`.
pub(super) const BODY_KEYS: &[&str] = &["name", "name_en", "short", "kind"];

const fn key(table: &'static str, name: &'static str, about: &'static str, example: &'static str) -> Key {
    Key { table, name, about, example }
}

/// The keys of a table, in order.
pub(super) fn keys_of(table: &str) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.table == table)
}

/// The tables, in order; the top is the first.
pub(super) const TABLES: &[&str] = &["", "ignore", "columns", "headings", "bodies", "programs"];
