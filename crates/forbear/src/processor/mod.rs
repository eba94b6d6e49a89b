//! Card payments through a processor's HTTP API.

mod signature;
mod stripe;

pub(crate) use signature::{SignatureError, verify};
pub(crate) use stripe::{Stripe, news_of};
