//! The example document against what people read in it (`tests/gold/README.md` tells how, and which choices count as right).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::plan::{Mention, Plan};
use policygraph::source::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use support::{integers, json, report_plan, strings};

/// What was read by eye in some lines of the document, and what the program reads in the same lines.
struct Half {
    gold: Value,
    lines: RangeInclusive<u32>,
}

/// Both halves were read by different people at different times.
fn halves() -> [Half; 2] {
    [("medical-device-plan-2023.lines-1-58", 1..=58), ("medical-device-plan-2023.lines-59-125", 59..=125)]
        .map(|(name, lines)| Half { gold: json(&format!("tests/gold/{name}.json")), lines })
}

/// The truth for a test that needs no more than one look at each half.
fn in_both(compare: impl Fn(&Half, &Plan, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for half in halves() {
        compare(&half, report_plan(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

impl Half {
    fn list(&self, name: &str) -> &[Value] {
        let list = self.gold[name].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(!list.is_empty(), "the gold file lists no {name}");
        list
    }

    fn has(&self, span: &Span) -> bool {
        self.lines.contains(&span.line)
    }

    /// The label of a heading that is given by its identifier in the gold file.
    fn label(&self, list: &str, id: &Value) -> Option<&str> {
        self.list(list).iter().find(|item| item["id"] == *id && !id.is_null()).map(|item| text(item, "label"))
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn number(value: &Value, name: &str) -> u32 {
    u32::try_from(value[name].as_u64().unwrap_or_else(|| panic!("no {name} in {value}"))).unwrap()
}

/// Text without white space: how a line was broken is no part of the truth.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Compares two lists that must say the same about the same lines, one entry a line.
fn compare_lines(
    what: &str,
    want: &BTreeMap<u32, Vec<String>>,
    have: Vec<(u32, String)>,
    wrong: &mut Vec<String>,
) {
    let mut met = BTreeSet::new();
    for (line, have) in have {
        match want.get(&line) {
            Some(accepted) if accepted.contains(&have) => {
                if !met.insert(line) {
                    wrong.push(format!("line {line}: {what} found twice"));
                }
            }
            Some(accepted) => wrong.push(format!("line {line}: {what} is {have:?}, not {:?}", accepted[0])),
            None => wrong.push(format!("line {line}: no {what} stands here, but {have:?} was found")),
        }
    }
    let missed = want.keys().filter(|line| !met.contains(line));
    wrong.extend(missed.map(|line| format!("line {line}: the {what} was not found as it is")));
}

#[test]
fn goals() {
    in_both(|half, plan, wrong| {
        let entry = |number: u32, label: &str| format!("({number}) {}", squeeze(label));
        let want = half
            .list("goals")
            .iter()
            .map(|g| (number(g, "line"), vec![entry(number(g, "number"), text(g, "label"))]));
        let found = plan.goals.iter().filter(|goal| half.has(&goal.span));
        let have = found.map(|goal| (goal.span.line, entry(goal.number.unwrap(), &goal.label)));
        compare_lines("goal", &want.collect(), have.collect(), wrong);
    });
}

#[test]
fn objectives() {
    in_both(|half, plan, wrong| {
        let entry = |goal: u32, label: &str, relisted: bool| {
            format!("{} under goal {goal}, relisted {relisted}", squeeze(label))
        };
        let want = half.list("objectives").iter().map(|o| {
            (
                number(o, "line"),
                vec![entry(number(o, "goal"), text(o, "label"), o["relisted"].as_bool().unwrap())],
            )
        });
        let found = plan.objectives.iter().filter(|objective| half.has(&objective.span));
        let have = found.map(|o| (o.span.line, entry(o.goal.unwrap(), &o.label, o.relisted)));
        compare_lines("objective", &want.collect(), have.collect(), wrong);
    });
}

#[test]
fn groups() {
    in_both(|half, plan, wrong| {
        let entry = |label: &str, objective: &str, relisted: bool| {
            format!("{} under {}, relisted {relisted}", squeeze(label), squeeze(objective))
        };
        let want = half.list("groups").iter().map(|g| {
            let objective = half.label("objectives", &g["objective"]).unwrap();
            (number(g, "line"), vec![entry(text(g, "label"), objective, g["relisted"].as_bool().unwrap())])
        });
        let found = plan.groups.iter().filter(|group| half.has(&group.span));
        let have = found.map(|g| (g.span.line, entry(&g.label, g.objective.as_deref().unwrap(), g.relisted)));
        compare_lines("group", &want.collect(), have.collect(), wrong);
    });
}

#[test]
fn measures() {
    in_both(|half, plan, wrong| {
        let entry = |text: &str, goal: u32, objective: Option<&str>, group: Option<&str>, relisted: bool| {
            let under = |heading: Option<&str>| heading.map(squeeze);
            format!("{} / {goal} / {:?} / {:?} / {relisted}", squeeze(text), under(objective), under(group))
        };
        let want = half.list("measures").iter().map(|m| {
            let texts = [text(m, "text").to_owned()].into_iter().chain(strings(&m["accept"]["text"]));
            let (objective, group) =
                (half.label("objectives", &m["objective"]), half.label("groups", &m["group"]));
            let relisted = m["relisted"].as_bool().unwrap();
            (
                number(m, "line"),
                texts.map(|text| entry(&text, number(m, "goal"), objective, group, relisted)).collect(),
            )
        });
        let found = plan.measures.iter().filter(|measure| half.has(&measure.span));
        let have = found.map(|m| {
            (
                m.span.line,
                entry(&m.text, m.goal.unwrap(), m.objective.as_deref(), m.group.as_deref(), m.relisted),
            )
        });
        compare_lines("measure", &want.collect(), have.collect(), wrong);
    });
}

#[test]
fn ministries_and_leads() {
    in_both(|half, plan, wrong| {
        let entry = |name: &str, lead: bool| format!("{}{name}", if lead { "◎" } else { "" });
        let want = half.list("measures").iter().map(|m| {
            let ministries = m["ministries"].as_array().unwrap().iter();
            let names: Vec<String> =
                ministries.map(|m| entry(text(m, "name"), m["lead"].as_bool().unwrap())).collect();
            (number(m, "line"), vec![names.join("、")])
        });
        let found = plan.measures.iter().filter(|measure| half.has(&measure.span));
        let have = found.map(|m| {
            let names: Vec<String> =
                m.ministries.iter().map(|entry_| entry(&entry_.name, entry_.lead)).collect();
            (m.span.line, names.join("、"))
        });
        compare_lines("responsibility", &want.collect(), have.collect(), wrong);
    });
}

/// One place in the gold file where something is named.
#[derive(Debug)]
struct Spot<'g> {
    line: u32,
    column: u32,
    /// Taken as right; the first one is the truth.
    spans: Vec<(u32, u32)>,
    surface: &'g str,
    /// Nothing for words that only refer back.
    program: Option<&'g str>,
    core: bool,
    optional: bool,
}

impl<'g> Spot<'g> {
    fn read(value: &'g Value) -> Self {
        let accepted = value["accept"].as_array().into_iter().flatten();
        let spans = [value].into_iter().chain(accepted).filter(|span| span["start"].is_u64());
        Self {
            line: number(value, "line"),
            column: number(value, "column"),
            spans: spans.map(|span| (number(span, "start"), number(span, "end"))).collect(),
            surface: text(value, "surface"),
            program: value["program"].as_str(),
            core: value["tier"] == "core",
            optional: value["optional"] == true || value["program"].is_null(),
        }
    }

    fn exactly(&self, found: &Span) -> bool {
        (self.line, self.column) == (found.line, found.column)
            && self.spans.contains(&(found.start, found.end))
    }

    /// Characters in common.
    fn shared(&self, found: &Span) -> u32 {
        if (self.line, self.column) != (found.line, found.column) {
            return 0;
        }
        self.spans
            .iter()
            .map(|(start, end)| found.end.min(*end).saturating_sub(found.start.max(*start)))
            .max()
            .unwrap_or(0)
    }
}

/// The found mentions of a half, each with the gold spot that it meets best.
struct Met<'g> {
    spots: Vec<Spot<'g>>,
    found: Vec<(&'g Mention, Option<usize>)>,
    /// Gold name by found name.
    names: BTreeMap<&'g str, &'g str>,
    /// Contested merges and splits, which are not judged.
    same: BTreeMap<&'g str, Vec<String>>,
    split: BTreeSet<String>,
}

impl<'g> Met<'g> {
    fn new(half: &'g Half, plan: &'g Plan) -> Self {
        let spots: Vec<Spot<'g>> =
            half.list("mentions").iter().chain(half.list("anaphora")).map(Spot::read).collect();
        let best = |mention: &Mention| {
            let exact = spots.iter().position(|spot| spot.exactly(&mention.span));
            let overlap = || {
                (0..spots.len()).max_by_key(|at| {
                    (spots[*at].shared(&mention.span) > 0, spots[*at].core, spots[*at].shared(&mention.span))
                })
            };
            exact.or_else(|| overlap().filter(|at| spots[*at].shared(&mention.span) > 0))
        };
        let found: Vec<_> = plan
            .mentions
            .iter()
            .filter(|mention| half.has(&mention.span))
            .map(|mention| (mention, best(mention)))
            .collect();
        // A found name is known by an accepted name, else by what most of its mentions meet.
        let programs = half.list("programs");
        let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (mention, spot) in &found {
            if let Some(program) = spot.and_then(|at| spots[at].program) {
                *votes.entry(&mention.program).or_default().entry(program).or_default() += 1;
            }
        }
        let mut names: BTreeMap<&str, &str> = votes
            .into_iter()
            .filter_map(|(name, votes)| Some((name, votes.into_iter().max_by_key(|(_, votes)| *votes)?.0)))
            .collect();
        for program in programs {
            let known = program["accept_names"].as_array().into_iter().flatten().filter_map(Value::as_str);
            names.extend(known.chain([text(program, "name")]).map(|name| (name, text(program, "name"))));
        }
        Self {
            same: programs
                .iter()
                .map(|program| (text(program, "name"), strings(&program["same_as_accept"])))
                .collect(),
            split: programs.iter().flat_map(|program| strings(&program["may_split"])).collect(),
            spots,
            found,
            names,
        }
    }

    fn gold_name<'n>(&self, found: &'n str) -> &'n str
    where
        'g: 'n,
    {
        self.names.get(found).copied().unwrap_or(found)
    }

    fn spot(&self, at: Option<usize>) -> Option<&Spot<'g>> {
        at.map(|at| &self.spots[at])
    }
}

#[test]
fn every_core_mention_is_found_exactly_and_nothing_else() {
    in_both(|half, plan, wrong| {
        let met = Met::new(half, plan);
        for spot in met.spots.iter().filter(|spot| spot.core && !spot.optional) {
            if !met.found.iter().any(|(mention, _)| spot.exactly(&mention.span)) {
                wrong.push(format!(
                    "line {} column {} {:?}: 「{}」 was not found",
                    spot.line, spot.column, spot.spans[0], spot.surface
                ));
            }
        }
        for (mention, _) in met.found.iter().filter(|(_, spot)| spot.is_none()) {
            wrong.push(format!("line {}: 「{}」 is no program", mention.span.line, mention.surface));
        }
    });
}

#[test]
fn mentions_are_of_the_same_program_where_people_read_one_program() {
    in_both(|half, plan, wrong| {
        let met = Met::new(half, plan);
        let judged: Vec<(&Mention, &Spot<'_>)> = met
            .found
            .iter()
            .filter_map(|(mention, at)| Some((*mention, met.spot(*at)?)))
            .filter(|(_, spot)| spot.core && !spot.optional)
            .collect();
        for (at, (one, gold_one)) in judged.iter().enumerate() {
            for (other, gold_other) in &judged[..at] {
                let (a, b) = (gold_one.program.unwrap(), gold_other.program.unwrap());
                let contested = met.same[a].iter().any(|name| name == b)
                    || a == b
                        && met.split.contains(gold_one.surface) != met.split.contains(gold_other.surface);
                if !contested && (a == b) != (one.program == other.program) {
                    let lines = (one.span.line, other.span.line);
                    wrong.push(format!(
                        "lines {lines:?}: 「{}」 and 「{}」 are {}",
                        one.surface,
                        other.surface,
                        if a == b { "one" } else { "two" }
                    ));
                }
            }
        }
    });
}

#[test]
fn programs_are_linked_to_the_measures_whose_cells_name_them() {
    in_both(|half, plan, wrong| {
        let met = Met::new(half, plan);
        let lines: BTreeSet<u32> =
            half.list("measures").iter().map(|measure| number(measure, "line")).collect();
        let core: Vec<&Spot<'_>> = met
            .spots
            .iter()
            .filter(|spot| spot.core && spot.column >= 2 && lines.contains(&spot.line))
            .collect();
        let link = |spot: &&Spot<'_>| (spot.line, spot.program.unwrap().to_owned());
        let want: BTreeSet<_> = core.iter().filter(|spot| !spot.optional).map(link).collect();
        let spared: BTreeSet<_> =
            core.iter().filter(|spot| spot.optional).map(link).filter(|link| !want.contains(link)).collect();
        let have: BTreeSet<(u32, String)> = met
            .found
            .iter()
            .filter(|(mention, _)| mention.span.column >= 2 && lines.contains(&mention.span.line))
            .filter(|(_, at)| met.spot(*at).is_none_or(|spot| spot.core))
            .map(|(mention, at)| {
                let name = met.gold_name(&mention.program);
                let accepted = met
                    .spot(*at)
                    .and_then(|spot| spot.program)
                    .filter(|gold| met.same[gold].iter().any(|other| other == name));
                (mention.span.line, accepted.unwrap_or(name).to_owned())
            })
            .filter(|link| !spared.contains(link))
            .collect();
        wrong.extend(want.difference(&have).map(|link| format!("missing link {link:?}")));
        wrong.extend(have.difference(&want).map(|link| format!("link {link:?} is not in the text")));
    });
}

#[test]
fn budgets_with_every_field() {
    in_both(|half, plan, wrong| {
        let met = Met::new(half, plan);
        let found: Vec<_> = plan.budgets.iter().filter(|budget| half.has(&budget.span)).collect();
        let mut used = BTreeSet::new();
        for gold in half.list("budgets") {
            let spot = Spot::read(gold);
            let surfaces = strings(&gold["accept"]["surface"]);
            let place =
                format!("line {} column {} {:?} {}", spot.line, spot.column, spot.spans[0], spot.surface);
            let here = |at: &usize| {
                let budget = found[*at];
                spot.exactly(&budget.span)
                    || spot.shared(&budget.span) > 0 && surfaces.contains(&budget.surface)
            };
            let Some(at) = (0..found.len()).find(|at| !used.contains(at) && here(at)) else {
                wrong.push(format!("{place}: not found"));
                continue;
            };
            used.insert(at);
            let budget = found[at];
            let have = serde_json::to_value(budget).unwrap();
            for (field, name) in [
                ("fiscal_year", "fiscal_year"),
                ("amount", "amount_yen"),
                ("portion_of", "portion_of"),
                ("draft", "draft"),
                ("approximate", "approximate"),
            ] {
                assert!(gold.get(name).is_some(), "the gold file must say {name}");
                if have[field] != gold[name] {
                    wrong.push(format!("{place}: {field} is {}, not {}", have[field], gold[name]));
                }
            }
            if budget.supplementary {
                wrong.push(format!("{place}: the document speaks of no supplementary budget"));
            }
            let accepted =
                gold["accept"]["programs"].as_array().into_iter().flatten().chain([&gold["programs"]]);
            let mut accepted =
                accepted.map(|programs| strings(programs).into_iter().collect::<BTreeSet<_>>());
            let programs: BTreeSet<String> =
                budget.programs.iter().map(|name| met.gold_name(name).to_owned()).collect();
            if !accepted.any(|accepted| accepted == programs) {
                wrong.push(format!("{place}: is for {programs:?}, not {}", gold["programs"]));
            }
            if budget.via.as_deref().map(|name| met.gold_name(name)) != gold["via"].as_str() {
                wrong.push(format!("{place}: is part of {:?}, not {}", budget.via, gold["via"]));
            }
        }
        let extra = (0..found.len()).filter(|at| !used.contains(at)).map(|at| found[at]);
        wrong.extend(
            extra.map(|budget| format!("line {}: 「{}」 is no budget", budget.span.line, budget.surface)),
        );
    });
}

/// What line 125 says is said in line 96 already: it is printed again, and read once.
fn original_line(half: &Half, line: u32) -> u32 {
    let measures = half.list("measures");
    let again =
        measures.iter().find(|measure| number(measure, "line") == line && !measure["same_as"].is_null());
    let original = again.and_then(|again| measures.iter().find(|measure| measure["id"] == again["same_as"]));
    original.map_or(line, |measure| number(measure, "line"))
}

#[test]
fn dates() {
    in_both(|half, plan, wrong| {
        let want: BTreeSet<_> = half
            .list("dates")
            .iter()
            .map(|date| {
                (
                    original_line(half, number(date, "line")),
                    number(date, "column"),
                    number(date, "start"),
                    text(date, "iso").to_owned(),
                )
            })
            .collect();
        let found = plan.dates.iter().filter(|date| half.has(&date.span));
        let have =
            found.map(|date| (date.span.line, date.span.column, date.span.start, date.iso.clone())).collect();
        wrong.extend(want.difference(&have).map(|date| format!("not found: {date:?}")));
        wrong.extend(have.difference(&want).map(|date| format!("not in the text: {date:?}")));
    });
}

#[test]
fn quantities() {
    in_both(|half, plan, wrong| {
        let found: Vec<_> = plan.quantities.iter().filter(|quantity| half.has(&quantity.span)).collect();
        let gold = half.list("quantities");
        for quantity in gold {
            let spot = Spot::read(quantity);
            let place =
                format!("line {} column {} {:?} {}", spot.line, spot.column, spot.spans[0], spot.surface);
            match found.iter().filter(|found| spot.shared(&found.span) > 0).collect::<Vec<_>>().as_slice() {
                [one]
                    if i64::from(number(quantity, "value")) == one.value
                        && text(quantity, "unit") == one.unit => {}
                [one] => wrong.push(format!("{place}: {} {} was read", one.value, one.unit)),
                none_or_many => wrong.push(format!("{place}: found {} times", none_or_many.len())),
            }
        }
        if found.len() != gold.len() {
            wrong.push(format!(
                "lines {:?}: {} counts were found, but there are {}",
                half.lines,
                found.len(),
                gold.len()
            ));
        }
    });
}

#[test]
fn the_gold_files_quote_the_document() {
    let rows: Vec<Vec<&str>> = support::report().split('\n').map(|line| line.split('\t').collect()).collect();
    let mut quoted = 0;
    for half in halves() {
        for spot in ["mentions", "budgets", "quantities", "dates"]
            .iter()
            .flat_map(|list| half.list(list))
            .map(Spot::read)
        {
            let cell = rows[spot.line as usize - 1][spot.column as usize];
            let (start, end) = spot.spans[0];
            let slice: String = cell.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(slice, spot.surface, "line {}", spot.line);
            quoted += 1;
        }
    }
    assert_eq!(quoted, 474, "places that both readings quote");
    assert_eq!(integers(&json("tests/gold/hand-counts.json")["measures_without_ministry"]), [66]);
}
