//! The files of a bundle.

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Path below the folder of the bundle, with `/` between its parts: `tables/goals.csv`.
    pub name: String,
    /// What it is for, in English, without a full stop.
    pub about: String,
    /// The same in Japanese.
    pub about_ja: String,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// The kinds of files that a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MediaType {
    /// A style sheet.
    Css,
    /// Comma-separated values.
    Csv,
    /// HTML.
    Html,
    /// JavaScript.
    JavaScript,
    /// JSON.
    Json,
    /// JSON-LD.
    JsonLd,
    /// Markdown.
    Markdown,
    /// N-Quads.
    NQuads,
    /// N-Triples.
    NTriples,
    /// PNG.
    Png,
    /// A SPARQL query.
    Sparql,
    /// SVG.
    Svg,
    /// Plain text.
    Text,
    /// TriG.
    TriG,
    /// Turtle.
    Turtle,
}

impl MediaType {
    /// The kind of file that a name tells, without a `.gz` at its end; plain text if it tells none.
    pub fn of_name(name: &str) -> Self {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "css" => Self::Css,
            "csv" => Self::Csv,
            "html" => Self::Html,
            "js" => Self::JavaScript,
            "json" => Self::Json,
            "jsonld" => Self::JsonLd,
            "md" => Self::Markdown,
            "nq" => Self::NQuads,
            "nt" => Self::NTriples,
            "png" => Self::Png,
            "rq" => Self::Sparql,
            "svg" => Self::Svg,
            "trig" => Self::TriG,
            "ttl" => Self::Turtle,
            _ => Self::Text,
        }
    }

    /// The name that IANA knows it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Css => "text/css",
            Self::Csv => "text/csv",
            Self::Html => "text/html",
            Self::JavaScript => "text/javascript",
            Self::Json => "application/json",
            Self::JsonLd => "application/ld+json",
            Self::Markdown => "text/markdown",
            Self::NQuads => "application/n-quads",
            Self::NTriples => "application/n-triples",
            Self::Png => "image/png",
            Self::Sparql => "application/sparql-query",
            Self::Svg => "image/svg+xml",
            Self::Text => "text/plain",
            Self::TriG => "application/trig",
            Self::Turtle => "text/turtle",
        }
    }
}

impl BundleFile {
    /// Whether the file is compressed with gzip.
    pub fn is_compressed(&self) -> bool {
        self.name.strip_suffix(".gz").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        for (name, expected) in [
            ("plan.nt.gz", "application/n-triples"),
            ("tables/goals.csv", "text/csv"),
            ("plan.jsonld", "application/ld+json"),
            ("SHA256SUMS", "text/plain"),
        ] {
            assert_eq!(MediaType::of_name(name).as_str(), expected, "{name}");
        }
    }
}
