//! Where the examples of the vocabulary use a term.

/// The examples that come with the vocabulary, by their file names.
const EXAMPLES: &[(&str, &str)] = &[
    ("01-plan-tree.ttl", include_str!("../../../ontology/examples/01-plan-tree.ttl")),
    ("02-responsibility.ttl", include_str!("../../../ontology/examples/02-responsibility.ttl")),
    ("03-statements.ttl", include_str!("../../../ontology/examples/03-statements.ttl")),
    (
        "04-budget-whole-and-portion.ttl",
        include_str!("../../../ontology/examples/04-budget-whole-and-portion.ttl"),
    ),
    ("05-draft-budget.ttl", include_str!("../../../ontology/examples/05-draft-budget.ttl")),
    ("06-blank-amount.ttl", include_str!("../../../ontology/examples/06-blank-amount.ttl")),
    ("07-relisting.ttl", include_str!("../../../ontology/examples/07-relisting.ttl")),
    ("08-quantity.ttl", include_str!("../../../ontology/examples/08-quantity.ttl")),
    ("09-date.ttl", include_str!("../../../ontology/examples/09-date.ttl")),
    (
        "10-budget-without-program.ttl",
        include_str!("../../../ontology/examples/10-budget-without-program.ttl"),
    ),
    ("11-workbook.ttl", include_str!("../../../ontology/examples/11-workbook.ttl")),
    ("12-body-mention.ttl", include_str!("../../../ontology/examples/12-body-mention.ttl")),
];

/// The first block of the examples that uses a term of the vocabulary, where one is short enough to be read.
pub(super) fn find(name: &str) -> Option<&'static str> {
    let term = format!("pgo:{name}");
    let blocks = EXAMPLES.iter().flat_map(|(_, text)| text.split("\n\n"));
    let uses = |block: &&str| !block.starts_with('@') && words(block).any(|word| word == term);
    blocks
        .filter(uses)
        .min_by_key(|block| block.len().max(SHORT))
        .filter(|block| block.len() < LONGEST)
        .map(str::trim)
}

/// Below this many bytes, shorter is not better.
const SHORT: usize = 500;
/// A block of more bytes explains no single term.
const LONGEST: usize = 2_000;

fn words(block: &str) -> impl Iterator<Item = &str> {
    block
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split([' ', ',', ';']))
        .map(|word| word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ontology/examples");
        let names =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut there: Vec<String> =
            names.filter(|name| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "ttl")).collect();
        there.sort();
        let listed: Vec<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(there, listed);
    }

    #[test]
    fn a_term_is_found_as_a_whole_word() {
        assert!(find("Measure").is_some_and(|block| block.contains("a pgo:Measure ")));
        assert_eq!(find("Meas"), None);
    }
}
