//! What can't be done: said kindly, with what to do instead.

use axum::response::{IntoResponse, Response};
use casework::answer::AnswerError;

use super::page::{Page, Tone, fill};
use super::strings::ENGLISH;
use crate::web::{Trouble, Web};

/// A page that says what can't be done.
#[derive(Debug)]
pub(super) struct Problem(Box<Page>);

impl Problem {
    fn new(web: &Web, status: u16, title: &str, lines: &[&str]) -> Problem {
        let mut page = Page::new(web, &ENGLISH, title);
        page.status = status;
        let phone = [("phone", web.house.head.phone.as_str())];
        for line in lines {
            page.text(fill(line, &phone));
        }
        Problem(Box::new(page))
    }

    /// Our own fault.
    pub(super) fn trouble(web: &Web, trouble: Trouble) -> Problem {
        match trouble {
            Trouble::Nothing => Problem::nothing(web),
            Trouble::Refused(why) => Problem::new(web, 422, ENGLISH.cannot_title, &[&why, ENGLISH.call_us]),
            Trouble::Other(_) => Problem::new(web, 500, ENGLISH.fault_title, &[ENGLISH.fault, ENGLISH.call_us]),
        }
    }

    /// No page is here.
    pub(super) fn nothing(web: &Web) -> Problem {
        Problem::new(web, 404, ENGLISH.nowhere_title, &[ENGLISH.nowhere, ENGLISH.call_us])
    }

    /// A form that can't be read.
    pub(super) fn unread(web: &Web) -> Problem {
        Problem::new(web, 400, ENGLISH.unread_title, &[ENGLISH.unread, ENGLISH.call_us])
    }

    /// A form of an earlier visit.
    pub(super) fn not_ours(web: &Web) -> Problem {
        Problem::new(web, 403, ENGLISH.old_form_title, &[ENGLISH.old_form])
    }

    /// What a verb refused.
    pub(super) fn refused(web: &Web, why: &AnswerError) -> Problem {
        match why {
            AnswerError::Round(_) | AnswerError::Budget(_) | AnswerError::Plan(_) => {
                Problem::trouble(web, Trouble::other(why))
            }
            AnswerError::TooLong(_) => {
                Problem::new(web, 422, ENGLISH.cannot_title, &[ENGLISH.too_long, ENGLISH.call_us])
            }
            AnswerError::Empty => Problem::new(web, 422, ENGLISH.cannot_title, &[ENGLISH.empty]),
            AnswerError::NoSlot => Problem::new(web, 422, ENGLISH.cannot_title, &[ENGLISH.no_slot]),
            AnswerError::ByHand => Problem::new(web, 422, ENGLISH.cannot_title, &[ENGLISH.by_hand]),
        }
    }
}

/// Nobody is signed in any more, and something was sent: nothing was done, and nothing is lost.
pub(super) fn signed_out(web: &Web) -> Problem {
    let mut problem = Problem::new(web, 401, ENGLISH.out_title, &[]);
    problem.0.card(Tone::Plain, "", vec![ENGLISH.out.to_owned(), ENGLISH.out_again.to_owned()]);
    problem
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
