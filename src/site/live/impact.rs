//! What rests on each program, or on one.

use crate::query::evaluate::Answer;
use crate::site::frame::{Frame, both, carried};
use crate::site::{Site, Target, answer, columns};
use maud::{Markup, html};

/// Programs that the form offers; of more nobody reads the list.
const MOST: usize = 2_000;

/// The page. `table` has the columns of [`crate::view::impact::ranking_table`], or for a program that was asked for those of
/// [`crate::view::impact::losses_table`].
pub fn page(site: &Site<'_>, asked: Option<&str>, programs: &[&str], table: &Answer) -> String {
    let caption = match asked {
        Some(program) => html! { (program) },
        None => both("事業ごとの影響", "By program"),
    };
    let content = html! {
        h1 { (both("事業が終了した場合の影響", "What rests on each program")) }
        @if asked.is_some() {
            p { (both(
                "この事業だけに支えられている項目(only)と、ほかの事業にも支えられている項目(one)です。",
                "What rests on this program alone (only), and what on it among others (one).",
            )) }
        } @else {
            p { (both(
                "その事業だけに支えられている施策・目的・目標の数(この事業のみ)と、ほかの事業にも支えられているものの数(ほかの事業もあり)、関係する府省庁、文書に記された金額の範囲です。",
                "How many measures, objectives and goals rest on the program alone (only) or on it among others (one), the ministries concerned, and the bounds of the money that the documents name.",
            )) }
        }
        (form(site, asked, programs))
        (answer::shown(site, "impact", &caption, table))
    };
    let frame = Frame {
        title: site.pick("事業が終了した場合の影響", "What rests on each program").0,
        json_ld: None,
        has_tables: true,
        is_start: false,
    };
    frame.page(site, &content)
}

fn form(site: &Site<'_>, asked: Option<&str>, programs: &[&str]) -> Markup {
    html! {
        @if let Some(action) = site.links.href(Target::Impact) {
            form.form action=(action) {
                (carried(site))
                label for="program" { (columns::heading("program")) " " span.soft { (both("空欄はすべて", "empty for all")) } }
                input id="program" name="program" value=(asked.unwrap_or_default()) list="programs" maxlength="500";
                datalist id="programs" { @for program in programs.iter().take(MOST) { option value=(program) {} } }
                button { (both("表示", "Show")) }
            }
        }
    }
}
