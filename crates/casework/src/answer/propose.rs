//! The person proposes what they can pay: measured by their own budget, and agreed only where it leaves them enough.

use facts::{Currency, Meaning, Money};
use money::budget::{Change, Edit, Household, IncomeKind, Item, Said};
use money::plan::{Proposal, Proposer, StressSaid};
use store::{Store, WriteTx};

use super::{AnswerError, Done, Form, PORTAL, keep, statement};
use crate::house::House;
use crate::plan::{NewPlan, agree};

/// What comes in and what goes out, in few lines, each a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallBudget {
    pub adults: u8,
    pub children: u8,
    pub income: Money,
    pub home: Money,
    pub bills: Money,
    pub food: Money,
    pub other: Money,
}

/// The lines of the small budget, by the names that they have on its sheet.
const INCOME: &str = "portal_income";
const SPENDING: [(&str, &str, Item); 4] = [
    ("portal_home", "Rent or mortgage", Item::Rent),
    ("portal_bills", "Power, heat, water, phone, local taxes", Item::Electricity),
    ("portal_food", "Food, clothes, things for the home", Item::Groceries),
    ("portal_other", "Everything else that is needed", Item::OtherFixed),
];

impl SmallBudget {
    fn spending(&self) -> [Money; 4] {
        [self.home, self.bills, self.food, self.other]
    }
}

/// Puts what was said of income and spending on the budget's sheet. Said again, the latest word stands; sent twice, it
/// says the same.
///
/// # Errors
/// Sums that can't stand in a budget; the store's.
pub fn say_budget(store: &Store, form: &Form<'_>, currency: Currency, said: &SmallBudget) -> Result<Done, AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let who = crate::place::consumer().to_string();
        let every = facts::Every::Month;
        let household =
            Household { adults: said.adults, children_under_14: said.children, children_14_and_over: 0, vehicles: 0 };
        let mut edits = vec![
            Edit::Household { household },
            Edit::AddIncome {
                line: INCOME.into(),
                name: "What comes in".to_owned(),
                kind: IncomeKind::Other,
                said: Said::Exactly(said.income),
                every,
            },
        ];
        edits.extend(SPENDING.into_iter().zip(said.spending()).map(|((line, name, item), sum)| Edit::AddSpending {
            line: line.into(),
            name: name.to_owned(),
            item,
            said: Said::Exactly(sum),
            every,
        }));
        for (nth, what) in (0..).zip(edits) {
            let change = Change { who: who.clone(), at: form.now, nth, what };
            crate::budget::change(tx, form.dossier, currency, &change)?;
        }
        Ok(Done::Now)
    })
}

/// Agrees what the person proposed, if it leaves them enough. Sent twice, it is one plan.
///
/// # Errors
/// Why it can't be agreed; a plan that runs already; the store's. Then nothing was kept.
pub fn propose(
    store: &Store,
    house: &House,
    form: &Form<'_>,
    proposal: &Proposal,
    said: StressSaid,
) -> Result<Done, AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let offer = Meaning::Offers {
            amount: Some(proposal.amount),
            every: serde_json::to_value(proposal.every).ok().and_then(|word| word.as_str().map(str::to_owned)),
            on: proposal.first.map(|day| day.to_string()),
        };
        if keep(tx, form, |at, _| vec![statement(at, Vec::new(), offer)])? == Done::Before {
            return Ok(Done::Before);
        }
        let new =
            NewPlan { dossier: form.dossier, proposal: proposal.clone(), proposer: Proposer::Person, said, by: PORTAL };
        agree(tx, house, &new, form.now)?;
        Ok(Done::Now)
    })
}
