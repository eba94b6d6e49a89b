//! May we? The law packs and our own kindness, as pure functions from facts to a decision.
