//! How and when somebody would like to be contacted, and what to do differently: shown as we have noted it, and changed.

use conduct::Standing;
use facts::{
    Channel, Clock, Day, Fact, HouseEvent, Meaning, Place, Preference, PreferencePart, Recorded, When, Window,
};
use jiff::civil::{Date, Time};
use store::{Store, WriteTx};

use super::{AnswerError, Done, Form, keep, statement};

/// A need is looked at again after so many days; until then it holds.
const NEED_DAYS: i32 = 365;
/// Words on a need: what would help, never why.
pub const DETAIL_MAX: usize = 120;

/// Something that we can do differently: the code of the practice's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    pub code: &'static str,
}

/// What a person can tick on their page. The other codes of the list are noted by a human, with them.
pub const NEEDS: [Need; 9] = [
    Need { code: "comm.large_print" },
    Need { code: "comm.no_calls" },
    Need { code: "comm.slow_clear" },
    Need { code: "comm.extra_time" },
    Need { code: "comm.same_person" },
    Need { code: "comm.relay" },
    Need { code: "help.third_party" },
    Need { code: "money.weekly" },
    Need { code: "safety.safe_contact" },
];

/// A need that somebody ticked, with what would help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedWish {
    pub code: &'static str,
    pub detail: Option<String>,
}

/// How somebody would like it: the whole page as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The way they like best; any where it is left out.
    pub channel: Option<Channel>,
    /// The days on which we may reach out; any where there are none.
    pub days: Vec<Day>,
    /// From and until when; at any kind hour where it is left out.
    pub hours: Option<(Time, Time)>,
    /// At most so many contacts of ours a week.
    pub week_max: Option<u8>,
    pub not_at_work: bool,
    /// ISO 639-1.
    pub language: Option<String>,
    pub needs: Vec<NeedWish>,
}

/// What we have noted of it.
pub fn prefers(standing: &Standing, today: Date) -> Wishes {
    let house = standing.house();
    let window = house.times.first();
    let hours = window.and_then(|w| Some((w.from?.0, w.to?.0)));
    let today = conduct::Day::of(today);
    let stands = |need: &&Need| house.needs.iter().any(|n| n.code == need.code && today <= n.until);
    let person = standing.consumer().and_then(|ix| standing.person(ix));
    Wishes {
        channel: house.channel,
        days: window.map(|w| w.days.clone()).unwrap_or_default(),
        hours,
        week_max: house.week_max,
        not_at_work: is_work_closed(standing),
        language: person.and_then(|p| p.languages.first().cloned()),
        needs: NEEDS.iter().filter(stands).map(|n| NeedWish { code: n.code, detail: None }).collect(),
    }
}

/// The last word on the place of work.
fn is_work_closed(standing: &Standing) -> bool {
    let word = standing.said().iter().rev().find_map(|said| match &said.means {
        Meaning::EmployerForbids {} => Some(true),
        Meaning::Inconvenient { places, times, .. } if times.is_empty() && places.contains(&Place::Work) => Some(true),
        Meaning::Convenient { places, times } if times.is_empty() && places.contains(&Place::Work) => Some(false),
        _ => None,
    });
    word.unwrap_or(false)
}

/// Puts on record what is different from before. Sent twice, it is one.
///
/// # Errors
/// A store that can't be written. Then nothing was kept.
pub fn prefer(store: &Store, form: &Form<'_>, wishes: &Wishes) -> Result<Done, AnswerError> {
    store.write(|tx: &mut WriteTx| keep(tx, form, |at, standing| changes(at, standing, wishes)))
}

