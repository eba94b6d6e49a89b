//! Properties and stories of the whole crate.
