//! 1006.34(c): what the validation information says.

use facts::{AmountOrNone, AskNotice, Channel, DebtKind, Disclosure, Effect, Fields, Part, Verdict};

use super::{is_written, validation};
use crate::rule::{Asked, Carried, Findings};
use crate::us::communication;
use crate::us::reg_f::s1006_18::{self, Needed};

/// A truncated account number of fewer digits than these can't be recognised (comment 34(c)(2)(iv)-1 names four).
const RECOGNISABLE: usize = 4;

/// 1006.34(c)(1), comment -1: in the initial communication the full disclosure; on a later notice either will do.
pub(super) fn disclosure(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    if fields.disclosure.is_none() {
        findings.requires_field("1006.34(c)(1)", "disclosure", Carried::Missing);
    }
    if s1006_18::needed(asked.standing, asked.debts, communication::Form::Oral) == Needed::Initial {
        let carried = Carried::when(|| fields.disclosure == Some(Disclosure::Initial));
        findings.requires("1006.34(c)(1)", Part::InitialDisclosure, carried);
    } else {
        let carried = Carried::when(|| fields.disclosure.is_some());
        findings.requires("1006.34(c)(1)", Part::CollectorDisclosure, carried);
    }
}

/// 1006.34(c)(2)(i) to (ix): who collects, from whom, for whom, what, since when and how much.
pub(super) fn about_the_debt(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    collector(asked, fields, findings);
    consumer(asked, fields, findings);
    creditors(asked, fields, findings);
    let account = Carried::when(|| fields.account_number.as_deref().is_some_and(is_recognisable));
    findings.requires_field("1006.34(c)(2)(iv)", "account_number", account);
    if !is_excused_by_periodic_statement(asked, fields, findings) {
        let date = Carried::when(|| fields.itemization_date.is_some());
        findings.requires_field("1006.34(c)(2)(vi)", "itemization_date", date);
        let amount = Carried::when(|| fields.amount_on_itemization_date.is_some());
        findings.requires_field("1006.34(c)(2)(vii)", "amount_on_itemization_date", amount);
        itemization(asked, fields, findings);
    }
    let current = Carried::when(|| fields.current_amount.is_some());
    findings.requires_field("1006.34(c)(2)(ix)", "current_amount", current);
}

/// (i), comments -1 and -2: a trade name and a vendor's address are allowed; somebody else's name is not so.
fn collector(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) {
    let name = Carried::when(|| is_written(fields.collector_name.as_ref()));
    findings.requires_field("1006.34(c)(2)(i)", "collector_name", name);
    let address = Carried::when(|| is_written(fields.collector_address.as_ref()));
    findings.requires_field("1006.34(c)(2)(i)", "collector_address", address);
    if let Some(name) = fields.collector_name.as_deref().filter(|n| !n.trim().is_empty()) {
        let firm = asked.firm;
        let own = std::iter::once(&firm.name).chain(&firm.business_names);
        if own.into_iter().all(|n| !n.trim().eq_ignore_ascii_case(name.trim())) {
            findings.prohibits("1006.34(c)(2)(i)");
        }
    }
}

/// (ii), comment -1: the most complete and accurate version of the name that we know. One that leaves known parts out
/// is incomplete; another name is not so.
fn consumer(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) {
    let standing = asked.standing;
    let stated = fields.consumer_name.as_deref().unwrap_or_default();
    let consumer = standing.consumer().and_then(|ix| standing.person(ix));
    let likeness = consumer.map_or(Likeness::Complete, |p| liken(stated, &p.name));
    // A representative of a deceased consumer operates as the consumer.
    let addressee = asked.person.and_then(|ix| standing.person(ix)).filter(|_| communication::is_deceased(standing));
    let of_addressee = addressee.map_or(Likeness::Another, |p| liken(stated, &p.name));
    let likeness = if of_addressee == Likeness::Complete { Likeness::Complete } else { likeness };
    let carried = Carried::when(|| !stated.trim().is_empty() && likeness != Likeness::Incomplete);
    findings.requires_field("1006.34(c)(2)(ii)", "consumer_name", carried);
    if !stated.trim().is_empty() && likeness == Likeness::Another {
        findings.prohibits("1006.34(c)(2)(ii)");
    }
    let address = Carried::when(|| is_written(fields.consumer_address.as_ref()));
    findings.requires_field("1006.34(c)(2)(ii)", "consumer_address", address);
}

