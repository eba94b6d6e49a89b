//! On paper: tagged PDF letters, the same bytes for the same data.
