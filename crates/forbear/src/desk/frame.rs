//! What stands around every page of the desk: where one is, who one is, and what one may open.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Html;
use casework::staff::Right;

use super::Unshown;
use super::signed::Who;
use crate::web::Web;

/// A page, or why there is none.
pub(super) type Page = Result<Html<String>, Unshown>;

/// The frame of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// The word of the place in the navigation.
    pub(super) here: &'static str,
    pub(super) firm: String,
    /// Whoever is signed in; on the page of a problem, nobody may be.
    pub(super) who: Option<Who>,
}

impl Frame {
    pub(super) fn new(here: &'static str, web: &Web, who: &Who) -> Frame {
        Frame { here, firm: web.house.head.firm.name.clone(), who: Some(who.clone()) }
    }

    /// Around a page for whoever it may be.
    pub(super) fn of_nobody() -> Frame {
        Frame { here: "", firm: "Forbear".to_owned(), who: None }
    }

    pub(super) fn sees(&self) -> bool {
        self.may(Right::See)
    }

    pub(super) fn acts(&self) -> bool {
        self.may(Right::Act)
    }

    pub(super) fn judges(&self) -> bool {
        self.may(Right::Judge)
    }

    pub(super) fn staffs(&self) -> bool {
        self.may(Right::Staff)
    }

    /// The hidden fields of a form: that we drew it, and by which id it is known again. Safe as HTML: both are hex.
    pub(super) fn hidden(&self) -> String {
        let Some(who) = &self.who else { return String::new() };
        format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{}\"><input type=\"hidden\" name=\"form\" value=\"{}\">",
            who.csrf,
            who.form_id()
        )
    }

    /// Whether this is the name of whoever is signed in.
    pub(super) fn is_me(&self, name: &str) -> bool {
        self.who.as_ref().is_some_and(|who| who.name == name)
    }

    fn may(&self, right: Right) -> bool {
        self.who.as_ref().is_some_and(|who| who.may(right))
    }
}

/// A template as a page.
pub(super) fn show(page: &impl Template) -> Page {
    page.render().map(Html).map_err(|e| Unshown(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))
}
