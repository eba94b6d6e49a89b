//! The one gate: every question, all rules, the strictest answer.

use facts::{Ask, AskContact, DebtId, Effect, EndpointId, Firm, JudgementAnswer, Pack, PersonId, Reading, Verdict};

use jiff::civil::Date;

use crate::decision::Decision;
use crate::rule::{Asked, Findings, Packs, Run};
use crate::standing::{Day, DebtSet, Moment, PersonIx, Standing};

/// A question, with what was read in its text.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub ask: &'a Ask,
    /// What was read in the text, where the question has one. A text that nobody read is never permitted.
    pub reading: Option<&'a Reading>,
}

impl<'a> Question<'a> {
    pub fn new(ask: &'a Ask) -> Question<'a> {
        Question { ask, reading: None }
    }

    pub fn with(ask: &'a Ask, reading: &'a Reading) -> Question<'a> {
        Question { ask, reading: Some(reading) }
    }
}

/// Answers a question by the packs in force, from the firm's facts and the standing alone.
///
/// ```
/// use conduct::{Packs, Question, Standing, decide};
/// use facts::{Case, Verdict};
///
/// // The same evening call as in the corpus: a second after nine.
/// let case: Case = serde_json::from_str(include_str!("../../../cases/us/1006.6/b1i-call-at-21-00-01.json"))?;
/// let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
/// assert_eq!(decision.verdict, Some(Verdict::Deny));
/// assert_eq!(decision.earliest.map(|when| when.to_string()).as_deref(), Some("2026-06-17T08:00:00-04:00"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide(packs: &Packs, firm: &Firm, standing: &Standing, question: &Question) -> Decision {
    let mut decision = decide_at(packs, firm, standing, question, moment(standing, question.ask));
    if matches!(question.ask, Ask::Contact(_) | Ask::Act(_)) && decision.verdict != Some(Verdict::Permit) {
        decision.earliest = crate::earliest::earliest(packs, firm, standing, question, &decision);
    }
    decision
}

/// The moment of a question; without one of its own, that of the latest event.
pub(crate) fn moment(standing: &Standing, ask: &Ask) -> Option<Moment> {
    let zone = standing.home_zone();
    ask.at().map(|when| Moment::of(when, &zone)).or(standing.last())
}

/// Answers a question as if it were asked at `at`.
pub(crate) fn decide_at(
    packs: &Packs,
    firm: &Firm,
    standing: &Standing,
    question: &Question,
    at: Option<Moment>,
) -> Decision {
    let mut findings = Findings::default();
    for pack in &packs.unwritten {
        let finding = findings.add(pack.as_str(), Effect::Prohibits, Verdict::Deny);
        finding.gist = unwritten(*pack);
    }
    let scene = Scene { packs, firm, standing, question, at };
    scene.run(&mut findings);
    scene.conclude(findings)
}

/// That nobody wrote the rules of a place, by its name.
const fn unwritten(pack: Pack) -> &'static str {
    match pack {
        Pack::UsTx => "the law of Texas is not written here yet, so nothing can be permitted there",
        Pack::UsWa => "the law of Washington State is not written here yet, so nothing can be permitted there",
        Pack::UsNyc => "the rules of New York City are not written here yet, so nothing can be permitted there",
        Pack::UkNi => "the law of Northern Ireland is not written here yet, so nothing can be permitted there",
        _ => "the law of this place is not written here yet, so nothing can be permitted there",
    }
}

/// That the day lies outside those that a pack covers, by the name of its place.
const fn outside(pack: Pack) -> &'static str {
    match pack {
        Pack::Us => "the law of the United States is written here for other days than this one, so it can't answer",
        Pack::UsDc => {
            "the law of the District of Columbia is written here for other days than this one, so it can't answer"
        }
        Pack::UsMa => "the law of Massachusetts is written here for other days than this one, so it can't answer",
        Pack::UsNy => "the law of New York is written here for other days than this one, so it can't answer",
        Pack::UsCa => "the law of California is written here for other days than this one, so it can't answer",
        Pack::Uk => "the law of the United Kingdom is written here for other days than this one, so it can't answer",
        Pack::UkEw => "the law of England and Wales is written here for other days than this one, so it can't answer",
        Pack::UkSct => "the law of Scotland is written here for other days than this one, so it can't answer",
        _ => "the law of this place is written here for other days than this one, so it can't answer",
    }
}

struct Scene<'a> {
    packs: &'a Packs,
    firm: &'a Firm,
    standing: &'a Standing,
    question: &'a Question<'a>,
    at: Option<Moment>,
}

/// What a rule does with a question of its kind.
type Judge<A> = fn(&Asked<A>, &mut Findings);

