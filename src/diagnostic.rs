//! Findings about a document: what was guessed, skipped or looks wrong, and where.
//!
//! May live here: the data of a finding and of a collection of findings. Nothing is printed here; the command
//! renders findings for a terminal, the plan carries them as JSON.
//!
//! A finding never stops the conversion. What stops it is an error of the module that could not go on.

use crate::source::span::{Span, is_running_text};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was assumed or is worth a look; the facts are as the document says.
    Info,
    /// The document says something doubtful, or a part of it was not understood.
    Warning,
    /// A fact of the document is missing from the result.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident, $advice:literal;)+) => {
        /// What a finding is about. The printed form (`amount-blank`) is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl Code {
            /// Every code, in the order in which they are documented.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable printed form.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The severity that a finding of this code has.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// What it is about, in a sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+)),+ }.trim_start()
            }

            /// What a person can do about it.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice),+ }
            }
        }
    };
}

codes! {
    /// The text was not UTF-8 and was decoded from another encoding.
    EncodingAssumed = "encoding-assumed", Info, "save the table as UTF-8 if the text looks wrong";
    /// A control character that no RDF or XML file may carry was replaced by U+FFFD.
    ControlCharacter = "control-character", Warning, "remove the character from the table";
    /// A quotation mark opens a cell of a comma-separated file and is not closed at the cell's end.
    QuoteUnclosed = "quote-unclosed", Warning, "put the mark at the end of the cell, or double the marks inside it";
    /// A sheet of a workbook is hidden; it was read like the others.
    SheetHidden = "sheet-hidden", Info, "check that the sheet belongs to the plan";
    /// A cell of a workbook shows an error in place of a value.
    CellError = "cell-error", Warning, "mend the formula and save the workbook again";
    /// A row has more or fewer cells than the table.
    ColumnCount = "column-count", Warning, "check the row for a missing or a stray tab";
    /// No row says what the columns hold; the usual layout was assumed.
    HeaderMissing = "header-missing", Warning, "give the table a row with the fiscal year of each column, or a profile";
    /// A column with statements names no fiscal year.
    ColumnYearMissing = "column-year-missing", Warning, "name the fiscal year in the column's title or in a profile";
    /// What a column holds, or its fiscal year, was taken from the cells below or the lines above.
    ColumnAssumed = "column-assumed", Info, "say in a profile what the column holds if it is something else";
    /// A column holds nothing that the graph has a place for.
    ColumnNotRead = "column-not-read", Info, "say in a profile what the column holds if it should be read";
    /// A cell of results, plans or money stands beside several rows.
    CellShared = "cell-shared", Warning, "split the cell if each row has a part of it";
    /// A row sums up others.
    TotalRow = "total-row", Info, "nothing: totals are never added up";
    /// The document has no title; its file name stands in for the plan's name.
    TitleMissing = "title-missing", Warning, "put the title of the plan above the first header row or into a profile";
    /// The depth of headings was taken from the order in which their marks first appear.
    HeadingDepthAssumed = "heading-depth-assumed", Info, "if the tree is wrong, give the depths in a profile: check --print-profile";
    /// A line of text outside the table was not used.
    LooseText = "loose-text", Info, "nothing, if the line is a note";
    /// Nothing in the document was taken for a measure.
    MeasureMissing = "measure-missing", Warning, "check that the file is a table of measures, with a tab between its columns";
    /// A row carries a measure before any heading.
    MeasureWithoutHeading = "measure-without-heading", Warning, "check the rows above for a lost heading";
    /// An item stands twice, with the same words, under the same parent.
    RepeatedItem = "repeated-item", Warning, "mark the repeat with (再掲), or tell the two apart";
    /// An item marked as re-listed has no original in the document.
    RelistingUnresolved = "relisting-unresolved", Warning, "check the spelling of the re-listed heading";
    /// The responsible ministries are said to stand elsewhere.
    ResponsibilityElsewhere = "responsibility-elsewhere", Info, "nothing: the measure gets no ministry";
    /// A measure names no responsible ministry.
    ResponsibilityMissing = "responsibility-missing", Warning, "check the end of the cell for a damaged bracket";
    /// Brackets with sections of a city were taken for responsible bodies.
    SectionsAssumed = "sections-assumed", Info, "say in a profile whether sections are responsible bodies";
    /// A cell of the column of responsible bodies holds something else.
    ResponsibilityUnread = "responsibility-unread", Warning, "check the cell for bodies";
    /// A responsibility bracket names a body that no register knows.
    BodyUnknown = "body-unknown", Warning, "add the body to a register or to the profile";
    /// A bracket or quotation mark is never closed in its cell.
    BracketUnclosed = "bracket-unclosed", Warning, "check whether the cell was cut off";
    /// A budget is announced, but no amount follows.
    AmountBlank = "amount-blank", Info, "look the amount up in the budget documents";
    /// An amount is written that cannot be read exactly, or is too large to be one.
    AmountUnreadable = "amount-unreadable", Error, "check the digits and the unit";
    /// An amount names no program that it is for.
    AmountWithoutProgram = "amount-without-program", Info, "nothing: the line hangs on the measure";
    /// An amount is a total, a change or a figure of another kind and makes no budget line.
    AmountNotALine = "amount-not-a-line", Info, "nothing: such figures are never added up";
    /// A statement names another fiscal year than its column.
    YearOutsideColumn = "year-outside-column", Warning, "check whether the cell was copied from the other year";
    /// A fiscal year is written that cannot be one.
    YearUnreadable = "year-unreadable", Warning, "check the digits of the year";
    /// An amount has no fiscal year, neither its own nor its column's.
    YearMissing = "year-missing", Warning, "name the year in the text or in the column's title";
    /// Two amounts are given for one program, fiscal year and phase.
    AmountConflict = "amount-conflict", Warning, "compare both places with the budget documents";
    /// Two program names differ so little that they may be one program.
    PossiblySameProgram = "possibly-same-program", Warning, "decide, and enter it in the register of programs";
    /// Words that look like money or a program were not understood.
    NotUnderstood = "not-understood", Info, "read the words, and look up what they say";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// 0 in the running text of a file, else the sheet or table of the file, from 1.
    #[serde(default, skip_serializing_if = "is_running_text")]
    pub table: u32,
    /// Line in the input, or row of the sheet or table, from 1; 0 if the finding is about all of it.
    pub line: u32,
    /// Column of the table, from 0.
    pub column: u32,
    /// First character in the cell, from 0.
    pub start: u32,
    /// Character after the last one.
    pub end: u32,
    /// The words it is about, as they stand in the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// One sentence for a person.
    pub message: String,
}

impl Diagnostic {
    /// A finding about a place and the words there.
    pub fn at(code: Code, span: &Span, quote: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            table: span.table,
            line: span.line,
            column: span.column,
            start: span.start,
            end: span.end,
            quote: quote.into(),
            ..Self::document(code, message)
        }
    }

    /// A finding about the whole document.
    pub fn document(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            table: 0,
            line: 0,
            column: 0,
            start: 0,
            end: 0,
            quote: String::new(),
            message: message.into(),
        }
    }
}
