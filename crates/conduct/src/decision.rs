//! What comes out of a question: the verdict, with every finding kept.

use facts::{Effect, Values, Verdict, When};
use serde::Serialize;

use crate::standing::Moment;

/// The answer to a question.
///
/// ```
/// use conduct::{Packs, Question, Standing, decide};
/// use facts::{Case, Verdict};
///
/// // The same evening call as in the corpus: a second after nine.
/// let case: Case = serde_json::from_str(include_str!("../../../cases/us/1006.6/b1i-call-at-21-00-01.json"))?;
/// let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
/// let finding = decision.deciding().ok_or("every refusal names its rule")?;
/// assert_eq!((finding.rule, finding.verdict, finding.counts_against()), ("1006.6(b)(1)(i)", Verdict::Deny, true));
/// assert!(finding.until.is_some(), "and says until when it stands, where the text fixes that");
/// assert!(decision.permit().is_none(), "only a yes makes a permit");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The strictest of the findings; none for a question of dates or plans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    pub findings: Vec<Finding>,
    /// Parts or fields that must be in the communication, whether they are or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<&'static str>,
    #[serde(skip_serializing_if = "Values::is_empty")]
    pub values: Values,
    /// The first moment at which the same contact would be permitted, if the rules fix one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<When>,
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The paragraph, as deep as it decides.
    pub rule: &'static str,
    pub effect: Effect,
    /// What the answer would be by this finding alone.
    #[serde(skip)]
    pub verdict: Verdict,
    /// The part or field that it asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// The fact that must be found out before this can be permitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<&'static str>,
    /// What the rule asks, in one sentence of our own.
    #[serde(skip)]
    pub gist: &'static str,
    /// The first moment at which this finding would not stand any more, where the rule fixes one.
    #[serde(skip)]
    pub until: Option<Moment>,
}

impl Finding {
    pub(crate) fn new(rule: &'static str, effect: Effect, verdict: Verdict, gist: &'static str) -> Finding {
        Finding { rule, effect, verdict, part: None, unknown: None, gist, until: None }
    }

    /// Says until when this finding stands: `moment` is the first at which it doesn't.
    pub fn until(&mut self, moment: Moment) -> &mut Finding {
        self.until = Some(moment);
        self
    }

    /// Does it count against the thing asked?
    pub fn counts_against(&self) -> bool {
        match self.effect {
            Effect::Prohibits | Effect::PresumesViolation | Effect::MayRebut | Effect::Withholds => true,
            Effect::Requires => self.verdict > Verdict::Permit,
            Effect::Permits | Effect::PresumesCompliance | Effect::Advises | Effect::Defines => false,
        }
    }
}

impl Decision {
    /// The answer to a question of sums that was computed elsewhere, with the paragraphs that it rests on.
    pub fn computed(values: Values, rests_on: &[&'static str]) -> Decision {
        let finding = |rule: &&'static str| Finding::new(rule, Effect::Defines, Verdict::Permit, "");
        Decision {
            verdict: None,
            findings: rests_on.iter().map(finding).collect(),
            requires: Vec::new(),
            values,
            earliest: None,
        }
    }

    /// The rule that decided: the first finding of the strictest verdict.
    pub fn deciding(&self) -> Option<&Finding> {
        let verdict = self.verdict?;
        self.findings.iter().find(|f| f.verdict == verdict)
    }

    /// A permit, where the decision permits as asked. There is no other way to one, but for
    /// a recorded human judgement on a rule that referred.
    pub fn permit(&self) -> Option<Permit> {
        (self.verdict == Some(Verdict::Permit)).then_some(Permit { _made_here: () })
    }
}

/// Leave to make the one contact that was decided. Only this crate makes one; it can't be copied or stored.
#[derive(Debug)]
pub struct Permit {
    _made_here: (),
}
