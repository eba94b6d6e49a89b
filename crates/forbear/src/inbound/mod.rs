//! What comes in: raw e-mails and the hooks of carriers, each brought to `casework::hear` as one person's words.

mod card;
pub(crate) mod hooks;
mod mail;
mod quoted;
mod receive;
mod report;
mod sms;
#[cfg(test)]
mod tests;

pub(crate) use card::{CardHook, take as take_card};
pub(crate) use receive::{Received, receive};
pub(crate) use sms::Hook;
