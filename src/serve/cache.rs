//! Answers that have been worked out before.

use axum::body::Bytes;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Bytes of answers that are kept. When they are more, all are forgotten: what is asked often is soon there again.
const MOST: usize = 64 << 20;
/// Answers that are kept.
const MOST_ENTRIES: usize = 20_000;

/// An answer: media type and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) media_type: &'static str,
    pub(super) body: Bytes,
}

/// Answers by what was asked.
#[derive(Debug, Default)]
pub(super) struct Cache {
    kept: RwLock<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    entries: BTreeMap<String, Entry>,
    bytes: usize,
}

impl Cache {
    pub(super) fn get(&self, key: &str) -> Option<Entry> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).entries.get(key).cloned()
    }

    pub(super) fn put(&self, key: String, entry: Entry) {
        let size = key.len() + entry.body.len();
        if size > MOST / 4 {
            return;
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + size > MOST || kept.entries.len() >= MOST_ENTRIES {
            *kept = Kept::default();
        }
        if kept.entries.insert(key, entry).is_none() {
            kept.bytes += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_bounded() {
        let cache = Cache::default();
        let entry = Entry { media_type: "text/plain", body: Bytes::from(vec![0; MOST / 5]) };
        for number in 0..12 {
            cache.put(number.to_string(), entry.clone());
            assert_eq!(cache.get(&number.to_string()), Some(entry.clone()));
            assert!(cache.kept.read().unwrap().bytes <= MOST);
        }
        assert_eq!(cache.get("0"), None);
        let large = Entry { media_type: "text/plain", body: Bytes::from(vec![0; MOST]) };
        cache.put("large".to_owned(), large);
        assert_eq!(cache.get("large"), None);
    }
}
