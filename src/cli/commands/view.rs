//! `policygraph view KIND INPUT…`: pictures, pages, and graphs for other tools.

use crate::cli::args::{Projected, RowOrder, ViewArgs, ViewKind, ViewTable};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::facts::facts;
use crate::cli::input::is_standard;
use crate::cli::output::write_to;
use crate::cli::selection::selection;
use crate::facts::Extent;
use crate::view::details::page;
use crate::view::drawing::Drawing;
use crate::view::format::ViewFormat;
use crate::view::language::Language;
use crate::view::layers::Layers;
use crate::view::links::Links;
use crate::view::matrix::Matrix;
use crate::view::metric::Effort;
use crate::view::network::{Network, NodeKind};
use crate::view::page::write_page;
use crate::view::pairs::{self, Pairs, PairsError};
use crate::view::scene::Scene;
use crate::view::selection::Selection;
use crate::view::structure::{add_dominance, add_reuse, add_structure};
use crate::view::svg::write_scene;
use crate::view::write::{CsvTable, NetworkFormat, write_network};
use std::io::Write as _;
use std::path::Path;

/// A side from which on browsers and editors have trouble with a picture, in pixels.
const WIDE: f64 = 30_000.0;

pub(crate) fn run(args: &ViewArgs) -> Result<Exit, Failure> {
    let format = format(args)?;
    let extent = if format == ViewFormat::Html { Extent::Pages } else { Extent::Views };
    let facts = facts(&args.sources, &args.inputs, extent, "view")?;
    let links = Links::from_facts(&facts);
    let selection = Selection { rollup: args.rollup, ..selection(&args.selection, &links)? };
    let links = selection.apply(&links);
    let view = View::new(args, &links, &selection)?;
    let effort = if args.exact { Effort::Exact } else { Effort::Budget };
    let output = args.output.as_deref();
    match (format, network_format(args, format)) {
        (_, Some(format)) => {
            let network = view.network(effort);
            write_to(output, |out| write_network(&network, format, out))?;
        }
        (ViewFormat::Html, _) => {
            let language = args.lang.into();
            let page = page(view.drawing()?, &links, &facts, language, notes(language));
            write_to(output, |out| write_page(&page, out))?;
        }
        (ViewFormat::Png, _) => png(args, &view.drawing()?.scene)?,
        _ => {
            let scene = view.drawing()?.scene;
            mention_size(&scene);
            write_to(output, |out| write_scene(&scene, out))?;
        }
    }
    Ok(Exit::Done)
}

