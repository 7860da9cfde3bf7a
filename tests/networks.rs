//! Networks in all formats for other tools, with the worst texts, read back and compared with what was written.
//!
//! XML is read by quick-xml, JSON by `serde_json`, DOT and CSV by small readers that follow their definitions. What
//! NetworkX, igraph and Graphviz make of the files, `tests/python/check_networks.py` says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

#[path = "networks/made_up.rs"]
mod made_up;
#[path = "networks/readers.rs"]
mod readers;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use made_up::{check_label, clean, edge_facts, hostile, node_facts, text_of};
use policygraph::view::format::ViewFormat;
use policygraph::view::network::{Network, Value};
use policygraph::view::write::{
    CsvTable, NetworkFormat, Part, WriteError, write_csv, write_dot, write_gexf, write_graphml, write_json,
    write_network,
};
use readers::{Element, dot_attributes, dot_string, parse_csv, parse_xml};
use serde_json::Value as Json;

const SCHEMA: &str = include_str!("../src/view/write/network.schema.json");

fn bytes_of(write: impl Fn(&mut Vec<u8>) -> Result<(), WriteError>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    bytes
}

fn string_of(write: impl Fn(&mut Vec<u8>) -> Result<(), WriteError>) -> String {
    String::from_utf8(bytes_of(write)).unwrap()
}

#[test]
fn graphml_says_everything() {
    for network in [hostile(true), hostile(false)] {
        let root = parse_xml(&string_of(|bytes| write_graphml(&network, bytes)));
        assert_eq!(root.get("xmlns"), "http://graphml.graphdrawing.org/xmlns");
        assert_eq!(root.one("desc").text, clean(&network.title));
        let keys: BTreeMap<&str, (&str, &str, &str)> = root
            .all("key")
            .into_iter()
            .map(|key| (key.get("id"), (key.get("for"), key.get("attr.name"), key.get("attr.type"))))
            .collect();
        assert_eq!(keys.len(), root.all("key").len(), "an id of a key is there twice");
        assert_eq!(keys["label"], ("node", "label", "string"));
        assert_eq!(keys["weight"], ("edge", "weight", "double"));
        let types: BTreeSet<(&str, &str, &str)> = keys.values().copied().collect();
        for key in [
            ("node", "note", "string"),
            ("node", "reuse", "long"),
            ("node", "share", "double"),
            ("node", "bridge", "boolean"),
            ("edge", "note", "string"),
            ("edge", "share", "double"),
            ("edge", "line", "long"),
        ] {
            assert!(types.contains(&key), "{key:?}");
        }
        let graph = root.one("graph");
        assert_eq!(graph.get("edgedefault"), if network.directed { "directed" } else { "undirected" });
        let data = |element: &Element, part: &str| -> BTreeMap<String, String> {
            let read = |data: &&Element| {
                let (of_part, name, _) = keys[data.get("key")];
                assert_eq!(of_part, part);
                (name.to_owned(), data.text.clone())
            };
            element.all("data").iter().map(read).collect()
        };
        let (ids, nodes, edges) = (network.ids(), graph.all("node"), graph.all("edge"));
        assert_eq!(nodes.len(), network.nodes.len());
        for (place, node) in nodes.into_iter().enumerate() {
            let mut facts = data(node, "node");
            check_label(&facts.remove("label").unwrap(), &network.nodes[place].title, &ids[place]);
            assert_eq!(node.get("id"), ids[place]);
            assert_eq!(facts, node_facts(&network, place));
        }
        assert_eq!(edges.len(), network.edges.len());
        let own: BTreeSet<&str> = edges.iter().map(|edge| edge.get("id")).collect();
        assert_eq!(own.len(), edges.len());
        for (place, edge) in edges.into_iter().enumerate() {
            let (mut facts, wanted) = (data(edge, "edge"), &network.edges[place]);
            let weight: f64 = facts.remove("weight").unwrap().parse().unwrap();
            assert_eq!(weight.to_bits(), wanted.weight.to_bits());
            assert_eq!(
                (edge.get("source"), edge.get("target")),
                (&*ids[wanted.source], &*ids[wanted.target])
            );
            assert_eq!(facts, edge_facts(&network, place));
        }
    }
}

