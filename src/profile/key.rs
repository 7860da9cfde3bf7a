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
    key(
        "dataset",
        "title",
        "Title of the dataset; without it, that of the document.",
        "\"第2期医療機器基本計画の取組状況データ\"",
    ),
    key(
        "dataset",
        "title_en",
        "The same in English.",
        "\"Progress of the second basic plan for medical devices\"",
    ),
    key("dataset", "description", "What the dataset is.", "\"計画の進捗を表から読み取ったデータです。\""),
    key(
        "dataset",
        "description_en",
        "The same in English.",
        "\"The progress of the plan, read from its table.\"",
    ),
    key(
        "dataset",
        "publisher",
        "Who publishes the dataset: a name, or a table with name, name_en, homepage and corporate_number.",
        "{ name = \"○○市\", homepage = \"https://www.city.example.jp/\" }",
    ),
    key(
        "dataset",
        "contact",
        "Who answers questions: a mail address or an address on the web.",
        "\"opendata@city.example.jp\"",
    ),
    key(
        "dataset",
        "licence",
        "The IRI of the licence of the dataset; `license` is understood, too.",
        "\"https://creativecommons.org/licenses/by/4.0/\"",
    ),
    key("dataset", "issued", "The day on which this edition is published.", "\"2024-04-01\""),
    key("dataset", "version", "Version of this edition.", "\"1.0\""),
    key("dataset", "keywords", "Words that people look for it by.", "[\"医療機器\", \"行政計画\"]"),
    key("dataset", "keywords_en", "The same in English.", "[\"medical devices\"]"),
    key(
        "dataset",
        "themes",
        "What it is about: IRIs of the data themes of the European Union, or tables with iri and label for others.",
        "[\"http://publications.europa.eu/resource/authority/data-theme/HEAL\"]",
    ),
    key(
        "dataset",
        "spatial",
        "The IRI of the area that it is about.",
        "\"https://sws.geonames.org/1861060/\"",
    ),
    key(
        "dataset",
        "url",
        "The address below which the folder is put on the web.",
        "\"https://www.city.example.jp/opendata/plan/\"",
    ),
    key(
        "dataset",
        "previous",
        "The IRI of the dataset of the edition before this one, as its catalog.ttl says it.",
        "\"https://w3id.org/policygraph/id/dataset/iryokiki-2-2021\"",
    ),
    key(
        "dataset",
        "source",
        "For the attribution: where the document is published and how it is to be named; a table with publisher, licence, url, attribution and attribution_en.",
        "{ url = \"https://www.city.example.jp/plan.html\", attribution = \"○○市「計画の進捗」を加工して作成\" }",
    ),
];

/// The keys of a table of `known`.
pub(super) const BODY_KEYS: &[&str] = &["name", "name_en", "short", "kind"];

/// The keys of the table of a publisher of a dataset, of a theme, and of the source.
pub(super) const PUBLISHER_KEYS: &[&str] = &["name", "name_en", "homepage", "corporate_number"];
pub(super) const THEME_KEYS: &[&str] = &["iri", "label"];
pub(super) const SOURCE_KEYS: &[&str] =
    &["publisher", "licence", "license", "url", "attribution", "attribution_en"];

const fn key(table: &'static str, name: &'static str, about: &'static str, example: &'static str) -> Key {
    Key { table, name, about, example }
}

/// The keys of a table, in order.
pub(super) fn keys_of(table: &str) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.table == table)
}

/// The tables, in order; the top is the first.
pub(super) const TABLES: &[&str] = &["", "ignore", "columns", "headings", "bodies", "programs", "dataset"];
