//! Plans made up for pages: a small one by hand, and others of any size. They are drawn as the views draw them, in rows
//! or in layers, but by a layout of their own, so that a page is tested with scenes that it does not know.

use policygraph::view::network::{Edge, EdgeKind, Network, Node, NodeKind};
use policygraph::view::page::{Choice, EdgeDetail, Fact, Language, NodeDetail, Page, PagePlace, RowOrder};

pub const ID: &str = "https://w3id.org/policygraph/id/";

/// What every label of a plan has to be taken as: text.
pub const HOSTILE: &str = "</script><img src=x onerror=alert(1)>\u{202e}\"'&amp;{n}<!--\u{2028}";

pub struct Program {
    pub title: String,
    pub names: Vec<String>,
    pub whole: Option<usize>,
    pub money: bool,
}

pub struct Measure {
    pub title: String,
    pub goal: usize,
    pub leads: Vec<usize>,
    pub supporting: Vec<usize>,
    pub line: i64,
    /// Programs and, as places, the years.
    pub uses: Vec<(usize, Vec<usize>)>,
}

pub struct Plan {
    pub title: String,
    pub goals: Vec<String>,
    pub measures: Vec<Measure>,
    pub programs: Vec<Program>,
}

pub const BODIES: [(&str, &str, &str); 4] = [
    ("厚", "厚生労働省", "#0072b2"),
    ("経", "経済産業省", "#d55e00"),
    ("文", "文部科学省", "#009e73"),
    ("内", "内閣府", "#e69f00"),
];
pub const YEARS: [&str; 2] = ["令和4年度", "令和5年度"];

fn program(title: &str, whole: Option<usize>, money: bool) -> Program {
    Program { title: title.to_owned(), names: Vec::new(), whole, money }
}

/// Three programs, one of them part of another, and six measures, one of them without a program.
pub fn small() -> Plan {
    let measure = |title: &str,
                   goal: usize,
                   (leads, supporting): (&[usize], &[usize]),
                   line: i64,
                   uses: &[(usize, &[usize])]| Measure {
        title: title.to_owned(),
        goal,
        leads: leads.to_vec(),
        supporting: supporting.to_vec(),
        line,
        uses: uses.iter().map(|(program, years)| (*program, years.to_vec())).collect(),
    };
    let mut programs = vec![
        program("医工連携イノベーション推進事業", None, true),
        program("地域連携拠点", Some(0), false),
        program("保健医療分野におけるＡＩ研究開発・加速プロジェクト", None, true),
    ];
    programs[2].names = vec!["AI研究開発加速プロジェクト".to_owned(), HOSTILE.to_owned()];
    Plan {
        title: "医療機器の研究開発及び普及の促進に関する計画(見本)".to_owned(),
        goals: vec!["医療機器の研究開発の中心地としての地位を築くこと".to_owned(), format!("=1+1 {HOSTILE}")],
        measures: vec![
            measure("臨床現場を理解した企業の開発人材の育成", 0, (&[0], &[]), 9, &[(0, &[0, 1])]),
            measure(
                "出口戦略を策定し、計画全体を管理する能力を有する人材の育成",
                0,
                (&[0, 1], &[]),
                17,
                &[(0, &[0]), (1, &[0, 1])],
            ),
            measure("医療機器の研究開発の伴走支援", 0, (&[1], &[0]), 25, &[(1, &[1])]),
            measure("個別企業に対する国際展開の支援機能の強化", 1, (&[2], &[0]), 82, &[(2, &[0, 1])]),
            measure(HOSTILE, 1, (&[], &[1]), 91, &[(2, &[])]),
            measure("薬事承認制度の運用の改善", 1, (&[0], &[]), 104, &[]),
        ],
        programs,
    }
}

