//! Pictures of the plans made up for pages: one with rows, one with layers.

use policygraph::view::network::EdgeKind;
use policygraph::view::page::{Language, Page};
use policygraph::view::scene::{Anchor, Area, Fill, Key, Label, Mark, Scene};
use policygraph::view::text;

use super::plans::{BODIES, Plan, YEARS};

const INK: &str = "#212121";
const SOFT: &str = "#5f6368";
const LEFT: f64 = 24.0;
const LABELS: f64 = 300.0;
const COLUMN: f64 = 34.0;
const GRID: f64 = LEFT + LABELS + 8.0;

/// A picture with nothing in it.
pub fn empty() -> Scene {
    Scene { width: 1.0, height: 1.0, title: String::new(), description: String::new(), marks: Vec::new() }
}

fn words(x: f64, y: f64, size: f64, anchor: Anchor, colour: &'static str, text: &str) -> Mark {
    Mark::Text(Label { x, y, anchor, size, bold: false, colour, text: text.to_owned() })
}

fn rect(x: f64, y: f64, width: f64, height: f64, fill: Fill) -> Mark {
    Mark::Rect { area: Area { x, y, width, height }, fill, stroke: None }
}

fn group(title: String, key: Key, marks: Vec<Mark>) -> Mark {
    Mark::Group { title, key: Some(key), marks }
}

#[expect(clippy::cast_precision_loss, reason = "places are small")]
fn column(plan: &Plan, measure: usize) -> f64 {
    GRID + measure as f64 * COLUMN + plan.measures[measure].goal as f64 * 12.0
}

/// The page of a plan with programs as rows and measures as columns.
pub fn matrix_page(plan: &Plan, language: Language) -> Page {
    let mut page = plan.page(language);
    let rows = plan.by_use();
    let right = column(plan, plan.measures.len() - 1) + COLUMN;
    let mut marks = Vec::new();
    let wide = right - LEFT;
    let mut y = LEFT + 18.0;
    marks.push(Mark::Text(Label {
        x: LEFT,
        y,
        anchor: Anchor::Start,
        size: 20.0,
        bold: true,
        colour: INK,
        text: plan.title.clone(),
    }));
    y += 24.0;
    let mut x = LEFT;
    for (mark, body, colour) in BODIES {
        marks.push(rect(x, y, 20.0, 15.0, Fill::Colour(colour)));
        marks.push(words(
            x + 10.0,
            y + 11.0,
            10.0,
            Anchor::Middle,
            if colour == "#0072b2" { "#ffffff" } else { "#000000" },
            mark,
        ));
        marks.push(words(x + 26.0, y + 12.0, 12.0, Anchor::Start, INK, body));
        x += 110.0;
    }
    y += 30.0;
    let (heads, top) = heads(plan, y);
    let placed = place(plan, &rows, top);
    let bottom = placed.last().map_or(top, |row| row.1 + row.2);
    ground(plan, (top, bottom), &placed, &mut marks);
    marks.extend(heads);
    for (program, row_top, height, lines) in &placed {
        marks.push(row(plan, &page, *program, (*row_top, *height), lines));
    }
    let half = placed.len() / 2;
    if let Some(placed) = placed.get(half).filter(|_| half > 0) {
        marks.push(Mark::Line { from: (LEFT, placed.1), to: (right, placed.1), colour: INK, width: 1.5 });
    }
    let end = foot(plan, bottom, wide, &mut marks);
    page.scene = Scene {
        width: (right + LEFT + 60.0).max(720.0),
        height: end + LEFT,
        title: plan.title.clone(),
        description: "行は事業、列は施策。".to_owned(),
        marks,
    };
    page.orders = plan.orders(&rows, language);
    page
}

fn heads(plan: &Plan, top: f64) -> (Vec<Mark>, f64) {
    let mut marks = Vec::new();
    for (goal, title) in plan.goals.iter().enumerate() {
        let under: Vec<usize> =
            (0..plan.measures.len()).filter(|measure| plan.measures[*measure].goal == goal).collect();
        let (Some(first), Some(last)) = (under.first(), under.last()) else {
            continue;
        };
        let (left, right) = (column(plan, *first), column(plan, *last) + COLUMN);
        let mut inside = vec![rect(left, top, right - left, 24.0, Fill::Colour("#37474f"))];
        let full = format!("{} {title}", goal + 1);
        let shown = if text::width(&full, 12.0) < right - left - 8.0 {
            full.clone()
        } else {
            format!("{}", goal + 1)
        };
        inside.push(words(left + 4.0, top + 16.0, 12.0, Anchor::Start, "#ffffff", &shown));
        marks.push(group(full, Key::Node(goal), inside));
    }
    let baseline = top + 40.0;
    marks.push(words(GRID - 8.0, baseline, 9.5, Anchor::End, SOFT, "施策(原文の行)"));
    for (place, measure) in plan.measures.iter().enumerate() {
        let middle = column(plan, place) + COLUMN / 2.0;
        let number = words(middle, baseline, 9.5, Anchor::Middle, INK, &measure.line.to_string());
        marks.push(group(measure.title.clone(), Key::Node(plan.measure(place)), vec![number]));
    }
    (marks, baseline + 6.0)
}

