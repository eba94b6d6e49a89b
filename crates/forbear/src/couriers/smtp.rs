//! A mail server. It is asked step by step, so that it is known how far a mail came when the line breaks: before its
//! content was handed over it is safe to try again, after that it never is.

use std::time::Duration;

use casework::firm::Letterhead;
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use conduct::Permit;
use facts::Channel;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::mail;
use super::server::{Encryption, Server};

/// A server that is silent for so long is taken for broken.
const TIMEOUT: Duration = Duration::from_secs(60);
const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// Hands e-mails to a server by SMTP.
pub(crate) struct Smtp {
    server: Server,
    head: Letterhead,
    open: Option<SmtpConnection>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Smtp").field("host", &self.server.host).finish_non_exhaustive()
    }
}

impl Smtp {
    /// A courier to the server at `address`: `smtp://host:port`, `smtps://user:password@host`.
    ///
    /// # Errors
    /// An address that isn't understood.
    pub(crate) fn new(address: &str, head: Letterhead) -> Result<Smtp, String> {
        Ok(Smtp { server: Server::parse(address)?, head, open: None })
    }

    /// A connection on which nothing is under way.
    fn connection(&mut self) -> Result<SmtpConnection, Error> {
        if let Some(mut open) = self.open.take()
            && open.test_connected()
        {
            return Ok(open);
        }
        let Server { host, port, encryption, credentials } = &self.server;
        let tls = || TlsParameters::new(host.clone());
        let hello = ClientId::default();
        let wrapped = if *encryption == Encryption::Always { Some(tls()?) } else { None };
        let mut connection =
            SmtpConnection::connect((host.as_str(), *port), Some(TIMEOUT), &hello, wrapped.as_ref(), None)?;
        let starts = match encryption {
            Encryption::Required => true,
            Encryption::WhereOffered => connection.can_starttls(),
            Encryption::Never | Encryption::Always => false,
        };
        if starts {
            connection.starttls(&tls()?, &hello)?;
        }
        if let Some(credentials) = credentials {
            connection.auth(MECHANISMS, credentials)?;
        }
        Ok(connection)
    }
}

/// How far a mail came.
enum Came {
    Taken(Response),
    /// The server said no, or the line broke before it had the content.
    NotTaken(Error),
    /// It had the content, and its answer never came.
    Unknown(Error),
}

impl Courier for Smtp {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        if parcel.channel != Channel::Email {
            return Err(CourierError::NoCourier(parcel.channel.as_str()));
        }
        let mail = mail::mail(&self.head, parcel)?;
        let mut connection = self.connection().map_err(|error| CourierError::Later(error.to_string()))?;
        match carry(&mut connection, mail.envelope(), &mail.formatted()) {
            Came::Taken(answer) => {
                self.open = Some(connection);
                Ok(Delivered { receipt: answer.message().collect::<Vec<_>>().join(" ") })
            }
            Came::NotTaken(error) => {
                connection.abort();
                if error.is_permanent() {
                    return Err(CourierError::Never { to: parcel.to.clone(), why: error.to_string() });
                }
                Err(CourierError::Later(error.to_string()))
            }
            Came::Unknown(error) => {
                connection.abort();
                Err(CourierError::Unclear(error.to_string()))
            }
        }
    }

    /// A server carries whatever it is given, as often as it is given it.
    fn knows_again(&self, channel: Channel) -> bool {
        channel != Channel::Email
    }
}

fn carry(connection: &mut SmtpConnection, envelope: &Envelope, content: &[u8]) -> Came {
    let begun = connection.command(Mail::new(envelope.from().cloned(), Vec::new())).and_then(|_| {
        for to in envelope.to() {
            connection.command(Rcpt::new(to.clone(), Vec::new()))?;
        }
        connection.command(Data)
    });
    if let Err(error) = begun {
        return Came::NotTaken(error);
    }
    match connection.message(content) {
        Ok(answer) => Came::Taken(answer),
        Err(error) if error.is_permanent() || error.is_transient() => Came::NotTaken(error),
        Err(error) => Came::Unknown(error),
    }
}