/// A plan of any size, without anything random: few programs are used often, many once, some measures use none.
pub fn made_up(programs: usize, measures: usize) -> Plan {
    const FIELDS: [&str; 6] =
        ["医療機器", "創薬基盤", "再生医療等製品", "プログラム医療機器", "国際展開", "人材育成"];
    const DEEDS: [&str; 5] = [
        "実用化研究事業",
        "基盤整備事業",
        "開発・普及促進のための調査及び体制強化に資する事業",
        "支援プログラム",
        "実証(ＰｏＣ)事業",
    ];
    let named = |place: usize| format!("{}{}({})", FIELDS[place % 6], DEEDS[place / 6 % 5], place + 1);
    let made = |place: usize| Program {
        title: named(place),
        names: vec![format!("第{}号事業", place + 1)],
        whole: matches!(place % 9, 4 | 5).then(|| place - 1),
        money: place % 3 != 1,
    };
    let uses = |place: usize| {
        let mut chosen: Vec<usize> =
            (0..place % 4).map(|step| (place * (step + 3) + step * 17) % programs).collect();
        if place.is_multiple_of(5) {
            chosen.push(place / 5 % 7 % programs);
        }
        chosen.sort_unstable();
        chosen.dedup();
        let years = |step: usize| {
            if (place + step).is_multiple_of(3) { vec![0, 1] } else { vec![(place + step) % 2] }
        };
        chosen.into_iter().enumerate().map(|(step, program)| (program, years(step))).collect()
    };
    let measure = |place: usize| Measure {
        title: format!("{}における{}の促進に向けた取組", FIELDS[place % 6], DEEDS[place % 5]),
        goal: place * 3 / measures,
        leads: (0..place % 3).map(|step| (place + step) % BODIES.len()).collect(),
        supporting: vec![(place + 2) % BODIES.len()]
            .into_iter()
            .filter(|body| place % 3 == 1 && *body != place % 4)
            .collect(),
        line: i64::try_from(place * 2 + 9).unwrap(),
        uses: uses(place),
    };
    Plan {
        title: format!("{programs}事業の計画(見本)"),
        goals: ["研究開発", "国際展開", "有事への備え"]
            .map(|goal| format!("{goal}の水準を引き上げること"))
            .into(),
        measures: (0..measures).map(measure).collect(),
        programs: (0..programs).map(made).collect(),
    }
}

impl Plan {
    /// Goals, measures and programs; headings, uses, uses of parts, parts.
    pub fn network(&self) -> Network {
        let node = |kind: NodeKind, place: usize, title: &str| Node {
            kind,
            iri: format!("{ID}{}/{place:04}", kind.name()),
            title: title.to_owned(),
            values: Vec::new(),
        };
        let titled = |kind: NodeKind, titles: Vec<&String>| -> Vec<Node> {
            titles.into_iter().enumerate().map(|(place, title)| node(kind, place, title)).collect()
        };
        let mut nodes = titled(NodeKind::Goal, self.goals.iter().collect());
        nodes.extend(titled(NodeKind::Measure, self.measures.iter().map(|measure| &measure.title).collect()));
        nodes.extend(titled(NodeKind::Program, self.programs.iter().map(|program| &program.title).collect()));
        let edge = |kind, source, target| Edge { kind, source, target, weight: 1.0, values: Vec::new() };
        let mut edges = Vec::new();
        for (place, measure) in self.measures.iter().enumerate() {
            edges.push(edge(EdgeKind::Contains, measure.goal, self.measure(place)));
        }
        for (place, measure) in self.measures.iter().enumerate() {
            for (program, _) in &measure.uses {
                edges.push(edge(EdgeKind::Uses, self.measure(place), self.program(*program)));
            }
            for whole in self.wholes_used(measure) {
                edges.push(edge(EdgeKind::UsesPart, self.measure(place), self.program(whole)));
            }
        }
        for (place, program) in self.programs.iter().enumerate() {
            if let Some(whole) = program.whole {
                edges.push(edge(EdgeKind::PartOf, self.program(place), self.program(whole)));
            }
        }
        Network { title: self.title.clone(), directed: true, nodes, edges, ..Network::default() }
    }

    /// The wholes of what a measure uses, where it does not use them itself.
    fn wholes_used(&self, measure: &Measure) -> Vec<usize> {
        let used = |program: usize| measure.uses.iter().any(|(used, _)| *used == program);
        let mut wholes: Vec<usize> =
            measure.uses.iter().filter_map(|(program, _)| self.programs[*program].whole).collect();
        wholes.retain(|whole| !used(*whole));
        wholes.sort_unstable();
        wholes.dedup();
        wholes
    }

    pub fn measure(&self, place: usize) -> usize {
        self.goals.len() + place
    }

    pub fn program(&self, place: usize) -> usize {
        self.goals.len() + self.measures.len() + place
    }

