//! What a payment processor tells us: by its webhook, or brought by hand. Signed over the raw bytes, once however often, in
//! any order, never believed unsigned; and amounts are never believed but asked.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use casework::processor::{CardError, Told, told};
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{Store, StoreError};

use crate::clock::now;
use crate::processor::{SignatureError, Stripe, news_of, verify};
use crate::web::Web;

/// The header that carries the signature.
const SIGNATURE: &str = "stripe-signature";

/// How a processor is reached, and by what it is known.
#[derive(Debug, Clone)]
pub(crate) struct CardHook {
    /// Its address.
    pub(crate) processor: String,
    /// Our secret key there.
    pub(crate) key: String,
    /// The secret of its signatures.
    pub(crate) secret: String,
}

/// Why what came was not taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CardNewsError {
    #[error(transparent)]
    Signature(#[from] SignatureError),
    #[error("the event has no id or type: it is not of the shape that we know")]
    Shape,
    #[error(transparent)]
    Card(#[from] CardError),
}

/// Takes in one event: its raw bytes, with the signature that came beside them. The answer is the same for the same event.
///
/// # Errors
/// A signature that is not the processor's, another shape; what keeps it from being settled.
pub(crate) fn take(
    store: &Store,
    hook: &CardHook,
    (signature, body): (&str, &[u8]),
    now: Timestamp,
) -> Result<String, CardNewsError> {
    verify(hook.secret.as_bytes(), signature, body, now)?;
    let event: Value = serde_json::from_slice(body).map_err(|_| CardNewsError::Shape)?;
    let (id, news) = news_of(&event).ok_or(CardNewsError::Shape)?;
    let digest: [u8; 32] = Sha256::digest(body).into();
    let mut processor = Stripe::new(&hook.processor, &hook.key);
    Ok(told(store, &mut processor, &Told { id, digest: &digest, news }, now)?)
}

/// The webhook. The processor brings an event again after any answer but 200.
pub(super) async fn news(
    State(web): State<Web>,
    hook: Option<Extension<Arc<CardHook>>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let Some(Extension(hook)) = hook else {
        return (StatusCode::NOT_FOUND, "card payments are not set up: write [processor] in firm.toml\n".to_owned());
    };
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // The processor is asked back, and that may take its time.
    let taken = tokio::task::spawn_blocking(move || take(&web.store, &hook, (&signature, &body), now()));
    match taken.await {
        Ok(Ok(answer)) => (StatusCode::OK, format!("{answer}\n")),
        Ok(Err(why)) => refused(&why),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "it could not be kept: bring it again\n".to_owned()),
    }
}

fn refused(why: &CardNewsError) -> (StatusCode, String) {
    let status = match why {
        CardNewsError::Signature(_) => StatusCode::UNAUTHORIZED,
        CardNewsError::Shape => StatusCode::BAD_REQUEST,
        CardNewsError::Card(CardError::NotOurs(_) | CardError::Amount { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
        CardNewsError::Card(CardError::Store(StoreError::Conflict { .. })) => StatusCode::CONFLICT,
        CardNewsError::Card(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    eprintln!("what the processor told was not taken in: {why}");
    // What went wrong inside is for our own eyes.
    let said = if status == StatusCode::SERVICE_UNAVAILABLE { "bring it again".to_owned() } else { why.to_string() };
    (status, format!("{said}\n"))
}
