//! A page as HTML.
//!
//! May live here: the elements of the page around its picture. The script and the style stand in files of their own
//! and are embedded as they are; the page names their hashes, so that a browser runs nothing else. The script may not
//! build markup from text (trusted types), and the page may not ask for anything.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::view::page::words::{self, Fixed};
use crate::view::page::{Choice, NodeDetail, Page, data};
use crate::view::svg::{SvgError, write_inline};
use crate::view::xml::is_noncharacter;

const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// Why a page could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The output failed.
    #[error("the page could not be written")]
    Io(#[source] io::Error),
    /// The picture could not be written.
    #[error("the picture of the page could not be written")]
    Picture(#[source] SvgError),
    /// The facts could not be put into JSON.
    #[error("the facts of the page could not be written")]
    Facts(#[source] serde_json::Error),
}

impl From<io::Error> for PageError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Writes a page as one HTML file that needs no other, in UTF-8.
///
/// The same page gives the same bytes. Places outside of what the page holds (a node without details, a year that is
/// not among the years) are passed over. Text of the document may be anything: characters that HTML does not allow
/// are left out, all others are text.
///
/// # Errors
///
/// If `writer` fails.
pub fn write_page(page: &Page, mut writer: impl Write) -> Result<(), PageError> {
    let words = words::fixed(page.language);
    // A checkout may have other line ends, which a browser would read as these before it takes the hash.
    let (script, style) = (SCRIPT.replace("\r\n", "\n"), STYLE.replace("\r\n", "\n"));
    let json = data::json(page).map_err(PageError::Facts)?;
    head(page, words, (&script, &style), &mut writer)?;
    controls(page, words, &mut writer)?;
    write!(
        writer,
        "<main>\n<section class=\"picture\" id=\"picture\" aria-label=\"{}\" tabindex=\"0\">\n",
        words.picture
    )?;
    write_inline(&page.scene, &mut writer).map_err(PageError::Picture)?;
    write!(
        writer,
        "</section>\n<aside class=\"panel\" id=\"panel\" aria-label=\"{}\" tabindex=\"-1\" hidden>\n\
         <p class=\"hint\">{}</p>\n<p class=\"hint\">{}</p>\n</aside>\n\
         <details class=\"list\" id=\"list\" hidden><summary>{}</summary></details>\n</main>\n<footer>\n",
        words.panel, words.hint, words.keys, words.list,
    )?;
    for note in &page.notes {
        writeln!(writer, "<p>{}</p>", escape(note))?;
    }
    write!(
        writer,
        "</footer>\n<p class=\"unseen\" id=\"said\" role=\"status\"></p>\n\
         <script type=\"application/json\" id=\"data\">{json}</script>\n<script>{script}</script>\n</body>\n</html>\n",
    )?;
    writer.flush()?;
    Ok(())
}

/// What stands above the controls. `assets` are the script and the style.
fn head(
    page: &Page,
    words: &Fixed,
    (script, style): (&str, &str),
    writer: &mut impl Write,
) -> io::Result<()> {
    let title = escape(&page.scene.title);
    let home = page.site.as_ref().map_or_else(String::new, |site| {
        let part = site.part.as_ref().map_or_else(String::new, |(part, whole)| {
            format!(" – {} (<a href=\"{}\">{}</a>)", escape(part), escape(whole), words.whole)
        });
        format!(
            "<p class=\"home\"><a href=\"{}\">{}</a>{part}</p>\n",
            escape(&site.start),
            escape(&site.title)
        )
    });
    write!(
        writer,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{}'; style-src '{}'; \
         img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#panel\">{}</a>\n<header>\n<h1 class=\"unseen\">{title}</h1>\n<noscript><p>{}</p></noscript>\n{home}</header>\n",
        words.code,
        source_hash(script),
        source_hash(style),
        words.skip,
        words.no_script,
    )
}

/// The hash of an inline script or style, as a content security policy names it.
fn source_hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Search, filters, orders and saving. A control that would change nothing is left out.
fn controls(page: &Page, words: &Fixed, writer: &mut impl Write) -> io::Result<()> {
    let some_node = |test: fn(&NodeDetail) -> bool| page.nodes.iter().any(test);
    write!(
        writer,
        "<form class=\"bar\" id=\"bar\" role=\"search\" aria-label=\"{}\" autocomplete=\"off\" hidden>\n\
         <div class=\"finds\"><label>{}<input type=\"search\" name=\"q\" maxlength=\"200\" placeholder=\"{}\"></label>\
         <button type=\"submit\" id=\"next\">{}</button><output id=\"hits\"></output></div>\n",
        words.controls, words.search, words.search_hint, words.next,
    )?;
    if some_node(|node| !node.goals.is_empty()) {
        select(writer, words, "goal", words.goal, &options(&page.goals))?;
    }
    if some_node(|node| !node.bodies.is_empty() || !node.leads.is_empty()) {
        select(writer, words, "body", words.body, &options(&page.bodies))?;
        if some_node(|node| !node.leads.is_empty()) {
            let lead = words.lead;
            writeln!(
                writer,
                "<label class=\"tick\"><input type=\"checkbox\" name=\"lead\" value=\"1\">{lead}</label>"
            )?;
        }
    }
    if page.edges.iter().any(|edge| !edge.years.is_empty()) {
        select(writer, words, "year", words.year, &options(&page.years))?;
    }
    if some_node(|node| node.money.is_some()) {
        let answers = [("yes", words.with_money), ("no", words.without_money)];
        let answers = answers.map(|(value, label)| (value.to_owned(), label.to_owned()));
        select(writer, words, "money", words.money, &answers)?;
    }
    if page.orders.len() > 1 {
        writeln!(writer, "<label>{}<select name=\"order\">", words.order)?;
        for order in &page.orders {
            option(writer, order.name, &order.label)?;
        }
        writeln!(writer, "</select></label>")?;
    }
    write!(
        writer,
        "<div class=\"ends\"><button type=\"button\" id=\"clear\">{}</button>\
         <button type=\"button\" id=\"csv\">{}</button><button type=\"button\" id=\"svg\">{}</button></div>\n</form>\n",
        words.clear, words.save_csv, words.save_svg,
    )
}

/// The values and texts of choices. A value is what a URL will say, so it should outlive the next edition: the mark
/// if only one choice has it, else the label, else the place.
fn options(choices: &[Choice]) -> Vec<(String, String)> {
    let is_only = |text: &str, part: fn(&Choice) -> &str| {
        !text.is_empty() && choices.iter().filter(|choice| part(choice) == text).count() == 1
    };
    let mut options = Vec::with_capacity(choices.len());
    for (place, choice) in choices.iter().enumerate() {
        let (mark, label) = (choice.mark.as_str(), choice.label.as_str());
        let value = if is_only(mark, |choice| &choice.mark) {
            mark.to_owned()
        } else if is_only(label, |choice| &choice.label) {
            label.to_owned()
        } else {
            format!("{}", place + 1)
        };
        let text = if mark.is_empty() || label.contains(mark) {
            label.to_owned()
        } else {
            format!("{mark} {label}")
        };
        options.push((value, text));
    }
    options
}

fn select(
    writer: &mut impl Write,
    words: &Fixed,
    name: &str,
    label: &str,
    options: &[(String, String)],
) -> io::Result<()> {
    writeln!(writer, "<label>{label}<select name=\"{name}\">")?;
    option(writer, "", words.all)?;
    for (value, text) in options {
        option(writer, value, text)?;
    }
    writeln!(writer, "</select></label>")
}

fn option(writer: &mut impl Write, value: &str, text: &str) -> io::Result<()> {
    writeln!(writer, "<option value=\"{}\">{}</option>", escape(value), escape(text))
}

/// Text for an element or an attribute between double quotes.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(character),
            other if other.is_control() || is_noncharacter(other) => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(mark: &str, label: &str) -> Choice {
        Choice { mark: mark.to_owned(), label: label.to_owned() }
    }

    #[test]
    fn values_of_choices_are_each_their_own() {
        let choices = [
            choice("厚", "厚生労働省"),
            choice("内", "内閣府"),
            choice("内", "内閣官房"),
            choice("", "同"),
            choice("", "同"),
        ];
        let values: Vec<String> = options(&choices).into_iter().map(|(value, _)| value).collect();
        assert_eq!(values, ["厚", "内閣府", "内閣官房", "4", "5"]);
    }

    #[test]
    fn a_known_hash() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(source_hash("alert(1)"), "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }
}
