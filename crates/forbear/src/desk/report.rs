//! What a manager looks at, as tables: the same figures as `forbear report`, without anybody's name.

use axum::extract::{Query, State};
use casework::report::{Period, report};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::frame::{Frame, Page, show};
use super::signed::{Judge, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, waited};

/// So many days are shown where no others are asked for.
const DAYS: i32 = 30;

#[derive(Debug, Deserialize)]
pub(super) struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

pub(super) async fn page(State(web): State<Web>, Query(days): Query<Days>, signed: Signed<Judge>) -> Page {
    let frame = Frame::new("report", &web, &signed.who);
    let to = days.to.unwrap_or_else(|| now().to_zoned(TimeZone::UTC).date());
    let from = days.from.unwrap_or_else(|| to.saturating_sub(jiff::Span::new().days(DAYS)));
    let figures =
        waited(move || report(&web.store, &Period { from, to, zone: TimeZone::UTC }).map_err(Trouble::refused)).await?;
    let plain = |word: &str| word.replace('_', " ");
    let tables = figures.tables().into_iter().map(|table| view::ReportTable {
        name: plain(table.name),
        header: table.header.iter().map(|name| plain(name)).collect(),
        rows: table.rows.into_iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect(),
    });
    show(&view::Report { frame, from: from.to_string(), to: to.to_string(), tables: tables.collect() })
}
