//! How engines write values that the graph has in another form.
//!
//! A value is never changed here, only its type or its form, where an engine is known to lose these.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};

/// The ways of one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// As the standards say.
    Standard,
    /// Virtuoso 7 keeps whole numbers of more than 31 bits as `xsd:decimal`.
    Virtuoso,
}

impl Dialect {
    /// By the name that the server goes by.
    pub(super) fn of(server: &str) -> Self {
        if server.starts_with("Virtuoso") { Self::Virtuoso } else { Self::Standard }
    }

    /// A term as the graph has it.
    pub(super) fn restore(self, term: &mut Term) {
        let Term::Literal(literal) = term else { return };
        let (value, datatype) = (literal.value(), literal.datatype());
        if datatype == xsd::BOOLEAN {
            // Two forms of each, of which one is canonical.
            let canonical = match value {
                "1" => true,
                "0" => false,
                _ => return,
            };
            *literal = Literal::from(canonical);
        } else if self == Self::Virtuoso && datatype == xsd::DECIMAL && is_whole(value) {
            *literal = Literal::new_typed_literal(value, xsd::INTEGER);
        }
    }
}

fn is_whole(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::NamedNodeRef;

    fn restored(dialect: Dialect, value: &str, datatype: NamedNodeRef<'_>) -> String {
        let mut term = Term::from(Literal::new_typed_literal(value, datatype));
        dialect.restore(&mut term);
        term.to_string()
    }

    #[test]
    fn large_whole_numbers_of_virtuoso_are_integers_again() {
        let virtuoso = Dialect::of("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu  VDB");
        let integer = "^^<http://www.w3.org/2001/XMLSchema#integer>";
        let decimal = "^^<http://www.w3.org/2001/XMLSchema#decimal>";
        assert_eq!(restored(virtuoso, "4200000000", xsd::DECIMAL), format!("\"4200000000\"{integer}"));
        assert_eq!(restored(virtuoso, "-200000000", xsd::DECIMAL), format!("\"-200000000\"{integer}"));
        for value in ["1.5", "-", "", "1e3"] {
            assert_eq!(restored(virtuoso, value, xsd::DECIMAL), format!("\"{value}\"{decimal}"));
        }
        let other = Dialect::of("Apache Jena Fuseki");
        assert_eq!(restored(other, "42", xsd::DECIMAL), format!("\"42\"{decimal}"));
    }

    #[test]
    fn truth_values_have_one_form() {
        let boolean = "^^<http://www.w3.org/2001/XMLSchema#boolean>";
        for (value, canonical) in
            [("1", "true"), ("0", "false"), ("true", "true"), ("false", "false"), ("2", "2")]
        {
            assert_eq!(restored(Dialect::Standard, value, xsd::BOOLEAN), format!("\"{canonical}\"{boolean}"));
        }
        assert_eq!(
            restored(Dialect::Virtuoso, "1", xsd::INTEGER),
            "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"
        );
    }
}