/// Programs with top, height and the lines of their labels.
type Placed = Vec<(usize, f64, f64, Vec<String>)>;

#[expect(clippy::cast_precision_loss, reason = "labels have few lines")]
fn place(plan: &Plan, rows: &[usize], top: f64) -> Placed {
    let mut y = top;
    let mut placed = Vec::new();
    for program in rows {
        let lines = text::wrap(&plan.programs[*program].title, LABELS - 14.0, 12.5);
        let height = 8.0 + 16.0 * lines.len() as f64;
        placed.push((*program, y, height, lines));
        y += height;
    }
    placed
}

fn ground(plan: &Plan, (top, bottom): (f64, f64), placed: &Placed, marks: &mut Vec<Mark>) {
    let right = column(plan, plan.measures.len() - 1) + COLUMN;
    for goal in 0..plan.goals.len() {
        let under: Vec<usize> =
            (0..plan.measures.len()).filter(|measure| plan.measures[*measure].goal == goal).collect();
        if let (Some(first), Some(last)) = (under.first(), under.last()) {
            let left = column(plan, *first);
            marks.push(rect(
                left,
                top,
                column(plan, *last) + COLUMN - left,
                bottom - top,
                Fill::Colour("#eff3f6"),
            ));
        }
    }
    for (_, y, height, _) in placed.iter().skip(1).step_by(2) {
        marks.push(rect(LEFT - 4.0, *y, right - LEFT + 4.0, *height, Fill::Shade));
    }
    for (place, measure) in plan.measures.iter().enumerate() {
        if measure.uses.is_empty() {
            let gap = rect(column(plan, place) + 1.0, top, COLUMN - 2.0, bottom - top, Fill::Gap);
            marks.push(group(
                format!("{}\n事業名なし", measure.title),
                Key::Node(plan.measure(place)),
                vec![gap],
            ));
        }
    }
}

fn row(plan: &Plan, page: &Page, program: usize, (top, height): (f64, f64), lines: &[String]) -> Mark {
    let node = plan.program(program);
    let indent = if plan.programs[program].whole.is_some() { 14.0 } else { 0.0 };
    let mut label = Vec::new();
    let mut baseline = top + 16.5;
    for line in lines {
        label.push(words(LEFT + indent, baseline, 12.5, Anchor::Start, INK, line));
        baseline += 16.0;
    }
    let mut marks = vec![group(plan.programs[program].title.clone(), Key::Node(node), label)];
    let mut count = 0.0;
    for (place, edge) in page.network.edges.iter().enumerate().filter(|(_, edge)| edge.target == node) {
        if !matches!(edge.kind, EdgeKind::Uses | EdgeKind::UsesPart) {
            continue;
        }
        let measure = edge.source - plan.goals.len();
        let title = format!("{}\n{}", plan.programs[program].title, plan.measures[measure].title);
        marks.push(group(
            title,
            Key::Edge(place),
            cell(plan, page, place, measure, top + (height - 20.0) / 2.0),
        ));
        count += 1.0;
    }
    let right = column(plan, plan.measures.len() - 1) + COLUMN + 8.0;
    marks.push(rect(right, top + height / 2.0 - 5.0, 4.0 * count, 10.0, Fill::Colour("#455a64")));
    Mark::Group { title: String::new(), key: Some(Key::Row { node, top, height }), marks }
}

