//! The desk: what was placed, decided and queued, for whoever works here. Plain pages, no script.

mod pages;
mod view;

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use casework::house::House;
use store::Store;

use crate::cli::Failure;
use crate::inbound::Hook;

/// What every page needs.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) house: Arc<House>,
}

/// A page that can't be shown: its status, and words that tell what to do.
#[derive(Debug)]
pub(crate) struct Unshown(StatusCode, String);

const STYLE: &str = include_str!("../../static/forbear.css");

/// Serves the desk on this machine until it is stopped, and prints its address.
pub(crate) fn serve(store: Store, house: House, port: u16, texts: Option<Hook>) -> Result<(), Failure> {
    let desk = Desk { store, house: Arc::new(house) };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
            .await
            .map_err(|e| format!("port {port} can't be opened ({e}): choose another with --port"))?;
        println!("\nthe desk: http://{}", listener.local_addr()?);
        println!("stop it with Ctrl-C");
        let served = match texts {
            Some(hook) => router(desk).layer(Extension(Arc::new(hook))),
            None => router(desk),
        };
        axum::serve(listener, served).with_graceful_shutdown(stopped()).await?;
        Ok::<_, Failure>(())
    })
}

/// The addresses of the desk.
pub(crate) fn router(desk: Desk) -> Router {
    Router::new()
        .route("/", get(pages::today))
        .route("/people", get(pages::people))
        .route("/people/{id}", get(pages::person))
        .route("/decisions", get(pages::decisions))
        .route("/decisions/{id}", get(pages::decision))
        .route("/outbox", get(pages::outbox))
        .route("/outbox/{id}", get(pages::message))
        .route("/tasks", get(pages::tasks))
        .route("/static/forbear.css", get(style))
        .merge(crate::inbound::hooks::router())
        .fallback(nowhere)
        .with_state(desk)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
}

async fn nowhere(State(_): State<Desk>) -> Unshown {
    Unshown(StatusCode::NOT_FOUND, "There is no page here. Begin again at Today.".to_owned())
}

async fn stopped() {
    // Without a signal to wait for, the server runs until its process ends.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

impl IntoResponse for Unshown {
    fn into_response(self) -> Response {
        let page = pages::problem(&self.1);
        (self.0, Html(page)).into_response()
    }
}
