//! Who is at the desk. A handler asks for a right by type: what it can't prove, it can't be called with.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::staff::{Right, Role};
use sha2::{Digest, Sha256};
use store::access::{session, user};

use super::Unshown;
use crate::clock::now;
use crate::web::{Trouble, Web, read};

/// The cookie of a session at the desk.
pub(super) const COOKIE: &str = "forbear_desk";

/// A right, as a type.
pub(crate) trait Asks: Send + Sync + 'static {
    const RIGHT: Right;
}

macro_rules! rights {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $($(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $name;

        impl Asks for $name {
            const RIGHT: Right = Right::$name;
        })+
    };
}

rights! {
    /// To see people's records.
    See,
    /// To act for a person.
    Act,
    /// To judge what a rule leaves to a human.
    Judge,
    /// To stop everything; everybody may.
    Stop,
    /// To let everything go on.
    Release,
    /// To say who works here.
    Staff,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Proves that a form was drawn for this session; tells nothing of the session's token.
    pub(crate) csrf: String,
    token: Vec<u8>,
}

/// Proof that whoever asks is signed in and has the right `R`.
#[derive(Debug)]
pub(crate) struct Signed<R> {
    pub(crate) who: Who,
    right: PhantomData<R>,
}

/// A form that was sent by somebody who is signed in, has the right `R`, and was shown the form by us.
#[derive(Debug)]
pub(crate) struct Sent<R> {
    pub(crate) by: Signed<R>,
    /// Minted when the form was drawn: what it causes is known again by it.
    pub(crate) id: String,
    fields: Vec<(String, String)>,
}

/// Why a page is not shown to whoever asks.
#[derive(Debug)]
pub(crate) enum NotSigned {
    /// Nobody is signed in.
    Nobody {
        to_see: String,
        method: Method,
    },
    /// Their role has not the right.
    MayNot(Right),
    /// The form is not one that we drew for this session.
    NotOurs,
    Trouble(Trouble),
}

impl Who {
    pub(crate) fn may(&self, right: Right) -> bool {
        self.role.may(right)
    }

    /// A new form's id: no two are the same, and nobody else can guess one.
    pub(crate) fn form_id(&self) -> String {
        static DRAWN: AtomicU64 = AtomicU64::new(0);
        let mut hash = Sha256::new_with_prefix(b"form");
        hash.update(&self.token);
        hash.update(now().as_nanosecond().to_be_bytes());
        hash.update(DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        hex(&hash.finalize()).chars().take(24).collect()
    }

    pub(super) fn token(&self) -> &[u8] {
        &self.token
    }
}

impl<R: Asks> FromRequestParts<Web> for Signed<R> {
    type Rejection = NotSigned;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Signed<R>, NotSigned> {
        let nobody = || NotSigned::Nobody { to_see: parts.uri.path().to_owned(), method: parts.method.clone() };
        let token = token_of(parts).ok_or_else(nobody)?;
        let asked = token.clone();
        let found = read(web, move |tx, _| {
            let Some(id) = session::find(tx, &asked, now())? else { return Ok(None) };
            Ok(user::get(tx, id)?)
        });
        let user = found.await.map_err(NotSigned::Trouble)?.ok_or_else(nobody)?;
        let role: Role = user.role.parse().map_err(|why| NotSigned::Trouble(Trouble::Other(why)))?;
        if !role.may(R::RIGHT) {
            return Err(NotSigned::MayNot(R::RIGHT));
        }
        let mut hash = Sha256::new_with_prefix(b"csrf");
        hash.update(&token);
        let who = Who { name: user.name, role, csrf: hex(&hash.finalize()), token };
        Ok(Signed { who, right: PhantomData })
    }
}

impl<R: Asks> FromRequest<Web> for Sent<R> {
    type Rejection = NotSigned;

    async fn from_request(request: Request, web: &Web) -> Result<Sent<R>, NotSigned> {
        let (mut parts, body) = request.into_parts();
        let by = Signed::from_request_parts(&mut parts, web).await?;
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), web).await;
        let Form(fields) =
            form.map_err(|e| NotSigned::Trouble(Trouble::Refused(format!("the form can't be read: {e}"))))?;
        let field = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        let id = field("form").unwrap_or_default().to_owned();
        let drawn = id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit());
        if !drawn || !same(field("csrf").unwrap_or_default(), &by.who.csrf) {
            return Err(NotSigned::NotOurs);
        }
        Ok(Sent { by, id, fields })
    }
}

impl<R> Sent<R> {
    /// What stands in a field, without the space around it; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// What stands in a field that may not be empty; `what` names it for whoever left it out.
    pub(crate) fn required(&self, name: &str, what: &str) -> Result<&str, Trouble> {
        match self.field(name) {
            "" => Err(Trouble::Refused(format!("{what} is missing: go back and write it down"))),
            value => Ok(value),
        }
    }

    /// All values of a field that may be ticked more than once.
    pub(crate) fn ticked<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl IntoResponse for NotSigned {
    fn into_response(self) -> Response {
        let unshown = match self {
            NotSigned::Nobody { to_see, method: Method::GET } => {
                return Redirect::to(&format!("/sign-in?next={to_see}")).into_response();
            }
            NotSigned::Nobody { .. } => Unshown(
                StatusCode::UNAUTHORIZED,
                "You were signed out, and nothing was done. Sign in on another page, come back to this one and send it \
                 again: what you wrote is still in its form."
                    .to_owned(),
            ),
            NotSigned::MayNot(right) => {
                Unshown(StatusCode::FORBIDDEN, format!("This is for {}. Ask one of them.", right.who()))
            }
            NotSigned::NotOurs => Unshown(
                StatusCode::FORBIDDEN,
                "This form is of an earlier session, and nothing was done. Open the page again and send it anew."
                    .to_owned(),
            ),
            NotSigned::Trouble(trouble) => trouble.into(),
        };
        unshown.into_response()
    }
}

/// The session's token, as its cookie brings it.
fn token_of(parts: &Parts) -> Option<Vec<u8>> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).find_map(|(_, value)| crate::web::unhex(value))
}

/// Compares in the same time whatever is different.
fn same(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differ == 0
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