/// A view before it is drawn.
enum View<'l> {
    Matrix(&'l Links, Box<Matrix>),
    Layers(Box<Layers<'l>>),
    Pairs(&'l Links, Pairs),
    /// Measures by shared programs, which have no picture.
    Measures(Network),
}

impl<'l> View<'l> {
    fn new(args: &ViewArgs, links: &'l Links, selection: &Selection) -> Result<Self, Failure> {
        let language = args.lang.into();
        let pairs = |found: Result<Pairs, PairsError>| -> Result<Self, Failure> {
            Ok(Self::Pairs(links, found.or_exit(Exit::Query, || "view".to_owned())?))
        };
        match (args.kind, args.of.unwrap_or(Projected::Programs)) {
            (ViewKind::Matrix, _) => Ok(Self::Matrix(
                links,
                Box::new(Matrix::new(links, args.order.unwrap_or(RowOrder::Reuse).into(), language)),
            )),
            (ViewKind::Layers, _) => Ok(Self::Layers(Box::new(Layers::new(links, selection, language)))),
            (ViewKind::Projection, Projected::Programs) => pairs(pairs::projection(links, language)),
            (ViewKind::Projection, Projected::Measures) => {
                let found = pairs::measures(links, language);
                Ok(Self::Measures(found.or_exit(Exit::Query, || "view".to_owned())?))
            }
            (ViewKind::Ministries, _) => pairs(pairs::ministries(links, language)),
        }
    }

    fn drawing(self) -> Result<Drawing, Failure> {
        match self {
            Self::Matrix(links, matrix) => Ok(matrix.drawing(links)),
            Self::Layers(layers) => Ok(layers.draw()),
            Self::Pairs(_, pairs) => Ok(pairs.draw()),
            Self::Measures(_) => Err(no_picture()),
        }
    }

    /// The graph for other tools, with all its numbers.
    fn network(self, effort: Effort) -> Network {
        match self {
            Self::Matrix(links, matrix) => matrix.network(links),
            Self::Layers(layers) => {
                let mut network = layers.network();
                add_dominance(&mut network);
                network
            }
            Self::Pairs(links, pairs) => {
                let mut network = pairs.network();
                if pairs.kind == NodeKind::Program {
                    add_reuse(&mut network, links);
                }
                with_structure(network, effort)
            }
            Self::Measures(network) => with_structure(network, effort),
        }
    }
}

/// Adds the numbers of the graph's structure, and says so if one of them is an estimate.
fn with_structure(mut network: Network, effort: Effort) -> Network {
    if let Some(pivots) = add_structure(&mut network, effort) {
        let _ = writeln!(
            std::io::stderr().lock(),
            "policygraph: betweenness is estimated from {pivots} nodes; betweenness_error is its standard error, and --exact works it \
             out from all"
        );
    }
    network
}

/// What stands at the foot of a page.
pub(super) fn notes(language: Language) -> Vec<String> {
    let version = env!("CARGO_PKG_VERSION");
    vec![match language {
        Language::Japanese => format!(
            "policygraph {version} が文書の記載から作成した図です。引用は原文のまま、件数・集計は本プログラムによります。"
        ),
        Language::English => format!(
            "Made by policygraph {version} from what the document says. Quotations are as they stand there; counts and sums are \
             the program's."
        ),
    }]
}

fn format(args: &ViewArgs) -> Result<ViewFormat, Failure> {
    let output = args.output.as_deref().filter(|path| !is_standard(path));
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    let format = match args.format.as_deref().or(extension) {
        Some(name) => name.parse().map_err(Failure::usage)?,
        None => ViewFormat::Svg,
    };
    if format != ViewFormat::Csv && (args.bom || args.table.is_some()) {
        return Err(Failure::usage("--bom and --table are for CSV; add --format csv"));
    }
    let is_pairs = matches!(args.kind, ViewKind::Projection | ViewKind::Ministries);
    for (given, applies, message) in [
        (args.order.is_some(), args.kind == ViewKind::Matrix, "--order is for the rows of the matrix"),
        (args.of.is_some(), args.kind == ViewKind::Projection, "--of is for projections"),
        (args.exact, is_pairs, "--exact is for projections and ministries"),
    ] {
        if given && !applies {
            return Err(Failure::usage(message));
        }
    }
    let is_picture = matches!(format, ViewFormat::Svg | ViewFormat::Html | ViewFormat::Png);
    if is_picture && args.kind == ViewKind::Projection && args.of == Some(Projected::Measures) {
        return Err(no_picture());
    }
    Ok(format)
}

fn no_picture() -> Failure {
    Failure::usage(
        "measures by shared programs have no picture; write them as graphml, gexf, dot, json or csv",
    )
}

fn network_format(args: &ViewArgs, format: ViewFormat) -> Option<NetworkFormat> {
    let table = match args.table {
        Some(ViewTable::Nodes) => CsvTable::Nodes,
        Some(ViewTable::Edges) | None => CsvTable::Edges,
    };
    NetworkFormat::of(format, table, args.bom)
}

/// Says so where a picture is larger than most programs can show.
fn mention_size(scene: &Scene) {
    let side = scene.width.max(scene.height);
    if side > WIDE {
        let _ = writeln!(
            std::io::stderr().lock(),
            "policygraph: the picture is {side:.0} pixels long, more than most programs show; --goal and --ministry narrow it, \
             and csv, json or graphml have no size"
        );
    }
}

#[cfg(feature = "png")]
fn png(args: &ViewArgs, scene: &Scene) -> Result<(), Failure> {
    use crate::view::png::{PngOptions, write_png};
    let options = PngOptions { scale: args.scale, fonts: args.fonts.clone(), ..PngOptions::default() };
    write_to(args.output.as_deref(), |out| write_png(scene, &options, out))
}

#[cfg(not(feature = "png"))]
fn png(_: &ViewArgs, _: &Scene) -> Result<(), Failure> {
    Err(Failure::usage(
        "this program was built without PNG; `cargo install --path . --features png` builds it with it, and SVG needs no feature",
    ))
}
