//! Where a mail server is, as its address says: `smtp://host:port`, `smtp://…?tls=required`, `smtps://user:password@host`.

use lettre::transport::smtp::authentication::Credentials;

/// When a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    /// Never: only for a server on the same machine or network.
    Never,
    /// Where the server offers it.
    WhereOffered,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// From the first byte.
    Always,
}

/// A mail server.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
}

impl Server {
    /// Reads an address.
    ///
    /// # Errors
    /// What is not understood, in words with the remedy; a password that would go over the wire for all to read.
    pub fn parse(address: &str) -> Result<Server, String> {
        let wrong = |why: &str| {
            format!(
                "the mail server's address is not understood ({why}): write smtp://host:port, smtp://host?tls=required or smtps://user:password@host"
            )
        };
        let (scheme, rest) = address.split_once("://").ok_or_else(|| wrong("it has no ://"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let rest = rest.trim_end_matches('/');
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, rest),
        };
        let encryption = match (scheme, query) {
            ("smtps", "") => Encryption::Always,
            ("smtp", "") => Encryption::Never,
            ("smtp", "tls=required") => Encryption::Required,
            ("smtp", "tls=opportunistic") => Encryption::WhereOffered,
            _ => return Err(wrong("scheme or tls is unknown")),
        };
        let default = match encryption {
            Encryption::Never => 25,
            Encryption::Always => 465,
            Encryption::Required | Encryption::WhereOffered => 587,
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong("the port is no number"))?),
            None => (place, default),
        };
        if host.is_empty() {
            return Err(wrong("it names no host"));
        }
        let credentials = login.map(|login| {
            let (user, password) = login.split_once(':').unwrap_or((login, ""));
            Credentials::new(decode(user), decode(password))
        });
        let is_here = matches!(host, "localhost" | "127.0.0.1");
        if credentials.is_some() && matches!(encryption, Encryption::Never | Encryption::WhereOffered) && !is_here {
            return Err(
                "the mail server's password would go over the wire unencrypted: write smtps:// or ?tls=required"
                    .to_owned(),
            );
        }
        Ok(Server { host: host.to_owned(), port, encryption, credentials })
    }
}

/// `%40` in a password is `@`.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let code = (byte == b'%').then(|| {
            let two = rest.clone().take(2).collect::<Vec<u8>>();
            std::str::from_utf8(&two).ok().and_then(|two| u8::from_str_radix(two, 16).ok())
        });
        match code.flatten() {
            Some(decoded) => {
                bytes.push(decoded);
                rest.nth(1);
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_and_refuses_what_is_unsafe() {
        let server = Server::parse("smtps://us%40er:p%3Aw@mail.example").unwrap();
        assert_eq!((server.host.as_str(), server.port, server.encryption), ("mail.example", 465, Encryption::Always));
        assert_eq!(server.credentials, Some(Credentials::new("us@er".to_owned(), "p:w".to_owned())));
        assert_eq!(Server::parse("smtp://127.0.0.1:2525").unwrap().port, 2525);
        assert_eq!(Server::parse("smtp://mail.example?tls=required").unwrap().encryption, Encryption::Required);
        for (address, says) in [
            ("mail.example", "no ://"),
            ("http://mail.example", "unknown"),
            ("smtp://mail.example:x", "no number"),
            ("smtp://", "no host"),
            ("smtp://me:secret@mail.example", "unencrypted"),
        ] {
            let why = Server::parse(address).unwrap_err();
            assert!(why.contains(says) && !why.contains("secret"), "{address}: {why}");
        }
    }
}
