//! Messages where shapes have none, and variables in messages.

use super::check::Solution;
use super::shapes::{Bound, Constraint, Limit, NodeKind, Shape};
use super::terms::{Id, Terms};
use crate::query::prefix;
use oxigraph::model::{Literal, Term};

/// A term in a message.
fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => prefix::shorten(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// A message with the values of `{?variable}` and `{$variable}`; those that have none stay.
pub(super) fn fill(message: &Literal, solution: &Solution) -> Literal {
    let mut text = message.value().to_owned();
    if !text.contains('{') {
        return message.clone();
    }
    for (variable, term) in solution {
        for sign in ['?', '$'] {
            text = text.replace(&format!("{{{sign}{}}}", variable.as_str()), &shown(term));
        }
    }
    match message.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_simple_literal(text),
    }
}

/// What a constraint wants, in English and Japanese.
pub(super) fn generic(
    constraint: &Constraint,
    is_over: bool,
    terms: &Terms,
    shapes: &[Shape],
) -> Vec<Literal> {
    let words = Words { terms, shapes };
    let found = words.of_values(constraint).or_else(|| words.of_shapes(constraint, is_over));
    let (english, japanese) = found.unwrap_or_else(|| words.of_others(constraint));
    vec![
        Literal::new_language_tagged_literal_unchecked(english, "en"),
        Literal::new_language_tagged_literal_unchecked(japanese, "ja"),
    ]
}

/// How the terms of a message are called.
struct Words<'d> {
    terms: &'d Terms,
    shapes: &'d [Shape],
}

/// English and Japanese.
type Pair = (String, String);

