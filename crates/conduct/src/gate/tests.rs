//! The row by itself: each reason at its edge.

use super::*;

/// Noon of Monday 23 November 2026 in UTC.
const NOON: i64 = 20_780 * DAY + 12 * 3600;
const TODAY: u16 = 20_780;

fn row() -> Gate {
    Gate::open(0, u32::MAX, 0, 0, 0)
}

fn with(marks: &[Mark]) -> Gate {
    marks.iter().fold(row(), |mut gate, mark| {
        gate.apply(*mark);
        gate
    })
}

#[test]
fn nothing_known_is_perhaps() {
    assert_eq!(row().answer(NOON), GateAnswer::Perhaps);
    assert_eq!(row().not_before(NOON), Some(NOON));
}

#[test]
fn what_stands_stands_until_it_is_lifted() {
    for reason in [Reason::ThirdParty, Reason::Cease, Reason::Attorney, Reason::OptOut, Reason::Workplace] {
        let mut gate = with(&[Mark::Bars(reason)]);
        assert_eq!(gate.answer(NOON), GateAnswer::No(Reasons::one(reason)));
        assert_eq!(gate.not_before(NOON), None);
        gate.apply(Mark::Lifts(reason));
        assert_eq!(gate.answer(NOON), GateAnswer::Perhaps);
    }
}

#[test]
fn eight_and_nine_are_open_and_a_second_beyond_is_not() {
    let at = |hour: i64, second: i64| row().answer(20_780 * DAY + hour * 3600 + second).reasons();
    assert_eq!(at(8, -1), Reasons::one(Reason::Hours));
    assert_eq!(at(8, 0), Reasons::NONE);
    assert_eq!(at(21, 0), Reasons::NONE);
    assert_eq!(at(21, 1), Reasons::one(Reason::Hours));
    let late = 20_780 * DAY + 21 * 3600 + 1;
    assert_eq!(row().not_before(late), Some(20_781 * DAY + 8 * 3600));
}

#[test]
fn the_hour_must_be_fit_by_both_clocks() {
    // New York and Los Angeles in winter.
    let gate = Gate::open(0, u32::MAX, -300, -480, -300);
    let in_new_york = |hour: i64| 20_780 * DAY + (hour + 5) * 3600;
    assert!(gate.answer(in_new_york(10)).is_no());
    assert_eq!(gate.answer(in_new_york(11)), GateAnswer::Perhaps);
    assert!(gate.answer(in_new_york(22)).is_no());
    assert_eq!(gate.not_before(in_new_york(22)), Some(in_new_york(24 + 11)));
}

#[test]
fn the_seventh_call_of_seven_days_is_the_last() {
    let calls = |n: usize| with(&vec![Mark::Call(TODAY - 6); n]);
    assert_eq!(calls(6).answer(NOON), GateAnswer::Perhaps);
    assert_eq!(calls(7).answer(NOON), GateAnswer::No(Reasons::one(Reason::SevenCalls)));
    assert_eq!(calls(7).answer(NOON + DAY), GateAnswer::Perhaps);
    assert_eq!(calls(7).not_before(NOON), Some(20_781 * DAY + 8 * 3600));
    let spread: Vec<Mark> = (0..9).map(|n| Mark::Call(TODAY - 8 + n)).collect();
    // Of nine calls on nine days, seven are within the week.
    assert!(with(&spread).answer(NOON).is_no());
    assert_eq!(with(&spread).answer(NOON + DAY), GateAnswer::Perhaps);
}

#[test]
fn a_talk_is_the_first_of_seven_days() {
    let gate = with(&[Mark::Talk(TODAY - 6)]);
    assert_eq!(gate.answer(NOON), GateAnswer::No(Reasons::one(Reason::RecentTalk)));
    assert_eq!(gate.answer(NOON + DAY), GateAnswer::Perhaps);
}

#[test]
fn a_stretch_may_run_past_midnight() {
    // Fridays from 18:00 to 10:00, with the seven days' last Saturday among them.
    let stretch = Stretch { days: 1 << 4, from: 18 * 60, to: 10 * 60, until: TODAY + 5 };
    let gate = with(&[Mark::Closes(stretch)]);
    let at = |day: i64, hour: i64| gate.answer((20_780 + day) * DAY + hour * 3600).reasons();
    assert_eq!(at(4, 17), Reasons::NONE);
    assert_eq!(at(4, 18), Reasons::one(Reason::Inconvenient));
    assert_eq!(at(5, 9), Reasons::one(Reason::Inconvenient));
    assert_eq!(at(5, 10), Reasons::NONE);
    assert_eq!(at(11, 18), Reasons::NONE);
    assert_eq!(gate.not_before((20_780 + 4) * DAY + 18 * 3600), Some((20_780 + 5) * DAY + 10 * 3600));
}

#[test]
fn a_hold_ends_after_its_last_day() {
    for reason in [Reason::Bankruptcy, Reason::Death, Reason::Moratorium] {
        let mut gate = with(&[Mark::Rests(reason, TODAY)]);
        assert_eq!(gate.answer(NOON), GateAnswer::No(Reasons::one(reason)));
        assert_eq!(gate.not_before(NOON), Some(20_781 * DAY + 8 * 3600));
        gate.apply(Mark::Lifts(reason));
        assert_eq!(gate.answer(NOON), GateAnswer::Perhaps);
    }
}

#[test]
fn what_something_may_open_is_no_reason() {
    let gate =
        with(&[Mark::Bars(Reason::Attorney), Mark::Bars(Reason::Cease), Mark::Eases(Reasons::one(Reason::Attorney))]);
    assert_eq!(gate.answer(NOON), GateAnswer::No(Reasons::one(Reason::Cease)));
}

#[test]
fn past_a_change_of_the_clocks_no_hour_is_judged_and_no_day_stretched() {
    let change = 20_781 * DAY;
    let mut gate = Gate::open(0, u32::try_from(change).unwrap(), 0, 0, 0);
    gate.apply(Mark::Talk(TODAY - 5));
    assert!(gate.answer(change - 1).is_no());
    assert!(gate.answer(change + 12 * 3600).is_no());
    // The day may have ended two hours earlier by the new clock.
    assert_eq!(gate.answer(change + 22 * 3600), GateAnswer::Perhaps);
    assert_eq!(gate.not_before(NOON), Some(change + 22 * 3600));
    assert_eq!(row().answer(NOON - 12 * 3600).reasons(), Reasons::one(Reason::Hours));
}

#[test]
fn before_its_first_moment_it_knows_nothing() {
    let mut gate = Gate::open(u32::try_from(NOON).unwrap(), u32::MAX, 0, 0, 0);
    gate.apply(Mark::Bars(Reason::Cease));
    assert_eq!(gate.answer(NOON - 1), GateAnswer::Perhaps);
    assert!(gate.answer(NOON).is_no());
}
