//! What the mapping has to know of the whole plan before it can map a part of it.

use crate::plan::{
    BodyMention, BudgetLine, BudgetStatement, DateStatement, Goal, LineOwner, Measure, MeasureGroup, Mention,
    Objective, Phase, Plan, Quantity, Relisting, Statement,
};
use crate::rdf::{Kind, document_key};
use crate::source::Span;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// One printed item, in reading order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'p> {
    Goal(&'p Goal),
    Objective(&'p Objective),
    Group(&'p MeasureGroup),
    Measure(&'p Measure),
}

impl<'p> Item<'p> {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Goal(_) => Kind::Goal,
            Self::Objective(_) => Kind::Objective,
            Self::Group(_) => Kind::Group,
            Self::Measure(_) => Kind::Measure,
        }
    }

    pub(super) fn id(self) -> &'p str {
        match self {
            Self::Goal(item) => &item.id,
            Self::Objective(item) => &item.id,
            Self::Group(item) => &item.id,
            Self::Measure(item) => &item.id,
        }
    }

    pub(super) fn label(self) -> &'p str {
        match self {
            Self::Goal(item) => &item.label,
            Self::Objective(item) => &item.label,
            Self::Group(item) => &item.label,
            Self::Measure(item) => &item.text,
        }
    }

    pub(super) fn parent(self) -> Option<&'p str> {
        match self {
            Self::Goal(_) => None,
            Self::Objective(item) => item.parent.as_deref(),
            Self::Group(item) => item.parent.as_deref(),
            Self::Measure(item) => item.parent.as_deref(),
        }
    }

    pub(super) fn relisting(self) -> Option<&'p Relisting> {
        match self {
            Self::Goal(item) => item.relisting.as_ref(),
            Self::Objective(item) => item.relisting.as_ref(),
            Self::Group(item) => item.relisting.as_ref(),
            Self::Measure(item) => item.relisting.as_ref(),
        }
    }

    pub(super) fn span(self) -> &'p Span {
        match self {
            Self::Goal(item) => &item.span,
            Self::Objective(item) => &item.span,
            Self::Group(item) => &item.span,
            Self::Measure(item) => &item.span,
        }
    }

    pub(super) fn surface(self) -> &'p str {
        match self {
            Self::Goal(item) => &item.surface,
            Self::Objective(item) => &item.surface,
            Self::Group(item) => &item.surface,
            Self::Measure(item) => &item.surface,
        }
    }
}

/// Look-ups over a plan; every list is in reading order or in order of keys, never in that of a hash.
#[derive(Debug)]
pub(super) struct Index<'p> {
    /// First eight digits of the input's SHA-256.
    pub(super) document: &'p str,
    pub(super) items: Vec<Item<'p>>,
    /// Items under each item; the empty key is the plan.
    pub(super) children: HashMap<&'p str, Vec<Item<'p>>>,
    pub(super) relisted_children: HashMap<&'p str, Vec<Item<'p>>>,
    pub(super) kinds: HashMap<&'p str, Kind>,
    /// Programs by name.
    pub(super) programs: HashMap<&'p str, usize>,
    /// Programs that each measure uses, in order of their first mention.
    pub(super) uses: HashMap<&'p str, Vec<usize>>,
    /// Goals that each program contributes to, in the order of the goals.
    pub(super) goals_of_program: Vec<BTreeSet<usize>>,
    pub(super) goals: HashMap<&'p str, usize>,
    pub(super) lines: Vec<BudgetLine<'p>>,
    pub(super) line_keys: Vec<String>,
    /// Line that each budget statement speaks of.
    pub(super) line_of: HashMap<usize, usize>,
    pub(super) fiscal_years: Vec<i32>,
    /// Places and the words there.
    pub(super) evidence: Vec<(&'p Span, &'p str)>,
}

