//! Stories of the business from end to end, each told on every engine that keeps it.

mod answer;
mod bank;
mod come_in;
mod contact;
mod crash;
mod cutover;
mod delivery;
mod dialler;
mod hear;
mod holds;
mod letters;
mod open;
mod payment;
mod people_first;
mod placement;
mod plan;
mod proof;
mod propose;
mod relief;
mod remit;
mod report;
mod stop;
mod support;
