//! Addresses that machines and mail programs call: the one click that stops e-mails (RFC 8058), and
//! the webhooks by which texts and news of card payments come in.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{get, post};
use casework::deliver::STOP_EMAIL;
use casework::hear::{Button, Outcome, stop_channel};
use facts::Channel;
use store::access::link::{self, Link};

use crate::clock::now;
use crate::web::{Web, unhex};

/// The addresses of this module, for the public listener.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/u/{token}", get(ask).post(stop))
        .route("/hooks/sms", post(super::sms::text))
        .route("/hooks/card", post(super::card::news))
}

/// A page with a button: looking never stops anything, for mail scanners look too.
async fn ask(State(web): State<Web>, Path(token): Path<String>) -> (StatusCode, Html<String>) {
    match open_link(&web, &token) {
        Some(_) => (
            StatusCode::OK,
            page(
                "Stop e-mails?",
                "<p>We will not write to this e-mail address any more. You can still reach us whenever you like.</p>\
             <form method=\"post\"><button>Stop e-mails</button></form>",
            ),
        ),
        None => unknown(&web),
    }
}

async fn stop(State(web): State<Web>, Path(token): Path<String>) -> (StatusCode, Html<String>) {
    let Some(link) = open_link(&web, &token) else { return unknown(&web) };
    let id = format!("one-click {}", link.id);
    match stop_channel(&web.store, link.dossier, Channel::Email, Button::OneClick, &id, now()) {
        Ok(Outcome::Taken(_) | Outcome::Before) => {
            (StatusCode::OK, page("It is done", "<p>You have opted out. We will not write to this address again.</p>"))
        }
        Ok(_) | Err(_) => {
            let body = format!(
                "<p>That did not work, and it is our fault. Please try again in a minute, or call {}.</p>",
                escape(&web.house.head.phone)
            );
            (StatusCode::SERVICE_UNAVAILABLE, page("Please try again", &body))
        }
    }
}

fn open_link(web: &Web, token: &str) -> Option<Link> {
    let bytes = unhex(token)?;
    let found = web.store.read(|tx| link::find(tx, &bytes)).ok()??;
    (found.purpose == STOP_EMAIL && found.is_open(now())).then_some(found)
}

fn unknown(web: &Web) -> (StatusCode, Html<String>) {
    let body = format!(
        "<p>We do not know this address. To stop e-mails, answer one with STOP, or call {}.</p>",
        escape(&web.house.head.phone)
    );
    (StatusCode::NOT_FOUND, page("This link does not work", &body))
}

fn page(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/static/forbear.css\"></head>\n\
         <body><main><h1>{title}</h1>{body}</main></body>\n</html>\n"
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
