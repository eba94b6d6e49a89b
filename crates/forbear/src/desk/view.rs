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
    pub(super) me: String,
    pub(super) promises: Vec<Owed>,
    pub(super) first: Vec<TaskRow>,
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
    /// What was sought; empty for all.
    pub(super) sought: String,
}

/// Something that happened.
pub(super) struct Happened {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) words: Option<String>,
    pub(super) by: String,
    /// It came from them, and not from us.
    pub(super) theirs: bool,
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

/// A promise that is open.
pub(super) struct Promise {
    pub(super) id: String,
    pub(super) ours: bool,
    pub(super) what: String,
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) owner: String,
}

/// A promise of ours that is due, on Today.
pub(super) struct Owed {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) what: String,
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) owner: String,
}

/// What waits for a human about a person, with its story.
pub(super) struct PersonTask {
    pub(super) row: TaskRow,
    pub(super) words: Option<String>,
    pub(super) by: Option<String>,
    pub(super) told: Option<String>,
    pub(super) recorded: Vec<String>,
    /// How to begin, where they may be in danger.
    pub(super) first: Vec<String>,
    /// Who found them safe, and what they saw.
    pub(super) second: Option<(String, String)>,
}

#[derive(Template, Default)]
#[template(path = "desk/person.html")]
pub(super) struct Person {
    pub(super) frame: Frame,
    pub(super) id: String,
    pub(super) done: Option<&'static str>,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) code: String,
    pub(super) local_time: String,
    pub(super) next: String,
    pub(super) missing: Vec<String>,
    pub(super) needs: Vec<String>,
    pub(super) in_danger: bool,
    pub(super) handed_over: Option<String>,
    /// Id, cause, last day.
    pub(super) holds: Vec<(String, String, Option<String>)>,
    /// When, and what they said.
    pub(super) words: Vec<(String, String)>,
    pub(super) ways: Vec<(String, String, String, String)>,
    /// The contact point's id, and what it is.
    pub(super) numbers: Vec<(String, &'static str)>,
    pub(super) purposes: Vec<(&'static str, &'static str)>,
    pub(super) causes: Vec<(&'static str, &'static str)>,
    /// Who is calling them now.
    pub(super) calling: Option<String>,
    pub(super) tasks: Vec<PersonTask>,
    pub(super) promises: Vec<Promise>,
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
    pub(super) id: String,
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) kind: String,
    pub(super) why: String,
    pub(super) person: String,
    pub(super) name: String,
    /// Who took it.
    pub(super) owner: Option<String>,
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

#[derive(Template)]
#[template(path = "desk/call.html")]
pub(super) struct Call {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) dial: String,
    pub(super) decision: String,
    /// The part's word, and what to say.
    pub(super) opening: Vec<(&'static str, String)>,
    /// Whether the short message may be left.
    pub(super) message: bool,
    pub(super) hows: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "desk/call_refused.html")]
pub(super) struct CallRefused {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) why: String,
    pub(super) decision: String,
    pub(super) may_be_judged: bool,
    pub(super) instead: Vec<String>,
}

/// What their words changed.
#[derive(Template)]
#[template(path = "desk/told.html")]
pub(super) struct Told {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) recorded: Vec<String>,
    pub(super) confirm: Vec<String>,
    pub(super) reasons: Vec<String>,
    pub(super) offered: Vec<String>,
    pub(super) answer_by: Option<String>,
    pub(super) no_reply: Option<String>,
    pub(super) recalled: usize,
}

/// A rule's question to a human.
pub(super) struct Question {
    pub(super) rule: &'static str,
    pub(super) gist: &'static str,
    pub(super) unknown: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/judge.html")]
pub(super) struct Judge {
    pub(super) frame: Frame,
    pub(super) decision: String,
    pub(super) person: String,
    pub(super) name: String,
    pub(super) questions: Vec<Question>,
    /// Another rule forbids it now, whatever is judged.
    pub(super) is_denied: bool,
    pub(super) officer: String,
    pub(super) until: String,
}

#[derive(Template)]
#[template(path = "desk/stop.html")]
pub(super) struct Switch {
    pub(super) frame: Frame,
    pub(super) stopped: bool,
    /// Who asked to let it go on.
    pub(super) asked: Option<String>,
    pub(super) may_release: bool,
    pub(super) turns: Vec<(String, String, &'static str, String)>,
}

/// Somebody who works here.
pub(super) struct StaffRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) is_active: bool,
}

