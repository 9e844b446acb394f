//! The log: structured, on standard error.

use tracing_subscriber::filter::LevelFilter;

/// Starts it. Text for people, or JSON for programs.
pub fn start(json: bool) {
    let builder = tracing_subscriber::fmt().with_max_level(LevelFilter::INFO).with_writer(std::io::stderr);
    // A log that is started already, as in tests, stays.
    let _ = if json { builder.json().try_init() } else { builder.with_ansi(false).try_init() };
}
