//! Cedar: it can neither count events nor read a clock, so it is given counts, clocks and flags.

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use conduct::{Reason, Reasons};

use super::facts::{CONSUMER, Facts, OWNERS, What};

/// A policy for each reason, and one that permits what nothing forbids.
const FORBIDS: [(Reason, &str); 12] = [
    (Reason::ThirdParty, "!context.consumer"),
    (Reason::Cease, "context.ceased"),
    (Reason::Attorney, "context.represented"),
    (Reason::Bankruptcy, "context.bankruptcy_until >= context.today"),
    (Reason::Death, "context.death_until >= context.today"),
    (Reason::OptOut, "context.opted_out"),
    (
        Reason::Hours,
        "context.consumer && (context.west < 28800 || context.west > 75600 || context.east < 28800 || context.east > 75600)",
    ),
    (Reason::Inconvenient, "context.in_stretch"),
    (Reason::Workplace, "context.at_work && context.employer_forbids"),
    (Reason::SevenCalls, "context.calls >= 7"),
    (Reason::RecentTalk, "context.days_since_talk < 7"),
    (Reason::Moratorium, "context.moratorium_until >= context.today"),
];

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Cedar {
    pub fn new(all: &[Facts]) -> Result<Cedar, String> {
        let mut policies = PolicySet::new();
        let mut add = |id: &str, source: String| {
            let policy = Policy::parse(Some(PolicyId::new(id)), source).map_err(|e| e.to_string())?;
            policies.add(policy).map_err(|e| e.to_string())
        };
        add("permit", "permit(principal, action, resource);".to_owned())?;
        for (reason, when) in FORBIDS {
            add(reason.as_str(), format!("forbid(principal, action, resource) when {{ {when} }};"))?;
        }
        let requests = all.iter().map(request).collect::<Result<Vec<_>, _>>()?;
        Ok(Cedar { authorizer: Authorizer::new(), policies, entities: Entities::empty(), requests })
    }

    pub fn permits(&self, n: usize) -> bool {
        let response = self.authorizer.is_authorized(&self.requests[n], &self.policies, &self.entities);
        // The reasons are part of the answer on every side.
        std::hint::black_box(response.diagnostics().reason().count());
        response.decision() == Decision::Allow
    }

    pub fn reasons(&self, n: usize) -> Reasons {
        let response = self.authorizer.is_authorized(&self.requests[n], &self.policies, &self.entities);
        let found = response.diagnostics().reason();
        found.fold(Reasons::NONE, |set, id| {
            let reason = Reason::ALL.into_iter().find(|r| id.to_string() == r.as_str());
            reason.map_or(set, |reason| set.or(Reasons::one(reason)))
        })
    }
}

fn request(facts: &Facts) -> Result<Request, String> {
    let uid = |text: &str| text.parse::<EntityUid>().map_err(|e| e.to_string());
    let context = Context::from_pairs(supplied(facts)).map_err(|e| e.to_string())?;
    Request::new(uid("Firm::\"us\"")?, uid("Action::\"call\"")?, uid("Point::\"cell\"")?, context, None)
        .map_err(|e| e.to_string())
}

/// What somebody has to work out for Cedar beforehand; none of it is timed.
fn supplied(facts: &Facts) -> Vec<(String, RestrictedExpression)> {
    let consumer = OWNERS[usize::from(facts.to)] == CONSUMER;
    let today = facts.day(facts.at);
    let mut flags = Flags::default();
    for event in &facts.events {
        flags.see(facts, event.what, facts.day(event.at), today, consumer);
    }
    let second = |offset: i16| (facts.at + i64::from(offset) * 60).rem_euclid(86_400);
    let truth = |name: &str, is: bool| (name.to_owned(), RestrictedExpression::new_bool(is));
    let count = |name: &str, n: i64| (name.to_owned(), RestrictedExpression::new_long(n));
    vec![
        truth("consumer", consumer),
        truth("ceased", flags.ceased),
        truth("represented", flags.represented),
        truth("opted_out", flags.opted_out),
        truth("in_stretch", flags.in_stretch),
        truth("at_work", facts.to == 1),
        truth("employer_forbids", flags.employer_forbids),
        count("today", today),
        count("west", second(facts.west)),
        count("east", second(facts.east)),
        count("calls", flags.calls),
        count("days_since_talk", flags.talk.map_or(9_999, |day| today - day)),
        count("bankruptcy_until", flags.until[0]),
        count("death_until", flags.until[1]),
        count("moratorium_until", flags.until[2]),
    ]
}

#[derive(Default)]
struct Flags {
    ceased: bool,
    represented: bool,
    opted_out: bool,
    in_stretch: bool,
    employer_forbids: bool,
    calls: i64,
    talk: Option<i64>,
    until: [i64; 3],
}

impl Flags {
    fn see(&mut self, facts: &Facts, what: What, day: i64, today: i64, consumer: bool) {
        match what {
            What::Hold { cause, debt, until } if debt == facts.debt => {
                self.until[usize::from(cause)] = i64::from(until)
            }
            What::Release { cause, debt } if debt == facts.debt => self.until[usize::from(cause)] = 0,
            What::Call { to, debt, outcome }
                if debt == facts.debt && OWNERS[usize::from(to)] == OWNERS[usize::from(facts.to)] =>
            {
                self.calls += i64::from(outcome != 0 && today - day < 7);
                if outcome == 2 {
                    self.talk = Some(day);
                }
            }
            _ if !consumer => {}
            What::CallsUs { debt } if debt == facts.debt => self.talk = Some(day),
            What::StopsCalls => self.opted_out = true,
            What::AllowsCalls => self.opted_out = false,
            What::Ceases { debt } if debt == facts.debt => self.ceased = true,
            What::Represented { debt } if debt == facts.debt => self.represented = true,
            What::NoLongerRepresented { debt } if debt == facts.debt => self.represented = false,
            What::EmployerForbids => self.employer_forbids = true,
            What::Inconvenient { days, from, to, until } if today <= i64::from(until) => {
                let holds = |offset: i16| in_stretch(days, from, to, facts.at + i64::from(offset) * 60);
                self.in_stretch |= holds(facts.west) || holds(facts.east);
            }
            _ => {}
        }
    }
}

fn in_stretch(days: u8, from: u16, to: u16, local: i64) -> bool {
    let weekday = (local.div_euclid(86_400) + 3).rem_euclid(7);
    let on = |weekday: i64| days >> weekday & 1 == 1;
    let minute = local.rem_euclid(86_400) / 60;
    let (from, to) = (i64::from(from), i64::from(to));
    if from < to {
        on(weekday) && (from..to).contains(&minute)
    } else {
        (on(weekday) && minute >= from) || (on((weekday + 6) % 7) && minute < to)
    }
}
