//! 1006.6(d)(4)(ii): addresses that the creditor had from the consumer, used, and told them of.

use facts::{
    AskNotice, Channel, Domain, Effect, Fields, Meaning, NoticeKind, OptOutMethod, Purpose, ReplyTo, Role, Source,
    Verdict,
};

use super::OPT_OUT_DAYS;
use super::email::{Address, Covered, Failed};
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{Day, EndpointIx, NoticeSent, Party, Standing};
use crate::us::medium::stops;

/// (ii): (A) a creditor had the address from the consumer; (B) used it about the account, and was not asked to stop;
/// (C) sent a notice of five parts beforehand; (D) whose period is over without an opt-out; and (E) its domain is open
/// to the public and not known to be the employer's. `names` are those of the collector whom the notice must name.
pub(super) fn told_of_it(address: Address<'_>, names: &[&str], rule: &'static str) -> Covered {
    let standing = address.standing;
    let notices = standing.notices().iter().filter(|n| {
        n.kind == NoticeKind::EmailTransferOptOut && n.debts.meets(address.debts) && n.at.is_by(address.at)
    });
    let used = use_by_creditor(address);
    let mut failed = None;
    for notice in notices {
        let mut found: Vec<&'static str> = Vec::new();
        found.extend((!is_from_consumer(standing, address.to)).then_some("1006.6(d)(4)(ii)(A)"));
        found.extend((used != Use::AboutTheAccount).then_some("1006.6(d)(4)(ii)(B)"));
        found.extend((!is_sent_to_their_address(standing, notice)).then_some("1006.6(d)(4)(ii)(C)"));
        found.extend((!notice.debts.covers(address.debts)).then_some("1006.6(d)(4)(ii)(C)"));
        let value = standing.endpoint(address.to).map(|e| e.value.as_str());
        found.extend(shortcomings(&notice.fields, notice.channel, notice.at.day, names, value));
        found.extend((!is_public(standing, address.to)).then_some("1006.6(d)(4)(ii)(E)"));
        let mut found: Vec<Failed> = found.into_iter().map(Failed::at).collect();
        let over = notice.fields.opt_out_by.map(|by| Day::of(by).plus(1));
        if has_opted_out(address, notice) || over.is_none() {
            found.push(Failed::at("1006.6(d)(4)(ii)(D)"));
        } else if over.is_some_and(|over| address.at.day < over) {
            found.push(Failed { rule: "1006.6(d)(4)(ii)(D)", until: over });
        }
        if found.is_empty() {
            return Covered::By(rule);
        }
        failed = Some(found);
    }
    let is_begun = is_from_consumer(standing, address.to) && used != Use::None;
    let no_notice = || if is_begun { vec![Failed::at("1006.6(d)(4)(ii)(C)")] } else { Vec::new() };
    Covered::No(failed.unwrap_or_else(no_notice))
}

/// (A): "An address with the source `creditor` is one that the creditor had from the consumer."
fn is_from_consumer(standing: &Standing, to: EndpointIx) -> bool {
    let Some(endpoint) = standing.endpoint(to) else { return false };
    endpoint.source == Some(Source::Creditor)
        || standing.said().iter().any(|s| {
            let Meaning::GivesEndpoint { endpoint: Some(id), .. } = &s.means else { return false };
            standing.endpoint_ix(id) == Some(to)
                && s.with.is_some_and(|with| standing.role(with) == Some(Role::Creditor))
        })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    None,
    /// Only advertising (comment 6(d)(4)(ii)(B)-1), or about another account, or the consumer asked them to stop.
    NotSo,
    AboutTheAccount,
}

/// (B): did the creditor use the address about the account, and was it not asked to stop?
fn use_by_creditor(address: Address<'_>) -> Use {
    let standing = address.standing;
    let mut found = Use::None;
    for contact in standing.contacts() {
        let by_creditor = standing.role(contact.by) == Some(Role::Creditor);
        if !by_creditor || contact.channel != Channel::Email || contact.to != Some(address.to) {
            continue;
        }
        let about = contact.purpose != Some(Purpose::Marketing) && address.is_about(contact.debts);
        if about {
            found = Use::AboutTheAccount;
        } else if found == Use::None {
            found = Use::NotSo;
        }
    }
    let asked_to_stop = standing.said().iter().any(|s| {
        s.by.is(address.person)
            && s.with.is_some_and(|with| standing.role(with) == Some(Role::Creditor))
            && stops(standing, s, address.way()).is_some()
            && !is_opt_out_of_notice(address, s.known)
    });
    if asked_to_stop && found != Use::None { Use::NotSo } else { found }
}

/// What was asked of the creditor after its notice is the opt-out of (D), and no request that it stop itself.
fn is_opt_out_of_notice(address: Address<'_>, known: crate::standing::Moment) -> bool {
    address.standing.notices().iter().any(|n| n.kind == NoticeKind::EmailTransferOptOut && n.at.is_by(known))
}

/// (C): to an address that the creditor had from the consumer and used.
fn is_sent_to_their_address(standing: &Standing, notice: &NoticeSent) -> bool {
    let by_creditor = standing.role(notice.by) == Some(Role::Creditor);
    by_creditor && notice.to.is_some_and(|to| is_from_consumer(standing, to) || has_been_used(standing, to))
}

fn has_been_used(standing: &Standing, to: EndpointIx) -> bool {
    standing.contacts().iter().any(|c| c.to == Some(to) && standing.role(c.by) == Some(Role::Creditor))
}

