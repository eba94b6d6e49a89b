//! Writes the entries of the business: place, charge, pay, refund, give up. Each balances by construction.

use facts::Money;
use jiff::civil::Date;

use super::account::{Account, BankAccount, Part};
use super::allocate::Allocation;
use super::entry::{Entry, EntryDraft, EntryError, EntryKind, Posting};
use super::interest::{Stop, stopped_on};
use super::provenance::Provenance;
use crate::id::{AgentId, CreditorId, DebtId, EntryId, PaymentId, PersonId, PlanId};
use crate::ratio;

/// What every entry has: its id, its day, and a few words.
#[derive(Debug, Clone)]
pub struct Head {
    pub id: EntryId,
    pub on: Date,
    pub what: String,
}

/// A debt and whose it is.
#[derive(Debug, Clone)]
pub struct Claim {
    pub debt: DebtId,
    pub creditor: CreditorId,
}

/// What one debt gets of a payment, by its parts.
#[derive(Debug, Clone)]
pub struct PaidTo {
    pub claim: Claim,
    pub parts: Vec<(Part, Money)>,
}

/// How the money came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// To our trust account.
    Trust,
    /// To the creditor itself: we only learn of it.
    Creditor,
    /// It was in suspense, and now we know whose it is.
    FromSuspense,
}

impl Head {
    pub fn new(id: &str, on: Date, what: &str) -> Head {
        Head { id: EntryId::from(id), on, what: what.to_owned() }
    }

    fn entry(self, kind: EntryKind, postings: Vec<Posting>) -> Result<Entry, EntryError> {
        Entry::new(EntryDraft { id: self.id, on: self.on, kind, what: self.what, postings })
    }

    fn negated(&self, amount: Money) -> Result<Money, EntryError> {
        ratio::negated(amount).map_err(|source| EntryError::Amount { entry: self.id.clone(), source })
    }

    /// The two sides of a change of what is owed: the debt's part, and another account.
    fn pair(&self, owed: Account, other: Account, amount: Money, why: &Provenance) -> Result<[Posting; 2], EntryError> {
        let back = self.negated(amount)?;
        Ok([Posting { to: owed, amount, why: why.clone() }, Posting { to: other, amount: back, why: why.clone() }])
    }
}

/// A creditor places a debt: its parts, each with the paper that shows it.
pub fn placement(head: Head, claim: &Claim, parts: &[(Part, Money, Provenance)]) -> Result<Entry, EntryError> {
    let mut postings = Vec::new();
    for (part, amount, why) in parts.iter().filter(|(_, amount, _)| !amount.is_zero()) {
        postings.extend(head.pair(claim.owed(*part), claim.placed(), *amount, why)?);
    }
    head.entry(EntryKind::Placement, postings)
}

/// Interest, a fee or a cost falls due, by a contract, the law or a court; never on a day on which a hold
/// or a plan for hardship stops it.
pub fn charge(
    head: Head,
    claim: &Claim,
    (part, amount): (Part, Money),
    why: &Provenance,
    stops: &[Stop],
) -> Result<Entry, EntryError> {
    if let Some(stop) = stopped_on(stops, head.on) {
        return Err(EntryError::Stopped { entry: head.id, on: head.on, why: stop.why.clone() });
    }
    let postings = head.pair(claim.owed(part), claim.placed(), amount, why)?;
    head.entry(EntryKind::Charge, postings.into())
}

/// A creditor's figure was too high: what is owed shrinks by this much.
pub fn correction(head: Head, claim: &Claim, part: Part, by: Money, why: &Provenance) -> Result<Entry, EntryError> {
    let less = head.negated(by)?;
    let postings = head.pair(claim.owed(part), claim.placed(), less, why)?;
    head.entry(EntryKind::Correction, postings.into())
}

