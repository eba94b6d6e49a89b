//! Plans: what a household can spare, fair shares of it, and choices that never take its food or heat.

mod adviser;
mod agree;
mod available;
mod case;
mod dates;
mod event;
mod floor;
mod life;
mod option;
mod options;
mod review;
mod rules;
mod settle;
mod stream;
mod token;
mod words;
mod write_off;

pub use adviser::{AdviserOffer, AdviserVerdict, weigh_offer};
pub use agree::{Agreed, PlanTerms, Proposal, Proposer, Refused, StressSaid, Table, Towards};
pub use available::{Available, Holder, PlanDebt, available, cross_check};
pub use case::{Answer, AnswerError, answer_case};
pub use dates::{Payday, Schedule};
pub use event::{CheckInChoice, Instalment, LifeError, Next, PlanEvent, Reminders, State};
pub use floor::WageFloor;
pub use life::Life;
pub use option::{OptionKind, PlanOption, Stress};
pub use options::{Offered, RefusedProposal, options};
pub use review::{Review, ReviewKind, reviews};
pub use rules::Rules;
pub use settle::{Authority, OFFER_DAYS, SettlementOffer, settlement_sum, write_down};
pub use stream::{OptionLine, PlanInput, PlanOutput, RefusedLine, StreamError, StreamRules, options_for};
pub use token::{Token, TokenNext, TokenRefused};
pub use write_off::{Trigger, Verdict, WriteOffError, WriteOffReview, WriteOffState};