    /// A page without a picture yet.
    pub fn page(&self, language: Language) -> Page {
        let network = self.network();
        let place = |line: i64| vec![PagePlace { file: "report.tsv".to_owned(), line, column: Some(5) }];
        let fact = |name: &str, text: String, quoted: bool, line: i64| Fact {
            name: name.to_owned(),
            text,
            quoted,
            places: place(line),
        };
        let mut nodes = vec![NodeDetail::default(); self.goals.len()];
        for measure in &self.measures {
            let mut bodies = measure.leads.clone();
            bodies.extend(&measure.supporting);
            let told = format!("{}。\n関係者の意見を踏まえて進めた。", measure.title);
            nodes.push(NodeDetail {
                goals: vec![measure.goal],
                leads: measure.leads.clone(),
                bodies,
                facts: vec![
                    fact("令和4年度の状況", told, true, measure.line),
                    fact("令和5年度の予定", "引き続き実施する。".to_owned(), true, measure.line),
                ],
                ..NodeDetail::default()
            });
        }
        for program in &self.programs {
            let amount = fact("予算", "令和5年度当初 1,234百万円".to_owned(), true, 63);
            nodes.push(NodeDetail {
                names: program.names.clone(),
                money: Some(program.money),
                facts: if program.money { vec![amount] } else { Vec::new() },
                ..NodeDetail::default()
            });
        }
        let edges = network.edges.iter().map(|edge| self.edge_detail(edge, &fact)).collect();
        let choice = |(mark, label): (&str, &str)| Choice { mark: mark.to_owned(), label: label.to_owned() };
        let goal = |(place, label): (usize, &String)| Choice {
            mark: format!("({})", place + 1),
            label: label.clone(),
        };
        Page {
            language,
            scene: super::scenes::empty(),
            nodes,
            edges,
            goals: self.goals.iter().enumerate().map(goal).collect(),
            bodies: BODIES.map(|(mark, label, _)| choice((mark, label))).into(),
            years: YEARS.map(|year| choice((year, year))).into(),
            orders: Vec::new(),
            site: None,
            notes: vec![
                "出典: 見本の計画の進捗状況(公共データ利用規約 第1.0版)を加工して作成。".to_owned(),
                format!("policygraph 0.1.0 {HOSTILE}"),
            ],
            network,
        }
    }

    fn edge_detail(&self, edge: &Edge, fact: &dyn Fn(&str, String, bool, i64) -> Fact) -> EdgeDetail {
        if edge.kind != EdgeKind::Uses {
            return EdgeDetail::default();
        }
        let measure = &self.measures[edge.source - self.goals.len()];
        let program = edge.target - self.program(0);
        let (_, years) = measure.uses.iter().find(|(used, _)| *used == program).unwrap();
        let words = format!("「{}」において支援を行った。", self.programs[program].title);
        EdgeDetail {
            years: years.clone(), facts: vec![fact("事業名の出現", words, true, measure.line)]
        }
    }

    /// Rows by how often they are used, and by name; a part follows its whole only in the first.
    pub fn orders(&self, by_use: &[usize], language: Language) -> Vec<RowOrder> {
        let mut by_name: Vec<usize> = (0..self.programs.len()).collect();
        by_name.sort_by(|a, b| self.programs[*a].title.cmp(&self.programs[*b].title));
        let order = |name, japanese: &str, english: &str, programs: &[usize]| RowOrder {
            name,
            label: if language == Language::Japanese { japanese } else { english }.to_owned(),
            nodes: programs.iter().map(|program| self.program(*program)).collect(),
        };
        vec![
            order("reuse", "使う施策の多い順", "Most used first", by_use),
            order("name", "名称順", "By name", &by_name),
        ]
    }

    /// Programs with the most measures first, each followed by its parts.
    pub fn by_use(&self) -> Vec<usize> {
        let count = |program: usize| {
            self.measures
                .iter()
                .filter(|measure| measure.uses.iter().any(|(used, _)| *used == program))
                .count()
        };
        let mut roots: Vec<usize> =
            (0..self.programs.len()).filter(|program| self.programs[*program].whole.is_none()).collect();
        roots.sort_by_key(|program| std::cmp::Reverse(count(*program)));
        // Those that wait are taken from the end.
        let mut waiting: Vec<usize> = roots.into_iter().rev().collect();
        let mut order = Vec::new();
        while let Some(program) = waiting.pop() {
            order.push(program);
            waiting.extend(
                (0..self.programs.len()).rev().filter(|part| self.programs[*part].whole == Some(program)),
            );
        }
        order
    }
}
