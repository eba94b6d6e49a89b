//! A mail server.

use casework::firm::Letterhead;
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use conduct::Permit;
use facts::Channel;
use lettre::{SmtpTransport, Transport};

use super::mail;

/// Hands e-mails to a server by SMTP.
#[derive(Debug)]
pub(crate) struct Smtp {
    transport: SmtpTransport,
    head: Letterhead,
}

impl Smtp {
    /// A courier to the server at `url`: `smtp://host:port`, `smtps://user:password@host`.
    ///
    /// # Errors
    /// A URL that isn't understood.
    pub(crate) fn new(url: &str, head: Letterhead) -> Result<Smtp, String> {
        let transport = SmtpTransport::from_url(url)
            .map_err(|e| {
                format!("the mail server `{url}` is not understood ({e}): write smtp://host:port or smtps://host")
            })?
            .build();
        Ok(Smtp { transport, head })
    }
}

impl Courier for Smtp {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        if parcel.channel != Channel::Email {
            return Err(CourierError::NoCourier(parcel.channel.as_str()));
        }
        let mail = mail::mail(&self.head, parcel)?;
        match self.transport.send(&mail) {
            Ok(answer) => Ok(Delivered { receipt: answer.message().collect::<Vec<_>>().join(" ") }),
            Err(refused) if refused.is_permanent() => {
                Err(CourierError::Never { to: parcel.to.clone(), why: refused.to_string() })
            }
            Err(error) => Err(CourierError::Later(error.to_string())),
        }
    }
}
