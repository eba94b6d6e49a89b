//! What both faces on the network share: the state, the two listeners, and the one place where a page may wait for
//! the database. The desk and what the public reaches never share a port.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use casework::house::House;
use casework::round::RoundError;
use store::{ReadTx, Store, StoreError, WriteTx};

use crate::cli::Failure;
use crate::desk;
use crate::inbound::{CardHook, Hook, hooks};

/// What every page needs.
#[derive(Debug, Clone)]
pub(crate) struct Web {
    pub(crate) store: Store,
    pub(crate) house: Arc<House>,
}

/// Where the two faces listen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listen {
    /// For those who work here.
    pub(crate) desk: SocketAddr,
    /// For the people we write to, and for the machines that carry messages.
    pub(crate) public: SocketAddr,
}

/// How what machines bring is read; what is left out is not set up.
#[derive(Debug, Default)]
pub(crate) struct Hooks {
    pub(crate) texts: Option<Hook>,
    pub(crate) cards: Option<CardHook>,
}

/// What keeps a page from being made.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Nothing is kept under the address.
    Nothing,
    /// What was sent can't be done; the words tell what to do.
    Refused(String),
    /// Our own fault.
    Other(String),
}

const STYLE: &str = include_str!("../static/forbear.css");

/// Nothing is fetched from elsewhere, nothing runs, nobody frames us.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// At the desk our own script may run, and ask the desk: it shows what is found while somebody types.
const POLICY_WITH_SCRIPT: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Serves both faces until it is stopped, and prints their addresses.
pub(crate) fn serve(web: &Web, listen: Listen, hooks: Hooks) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let inside = bind(listen.desk, "--port").await?;
        let outside = bind(listen.public, "--public-port").await?;
        println!("\nthe desk: http://{}", inside.local_addr()?);
        println!("for the people we write to: http://{}", outside.local_addr()?);
        println!("stop it with Ctrl-C");
        let mut open = public(web.clone());
        if let Some(hook) = hooks.texts {
            open = open.layer(Extension(Arc::new(hook)));
        }
        if let Some(hook) = hooks.cards {
            open = open.layer(Extension(Arc::new(hook)));
        }
        let desk = axum::serve(inside, desk::router(web.clone())).with_graceful_shutdown(stopped());
        let public = axum::serve(outside, open).with_graceful_shutdown(stopped());
        let (desk, public) = tokio::join!(desk.into_future(), public.into_future());
        desk.and(public)?;
        Ok::<_, Failure>(())
    })
}

/// The addresses that anybody may reach.
pub(crate) fn public(web: Web) -> Router {
    Router::new()
        .merge(hooks::router())
        .merge(crate::portal::router())
        .merge(sheets())
        .layer(from_fn(guarded))
        .with_state(web)
}

/// The style sheets, for both faces.
pub(crate) fn sheets() -> Router<Web> {
    Router::new().route("/static/forbear.css", get(style))
}

/// Every answer: nothing is kept by a browser or told to another site, and nothing runs.
pub(crate) async fn guarded(request: Request, next: Next) -> Response {
    kept_in(POLICY, next.run(request).await)
}

/// As [`guarded`], where our own script may run.
pub(crate) async fn with_script(request: Request, next: Next) -> Response {
    kept_in(POLICY_WITH_SCRIPT, next.run(request).await)
}

fn kept_in(policy: &'static str, mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Reads from the store on a thread that may wait.
pub(crate) async fn read<T: Send + 'static>(
    web: &Web,
    work: impl Fn(&mut ReadTx<'_>, &Web) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let web = web.clone();
    waited(move || web.store.read(|tx| work(tx, &web))).await
}

/// Writes to the store, all or nothing, on a thread that may wait.
pub(crate) async fn write<T: Send + 'static>(
    web: &Web,
    work: impl Fn(&mut WriteTx<'_>, &Web) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let web = web.clone();
    waited(move || web.store.write(|tx| work(tx, &web))).await
}

/// Runs what may wait away from the server's own threads.
pub(crate) async fn waited<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(Trouble::Other("the page could not be made: try again".to_owned())),
    }
}

impl Trouble {
    /// What was sent can't be done; the error's words tell what to do.
    pub(crate) fn refused(error: impl std::fmt::Display) -> Trouble {
        Trouble::Refused(error.to_string())
    }

    /// A verb that did not go: everything being stopped is no fault of ours.
    pub(crate) fn round(error: RoundError) -> Trouble {
        match error {
            RoundError::Stopped { .. } => Trouble::refused(error),
            other => Trouble::other(other),
        }
    }

    /// Our own fault, whatever the error.
    pub(crate) fn other(error: impl std::fmt::Display) -> Trouble {
        Trouble::Other(error.to_string())
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        Trouble::other(error)
    }
}

/// The bytes of a token of 32 bytes, as its 64 hex digits.
pub(crate) fn unhex(token: &str) -> Option<Vec<u8>> {
    if token.len() != 64 {
        return None;
    }
    let digits: Vec<u8> = token.chars().filter_map(|c| c.to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect();
    (digits.len() == 64)
        .then(|| digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit)).collect())
}

async fn bind(address: SocketAddr, flag: &str) -> Result<tokio::net::TcpListener, Failure> {
    tokio::net::TcpListener::bind(address)
        .await
        .map_err(|e| format!("{address} can't be opened ({e}): choose another port with {flag}").into())
}

async fn style() -> impl IntoResponse {
    (
        StatusCode::OK,
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")],
        STYLE,
    )
}

async fn stopped() {
    // Without a signal to wait for, the server runs until its process ends.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
