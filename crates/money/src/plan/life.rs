//! A plan as it is lived: paid, missed, skipped, paused, changed, always by the person, never by surprise.

use std::collections::BTreeMap;

use facts::{Money, MoneyError};
use jiff::ToSpan;
use jiff::civil::Date;

use super::agree::Agreed;
use super::dates::Schedule;
use super::event::{CheckInChoice, Instalment, LifeError, Next, PlanEvent, Reminders, State};
use super::review::{Review, reviews};
use super::rules::Rules;
use crate::budget::Rhythm;
use crate::id::PaymentId;
use crate::ratio::{self, Rounding};

/// The choices of a check-in, in the order in which they are shown.
pub(crate) const CHOICES: [CheckInChoice; 4] =
    [CheckInChoice::PayLater, CheckInChoice::Smaller, CheckInChoice::Pause, CheckInChoice::Talk];
/// The most payments that are laid out ahead.
const LAID_OUT_MAX: usize = 2_600;
/// Without an answer a human looks, this long after the payment was due, in days.
const HUMAN_AFTER_DAYS: i32 = 10;
/// No plan is ended by us sooner than this after a missed payment, in days.
const END_AFTER_DAYS: i32 = 30;
const PAUSE_NOTE_DAYS: i32 = 7;
/// A note goes out this long before a payment, and again on the day before it.
const REMIND_DAYS: i32 = 5;

/// A plan with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    agreed: Agreed,
    rules: Rules,
    amount: Money,
    schedule: Schedule,
    instalments: Vec<Instalment>,
    payments: BTreeMap<PaymentId, Payment>,
    skipped: Vec<Date>,
    asked: Vec<(Date, Date, String)>,
    answered: Option<(Date, CheckInChoice)>,
    looked: Option<Date>,
    reviewed: Vec<Date>,
    /// The reviews, by their days, that a human was asked for.
    review_asked: Vec<Date>,
    reminders: Reminders,
    /// Notes before payments: when, and of which payment.
    reminded: Vec<(Date, Date)>,
    pause_noted: Vec<Date>,
    paused: Option<(Date, Date)>,
    ended: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Payment {
    on: Date,
    amount: Money,
    returned: Option<Date>,
}

impl Life {
    pub fn new(agreed: Agreed, rules: Rules) -> Result<Life, LifeError> {
        let terms = agreed.terms();
        let mut life = Life {
            amount: terms.amount,
            schedule: terms.schedule.clone(),
            rules,
            agreed,
            instalments: Vec::new(),
            payments: BTreeMap::new(),
            skipped: Vec::new(),
            asked: Vec::new(),
            answered: None,
            looked: None,
            reviewed: Vec::new(),
            review_asked: Vec::new(),
            reminders: Reminders::default(),
            reminded: Vec::new(),
            pause_noted: Vec::new(),
            paused: None,
            ended: None,
        };
        life.lay_out(0)?;
        Ok(life)
    }

    /// Applies what happened, or refuses it and changes nothing.
    pub fn apply(&mut self, event: &PlanEvent) -> Result<(), LifeError> {
        let changes_plan = !matches!(
            event,
            PlanEvent::Paid { .. }
                | PlanEvent::Returned { .. }
                | PlanEvent::Reviewed { .. }
                | PlanEvent::ReviewAsked { .. }
                | PlanEvent::Looked { .. }
        );
        if changes_plan && self.ended.is_some() {
            return Err(LifeError::Over);
        }
        match event {
            PlanEvent::Paid { on, payment, amount } => self.pay(*on, payment, *amount)?,
            PlanEvent::Returned { on, payment } => self.give_back(*on, payment)?,
            PlanEvent::Skipped { on } => self.skip(*on)?,
            PlanEvent::Delayed { on, to } => self.delay(*on, *to)?,
            PlanEvent::Resized { on, amount } => self.resize(*on, *amount)?,
            PlanEvent::Moved { on, first } | PlanEvent::Restarted { on, first } => self.restart(*on, *first)?,
            PlanEvent::Paused { on, until } => self.pause(*on, *until)?,
            PlanEvent::CheckedIn { on, about, channel } => self.asked.push((*on, *about, channel.clone())),
            PlanEvent::Answered { on, choice } => self.answered = Some((*on, *choice)),
            PlanEvent::Looked { on, .. } => self.looked = Some(*on),
            PlanEvent::Reviewed { on } => self.reviewed.push(*on),
            PlanEvent::Reminders { wish, .. } => self.reminders = *wish,
            PlanEvent::Reminded { on, about } => self.reminded.push((*on, *about)),
            PlanEvent::PauseNoted { until, .. } => self.pause_noted.push(*until),
            PlanEvent::ReviewAsked { about, .. } => self.review_asked.push(*about),
            PlanEvent::EndedByPerson { on } => self.ended = Some(*on),
            PlanEvent::EndedByUs { on, .. } => {
                self.may_end(*on)?;
                self.ended = Some(*on);
            }
        }
        Ok(())
    }

