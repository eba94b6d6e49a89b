//! The project's chores: test, bench, tidy, train, cases.

fn main() {}
