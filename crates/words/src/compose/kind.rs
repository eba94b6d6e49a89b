//! What is sent, by the name of its template, and the languages that it is written in.

use serde::{Deserialize, Serialize};

/// The language of a template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "es")]
    Spanish,
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::English, Language::Spanish, Language::Welsh];

    /// Its ISO 639-1 code, which is the name of its folder.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
            Language::Welsh => "cy",
        }
    }

    /// The end that all messages of a language share: free help, how to change how we write, how to check us.
    pub(super) fn foot(self) -> &'static str {
        match self {
            Language::English => include_str!("../../templates/en/foot.txt"),
            Language::Spanish => include_str!("../../templates/es/foot.txt"),
            Language::Welsh => include_str!("../../templates/cy/foot.txt"),
        }
    }
}

/// The end that all Easy Read messages share.
pub(super) const EASY_FOOT: &str = include_str!("../../templates/en/easy/foot.txt");

/// For whom the words are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    #[default]
    Plain,
    /// Easy Read: one idea a sentence, headings that ask. In English; elsewhere the plain words stand for it.
    Easy,
}

/// Where a message is sent: Spanish is the second language of the United States, Welsh of the United Kingdom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Everywhere,
    UnitedStates,
    UnitedKingdom,
}

macro_rules! source {
    ($language:expr, $name:literal, Everywhere) => {
        match $language {
            Language::English => Some(include_str!(concat!("../../templates/en/", $name, ".txt"))),
            Language::Spanish => Some(include_str!(concat!("../../templates/es/", $name, ".txt"))),
            Language::Welsh => Some(include_str!(concat!("../../templates/cy/", $name, ".txt"))),
        }
    };
    ($language:expr, $name:literal, UnitedStates) => {
        match $language {
            Language::English => Some(include_str!(concat!("../../templates/en/", $name, ".txt"))),
            Language::Spanish => Some(include_str!(concat!("../../templates/es/", $name, ".txt"))),
            Language::Welsh => None,
        }
    };
    ($language:expr, $name:literal, UnitedKingdom) => {
        match $language {
            Language::English => Some(include_str!(concat!("../../templates/en/", $name, ".txt"))),
            Language::Welsh => Some(include_str!(concat!("../../templates/cy/", $name, ".txt"))),
            Language::Spanish => None,
        }
    };
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:tt $place:ident,)+) => {
        /// What is sent, by the name of its template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// The name of its template.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$kind => $name),+ }
            }

            /// Where it is sent.
            pub fn place(self) -> Place {
                match self { $(Kind::$kind => Place::$place),+ }
            }

            /// Its template as it stands in the file; none in a language that its place does not speak.
            pub(super) fn source(self, language: Language) -> Option<&'static str> {
                match self { $(Kind::$kind => source!(language, $name, $place)),+ }
            }
        }
    };
}

