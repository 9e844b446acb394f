//! Folders that go away.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder, removed with what is in it when dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one in the system's folder for temporary files.
    ///
    /// # Panics
    /// When the folder cannot be made: no test can go on without it.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("rustle-test-{}", unique()));
        if let Err(e) = std::fs::create_dir_all(&path) {
            panic!("{}: {e}", path.display());
        }
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A name that no other test on this machine has: process, its start, and a count.
pub(crate) fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |d| d.as_micros());
    format!("{}_{since:x}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