fn changes(at: When, standing: &Standing, wishes: &Wishes) -> Vec<Fact> {
    let today = at.day_in(&standing.home_zone());
    let before = prefers(standing, today);
    let mut facts: Vec<Fact> =
        preference(at, &before, wishes).map(HouseEvent::Preference).map(Fact::House).into_iter().collect();
    if wishes.not_at_work != before.not_at_work {
        let places = vec![Place::Work];
        let means = if wishes.not_at_work {
            Meaning::Inconvenient { times: Vec::new(), places, until: None }
        } else {
            Meaning::Convenient { times: Vec::new(), places }
        };
        facts.push(statement(at, Vec::new(), means));
    }
    facts.extend(language(at, standing, &before, wishes));
    facts.extend(needs(at, today, &before, wishes));
    facts
}

fn preference(at: When, before: &Wishes, wishes: &Wishes) -> Option<Preference> {
    let mut wish = Preference { at, channel: None, times: Vec::new(), week_max: None, clears: Vec::new() };
    if wishes.channel != before.channel {
        wish.channel = wishes.channel;
        if wishes.channel.is_none() {
            wish.clears.push(PreferencePart::Channel);
        }
    }
    if (&wishes.days, wishes.hours) != (&before.days, before.hours) {
        if wishes.days.is_empty() && wishes.hours.is_none() {
            wish.clears.push(PreferencePart::Times);
        } else {
            let (from, to) = wishes.hours.unzip();
            let window =
                Window { days: wishes.days.clone(), from: from.map(Clock), to: to.map(Clock), time_zone: None };
            wish.times.push(window);
        }
    }
    if wishes.week_max != before.week_max {
        wish.week_max = wishes.week_max;
        if wishes.week_max.is_none() {
            wish.clears.push(PreferencePart::WeekMax);
        }
    }
    let changed =
        wish.channel.is_some() || !wish.times.is_empty() || wish.week_max.is_some() || !wish.clears.is_empty();
    changed.then_some(wish)
}

/// The language stands with the person; whoever wants Spanish has asked for the Spanish notice too (1006.34(e)(2)).
fn language(at: When, standing: &Standing, before: &Wishes, wishes: &Wishes) -> Vec<Fact> {
    let Some(language) = wishes.language.as_ref().filter(|l| before.language.as_ref() != Some(*l)) else {
        return Vec::new();
    };
    let Some(person) = standing.consumer().and_then(|ix| standing.person(ix)) else { return Vec::new() };
    let mut person = person.clone();
    person.languages.retain(|known| known != language);
    person.languages.insert(0, language.clone());
    let recorded = Recorded { at, people: vec![person], endpoints: Vec::new(), debts: Vec::new() };
    let mut facts = vec![Fact::House(HouseEvent::Recorded(recorded))];
    if language == "es" {
        facts.push(statement(at, Vec::new(), Meaning::AsksSpanish {}));
    }
    facts
}

fn needs(at: When, today: Date, before: &Wishes, wishes: &Wishes) -> Vec<Fact> {
    let until = conduct::Day::of(today).plus(NEED_DAYS).date();
    let need = |code: &str, until: Option<Date>, detail: Option<String>| {
        Fact::House(HouseEvent::Need(facts::Need { at, code: code.to_owned(), until, detail }))
    };
    let is_in = |list: &[NeedWish], code: &str| list.iter().any(|n| n.code == code);
    let new = wishes.needs.iter().filter(|n| n.detail.is_some() || !is_in(&before.needs, n.code));
    let gone = before.needs.iter().filter(|n| !is_in(&wishes.needs, n.code));
    let new = new.map(|n| need(n.code, Some(until), n.detail.clone()));
    new.chain(gone.map(|n| need(n.code, None, None))).collect()
}

/// The words that somebody gave with a need, by the log: the last for each code.
pub fn details(log: &[facts::Entry]) -> Vec<(&str, &str)> {
    let said = log.iter().filter_map(|entry| match &entry.fact {
        Fact::House(HouseEvent::Need(need)) => Some((need.code.as_str(), need.detail.as_deref()?)),
        _ => None,
    });
    let mut last: Vec<(&str, &str)> = Vec::new();
    for (code, detail) in said {
        last.retain(|(known, _)| *known != code);
        last.push((code, detail));
    }
    last
}
