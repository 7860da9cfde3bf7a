//! The `policygraph` command.

fn main() {}