fn cell(plan: &Plan, page: &Page, edge: usize, measure: usize, y: f64) -> Vec<Mark> {
    let x = column(plan, measure) + 2.0;
    if page.network.edges[edge].kind == EdgeKind::UsesPart {
        return vec![Mark::Ring { centre: (x + 15.0, y + 10.0), radius: 4.0, colour: SOFT }];
    }
    let years = &page.edges[edge].years;
    let lead = plan.measures[measure].leads.first().map(|lead| BODIES[*lead]);
    if years.is_empty() {
        let area = Area { x, y, width: 30.0, height: 20.0 };
        return vec![Mark::Rect {
            area,
            fill: Fill::Colour("#ffffff"),
            stroke: Some(lead.map_or("#9e9e9e", |lead| lead.2)),
        }];
    }
    let mut marks = Vec::new();
    for year in 0..YEARS.len() {
        let left = if year == 0 { x + 0.5 } else { x + 15.5 };
        let area = Area { x: left, y, width: 14.0, height: 20.0 };
        if years.contains(&year) {
            let (mark, _, colour) = lead.unwrap_or(("", "", "#9e9e9e"));
            marks.push(Mark::Rect { area, fill: Fill::Colour(colour), stroke: None });
            let ink = if colour == "#0072b2" { "#ffffff" } else { "#000000" };
            marks.push(words(left + 7.0, y + 13.5, 10.0, Anchor::Middle, ink, mark));
        } else {
            marks.push(Mark::Rect { area, fill: Fill::Colour("#ffffff"), stroke: Some("#b0bec5") });
        }
    }
    marks
}

/// Counts and titles below the rows; gives back where the picture may end.
fn foot(plan: &Plan, bottom: f64, wide: f64, marks: &mut Vec<Mark>) -> f64 {
    let mut y = bottom + 15.0;
    marks.push(words(GRID - 8.0, y, 9.5, Anchor::End, SOFT, "施策ごとの事業数"));
    for (place, measure) in plan.measures.iter().enumerate() {
        let colour = if measure.uses.is_empty() { "#b23c00" } else { INK };
        let count = words(
            column(plan, place) + COLUMN / 2.0,
            y,
            9.5,
            Anchor::Middle,
            colour,
            &measure.uses.len().to_string(),
        );
        marks.push(group(String::new(), Key::Node(plan.measure(place)), vec![count]));
    }
    y += 24.0;
    for (goal, title) in plan.goals.iter().enumerate() {
        for line in text::wrap(&format!("{} {title}", goal + 1), wide, 12.0) {
            marks.push(words(LEFT, y, 12.0, Anchor::Start, INK, &line));
            y += 18.0;
        }
    }
    y
}

/// The page of a plan with goals, measures and programs in layers.
#[expect(clippy::cast_precision_loss, reason = "places are small")]
pub fn layers_page(plan: &Plan, language: Language) -> Page {
    let mut page = plan.page(language);
    let layers = [plan.goals.len(), plan.measures.len(), plan.programs.len()];
    let most = layers.into_iter().max().unwrap_or(0) as f64;
    let height = 80.0 + most * 40.0;
    let (width, step) = (280.0, 430.0);
    let mut spots = Vec::new();
    for (layer, count) in layers.into_iter().enumerate() {
        for place in 0..count {
            let y = 70.0 + (place as f64 + 0.5) * most * 40.0 / count as f64;
            spots.push((LEFT + layer as f64 * step, y));
        }
    }
    let mut marks = vec![words(LEFT, 40.0, 20.0, Anchor::Start, INK, &plan.title)];
    for (place, edge) in page.network.edges.iter().enumerate() {
        if edge.kind == EdgeKind::PartOf {
            continue;
        }
        let (from, to) = (spots[edge.source], spots[edge.target]);
        let flow =
            Mark::Flow { from: (from.0 + width, from.1), to: (to.0, to.1), colour: "#0072b2", width: 3.0 };
        marks.push(group(String::new(), Key::Edge(place), vec![flow]));
    }
    for (place, (x, y)) in spots.iter().enumerate() {
        let title = &page.network.nodes[place].title;
        let mut inside = vec![rect(*x, y - 17.0, width, 34.0, Fill::Colour("#dfe5e9"))];
        let lines = text::wrap(title, width - 12.0, 12.0);
        let first = if lines.len() > 1 { y - 3.0 } else { y + 4.0 };
        for (line, baseline) in lines.iter().take(2).zip([first, first + 15.0]) {
            inside.push(words(x + 6.0, baseline, 12.0, Anchor::Start, INK, line));
        }
        marks.push(group(title.clone(), Key::Node(place), inside));
    }
    page.scene = Scene {
        width: 2.0 * step + width + 2.0 * LEFT,
        height: height + LEFT,
        title: plan.title.clone(),
        description: "目標、施策、事業。".to_owned(),
        marks,
    };
    page
}
