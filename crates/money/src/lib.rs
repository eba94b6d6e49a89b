//! How much? Ledger, allocation, interest, budgets and plans, to the penny.
