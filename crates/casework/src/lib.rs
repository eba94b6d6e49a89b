//! What happens? The verbs of the business.

pub mod answer;
pub mod bank;
pub mod books;
pub mod budget;
pub mod check;
pub mod decided;
pub mod deliver;
pub mod dossier;
pub mod explain;
pub mod firm;
pub mod handover;
pub mod hear;
pub mod house;
pub mod invent;
pub mod payment;
pub mod place;
pub mod plan;
pub mod ports;
pub mod processor;
pub mod proof;
pub mod regime;
pub mod round;
pub mod staff;
pub mod statement;
pub mod story;
pub mod switch;