impl Scene<'_> {
    /// All rules for this kind of question, and what the house adds for contacts.
    fn run(&self, findings: &mut Findings) {
        match self.question.ask {
            Ask::Contact(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), ask.to.as_ref(), &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Contact(judge) = run { Some(judge) } else { None });
                self.judge_by_house(&asked, findings);
            }
            Ask::Content(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), ask.to.as_ref(), &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Content(judge) = run { Some(judge) } else { None });
            }
            Ask::Notice(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), ask.to.as_ref(), &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Notice(judge) = run { Some(judge) } else { None });
            }
            Ask::Act(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), None, &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Act(judge) = run { Some(judge) } else { None });
            }
            Ask::Date(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), None, &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Date(judge) = run { Some(judge) } else { None });
            }
            Ask::Plan(ask) => {
                let asked = self.asked(ask, ask.person.as_ref(), None, &ask.debts);
                self.judge(&asked, findings, |run| if let Run::Plan(judge) = run { Some(judge) } else { None });
            }
        }
    }

    /// Every rule that `pick` takes and that is in force on the day of the question.
    fn judge<A>(&self, asked: &Asked<A>, findings: &mut Findings, pick: impl Fn(Run) -> Option<Judge<A>>) {
        let today = self.at.map(|m| m.day.date());
        let is_within =
            |from: Date, until: Option<Date>| today.is_none_or(|d| d >= from && until.is_none_or(|last| d <= last));
        for pack in &self.packs.rules {
            if !is_within(pack.covers_from, pack.covers_until) {
                let finding = findings.add(pack.pack.as_str(), Effect::Prohibits, Verdict::Deny);
                finding.gist = outside(pack.pack);
                continue;
            }
            for rule in pack.sections.iter().flat_map(|s| s.iter()) {
                let Some(judge) = pick(rule.run) else { continue };
                if is_within(rule.from, rule.until) {
                    findings.current = Some(rule);
                    judge(asked, findings);
                }
            }
        }
    }

    fn asked<'b, A>(
        &'b self,
        ask: &'b A,
        person: Option<&PersonId>,
        to: Option<&EndpointId>,
        debts: &[DebtId],
    ) -> Asked<'b, A> {
        let standing = self.standing;
        let to = to.and_then(|id| standing.endpoint_ix(id));
        let owner = || to.and_then(|ix| standing.endpoint(ix)).and_then(|e| standing.person_ix(&e.person));
        let person: Option<PersonIx> =
            person.map_or_else(|| owner().or(standing.consumer()), |id| standing.person_ix(id));
        Asked {
            ask,
            firm: self.firm,
            standing,
            reading: self.question.reading,
            regime: &self.packs.regime,
            added_holidays: &self.packs.added_holidays,
            at: self.at.unwrap_or(Moment::whole(Day(i32::MAX))),
            person,
            to,
            debts: if debts.is_empty() { standing.all_debts() } else { standing.named_debts(debts) },
        }
    }

    /// The house's own rules: they may only forbid more.
    fn judge_by_house(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        if let Some(house) = &self.packs.house {
            findings.current = None;
            house.judge(asked, findings);
        }
    }

    /// A human's judgement settles the rule on which it was made, for its debts, until its day. Only a finding
    /// that refers can be settled: nothing that the law denies is judged away, and no fact that nobody knows.
    fn settle_by_judgement(&self, findings: &mut Findings) {
        let judgements = &self.standing.house().judgements;
        let (Some(at), false) = (self.at, judgements.is_empty()) else { return };
        let asked = self.standing.debt_set(self.question.ask.debts());
        for finding in findings.found.iter_mut().filter(|f| f.verdict == Verdict::Refer && f.unknown.is_none()) {
            let judged =
                judgements.iter().rfind(|j| j.rule == finding.rule && j.debts.covers(asked) && at.day <= j.until);
            match judged.map(|j| j.answer) {
                Some(JudgementAnswer::MayBeDone) => finding.verdict = Verdict::Permit,
                Some(JudgementAnswer::MustNotBeDone) => finding.verdict = Verdict::Deny,
                None => {}
            }
        }
    }

    fn conclude(&self, mut findings: Findings) -> Decision {
        self.refuse_what_is_not_known(&mut findings);
        self.settle_by_judgement(&mut findings);
        let strictest = findings.found.iter().map(|f| f.verdict).max().unwrap_or(Verdict::Permit);
        let mut requires: Vec<&'static str> = Vec::new();
        for part in findings.found.iter().filter_map(|f| f.part) {
            if !requires.contains(&part) {
                requires.push(part);
            }
        }
        let verdict = match self.question.ask {
            Ask::Date(_) | Ask::Plan(_) => None,
            _ => Some(strictest),
        };
        Decision { verdict, findings: findings.found, requires, values: findings.values, earliest: None }
    }

    /// People, endpoints and debts that the dossier doesn't hold, and words that nobody read, are never permitted.
    fn refuse_what_is_not_known(&self, findings: &mut Findings) {
        findings.current = None;
        let standing = self.standing;
        let (person, to, text) = match self.question.ask {
            Ask::Contact(ask) => (ask.person.as_ref(), ask.to.as_ref(), ask.text.is_some()),
            Ask::Content(ask) => (ask.person.as_ref(), ask.to.as_ref(), true),
            Ask::Notice(ask) => (ask.person.as_ref(), ask.to.as_ref(), false),
            Ask::Act(ask) => (ask.person.as_ref(), None, false),
            Ask::Date(_) | Ask::Plan(_) => (None, None, false),
        };
        let debts = self.question.ask.debts();
        let mut deny = |what: &'static str, gist: &'static str| {
            let finding = findings.add("facts", Effect::Prohibits, Verdict::Deny);
            finding.unknown = Some(what);
            finding.gist = gist;
        };
        if person.is_some_and(|id| standing.person_ix(id).is_none()) {
            deny("person", "the question names a person whom the dossier does not hold");
        }
        if to.is_some_and(|id| standing.endpoint_ix(id).is_none()) {
            deny("to", "the question names a contact point that the dossier does not hold");
        }
        if standing.named_debts(debts) == DebtSet::EMPTY && !debts.is_empty()
            || debts.iter().any(|d| standing.debt_ix(d).is_none())
        {
            deny("debts", "the question names a debt that the dossier does not hold");
        }
        if text && self.question.reading.is_none() {
            deny("text", "nobody has read the words, so they can't be judged");
        }
    }
}
