//! 1006.6(d)(5): telephone numbers for text messages.

use facts::{Channel, CheckKind, ConsentTo};

use super::email::{Address, Agreement, Covered, Failed, agreement, stands};
use crate::standing::{Day, DebtSet, EndpointIx, Moment, Party, PersonIx, Standing};

/// "Within the past 60 days."
const FRESH_DAYS: i32 = 60;

/// Is a text to the number about the debts covered by (d)(5)(i) or (ii)?
pub(super) fn text_is_covered(
    standing: &Standing,
    person: PersonIx,
    to: EndpointIx,
    debts: DebtSet,
    at: Moment,
) -> Covered {
    let address = Address { standing, person, to, channel: Channel::Text, debts, at };
    let mut failed = Vec::new();
    for procedure in [texted_from_it(address), agreed(address)] {
        match procedure {
            Covered::By(rule) => return Covered::By(rule),
            Covered::No(rules) => failed.extend(rules),
        }
    }
    Covered::No(failed)
}

/// (i): the consumer texted us from the number about the debt and has not since opted out, and (A) sent that or a new
/// text within 60 days, or (B) the number was checked within 60 days back to their latest text. A call from it is no
/// text (comment 6(d)(5)(i)-1). Which of their debts the text was about, we don't ask: it shows whose number it is.
fn texted_from_it(address: Address<'_>) -> Covered {
    let texts = || address.standing.contacts().iter().filter(|c| address.is_written_from_it(c, Party::Collector));
    let Some(latest) = texts().next_back() else { return Covered::No(Vec::new()) };
    if address.opted_out(Party::Collector, latest.at) {
        return Covered::No(vec![Failed::at("1006.6(d)(5)(i)")]);
    }
    if is_fresh(address, latest.at.day) {
        return Covered::By("1006.6(d)(5)(i)(A)");
    }
    if is_checked_back_to(address, latest.at.day) {
        return Covered::By("1006.6(d)(5)(i)(B)");
    }
    Covered::No(["1006.6(d)(5)(i)(A)", "1006.6(d)(5)(i)(B)"].map(Failed::at).to_vec())
}

/// (ii): we have prior consent, given directly and not withdrawn, to texts to the number about the debt, and (A) got or
/// renewed it within 60 days, or (B) the number was checked within 60 days back to the latest consent.
fn agreed(address: Address<'_>) -> Covered {
    let mut begun = false;
    let mut latest: Option<Day> = None;
    for (place, said) in address.standing.said().iter().enumerate().filter(|(_, s)| s.by.is(address.person)) {
        match agreement(address, said, ConsentTo::Text) {
            Agreement::None => {}
            Agreement::Short => begun = true,
            Agreement::Full => {
                begun = true;
                if stands(address, place, said, Party::Collector, ConsentTo::Text) {
                    latest = latest.max(Some(said.known.day));
                }
            }
        }
    }
    let Some(latest) = latest else {
        return Covered::No(if begun { vec![Failed::at("1006.6(d)(5)(ii)")] } else { Vec::new() });
    };
    if is_fresh(address, latest) {
        return Covered::By("1006.6(d)(5)(ii)(A)");
    }
    if is_checked_back_to(address, latest) {
        return Covered::By("1006.6(d)(5)(ii)(B)");
    }
    Covered::No(["1006.6(d)(5)(ii)(A)", "1006.6(d)(5)(ii)(B)"].map(Failed::at).to_vec())
}

fn is_fresh(address: Address<'_>, day: Day) -> bool {
    address.at.day.since(day) <= FRESH_DAYS
}

/// Did a complete and accurate database (comment 6(d)(5)-1) say within 60 days that the number has not been reassigned
/// since `day`?
fn is_checked_back_to(address: Address<'_>, day: Day) -> bool {
    let Some(number) = address.standing.endpoint(address.to) else { return false };
    address.standing.checks().iter().any(|c| {
        c.kind == CheckKind::ReassignedNumber
            && c.of == number.id.as_str()
            && c.result == "not_reassigned"
            && c.complete == Some(true)
            && c.since.is_some_and(|since| Day::of(since) <= day)
            && c.at.is_by(address.at)
            && is_fresh(address, c.at.day)
    })
}
