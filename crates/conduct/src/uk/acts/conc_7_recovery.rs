//! What suspends recovery: a dispute, a plan in the making, a want of capacity, time.

use facts::{Act, AskAct, Capacity, Effect, Meaning, Pack};
use jiff::civil::date;

use super::grounds::{asks_for_money, asks_of_credit, recovers};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::barred::is_barred;
use crate::uk::conc::s7_13::is_settled;
use crate::uk::dispute::{Dispute, dispute};
use crate::uk::in_touch::{InTouch, in_touch};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CONC 7.13.4R",
        gist: "nobody is pursued for what was paid or settled",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(settled),
    },
    Rule {
        cite: "CONC 7.14.1R",
        gist: "a dispute that may be valid suspends recovery; an agent passes it on",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(disputed),
    },
    Rule {
        cite: "CONC 7.3.11R",
        gist: "while a plan is being made recovery waits, generally thirty days",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(plan_in_the_making),
    },
    Rule {
        cite: "CONC 7.10.1R",
        gist: "recovery waits where she may lack capacity",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(circumstances),
    },
    Rule {
        cite: "CONC 7.15.4R",
        gist: "a barred debt isn't pressed after silence or once she says that it is barred",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(barred),
    },
];

/// CONC 7.3.12G: the general length of the hold.
pub(in crate::uk) const HOLD_DAYS: i32 = 30;

/// A dispute about a debt asked about that was not answered with an outcome and the evidence for it.
pub(super) fn open_dispute(asked: &Asked<AskAct>) -> bool {
    matches!(dispute(asked), Dispute::Open | Dispute::AnsweredBare)
}

/// CONC 7.13.4R: the customer is pursued for the correct amount: of a debt that was paid or settled, for nothing.
fn settled(asked: &Asked<AskAct>, findings: &mut Findings) {
    if recovers(asked.ask.act) && asks_of_credit(asked) && is_settled(asked) {
        findings.prohibits("CONC 7.13.4R");
    }
}

/// CONC 7.14.1R: recovery is suspended while a debt is disputed on grounds that may be valid; 7.5.3R: no demand until it
/// was shown why they are not. 7.14.6R: who is neither lender nor owner passes the dispute on, or has the authority to
/// look into it. To suspend is never wrong; whether it was passed on, somebody must find out.
fn disputed(asked: &Asked<AskAct>, findings: &mut Findings) {
    let act = asked.ask.act;
    if !(recovers(act) || act == Act::Suspend) || !asks_of_credit(asked) || !open_dispute(asked) {
        return;
    }
    if recovers(act) {
        findings.prohibits("CONC 7.14.1R");
    }
    if asks_for_money(act) {
        findings.prohibits("CONC 7.5.3R");
    }
    let detail = &asked.ask.detail;
    let handled = detail.dispute_passed_to_lender == Some(true) || detail.authority_to_investigate == Some(true);
    let speaks_of_it = act == Act::Suspend || act == Act::ContinueCollecting;
    if asked.firm.capacity != Some(Capacity::Agent) || !speaks_of_it || handled {
        return;
    }
    if act == Act::Suspend && detail.dispute_passed_to_lender.is_none() {
        findings.unknown("CONC 7.14.6R", "dispute_passed_to_lender");
    } else {
        findings.prohibits("CONC 7.14.6R");
    }
}

/// CONC 7.3.11R, 7.3.12G: told that a plan is being made, a firm suspends active pursuit for a reasonable period,
/// generally thirty days; where there is progress it considers thirty more.
fn plan_in_the_making(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !recovers(asked.ask.act) || !asks_of_credit(asked) {
        return;
    }
    let Some(hold) = hold(asked) else { return };
    if asked.day() <= hold.told.plus(HOLD_DAYS) {
        findings.prohibits("CONC 7.3.11R");
        findings.advises("CONC 7.3.12G");
    } else if hold.progress && asked.day() <= hold.told.plus(HOLD_DAYS * 2) {
        findings.advises("CONC 7.3.12G");
    }
}

/// A plan that is being made.
#[derive(Debug, Clone, Copy)]
pub(in crate::uk) struct Hold {
    /// The day on which we were first told.
    pub(in crate::uk) told: Day,
    /// There is evidence that it gets on.
    pub(in crate::uk) progress: bool,
}

/// The plan that somebody makes for a debt asked about, unless we were told that they stopped.
pub(in crate::uk) fn hold<A>(asked: &Asked<A>) -> Option<Hold> {
    let mut hold: Option<Hold> = None;
    for said in asked.standing.said().iter().filter(|s| s.about.meets(asked.debts)) {
        let Meaning::DevelopsPlan { evidence, stopped, .. } = &said.means else { continue };
        hold = if *stopped == Some(true) {
            None
        } else {
            let told = hold.map_or(said.known.day, |h| h.told);
            Some(Hold { told, progress: hold.is_some_and(|h| h.progress) || evidence.is_some() })
        };
    }
    hold
}

/// CONC 7.10.1R: told that she might lack the mental capacity, a firm suspends recovery. After news of bereavement or
/// ill health (FG21/1) a person looks before anybody asks for money.
fn circumstances(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !recovers(asked.ask.act) || !asks_of_credit(asked) {
        return;
    }
    let told = |wanted: &[&str]| {
        asked.standing.said().iter().filter(|s| s.about.meets(asked.debts)).any(|s| match &s.means {
            Meaning::Circumstance { kind: Some(kind), .. } => wanted.contains(&kind.as_str()),
            _ => false,
        })
    };
    if told(&["mental_capacity"]) {
        findings.prohibits("CONC 7.10.1R");
    }
    if asks_for_money(asked.ask.act) && told(&["bereavement", "health"]) {
        findings.advises("FG21/1");
    }
}

/// CONC 7.15.4R (England, Wales and Northern Ireland): no attempt to recover a barred debt when there was no contact in
/// the whole period. 7.15.8R: no demand once she has said that she won't pay because it is barred. 7.15.7G: a threat to
/// sue for a barred debt likely misleads. In Scotland the debt is gone (PLSA s.6).
fn barred(asked: &Asked<AskAct>, findings: &mut Findings) {
    let act = asked.ask.act;
    if !recovers(act) || !asks_of_credit(asked) {
        return;
    }
    for debt in asked.debts.iter().filter(|d| is_barred(asked, *d)) {
        if asked.regime.contains(&Pack::UkSct) {
            findings.prohibits("PLSA s.6");
            continue;
        }
        if act == Act::ThreatenSuit {
            findings.presumes_violation("CONC 7.15.7G");
        }
        match in_touch(asked, debt) {
            InTouch::Regularly => {}
            InTouch::Never => {
                findings.prohibits("CONC 7.15.4R");
            }
            InTouch::Sometimes => {
                findings.refers("CONC 7.15.4R", Effect::Prohibits);
            }
            InTouch::Unknown => {
                findings.unknown("CONC 7.15.4R", "regular_contact");
            }
        }
    }
    let mut said = asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts));
    if (asks_for_money(act) || act == Act::ThreatenSuit) && said.any(|s| matches!(s.means, Meaning::StatuteBarred {})) {
        findings.prohibits("CONC 7.15.8R");
    }
}