#[derive(Template)]
#[template(path = "desk/staff.html")]
pub(super) struct Staff {
    pub(super) frame: Frame,
    pub(super) rows: Vec<StaffRow>,
    pub(super) roles: Vec<&'static str>,
    /// The shortest password.
    pub(super) letters: usize,
}

/// Words of which nobody knows whose they are.
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) channel: String,
    pub(super) from: String,
    pub(super) text: String,
    pub(super) why: String,
    pub(super) document: Option<String>,
    /// The number and name of those who share the address.
    pub(super) perhaps: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/inbox.html")]
pub(super) struct Inbox {
    pub(super) frame: Frame,
    pub(super) rows: Vec<Waiting>,
}

/// What our check found in somebody's words.
#[derive(Default)]
pub(super) struct Found {
    /// There are words to read.
    pub(super) is_read: bool,
    /// The years of school that a reader needs.
    pub(super) grade: String,
    pub(super) lines: Vec<FoundLine>,
}

/// One thing that was found.
pub(super) struct FoundLine {
    pub(super) forbids: bool,
    pub(super) what: String,
    /// The words that it is about; empty where it is about all of them.
    pub(super) words: String,
    pub(super) rewrite: String,
}

#[derive(Template)]
#[template(path = "desk/findings.html")]
pub(super) struct Findings {
    pub(super) found: Found,
}

#[derive(Template)]
#[template(path = "desk/write.html")]
pub(super) struct Write {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) name: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) channel: String,
    /// Why it did not go.
    pub(super) why: String,
    pub(super) found: Found,
}

/// A line of a budget.
pub(super) struct BudgetLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) said: String,
}

/// A plan that runs.
pub(super) struct RunningPlan {
    pub(super) terms: String,
    pub(super) agreed_on: String,
    pub(super) state: String,
    pub(super) paid: String,
    pub(super) left: String,
    pub(super) kept: String,
    /// The day and the sum of what comes next.
    pub(super) next: Vec<(String, String)>,
}

/// One of the choices side by side.
pub(super) struct Choice {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) first: Option<String>,
    /// It would not stand a bad month.
    pub(super) is_tight: bool,
    pub(super) why: String,
    pub(super) amount: String,
    pub(super) every: Option<&'static str>,
    pub(super) is_theirs: bool,
    pub(super) may_be_agreed: bool,
}

#[derive(Template)]
#[template(path = "desk/money.html")]
pub(super) struct MoneyPage {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) name: String,
    pub(super) income: Vec<BudgetLine>,
    pub(super) spending: Vec<BudgetLine>,
    /// How many changes the budget has: whoever changes it says what they saw.
    pub(super) seen: usize,
    /// Anything was said of income or spending.
    pub(super) is_told: bool,
    pub(super) unknown: Vec<String>,
    pub(super) steps: Vec<(&'static str, String)>,
    pub(super) plan: Option<RunningPlan>,
    pub(super) choices: Vec<Choice>,
    pub(super) refused: Vec<String>,
    pub(super) rhythms: Vec<(&'static str, &'static str)>,
    pub(super) kinds: Vec<(&'static str, &'static str)>,
    pub(super) items: Vec<(&'static str, &'static str)>,
    pub(super) today: String,
    /// Day, what, why, sum, owed after it.
    pub(super) rows: Vec<(String, String, String, String, String)>,
}

/// A payment of which nobody knows whose it is.
pub(super) struct BankLine {
    pub(super) id: String,
    pub(super) booked: String,
    pub(super) amount: String,
    pub(super) name: String,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "desk/bank.html")]
pub(super) struct Bank {
    pub(super) frame: Frame,
    pub(super) rows: Vec<BankLine>,
}

/// Two records that may be one person: number and name of each.
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) why: String,
    pub(super) one: (String, String),
    pub(super) other: (String, String),
}

#[derive(Template)]
#[template(path = "desk/matches.html")]
pub(super) struct Matches {
    pub(super) frame: Frame,
    pub(super) rows: Vec<Pair>,
}

#[derive(Template)]
#[template(path = "desk/danger.html")]
pub(super) struct Danger {
    pub(super) frame: Frame,
    pub(super) person: String,
    pub(super) name: String,
    /// It is marked: nothing goes out to them by itself.
    pub(super) is_marked: bool,
    /// Who, and how they are reached.
    pub(super) numbers: Vec<(&'static str, &'static str)>,
}

/// A table of what a manager looks at.
pub(super) struct ReportTable {
    pub(super) name: String,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "desk/report.html")]
pub(super) struct Report {
    pub(super) frame: Frame,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) tables: Vec<ReportTable>,
}
