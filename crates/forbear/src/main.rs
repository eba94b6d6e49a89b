//! A debt-collection system that treats people as people.

fn main() {}
