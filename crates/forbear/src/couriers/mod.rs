//! Couriers: a folder for demonstrations and print houses, and a mail server.

mod folder;
mod mail;
mod server;
mod smtp;
#[cfg(test)]
mod smtp_tests;

pub(crate) use folder::Folder;
pub(crate) use smtp::Smtp;
