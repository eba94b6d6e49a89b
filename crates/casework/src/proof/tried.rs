//! House rules tried on past decisions before they go live: what would have come out otherwise, and by which rule.

use std::collections::BTreeMap;

use conduct::{Decision, HouseRules, Standing, decide};
use facts::{Ask, Verdict};
use jiff::{SignedDuration, Timestamp};
use store::Store;

use super::replay::{ReplayError, packs_of, question_of};
use crate::decided::Decided;
use crate::dossier::{DossierError, log};
use crate::house::House;

/// So many days back decisions are tried on.
pub const TRIED_DAYS: i64 = 31;
/// At most so many of them, the newest.
pub const TRIED_MAX: u32 = 20_000;

/// What the same decisions come to by other rules of the house.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tried {
    /// Contacts that were decided with the house's rules, and tried.
    pub decisions: u64,
    /// Those that come out the same.
    pub same: u64,
    /// Those that would no more be permitted, by the rule that decides then.
    pub closed: BTreeMap<String, u64>,
    /// Those that would be permitted, by the rule that decides now.
    pub opened: BTreeMap<String, u64>,
    /// Those that stay refused, but for another reason or until another day.
    pub otherwise: u64,
}

/// Decides the contacts of the last month again, on the facts that were known then, by the rules in force and by `other`.
/// Decisions about people who were forgotten since are left out.
///
/// # Errors
/// A decision or a log that can't be read.
pub fn tried(store: &Store, house: &House, other: &HouseRules, now: Timestamp) -> Result<Tried, ReplayError> {
    let from = now - SignedDuration::from_hours(24 * TRIED_DAYS);
    let mut found = Tried::default();
    store.read(|tx| {
        for row in store::decision::latest(tx, from, now, TRIED_MAX)? {
            let Some(body) = row.body.as_deref() else { continue };
            let decided: Decided = serde_json::from_slice(body)?;
            if decided.house.is_none() || !matches!(decided.ask, Ask::Contact(_)) {
                continue;
            }
            let known = usize::try_from(decided.events).unwrap_or(usize::MAX);
            let log: Vec<_> = log(tx, row.dossier)?.into_iter().take(known).collect();
            let standing = Standing::fold_log(&log, None).map_err(DossierError::from)?;
            let by = |rules: &HouseRules| {
                decide(&packs_of(&decided, rules), &house.head.firm, &standing, &question_of(&decided))
            };
            found.count(&by(&house.rules), &by(other));
        }
        Ok(found.clone())
    })
}

impl Tried {
    fn count(&mut self, now: &Decision, then: &Decision) {
        self.decisions += 1;
        let rule = |decision: &Decision| decision.deciding().map_or_else(String::new, |f| f.rule.to_owned());
        let is_yes = |decision: &Decision| decision.verdict == Some(Verdict::Permit);
        match (is_yes(now), is_yes(then)) {
            (true, false) => *self.closed.entry(rule(then)).or_default() += 1,
            (false, true) => *self.opened.entry(rule(now)).or_default() += 1,
            _ if (now.verdict, rule(now), now.earliest) == (then.verdict, rule(then), then.earliest) => self.same += 1,
            _ => self.otherwise += 1,
        }
    }
}
