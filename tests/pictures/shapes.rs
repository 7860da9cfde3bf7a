//! Pictures of plans of many sizes and shapes: nothing overlaps, nothing leaves the picture, nothing is cut, nothing panics.

use crate::support::scene::check_drawing;
use crate::{default, small, support};
use policygraph::view::drawing::Drawing;
use policygraph::view::language::Language;
use policygraph::view::layers::Layers;
use policygraph::view::links::{
    BodyRow, HeadingRow, Links, Listing, MeasureRow, ProgramRow, Under, UseRow, YearRow,
};
use policygraph::view::pairs::{ministries, projection};
use policygraph::view::selection::Selection;
use policygraph::view::svg::write_scene;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn all(links: &Links, language: Language) -> [Drawing; 3] {
    [
        Layers::new(links, &Selection::default(), language).draw(),
        projection(links, language).unwrap().draw(),
        ministries(links, language).unwrap().draw(),
    ]
}

/// A plan of any size: programs in families of four, every seventh measure without a program.
fn made_up(programs: usize, measures: usize, bodies: usize, label: &str) -> Links {
    let heading = |kind: &str, place: usize, under: Under| HeadingRow {
        iri: format!("urn:{kind}/{place}"),
        label: format!("{label}{kind}"),
        under,
        ..HeadingRow::default()
    };
    let under = |place: usize| Under {
        goal: Some(place / 40),
        objective: Some(place / 5),
        group: (place % 5 > 1).then_some(place / 5),
    };
    let measure = |place: usize| MeasureRow {
        iri: format!("urn:measure/{place}"),
        text: label.repeat(3),
        listings: std::iter::once(Listing {
            under: under(place),
            line: i64::try_from(place * 97).ok(),
            again: false,
        })
        .chain((place % 9 == 4).then(|| Listing { under: under(0), line: None, again: true }))
        .collect(),
        leads: if bodies > 0 {
            unique((0..place % 4).map(|lead| (place + lead) % bodies))
        } else {
            Vec::new()
        },
        supporting: if bodies > 1 { vec![(place * 7 + 5) % bodies] } else { Vec::new() },
    };
    let program = |place: usize| ProgramRow {
        iri: format!("urn:program/{place}"),
        label: format!("{label}{place}"),
        wholes: if place.is_multiple_of(4) { Vec::new() } else { vec![place - 1] },
        ..ProgramRow::default()
    };
    let mut uses = Vec::new();
    for place in (0..measures).filter(|place| place % 7 != 3 && programs > 0) {
        for (step, program) in
            unique((0..3).map(|step| (place * 5 + step * 31) % programs)).into_iter().enumerate()
        {
            let years = [2022, 2023].into_iter().take((place + step) % 3).collect();
            uses.push(UseRow { measure: place, program, years, ..UseRow::default() });
        }
    }
    let year = |year: i32| YearRow { year, label: format!("令和{}年度", year - 2018), english: None };
    let body = |place: usize| BodyRow {
        iri: format!("urn:org/{place}"),
        label: format!("{label}{place}"),
        mark: label.chars().take(1 + place % 2).collect(),
        ..BodyRow::default()
    };
    let goal = |place: usize| Under { goal: Some(place / 8), ..Under::default() };
    let objective = |place: usize| Under { objective: Some(place), ..goal(place) };
    Links {
        plans: vec![label.repeat(4)],
        years: vec![year(2022), year(2023)],
        goals: (0..measures.div_ceil(40)).map(|place| heading("goal", place, Under::default())).collect(),
        objectives: (0..measures.div_ceil(5)).map(|place| heading("objective", place, goal(place))).collect(),
        groups: (0..measures.div_ceil(5)).map(|place| heading("group", place, objective(place))).collect(),
        bodies: (0..bodies).map(body).collect(),
        measures: (0..measures).map(measure).collect(),
        programs: (0..programs).map(program).collect(),
        uses,
        ..Links::default()
    }
}