    pub fn instalments(&self) -> &[Instalment] {
        &self.instalments
    }

    /// The day on which it was ended, where it was.
    pub fn ended(&self) -> Option<Date> {
        self.ended
    }

    /// What came and stayed.
    pub fn paid(&self) -> Result<Money, MoneyError> {
        let stayed = self.payments.values().filter(|payment| payment.returned.is_none());
        ratio::sum(self.amount.currency(), stayed.map(|payment| payment.amount))
    }

    /// What is still to be paid; nothing where more came than was owed.
    pub fn left(&self) -> Result<Money, MoneyError> {
        Ok(ratio::not_negative(self.agreed.terms().total.minus(self.paid()?)?))
    }

    pub fn state(&self, today: Date) -> Result<State, MoneyError> {
        if self.left()?.is_zero() {
            return Ok(State::Finished);
        }
        if self.ended.is_some_and(|on| on <= today) {
            return Ok(State::Ended);
        }
        match self.paused {
            Some((from, until)) if from <= today && today <= until => Ok(State::Paused { until }),
            _ => Ok(State::Running),
        }
    }

    /// The payments whose day and grace have passed, and that nothing covers.
    pub fn missed(&self, today: Date) -> Result<Vec<Instalment>, MoneyError> {
        let grace = self.rules.grace_days.clamp(0, 31).days();
        let open = self.uncovered()?.iter().filter(|instalment| instalment.due.saturating_add(grace) < today);
        Ok(open.copied().collect())
    }

    /// What is to be done on a day. Nothing is ever done to the plan itself.
    pub fn next(&self, today: Date) -> Result<Vec<Next>, MoneyError> {
        let mut next = Vec::new();
        match self.state(today)? {
            State::Finished => {
                let refund = ratio::not_negative(self.paid()?.minus(self.agreed.terms().total)?);
                return Ok(vec![Next::Finished { refund }]);
            }
            State::Ended => return Ok(next),
            State::Paused { until } => {
                if until.saturating_sub(PAUSE_NOTE_DAYS.days()) <= today && !self.pause_noted.contains(&until) {
                    next.push(Next::PauseEnding { until });
                }
                return Ok(next);
            }
            State::Running => {}
        }
        next.extend(self.reminder(today)?.map(Next::Remind));
        let missed = self.missed(today)?;
        if let Some(step) = self.after_miss(&missed, today) {
            next.push(step);
        }
        next.extend(self.reviews_due(today).into_iter().map(Next::Review));
        Ok(next)
    }

    /// Whether we may end the plan on a day: thirty days after a missed payment, and after two attempts
    /// on different channels. A human decides it even then.
    pub fn may_end(&self, today: Date) -> Result<(), LifeError> {
        let missed = self.missed(today)?;
        let first = missed.first().map_or(today, |instalment| instalment.due);
        let from = first.saturating_add(END_AFTER_DAYS.days());
        let mut channels: Vec<&str> =
            self.asked.iter().filter(|(on, ..)| *on > first).map(|(_, _, channel)| channel.as_str()).collect();
        channels.sort_unstable();
        channels.dedup();
        if missed.is_empty() || today < from || channels.len() < 2 {
            return Err(LifeError::TooSoon { from });
        }
        Ok(())
    }

