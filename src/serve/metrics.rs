//! Counts of what the server does, in the text form of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the classes of durations, in milliseconds.
const BOUNDS: [u64; 9] = [1, 5, 20, 100, 500, 1_000, 2_500, 5_000, 10_000];

/// Counts since the server was started.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), Requests>>,
    waiting: AtomicUsize,
    reloads: AtomicU64,
}

#[derive(Debug, Default)]
struct Requests {
    count: u64,
    bytes: u64,
    microseconds: u128,
    /// How many took no longer than each bound.
    within: [u64; BOUNDS.len()],
}

/// What is true at the moment of asking.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) idle_workers: usize,
    pub(super) replaced_workers: usize,
    pub(super) statements: usize,
}

/// Somebody who waits, until it is dropped.
pub(super) struct Waiting<'m>(&'m AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// A request to a kind of place has been answered.
    pub(super) fn answered(&self, route: &'static str, status: u16, bytes: u64, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let of_route = requests.entry((route, status)).or_default();
        of_route.count += 1;
        of_route.bytes = of_route.bytes.saturating_add(bytes);
        of_route.microseconds += took.as_micros();
        for (within, bound) in of_route.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(took <= Duration::from_millis(bound));
        }
    }

    pub(super) fn reloaded(&self) {
        self.reloads.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(&self.waiting)
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// The page of counts.
    pub(super) fn page(&self, moment: &Moment) -> String {
        let mut page = String::new();
        let head = |page: &mut String, name: &str, kind: &str, help: &str| {
            // Writing to a String cannot fail.
            let _ = writeln!(page, "# HELP policygraph_{name} {help}\n# TYPE policygraph_{name} {kind}");
        };
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        head(&mut page, "response_bytes_total", "counter", "Bytes of bodies by kind of place and status.");
        for ((route, status), of) in requests.iter() {
            let labels = format!("route=\"{route}\",status=\"{status}\"");
            let _ = writeln!(page, "policygraph_response_bytes_total{{{labels}}} {}", of.bytes);
        }
        head(&mut page, "request_duration_seconds", "histogram", "Time until the head of the response.");
        for ((route, status), of) in requests.iter() {
            let labels = format!("route=\"{route}\",status=\"{status}\"");
            let bounds = BOUNDS.iter().map(|bound| seconds(u128::from(*bound) * 1_000));
            for (within, bound) in of.within.iter().zip(bounds) {
                let _ = writeln!(
                    page,
                    "policygraph_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {within}"
                );
            }
            let name = "policygraph_request_duration_seconds";
            let _ = writeln!(page, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", of.count);
            let _ = writeln!(page, "{name}_sum{{{labels}}} {}", seconds(of.microseconds));
            let _ = writeln!(page, "{name}_count{{{labels}}} {}", of.count);
        }
        drop(requests);
        for (name, kind, help, value) in [
            ("workers_idle", "gauge", "Workers that wait for a question.", moment.idle_workers as u64),
            (
                "workers_replaced_total",
                "counter",
                "Workers that were ended at a limit, since the graph was loaded.",
                moment.replaced_workers as u64,
            ),
            ("statements", "gauge", "Statements of the graph.", moment.statements as u64),
            (
                "reloads_total",
                "counter",
                "Times that the graph was loaded again.",
                self.reloads.load(Ordering::Relaxed),
            ),
        ] {
            head(&mut page, name, kind, help);
            let _ = writeln!(page, "policygraph_{name} {value}");
        }
        page
    }
}

/// Microseconds as seconds: 1500 as 0.0015.
fn seconds(microseconds: u128) -> String {
    let text = format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_counts() {
        let metrics = Metrics::default();
        metrics.answered("sparql", 200, 10, Duration::from_millis(3));
        metrics.answered("sparql", 200, 5, Duration::from_millis(700));
        let page = metrics.page(&Moment { idle_workers: 4, replaced_workers: 1, statements: 7 });
        for line in [
            "policygraph_response_bytes_total{route=\"sparql\",status=\"200\"} 15",
            "policygraph_request_duration_seconds_bucket{route=\"sparql\",status=\"200\",le=\"0.005\"} 1",
            "policygraph_request_duration_seconds_bucket{route=\"sparql\",status=\"200\",le=\"1\"} 2",
            "policygraph_request_duration_seconds_sum{route=\"sparql\",status=\"200\"} 0.703",
            "policygraph_workers_idle 4",
        ] {
            assert!(page.lines().any(|other| other == line), "{line}\n{page}");
        }
    }
}
