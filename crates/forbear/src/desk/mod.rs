//! The desk: what was placed, decided and queued, for whoever works here. Plain pages, no script.

mod bank;
mod call;
mod frame;
mod happened;
mod holds;
mod inbox;
mod judge;
mod matches;
mod money;
mod pages;
mod person;
mod promises;
mod report;
mod safety;
mod sign_in;
mod signed;
mod staff;
mod stop;
mod tasks;
#[cfg(test)]
mod tests;
mod told;
mod view;
mod write;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use crate::web::{Trouble, Web, sheets, with_script};

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
        .route("/people/{id}", get(person::page))
        .route("/people/{id}/call", get(call::under).post(call::start))
        .route("/people/{id}/call/ended", post(call::end))
        .route("/people/{id}/told", post(told::take))
        .route("/people/{id}/promises", post(promises::promise))
        .route("/people/{id}/promises/{promise}", post(promises::ended))
        .route("/people/{id}/holds", post(holds::rest))
        .route("/people/{id}/holds/{hold}", post(holds::ended))
        .route("/people/{id}/write", get(write::page).post(write::send))
        .route("/people/{id}/write/look", post(write::findings))
        .route("/people/{id}/money", get(money::page).post(money::propose))
        .route("/people/{id}/money/plan", post(money::choose))
        .route("/people/{id}/money/life", post(money::live))
        .route("/people/{id}/money/budget", post(money::edit))
        .route("/people/{id}/money/payment", post(money::pay))
        .route("/people/{id}/danger", get(safety::drill).post(safety::danger))
        .route("/people/{id}/safe", post(safety::safe))
        .route("/decisions", get(pages::decisions))
        .route("/decisions/{id}", get(pages::decision))
        .route("/decisions/{id}/judge", get(judge::ask).post(judge::answer))
        .route("/outbox", get(pages::outbox))
        .route("/outbox/{id}", get(pages::message))
        .route("/inbox", get(inbox::list))
        .route("/inbox/{id}/whose", post(inbox::whose))
        .route("/inbox/{id}/nobodys", post(inbox::nobodys))
        .route("/bank", get(bank::list))
        .route("/bank/{line}", post(bank::whose))
        .route("/matches", get(matches::list))
        .route("/matches/{id}", post(matches::answer))
        .route("/tasks", get(tasks::list))
        .route("/tasks/{id}/take", post(tasks::take))
        .route("/tasks/{id}/give-back", post(tasks::give_back))
        .route("/tasks/{id}/done", post(tasks::done))
        .route("/report", get(report::page))
        .route("/stop", get(stop::page).post(stop::stop))
        .route("/go-on", post(stop::go_on))
        .route("/staff", get(staff::list).post(staff::add))
        .route("/staff/{id}", post(staff::change))
        .route("/static/desk.js", get(script))
        .merge(sheets())
        .fallback(nowhere)
        .layer(from_fn(with_script))
        .with_state(web)
}

/// The one script of the desk: everything works without it.
async fn script() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")];
    (kind, include_str!("../../static/desk.js"))
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
