//! The matrix as a network: programs and measures, for other tools and for the page.
//!
//! First the programs in the order of the rows, then the measures in the order of the columns, each once however often it is
//! listed; for a page also the goals and objectives over the columns. Edges follow the rows: what uses each program, and what
//! it is part of.

use crate::view::links::{HeadingRow, Links, UseRow};
use crate::view::matrix::{Cell, Column, Head, Matrix, Row};
use crate::view::network::{Edge, EdgeKind, Field, FieldType, Network, Node, NodeKind, Value};
use crate::view::structure::{REUSE_FIELDS, reuse_values};
use std::collections::{BTreeMap, BTreeSet};

/// Where the things of a matrix stand in its network.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The node of each measure.
    pub(super) measures: BTreeMap<usize, usize>,
    /// The nodes of goals and objectives, by their places in the links.
    pub(super) goals: BTreeMap<usize, usize>,
    pub(super) objectives: BTreeMap<usize, usize>,
    /// The edge of each cell, by row and measure.
    pub(super) cells: BTreeMap<(usize, usize), usize>,
}

impl Places {
    pub(super) fn new(matrix: &Matrix) -> Self {
        let mut next = matrix.rows.len();
        let mut number = |of: &mut BTreeMap<usize, usize>, item: usize| {
            of.entry(item).or_insert_with(|| {
                next += 1;
                next - 1
            });
        };
        let mut places = Self::default();
        for column in &matrix.columns {
            number(&mut places.measures, column.measure);
        }
        for head in &matrix.goals {
            if let Some(goal) = head.heading {
                number(&mut places.goals, goal);
            }
        }
        for head in &matrix.objectives {
            if let Some(objective) = head.heading {
                number(&mut places.objectives, objective);
            }
        }
        let mut edge = 0;
        for (place, row) in matrix.rows.iter().enumerate() {
            for measure in row.cells.keys() {
                places.cells.insert((place, *measure), edge);
                edge += 1;
            }
        }
        places
    }
}

/// Of a program: its measures, then [`REUSE_FIELDS`], then nothing. Of a measure: its listings among these, and the last five.
fn node_fields() -> Vec<Field> {
    let own = [
        Field { name: "programs", kind: FieldType::Integer },
        Field { name: "ministries", kind: FieldType::Text },
        Field { name: "source_line", kind: FieldType::Integer },
        Field { name: "goal", kind: FieldType::Text },
        Field { name: "objective", kind: FieldType::Text },
    ];
    let measures = Field { name: "measures", kind: FieldType::Integer };
    std::iter::once(measures).chain(REUSE_FIELDS).chain(own).collect()
}

const EDGE_FIELDS: [Field; 3] = [
    Field { name: "fiscal_years", kind: FieldType::Text },
    Field { name: "in_results", kind: FieldType::Flag },
    Field { name: "in_plans", kind: FieldType::Flag },
];

impl Matrix {
    /// Programs and measures with uses and parts: the two-mode graph. The weight of a use is the number of fiscal years in
    /// which the measure names the program, at least 1.
    pub fn network(&self, links: &Links) -> Network {
        let mut network = self.page_network(links);
        network.nodes.retain(|node| matches!(node.kind, NodeKind::Program | NodeKind::Measure));
        network.edges.retain(|edge| matches!(edge.kind, EdgeKind::Uses | EdgeKind::PartOf));
        network
    }

