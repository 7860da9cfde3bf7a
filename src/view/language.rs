//! The language of the words that the program adds to a picture or a page.

/// A language of the interface. Words of the document stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// One of two texts.
    pub const fn pick<'t>(self, japanese: &'t str, english: &'t str) -> &'t str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }

    /// Its tag in HTML and SVG.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }
}

/// A text in both languages: first in Japanese.
pub(crate) struct Words(pub(crate) &'static str, pub(crate) &'static str);

impl Words {
    pub(crate) const fn of(&self, language: Language) -> &'static str {
        language.pick(self.0, self.1)
    }
}
