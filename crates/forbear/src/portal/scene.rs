//! What most pages need to know of the person who looks at them.

use conduct::Standing;
use facts::When;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use store::{DossierId, ReadTx};

use super::guest::Guest;
use super::page::Page;
use super::strings::{ENGLISH, Strings};
use crate::clock::now;
use crate::web::{Trouble, Web, read};

/// A person's record at this moment.
pub(super) struct Scene {
    pub(super) s: &'static Strings,
    pub(super) dossier: DossierId,
    pub(super) standing: Standing,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    pub(super) is_us: bool,
    pub(super) agent: String,
}

/// Makes a page of a person's record.
pub(super) async fn page_of(
    web: &Web,
    guest: &Guest,
    title: &'static str,
    make: impl Fn(&mut ReadTx<'_>, &Web, &Scene, &mut Page) -> Result<(), Trouble> + Send + 'static,
) -> Result<Page, super::problem::Problem> {
    let guest = guest.clone();
    let made = read(web, move |tx, web| {
        let scene = scene(tx, web, guest.dossier)?;
        let mut page = Page::new(web, scene.s, title);
        page.guest = Some(guest.clone());
        page.large = scene.needs("comm.large_print");
        make(tx, web, &scene, &mut page)?;
        Ok(page)
    });
    made.await.map_err(|trouble| super::problem::Problem::trouble(web, trouble))
}

/// A person's record now.
pub(super) fn scene(tx: &mut ReadTx<'_>, web: &Web, dossier: DossierId) -> Result<Scene, Trouble> {
    let standing = casework::dossier::standing(tx, dossier).map_err(Trouble::other)?;
    let now = now();
    let today = now.to_zoned(standing.home_zone()).date();
    let person = standing.consumer().and_then(|ix| standing.person(ix));
    let is_us = person.and_then(|p| p.residence.as_ref()).is_none_or(|r| r.country == "US");
    Ok(Scene { s: &ENGLISH, dossier, standing, now, today, is_us, agent: web.house.head.agent.name.clone() })
}

impl Scene {
    /// Whether a need stands today.
    pub(super) fn needs(&self, code: &str) -> bool {
        let today = conduct::Day::of(self.today);
        self.standing.house().needs.iter().any(|need| need.code == code && today <= need.until)
    }

    /// The name that they are called by.
    pub(super) fn name(&self) -> &str {
        let person = self.standing.consumer().and_then(|ix| self.standing.person(ix));
        person.map(|p| p.name.as_str()).unwrap_or_default()
    }

    /// A day as it is said where they live.
    pub(super) fn day(&self, day: Date) -> String {
        spoken(day, self.is_us)
    }

    /// A day so near that nobody asks for its year.
    pub(super) fn soon(&self, day: Date) -> String {
        day.strftime(if self.is_us { "%A, %B %-d" } else { "%A %-d %B" }).to_string()
    }

    /// A day that is past: nobody asks for its weekday.
    pub(super) fn past(&self, day: Date) -> String {
        day.strftime(if self.is_us { "%B %-d, %Y" } else { "%-d %B %Y" }).to_string()
    }

    /// The day of a moment, where they live.
    pub(super) fn day_of(&self, when: When) -> String {
        self.day(when.day_in(&self.standing.home_zone()))
    }

    /// A moment where they live.
    pub(super) fn local(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.standing.home_zone())
    }

    /// Day and hour of a moment, where they live.
    pub(super) fn moment(&self, moment: Timestamp) -> String {
        let local = self.local(moment);
        format!("{}, {}", self.day(local.date()), self.hour(local.time()))
    }

    /// An hour as it is said where they live.
    pub(super) fn hour(&self, time: jiff::civil::Time) -> String {
        let form = match (self.is_us, time.minute()) {
            (true, 0) => "%-I %P",
            (true, _) => "%-I:%M %P",
            (false, _) => "%H:%M",
        };
        time.strftime(form).to_string()
    }

    /// Whether somebody may be in danger: then nothing speaks of money by itself.
    pub(super) fn is_in_danger(&self) -> bool {
        self.standing.house().safety.is_some()
    }

    /// Where help is, at any hour.
    pub(super) fn crisis(&self) -> &'static str {
        if self.is_us { self.s.crisis_us } else { self.s.crisis_gb }
    }

    /// Free advice.
    pub(super) fn helps(&self) -> Vec<(String, String)> {
        helps(if self.is_us { "US" } else { "GB" })
    }
}

/// Free advice in a country.
pub(super) fn helps(country: &str) -> Vec<(String, String)> {
    casework::firm::free_help(country).iter().map(|help| (help.name.to_owned(), help.how.to_owned())).collect()
}

/// `November 25, 2026` in the United States, `25 November 2026` elsewhere.
pub(super) fn spoken(day: Date, is_us: bool) -> String {
    day.strftime(if is_us { "%A, %B %-d, %Y" } else { "%A %-d %B %Y" }).to_string()
}

/// A sum with its sign set apart where it is less than nothing.
pub(super) fn signed(sum: facts::Money) -> String {
    let spoken = sum.spoken();
    spoken.strip_prefix('-').map_or_else(|| spoken.clone(), |rest| format!("− {rest}"))
}
