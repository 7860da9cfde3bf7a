//! Answers as they go out, and those that have been worked out before.

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{PoisonError, RwLock};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of answers that are kept. When they are more, all are forgotten: what is asked often is soon there again.
const MOST: usize = 64 << 20;
/// Answers that are kept.
const MOST_ENTRIES: usize = 20_000;
/// Bytes of an answer that is kept.
pub(super) const LARGEST: usize = MOST / 4;
/// Bytes from which an answer is worth compressing.
const LEAST: usize = 1_000;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) media_type: &'static str,
    pub(super) body: Bytes,
    /// The body in gzip, for an answer that is kept: it is compressed once and not for each client.
    pub(super) gzip: Option<Bytes>,
    /// Differs when the body does.
    pub(super) tag: String,
}

impl Entry {
    pub(super) fn new(media_type: &'static str, body: Bytes) -> Self {
        let gzip = if (LEAST..=LARGEST).contains(&body.len()) { compressed(&body) } else { None };
        let tag = format!("{:016x}", xxh3_64(&body));
        Self { media_type, body, gzip, tag }
    }

    fn size(&self) -> usize {
        self.body.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }
}

fn compressed(body: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(body).ok()?;
    let gzip = encoder.finish().ok()?;
    (gzip.len() < body.len()).then(|| Bytes::from(gzip))
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
        if entry.body.len() > LARGEST {
            return;
        }
        let size = key.len() + entry.size();
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
        let entry = Entry::new("text/plain", Bytes::from(vec![0; LARGEST]));
        for number in 0..12 {
            cache.put(number.to_string(), entry.clone());
            assert_eq!(cache.get(&number.to_string()), Some(entry.clone()));
            assert!(cache.kept.read().unwrap().bytes <= MOST);
        }
        assert_eq!(cache.get("0"), None);
        let large = Entry::new("text/plain", Bytes::from(vec![0; LARGEST + 1]));
        cache.put("large".to_owned(), large);
        assert_eq!(cache.get("large"), None);
    }
}
