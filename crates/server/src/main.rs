//! The `rustle` command.
fn main() {}