impl<'p> Index<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let items = items_in_order(plan);
        let lines = plan.budget_lines();
        let line_of: HashMap<usize, usize> = lines
            .iter()
            .enumerate()
            .flat_map(|(at, line)| line.statements.iter().map(move |statement| (*statement, at)))
            .collect();
        let mut index = Self {
            document: document_key(&plan.document.sha256),
            children: HashMap::new(),
            relisted_children: HashMap::new(),
            kinds: HashMap::new(),
            programs: plan
                .programs
                .iter()
                .enumerate()
                .map(|(at, program)| (program.name.as_str(), at))
                .collect(),
            uses: HashMap::new(),
            goals_of_program: vec![BTreeSet::new(); plan.programs.len()],
            goals: plan.goals.iter().enumerate().map(|(at, goal)| (goal.id.as_str(), at)).collect(),
            line_keys: Vec::new(),
            evidence: evidence(plan, &items, &line_of),
            line_of,
            fiscal_years: fiscal_years(plan, &lines),
            items,
            lines,
        };
        index.line_keys = index.lines.iter().map(|line| line_key(plan, &index.programs, line)).collect();
        index.add_items();
        index.add_uses(plan);
        index
    }

    fn add_items(&mut self) {
        for item in &self.items {
            match item.relisting() {
                None => {
                    self.kinds.insert(item.id(), item.kind());
                    self.children.entry(item.parent().unwrap_or_default()).or_default().push(*item);
                }
                Some(relisting) => {
                    self.relisted_children
                        .entry(relisting.under.as_deref().unwrap_or_default())
                        .or_default()
                        .push(*item);
                }
            }
        }
    }

    fn add_uses(&mut self, plan: &'p Plan) {
        let goal_of: HashMap<&str, usize> = plan
            .measures
            .iter()
            .filter(|measure| !measure.relisted)
            .filter_map(|measure| Some((measure.id.as_str(), *self.goals.get(measure.goal_id.as_deref()?)?)))
            .collect();
        for statement in &plan.statements {
            let used = self.uses.entry(&statement.measure).or_default();
            let mentioned = mentions_at(plan, &statement.span).iter().map(|mention| mention.program.as_str());
            // In a column of money the program may be named by the measure alone.
            let (budgets, _) = budgets_at(plan, &statement.span);
            let paid = budgets.iter().flat_map(|budget| budget.programs.iter().chain(&budget.via));
            for name in mentioned.chain(paid.map(String::as_str)) {
                let Some(program) = self.programs.get(name) else {
                    continue;
                };
                if !used.contains(program) {
                    used.push(*program);
                }
                if let (Some(goal), Some(goals)) =
                    (goal_of.get(statement.measure.as_str()), self.goals_of_program.get_mut(*program))
                {
                    goals.insert(*goal);
                }
            }
        }
    }
}

fn items_in_order(plan: &Plan) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = plan.goals.iter().map(Item::Goal).collect();
    items.extend(plan.objectives.iter().map(Item::Objective));
    items.extend(plan.groups.iter().map(Item::Group));
    items.extend(plan.measures.iter().map(Item::Measure));
    items.sort_by_key(|item| (item.span().key(), item.kind()));
    items
}

