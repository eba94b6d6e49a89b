//! The desk: what was placed, decided and queued, for whoever works here. Plain pages, no script.

mod frame;
mod pages;
mod sign_in;
mod signed;
mod view;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use crate::web::{Trouble, Web, guarded, sheets};

/// A page that can't be shown: its status, and words that tell what to do.
#[derive(Debug)]
pub(crate) struct Unshown(StatusCode, String);

/// The addresses of the desk.
pub(crate) fn router(web: Web) -> Router {
    Router::new()
        .route("/sign-in", get(sign_in::ask).post(sign_in::come_in))
        .route("/sign-out", post(sign_in::go))
        .route("/", get(pages::today))
        .route("/people", get(pages::people))
        .route("/people/{id}", get(pages::person))
        .route("/decisions", get(pages::decisions))
        .route("/decisions/{id}", get(pages::decision))
        .route("/outbox", get(pages::outbox))
        .route("/outbox/{id}", get(pages::message))
        .route("/tasks", get(pages::tasks))
        .merge(sheets())
        .fallback(nowhere)
        .layer(from_fn(guarded))
        .with_state(web)
}

async fn nowhere(State(_): State<Web>) -> Unshown {
    Unshown(StatusCode::NOT_FOUND, "There is no page here. Begin again at Today.".to_owned())
}

impl From<Trouble> for Unshown {
    fn from(trouble: Trouble) -> Unshown {
        match trouble {
            Trouble::Nothing => Unshown(StatusCode::NOT_FOUND, "Nothing is kept under this address.".to_owned()),
            Trouble::Refused(why) => Unshown(StatusCode::UNPROCESSABLE_ENTITY, why),
            Trouble::Other(why) => Unshown(StatusCode::INTERNAL_SERVER_ERROR, why),
        }
    }
}

impl IntoResponse for Unshown {
    fn into_response(self) -> Response {
        let page = pages::problem(&self.1);
        (self.0, Html(page)).into_response()
    }
}