/// How a name on a notice is like the known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Complete,
    Incomplete,
    Another,
}

fn liken(stated: &str, known: &str) -> Likeness {
    let stated: Vec<String> = name_parts(stated);
    let known: Vec<String> = name_parts(known);
    let is_initial_of = |part: &str, full: &str| part.chars().count() == 1 && full.starts_with(part);
    if stated.iter().any(|s| !known.iter().any(|k| k == s || is_initial_of(s, k))) {
        Likeness::Another
    } else if known.iter().all(|k| stated.contains(k)) {
        Likeness::Complete
    } else {
        Likeness::Incomplete
    }
}

/// The parts of a name, without titles and stops, in lower case.
fn name_parts(name: &str) -> Vec<String> {
    const TITLES: [&str; 6] = ["mr", "mrs", "ms", "mx", "miss", "dr"];
    name.split(|c: char| c.is_whitespace() || c == ',')
        .map(|part| part.trim_matches('.').to_lowercase())
        .filter(|part| !part.is_empty() && !TITLES.contains(&part.as_str()))
        .collect()
}

/// (iii) and (v): the creditor on the itemization date, where the debt is from a consumer financial product, and the
/// current one. A trade name may stand for either; the name of an earlier creditor is not that of the current one.
fn creditors(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) {
    if is_of_financial_product(asked) {
        let carried = Carried::when(|| is_written(fields.creditor_on_itemization_date.as_ref()));
        findings.requires_field("1006.34(c)(2)(iii)", "creditor_on_itemization_date", carried);
    }
    let current = fields.current_creditor.as_deref().map(str::trim);
    let carried = Carried::when(|| current.is_some_and(|c| !c.is_empty()));
    findings.requires_field("1006.34(c)(2)(v)", "current_creditor", carried);
    let is_earlier_one = asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(|debt| {
        current.is_some_and(|c| {
            debt.original_creditor.as_deref().is_some_and(|o| o.eq_ignore_ascii_case(c))
                && !debt.creditor.eq_ignore_ascii_case(c)
        })
    });
    if is_earlier_one && asked.debts.len() == 1 {
        findings.prohibits("1006.34(c)(2)(v)");
    }
}

/// 1006.2(f): is any of the debts related to a consumer financial product or service, as far as is not known otherwise?
fn is_of_financial_product(asked: &Asked<AskNotice>) -> bool {
    asked.debts.is_empty()
        || asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(|d| d.financial_product != Some(false))
}

/// (iv), comment -1: an account number that is truncated must remain recognisable.
fn is_recognisable(number: &str) -> bool {
    let in_numbered_words = number
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(|c| c.is_ascii_digit()))
        .map(|word| word.chars().count());
    in_numbered_words.sum::<usize>() >= RECOGNISABLE
}

/// (viii), comments -1, -3 and -4: a field for each of the four items, none blank; on a page of its own only where the
/// notice refers to it; for several debts one sum, or each debt by itself on such a page.
fn itemization(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) {
    let on_notice = [fields.interest, fields.fees, fields.payments, fields.credits];
    let has_all_on_notice = on_notice.iter().all(|a| a.is_some_and(|a| a != AmountOrNone::Blank));
    let each_debt_by_itself = asked.debts.len() > 1
        && !fields.debts_on_notice.is_empty()
        && fields
            .debts_on_notice
            .iter()
            .all(|d| d.interest.is_some() && d.fees.is_some() && d.payments.is_some() && d.credits.is_some());
    let page = fields.separate_page.as_ref();
    if !has_all_on_notice && (page.is_some() || each_debt_by_itself) {
        let carried = Carried::when(|| fields.separate_page_reference == Some(true));
        findings.requires_field("1006.34(c)(2)(viii)", "separate_page_reference", carried);
    }
    if each_debt_by_itself && !has_all_on_notice && page.is_none() {
        return;
    }
    let on_page = page.map(|p| [p.interest, p.fees, p.payments, p.credits]).unwrap_or_default();
    let names = ["interest", "fees", "payments", "credits"];
    for ((name, here), there) in names.into_iter().zip(on_notice).zip(on_page) {
        let carried = Carried::when(|| here.is_some_and(|a| a != AmountOrNone::Blank) || there.is_some());
        findings.requires_field("1006.34(c)(2)(viii)", name, carried);
    }
}