/// Attributes of a class by id, with their titles and types.
fn declared<'e>(graph: &'e Element, class: &str) -> BTreeMap<&'e str, (&'e str, &'e str)> {
    let lists = graph.all("attributes");
    let list = lists.into_iter().find(|list| list.get("class") == class).unwrap();
    list.all("attribute")
        .into_iter()
        .map(|one| (one.get("id"), (one.get("title"), one.get("type"))))
        .collect()
}

#[test]
fn gexf_says_everything_and_declares_what_it_says() {
    for network in [hostile(true), hostile(false)] {
        let root = parse_xml(&string_of(|bytes| write_gexf(&network, bytes)));
        assert_eq!((root.get("xmlns"), root.get("version")), ("http://gexf.net/1.3", "1.3"));
        // A date would make two runs differ.
        assert_eq!(root.one("meta").attributes.len(), 0);
        assert_eq!(root.one("meta").one("description").text, clean(&network.title));
        let graph = root.one("graph");
        assert_eq!(graph.get("defaultedgetype"), if network.directed { "directed" } else { "undirected" });
        let (of_nodes, of_edges) = (declared(graph, "node"), declared(graph, "edge"));
        assert_eq!(of_nodes["reuse"], ("reuse", "long"));
        assert_eq!(of_nodes["share"], ("share", "double"));
        assert_eq!(of_nodes["bridge"], ("bridge", "boolean"));
        assert_eq!(of_edges["note"], ("note", "string"));
        assert_eq!(of_edges["weight"], ("weight", "double"));
        let values = |element: &Element, declared: &BTreeMap<&str, (&str, &str)>| {
            let read =
                |value: &&Element| (declared[value.get("for")].0.to_owned(), value.get("value").to_owned());
            element.one("attvalues").all("attvalue").iter().map(read).collect::<BTreeMap<_, _>>()
        };
        let ids = network.ids();
        let (nodes, edges) = (graph.one("nodes").all("node"), graph.one("edges").all("edge"));
        assert_eq!((nodes.len(), edges.len()), (network.nodes.len(), network.edges.len()));
        for (place, node) in nodes.into_iter().enumerate() {
            assert_eq!(node.get("id"), ids[place]);
            check_label(node.get("label"), &network.nodes[place].title, &ids[place]);
            assert_eq!(values(node, &of_nodes), node_facts(&network, place));
        }
        let own: BTreeSet<&str> = edges.iter().map(|edge| edge.get("id")).collect();
        assert_eq!(own.len(), edges.len());
        for (place, edge) in edges.into_iter().enumerate() {
            let (mut facts, wanted) = (values(edge, &of_edges), &network.edges[place]);
            assert_eq!(
                (edge.get("source"), edge.get("target")),
                (&*ids[wanted.source], &*ids[wanted.target])
            );
            assert_eq!((edge.get("kind"), edge.get("label")), (wanted.kind.name(), wanted.kind.name()));
            for weight in [edge.get("weight"), &facts.remove("weight").unwrap()] {
                assert_eq!(weight.parse::<f64>().unwrap().to_bits(), wanted.weight.to_bits());
            }
            assert_eq!(facts, edge_facts(&network, place));
        }
    }
}