/// A person paid. What is set aside goes to suspense, what was too much is due back to the person.
///
/// The entry's id should be made of the payment's id, so that the same payment is never posted twice.
pub fn payment(
    head: Head,
    payment: &PaymentId,
    person: &PersonId,
    to: &[PaidTo],
    spread: &Allocation,
    arrived: Arrived,
) -> Result<Entry, EntryError> {
    let why = Provenance::Payment { payment: payment.clone() };
    let amount = |source| EntryError::Amount { entry: head.id.clone(), source };
    let mut postings = Vec::new();
    for PaidTo { claim, parts } in to {
        let mut sum = Money::zero(spread.paid.currency());
        for (part, paid) in parts {
            postings.extend(head.pair(claim.owed(*part), claim.placed(), head.negated(*paid)?, &why)?);
            sum = sum.plus(*paid).map_err(amount)?;
        }
        if arrived != Arrived::Creditor && !sum.is_zero() {
            let held = Account::Trust { creditor: claim.creditor.clone() };
            postings.push(Posting { to: held, amount: head.negated(sum)?, why: why.clone() });
        }
    }
    if arrived == Arrived::Creditor {
        return head.entry(EntryKind::DirectPayment, postings);
    }
    let aside = spread.set_aside().map_err(amount)?;
    let refund = Account::RefundDue { person: person.clone() };
    for (to, kept) in [(Account::Suspense, aside), (refund, spread.refund)] {
        if !kept.is_zero() {
            postings.push(Posting { to, amount: head.negated(kept)?, why: why.clone() });
        }
    }
    let source = match arrived {
        Arrived::FromSuspense => Account::Suspense,
        _ => Account::Bank { bank: BankAccount::Trust },
    };
    postings.push(Posting { to: source, amount: spread.paid, why });
    head.entry(EntryKind::Payment, postings)
}

/// Money came and nobody knows whose it is.
pub fn into_suspense(head: Head, amount: Money, why: &Provenance) -> Result<Entry, EntryError> {
    let bank = Account::Bank { bank: BankAccount::Trust };
    let postings = head.pair(bank, Account::Suspense, amount, why)?;
    head.entry(EntryKind::Suspense, postings.into())
}

/// Money goes back to a person who paid too much.
pub fn refund(head: Head, person: &PersonId, amount: Money, why: &Provenance) -> Result<Entry, EntryError> {
    let due = Account::RefundDue { person: person.clone() };
    let postings = head.pair(due, Account::Bank { bank: BankAccount::Trust }, amount, why)?;
    head.entry(EntryKind::Refund, postings.into())
}

/// Money that waited for a person's word is theirs to have back.
pub fn aside_back(head: Head, person: &PersonId, amount: Money, why: &Provenance) -> Result<Entry, EntryError> {
    let due = Account::RefundDue { person: person.clone() };
    let postings = head.pair(Account::Suspense, due, amount, why)?;
    head.entry(EntryKind::Suspense, postings.into())
}

/// A part of a debt is given up: by a settlement that was agreed, or by two people who decided so.
pub fn write_off(head: Head, claim: &Claim, parts: &[(Part, Money)], why: &GivenUp) -> Result<Entry, EntryError> {
    let why = match why {
        GivenUp::Agreed(plan) => Provenance::Agreement { plan: plan.clone() },
        GivenUp::Decided { first, second, reason } => {
            Provenance::Judgement { by: vec![first.clone(), second.clone()], reason: reason.clone() }
        }
    };
    let lost = Account::WriteOff { creditor: claim.creditor.clone() };
    let mut postings = Vec::new();
    for (part, amount) in parts.iter().filter(|(_, amount)| !amount.is_zero()) {
        postings.extend(head.pair(claim.owed(*part), lost.clone(), head.negated(*amount)?, &why)?);
    }
    head.entry(EntryKind::WriteOff, postings)
}

/// Who gave up a part of a debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenUp {
    Agreed(PlanId),
    Decided { first: AgentId, second: AgentId, reason: String },
}

/// A creditor takes a debt back: nothing of it is left with us.
pub fn recall(head: Head, claim: &Claim, owed: &[(Part, Money)], why: &Provenance) -> Result<Entry, EntryError> {
    let mut postings = Vec::new();
    for (part, amount) in owed.iter().filter(|(_, amount)| amount.minor() > 0) {
        postings.extend(head.pair(claim.owed(*part), claim.placed(), head.negated(*amount)?, why)?);
    }
    head.entry(EntryKind::Recall, postings)
}

impl Claim {
    pub fn new(debt: &DebtId, creditor: &CreditorId) -> Claim {
        Claim { debt: debt.clone(), creditor: creditor.clone() }
    }

    fn owed(&self, part: Part) -> Account {
        Account::Owed { debt: self.debt.clone(), part }
    }

    fn placed(&self) -> Account {
        Account::Placed { creditor: self.creditor.clone() }
    }
}
