//! Where a database is: `sqlite:PATH` or `postgres://…`.

use std::path::PathBuf;

use crate::error::OpenError;

/// Which of the two keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file on this machine.
    Sqlite,
    /// A server, for many processes.
    Postgres,
}

#[derive(Debug, Clone)]
pub(crate) enum Address {
    Memory,
    File(PathBuf),
    Server(Box<postgres::Config>),
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Address, OpenError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return match path {
                "" => Err(OpenError::Address(text.to_owned())),
                ":memory:" => Ok(Address::Memory),
                path => Ok(Address::File(PathBuf::from(path))),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let mut config: postgres::Config =
                text.parse().map_err(|error: postgres::Error| OpenError::Unreachable {
                    address: without_password(text),
                    reason: std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string),
                })?;
            if config.get_ssl_mode() == postgres::config::SslMode::Require {
                return Err(OpenError::Tls("require".to_owned()));
            }
            // `prefer`, the default, would offer encryption that we cannot make: say so once, here.
            config.ssl_mode(postgres::config::SslMode::Disable);
            if config.get_application_name().is_none() {
                config.application_name("forbear");
            }
            return Ok(Address::Server(Box::new(config)));
        }
        Err(OpenError::Address(without_password(text)))
    }
}

/// The address as it may be shown: what stands between `:` and `@` is left out.
pub(crate) fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let Some((who, place)) = rest.rsplit_once('@') else {
        return text.to_owned();
    };
    let user = who.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_address_are_read() {
        assert!(matches!(Address::parse("sqlite:a/b.db"), Ok(Address::File(path)) if path.as_os_str() == "a/b.db"));
        assert!(matches!(Address::parse("sqlite::memory:"), Ok(Address::Memory)));
        assert!(matches!(Address::parse("postgres://me@localhost/forbear"), Ok(Address::Server(_))));
    }

    #[test]
    fn a_wrong_address_says_how_to_write_it() {
        for text in ["", "sqlite:", "forbear.db", "mysql://me:secret@host/x"] {
            let message = Address::parse(text).unwrap_err().to_string();
            assert!(message.contains("sqlite:PATH"), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn encryption_that_we_cannot_make_is_refused_and_not_left_out() {
        let error = Address::parse("postgres://me@db.example/x?sslmode=require").unwrap_err();
        assert!(matches!(error, OpenError::Tls(_)), "{error}");
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://me:s@e:cret@host/x"), "postgres://me@host/x");
        assert_eq!(without_password("postgres://host/x"), "postgres://host/x");
        let shown = Address::parse("postgres://me:secret@host/x?port=none").unwrap_err().to_string();
        assert!(!shown.contains("secret"), "{shown}");
    }
}