kinds! {
    /// The first letter or e-mail in the United States, with all that 12 CFR 1006.34 asks for.
    FirstUs "first_us" UnitedStates,
    /// The first letter or e-mail in the United Kingdom.
    FirstUk "first_uk" UnitedKingdom,
    /// We have not heard from you: is this a good way to reach you?
    Reminder "reminder" Everywhere,
    /// How are things? After silence, or after a payment that did not come.
    CheckIn "check_in" Everywhere,
    /// Thank you for a payment.
    Thanks "thanks" Everywhere,
    /// We have your message; a named person answers by a day.
    Reply "reply" Everywhere,
    /// You have opted out. It says that and no more: whoever opted out is not asked for anything.
    OptOutConfirmed "opt_out_confirmed" Everywhere,
    /// It rests, until when, and what that means.
    Hold "hold" Everywhere,
    /// A pause ends soon; nothing is due at once.
    Thaw "thaw" Everywhere,
    /// What was said and agreed in a talk.
    AfterCall "after_call" Everywhere,
    /// A human's own words, in our frame.
    OwnWords "own_words" Everywhere,
    /// The plan as it was agreed.
    PlanAgreed "plan_agreed" Everywhere,
    /// A planned payment did not come.
    MissedPayment "missed_payment" Everywhere,
    /// A payment, with what was open before and after it.
    Receipt "receipt" Everywhere,
    /// An offer to take less, and to close.
    Settlement "settlement" Everywhere,
    /// It is finished.
    Closed "closed" Everywhere,
    /// We got something wrong.
    OurMistake "our_mistake" Everywhere,
    /// We have your complaint; a named person answers by a day.
    ComplaintReceived "complaint_received" Everywhere,
    /// Our final answer to a complaint, with the ombudsman's route (DISP 1.6.2R).
    ComplaintAnswerUk "complaint_answer_uk" UnitedKingdom,
    /// Our answer to a complaint, with the regulator's route.
    ComplaintAnswerUs "complaint_answer_us" UnitedStates,
    /// A new link into the portal, that somebody asked for.
    NewLink "new_link" Everywhere,
    /// Is this number a good way to reach you? A text message.
    CheckText "check_text" Everywhere,
    /// They say that it is wrong: we have stopped.
    ReplyDispute "reply_dispute" Everywhere,
    /// They say that money is tight: we pause.
    ReplyHardship "reply_hardship" Everywhere,
    /// They say that it is not theirs. Whoever reads it may be a stranger, so it speaks of no debt and no creditor.
    ReplyNotMine "reply_not_mine" Everywhere,
    /// Payments are behind (Consumer Credit Act 1974, s.86B and 86C).
    ArrearsUk "arrears_uk" UnitedKingdom,
    /// A default notice (Consumer Credit Act 1974, s.87 and 88).
    DefaultUk "default_uk" UnitedKingdom,
    /// A letter of claim (Pre-Action Protocol for Debt Claims, 3.1).
    ClaimUk "claim_uk" UnitedKingdom,
}

macro_rules! easy {
    ($name:literal) => {
        Some(include_str!(concat!("../../templates/en/easy/", $name, ".txt")))
    };
}

impl Kind {
    /// Its Easy Read template, in English; none where the law gives so many words that no easier ones would be true.
    pub(super) fn easy(self) -> Option<&'static str> {
        match self {
            Kind::AfterCall => easy!("after_call"),
            Kind::CheckIn => easy!("check_in"),
            Kind::Closed => easy!("closed"),
            Kind::ComplaintReceived => easy!("complaint_received"),
            Kind::FirstUk => easy!("first_uk"),
            Kind::Hold => easy!("hold"),
            Kind::MissedPayment => easy!("missed_payment"),
            Kind::NewLink => easy!("new_link"),
            Kind::OurMistake => easy!("our_mistake"),
            Kind::PlanAgreed => easy!("plan_agreed"),
            Kind::Receipt => easy!("receipt"),
            Kind::Reminder => easy!("reminder"),
            Kind::Reply => easy!("reply"),
            Kind::ReplyDispute => easy!("reply_dispute"),
            Kind::ReplyHardship => easy!("reply_hardship"),
            Kind::ReplyNotMine => easy!("reply_not_mine"),
            Kind::Settlement => easy!("settlement"),
            Kind::Thanks => easy!("thanks"),
            Kind::Thaw => easy!("thaw"),
            Kind::FirstUs
            | Kind::OptOutConfirmed
            | Kind::ComplaintAnswerUk
            | Kind::ComplaintAnswerUs
            | Kind::CheckText
            | Kind::ArrearsUk
            | Kind::DefaultUk
            | Kind::ClaimUk
            | Kind::OwnWords => None,
        }
    }

    /// The kind that a template's name names.
    pub fn of(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Is it sent as a text message, of at most [`super::TEXT_MESSAGE_CHARS_MAX`] characters?
    pub fn is_text_message(self) -> bool {
        self == Kind::CheckText
    }
}
