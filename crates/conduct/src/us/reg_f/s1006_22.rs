//! 1006.22: unfair or unconscionable means. Its words are read in `s1006_22_words.rs`.

use facts::{
    Act, Aim, AskAct, AskContact, AskDate, AskNotice, Channel, DateKind, Effect, EndpointKind, Meaning, NoticeKind,
    Part, Purpose, Value, Verdict,
};

use super::rule;
use crate::calendar::{Calendar, Holidays};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::{Day, EndpointIx, Moment, Standing};
use crate::us::communication;

/// An instrument postdated by more than so many days needs a notice before it is deposited; these are calendar days.
const POSTDATED_DAYS: i32 = 5;

/// The notice comes not more than ten and not less than three working days before the deposit.
const NOTICE_MOST: u32 = 10;
const NOTICE_LEAST: u32 = 3;

pub(super) static RULES: &[Rule] = &[
    rule("1006.22(b)", "no amount that neither the agreement nor the law allows", Run::Act(unauthorized_amount)),
    rule("1006.22(c)(1)", "a postdated check is taken only with a notice before its deposit", Run::Act(postdated)),
    rule("1006.22(c)(1)", "the notice of a deposit comes in its days, in writing", Run::Notice(notice_of_deposit)),
    rule("1006.22(c)(1)", "the days on which the notice of a deposit may be given", Run::Date(notice_window)),
    rule("1006.22(c)(2)", "no postdated check is asked for to threaten with prosecution", Run::Act(solicited)),
    rule("1006.22(c)(3)", "no postdated check is deposited before its date", Run::Act(deposited)),
    rule("1006.22(d)", "nobody pays for being contacted because the purpose was hidden", Run::Act(hidden_charge)),
    rule("1006.22(e)", "nothing is taken without the right and the will to take it", Run::Act(dispossession)),
    rule("1006.22(f)(1)", "no postcards about a debt", Run::Contact(postcard)),
    rule("1006.22(f)(3)", "no e-mail to an address that the employer provides", Run::Contact(employer_address)),
    rule("1006.22(f)(4)", "nothing that others can see on social media", Run::Contact(public_message)),
    rule("1006.22(g)", "our name in a covered e-mail or text is not unfair", Run::Contact(name_in_message)),
];

/// 1006.22(b): interest, fees, charges and expenses only where the agreement says so expressly or the law permits.
fn unauthorized_amount(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Charge {
        return;
    }
    match (asked.ask.detail.contract_allows, asked.ask.detail.law_allows) {
        (Some(true), _) | (_, Some(true)) => {}
        (Some(false), Some(false)) => {
            findings.prohibits("1006.22(b)");
        }
        (None, _) => {
            findings.unknown("1006.22(b)", "contract_allows");
        }
        (_, None) => {
            findings.unknown("1006.22(b)", "law_allows");
        }
    }
}

/// The first and the last day on which a notice of a deposit may be given.
fn window(calendar: Calendar, deposit: Day) -> (Day, Day) {
    (calendar.before(deposit, NOTICE_MOST), calendar.before(deposit, NOTICE_LEAST))
}

/// 1006.22(c)(1): a check or other instrument postdated by more than five days is accepted only where the person is
/// told in writing of the deposit, not more than ten nor less than three working days before it.
fn postdated(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::AcceptPostdated {
        return;
    }
    let detail = &asked.ask.detail;
    let Some(dated) = detail.dated.map(Day::of) else {
        findings.unknown("1006.22(c)(1)", "dated");
        return;
    };
    let received = detail.received.map_or(asked.day(), Day::of);
    let deposit = detail.deposit_on.map_or(dated, Day::of);
    if deposit < dated {
        findings.prohibits("1006.22(c)(3)");
    }
    if dated.since(received) <= POSTDATED_DAYS {
        return;
    }
    let (first, last) = window(asked.calendar(Holidays::UsFederal), deposit);
    let in_window = |day: Day| first <= day && day <= last;
    match detail.notified_on.map(Day::of) {
        Some(day) if in_window(day) => {}
        Some(_) => {
            findings.prohibits("1006.22(c)(1)");
        }
        None => {
            let carried = Carried::when(|| notices(asked).any(in_window));
            findings.requires("1006.22(c)(1)", Part::DepositNotice, carried);
        }
    }
}

