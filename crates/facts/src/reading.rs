//! What was read in a text: the claims that its words make, the sums, and the parts that it carries.

use serde::{Deserialize, Serialize};

use crate::{Money, Part};

/// What a reader found in a text. The words are judged elsewhere, by the facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// What the words say or imply. What they deny is not among it.
    pub assertions: Vec<Asserted>,
    /// The parts that the text carries.
    pub parts: Vec<PartRead>,
    /// The sums of money, and what each is said to be.
    #[serde(default)]
    pub amounts: Vec<AmountRead>,
}

/// One thing that the words say, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asserted {
    pub what: Assertion,
    /// Byte offsets of the words, `[start, end)`, in the text or in its subject line.
    pub span: (usize, usize),
    #[serde(default)]
    pub field: TextField,
}

/// Which of the two fields of a message the offsets count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    #[default]
    Text,
    Subject,
}

/// One part that the text carries, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRead {
    pub part: Part,
    /// Byte offsets of the words, `[start, end)`.
    pub span: (usize, usize),
    /// The language of the words, where the part is made of words.
    #[serde(default)]
    pub tongue: Tongue,
}

/// The language of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    #[default]
    English,
    Spanish,
}

impl Tongue {
    /// Its ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Spanish => "es",
        }
    }
}

/// One sum of money in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountRead {
    pub money: Money,
    pub of: AmountOf,
    /// Byte offsets of the figure, `[start, end)`.
    pub span: (usize, usize),
}

/// What a sum is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountOf {
    /// What is owed.
    Balance,
    /// What is asked for now, or by a day.
    Asked,
    /// What would be taken for the whole, or each month: an offer of ours.
    Offered,
    /// What is behind.
    Arrears,
    /// A fee, a cost or a charge.
    Fee,
    /// What the words leave open.
    Unsaid,
}

