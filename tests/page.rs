//! Pages as bytes: what Rust can check of them without a browser.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::path::Path;

use policygraph::view::page::{Language, Page, write_page};

#[path = "page/plans.rs"]
mod plans;
#[path = "page/scenes.rs"]
mod scenes;

use plans::{made_up, small};
use scenes::{layers_page, matrix_page};

fn html(page: &Page) -> String {
    let mut bytes = Vec::new();
    write_page(page, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Pages to look at: PAGES=folder cargo test --test page -- --ignored
#[test]
#[ignore = "writes the pages that tests/browser/check_page.cjs opens"]
fn write_samples() {
    let folder = std::env::var("PAGES").unwrap();
    let write = |name: &str, page: &Page| std::fs::write(Path::new(&folder).join(name), html(page)).unwrap();
    write("small.html", &matrix_page(&small(), Language::Japanese));
    write("small-en.html", &matrix_page(&small(), Language::English));
    write("layers.html", &layers_page(&small(), Language::Japanese));
    write("report.html", &matrix_page(&made_up(44, 61), Language::Japanese));
    write("large.html", &matrix_page(&made_up(400, 300), Language::Japanese));
    write("layers-large.html", &layers_page(&made_up(400, 300), Language::English));
}
