//! Composing what we send: strict templates filled with facts, never with guesses.
//!
//! A template is a text file that a lawyer can read and compare: the subject, a line of three dashes, and the body
//! in a few plain marks ([`Block`]). A fact that a template names and nobody gave is an error, never a blank.

mod approval;
mod easy;
mod kind;
mod message;
mod on_paper;
mod spoken;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

pub use approval::{APPROVERS_MIN, Approval, Approvals, ApprovalsUnreadable, version};
pub use kind::{Kind, Language, Place, Wording};
pub use message::{Block, Message};
pub use on_paper::{PaperAgent, PaperError, PaperHelp, Recipient, Sender, Shell, Use, is_order, on_paper, page};
pub use spoken::Country;

/// The work that one template may do, in MiniJinja's units: a letter needs a few hundred.
const FUEL_MAX: u64 = 20_000;
/// The longest text that a template may make, in bytes.
const TEXT_BYTES_MAX: usize = 32 * 1024;

/// The longest text message, in characters (M-07): what one message holds everywhere.
pub const TEXT_MESSAGE_CHARS_MAX: usize = 160;

/// Why a message can't be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error("the template `{template}` can't be filled: {why}. Give the fact that it names, or correct the template")]
    Unfilled { template: &'static str, why: String },
    #[error("the template `{0}` has no line of three dashes between subject and body")]
    NoSubject(&'static str),
    #[error("the message from `{0}` is longer than a message may be: shorten what is filled in")]
    TooLong(&'static str),
    #[error(
        "the text message has {chars} characters, and one holds {TEXT_MESSAGE_CHARS_MAX}: use a shorter name or web address"
    )]
    TextTooLong { chars: usize },
    #[error("there is no template `{template}` in `{language}`: that language is not spoken where it is sent")]
    NotWritten { template: &'static str, language: &'static str },
    #[error(
        "the template `{template}` in `{language}` is a draft: {have} of {APPROVERS_MIN} people have approved version \
         `{version}`. Have {APPROVERS_MIN} people who speak the language read it and add their names to the approvals"
    )]
    NotApproved { template: &'static str, language: &'static str, version: String, have: usize },
    #[error(transparent)]
    Approvals(#[from] ApprovalsUnreadable),
    #[error("the message from `{template}` says {amount}, which is none of the figures that were given to it")]
    UnknownFigure { template: &'static str, amount: String },
}

/// Fills templates, and lets only those out that two people have approved.
#[derive(Debug)]
pub struct Composer {
    environment: Environment<'static>,
    approvals: Approvals,
}

/// A message that is for reading only: nobody has to have approved its template, so nobody may send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft(Message);

impl Draft {
    /// What it would say.
    pub fn read(&self) -> &Message {
        &self.0
    }
}

impl Composer {
    /// With the templates and the approvals that are built in.
    ///
    /// # Errors
    /// A template that can't be parsed, approvals that can't be read.
    pub fn new() -> Result<Composer, ComposeError> {
        Composer::with(Approvals::built_in()?)
    }

    /// With a firm's own approvals of the templates that are built in.
    ///
    /// # Errors
    /// A template that can't be parsed.
    pub fn with(approvals: Approvals) -> Result<Composer, ComposeError> {
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
        environment.add_template_owned("en/easy/foot", kind::EASY_FOOT).map_err(broken)?;
        for kind in Kind::ALL {
            if let Some(source) = kind.easy() {
                let name = format!("en/easy/{}", kind.as_str());
                environment.add_template_owned(name, source).map_err(|why| unfilled(*kind, &why))?;
            }
        }
        for language in Language::ALL {
            let foot = format!("{}/foot", language.code());
            environment.add_template_owned(foot, language.foot()).map_err(broken)?;
            for kind in Kind::ALL {
                if let Some(source) = kind.source(language) {
                    let name = format!("{}/{}", language.code(), kind.as_str());
                    environment.add_template_owned(name, source).map_err(|why| unfilled(*kind, &why))?;
                }
            }
        }
        Ok(Composer { environment, approvals })
    }

    /// Fills the English template of `kind` with `facts`; every amount of money in the result must be one of
    /// `figures`, as [`facts::Money::spoken`] writes them.
    ///
    /// # Errors
    /// A fact that the template names and `facts` lacks, an amount that is none of the figures, a text too long, a
    /// template that two people have not approved.
    pub fn compose(&self, kind: Kind, facts: &impl Serialize, figures: &[String]) -> Result<Message, ComposeError> {
        self.compose_in(Language::English, kind, facts, figures)
    }

    /// Fills a template in a language, as [`Composer::compose`] does.
    ///
    /// # Errors
    /// Those of [`Composer::compose`], and a language in which there is no such template.
    pub fn compose_in(
        &self,
        language: Language,
        kind: Kind,
        facts: &impl Serialize,
        figures: &[String],
    ) -> Result<Message, ComposeError> {
        self.compose_as((language, Wording::Plain), kind, facts, figures)
    }

    /// Fills a template in a wording; where a kind has no easier words, in its plain ones.
    ///
    /// # Errors
    /// Those of [`Composer::compose_in`].
    pub fn compose_as(
        &self,
        (language, wording): (Language, Wording),
        kind: Kind,
        facts: &impl Serialize,
        figures: &[String],
    ) -> Result<Message, ComposeError> {
        self.approved(language, kind)?;
        self.fill((language, wording), kind, facts, figures)
    }

    /// May a template be sent?
    ///
    /// # Errors
    /// [`ComposeError::NotApproved`] with the version that people have to read, or that it is not written.
    pub fn approved(&self, language: Language, kind: Kind) -> Result<(), ComposeError> {
        let version = version(kind, language).ok_or(not_written(language, kind))?;
        let have = self.approvals.count(kind, language, &version);
        if have < APPROVERS_MIN {
            let (template, language) = (kind.as_str(), language.code());
            return Err(ComposeError::NotApproved { template, language, version, have });
        }
        Ok(())
    }

    /// Fills a template for those who are to approve it.
    ///
    /// # Errors
    /// Those of [`Composer::compose_in`], but for approval.
    pub fn draft(
        &self,
        language: Language,
        kind: Kind,
        facts: &impl Serialize,
        figures: &[String],
    ) -> Result<Draft, ComposeError> {
        self.fill((language, Wording::Plain), kind, facts, figures).map(Draft)
    }

    fn fill(
        &self,
        (language, wording): (Language, Wording),
        kind: Kind,
        facts: &impl Serialize,
        figures: &[String],
    ) -> Result<Message, ComposeError> {
        let folder = match (language, wording, kind.easy()) {
            (Language::English, Wording::Easy, Some(_)) => "en/easy",
            _ => language.code(),
        };
        let name = format!("{folder}/{}", kind.as_str());
        let template = self.environment.get_template(&name).map_err(|_| not_written(language, kind))?;
        let text = template.render(Value::from(minijinja::value::Serde(facts))).map_err(|why| unfilled(kind, &why))?;
        if text.len() > TEXT_BYTES_MAX {
            return Err(ComposeError::TooLong(kind.as_str()));
        }
        let (subject, body) = text.split_once("\n---\n").ok_or(ComposeError::NoSubject(kind.as_str()))?;
        if let Some(amount) = amounts(&text).find(|a| !figures.iter().any(|f| f == a)) {
            return Err(ComposeError::UnknownFigure { template: kind.as_str(), amount: amount.to_owned() });
        }
        let chars = body.trim().chars().count();
        if kind.is_text_message() && chars > TEXT_MESSAGE_CHARS_MAX {
            return Err(ComposeError::TextTooLong { chars });
        }
        Ok(Message::parse(subject, body))
    }
}

fn not_written(language: Language, kind: Kind) -> ComposeError {
    ComposeError::NotWritten { template: kind.as_str(), language: language.code() }
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
