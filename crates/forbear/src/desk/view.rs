//! What the pages show, as their templates need it.

use askama::Template;

use super::frame::Frame;

/// One figure with what it counts.
pub(super) struct Tile {
    pub(super) number: String,
    pub(super) what: String,
}

#[derive(Template)]
#[template(path = "desk/today.html")]
pub(super) struct Today {
    pub(super) frame: Frame,
    /// Who stopped everything and why, while it is stopped.
    pub(super) stopped: Option<(String, String, String)>,
    pub(super) tiles: Vec<Tile>,
    pub(super) tasks: Vec<(String, String)>,
    pub(super) outbox: Vec<(String, String, String)>,
    pub(super) rules: Vec<(String, String, String)>,
    pub(super) batches: Vec<(String, String, String, String, String)>,
    pub(super) reviews: String,
}

/// A person in a list.
pub(super) struct PersonRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) look_again: String,
    pub(super) missing: String,
}

#[derive(Template)]
#[template(path = "desk/people.html")]
pub(super) struct People {
    pub(super) frame: Frame,
    pub(super) rows: Vec<PersonRow>,
    pub(super) next: Option<String>,
}

/// Something that happened.
pub(super) struct Happened {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) words: Option<String>,
    pub(super) by: String,
}

/// A decision in a list.
pub(super) struct DecisionRow {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) verdict: String,
    pub(super) rule: String,
    pub(super) person: String,
}

/// A message in a list.
pub(super) struct MessageRow {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) channel: String,
    pub(super) state: String,
    pub(super) subject: String,
    pub(super) to: String,
}

#[derive(Template)]
#[template(path = "desk/person.html")]
pub(super) struct Person {
    pub(super) frame: Frame,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) code: String,
    pub(super) local_time: String,
    pub(super) next: String,
    pub(super) missing: Vec<String>,
    pub(super) ways: Vec<(String, String, String, String)>,
    pub(super) timeline: Vec<Happened>,
    pub(super) decisions: Vec<DecisionRow>,
    pub(super) messages: Vec<MessageRow>,
    pub(super) debts: Vec<(String, String, String)>,
    pub(super) sums: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/decisions.html")]
pub(super) struct Decisions {
    pub(super) frame: Frame,
    pub(super) rows: Vec<DecisionRow>,
}

#[derive(Template)]
#[template(path = "desk/decision.html")]
pub(super) struct Decision {
    pub(super) frame: Frame,
    pub(super) id: String,
    pub(super) verdict: String,
    pub(super) reason: String,
    pub(super) person: String,
    pub(super) for_person: String,
    pub(super) for_agent: String,
    pub(super) for_officer: String,
    pub(super) facts: Vec<(String, String)>,
    pub(super) replay: String,
}

#[derive(Template)]
#[template(path = "desk/outbox.html")]
pub(super) struct Outbox {
    pub(super) frame: Frame,
    pub(super) counts: Vec<(String, String, String)>,
    pub(super) rows: Vec<MessageRow>,
}

#[derive(Template)]
#[template(path = "desk/message.html")]
pub(super) struct Message {
    pub(super) frame: Frame,
    pub(super) subject: String,
    pub(super) to: String,
    pub(super) facts: Vec<(String, String)>,
    pub(super) decision: String,
    pub(super) person: String,
    /// HTML that our own composer made and escaped.
    pub(super) html: String,
}

/// A task in a list.
pub(super) struct TaskRow {
    pub(super) due: String,
    pub(super) kind: String,
    pub(super) why: String,
    pub(super) person: String,
}

#[derive(Template)]
#[template(path = "desk/tasks.html")]
pub(super) struct Tasks {
    pub(super) frame: Frame,
    pub(super) rows: Vec<TaskRow>,
}

#[derive(Template)]
#[template(path = "desk/problem.html")]
pub(super) struct Problem {
    pub(super) frame: Frame,
    pub(super) words: String,
}

#[derive(Template)]
#[template(path = "desk/sign_in.html")]
pub(super) struct SignIn {
    pub(super) firm: String,
    /// Why the last try did not go; empty on the first.
    pub(super) why: String,
    /// The page to go to then.
    pub(super) next: String,
    pub(super) name: String,
}
