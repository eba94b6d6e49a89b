//! A statement in the one SQL text, and the list of them all.

/// A named statement with `?1`, `?2` … as parameters.
///
/// `?n` is a true number on SQLite, where `$2` would be a *name* and numbered by first appearance; PostgreSQL gets `$n`.
#[derive(Debug)]
pub(crate) struct Statement {
    /// Where it stands in the source, for messages.
    pub(crate) name: &'static str,
    text: &'static str,
    /// Another text for PostgreSQL, where the two engines cannot share one: claiming work.
    postgres: Option<&'static str>,
}

impl Statement {
    pub(crate) const fn new(name: &'static str, text: &'static str) -> Statement {
        Statement { name, text, postgres: None }
    }

    pub(crate) const fn two(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Statement {
        Statement { name, text: sqlite, postgres: Some(postgres) }
    }

    pub(crate) fn sqlite(&self) -> &'static str {
        self.text
    }

    pub(crate) fn postgres(&self) -> String {
        self.postgres.unwrap_or(self.text).replace('?', "$")
    }

    /// An `insert … values (?1, …, ?n) …` for `rows` rows at once, for PostgreSQL: each statement is a journey.
    pub(crate) fn postgres_rows(&self, rows: usize) -> Option<String> {
        let (before, rest) = self.text.split_once("values (")?;
        let (tuple, after) = rest.split_once(')')?;
        let columns = tuple.split(',').count();
        let mut text = format!("{before}values ");
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 1..=columns {
                if column > 1 {
                    text.push_str(", ");
                }
                text.push('$');
                text.push_str(&(row * columns + column).to_string());
            }
            text.push(')');
        }
        text.push_str(after);
        Some(text)
    }
}

/// Declares the statements of a file and the list of them, which `engine::registry` gathers. A second text is for
/// PostgreSQL alone.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr $(, $postgres:expr)?;)*) => {
        $($(#[$doc])*
        const $name: $crate::engine::statement::Statement = $crate::engine::statement::statement!(
            concat!(module_path!(), "::", stringify!($name)), $text $(, $postgres)?
        );)*
        pub(crate) const STATEMENTS: &[&$crate::engine::statement::Statement] = &[$(&$name),*];
    };
}
macro_rules! statement {
    ($name:expr, $text:expr) => {
        $crate::engine::statement::Statement::new($name, $text)
    };
    ($name:expr, $text:expr, $postgres:expr) => {
        $crate::engine::statement::Statement::two($name, $text, $postgres)
    };
}
pub(crate) use statement;
pub(crate) use statements;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_become_dollars_for_postgresql() {
        let statement = Statement::new("t", "select a from t where b = ?2 and c = ?1");
        assert_eq!(statement.postgres(), "select a from t where b = $2 and c = $1");
        let two = Statement::two("t", "select ?1", "select ?1 for update");
        assert_eq!((two.sqlite(), two.postgres().as_str()), ("select ?1", "select $1 for update"));
    }

    #[test]
    fn an_insert_of_several_rows_numbers_on() {
        let statement = Statement::new("t", "insert into t (a, b) values (?1, ?2) on conflict do nothing");
        assert_eq!(
            statement.postgres_rows(3).unwrap(),
            "insert into t (a, b) values ($1, $2), ($3, $4), ($5, $6) on conflict do nothing"
        );
    }
}