    /// Of the payments due so far, how many are covered: `(covered, due)`.
    pub fn kept(&self, today: Date) -> Result<(usize, usize), MoneyError> {
        let due = self.instalments.iter().filter(|instalment| instalment.due <= today).count();
        Ok((self.covered()?.0.min(due), due))
    }

    /// The payment of which a note goes out on a day: one note five days before, or soon after that day, and one on the day
    /// before.
    fn reminder(&self, today: Date) -> Result<Option<Instalment>, MoneyError> {
        if self.reminders == Reminders::NotWanted {
            return Ok(None);
        }
        let Some(coming) = self.uncovered()?.iter().find(|instalment| instalment.due > today) else { return Ok(None) };
        let eve = coming.due.saturating_sub(1.day());
        let sent = |from: Date| self.reminded.iter().any(|(on, about)| *about == coming.due && *on >= from);
        let due = coming.due.saturating_sub(REMIND_DAYS.days()) <= today;
        let again = if today >= eve { !sent(eve) } else { !sent(Date::MIN) };
        Ok((due && again).then_some(*coming))
    }

    fn after_miss(&self, missed: &[Instalment], today: Date) -> Option<Next> {
        let first = missed.first()?;
        let seen = self.looked.is_some_and(|on| missed.last().is_some_and(|last| on > last.due));
        let talk = self.answered.is_some_and(|(on, choice)| on > first.due && choice == CheckInChoice::Talk);
        let waited = first.due.saturating_add(HUMAN_AFTER_DAYS.days()) <= today;
        let asked = self.asked.iter().any(|(on, about, _)| *about == first.due && *on <= today);
        let answered = self.answered.is_some_and(|(on, _)| on > first.due);
        if missed.len() > 1 || talk || (asked && waited && !answered) {
            return (!seen).then_some(Next::Human { missed: missed.len() });
        }
        (!asked).then_some(Next::CheckIn { about: *first, choices: CHOICES })
    }

    fn reviews_due(&self, today: Date) -> Vec<Review> {
        let (Some(first), Some(last)) = (self.instalments.first(), self.instalments.last()) else { return Vec::new() };
        let mut due = reviews(first.due, last.due).into_iter().filter(|review| review.on <= today);
        let newest: Option<Review> = due.next_back();
        let open = |review: &Review| {
            !self.reviewed.iter().any(|on| *on >= review.on) && !self.review_asked.contains(&review.on)
        };
        newest.into_iter().filter(open).collect()
    }

    fn pay(&mut self, on: Date, payment: &PaymentId, amount: Money) -> Result<(), LifeError> {
        if amount.minor() <= 0 {
            return Err(LifeError::Amount { amount });
        }
        self.amount.plus(amount)?;
        match self.payments.get(payment) {
            Some(known) if known.on == on && known.amount == amount => Ok(()),
            Some(_) => Err(LifeError::PaymentConflict(payment.clone())),
            None => {
                self.payments.insert(payment.clone(), Payment { on, amount, returned: None });
                Ok(())
            }
        }
    }

    fn give_back(&mut self, on: Date, payment: &PaymentId) -> Result<(), LifeError> {
        let known = self.payments.get_mut(payment).ok_or_else(|| LifeError::UnknownPayment(payment.clone()))?;
        if known.returned.is_some() {
            return Ok(());
        }
        known.returned = Some(on);
        // What it had covered is laid out anew from the next regular day, so that it does not count as missed.
        let next = self.schedule.next_from(on, &self.rules.holidays).unwrap_or(0);
        self.lay_out(next)
    }

    fn skip(&mut self, on: Date) -> Result<(), LifeError> {
        let quarter = |day: Date| (day.year(), (day.month() - 1) / 3);
        if self.skipped.iter().any(|day| quarter(*day) == quarter(on)) {
            return Err(LifeError::SkippedThisQuarter);
        }
        let Some(next) = self.coming(on)? else { return Err(LifeError::Over) };
        self.skipped.push(on);
        self.lay_out_after(next.due.max(on))
    }

