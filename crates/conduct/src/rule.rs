//! What a rule is: a plain function with its citation, gist and dates in force.

use facts::{
    AskAct, AskContact, AskContent, AskDate, AskNotice, AskPlan, Effect, Firm, Pack, Part, Reading, Value, Values,
    Verdict,
};
use jiff::civil::Date;

use crate::calendar::{AddedHoliday, Calendar, Holidays};
use crate::decision::Finding;
use crate::house::HouseRules;
use crate::standing::{Day, DebtSet, EndpointIx, Moment, PersonIx, Standing};

/// One rule of one section of the law.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The paragraph, as the cases cite it: `1006.14(b)(2)(i)(A)`, `CONC 7.9.4R`.
    pub cite: &'static str,
    /// What it asks, in one sentence of our own that an agent understands.
    pub gist: &'static str,
    /// The first day on which it was in force.
    pub from: Date,
    /// The last day, where it is known to have ended.
    pub until: Option<Date>,
    /// The questions that it answers, and how.
    pub run: Run,
}

/// The function of a rule, by the kind of question that it answers.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    Contact(fn(&Asked<AskContact>, &mut Findings)),
    Content(fn(&Asked<AskContent>, &mut Findings)),
    Notice(fn(&Asked<AskNotice>, &mut Findings)),
    Act(fn(&Asked<AskAct>, &mut Findings)),
    Date(fn(&Asked<AskDate>, &mut Findings)),
    Plan(fn(&Asked<AskPlan>, &mut Findings)),
}

/// A question with all that a rule may look at.
#[derive(Debug)]
pub struct Asked<'a, A> {
    pub ask: &'a A,
    pub firm: &'a Firm,
    pub standing: &'a Standing,
    /// What was read in the text of the question, where it has one and somebody read it.
    pub reading: Option<&'a Reading>,
    /// The packs in force.
    pub regime: &'a [Pack],
    /// Holidays from the configuration.
    pub added_holidays: &'a [AddedHoliday],
    /// The moment of the question; where it has none, that of the latest event.
    pub at: Moment,
    /// Whom it is about: the person named, else the endpoint's owner, else the consumer.
    pub person: Option<PersonIx>,
    pub to: Option<EndpointIx>,
    /// The debts asked about; every debt where none was named.
    pub debts: DebtSet,
}

/// What rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    pub(crate) found: Vec<Finding>,
    pub(crate) values: Values,
    pub(crate) current: Option<&'static Rule>,
}

impl Findings {
    /// Adds a finding of the running rule, cited as deep as it decides.
    pub fn add(&mut self, rule: &'static str, effect: Effect, verdict: Verdict) -> &mut Finding {
        let gist = self.current.map_or("", |r| r.gist);
        let place = self.found.len();
        self.found.push(Finding::new(rule, effect, verdict, gist));
        // Just pushed: the index is there.
        #[expect(clippy::indexing_slicing, reason = "the element was pushed in the line above")]
        &mut self.found[place]
    }

    /// A must-not that is broken, or a must that was not done: `deny`.
    pub fn prohibits(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::Prohibits, Verdict::Deny)
    }

    /// Presumed unlawful: `deny`.
    pub fn presumes_violation(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::PresumesViolation, Verdict::Deny)
    }

    /// Presumed lawful.
    pub fn presumes_compliance(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::PresumesCompliance, Verdict::Permit)
    }

    /// An exception or safe harbour applies.
    pub fn permits(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::Permits, Verdict::Permit)
    }

    /// An exception or safe harbour that the facts begin but do not complete: nothing forbids the thing,
    /// but nobody should do it unseen (`refer`). For one that merely explains a ban found elsewhere use
    /// [`Findings::add`] with the verdict that it has by itself.
    pub fn withholds(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::Withholds, Verdict::Refer)
    }

    /// A factor that may rebut a presumption: a human must look.
    pub fn may_rebut(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::MayRebut, Verdict::Refer)
    }

    /// Guidance, or a general standard that is left to a person (`refer`).
    pub fn advises(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::Advises, Verdict::Refer)
    }

    /// The text leaves it to facts and circumstances; the effect is the one that it would have.
    pub fn refers(&mut self, rule: &'static str, effect: Effect) -> &mut Finding {
        self.add(rule, effect, Verdict::Refer)
    }

    /// The paragraph from which a date or a sum is computed.
    pub fn defines(&mut self, rule: &'static str) -> &mut Finding {
        self.add(rule, Effect::Defines, Verdict::Permit)
    }

    /// A part that must be there. Where it isn't, the answer is `permit_if`.
    pub fn requires(&mut self, rule: &'static str, part: Part, carried: Carried) -> &mut Finding {
        self.requires_field(rule, part.as_str(), carried)
    }

    /// A field of a notice that must be there. Where it isn't, the answer is `permit_if`.
    pub fn requires_field(&mut self, rule: &'static str, field: &'static str, carried: Carried) -> &mut Finding {
        let verdict = match carried {
            Carried::There => Verdict::Permit,
            Carried::Missing => Verdict::PermitIf,
        };
        let finding = self.add(rule, Effect::Requires, verdict);
        finding.part = Some(field);
        finding
    }

    /// A fact that the rule needs in order to permit is not known: a human must find it out (`refer`).
    pub fn unknown(&mut self, rule: &'static str, fact: &'static str) -> &mut Finding {
        let finding = self.add(rule, Effect::Requires, Verdict::Refer);
        finding.unknown = Some(fact);
        finding
    }

    /// A named date, amount or count of the answer.
    pub fn value(&mut self, name: &str, value: Value) {
        self.values.insert(name.to_owned(), value);
    }
}

