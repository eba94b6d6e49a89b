//! Composing what we send: strict templates filled with facts, never with guesses.
//!
//! A template is a text file that a lawyer can read and compare: the subject, a line of three dashes, and the body
//! in a few plain marks ([`Block`]). A fact that a template names and nobody gave is an error, never a blank.

mod message;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

pub use message::{Block, Message};

/// The work that one template may do, in MiniJinja's units: a letter needs a few hundred.
const FUEL_MAX: u64 = 20_000;
/// The longest text that a template may make, in bytes.
const TEXT_BYTES_MAX: usize = 32 * 1024;

/// What is sent, by the name of its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The first letter or e-mail in the United States, with all that 12 CFR 1006.34 asks for.
    FirstUs,
    /// The first letter or e-mail in the United Kingdom.
    FirstUk,
    /// We have not heard from you: is this a good way to reach you?
    Reminder,
    /// How are things? After silence, or after a payment that did not come.
    CheckIn,
    /// Thank you for a payment.
    Thanks,
    /// We have your message; a named person answers by a day.
    Reply,
    /// You have opted out.
    OptOutConfirmed,
    /// It rests, until when, and what that means.
    Hold,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::FirstUs,
        Kind::FirstUk,
        Kind::Reminder,
        Kind::CheckIn,
        Kind::Thanks,
        Kind::Reply,
        Kind::OptOutConfirmed,
        Kind::Hold,
    ];

    /// The name of its template.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::FirstUs => "first_us",
            Kind::FirstUk => "first_uk",
            Kind::Reminder => "reminder",
            Kind::CheckIn => "check_in",
            Kind::Thanks => "thanks",
            Kind::Reply => "reply",
            Kind::OptOutConfirmed => "opt_out_confirmed",
            Kind::Hold => "hold",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Kind::FirstUs => include_str!("../../templates/en/first_us.txt"),
            Kind::FirstUk => include_str!("../../templates/en/first_uk.txt"),
            Kind::Reminder => include_str!("../../templates/en/reminder.txt"),
            Kind::CheckIn => include_str!("../../templates/en/check_in.txt"),
            Kind::Thanks => include_str!("../../templates/en/thanks.txt"),
            Kind::Reply => include_str!("../../templates/en/reply.txt"),
            Kind::OptOutConfirmed => include_str!("../../templates/en/opt_out_confirmed.txt"),
            Kind::Hold => include_str!("../../templates/en/hold.txt"),
        }
    }
}

/// Why a message can't be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error("the template `{template}` can't be filled: {why}. Give the fact that it names, or correct the template")]
    Unfilled { template: &'static str, why: String },
    #[error("the template `{0}` has no line of three dashes between subject and body")]
    NoSubject(&'static str),
    #[error("the message from `{0}` is longer than a message may be: shorten what is filled in")]
    TooLong(&'static str),
    #[error("the message from `{template}` says {amount}, which is none of the figures that were given to it")]
    UnknownFigure { template: &'static str, amount: String },
}

/// Fills templates.
#[derive(Debug)]
pub struct Composer {
    environment: Environment<'static>,
}

impl Composer {
    /// With the templates that are built in.
    ///
    /// # Errors
    /// A template that can't be parsed.
    pub fn new() -> Result<Composer, ComposeError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL_MAX));
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        // What is filled in stays in its place: no line breaks, so no marks of ours and no mail headers.
        environment.set_formatter(|out, state, value| {
            let one_line = match value.as_str() {
                Some(text) => Value::from(text.replace(|c: char| c.is_control(), " ")),
                None => value.clone(),
            };
            minijinja::escape_formatter(out, state, &one_line)
        });
        for kind in Kind::ALL {
            environment.add_template(kind.as_str(), kind.template()).map_err(|why| unfilled(kind, &why))?;
        }
        Ok(Composer { environment })
    }

    /// Fills the template of `kind` with `facts`; every amount of money in the result must be one of `figures`, as
    /// [`facts::Money::spoken`] writes them.
    ///
    /// # Errors
    /// A fact that the template names and `facts` lacks, an amount that is none of the figures, a text too long.
    pub fn compose(&self, kind: Kind, facts: &impl Serialize, figures: &[String]) -> Result<Message, ComposeError> {
        let template = self.environment.get_template(kind.as_str()).map_err(|why| unfilled(kind, &why))?;
        let text = template.render(Value::from(minijinja::value::Serde(facts))).map_err(|why| unfilled(kind, &why))?;
        if text.len() > TEXT_BYTES_MAX {
            return Err(ComposeError::TooLong(kind.as_str()));
        }
        let (subject, body) = text.split_once("\n---\n").ok_or(ComposeError::NoSubject(kind.as_str()))?;
        if let Some(amount) = amounts(&text).find(|a| !figures.iter().any(|f| f == a)) {
            return Err(ComposeError::UnknownFigure { template: kind.as_str(), amount: amount.to_owned() });
        }
        Ok(Message::parse(subject, body))
    }
}

fn unfilled(kind: Kind, why: &minijinja::Error) -> ComposeError {
    ComposeError::Unfilled { template: kind.as_str(), why: why.to_string() }
}

fn broken(why: minijinja::Error) -> ComposeError {
    ComposeError::Unfilled { template: "every template", why: why.to_string() }
}

/// Every amount of money in a text, as it stands there.
fn amounts(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['$', '£', '€']).filter_map(|(start, _)| {
        let rest = text.get(start..)?;
        let sign = rest.chars().next()?.len_utf8();
        let digits = rest.get(sign..)?;
        let len = digits.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(digits.len());
        let amount = rest.get(..sign + len)?.trim_end_matches(['.', ',']);
        (amount.len() > sign).then_some(amount)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_amounts_with_their_signs() {
        let text = "You owed $1,944.78. You paid £3.00, not €5. Price list: $";
        assert_eq!(amounts(text).collect::<Vec<_>>(), ["$1,944.78", "£3.00", "€5"]);
    }

    #[test]
    fn refuses_a_blank_and_a_figure_that_nobody_gave() {
        let composer = Composer::new().unwrap();
        let empty = serde_json::json!({});
        assert!(matches!(composer.compose(Kind::Thanks, &empty, &[]), Err(ComposeError::Unfilled { .. })));
    }
}