#[test]
fn json_says_everything() {
    for network in [hostile(true), hostile(false)] {
        let root: Json = serde_json::from_slice(&bytes_of(|bytes| write_json(&network, bytes))).unwrap();
        assert_eq!(root["title"], clean(&network.title));
        assert_eq!(root["directed"], network.directed);
        let ids = network.ids();
        let as_text = |(name, value): (&String, &Json)| match value {
            Json::String(text) => (name.clone(), text.clone()),
            Json::Number(number) if number.is_f64() => {
                (name.clone(), text_of(&Value::Real(number.as_f64().unwrap())))
            }
            other => (name.clone(), other.to_string()),
        };
        let members = |value: &Json, without: &[&str]| -> BTreeMap<String, String> {
            let members = value.as_object().unwrap().iter();
            members.filter(|(name, _)| !without.contains(&name.as_str())).map(as_text).collect()
        };
        let (nodes, edges) = (root["nodes"].as_array().unwrap(), root["edges"].as_array().unwrap());
        assert_eq!((nodes.len(), edges.len()), (network.nodes.len(), network.edges.len()));
        for (place, node) in nodes.iter().enumerate() {
            assert_eq!(node["id"], ids[place]);
            check_label(node["label"].as_str().unwrap(), &network.nodes[place].title, &ids[place]);
            assert_eq!(members(node, &["id", "label"]), node_facts(&network, place));
        }
        for (place, edge) in edges.iter().enumerate() {
            let wanted = &network.edges[place];
            assert_eq!(
                (&edge["source"], &edge["target"]),
                (&json(&ids[wanted.source]), &json(&ids[wanted.target]))
            );
            assert_eq!(edge["weight"].as_f64().unwrap().to_bits(), wanted.weight.to_bits());
            assert_eq!(members(edge, &["source", "target", "weight"]), edge_facts(&network, place));
        }
    }
}

fn json(text: &str) -> Json {
    Json::String(text.to_owned())
}

/// What the schema says of a thing must hold for it.
fn assert_conforms(schema: &Json, thing: &Json) {
    let (members, properties) = (thing.as_object().unwrap(), schema["properties"].as_object().unwrap());
    for name in schema["required"].as_array().unwrap() {
        assert!(members.contains_key(name.as_str().unwrap()), "{name} is missing in {thing}");
    }
    for (name, value) in members {
        let Some(property) = properties.get(name) else {
            assert_eq!(schema["additionalProperties"]["$ref"], "#/$defs/value", "{name} is unknown");
            assert!(value.is_string() || value.is_number() || value.is_boolean(), "{name}: {value}");
            continue;
        };
        if let Some(names) = property["enum"].as_array() {
            assert!(names.contains(value), "{name}: {value}");
        }
        if let Some(name_of_type) = property["type"].as_str() {
            let holds = match name_of_type {
                "string" => value.is_string(),
                "number" => value.as_f64().is_some_and(|number| number > 0.0),
                "boolean" => value.is_boolean(),
                "array" => value.is_array(),
                unknown => panic!("this test does not know the type {unknown}"),
            };
            assert!(holds, "{name}: {value}");
        }
    }
}

