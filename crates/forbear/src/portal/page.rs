//! What a page for people is made of: a few plain parts, drawn by one template, so that every page reads and is used alike.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::guest::Guest;
use super::strings::Strings;
use crate::web::Web;

/// A page.
#[derive(Debug, Template)]
#[template(path = "portal/page.html")]
pub(super) struct Page {
    pub(super) s: &'static Strings,
    pub(super) firm: String,
    pub(super) phone: String,
    /// The person's own sign-in, where they are signed in.
    pub(super) guest: Option<Guest>,
    /// The word of the place in the navigation.
    pub(super) here: &'static str,
    pub(super) title: String,
    /// Where the page before is.
    pub(super) back: Option<&'static str>,
    /// What is to be put right in the form, with the field that it is about.
    pub(super) wrong: Vec<(&'static str, String)>,
    pub(super) parts: Vec<Part>,
    /// Text a quarter larger, for whoever asked for large print.
    pub(super) large: bool,
    pub(super) status: u16,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Part {
    Lead(String),
    Text(String),
    Heading(String),
    /// A card: what was done, what rests, or where help is.
    Card(Tone, String, Vec<String>),
    /// Links to what can be done, all alike.
    Ways(Vec<Way>),
    /// Names and sums; the last one is their sum.
    Sums {
        caption: String,
        rows: Vec<(String, String)>,
        total: Option<(String, String)>,
    },
    Facts(Vec<(String, String)>),
    /// What happened: when, what, more.
    Past(Vec<(String, String, Vec<String>)>),
    /// Their own words.
    Words(String),
    Form(Form),
    /// One button, with what is said beside it.
    Button {
        action: &'static str,
        name: &'static str,
        value: String,
        says: String,
        button: String,
        tone: Tone,
    },
    /// Places that help, with how to reach them.
    Help(Vec<(String, String)>),
    /// A link that leads on.
    Go(String, String),
}

/// How a card or button is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Done,
    Care,
}

impl Tone {
    pub(super) fn class(&self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Done => "done",
            Tone::Care => "care",
        }
    }
}

/// Something that can be done.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) href: &'static str,
    pub(super) title: &'static str,
    pub(super) hint: &'static str,
}

/// A form; it carries who drew it and the id by which it is known again.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) fields: Vec<Field>,
    pub(super) button: &'static str,
}

/// A field of a form.
#[derive(Debug)]
pub(super) enum Field {
    Line(Line),
    Area {
        name: &'static str,
        label: String,
        hint: String,
        value: String,
        rows: u8,
    },
    /// One of several.
    One {
        name: &'static str,
        legend: String,
        hint: String,
        choices: Vec<Choice>,
    },
    /// Any of several.
    Any {
        legend: String,
        hint: String,
        choices: Vec<Choice>,
    },
    Select {
        name: &'static str,
        label: String,
        hint: String,
        choices: Vec<Choice>,
    },
    Hidden(&'static str, String),
    Said(String),
}

/// A line of text.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    /// `text`, `date`, `email` …
    pub(super) kind: &'static str,
    pub(super) autocomplete: &'static str,
    /// Which keyboard a telephone shows.
    pub(super) keyboard: &'static str,
    pub(super) short: bool,
}

/// One choice of a field.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) is_chosen: bool,
}

impl Choice {
    pub(super) fn new(name: &'static str, value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { name, value: value.into(), label: label.into(), hint: String::new(), is_chosen: false }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = hint.into();
        self
    }

    pub(super) fn chosen(mut self, is_chosen: bool) -> Choice {
        self.is_chosen = is_chosen;
        self
    }
}

impl Page {
    /// An empty page, for whoever may be there.
    pub(super) fn new(web: &Web, s: &'static Strings, title: &str) -> Page {
        let head = &web.house.head;
        Page {
            s,
            firm: head.firm.name.clone(),
            phone: head.phone.clone(),
            guest: None,
            here: "",
            title: title.to_owned(),
            back: None,
            wrong: Vec::new(),
            parts: Vec::new(),
            large: false,
            status: 200,
        }
    }

    pub(super) fn part(&mut self, part: Part) -> &mut Page {
        self.parts.push(part);
        self
    }

    pub(super) fn lead(&mut self, text: impl Into<String>) -> &mut Page {
        self.part(Part::Lead(text.into()))
    }

    pub(super) fn text(&mut self, text: impl Into<String>) -> &mut Page {
        self.part(Part::Text(text.into()))
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) -> &mut Page {
        self.part(Part::Heading(text.into()))
    }

    pub(super) fn card(&mut self, tone: Tone, title: impl Into<String>, lines: Vec<String>) -> &mut Page {
        self.part(Part::Card(tone, title.into(), lines))
    }

    /// What is wrong with a field, in its place; none where nothing is.
    pub(super) fn wrong_with(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str())
    }

    /// The hidden fields of a form: that we drew it, and by which id it is known again. Safe as HTML: both are hex.
    pub(super) fn hidden(&self) -> String {
        let Some(guest) = &self.guest else { return String::new() };
        format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{}\"><input type=\"hidden\" name=\"form\" value=\"{}\">",
            guest.csrf,
            guest.form_id()
        )
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        match self.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// Fills a sentence's braces.
pub(super) fn fill(sentence: &str, with: &[(&str, &str)]) -> String {
    with.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