/// Is a required part in what was asked about?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    There,
    Missing,
}

impl Carried {
    /// There, where `is` holds.
    pub fn when(is: impl FnOnce() -> bool) -> Carried {
        if is() { Carried::There } else { Carried::Missing }
    }
}

/// The rules of one pack, with the days that it covers.
#[derive(Debug, Clone, Copy)]
pub struct PackRules {
    pub pack: Pack,
    /// The day on which the text took effect: before it, the pack refuses to answer.
    pub covers_from: Date,
    /// The day on which the text is known to end.
    pub covers_until: Option<Date>,
    /// The day on which the text was last read; shown, and ends nothing.
    pub read_on: Date,
    /// The rules, section by section in the law's order.
    pub sections: &'static [&'static [Rule]],
}

/// The packs in force for a question.
///
/// ```
/// use conduct::calendar::{AddedHoliday, Holidays};
/// use conduct::{HouseRules, Packs, Run};
/// use facts::Pack;
///
/// let packs = Packs::of(&[Pack::Us, Pack::UsNy]).with_house(HouseRules::default());
/// // A day that was proclaimed after this program was made.
/// let mourning = AddedHoliday { place: Holidays::UsFederal, date: "2031-03-03".parse()? };
/// let packs = packs.with_holidays(vec![mourning]);
/// // Each rule says where it stands, what it asks, since when, and which question it answers.
/// let hours = packs.rules().find(|rule| rule.cite == "1006.6(b)(1)(i)").ok_or("it is written")?;
/// assert!(hours.gist.contains("hour") && matches!(hours.run, Run::Contact(_)) && hours.until.is_none());
/// assert!(Packs::are_written(Pack::UkSct) && !Packs::are_written(Pack::UsTx), "the others refuse every question");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Packs {
    pub(crate) regime: Vec<Pack>,
    pub(crate) rules: Vec<&'static PackRules>,
    /// Packs that were named and that nobody has written.
    pub(crate) unwritten: Vec<Pack>,
    pub(crate) house: Option<HouseRules>,
    pub(crate) added_holidays: Vec<AddedHoliday>,
}

impl Packs {
    /// The named packs. One that isn't written refuses every question.
    pub fn of(regime: &[Pack]) -> Packs {
        let written = || crate::us::PACKS.iter().chain(crate::uk::PACKS).copied();
        let rules: Vec<_> = written().filter(|p| regime.contains(&p.pack)).collect();
        let unwritten = regime.iter().copied().filter(|p| written().all(|r| r.pack != *p)).collect();
        Packs { regime: regime.to_vec(), rules, unwritten, house: None, added_holidays: Vec::new() }
    }

    /// Has somebody written this pack?
    pub fn are_written(pack: Pack) -> bool {
        crate::us::PACKS.iter().chain(crate::uk::PACKS).any(|written| written.pack == pack)
    }

    /// The same packs with the house's own rules, which can only forbid more.
    pub fn with_house(mut self, house: HouseRules) -> Packs {
        self.house = Some(house);
        self
    }

    /// The same packs with holidays that the calendars of this program don't know.
    pub fn with_holidays(mut self, added: Vec<AddedHoliday>) -> Packs {
        self.added_holidays = added;
        self
    }

    /// Every rule of the packs, in the law's order.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        self.rules.iter().flat_map(|p| p.sections.iter().flat_map(|s| s.iter()))
    }
}

impl<A> Asked<'_, A> {
    /// The day of the question, counted at the consumer's place.
    pub fn day(&self) -> Day {
        self.at.day
    }

    /// The working days of a place, with the holidays from the configuration.
    pub fn calendar(&self, place: Holidays) -> Calendar<'_> {
        Calendar::with_added(place, self.added_holidays)
    }
}