#[test]
fn json_conforms_to_its_schema_which_names_every_kind() {
    let schema: Json = serde_json::from_str(SCHEMA).unwrap();
    let network = hostile(true);
    let root: Json = serde_json::from_slice(&bytes_of(|bytes| write_json(&network, bytes))).unwrap();
    assert_conforms(&schema, &root);
    for (list, definition) in [("nodes", "node"), ("edges", "edge")] {
        for thing in root[list].as_array().unwrap() {
            assert_conforms(&schema["$defs"][definition], thing);
        }
        // All kinds stand in the hostile network.
        let used: BTreeSet<&str> =
            root[list].as_array().unwrap().iter().map(|thing| thing["kind"].as_str().unwrap()).collect();
        let known = schema["$defs"][definition]["properties"]["kind"]["enum"].as_array().unwrap();
        let known: BTreeSet<&str> = known.iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(used, known, "kinds of {list}");
    }
    let empty: Json =
        serde_json::from_slice(&bytes_of(|bytes| write_json(&Network::default(), bytes))).unwrap();
    assert_conforms(&schema, &empty);
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn unarmed(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Cells by the names of their columns; empty ones are left out.
fn named<'c>(heads: &'c [String], row: &'c [String]) -> BTreeMap<&'c str, &'c str> {
    assert_eq!(heads.len(), row.len());
    let pairs = heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
    pairs.map(|(head, cell)| (head.as_str(), unarmed(cell))).collect()
}

#[test]
fn csv_of_nodes_says_everything() {
    let network = hostile(true);
    let ids = network.ids();
    let rows = parse_csv(&string_of(|bytes| write_csv(&network, CsvTable::Nodes, false, bytes)));
    assert_eq!(rows[0].join(" "), "Id Label Kind Title Iri note reuse share bridge");
    assert_eq!(rows.len(), network.nodes.len() + 1);
    for (place, row) in rows[1..].iter().enumerate() {
        let mut cells = named(&rows[0], row);
        assert_eq!(cells.remove("Id"), Some(ids[place].as_str()));
        check_label(cells.remove("Label").unwrap(), &network.nodes[place].title, &ids[place]);
        let facts: BTreeMap<String, String> =
            cells.into_iter().map(|(head, cell)| (head.to_lowercase(), cell.to_owned())).collect();
        let mut wanted = node_facts(&network, place);
        wanted.retain(|_, text| !text.is_empty());
        assert_eq!(facts, wanted);
    }
}

#[test]
fn csv_of_edges_says_everything() {
    for network in [hostile(true), hostile(false)] {
        let ids = network.ids();
        let rows = parse_csv(&string_of(|bytes| write_csv(&network, CsvTable::Edges, false, bytes)));
        let heads = "Source Target Type Kind Weight SourceTitle TargetTitle note share line";
        assert_eq!(rows[0].join(" "), heads);
        assert_eq!(rows.len(), network.edges.len() + 1);
        for (place, row) in rows[1..].iter().enumerate() {
            let (mut cells, wanted) = (named(&rows[0], row), &network.edges[place]);
            assert_eq!(cells.remove("Source"), Some(ids[wanted.source].as_str()));
            assert_eq!(cells.remove("Target"), Some(ids[wanted.target].as_str()));
            let direction = if network.directed { "Directed" } else { "Undirected" };
            assert_eq!(cells.remove("Type"), Some(direction));
            let weight: f64 = cells.remove("Weight").unwrap().parse().unwrap();
            assert_eq!(weight.to_bits(), wanted.weight.to_bits());
            let title = |place: usize| clean(&network.nodes[place].title);
            assert_eq!(cells.remove("SourceTitle").unwrap_or_default(), title(wanted.source));
            assert_eq!(cells.remove("TargetTitle").unwrap_or_default(), title(wanted.target));
            let facts: BTreeMap<String, String> =
                cells.into_iter().map(|(head, cell)| (head.to_lowercase(), cell.to_owned())).collect();
            let mut wanted = edge_facts(&network, place);
            wanted.retain(|_, text| !text.is_empty());
            assert_eq!(facts, wanted);
        }
    }
}

#[test]
fn csv_has_no_formula_and_a_byte_order_mark_only_if_wanted() {
    let network = hostile(true);
    for table in CsvTable::ALL {
        let plain = bytes_of(|bytes| write_csv(&network, table, false, bytes));
        let marked = bytes_of(|bytes| write_csv(&network, table, true, bytes));
        assert_eq!(marked, [b"\xef\xbb\xbf".as_slice(), &plain].concat());
        for cell in parse_csv(std::str::from_utf8(&plain).unwrap()).concat() {
            let begins = cell
                .trim_start()
                .starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
            assert!(!begins || cell.parse::<i64>() == Ok(i64::MIN), "{cell:?}");
            assert!(!cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
        }
    }
}

#[test]
fn dot_draws_every_node_and_edge_under_its_own_label() {
    for network in [hostile(true), hostile(false)] {
        let text = string_of(|bytes| write_dot(&network, bytes));
        // Edges of different kinds join the same nodes, which a strict graph would make one.
        let first = if network.directed { "digraph policygraph {" } else { "graph policygraph {" };
        assert_eq!(text.lines().next(), Some(first));
        assert_eq!(text.lines().last(), Some("}"));
        let ids = network.ids();
        let (mut nodes, mut edges, mut columns) = (0, 0, 0);
        for line in text.lines().filter(|line| line.starts_with(['"', '{'])) {
            if line.starts_with("{rank=same; ") {
                columns += 1;
                continue;
            }
            let (name, rest) = dot_string(line);
            let joint = if network.directed { " -> " } else { " -- " };
            if let Some(rest) = rest.strip_prefix(joint) {
                let (target, rest) = dot_string(rest);
                let wanted = &network.edges[edges];
                assert_eq!((name, target), (ids[wanted.source].clone(), ids[wanted.target].clone()));
                let attributes = dot_attributes(rest);
                assert_eq!(attributes["class"], wanted.kind.name());
                let width: f64 = attributes["penwidth"].parse().unwrap();
                assert!((0.8..=4.0).contains(&width));
                edges += 1;
            } else {
                let attributes = dot_attributes(rest);
                let node = &network.nodes[nodes];
                assert_eq!(name, ids[nodes]);
                check_label(&attributes["label"], &node.title, &name);
                let title = clean(&node.title).replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
                // Graphviz reads escapes in tooltips twice.
                assert_eq!(attributes["tooltip"], title.replace('\\', "\\\\"));
                assert_eq!(attributes["class"], node.kind.name());
                nodes += 1;
            }
        }
        assert_eq!((nodes, edges), (network.nodes.len(), network.edges.len()));
        // All six kinds have several nodes; only a directed network runs in columns.
        assert_eq!(columns, if network.directed { 6 } else { 0 });
    }
}

#[test]
fn dot_links_to_web_addresses_only() {
    let mut network = hostile(true);
    network.nodes.truncate(6);
    network.edges.clear();
    let iris =
        ["https://a/b?c=1&d", "http://a/", "javascript:alert(1)", "urn:x", "https://a/\"b", "HTTPS://a/\\N"];
    for (node, iri) in network.nodes.iter_mut().zip(iris) {
        iri.clone_into(&mut node.iri);
    }
    let text = string_of(|bytes| write_dot(&network, bytes));
    let links: Vec<String> = text
        .lines()
        .filter(|line| line.starts_with('"'))
        .filter_map(|line| dot_attributes(dot_string(line).1).remove("URL"))
        .collect();
    assert_eq!(links, iris[..2]);
}

/// Every form of a network.
fn forms() -> Vec<NetworkFormat> {
    let mut forms =
        vec![NetworkFormat::Dot, NetworkFormat::GraphMl, NetworkFormat::Gexf, NetworkFormat::Json];
    for table in CsvTable::ALL {
        forms.extend([false, true].map(|mark| NetworkFormat::Csv { table, mark }));
    }
    forms
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    for form in forms() {
        let once = bytes_of(|bytes| write_network(&hostile(true), form, bytes));
        let again = bytes_of(|bytes| write_network(&hostile(true), form, bytes));
        assert_eq!(once, again, "{form:?}");
        assert!(std::str::from_utf8(&once).is_ok());
        let controls: Vec<&u8> =
            once.iter().filter(|byte| **byte < 32 && !b"\t\r\n".contains(byte)).collect();
        assert!(controls.is_empty(), "{form:?} steers a terminal: {controls:?}");
    }
}

#[test]
fn an_edge_has_the_same_id_in_every_network() {
    let whole = hostile(true);
    let mut part = whole.clone();
    part.edges.remove(0);
    for form in [NetworkFormat::GraphMl, NetworkFormat::Gexf] {
        let ids = |network: &Network| -> Vec<String> {
            let text = string_of(|bytes| write_network(network, form, bytes));
            let edges = text.split("<edge id=\"").skip(1);
            edges.map(|edge| edge.split('"').next().unwrap().to_owned()).collect()
        };
        assert_eq!(ids(&whole)[1..], ids(&part));
    }
}

#[test]
fn pictures_and_pages_are_no_networks() {
    let of = |format| NetworkFormat::of(format, CsvTable::Edges, true);
    let networks: Vec<&str> = ViewFormat::ALL
        .into_iter()
        .filter(|format| of(*format).is_some())
        .map(ViewFormat::extension)
        .collect();
    assert_eq!(networks.join(" "), "dot graphml gexf json csv");
    let table = NetworkFormat::Csv { table: CsvTable::Edges, mark: true };
    assert_eq!(of(ViewFormat::Csv), Some(table));
}

/// In every form the network is refused, and nothing is written.
fn refusal(network: &Network) -> WriteError {
    let mut errors: Vec<WriteError> = Vec::new();
    for form in forms() {
        let mut bytes = Vec::new();
        errors.push(write_network(network, form, &mut bytes).unwrap_err());
        assert!(bytes.is_empty(), "{form:?}");
    }
    assert!(errors.iter().all(|error| error.to_string() == errors[0].to_string()), "{errors:?}");
    errors.remove(0)
}

#[test]
fn numbers_that_no_file_can_hold_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut network = hostile(true);
        network.nodes[2].values[2] = Some(Value::Real(number));
        assert!(matches!(refusal(&network), WriteError::Number(Part::Node(2))));
    }
    for weight in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
        let mut network = hostile(true);
        network.edges[3].weight = weight;
        assert!(matches!(refusal(&network), WriteError::Number(Part::Edge(3))));
    }
}

