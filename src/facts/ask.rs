//! Facts from anything that answers SPARQL, property by property.

use super::builder::Heap;
use super::kept::{Extent, KEPT, Relation, Take, classes};
use super::store::take;
use super::{Facts, FactsError};
use crate::query::evaluate::{EvaluateError, Source};

/// Asks for all statements of every property that is kept.
pub(super) fn read(source: &dyn Source, extent: Extent) -> Result<Facts, FactsError> {
    let mut heap = Heap::new(extent);
    for kept in KEPT.iter().filter(|kept| kept.extent <= extent) {
        let property = kept.property.angled;
        let queries = match kept.take {
            Take::Link(Relation::Classes) => {
                let of = |class: &str| {
                    format!("SELECT DISTINCT ?s ?o WHERE {{ VALUES ?o {{ {class} }} ?s {property} ?o . }}")
                };
                classes(extent).iter().map(|class| of(class.angled)).collect()
            }
            _ => vec![format!("SELECT DISTINCT ?s ?o WHERE {{ ?s {property} ?o . }}")],
        };
        for query in queries {
            let failed = |source: EvaluateError| FactsError::Query {
                property: kept.property.iri,
                source: Box::new(source),
            };
            for row in &source.select(&query).map_err(failed)?.rows {
                if let [Some(subject), Some(object)] = row.as_slice() {
                    take(&mut heap, kept, subject, object)?;
                }
            }
        }
    }
    Ok(heap.finish())
}
