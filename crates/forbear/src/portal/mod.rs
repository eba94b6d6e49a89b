//! The pages for the people we write to: what is open and how it came about, and all that they can do about it. Plain
//! pages that need no script.

mod contact;
mod door;
mod figures;
mod guest;
mod home;
mod page;
mod pay;
mod person;
mod plan;
mod problem;
mod promises;
mod receipts;
mod scene;
mod strings;
mod tell;
mod wrong;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};

use crate::web::Web;

const STYLE: &str = include_str!("../../static/portal.css");
/// No form of ours is larger.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// The addresses of the portal.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/", get(door::welcome))
        .route("/p/{token}", get(door::ask).post(door::by_link))
        .route("/code", get(door::ask_code).post(door::by_code))
        .route("/new-link", get(door::ask_new).post(door::new_link))
        .route("/check", get(door::check))
        .route("/help", get(door::help))
        .route("/leave", get(door::leave))
        .route("/sign-out", post(door::sign_out))
        .route("/home", get(home::home))
        .route("/figures", get(figures::figures))
        .route("/wrong", get(wrong::ask).post(wrong::send))
        .route("/wrong/done", get(wrong::done))
        .route("/tell", get(tell::ask).post(tell::send))
        .route("/tell/done", get(tell::done))
        .route("/contact", get(contact::show).post(contact::save))
        .route("/stop", post(contact::stop))
        .route("/allow", post(contact::allow))
        .route("/person", get(person::ask).post(person::send))
        .route("/person/done", get(person::done))
        .route("/pay", get(pay::choose))
        .route("/pay/once", get(pay::ask_once).post(pay::once))
        .route("/pay/nothing", get(pay::ask_nothing).post(pay::nothing))
        .route("/pay/budget", get(plan::ask_budget).post(plan::budget))
        .route("/pay/plan", get(plan::ask))
        .route("/pay/plan/look", get(plan::look))
        .route("/pay/plan/agree", post(plan::agree))
        .route("/receipts", get(receipts::receipts))
        .route("/promises", get(promises::promises))
        .route("/static/portal.css", get(style))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .fallback(door::nowhere)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
}

#[cfg(test)]
mod stage;
#[cfg(test)]
mod tests;
