//! The page of what went wrong.

use crate::site::Site;
use crate::site::frame::{Frame, both};
use maud::html;

/// The page for a status of HTTP with its message.
pub fn page(site: &Site<'_>, status: u16, message: &str) -> String {
    let (japanese, english) = match status {
        404 => ("見つかりません", "Not found"),
        503 => ("混み合っています", "Busy"),
        504 => ("時間切れ", "Out of time"),
        400..500 => ("要求に誤りがあります", "Something is wrong with the request"),
        _ => ("答えられません", "No answer"),
    };
    let content = html! {
        h1 { (both(japanese, english)) }
        p.trouble lang="en" { (message) }
    };
    let frame =
        Frame { title: site.pick(japanese, english).0, json_ld: None, has_tables: false, is_start: false };
    frame.page(site, &content)
}
