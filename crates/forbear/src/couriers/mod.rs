//! Couriers: a folder for demonstrations and print houses, and a mail server.

mod folder;
mod mail;
mod smtp;

pub(crate) use folder::Folder;
pub(crate) use smtp::Smtp;