fn fiscal_years(plan: &Plan, lines: &[BudgetLine<'_>]) -> Vec<i32> {
    let stated = plan.statements.iter().filter_map(|statement| statement.fiscal_year);
    let blank = plan.budgets.iter().filter(|budget| budget.amount.is_none());
    let years: BTreeSet<i32> = stated
        .chain(lines.iter().map(|line| line.fiscal_year))
        .chain(blank.filter_map(|budget| budget.fiscal_year))
        .collect();
    years.into_iter().collect()
}

fn line_key(plan: &Plan, programs: &HashMap<&str, usize>, line: &BudgetLine<'_>) -> String {
    let mut key = match &line.owner {
        LineOwner::Measure(measure) => format!("m-{measure}"),
        LineOwner::Programs(names) => {
            let keys = names.iter().filter_map(|name| plan.programs.get(*programs.get(name)?));
            keys.map(|program| program.key.as_str()).collect::<Vec<_>>().join("_")
        }
    };
    let phase = match line.phase {
        Phase::Enacted => "enacted",
        Phase::Draft => "draft",
        Phase::Supplementary => "supplementary",
        Phase::DraftSupplementary => "draft-supplementary",
    };
    // Writing to a String cannot fail.
    let _ = write!(key, ".{}.{phase}.{}", line.fiscal_year, line.amount);
    key
}

/// Whether an amount is of a budget line, or left blank. A change, a total, an amount of no known year is neither: a
/// finding tells of it, and the graph does not.
pub(super) fn speaks_of_a_line(
    position: usize,
    budget: &BudgetStatement,
    line_of: &HashMap<usize, usize>,
) -> bool {
    budget.amount.is_none() || line_of.contains_key(&position)
}

/// All places, in reading order, each once.
fn evidence<'p>(
    plan: &'p Plan,
    items: &[Item<'p>],
    line_of: &HashMap<usize, usize>,
) -> Vec<(&'p Span, &'p str)> {
    let mut places: Vec<(&Span, &str)> = items.iter().map(|item| (item.span(), item.surface())).collect();
    let originals = plan.measures.iter().filter(|measure| !measure.relisted);
    places.extend(
        originals.flat_map(|measure| &measure.ministries).map(|entry| (&entry.span, entry.surface.as_str())),
    );
    let details = plan.measures.iter().flat_map(|measure| &measure.details);
    places.extend(details.map(|detail| (&detail.span, detail.surface.as_str())));
    places.extend(plan.statements.iter().map(|statement| (&statement.span, statement.surface())));
    places.extend(plan.mentions.iter().map(|mention| (&mention.span, mention.surface.as_str())));
    places.extend(plan.body_mentions.iter().map(|mention| (&mention.span, mention.surface.as_str())));
    let spoken =
        plan.budgets.iter().enumerate().filter(|(at, budget)| speaks_of_a_line(*at, budget, line_of));
    places.extend(spoken.map(|(_, budget)| (&budget.span, budget.surface.as_str())));
    places.extend(plan.quantities.iter().map(|quantity| (&quantity.span, quantity.surface.as_str())));
    places.extend(plan.dates.iter().map(|date| (&date.span, date.surface.as_str())));
    places.sort_by_key(|(span, _)| span.key());
    places.dedup_by_key(|(span, _)| span.key());
    places
}

/// The part of a list in reading order that stands in the cell of a span.
fn in_cell<'l, T>(list: &'l [T], cell: &Span, span: impl Fn(&T) -> &Span) -> (&'l [T], Range<usize>) {
    let start = list.partition_point(|item| span(item).cell() < cell.cell());
    let end = list.partition_point(|item| span(item).cell() <= cell.cell());
    (list.get(start..end).unwrap_or_default(), start..end)
}

pub(super) fn mentions_at<'p>(plan: &'p Plan, cell: &Span) -> &'p [Mention] {
    in_cell(&plan.mentions, cell, |mention| &mention.span).0
}

pub(super) fn body_mentions_at<'p>(plan: &'p Plan, cell: &Span) -> &'p [BodyMention] {
    in_cell(&plan.body_mentions, cell, |mention| &mention.span).0
}

pub(super) fn budgets_at<'p>(plan: &'p Plan, cell: &Span) -> (&'p [BudgetStatement], Range<usize>) {
    in_cell(&plan.budgets, cell, |budget| &budget.span)
}

pub(super) fn quantities_at<'p>(plan: &'p Plan, cell: &Span) -> &'p [Quantity] {
    in_cell(&plan.quantities, cell, |quantity| &quantity.span).0
}

pub(super) fn dates_at<'p>(plan: &'p Plan, cell: &Span) -> &'p [DateStatement] {
    in_cell(&plan.dates, cell, |date| &date.span).0
}

/// The distinct programs that a statement names, in order.
pub(super) fn programs_of(plan: &Plan, programs: &HashMap<&str, usize>, statement: &Statement) -> Vec<usize> {
    let mut named = Vec::new();
    for mention in mentions_at(plan, &statement.span) {
        if let Some(program) = programs.get(mention.program.as_str())
            && !named.contains(program)
        {
            named.push(*program);
        }
    }
    named
}
