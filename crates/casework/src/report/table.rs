//! The figures as tables: for CSV files and for the desk's page alike.

use super::{Figures, Waits};

/// A table: a name, a header, and rows in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    pub header: &'static [&'static str],
    pub rows: Vec<Vec<String>>,
}

impl Figures {
    /// All figures, a table a subject.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.contacts_table(),
            self.decisions_table(),
            self.refusals_table(),
            self.promises_table(),
            self.answers_table(),
            self.complaints_table(),
            self.plans_table(),
            self.holds_table(),
            self.stops_table(),
            self.money_table(),
        ]
    }

    fn contacts_table(&self) -> Table {
        let row = |((side, channel, outcome), count): (&(&'static str, &'static str, String), &super::Count)| {
            cells([&side, &channel, &outcome, &count.times, &count.people])
        };
        Table {
            name: "contacts",
            header: &["side", "channel", "outcome", "contacts", "people"],
            rows: self.contacts.iter().map(row).collect(),
        }
    }

    fn decisions_table(&self) -> Table {
        let rows = self.decisions.iter().map(|((channel, verdict), n)| cells([channel, verdict, n])).collect();
        Table { name: "decisions", header: &["channel", "verdict", "decisions"], rows }
    }

    fn refusals_table(&self) -> Table {
        let row = |((rule, verdict), count): (&(String, String), &super::Count)| {
            cells([rule, verdict, &count.times, &count.people])
        };
        Table {
            name: "refusals",
            header: &["rule", "verdict", "decisions", "people"],
            rows: self.refusals.iter().map(row).collect(),
        }
    }

    fn promises_table(&self) -> Table {
        let row = |(side, p): (&&'static str, &super::Promises)| {
            cells([side, &p.made, &p.kept, &p.broken, &p.released, &p.overdue])
        };
        Table {
            name: "promises",
            header: &["side", "made", "kept", "broken", "released", "overdue"],
            rows: self.promises.iter().map(row).collect(),
        }
    }

    fn answers_table(&self) -> Table {
        let row = |(what, waits): (&&'static str, &Waits)| {
            let answered = waits.minutes.len();
            cells([what, &answered, &waits.open, &waits.at(50), &waits.at(90), &waits.at(100)])
        };
        Table {
            name: "answers",
            header: &["until", "answered", "open", "minutes_median", "minutes_90_percent", "minutes_most"],
            rows: self.waits.iter().map(row).collect(),
        }
    }

    fn complaints_table(&self) -> Table {
        let rows = self.complaints.iter().map(|(creditor, c)| cells([creditor, &c.times, &c.people])).collect();
        Table { name: "complaints", header: &["creditor", "complaints", "people"], rows }
    }

    fn plans_table(&self) -> Table {
        let p = &self.plans;
        let rows = [
            ("agreed", p.agreed),
            ("payments_kept", p.payments_kept),
            ("check_ins", p.check_ins),
            ("changed", p.changed),
            ("finished", p.finished),
            ("ended", p.ended),
            ("running_now", p.running),
        ];
        Table {
            name: "plans",
            header: &["what", "count"],
            rows: rows.iter().map(|(what, count)| cells([what, count])).collect(),
        }
    }

    fn holds_table(&self) -> Table {
        let row = |(cause, h): (&String, &super::Holds)| cells([cause, &h.begun, &h.released, &h.standing]);
        Table {
            name: "holds",
            header: &["cause", "begun", "released", "standing"],
            rows: self.holds.iter().map(row).collect(),
        }
    }

    fn stops_table(&self) -> Table {
        let rows = self.stops.iter().map(|(channel, s)| cells([channel, &s.stops, &s.contacts_after])).collect();
        Table { name: "stops", header: &["channel", "stops", "contacts_after"], rows }
    }

    fn money_table(&self) -> Table {
        let row = |((creditor, currency), m): (&(String, String), &super::Money)| {
            let amounts = [m.collected, m.paid_direct, m.taken_back, m.remitted, m.commission, m.given_up];
            let mut row = vec![creditor.clone(), currency.clone()];
            row.extend(amounts.iter().map(|amount| plain(*amount)));
            row
        };
        Table {
            name: "money",
            header: &[
                "creditor",
                "currency",
                "collected",
                "paid_direct",
                "taken_back",
                "remitted",
                "commission",
                "given_up",
            ],
            rows: self.money.iter().map(row).collect(),
        }
    }
}

impl Waits {
    /// So many minutes at most for so many of a hundred; empty where nobody was answered.
    fn at(&self, of_hundred: usize) -> String {
        let mut minutes = self.minutes.clone();
        minutes.sort_unstable();
        let place = (minutes.len() * of_hundred).div_ceil(100).saturating_sub(1);
        minutes.get(place).map_or_else(String::new, i64::to_string)
    }
}

/// `1234.50`, as a spreadsheet reads it.
fn plain(amount: facts::Money) -> String {
    let minor = amount.minor();
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

fn cells<const N: usize>(values: [&dyn std::fmt::Display; N]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}
