//! Couriers: a folder for demonstrations and print houses, and a mail server.

mod dialler;
mod folder;
mod mail;
#[cfg(feature = "letters")]
mod paper;
#[cfg(all(test, feature = "letters"))]
mod paper_tests;
mod senders;
mod server;
mod sms;
#[cfg(test)]
mod sms_tests;
mod smtp;
#[cfg(test)]
mod smtp_tests;

pub(crate) use dialler::{Empty, Kind as ListKind, ListFile};
pub(crate) use folder::Folder;
pub(crate) use sms::{Card as SmsCard, Names, SIGNATURE, Secret, Sms};
pub(crate) use smtp::Smtp;