/// The days on which we gave notice of a deposit in writing, about these debts.
fn notices<'a>(asked: &'a Asked<AskAct>) -> impl Iterator<Item = Day> + 'a {
    let standing = asked.standing;
    let deposits = standing.notices().iter().filter(move |n| {
        (n.kind == NoticeKind::Deposit || n.contains.has(Part::DepositNotice))
            && communication::is_ours(n)
            && n.debts.meets(asked.debts)
            && !n.channel.is_some_and(Channel::is_by_telephone)
            && !communication::notice_came_back(standing, n)
    });
    let letters = standing.contacts().iter().filter(move |c| {
        c.is_ours()
            && c.is_message()
            && c.contains.has(Part::DepositNotice)
            && communication::debts_of(standing, c).meets(asked.debts)
            && !communication::is_returned(standing, c)
    });
    deposits.map(|n| n.at.day).chain(letters.map(|c| c.at.day))
}

/// 1006.22(c)(1) on the notice itself: in writing, and within its days where the day of the deposit is known.
fn notice_of_deposit(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let ask = asked.ask;
    if ask.notice_kind != NoticeKind::Deposit {
        return;
    }
    if ask.channel.is_some_and(Channel::is_by_telephone) {
        findings.prohibits("1006.22(c)(1)");
    }
    let latest = || asked.standing.payments().iter().rev().find_map(|p| p.dated.filter(|_| p.debts.meets(asked.debts)));
    let Some(deposit) = ask.detail.deposit_on.or(ask.detail.dated).or_else(latest) else {
        findings.unknown("1006.22(c)(1)", "deposit_on");
        return;
    };
    let (first, last) = window(asked.calendar(Holidays::UsFederal), Day::of(deposit));
    if asked.day() < first || last < asked.day() {
        findings.prohibits("1006.22(c)(1)");
    }
}

/// 1006.22(c)(1): the days between which the notice must be given.
fn notice_window(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::DepositNoticeWindow {
        return;
    }
    let detail = &asked.ask.detail;
    let latest = || asked.standing.payments().iter().rev().find_map(|p| p.dated.filter(|_| p.debts.meets(asked.debts)));
    let Some(deposit) = detail.deposit_on.or(detail.dated).or_else(latest) else { return };
    let (first, last) = window(asked.calendar(Holidays::UsFederal), Day::of(deposit));
    findings.defines("1006.22(c)(1)");
    findings.value("notice_from", Value::Date(first.date()));
    findings.value("notice_until", Value::Date(last.date()));
}

/// 1006.22(c)(2): no postdated instrument is solicited for a criminal prosecution or the threat of one.
fn solicited(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::SolicitPostdated {
        return;
    }
    match asked.ask.detail.aim {
        Some(Aim::CriminalProsecution) => {
            findings.prohibits("1006.22(c)(2)");
        }
        Some(Aim::Payday) => {}
        Some(Aim::CoercePayment) => {
            findings.refers("1006.22(a)", Effect::Prohibits);
        }
        None => {
            findings.unknown("1006.22(c)(2)", "aim");
        }
    }
}

/// 1006.22(c)(3) and (1): not before its date; and one postdated by more than five days not without the notice that
/// alone made it lawful to accept.
fn deposited(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::DepositPostdated {
        return;
    }
    let payment = asked.standing.payments().iter().rfind(|p| {
        p.debts.meets(asked.debts) && p.dated.is_some() && asked.ask.detail.dated.is_none_or(|d| p.dated == Some(d))
    });
    let Some(dated) = asked.ask.detail.dated.or(payment.and_then(|p| p.dated)).map(Day::of) else {
        findings.unknown("1006.22(c)(3)", "dated");
        return;
    };
    let today = asked.day();
    if today < dated {
        findings.prohibits("1006.22(c)(3)").until(Moment::whole(dated));
    }
    let received = asked.ask.detail.received.map(Day::of).or(payment.map(|p| p.at.day));
    if received.is_some_and(|received| dated.since(received) > POSTDATED_DAYS) {
        let (first, last) = window(asked.calendar(Holidays::UsFederal), today.max(dated));
        let told = asked.ask.detail.notified_on.map(Day::of);
        if !notices(asked).chain(told).any(|day| first <= day && day <= last) {
            findings.prohibits("1006.22(c)(1)");
        }
    }
}

