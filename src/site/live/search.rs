//! The page of what was found by its name.

use crate::site::Site;
use crate::site::frame::{Frame, both};
use crate::site::lookup::Hit;
use crate::site::name::{grouped, iri_link};
use crate::site::sheet::count;
use maud::{Markup, html};

/// Things that a page of hits shows at most.
const MOST: usize = 200;

/// The page of what was found by some words.
pub fn page(site: &Site<'_>, words: &str, hits: &[Hit<'_>]) -> String {
    let content = html! {
        h1 { (both("検索", "Search")) }
        @if words.trim().is_empty() {
            p.note { (both("上の欄に名称の一部を入れてください。全角・半角、大文字・小文字は区別しません。", "Enter a part of a name above. Width and case do not matter.")) }
        } @else {
            p { strong { (words) } ": " (both(&format!("{}件", grouped(count(hits.len()))), &format!("{} found", grouped(count(hits.len()))))) }
            @if hits.len() > MOST {
                p.note { (both(&format!("最初の{MOST}件を表示しています。"), &format!("The first {MOST} are shown."))) }
            }
            ol.list { @for hit in hits.iter().take(MOST) { li { (found(site, hit)) } } }
        }
    };
    let frame =
        Frame { title: site.pick("検索", "Search").0, json_ld: None, has_tables: false, is_start: false };
    frame.page(site, &content)
}

fn found(site: &Site<'_>, hit: &Hit<'_>) -> Markup {
    html! {
        (iri_link(site.links, hit.iri, &html! { span lang=[hit.language] { (hit.name) } }))
        @if let Some((japanese, english)) = hit.class.and_then(|class| site.terms.label(class)) {
            " " span.badge { (both(japanese, english)) }
        }
    }
}