#[test]
fn values_that_are_not_those_of_the_fields_are_refused() {
    let mut network = hostile(true);
    network.nodes[1].values[1] = Some(Value::Text("1".to_owned()));
    assert!(matches!(refusal(&network), WriteError::Values(Part::Node(1))));
    let mut network = hostile(true);
    network.edges[4].values.pop();
    assert!(matches!(refusal(&network), WriteError::Values(Part::Edge(4))));
    let mut network = hostile(true);
    network.edges[2].target = network.nodes.len();
    assert!(matches!(refusal(&network), WriteError::Ends(Part::Edge(2))));
}

#[test]
fn names_that_tools_read_in_another_way_are_refused() {
    // Gephi takes `size`, `r` and `d3` for what it draws, NetworkX stops at a `key` of an edge.
    for name in ["label", "iri", "size", "r", "d3", "Reuse", "re use", "", "note"] {
        let mut network = hostile(true);
        network.node_fields[1].name = name;
        assert!(matches!(refusal(&network), WriteError::FieldName(found) if found == name), "{name}");
    }
    for name in ["weight", "source", "type", "key", "edgelabel", "note"] {
        let mut network = hostile(true);
        network.edge_fields[2].name = name;
        assert!(matches!(refusal(&network), WriteError::FieldName(found) if found == name), "{name}");
    }
}

/// An output that takes some bytes and then no more, as a full disk does.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0 == 0 { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) }
    }
}

#[test]
fn an_output_that_fails_is_an_error_also_at_the_end() {
    for form in forms() {
        let whole = bytes_of(|bytes| write_network(&hostile(true), form, bytes)).len();
        for room in [0, 1, whole / 2, whole - 1, whole] {
            let error = write_network(&hostile(true), form, Full(room)).unwrap_err();
            let WriteError::Io(cause) = error else { panic!("{form:?}: {error}") };
            assert_eq!(cause.kind(), io::ErrorKind::StorageFull, "{form:?} after {room} bytes");
        }
        write_network(&hostile(true), form, Full(whole + 1)).unwrap();
    }
}