    fn delay(&mut self, on: Date, to: Date) -> Result<(), LifeError> {
        let Some(next) = self.coming(on)? else { return Err(LifeError::Over) };
        let after = self.instalments.iter().find(|instalment| instalment.due > next.due);
        let latest = after.map_or(to.max(on), |instalment| instalment.due.saturating_sub(1.day()));
        if to < on || to > latest {
            return Err(LifeError::NotThere { on, to, latest });
        }
        if let Some(instalment) = self.instalments.iter_mut().find(|instalment| instalment.due == next.due) {
            instalment.due = to;
        }
        Ok(())
    }

    fn resize(&mut self, on: Date, amount: Money) -> Result<(), LifeError> {
        if amount.minor() <= 0 || amount.currency() != self.amount.currency() {
            return Err(LifeError::Amount { amount });
        }
        let month = self.schedule.every().to_month(amount, Rounding::Up)?;
        let ceiling = self.agreed.terms().ceiling;
        if month.minor() > ceiling.minor() {
            return Err(LifeError::AboveCeiling { month, ceiling });
        }
        self.amount = amount;
        let next = self.schedule.next_from(on, &self.rules.holidays).unwrap_or(0);
        self.lay_out(next)
    }

    fn restart(&mut self, on: Date, first: Date) -> Result<(), LifeError> {
        if first < on {
            return Err(LifeError::NotThere { on, to: first, latest: Date::MAX });
        }
        self.paused = None;
        self.schedule = Schedule::from_day(first, self.schedule.every());
        self.lay_out(0)
    }

    fn pause(&mut self, on: Date, until: Date) -> Result<(), LifeError> {
        if until < on {
            return Err(LifeError::NotThere { on, to: until, latest: Date::MAX });
        }
        self.paused = Some((on, until));
        self.lay_out_after(until)
    }

    fn lay_out_after(&mut self, day: Date) -> Result<(), LifeError> {
        let from = day.saturating_add(1.day());
        let next = self.schedule.next_from(from, &self.rules.holidays).unwrap_or(0);
        self.lay_out(next)
    }

    /// Keeps what is covered and lays out what is left from payment number `next` of the schedule.
    fn lay_out(&mut self, next: i32) -> Result<(), LifeError> {
        let (covered, extra) = self.covered()?;
        let partly = self.instalments.get(covered).map(|instalment| instalment.due);
        self.instalments.truncate(covered);
        if let Some(due) = partly.filter(|_| !extra.is_zero()) {
            self.instalments.push(Instalment { due, amount: extra });
        }
        let mut left = self.left()?;
        let mut number = next;
        while !left.is_zero() && self.instalments.len() < LAID_OUT_MAX {
            let Some(due) = self.schedule.due(number, &self.rules.holidays) else { break };
            let amount = ratio::least(self.amount, left);
            self.instalments.push(Instalment { due, amount });
            left = left.minus(amount)?;
            number += 1;
        }
        Ok(())
    }

    /// How many payments are covered in full, and what came beyond them.
    fn covered(&self) -> Result<(usize, Money), MoneyError> {
        let mut left = self.paid()?;
        for (i, instalment) in self.instalments.iter().enumerate() {
            if left.minor() < instalment.amount.minor() {
                return Ok((i, left));
            }
            left = left.minus(instalment.amount)?;
        }
        Ok((self.instalments.len(), left))
    }

    fn uncovered(&self) -> Result<&[Instalment], MoneyError> {
        let (covered, _) = self.covered()?;
        Ok(self.instalments.get(covered..).unwrap_or_default())
    }

    /// The next payment that nothing covers, due on or after a day; else the last one missed.
    fn coming(&self, on: Date) -> Result<Option<Instalment>, MoneyError> {
        let open = self.uncovered()?;
        Ok(open.iter().find(|instalment| instalment.due >= on).or(open.last()).copied())
    }
}
