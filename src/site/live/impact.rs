//! What rests on each program.

use crate::query::evaluate::Answer;
use crate::site::frame::{Frame, both};
use crate::site::{Site, answer};
use maud::html;

/// The page with the ranking; `ranking` has the columns of [`crate::view::impact::ranking_table`].
pub fn page(site: &Site<'_>, ranking: &Answer) -> String {
    let content = html! {
        h1 { (both("事業が終了した場合の影響", "What rests on each program")) }
        p { (both(
            "その事業だけに支えられている施策・目的・目標の数(この事業のみ)と、ほかの事業にも支えられているものの数(ほかの事業もあり)、関係する府省庁、文書に記された金額の範囲です。",
            "How many measures, objectives and goals rest on the program alone (only) or on it among others (one), the ministries concerned, and the bounds of the money that the documents name.",
        )) }
        (answer::shown(site, "impact", &both("事業ごとの影響", "By program"), ranking))
    };
    let frame = Frame {
        title: site.pick("事業が終了した場合の影響", "What rests on each program").0,
        json_ld: None,
        has_tables: true,
        is_start: false,
    };
    frame.page(site, &content)
}
