//! The formats of views, and their names.

use std::fmt;
use std::str::FromStr;

/// A form in which a view is written: a picture, a page, or the network behind it for other tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewFormat {
    /// A picture that any browser opens.
    Svg,
    /// A page that works offline: the picture with search, filters and facts.
    Html,
    /// A picture as pixels.
    Png,
    /// The network for Graphviz.
    Dot,
    /// The network for yEd, Cytoscape, NetworkX, igraph and Gephi.
    GraphMl,
    /// The network for Gephi.
    Gexf,
    /// The network for programs.
    Json,
    /// The nodes or the edges of the network as a table, for spreadsheets.
    Csv,
}

/// A name that stands for no format of views.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format of views; use one of: {names}", names = ViewFormat::NAMES)]
pub struct UnknownViewFormat(String);

impl ViewFormat {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Svg, Self::Html, Self::Png, Self::Dot, Self::GraphMl, Self::Gexf, Self::Json, Self::Csv];

    /// The short names of all formats in order, for messages.
    pub const NAMES: &str = "svg html png dot graphml gexf json csv";

    /// The short name, which is also the usual file extension.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Png => "png",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The media type. Those of GraphML and GEXF are not registered, but are what tools send and look for.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Html => "text/html",
            Self::Png => "image/png",
            Self::Dot => "text/vnd.graphviz",
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }

    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Html => "HTML",
            Self::Png => "PNG",
            Self::Dot => "DOT",
            Self::GraphMl => "GraphML",
            Self::Gexf => "GEXF",
            Self::Json => "JSON",
            Self::Csv => "CSV",
        }
    }

    /// The format of files with this extension, in any case. Graphviz itself calls its files `gv`, and pages are
    /// `htm` in places.
    ///
    /// ```
    /// use policygraph::view::format::ViewFormat;
    ///
    /// assert_eq!(ViewFormat::from_extension("GraphML"), Some(ViewFormat::GraphMl));
    /// assert_eq!(ViewFormat::from_extension("gv"), Some(ViewFormat::Dot));
    /// assert_eq!(ViewFormat::from_extension("ttl"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        let wanted = extension.to_ascii_lowercase();
        match wanted.as_str() {
            "gv" => Some(Self::Dot),
            "htm" => Some(Self::Html),
            _ => Self::ALL.into_iter().find(|format| wanted == format.extension()),
        }
    }
}

impl fmt::Display for ViewFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for ViewFormat {
    type Err = UnknownViewFormat;

    /// Reads a short name, an extension with or without its dot, or a media type, in any case.
    fn from_str(name: &str) -> Result<Self, UnknownViewFormat> {
        let wanted = name.trim_start_matches('.');
        Self::from_extension(wanted)
            .or_else(|| Self::ALL.into_iter().find(|format| wanted.eq_ignore_ascii_case(format.media_type())))
            .ok_or_else(|| UnknownViewFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_format_stands_for_it() {
        for format in ViewFormat::ALL {
            let extension = format.extension();
            for name in [extension, format.media_type(), format.name(), &format!(".{extension}")] {
                assert_eq!(name.parse(), Ok(format));
            }
        }
    }

    #[test]
    fn messages_list_every_format() {
        let names: Vec<&str> = ViewFormat::ALL.into_iter().map(ViewFormat::extension).collect();
        assert_eq!(ViewFormat::NAMES, names.join(" "));
        let error = "ttl".parse::<ViewFormat>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`ttl` is not a format of views; use one of: svg html png dot graphml gexf json csv"
        );
    }
}
