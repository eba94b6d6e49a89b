//! Nothing for now: the person asks for time, and has it.

use facts::{Fact, Hold, HoldCause, HouseEvent};
use jiff::civil::Date;
use store::{Store, WriteTx};

use super::{AnswerError, Done, Form, keep};

/// So long it rests without anybody being asked.
const DAYS: i32 = 30;

/// Lets everything rest for thirty days, unless it rests longer already. Sent twice, it is one. The answer is the last
/// day of the rest.
///
/// # Errors
/// A store that can't be written. Then nothing was kept.
pub fn rest(store: &Store, form: &Form<'_>) -> Result<(Done, Date), AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let standing = crate::dossier::standing(tx, form.dossier)?;
        let today = form.now.to_zoned(standing.home_zone()).date();
        if let Some(until) = rests_until(&standing, today) {
            return Ok((Done::Before, until));
        }
        let until = conduct::Day::of(today).plus(DAYS).date();
        let done = keep(tx, form, |at, _| {
            let hold = format!("asked_{}", form.key());
            let hold = Hold { at, hold, cause: HoldCause::Asked, debts: Vec::new(), until: Some(until) };
            vec![Fact::House(HouseEvent::Hold(hold))]
        })?;
        if done == Done::Now {
            store::outbox::recall(tx, form.dossier, "they asked for time", form.now)?;
        }
        Ok((done, until))
    })
}

/// Until when the person has asked for time; none where they have not.
pub fn rests_until(standing: &conduct::Standing, today: Date) -> Option<Date> {
    let day = conduct::Day::of(today);
    let all = standing.all_debts();
    let asked = standing.house().holds.iter().filter(|h| h.cause == HoldCause::Asked && h.stands(day, all));
    asked.filter_map(|hold| hold.until).max().map(conduct::Day::date)
}