/// 1006.22(d): no charges to anybody for communications by hiding their true purpose.
fn hidden_charge(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::CauseCharge {
        return;
    }
    match asked.ask.detail.concealed_purpose {
        Some(false) => {}
        Some(true) => {
            findings.prohibits("1006.22(d)");
        }
        None => {
            findings.unknown("1006.22(d)", "concealed_purpose");
        }
    }
}

/// 1006.22(e)(1) to (3): no dispossession or disablement, nor a threat of it, without a present right to the collateral,
/// without the intention, or of property that the law exempts.
fn dispossession(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::Repossess | Act::Disable | Act::ThreatenRepossess) {
        return;
    }
    let detail = &asked.ask.detail;
    let conditions = [
        ("1006.22(e)(1)", "present_right", detail.present_right),
        ("1006.22(e)(2)", "intends", detail.intends),
        ("1006.22(e)(3)", "exempt", detail.exempt.map(|exempt| !exempt)),
    ];
    for (cite, fact, holds) in conditions {
        match holds {
            Some(true) => {}
            Some(false) => {
                findings.prohibits(cite);
            }
            None => {
                findings.unknown(cite, fact);
            }
        }
    }
}

/// 1006.22(f)(1): no postcard about a debt to the consumer. What goes to others by postcard is 1006.10(b)(3)'s.
fn postcard(asked: &Asked<AskContact>, findings: &mut Findings) {
    let ask = asked.ask;
    if ask.channel == Channel::Postcard && communication::conveys(ask.purpose) {
        findings.prohibits("1006.22(f)(1)");
    }
}

/// 1006.22(f)(3), comment -1: no e-mail to an address that we know the employer provides, whoever told us, unless the
/// consumer wrote from it or agreed to it (1006.6(d)(4)(i)), or had it properly used by a prior collector ((iii)).
fn employer_address(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(to) = asked.to.filter(|_| asked.ask.channel == Channel::Email) else { return };
    if !is_known_employers(asked.standing, to) || !communication::conveys(asked.ask.purpose) {
        return;
    }
    // 1006.6 comes first in the law's order: what it found of the address is there.
    let excepted = findings.found.iter().any(|f| {
        f.effect == Effect::Permits
            && (f.rule.starts_with("1006.6(d)(4)(i)") || f.rule.starts_with("1006.6(d)(4)(iii)"))
    });
    if !excepted {
        findings.prohibits("1006.22(f)(3)");
    }
}

fn is_known_employers(standing: &Standing, to: EndpointIx) -> bool {
    standing.endpoint(to).is_some_and(|e| e.domain == Some(facts::Domain::Employer))
        || standing.said().iter().any(|s| match &s.means {
            Meaning::EmployerEmail { endpoint: Some(id) } => standing.endpoint_ix(id) == Some(to),
            _ => false,
        })
}

/// 1006.22(f)(4), comment -1: nothing on social media that the public or the person's contacts can see.
fn public_message(asked: &Asked<AskContact>, findings: &mut Findings) {
    let public_point = asked.to.and_then(|ix| asked.standing.endpoint(ix)).map(|e| e.kind);
    if asked.ask.channel == Channel::SocialPublic || public_point == Some(EndpointKind::SocialPublic) {
        let marketing = asked.ask.purpose == Purpose::Marketing;
        if !marketing {
            findings.prohibits("1006.22(f)(4)");
        }
    }
}

/// 1006.22(g): an e-mail or a text under the procedures of 1006.6(d)(3) may name us and show that it is about a debt.
fn name_in_message(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !matches!(asked.ask.channel, Channel::Email | Channel::Text) {
        return;
    }
    let is_procedure = |rule: &str| rule.starts_with("1006.6(d)(4)") || rule.starts_with("1006.6(d)(5)");
    let covered = findings.found.iter().any(|f| f.effect == Effect::Permits && is_procedure(f.rule));
    let lost = findings.found.iter().any(|f| f.verdict > Verdict::Permit && f.rule.starts_with("1006.6(d)"));
    if covered && !lost {
        findings.permits("1006.22(g)");
    }
}
