//! Registers: reviewed lists of organizations and programs with all their names.
//!
//! Knowledge about who is meant by `厚` and which two names are one program is data, not code. It stands in
//! `ontology/organizations.ttl` and `ontology/programs.ttl`; users add files of their own. Here the Turtle
//! becomes plain tables, so that `notation` and `plan` need to know no RDF.

mod body;
mod program;
mod turtle;

pub use body::{Body, BodyKind, BodyTable};
pub use program::{ProgramEntry, ProgramTable};
pub use turtle::{RegisterError, is_corporate_number};

use std::io::Read;
use std::sync::LazyLock;

const ORGANIZATIONS: &str = include_str!("../../ontology/organizations.ttl");
const PROGRAMS: &str = include_str!("../../ontology/programs.ttl");

/// Bodies and programs that have been reviewed.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Ministries, implementing bodies and collectives.
    pub bodies: BodyTable,
    /// Programs, projects, networks and other named undertakings.
    pub programs: ProgramTable,
}

impl Register {
    /// The registers that come with the program. They are read once, when first asked for.
    ///
    /// ```
    /// use policygraph::register::Register;
    /// let body = Register::embedded().bodies.find("厚").expect("in the register");
    /// assert_eq!(body.name, "厚生労働省");
    /// ```
    pub fn embedded() -> &'static Self {
        // A test reads both files and fails on any error, so the default is never taken in a released build.
        static EMBEDDED: LazyLock<Register> = LazyLock::new(|| Register::read_embedded().unwrap_or_default());
        &EMBEDDED
    }

    fn read_embedded() -> Result<Self, RegisterError> {
        let mut register = Self::default();
        register.read_turtle(ORGANIZATIONS.as_bytes(), "organizations.ttl")?;
        register.read_turtle(PROGRAMS.as_bytes(), "programs.ttl")?;
        Ok(register)
    }

    /// Adds a register in Turtle. `name` is what messages call the file.
    ///
    /// An item whose slug (the last part of its IRI) is known already gets the further names; a name, English
    /// name, number or relation that is given again replaces the one before.
    ///
    /// # Errors
    /// The file cannot be read, is not Turtle, or says something of an item that cannot be right; the register
    /// is then as it was before.
    pub fn read_turtle(&mut self, reader: impl Read, name: &str) -> Result<(), RegisterError> {
        let mut next = self.clone();
        turtle::read(&mut next, reader, name)?;
        next.bodies.index();
        next.programs.index();
        *self = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = r#"
        @prefix pgo: <https://w3id.org/policygraph/ontology#> .
        @prefix o: <https://example.org/id/org/> .
        @prefix p: <https://example.org/id/program/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix org: <http://www.w3.org/ns/org#> .
        o:city-health a pgo:Ministry ; skos:prefLabel "健康福祉部"@ja, "Health Department"@en ; skos:notation "健福" ;
          skos:note "a city's own" .
        o:city-clinic a pgo:ImplementingBody ; skos:prefLabel "市民病院"@ja ; org:subOrganizationOf o:city-health .
        p:walk a pgo:Program ; skos:prefLabel "健康ウォーキング事業"@ja ; skos:altLabel "ウォーキング事業" ;
          skos:hiddenLabel "健康ウオーキング事業" ; pgo:partOfProgram p:health ; pgo:possiblySameAs p:health .
        p:health a pgo:Program ; skos:prefLabel "健康づくり事業"@ja ; pgo:reviewSheetNumber "12" .
    "#;

    #[test]
    fn the_embedded_registers_are_readable() {
        let register = Register::read_embedded().unwrap();
        assert!(register.bodies.iter().count() > 0 && register.programs.iter().count() > 0);
        for (mark, name) in [
            ("厚", "厚生労働省"),
            ("文", "文部科学省"),
            ("経", "経済産業省"),
            ("内", "内閣府"),
            ("内官", "内閣官房"),
            ("総", "総務省"),
            ("厚 生\n労働省", "厚生労働省"),
            ("国交省", "国土交通省"),
            ("デジタル庁", "デジタル庁"),
        ] {
            assert_eq!(register.bodies.find(mark).map(|body| body.name.as_str()), Some(name), "{mark}");
        }
    }

    #[test]
    fn a_user_adds_a_file() {
        let mut register = Register::embedded().clone();
        register.read_turtle(OWN.as_bytes(), "own.ttl").unwrap();
        let body = register.bodies.find("健福").unwrap();
        assert_eq!((body.slug.as_str(), body.name_en.as_deref()), ("city-health", Some("Health Department")));
        assert_eq!(register.bodies.find("市民病院").unwrap().parent.as_deref(), Some("city-health"));
        let program = register.programs.find("健康ｳｵｰｷﾝｸﾞ事業").unwrap();
        assert_eq!((program.slug.as_str(), program.part_of.as_slice()), ("walk", &["health".to_owned()][..]));
        assert_eq!(register.programs.get("health").unwrap().review_sheet_number.as_deref(), Some("12"));
        assert!(register.bodies.find("厚").is_some());
    }

    #[test]
    fn a_second_file_adds_names() {
        let mut register = Register::default();
        register.read_turtle(OWN.as_bytes(), "own.ttl").unwrap();
        let more = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <https://example.org/id/program/walk> skos:altLabel "歩く事業", "ウォーキング事業" ."#;
        register.read_turtle(more.as_bytes(), "more.ttl").unwrap();
        assert_eq!(register.programs.find("歩く事業").unwrap().alt_names, ["ウォーキング事業", "歩く事業"]);
    }

    #[test]
    fn what_cannot_be_right_is_an_error_and_changes_nothing() {
        let prefixes = OWN.split("o:city-health").next().unwrap();
        for (statement, message) in [
            ("o:x a pgo:Ministry", "own.ttl, line"),
            ("o:x a pgo:Ministry .", "has no skos:prefLabel"),
            ("<https://example.org/id/org/> a pgo:Ministry ; skos:prefLabel \"甲\" .", "no slug"),
            (
                "o:x a pgo:Ministry ; skos:prefLabel \"甲\" ; org:identifier \"5000012010023\"^^pgo:CorporateNumber .",
                "is no corporate number",
            ),
            ("p:x a pgo:Program ; skos:prefLabel \"甲\" ; pgo:partOfProgram p:y .", "is in no register"),
        ] {
            let mut register = Register::default();
            let error =
                register.read_turtle(format!("{prefixes}{statement}").as_bytes(), "own.ttl").unwrap_err();
            assert!(error.to_string().contains(message), "{error}");
            assert_eq!(register.bodies.iter().count(), 0);
        }
    }
}
