//! Texts come in by the provider's webhook: signed over the raw bytes, once however often, never believed unsigned.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use casework::hear::{Inbound, Outcome, Sender, hear};
use facts::Channel;
use serde_json::Value;

use crate::clock::now;
use crate::couriers::{Names, SIGNATURE, Secret};
use crate::web::Web;

/// How a provider's webhook is read.
#[derive(Debug)]
pub(crate) struct Hook {
    pub(crate) secret: Secret,
    pub(crate) names: Names,
}

/// Takes one text in. The provider brings it again after any answer but 200.
pub(super) async fn text(
    State(web): State<Web>,
    hook: Option<Extension<Arc<Hook>>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let Some(Extension(hook)) = hook else {
        return (StatusCode::NOT_FOUND, "texts are not set up: write [sms] in firm.toml\n".to_owned());
    };
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !hook.secret.signed(&body, signature) {
        return (StatusCode::UNAUTHORIZED, format!("the signature in {SIGNATURE} is not ours: nothing was taken in\n"));
    }
    let fields: Value = serde_json::from_slice(&body).unwrap_or_default();
    let field = |name: &str| fields.get(name).and_then(Value::as_str);
    let Names { id, from, text } = &hook.names;
    let (Some(id), Some(from), Some(text)) = (field(id), field(from), field(text)) else {
        return (StatusCode::BAD_REQUEST, format!("the body must be JSON with `{id}`, `{from}` and `{text}`\n"));
    };
    let inbound = Inbound {
        channel: Channel::Text,
        from: Sender::Address(from),
        id,
        text,
        received: now(),
        answers: None,
        document: None,
    };
    match hear(&web.store, &web.house, &inbound) {
        Ok(Outcome::Before) => (StatusCode::OK, "it came in before\n".to_owned()),
        Ok(Outcome::Waits { inbox, .. }) => (StatusCode::OK, format!("it waits for a human as {inbox}\n")),
        Ok(_) => (StatusCode::OK, "taken in\n".to_owned()),
        Err(why) => {
            eprintln!("a text could not be taken in: {why}");
            (StatusCode::SERVICE_UNAVAILABLE, "it could not be kept: bring it again\n".to_owned())
        }
    }
}
