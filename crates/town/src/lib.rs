//! What could go wrong? The simulated town and its independent auditors.
