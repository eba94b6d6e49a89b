//! Who is on their own page. A handler that needs a person asks for one by type; what is sent must be a form that we drew
//! for this visit.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::DossierId;
use store::access::guest;

use super::problem::{Problem, signed_out};
use crate::clock::now;
use crate::web::{Web, read, unhex, write};

/// The cookie of a visit; with the browser's own guard of names where the page is served over https.
const COOKIE: &str = "forbear_page";
const COOKIE_HOST: &str = "__Host-forbear_page";
/// That they did something is noted so often at most.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Somebody on their own page.
#[derive(Debug, Clone)]
pub(super) struct Guest {
    pub(super) dossier: DossierId,
    /// Proves that a form was drawn for this visit; tells nothing of its token.
    pub(super) csrf: String,
    pub(super) token: Vec<u8>,
}

/// A form that a person sent from their own page.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) by: Guest,
    /// Minted when the form was drawn.
    pub(super) id: String,
    pub(super) fields: Fields,
}

/// What stands in a form.
#[derive(Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    /// What stands in a field, without the space around it; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a field that may be ticked more than once.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Guest {
    /// A new form's id: no two are the same.
    pub(super) fn form_id(&self) -> String {
        static DRAWN: AtomicU64 = AtomicU64::new(0);
        let mut hash = Sha256::new_with_prefix(b"form");
        hash.update(&self.token);
        hash.update(now().as_nanosecond().to_be_bytes());
        hash.update(DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        hex(&hash.finalize()).chars().take(24).collect()
    }
}

impl Sent {
    /// The form as the verbs know it.
    pub(super) fn form(&self) -> casework::answer::Form<'_> {
        casework::answer::Form { dossier: self.by.dossier, id: &self.id, now: now() }
    }
}

/// The cookie that begins a visit, or with no token ends it.
pub(super) fn cookie(web: &Web, token: Option<&[u8]>) -> String {
    let is_safe = web.house.head.portal.starts_with("https://");
    let (name, secure) = if is_safe { (COOKIE_HOST, "; Secure") } else { (COOKIE, "") };
    match token {
        Some(token) => format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}", hex(token)),
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    }
}

/// The token that a browser brings, whatever it is worth.
pub(super) fn token_of(parts: &Parts, web: &Web) -> Option<Vec<u8>> {
    let name = if web.house.head.portal.starts_with("https://") { COOKIE_HOST } else { COOKIE };
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).and_then(|(_, value)| unhex(value))
}

async fn guest_of(parts: &Parts, web: &Web) -> Result<Option<Guest>, Problem> {
    let Some(token) = token_of(parts, web) else { return Ok(None) };
    let (asked, moment) = (token.clone(), now());
    let found = read(web, move |tx, _| Ok(guest::find(tx, &asked, casework::answer::IDLE, moment)?))
        .await
        .map_err(|e| Problem::trouble(web, e))?;
    let Some(found) = found else { return Ok(None) };
    if moment.duration_since(found.seen) >= SEEN_EVERY {
        let asked = token.clone();
        write(web, move |tx, _| Ok(guest::seen(tx, &asked, moment)?)).await.map_err(|e| Problem::trouble(web, e))?;
    }
    let mut hash = Sha256::new_with_prefix(b"csrf");
    hash.update(&token);
    Ok(Some(Guest { dossier: found.dossier, csrf: hex(&hash.finalize()), token }))
}

/// Somebody, or nobody: for the pages that anybody may read.
pub(super) struct Maybe(pub(super) Option<Guest>);

impl FromRequestParts<Web> for Maybe {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Maybe, Problem> {
        guest_of(parts, web).await.map(Maybe)
    }
}

impl FromRequestParts<Web> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Guest, Response> {
        match guest_of(parts, web).await {
            Ok(Some(guest)) => Ok(guest),
            Ok(None) if parts.method == Method::GET => Err(Redirect::to("/?out=1").into_response()),
            Ok(None) => Err(signed_out(web).into_response()),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Sent, Response> {
        let (mut parts, body) = request.into_parts();
        let by = Guest::from_request_parts(&mut parts, web).await?;
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), web).await;
        let Ok(Form(fields)) = form else { return Err(Problem::unread(web).into_response()) };
        let fields = Fields(fields);
        let id = fields.get("form").to_owned();
        let drawn = id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit());
        if !drawn || !same(fields.get("csrf"), &by.csrf) {
            return Err(Problem::not_ours(web).into_response());
        }
        Ok(Sent { by, id, fields })
    }
}

/// Compares in the same time whatever is different.
fn same(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differ == 0
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
