//! Loading again when inputs change.

use super::loaded::Content;
use super::service::Service;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::sleep;

/// Between two looks at the inputs. A change counts when the next look finds the same, since a file may still be
/// being written.
const PAUSE: Duration = Duration::from_millis(500);

/// Inputs that are looked after.
pub struct Watch {
    /// Their files.
    pub paths: Vec<PathBuf>,
    /// Loads them again, or says why that is not possible.
    pub load: Arc<dyn Fn() -> Result<Content, String> + Send + Sync>,
    /// Is told of each loading: nothing if it went well, else why not.
    pub report: Report,
}

/// Somebody who is told of each loading.
pub type Report = Arc<dyn Fn(Option<&str>) + Send + Sync>;

/// What can be seen of a file without reading it; nothing if it is not there.
type Seen = Option<(SystemTime, u64)>;

fn look(paths: &[PathBuf]) -> Vec<Seen> {
    let of = |path: &Path| {
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    paths.iter().map(|path| of(path)).collect()
}

/// Looks at the inputs until it is stopped. While others are loaded, and if they cannot be, the graph of before is
/// served on.
pub(super) async fn watch(inputs: Watch, service: Arc<Service>) {
    let mut served = look(&inputs.paths);
    let mut before = served.clone();
    let mut is_missing = false;
    loop {
        sleep(PAUSE).await;
        let now = look(&inputs.paths);
        let is_quiet = now == before;
        before.clone_from(&now);
        if now == served || !is_quiet {
            continue;
        }
        if let Some((path, _)) = inputs.paths.iter().zip(&now).find(|(_, seen)| seen.is_none()) {
            if !is_missing {
                (inputs.report)(Some(&format!("{} is not there", path.display())));
            }
            is_missing = true;
            continue;
        }
        is_missing = false;
        served = now;
        let load = Arc::clone(&inputs.load);
        let loaded = tokio::task::spawn_blocking(move || load()).await;
        let result = match loaded {
            Ok(Ok(content)) => service.replace(content).await.map_err(|error| error.to_string()),
            Ok(Err(message)) => Err(message),
            Err(_) => Err("the inputs could not be loaded".to_owned()),
        };
        (inputs.report)(result.err().as_deref());
    }
}