/// 1006.34(c)(5): on residential mortgage debt, a copy of the last periodic statement and a reference to it stand for
/// (vi) to (viii). Where the notice has those itself, it needs neither.
fn is_excused_by_periodic_statement(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) -> bool {
    let enclosed = fields.periodic_statement == Some(true);
    let referred = fields.periodic_statement_reference == Some(true);
    if !enclosed && !referred {
        return false;
    }
    let items = [fields.interest, fields.fees, fields.payments, fields.credits];
    if fields.itemization_date.is_some() && items.iter().all(Option::is_some) {
        return false;
    }
    let is_mortgage = asked.debts.iter().filter_map(|i| asked.standing.debt(i)).all(|d| d.kind == DebtKind::Mortgage);
    if asked.debts.is_empty() || !is_mortgage {
        findings.add("1006.34(c)(5)", Effect::Withholds, Verdict::PermitIf);
        return false;
    }
    findings.requires("1006.34(c)(5)(i)", Part::PeriodicStatement, Carried::when(|| enclosed));
    findings.requires_field("1006.34(c)(5)(ii)", "periodic_statement_reference", Carried::when(|| referred));
    if enclosed && referred {
        findings.permits("1006.34(c)(5)");
    }
    true
}

/// 1006.34(c)(3)(i) to (v): until when she may dispute and ask, what follows, and where to learn more.
pub(super) fn protections(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let end = Carried::when(|| fields.validation_period_end.is_some());
    findings.requires_field("1006.34(c)(3)(i)", "validation_period_end", end);
    let mut says = |rule, field, said: Option<bool>| {
        findings.requires_field(rule, field, Carried::when(|| said == Some(true)));
    };
    says("1006.34(c)(3)(i)", "dispute_statement", fields.dispute_statement);
    says("1006.34(c)(3)(ii)", "original_creditor_statement", fields.original_creditor_statement);
    says("1006.34(c)(3)(iii)", "assumed_valid_statement", fields.assumed_valid_statement);
    if is_of_financial_product(asked) {
        says("1006.34(c)(3)(iv)", "cfpb_statement", fields.cfpb_statement);
    }
    if asked.ask.channel.is_some_and(Channel::is_electronic) {
        says("1006.34(c)(3)(v)", "electronic_response_statement", fields.electronic_response_statement);
    }
}

/// 1006.34(c)(4)(i) to (iii): prompts to dispute and to ask for the original creditor, and both addresses.
pub(super) fn responses(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let mut has = |rule, field, there: Option<bool>| {
        findings.requires_field(rule, field, Carried::when(|| there == Some(true)));
    };
    has("1006.34(c)(4)(i)", "dispute_prompts", fields.dispute_prompts);
    has("1006.34(c)(4)(ii)", "original_creditor_prompt", fields.original_creditor_prompt);
    has("1006.34(c)(4)(iii)", "mailing_addresses", fields.mailing_addresses);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_suffix_is_incomplete() {
        assert_eq!(liken("Ana Maria Ruiz", "Ana Maria Ruiz Jr."), Likeness::Incomplete);
        assert_eq!(liken("A. Ruiz", "Ana Ruiz"), Likeness::Incomplete);
        assert_eq!(liken("ms. ana ruiz", "Ana Ruiz"), Likeness::Complete);
        assert_eq!(liken("Ruiz, Ana", "Ana Ruiz"), Likeness::Complete);
        assert_eq!(liken("Anna Ruiz", "Ana Ruiz"), Likeness::Another);
        assert_eq!(liken("", "Ana Ruiz"), Likeness::Incomplete);
    }

    #[test]
    fn a_truncated_number_keeps_four_digits() {
        for number in ["ending 4471", "M-2231", "4111 1111 1111 1111", "…4471", "ending 4471; ending 9902"] {
            assert!(is_recognisable(number), "{number}");
        }
        for number in ["", "****", "ending", "ending 7", "xx-71"] {
            assert!(!is_recognisable(number), "{number}");
        }
    }
}