fn unique(places: impl Iterator<Item = usize>) -> Vec<usize> {
    places.collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn nothing_overlaps_whatever_the_size_and_the_labels() {
    let long =
        "医療機器の研究開発に関するWHO事前認証及び推奨の取得並びに「SaMD」(プログラム医療機器)".repeat(4);
    let unbroken = "W".repeat(150);
    for label in ["事業", "Programme ", long.as_str(), unbroken.as_str()] {
        for (programs, measures, bodies) in
            [(0, 0, 0), (0, 3, 1), (1, 1, 2), (3, 2, 6), (57, 61, 23), (400, 150, 66)]
        {
            let links = made_up(programs, measures, bodies, label);
            for language in [Language::Japanese, Language::English] {
                all(&links, language).iter().for_each(check_drawing);
            }
        }
    }
}

#[test]
fn no_name_of_a_program_or_body_is_cut() {
    let label = "研究開発拠点や企業の連携強化".repeat(9);
    let links = made_up(30, 40, 12, &label);
    let [layers, programs, bodies] = all(&links, Language::Japanese);
    let text = |drawing: &Drawing| -> String {
        drawing.scene.labels().iter().map(|label| label.text.as_str()).collect()
    };
    let used: BTreeSet<usize> = links.uses.iter().map(|used| used.program).collect();
    assert!(used.len() > 15);
    for row in used.iter().map(|program| &links.programs[*program]) {
        assert!(text(&layers).contains(&row.label) && text(&programs).contains(&row.label), "{}", row.iri);
    }
    for row in &links.bodies {
        assert!(text(&bodies).contains(&row.label), "{}", row.iri);
    }
    for row in links.goals.iter().chain(&links.objectives).chain(&links.groups) {
        assert!(text(&layers).contains(&row.label), "{}", row.iri);
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let svg = |links: &Links| -> Vec<Vec<u8>> {
        let written = all(links, Language::Japanese).into_iter().map(|drawing| {
            let mut bytes = Vec::new();
            write_scene(&drawing.scene, &mut bytes).unwrap();
            bytes
        });
        written.collect()
    };
    for links in [default(&small()), made_up(57, 61, 23, "事業")] {
        assert_eq!(svg(&links), svg(&links.clone()));
    }
}

#[test]
fn other_plans_have_pictures_too() {
    let folder = support::path("tests/fixtures/plans");
    let mut plans: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    plans.sort();
    assert!(plans.len() > 20);
    for path in plans {
        let plan = support::plan_of(std::fs::read(&path).unwrap());
        let mut builder = policygraph::facts::Builder::for_views(
            policygraph::rdf::Base::default(),
            policygraph::facts::Extent::Views,
        );
        builder.add_plan(&plan).unwrap();
        let links = Links::from_facts(&builder.finish());
        let selection = Selection { repeats: true, ..Selection::default() };
        let shown = selection.apply(&links);
        let layers = Layers::new(&shown, &selection, Language::Japanese);
        check_drawing(&layers.draw());
        assert_eq!(
            layers.network().nodes.iter().filter(|node| node.iri.contains("/measure/")).count(),
            shown.measures.len()
        );
        all(&default(&links), Language::English).iter().for_each(check_drawing);
    }
}

/// Links of any shape: places are in range, but levels are missing, headings empty, parts in circles, lists empty.
fn any_links() -> impl Strategy<Value = Links> {
    let counts = (0..3_usize, 0..4_usize, 0..4_usize, 0..8_usize, 0..8_usize, 0..4_usize);
    counts.prop_flat_map(|(goals, objectives, groups, measures, programs, bodies)| {
        let place = |count: usize| {
            proptest::option::of(0..count.max(1)).prop_map(move |place| place.filter(|_| count > 0))
        };
        let places = move |count: usize| {
            proptest::collection::btree_set(0..count.max(1), 0..4)
                .prop_map(move |set| if count > 0 { set.into_iter().collect::<Vec<_>>() } else { Vec::new() })
        };
        let under = move || {
            (place(goals), place(objectives), place(groups)).prop_map(|(goal, objective, group)| Under {
                goal,
                objective,
                group,
            })
        };
        let text =
            || proptest::sample::select(vec!["", "事業", "a b c", "(再掲)「薬」の、推進。", "WWWWWWWWWWWW"]);
        let heading = move |kind: &'static str, count: usize| {
            let row = (text(), under(), proptest::collection::vec(under(), 0..2));
            proptest::collection::vec(row, count).prop_map(move |rows| {
                let row = |(place, (label, under, again)): (usize, (&str, Under, Vec<Under>))| HeadingRow {
                    iri: format!("urn:{kind}/{place}"),
                    label: label.to_owned(),
                    mark: None,
                    under,
                    again,
                };
                rows.into_iter().enumerate().map(row).collect::<Vec<_>>()
            })
        };
        let listing = (under(), proptest::option::of(1..999_i64), any::<bool>())
            .prop_map(|(under, line, again)| Listing { under, line, again });
        let measure = (text(), proptest::collection::vec(listing, 0..3), places(bodies), places(bodies));
        let measures = proptest::collection::vec(measure, measures);
        let programs = proptest::collection::vec((text(), places(programs)), programs);
        let uses = proptest::collection::btree_map(
            (0..8_usize, 0..8_usize),
            proptest::collection::btree_set(2021..2026, 0..3),
            0..20,
        );
        let headings = (heading("goal", goals), heading("objective", objectives), heading("group", groups));
        (headings, measures, programs, uses, Just(bodies)).prop_map(assemble)
    })
}

type Headings = (Vec<HeadingRow>, Vec<HeadingRow>, Vec<HeadingRow>);
type Measure = (&'static str, Vec<Listing>, Vec<usize>, Vec<usize>);
type Uses = std::collections::BTreeMap<(usize, usize), BTreeSet<i32>>;

type Parts = (Headings, Vec<Measure>, Vec<(&'static str, Vec<usize>)>, Uses, usize);

fn assemble(((goals, objectives, groups), measures, programs, uses, bodies): Parts) -> Links {
    let uses = uses
        .into_iter()
        .filter(|((measure, program), _)| *measure < measures.len() && *program < programs.len());
    Links {
        uses: uses
            .map(|((measure, program), years)| UseRow {
                measure,
                program,
                years: years.into_iter().collect(),
                ..UseRow::default()
            })
            .collect(),
        goals,
        objectives,
        groups,
        bodies: (0..bodies)
            .map(|place| BodyRow {
                iri: format!("urn:org/{place}"),
                mark: "厚".repeat(place),
                ..BodyRow::default()
            })
            .collect(),
        measures: measures
            .into_iter()
            .enumerate()
            .map(|(place, (text, listings, leads, supporting))| MeasureRow {
                iri: format!("urn:measure/{place}"),
                text: text.to_owned(),
                listings,
                leads,
                supporting,
            })
            .collect(),
        programs: programs
            .into_iter()
            .enumerate()
            .map(|(place, (label, wholes))| ProgramRow {
                iri: format!("urn:program/{place}"),
                label: label.to_owned(),
                wholes,
                ..ProgramRow::default()
            })
            .collect(),
        ..Links::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn links_of_any_shape_have_pictures(links in any_links(), english in any::<bool>()) {
        let language = if english { Language::English } else { Language::Japanese };
        for drawing in all(&links, language) {
            check_drawing(&drawing);
        }
    }
}
