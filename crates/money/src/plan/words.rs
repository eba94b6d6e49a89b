//! The reasons, in words that the person would accept: short, plain, true, and never a threat.

use facts::Money;
use jiff::civil::Date;

use super::agree::Refused;
use super::option::Stress;
use crate::budget::{Every, Rhythm};

/// What happens if a payment does not come. It stands in the agreement itself.
pub(crate) const IF_IT_FAILS: &str = "If a payment gets hard, you can change it: later, smaller or a pause. \
     There is no fee. If one does not come, we ask you once what would suit you.";

const TIGHT: &str = "In a bad month this would be tight. Take it only if you are sure.";
const LONG: &str = "This takes more than three years. So two people here will look at giving up a part.";
const ENDLESS: &str = "At this pace it would take too long to end. We would first look at giving up a part.";

/// A date as a person reads it, the same everywhere: 2 March 2027.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The words for payments in a rhythm.
pub(crate) struct Paying {
    pub amount: Money,
    pub every: Every,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub total: Money,
    pub leaves: Money,
    pub stress: Stress,
    pub long: Long,
}

/// Whether a plan is so long that giving up a part must be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Long {
    Yes,
    No,
}

pub(crate) fn paying(lead: &str, plan: &Paying) -> String {
    let mut text = String::with_capacity(420);
    if !lead.is_empty() {
        text.push_str(lead);
        text.push(' ');
    }
    text.push_str(&format!("You pay {} {}", plan.amount.spoken(), plan.every.spoken()));
    match plan.first {
        Some(first) => text.push_str(&format!(" from {}. ", day(first))),
        None => text.push_str(". "),
    }
    match plan.last {
        Some(last) => {
            text.push_str(&format!("The last payment is on {}. That makes {} in all. ", day(last), plan.total.spoken()))
        }
        None => {
            text.push_str(ENDLESS);
            text.push(' ');
        }
    }
    if plan.leaves.is_negative() {
        text.push_str("After it you would be short each month. ");
    } else {
        text.push_str(&format!("It leaves you {} a month. ", plan.leaves.spoken()));
    }
    if plan.stress == Stress::Red {
        text.push_str(TIGHT);
        text.push(' ');
    }
    if plan.long == Long::Yes && plan.last.is_some() {
        text.push_str(LONG);
        text.push(' ');
    }
    text.push_str(IF_IT_FAILS);
    text
}

pub(crate) fn start_small(plan: &Paying) -> String {
    let until = plan.last.map(|last| format!(" until {}", day(last))).unwrap_or_default();
    let from = plan.first.map(|first| format!(" from {}", day(first))).unwrap_or_default();
    format!(
        "A small first step. You pay {} {}{from}{until}. Then we look at it with you. \
         It leaves you {} a month. Nothing goes up unless you say so. {IF_IT_FAILS}",
        plan.amount.spoken(),
        plan.every.spoken(),
        plan.leaves.spoken(),
    )
}

pub(crate) fn pause(until: Option<Date>) -> String {
    let until = until.map(|date| format!(" until {}", day(date))).unwrap_or_default();
    format!(
        "You pay nothing{until}. No interest and no fee is added. We do not ask for money in that time. \
         A week before it ends, we send one note. You can ask for more time."
    )
}

pub(crate) fn token(amount: Money, last: Option<Date>) -> String {
    let until = last.map(|date| format!(" until {}", day(date))).unwrap_or_default();
    format!(
        "For a hard time. You pay {} a month{until}, and no interest is added. \
         Before it ends, a person here looks at it with you. {IF_IT_FAILS}",
        amount.spoken()
    )
}

pub(crate) fn token_is_yours(max: Money) -> String {
    format!(
        "We do not ask for anything. Some people like to pay a very small sum, such as {} a month. \
         That is for you to offer, if you want to. A person here would look at it with you.",
        max.spoken()
    )
}

pub(crate) fn nothing_now(until: Option<Date>) -> String {
    format!("You do nothing for now. Nothing else happens first.{} You can come back at any time.", again(until))
}

pub(crate) fn sorted_out_first(until: Option<Date>) -> String {
    format!("Something is still to be sorted out about this debt. Until then we ask for nothing.{}", again(until))
}

fn again(until: Option<Date>) -> String {
    until.map(|date| format!(" On {} we ask how things are.", day(date))).unwrap_or_default()
}

pub(crate) const ADVICE: &str = "What you told us leaves nothing to spare. Free advice can help with all your debts. \
     Those people are not us, and it costs nothing. While you talk to them, we wait.";

pub(crate) const WRITE_OFF: &str = "Two people here look at whether this debt can be closed for good. \
     You do not have to do anything. We write to you within ten working days.";

pub(crate) fn relief(given_up: Money) -> String {
    format!("First {} is taken off, for good, and no interest runs.", given_up.spoken())
}

pub(crate) fn settlement(sum: Money, given_up: Money) -> String {
    format!(
        "The creditor agrees to end this debt for {}. The other {} is given up. \
         The offer stays open for 30 days and can be renewed. Do not borrow to pay it.",
        sum.spoken(),
        given_up.spoken()
    )
}

pub(crate) fn refused(refused: &Refused) -> String {
    match refused {
        Refused::NotPositive(_) => "Please give an amount above nothing.".to_owned(),
        Refused::Currency(..) => "Please give the amount in the same money as the budget.".to_owned(),
        Refused::Past(_) => "That first day has gone by. Please choose a later one.".to_owned(),
        Refused::NoDebt => "Nothing here may be paid by a plan now. It waits until all is sorted out.".to_owned(),
        Refused::Unknown(names) => format!(
            "We do not know yet what you need for {}. Your best guess is enough. Until then we take nothing.",
            names.join(", ")
        ),
        Refused::NothingLeft => "What you told us leaves nothing to spare. So we can't agree to a plan now. \
             You can pause, and get free advice."
            .to_owned(),
        Refused::AboveCeiling { month, ceiling } => format!(
            "That would be {} a month. After what you need, you have {} a month for debts. \
             Nobody here may take more than that. {} or less is fine.",
            month.spoken(),
            ceiling.spoken(),
            ceiling.spoken()
        ),
        Refused::AboveAsk { ask, .. } => format!("We may ask for {} a month at most.", ask.spoken()),
        Refused::AboveTheirs { theirs, .. } => {
            format!("You offered {} a month. We do not ask for more than that.", theirs.spoken())
        }
        Refused::PriorityUnpaid(names) => format!(
            "Some bills come first: {}. Please sort those out before you pay us. You can pause, and get free advice.",
            names.join(", ")
        ),
        Refused::NoAuthority => "The creditor has not said that less can end this debt. We can ask them.".to_owned(),
        Refused::StressUnsaid => TIGHT.to_owned(),
        Refused::Amount(_) => "That amount is too large to be right. Please check it.".to_owned(),
    }
}
