//! District of Columbia: D.C. Code § 28-3814, debt collection. Covers original creditors too; not what a mortgage
//! secures.

mod calls;
mod documents;
mod hearers;
mod hours;
mod messages;
mod plans;
mod threats_words;

use facts::{AskContact, Capacity, DebtKind, Firm, Pack};
use jiff::civil::{Date, date};

use crate::rule::{Asked, Findings, PackRules, Rule, Run};
use crate::standing::{DebtSet, PersonIx, Standing};
use crate::us::consumer::{collects, stands_as_consumer};

/// The day from which D.C. Law 24-154 applies.
const FROM: Date = date(2023, 1, 1);

pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::UsDc,
    covers_from: FROM,
    covers_until: None,
    read_on: date(2024, 10, 20),
    sections: &[RULES, threats_words::RULES],
};

static RULES: &[Rule] = &[
    contact(
        "DC 28-3814(d)(4)(A)",
        "at most four calls in seven days about an account, none for a week after a talk",
        calls::calls,
    ),
    rule("DC 28-3814(d)(4)(A)", "the first day on which a call keeps within the limits", Run::Date(calls::next_call)),
    contact(
        "DC 28-3814(d)(4)(B)",
        "no electronic message before the mailed notice and express consent; five a week",
        messages::messages,
    ),
    contact("DC 28-3814(d)(5)", "no visits at home or work but to serve process", hours::visits),
    contact("DC 28-3814(e)", "no word of the debt to employer, family or neighbours", hearers::hearers),
    contact(
        "DC 28-3814(f)(2)",
        "every writing says that it is to collect a debt and what information is used for",
        messages::disclosure,
    ),
    contact("DC 28-3814(g)(5)", "who has an attorney is reached through the attorney", hearers::attorney),
    contact("DC 28-3814(g)(6)", "a deceased person's debt is asked of the estate alone", hearers::estate),
    contact("DC 28-3814(k)", "calls and texts from eight to nine, Eastern time", hours::eastern),
    contact(
        "DC 28-3814(m)",
        "nothing is collected without the papers, nor while they are asked for",
        documents::contact,
    ),
    rule(
        "DC 28-3814(m)",
        "nothing is collected without the papers, nor while they are asked for",
        Run::Act(documents::act),
    ),
    rule("DC 28-3814(m)(2)(D)", "the papers go out within fifteen days", Run::Date(documents::due)),
    rule("DC 28-3814(n)(1)", "the written copy of a plan goes out within seven days", Run::Date(plans::copy_due)),
    rule(
        "DC 28-3814(n)(2)",
        "no payment is due before the written copy of the plan",
        Run::Act(plans::payment_required),
    ),
    rule("DC 28-3814(o)", "no suit after three years", Run::Act(documents::suit)),
];

const fn contact(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContact>, &mut Findings)) -> Rule {
    rule(cite, gist, Run::Contact(run))
}

const fn rule(cite: &'static str, gist: &'static str, run: Run) -> Rule {
    Rule { cite, gist, from: FROM, until: None, run }
}

/// The debts among these that the section covers, (a) and (b)(2): not those that a mortgage secures. Direct motor
/// vehicle instalment loans are left out by (a) too; a debt for a car may be another, so that it stays covered.
fn covered(standing: &Standing, debts: DebtSet) -> DebtSet {
    let mortgages = standing.debts().iter().enumerate().filter(|(_, d)| d.kind == DebtKind::Mortgage);
    mortgages.fold(debts, |set, (ix, _)| set.without(DebtSet::one(ix)))
}

/// A contact with the consumer to collect a debt that the section covers: the person and the debts.
fn with_consumer(asked: &Asked<AskContact>) -> Option<(PersonIx, DebtSet)> {
    let debts = covered(asked.standing, asked.debts);
    let person = asked.person.filter(|p| stands_as_consumer(asked.standing, *p))?;
    (!debts.is_empty() && collects(asked.ask)).then_some((person, debts))
}

/// (m)(3): the firm collects its own debt.
fn is_original_creditor(firm: &Firm) -> bool {
    matches!(firm.capacity, Some(Capacity::Lender | Capacity::Creditor))
}