impl Words<'_> {
    fn name(&self, id: Id) -> String {
        self.terms.get(id).map(shown).unwrap_or_default()
    }

    fn shape(&self, number: usize) -> String {
        self.shapes.get(number).map(|shape| self.name(shape.node)).unwrap_or_default()
    }

    fn list(&self, numbers: &[usize]) -> String {
        numbers.iter().map(|number| self.shape(*number)).collect::<Vec<_>>().join(", ")
    }

    /// Of constraints that look at a value alone.
    fn of_values(&self, constraint: &Constraint) -> Option<Pair> {
        Some(match constraint {
            Constraint::Class(class) => {
                let class = self.name(*class);
                (format!("This must be a {class}."), format!("{class} でなければなりません。"))
            }
            Constraint::Datatype(datatype) => {
                let datatype = self.name(*datatype);
                (
                    format!("This must be a literal of {datatype}."),
                    format!("{datatype} のリテラルでなければなりません。"),
                )
            }
            Constraint::NodeKind(kind) => kinds(*kind),
            Constraint::Range(limit, bound) => range(*limit, &self.name(*bound)),
            Constraint::MinLength(length) => (
                format!("This must have at least {length} characters."),
                format!("{length}文字以上でなければなりません。"),
            ),
            Constraint::MaxLength(length) => (
                format!("This may have at most {length} characters."),
                format!("{length}文字以下でなければなりません。"),
            ),
            Constraint::Pattern(pattern) => (
                format!("This must match the pattern {}", pattern.as_str()),
                format!("次の正規表現に合わなければなりません: {}", pattern.as_str()),
            ),
            Constraint::LanguageIn(languages) => {
                let languages = languages.join(", ");
                (
                    format!("This must be a text in one of these languages: {languages}."),
                    format!("次のいずれかの言語の文字列でなければなりません: {languages}"),
                )
            }
            Constraint::In(values) => {
                const MOST: usize = 10;
                let mut shown: Vec<String> = values.iter().take(MOST).map(|id| self.name(*id)).collect();
                if values.len() > MOST {
                    shown.push("…".to_owned());
                }
                let values = shown.join(", ");
                (
                    format!("This must be one of: {values}."),
                    format!("次のいずれかでなければなりません: {values}"),
                )
            }
            Constraint::Disjoint(other) => {
                let other = self.name(*other);
                (
                    format!("This must not be a value of {other}, too."),
                    format!("{other} の値と同じであってはなりません。"),
                )
            }
            _ => return None,
        })
    }

    /// Of constraints that name shapes.
    fn of_shapes(&self, constraint: &Constraint, is_over: bool) -> Option<Pair> {
        Some(match constraint {
            Constraint::Not(other) => {
                let other = self.shape(*other);
                (
                    format!("This must not conform to the shape {other}."),
                    format!("シェイプ {other} に適合してはなりません。"),
                )
            }
            Constraint::Node(other) | Constraint::Property(other) => {
                let other = self.shape(*other);
                (
                    format!("This must conform to the shape {other}."),
                    format!("シェイプ {other} に適合しなければなりません。"),
                )
            }
            Constraint::And(others) => {
                let others = self.list(others);
                (
                    format!("This must conform to all of these shapes: {others}."),
                    format!("次のすべてのシェイプに適合しなければなりません: {others}"),
                )
            }
            Constraint::Or(others) => {
                let others = self.list(others);
                (
                    format!("This must conform to at least one of these shapes: {others}."),
                    format!("次のシェイプの少なくとも一つに適合しなければなりません: {others}"),
                )
            }
            Constraint::Xone(others) => {
                let others = self.list(others);
                (
                    format!("This must conform to exactly one of these shapes: {others}."),
                    format!("次のシェイプのちょうど一つに適合しなければなりません: {others}"),
                )
            }
            Constraint::Qualified { shape: wanted, most: Some(most), .. } if is_over => {
                let wanted = self.shape(*wanted);
                (
                    format!("At most {most} values may conform to the shape {wanted}."),
                    format!("シェイプ {wanted} に適合する値は{most}個までです。"),
                )
            }
            Constraint::Qualified { shape: wanted, least, .. } => {
                let (wanted, least) = (self.shape(*wanted), least.unwrap_or_default());
                (
                    format!("At least {least} values must conform to the shape {wanted}."),
                    format!("シェイプ {wanted} に適合する値が少なくとも{least}個必要です。"),
                )
            }
            _ => return None,
        })
    }

    /// Of constraints that look at all values together.
    fn of_others(&self, constraint: &Constraint) -> Pair {
        match constraint {
            Constraint::MinCount(count) => (
                format!("There must be at least {count} values."),
                format!("値が少なくとも{count}個必要です。"),
            ),
            Constraint::MaxCount(count) => {
                (format!("There may be at most {count} values."), format!("値は{count}個までです。"))
            }
            Constraint::UniqueLang => (
                "There may be one text in each language only.".to_owned(),
                "文字列は言語ごとに一つだけです。".to_owned(),
            ),
            Constraint::Equals(other) => {
                let other = self.name(*other);
                (
                    format!("The values must be those of {other}."),
                    format!("値は {other} の値と同じでなければなりません。"),
                )
            }
            Constraint::LessThan(other, Bound::Exclusive) => {
                let other = self.name(*other);
                (
                    format!("This must be less than every value of {other}."),
                    format!("{other} のどの値よりも小さくなければなりません。"),
                )
            }
            Constraint::LessThan(other, Bound::Inclusive) => {
                let other = self.name(*other);
                (
                    format!("This must not be greater than any value of {other}."),
                    format!("{other} のどの値よりも大きくてはなりません。"),
                )
            }
            Constraint::Closed(_) => (
                "The shape is closed and does not allow this property.".to_owned(),
                "このプロパティは、閉じたシェイプでは使えません。".to_owned(),
            ),
            Constraint::HasValue(value) => {
                let value = self.name(*value);
                (format!("The value {value} is missing."), format!("値 {value} がありません。"))
            }
            Constraint::Sparql(rule) => {
                let rule = self.name(rule.node);
                (format!("The rule {rule} does not hold."), format!("規則 {rule} が成り立ちません。"))
            }
            _ => ("This does not hold.".to_owned(), "成り立ちません。".to_owned()),
        }
    }
}

fn kinds(kind: NodeKind) -> Pair {
    let all = [
        (kind.iri, "an IRI", "IRI"),
        (kind.blank, "a blank node", "空白ノード"),
        (kind.literal, "a literal", "リテラル"),
    ];
    let allowed = || all.iter().filter(|(is_allowed, ..)| *is_allowed);
    let english: Vec<&str> = allowed().map(|(_, english, _)| *english).collect();
    let japanese: Vec<&str> = allowed().map(|(.., japanese)| *japanese).collect();
    (
        format!("This must be {}.", english.join(" or ")),
        format!("{}でなければなりません。", japanese.join("か")),
    )
}

fn range(limit: Limit, bound: &str) -> Pair {
    let (english, japanese) = match limit {
        Limit::Least(Bound::Exclusive) => ("greater than", "より大きく"),
        Limit::Least(Bound::Inclusive) => ("not less than", "以上で"),
        Limit::Greatest(Bound::Exclusive) => ("less than", "より小さく"),
        Limit::Greatest(Bound::Inclusive) => ("not greater than", "以下で"),
    };
    (format!("This must be {english} {bound}."), format!("{bound}{japanese}なければなりません。"))
}
