//! What the data rest on, copied beside them: the vocabulary and the stored queries of this version.

use super::folder::NewFolder;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::query::catalogue;
use std::fs;

/// The files of `ontology/` with what they are, in English and in Japanese.
const ONTOLOGY: [(&str, &str, &str, &str); 6] = [
    (
        "policygraph.ttl",
        include_str!("../../../../ontology/policygraph.ttl"),
        "the ontology: classes and properties of the data",
        "オントロジー: データのクラスとプロパティ",
    ),
    (
        "codes.ttl",
        include_str!("../../../../ontology/codes.ttl"),
        "the code lists: roles, phases, kinds",
        "コード表: 役割、予算の段階、種別",
    ),
    (
        "shapes.ttl",
        include_str!("../../../../ontology/shapes.ttl"),
        "SHACL shapes that the data keep to",
        "データが満たす SHACL シェイプ",
    ),
    (
        "organizations.ttl",
        include_str!("../../../../ontology/organizations.ttl"),
        "the register of public bodies",
        "機関の登録簿",
    ),
    (
        "programs.ttl",
        include_str!("../../../../ontology/programs.ttl"),
        "the register of programs",
        "事業の登録簿",
    ),
    (
        "alignments.ttl",
        include_str!("../../../../ontology/alignments.ttl"),
        "matches with other vocabularies",
        "他の語彙との対応",
    ),
];

/// Copies the ontology and the stored queries.
pub(super) fn write(folder: &mut NewFolder) -> Result<(), Failure> {
    for (name, text, about, about_ja) in ONTOLOGY {
        let path = folder.file(&format!("ontology/{name}"), about, about_ja);
        fs::write(path, text).or_exit(Exit::Output, || name.to_owned())?;
    }
    for query in catalogue::all().or_exit(Exit::Query, || "queries".to_owned())? {
        let path =
            folder.file(&format!("queries/{}", query.file), &query.header.summary, &query.header.title);
        fs::write(path, query.text).or_exit(Exit::Output, || query.file.to_owned())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_ontology_is_copied() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ontology");
        let names =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut there: Vec<String> =
            names.filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "ttl")).collect();
        let mut copied: Vec<&str> = ONTOLOGY.iter().map(|(name, ..)| *name).collect();
        there.sort();
        copied.sort_unstable();
        assert_eq!(copied, there);
    }
}
