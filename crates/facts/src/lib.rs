//! What is known? The vocabulary of people, endpoints, debts, events and questions.
//!
//! One vocabulary serves the conduct cases, the decision API and the event log. Parsing is strict:
//! an unknown key or word is an error that names it, so that nothing passes because a fact was ignored.
//!
//! ```
//! let event: facts::Event = serde_json::from_str(
//!     r#"{"at":"2026-08-13","event":"call","by":"ana","outcome":"conversation"}"#,
//! )?;
//! assert_eq!(event.kind(), "call");
//! # Ok::<(), serde_json::Error>(())
//! ```

mod answer;
mod ask;
mod budget;
mod canonical;
mod case;
mod channel;
mod claims;
mod debt;
mod endpoint;
mod entry;
mod event;
mod fields;
mod firm;
mod house;
mod id;
mod languages;
mod money;
mod pack;
mod part;
mod person;
mod purpose;
mod reading;
mod when;

use std::collections::BTreeMap;

pub use answer::{Effect, ExpectedFinding, Nothing, Value, Values, Verdict, cites};
pub use ask::{
    Act, Aim, Ask, AskAct, AskContact, AskContent, AskDate, AskNotice, AskPlan, DateKind, Detail, Ground, Recipient,
    Record,
};
pub use budget::{Budget, Every, Income, Spending, SpendingCategory};
pub use canonical::{CANONICAL_DEPTH_MAX, CANONICAL_VERSION, CanonicalBytes, CanonicalError, canonical};
pub use case::{Case, CaseSource, Expect};
pub use channel::Channel;
pub use claims::Claims;
pub use debt::{Agreement, AgreementType, Debt, DebtKind, Invoice, RepaymentInterval};
pub use endpoint::{Domain, Endpoint, EndpointKind, Place, Source};
pub use entry::{Entry, Fact};
pub use event::{
    Call, CallOutcome, Check, CheckKind, ConsentTo, Event, InformationAsked, Meaning, Message, MessageOutcome, Notice,
    NoticeKind, Payment, PaymentOutcome, Scheme, Statement, Status, StatusKind, StatusPart, Visit,
};
pub use fields::{
    AmountOrNone, DebtOnNotice, Disclosure, EnglishNotice, Fields, NoticeExtra, OptOutMethod, ReplyTo, SentBy,
    SeparatePage, Stated,
};
pub use firm::{Capacity, Firm};
pub use house::{
    Correction, Handover, History, HistoryState, Hold, HoldCause, HoldReleased, HouseEvent, Itemized, Judgement,
    JudgementAnswer, Need, Note, Preference, PreferencePart, Promise, PromiseClosed, PromiseOutcome, Recorded, Safety,
    SafetyLevel, SafetyReleased,
};
pub use id::{DebtId, EndpointId, Id, MalformedId, PersonId};
pub use languages::Languages;
pub use money::{Currency, Money, MoneyError};
pub use pack::Pack;
pub use part::Part;
pub use person::{Person, Residence, Role, TraderForm};
pub use purpose::Purpose;
pub use reading::{AmountOf, AmountRead, Asserted, Assertion, PartRead, Reading, TextField, Tongue};
pub use when::{Clock, Day, MalformedWhen, When, Window};

/// Amounts by debt.
pub type Shares = BTreeMap<DebtId, Money>;