/// What words can say that the law looks at. Each is said of the words alone; whether it is true or lawful
/// is for the rules to judge by the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assertion {
    // What will or may be done.
    /// A suit, or court action, will or may be brought.
    ThreatensSuit,
    /// Bankruptcy or sequestration will or may be asked for.
    ThreatensBankruptcy,
    /// Somebody will or may be arrested or imprisoned.
    ThreatensArrest,
    /// Somebody will or may be prosecuted, or not paying is an offence.
    ThreatensProsecution,
    /// Wages, accounts, goods or a home will or may be taken, frozen, charged or sold.
    ThreatensSeizure,
    /// A car or other collateral will or may be taken back or disabled.
    ThreatensRepossession,
    /// Somebody will or may come to the home or to work.
    ThreatensVisit,
    /// A third person will or may be told of the debt.
    ThreatensDisclosure,
    /// The debt, or a list of those who don't pay, will or may be made public.
    ThreatensPublication,
    /// Somebody's immigration or citizenship status will or may be told.
    ThreatensImmigration,
    /// Harm to a person, a name or a thing.
    ThreatensViolence,
    /// Something else that no collector can do: taking children, a job, benefits, a licence.
    ThreatensImpossible,
    /// Credit information will or may be reported.
    ThreatensCreditReport,
    /// A postdated payment will or may be deposited before its date.
    ThreatensEarlyDeposit,
    /// A card will or may be charged again and again.
    ThreatensCardRetry,
    /// Contacts will go on without end until payment.
    ThreatensContact,
    /// A new owner or agency of the debt will or may act unlawfully.
    ThreatensTransferee,
    // What is said to be so.
    /// A suit was brought, or a claim issued.
    StatesSuitFiled,
    /// There is a judgment, a decree or an order.
    StatesJudgment,
    /// The writer acts for, or is vouched for by, a government.
    ClaimsGovernment,
    /// The writer is, or works for, a credit bureau.
    ClaimsCreditBureau,
    /// The writer is a lawyer, or the words come from one.
    ClaimsAttorney,
    /// The writer acts on the orders of a court: as bailiff, sheriff or officer.
    ClaimsCourtOfficer,
    /// The writer is a member of a trade body, or accredited by one.
    ClaimsTradeBody,
    /// The paper is, or looks like, one of a court or an authority.
    LooksOfficial,
    /// Court papers are said to be none, or to need no answer.
    DeniesLegalProcess,
    /// The person did wrong: a crime, fraud, theft.
    AccusesOfCrime,
    /// A sale or transfer ends the defenses.
    SaysDefensesEnd,
    /// The debt went to an innocent purchaser for value.
    SaysInnocentPurchaser,
    /// Silence was an admission, or closes the courts.
    SaysSilenceAdmits,
    /// It is, or will be, too late to dispute, or disputing is of no use.
    DeniesDispute,
    /// The right to dispute is kept, in so many words.
    AffirmsDispute,
    /// A fee, a cost or interest is or will be added, or is owed.
    ClaimsFee,
    /// What stands or will stand in a credit file.
    SaysCreditFile,
    /// Nobody will sue: the debt is too old, or it was decided.
    DisclaimsSuit,
    /// An offer ends, or something must be done by a day.
    StatesDeadline,
    /// A prize, a gift or a reward.
    OffersPrize,
    /// A survey, a delivery or another pretext.
    UsesPretext,
    /// A friendly approach that hides who is asking.
    HidesCollector,
    /// A product is promoted.
    Promotes,
    /// Somebody is asked to pay, or to keep paying.
    DemandsPayment,
    /// The whole is asked for, at once, and no less will do.
    DemandsWhole,
    /// Within an unreasonably short time.
    PressesTime,
    /// By borrowing, a card, friends, or selling something.
    PressesToBorrow,
    /// An offer that the person made is not enough.
    RejectsOffer,
    /// The whole debt is settled, or what a part payment leaves is not said to live on.
    SettlesWhole,
    /// A part would be taken and the file closed.
    SettlesPart,
    /// The person must prove that they don't owe it.
    ShiftsProof,
    /// Free or independent advice is talked down.
    DiscouragesAdvice,
    /// Words of obscenity.
    Profane,
    /// Words that demean or shame.
    Shames,
    /// Words that show no respect for the person.
    Disrespects,
    /// Cost or shame of a lawyer or court named to press.
    MisleadsOnCosts,
    // To whom, of whom.
    /// Gives the creditor, the amount or another detail of a debt.
    DetailsOfDebt,
    /// Says that somebody owes, or is behind.
    StatesDebt,
    /// Shows, by name or by word, that the sender collects debts.
    ShowsCollection,
    /// Names the firm for which the writer works.
    NamesFirm,
    /// A business name that is neither the firm's nor a creditor's stands as the sender.
    SignsOtherName,
    // How to opt out.
    /// Opting out is tied to a fee.
    OptOutCosts,
    /// Opting out asks for more than the address and the wish.
    OptOutAsksMore,
    /// The only way to opt out is by post, by telephone, or by finding a page.
    OptOutHard,
    /// Content beyond what a limited-content message may have.
    BeyondLimitedContent,
    /// On an envelope: words or symbols beyond names, addresses and the mail's own.
    BeyondEnvelope,
    /// Beyond a bare confirmation of an opt-out.
    BeyondConfirmation,
    /// The other side is made to bear the cost of the contact.
    CausesCharge,
}

impl Reading {
    /// A text in which nothing was read.
    pub const EMPTY: Reading = Reading { assertions: Vec::new(), parts: Vec::new(), amounts: Vec::new() };

    /// Do the words say this?
    pub fn asserts(&self, what: Assertion) -> bool {
        self.assertions.iter().any(|a| a.what == what)
    }

    /// Do the words say any of these?
    pub fn asserts_any(&self, wanted: &[Assertion]) -> bool {
        self.assertions.iter().any(|a| wanted.contains(&a.what))
    }

    /// Does the text carry this part?
    pub fn carries(&self, part: Part) -> bool {
        self.parts.iter().any(|p| p.part == part)
    }

    /// Does the text carry this part in this language?
    pub fn carries_in(&self, part: Part, language: &str) -> bool {
        self.parts.iter().any(|p| p.part == part && p.tongue.code() == language)
    }

    /// The sums that are said to be this.
    pub fn sums(&self, of: AmountOf) -> impl Iterator<Item = Money> {
        self.amounts.iter().filter(move |a| a.of == of).map(|a| a.money)
    }
}