    /// The network behind the marks of the picture: with goals and objectives, and with cells that only parts make.
    pub(crate) fn page_network(&self, links: &Links) -> Network {
        let places = Places::new(self);
        let fields = node_fields();
        let mut nodes: Vec<Node> = self.rows.iter().map(|row| program_node(row, &fields)).collect();
        nodes.append(&mut self.measure_nodes(links, &fields));
        let goals = (self.goals.as_slice(), &places.goals, links.goals.as_slice());
        nodes.append(&mut heading_nodes(NodeKind::Goal, goals, &fields));
        let objectives = (self.objectives.as_slice(), &places.objectives, links.objectives.as_slice());
        nodes.append(&mut heading_nodes(NodeKind::Objective, objectives, &fields));
        let mut edges = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            for (measure, cell) in &row.cells {
                if let Some(node) = places.measures.get(measure) {
                    let mut of_measure = links.uses_of(*measure).iter();
                    let used = of_measure.find(|used| used.program == row.reuse.program);
                    edges.push(use_edge(*node, place, cell, used));
                }
            }
        }
        edges.append(&mut self.part_edges(links));
        edges.append(&mut self.heading_edges(links, &places));
        Network {
            title: super::words::title(self),
            directed: true,
            node_fields: fields,
            edge_fields: EDGE_FIELDS.to_vec(),
            nodes,
            edges,
        }
    }

    fn measure_nodes(&self, links: &Links, fields: &[Field]) -> Vec<Node> {
        let mut listings: BTreeMap<usize, usize> = BTreeMap::new();
        // Where it stands is a measure's place; only without one that of a second listing.
        let mut places: BTreeMap<usize, &Column> = BTreeMap::new();
        for column in &self.columns {
            *listings.entry(column.measure).or_default() += 1;
            let place = places.entry(column.measure).or_insert(column);
            if place.again && !column.again {
                *place = column;
            }
        }
        let mut seen = BTreeSet::new();
        let first = self.columns.iter().filter(|column| seen.insert(column.measure));
        let first = first.filter_map(|column| places.get(&column.measure).copied());
        let marks = |places: &[usize], lead: &str| -> Vec<String> {
            let bodies = places.iter().filter_map(|place| self.bodies.get(*place));
            bodies.map(|body| format!("{lead}{}", body.label)).collect()
        };
        first
            .map(|column| {
                let mut bodies = marks(&column.leads, "◎");
                bodies.extend(marks(&column.supporting, ""));
                let mut values = vec![None; fields.len()];
                let listed = listings.get(&column.measure).copied().unwrap_or_default();
                set(fields, &mut values, "listings", count(listed));
                set(fields, &mut values, "programs", count(column.programs));
                set(fields, &mut values, "ministries", Value::Text(bodies.join("、")));
                if let Some(line) = column.line {
                    set(fields, &mut values, "source_line", Value::Integer(line));
                }
                let goal = column.under.goal.and_then(|goal| links.goals.get(goal));
                let objective = column.under.objective.and_then(|objective| links.objectives.get(objective));
                for (name, heading) in [("goal", goal), ("objective", objective)] {
                    if let Some(heading) = heading {
                        set(fields, &mut values, name, Value::Text(heading.label.clone()));
                    }
                }
                Node { kind: NodeKind::Measure, iri: column.iri.clone(), title: column.text.clone(), values }
            })
            .collect()
    }

    fn part_edges(&self, links: &Links) -> Vec<Edge> {
        let rows: BTreeMap<usize, usize> =
            self.rows.iter().enumerate().map(|(place, row)| (row.reuse.program, place)).collect();
        let mut edges = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            let wholes = links.programs.get(row.reuse.program).map(|row| row.wholes.as_slice());
            for whole in wholes.unwrap_or_default().iter().filter_map(|whole| rows.get(whole)) {
                if *whole != place {
                    edges.push(plain_edge(EdgeKind::PartOf, place, *whole));
                }
            }
        }
        edges
    }

    fn heading_edges(&self, links: &Links, places: &Places) -> Vec<Edge> {
        let mut pairs = BTreeSet::new();
        for column in &self.columns {
            let goal = column.under.goal.and_then(|goal| places.goals.get(&goal));
            let objective = column.under.objective.and_then(|objective| places.objectives.get(&objective));
            let measure = places.measures.get(&column.measure);
            // An objective stands where it stands, whatever is listed again under it; one that is itself listed again
            // takes its measures along.
            let own_goal = column
                .under
                .objective
                .and_then(|place| links.objectives.get(place))
                .map(|row| row.under.goal);
            let visits = own_goal.is_some_and(|own| own != column.under.goal);
            let kind = |again: bool| if again { EdgeKind::Relists } else { EdgeKind::Contains };
            let steps = [
                (goal, objective, kind(visits)),
                (objective.or(goal), measure, kind(column.again && !visits)),
            ];
            for (above, below, kind) in steps {
                if let (Some(above), Some(below)) = (above, below) {
                    pairs.insert((*above, *below, kind));
                }
            }
        }
        pairs.into_iter().map(|(above, below, kind)| plain_edge(kind, above, below)).collect()
    }
}

fn set(fields: &[Field], values: &mut [Option<Value>], name: &str, value: Value) {
    let place = fields.iter().position(|field| field.name == name);
    if let Some(slot) = place.and_then(|place| values.get_mut(place)) {
        *slot = Some(value);
    }
}

fn count(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn program_node(row: &Row, fields: &[Field]) -> Node {
    let mut values = vec![Some(count(row.reuse.measures))];
    values.extend(reuse_values(&row.reuse, row.money));
    values.resize(fields.len(), None);
    Node { kind: NodeKind::Program, iri: row.iri.clone(), title: row.label.clone(), values }
}

fn heading_nodes(
    kind: NodeKind,
    (heads, places, rows): (&[Head], &BTreeMap<usize, usize>, &[HeadingRow]),
    fields: &[Field],
) -> Vec<Node> {
    let mut found: BTreeMap<usize, Node> = BTreeMap::new();
    for head in heads {
        let known = head.heading.and_then(|heading| Some((places.get(&heading)?, rows.get(heading)?)));
        if let Some((place, row)) = known {
            let title = format!("{} {}", head.number, row.label);
            let node = Node { kind, iri: row.iri.clone(), title, values: vec![None; fields.len()] };
            found.entry(*place).or_insert(node);
        }
    }
    found.into_values().collect()
}

#[expect(clippy::cast_precision_loss, reason = "a cell has few years")]
fn use_edge(measure: usize, program: usize, cell: &Cell, used: Option<&UseRow>) -> Edge {
    let (kind, years) = match cell {
        Cell::Uses(years) => (EdgeKind::Uses, years.as_slice()),
        Cell::PartOnly => (EdgeKind::UsesPart, [].as_slice()),
    };
    let names: Vec<String> = years.iter().map(i32::to_string).collect();
    let text = (!names.is_empty()).then(|| Value::Text(names.join(" ")));
    let values = vec![
        text,
        used.map(|used| Value::Flag(!used.status.is_empty())),
        used.map(|used| Value::Flag(!used.planned.is_empty())),
    ];
    Edge { kind, source: measure, target: program, weight: years.len().max(1) as f64, values }
}

fn plain_edge(kind: EdgeKind, source: usize, target: usize) -> Edge {
    Edge { kind, source, target, weight: 1.0, values: vec![None; EDGE_FIELDS.len()] }
}