/// (C)(1) to (5): what the notice lacks.
fn shortcomings(
    fields: &Fields,
    channel: Option<Channel>,
    sent: Day,
    names: &[&str],
    value: Option<&str>,
) -> Vec<&'static str> {
    let mut short = Vec::new();
    let named = fields.collector_name.as_deref().is_some_and(|n| names.contains(&n));
    if fields.transfer_statement != Some(true) || !named {
        short.push("1006.6(d)(4)(ii)(C)(1)");
    }
    let states_it = fields.email_address.as_deref().is_some_and(|stated| value.is_none_or(|v| v == stated));
    if !states_it || fields.use_statement != Some(true) {
        short.push("1006.6(d)(4)(ii)(C)(2)");
    }
    if fields.others_may_see != Some(true) {
        short.push("1006.6(d)(4)(ii)(C)(3)");
    }
    if !is_simple(fields.opt_out_method, channel) {
        short.push("1006.6(d)(4)(ii)(C)(4)");
    }
    let leaves_time = fields.opt_out_by.is_some_and(|by| Day::of(by) >= sent.plus(OPT_OUT_DAYS));
    if !leaves_time || fields.reply_to == Some(ReplyTo::Both) {
        short.push("1006.6(d)(4)(ii)(C)(5)");
    }
    short
}

/// Comment 6(d)(4)(ii)(C)(4)-1: on paper a form that lies in the letter; electronically a link or a reply of one word.
/// Other ways the comment doesn't name, and we don't take for reasonable and simple.
fn is_simple(method: Option<OptOutMethod>, channel: Option<Channel>) -> bool {
    let electronic = channel.is_some_and(Channel::is_electronic);
    match method {
        Some(OptOutMethod::Link | OptOutMethod::ReplyStop) => electronic,
        Some(OptOutMethod::FormEnclosed) => !electronic && channel.is_some(),
        _ => false,
    }
}

/// (D): has the consumer opted out since the notice, with the creditor or with the collector?
fn has_opted_out(address: Address<'_>, notice: &NoticeSent) -> bool {
    address.standing.said().iter().any(|s| {
        let heard = match s.with {
            None | Some(Party::Collector) => true,
            Some(with) => standing_role_is_creditor(address.standing, with),
        };
        heard
            && s.by.is(address.person)
            && notice.at.is_by(s.known)
            && stops(address.standing, s, address.way()).is_some()
    })
}

fn standing_role_is_creditor(standing: &Standing, party: Party) -> bool {
    standing.role(party) == Some(Role::Creditor)
}

/// (E): many of the public may have an address of that domain, and nobody told us that the employer provides it.
fn is_public(standing: &Standing, to: EndpointIx) -> bool {
    standing.endpoint(to).is_some_and(|e| e.domain == Some(Domain::Public)) && !is_known_employers(standing, to)
}

/// Do we know that the employer provides the address (comment 6(d)(4)(ii)(E)-2)?
pub(crate) fn is_known_employers(standing: &Standing, to: EndpointIx) -> bool {
    standing.endpoint(to).is_some_and(|e| e.domain == Some(Domain::Employer))
        || standing.said().iter().any(|s| match &s.means {
            Meaning::EmployerEmail { endpoint: Some(id) } => standing.endpoint_ix(id) == Some(to),
            _ => false,
        })
}

/// What a creditor's notice must say, asked about the notice before it is sent.
pub(super) fn ask_for_fields(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let none = Fields::default();
    let fields = asked.ask.fields.as_deref().unwrap_or(&none);
    let there = |is: bool| Carried::when(|| is);
    let ask = &mut |rule, field, is| {
        findings.requires_field(rule, field, there(is));
    };
    ask("1006.6(d)(4)(ii)(C)(1)", "transfer_statement", fields.transfer_statement == Some(true));
    ask("1006.6(d)(4)(ii)(C)(1)", "collector_name", fields.collector_name.is_some());
    ask("1006.6(d)(4)(ii)(C)(2)", "email_address", fields.email_address.is_some());
    ask("1006.6(d)(4)(ii)(C)(2)", "use_statement", fields.use_statement == Some(true));
    ask("1006.6(d)(4)(ii)(C)(3)", "others_may_see", fields.others_may_see == Some(true));
    ask("1006.6(d)(4)(ii)(C)(4)", "opt_out_method", fields.opt_out_method.is_some());
    ask("1006.6(d)(4)(ii)(C)(5)", "opt_out_by", fields.opt_out_by.is_some());
    if fields.opt_out_method.is_some() && !is_simple(fields.opt_out_method, asked.ask.channel) {
        findings.withholds("1006.6(d)(4)(ii)(C)(4)");
    }
    let short = fields.opt_out_by.is_some_and(|by| Day::of(by) < asked.day().plus(OPT_OUT_DAYS));
    if short || fields.reply_to == Some(ReplyTo::Both) {
        findings.withholds("1006.6(d)(4)(ii)(C)(5)");
    }
    let names = [asked.firm.name.as_str()];
    let is_named = |n: &str| names.contains(&n) || asked.firm.business_names.iter().any(|b| b == n);
    if fields.collector_name.as_deref().is_some_and(|n| !is_named(n)) {
        findings.add("1006.6(d)(4)(ii)(C)(1)", Effect::Withholds, Verdict::Refer);
    }
}
