//! Late-payment interest: its start, its rate, the sums (LPCDA 1998, SI 2002/1675).

use facts::{AskDate, DateKind, Debt, DebtKind, Money, Role, Value};
use jiff::civil::{Date, date};

use super::{day, nothing};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::late_interest::{fixed_sum_pence, interest_start, percent, simple_interest, statutory_rate};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "LPCDA s.4",
        gist: "interest runs from the day after the day for payment",
        from: date(1998, 11, 1),
        until: None,
        run: Run::Date(start),
    },
    Rule {
        cite: "LPCDA s.1(1)",
        gist: "simple interest at eight per cent over the Bank's rate of the last reference date, and a fixed sum",
        from: date(2002, 8, 7),
        until: None,
        run: Run::Date(sums),
    },
];

/// The invoice between traders that is asked about.
fn invoice<'a>(asked: &Asked<'a, AskDate>) -> Option<&'a Debt> {
    let purchaser = asked.person.and_then(|p| asked.standing.person(p)).map(|p| p.role);
    let standing = asked.standing;
    let debt = asked.debts.iter().find_map(|i| standing.debt(i))?;
    (purchaser == Some(Role::Business) && debt.kind == DebtKind::Invoice).then_some(debt)
}

/// LPCDA s.4: see [`interest_start`]. s.2(1): none where a side is no trader.
fn start(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::StatutoryInterestStart {
        return;
    }
    let Some(debt) = invoice(asked) else {
        nothing(findings, kind.as_str(), "LPCDA s.2(1)");
        return;
    };
    match interest_start(asked, debt) {
        Some(start) => {
            if start.long_period {
                findings.advises("LPCDA s.4(2F)");
            }
            if start.rule != "LPCDA s.4(2A)(a)" {
                findings.defines("LPCDA s.4(2H)");
            }
            day(findings, kind.as_str(), start.rule, start.day);
        }
        None => {
            findings.unknown("LPCDA s.4", "agreed_payment_day");
        }
    }
}

/// The last 30 June or 31 December before a day (SI 2002/1675 art 4).
fn reference_date(start: Date) -> Date {
    let june = date(start.year(), 6, 30);
    if start > june { june } else { date(start.year().saturating_sub(1), 12, 31) }
}

/// SI 2002/1675 art 4: 8% over the Bank's rate on the reference date before the start of interest. LPCDA s.1(1): simple
/// interest. s.5A(2): the fixed sum; (2A): the reasonable cost of recovery above it.
fn sums(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::StatutoryInterest {
        return;
    }
    let Some(debt) = invoice(asked) else {
        nothing(findings, "fixed_sum", "LPCDA s.2(1)");
        return;
    };
    let detail = &asked.ask.detail;
    let Some(balance) = debt.balance else {
        findings.unknown("LPCDA s.5A(2)", "balance");
        return;
    };
    let fixed = fixed_sum_pence(balance.minor());
    findings.defines("LPCDA s.5A(2)");
    findings.value("fixed_sum", Value::Money(Money::new(fixed, balance.currency())));
    if let Some(costs) = detail.reasonable_recovery_costs {
        findings.defines("LPCDA s.5A(2A)");
        let further = costs.minor().saturating_sub(fixed).max(0);
        findings.value("further_recovery_costs", Value::Money(Money::new(further, balance.currency())));
    }
    let Some(start) = interest_start(asked, debt) else {
        findings.unknown("LPCDA s.4", "agreed_payment_day");
        return;
    };
    let reference = reference_date(start.day.date());
    findings.value("reference_date", Value::Date(reference));
    let bank = detail.bank_rates.as_ref().and_then(|rates| rates.get(&reference));
    let Some(rate) = bank.and_then(|text| statutory_rate(text)) else {
        findings.unknown("SI 2002/1675 art 4", "bank_rates");
        return;
    };
    findings.defines("SI 2002/1675 art 4");
    findings.value("statutory_rate_percent", Value::Text(percent(rate)));
    if let Some(interest) = detail.days.and_then(|days| simple_interest(balance, rate, days.max(0))) {
        findings.defines("LPCDA s.1(1)");
        findings.value("interest", Value::Money(interest));
    }
}
