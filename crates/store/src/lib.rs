//! Where is it kept? SQLite and PostgreSQL behind one Store, one SQL text.
