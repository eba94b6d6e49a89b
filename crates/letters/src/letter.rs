//! What a letter is made of, as data. Strict: an unknown key is an error that names it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::LetterError;

/// One letter to one person, ready to be laid out. All texts are plain: no markup is read in them,
/// and a line feed breaks the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Which letter it is, as a word of lower-case letters, digits, `-` and `_`: `first_letter`.
    pub kind: String,
    /// The language of the whole letter; a paragraph may be in another.
    pub lang: Lang,
    /// How it is set for the reader.
    #[serde(default)]
    pub style: Style,
    /// The sheet, which also decides the envelope and how dates are written.
    pub paper: Paper,
    /// The day on the letter, `2026-03-02`. It is also the date in the file.
    pub date: Date,
    /// Who writes.
    pub from: Sender,
    /// Whom it is for.
    pub to: Recipient,
    /// The person's reference with us.
    pub reference: String,
    /// What the letter is about; its heading and the title of the file.
    pub subject: String,
    /// The US validation notice. With it, page one is Model Form B-1 and `blocks` go on the reverse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The letter itself, from top to bottom.
    #[serde(default)]
    pub blocks: Vec<Block>,
}

impl Letter {
    /// Reads a letter from JSON and checks it.
    ///
    /// # Errors
    /// [`LetterError::Unreadable`] with the line, the column and the unknown or missing key, or what
    /// [`crate::render`] would refuse before laying out.
    pub fn from_json(json: &str) -> Result<Self, LetterError> {
        let letter: Self = serde_json::from_str(json).map_err(|error| LetterError::Unreadable(error.to_string()))?;
        crate::check::check(&letter)?;
        Ok(letter)
    }
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Spanish.
    Es,
    /// Welsh.
    Cy,
}

/// How a letter is set for its reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// 11 point.
    #[default]
    Standard,
    /// 18 point, everything but the address that the envelope shows.
    LargePrint,
    /// 16 point, short lines, one idea a line, wide spacing.
    EasyRead,
}

/// The sheet, and with it the window envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A4, for the DL and C5 window envelopes of the UK.
    A4,
    /// US letter, for the #10 window envelope.
    UsLetter,
}

/// Who writes: enough for the person to look us up by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Our full name.
    pub name: String,
    /// Our address, at which we take letters and disputes.
    pub lines: Vec<String>,
    /// A number that a person answers.
    pub phone: String,
    /// When the number is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// An address that a person reads.
    pub email: String,
    /// Licence or register number, with the register's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Our website.
    pub web: String,
    /// The short code that the portal shows too, by which the person checks that it is us.
    pub check_code: String,
}

/// Whom the letter is for, as the envelope shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The most complete name known.
    pub name: String,
    /// The address, at most [`crate::ADDRESS_LINES_MAX`] lines.
    pub lines: Vec<String>,
}

/// One piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// What this is and the one thing to do, set a little larger.
    Lead {
        /// One or two sentences.
        text: String,
    },
    /// One idea.
    Paragraph {
        /// The text.
        text: String,
        /// Where it differs from the letter's, so that a screen reader speaks it rightly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Lang>,
    },
    /// A heading below the subject.
    Heading {
        /// A few words.
        text: String,
    },
    /// How a figure came about, line by line.
    Table {
        /// What the table shows; spoken before it.
        caption: String,
        /// Its lines.
        rows: Vec<Row>,
        /// The sum.
        total: Row,
    },
    /// What the person may do, each with one line that explains it.
    Choices {
        /// The choices, none before another in worth.
        items: Vec<Choice>,
    },
    /// Short things in a row, none of them a choice: what was agreed, what is enclosed.
    List {
        /// A line each.
        items: Vec<String>,
    },
    /// Words that the law prescribes, verbatim in a box, after one plain sentence.
    Boxed {
        /// The plain sentence.
        plain: String,
        /// The prescribed words, a paragraph each.
        text: Vec<String>,
        /// Where they are prescribed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
    /// Free help that is not us.
    Help {
        /// Says that it is free and independent.
        heading: String,
        /// The services.
        items: Vec<HelpLine>,
    },
    /// A named person signs.
    Signature {
        /// How the letter closes: `With kind regards`.
        closing: String,
        /// First name.
        name: String,
        /// What they do.
        role: String,
        /// Their direct number.
        phone: String,
    },
    /// A form to cut off and send back, at the foot of its page.
    ReplyForm {
        /// Its heading.
        heading: String,
        /// The sentence over the check boxes.
        prompt: String,
        /// The check boxes.
        choices: Vec<ReplyChoice>,
        /// Blank lines to write on, at most ten.
        #[serde(default)]
        lines: u8,
    },
    /// What follows starts on a new page.
    PageBreak,
}

/// A line of a table. The figure is composed elsewhere, from the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The sum as it is to be read: `£12.50`.
    pub amount: String,
}

/// Something that the person may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The choice.
    pub title: String,
    /// One line that explains it.
    pub text: String,
}

/// A service that helps for free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Its name.
    pub name: String,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
}

/// A check box of a reply form, with finer ones under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyChoice {
    /// What a tick says.
    pub text: String,
    /// Finer choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// The figures of Model Form B-1 (12 CFR 1006, appendix B). Its sentences are in `templates/b1.typ`,
/// so that no caller can bend them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Which statement of 1006.18(e) opens it.
    #[serde(default)]
    pub disclosure: Disclosure,
    /// The creditor to whom the debt is owed now, 1006.34(c)(2)(v).
    pub creditor_now: String,
    /// The creditor on the itemization date, 1006.34(c)(2)(iii).
    pub creditor_then: String,
    /// What the person had, with its article and brand: `a Main Street Store credit card`.
    pub account: String,
    /// The account number or a recognisable part of it, 1006.34(c)(2)(iv).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_number: Option<String>,
    /// How the sum came about, 1006.34(c)(2)(vi) to (viii).
    pub itemization: Itemization,
    /// The current amount of the debt, 1006.34(c)(2)(ix).
    pub owed_now: String,
    /// A time-barred debt disclosure that applicable law words, 1006.34(d)(3)(iv)(B), verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_barred: Option<String>,
    /// The end of the validation period, 1006.34(b)(5).
    pub dispute_until: Date,
    /// Where we take disputes electronically, 1006.34(d)(3)(v)(B).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_online: Option<String>,
    /// Where we take requests for the original creditor electronically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_creditor_online: Option<String>,
    /// The payment disclosures of 1006.34(d)(3)(iii).
    #[serde(default)]
    pub payment: Offer,
    /// The offer of a Spanish copy, 1006.34(d)(3)(vi).
    #[serde(default)]
    pub spanish: Offer,
}

/// The statement of 12 CFR 1006.18(e) at the top of the notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// (e)(1): attempting to collect, and any information will be used for that.
    #[default]
    Initial,
    /// (e)(2): from a debt collector.
    Subsequent,
}

/// How the sum of a notice came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shown", rename_all = "snake_case", deny_unknown_fields)]
pub enum Itemization {
    /// On the form. No field may be blank: `$0.00` where nothing was added or paid.
    Here {
        /// The itemization date, 1006.34(b)(3).
        date: Date,
        /// The amount on that date.
        owed_then: String,
        /// Interest since.
        interest: String,
        /// Fees since.
        fees: String,
        /// Payments and credits since.
        paid: String,
    },
    /// On a page enclosed, 1006.34(c)(2)(viii).
    SeparatePage,
    /// In the enclosed mortgage statement, 1006.34(c)(5).
    PeriodicStatement,
}

/// Whether an optional part of the form is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// It is.
    Shown,
    /// It is not.
    #[default]
    LeftOut,
}
