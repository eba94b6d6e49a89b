//! Why the gate says no: twelve reasons as bits.

use std::fmt;

/// One reason for which a call may not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Reason {
    /// Somebody who may not hear of the debt would (12 CFR 1006.6(d)(1)).
    ThirdParty = 1,
    /// A written wish that we cease, or a written refusal to pay (1006.6(c)(1)).
    Cease = 1 << 1,
    /// An attorney speaks for them (1006.6(b)(2)).
    Attorney = 1 << 2,
    /// The debt rests in a bankruptcy, by a hold of the house.
    Bankruptcy = 1 << 3,
    /// The debt rests after a death, by a hold of the house.
    Death = 1 << 4,
    /// They asked us not to call, or not to call there (1006.14(h)(1)).
    OptOut = 1 << 5,
    /// Before eight or after nine by a clock under which they may be (1006.6(b)(1)(i)).
    Hours = 1 << 6,
    /// A time that they told us is inconvenient (1006.6(b)(1)(i)).
    Inconvenient = 1 << 7,
    /// At work, where the employer doesn't allow it (1006.6(b)(3)).
    Workplace = 1 << 8,
    /// Seven calls in seven days about the debt (1006.14(b)(2)(i)(A)).
    SevenCalls = 1 << 9,
    /// Within seven days of a talk about the debt (1006.14(b)(2)(i)(B)).
    RecentTalk = 1 << 10,
    /// A breathing space or another moratorium, by a hold of the house.
    Moratorium = 1 << 11,
}

impl Reason {
    pub const ALL: [Reason; 12] = [
        Reason::ThirdParty,
        Reason::Cease,
        Reason::Attorney,
        Reason::Bankruptcy,
        Reason::Death,
        Reason::OptOut,
        Reason::Hours,
        Reason::Inconvenient,
        Reason::Workplace,
        Reason::SevenCalls,
        Reason::RecentTalk,
        Reason::Moratorium,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Reason::ThirdParty => "third_party",
            Reason::Cease => "cease",
            Reason::Attorney => "attorney",
            Reason::Bankruptcy => "bankruptcy",
            Reason::Death => "death",
            Reason::OptOut => "opt_out",
            Reason::Hours => "hours",
            Reason::Inconvenient => "inconvenient",
            Reason::Workplace => "workplace",
            Reason::SevenCalls => "seven_calls",
            Reason::RecentTalk => "recent_talk",
            Reason::Moratorium => "moratorium",
        }
    }
}

/// A set of reasons.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Reasons(u16);

impl Reasons {
    pub const NONE: Reasons = Reasons(0);
    pub const EVERY: Reasons = Reasons((1 << 12) - 1);

    pub const fn one(reason: Reason) -> Reasons {
        Reasons(reason as u16)
    }

    pub const fn of(reasons: &[Reason]) -> Reasons {
        let mut rest = reasons;
        let mut bits = 0;
        while let [first, others @ ..] = rest {
            bits |= *first as u16;
            rest = others;
        }
        Reasons(bits)
    }

    /// The reason where `is` is 1, and nothing where it is 0: so that a row is judged without a branch.
    pub(super) fn when(reason: Reason, is: bool) -> Reasons {
        Reasons(u16::from(is) * reason as u16)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub const fn has(self, reason: Reason) -> bool {
        self.0 & reason as u16 != 0
    }

    /// Those in either.
    pub const fn or(self, other: Reasons) -> Reasons {
        Reasons(self.0 | other.0)
    }

    /// Those of this set that are not in `other`.
    pub const fn without(self, other: Reasons) -> Reasons {
        Reasons(self.0 & !other.0)
    }

    /// One bit a reason, in the order of [`Reason::ALL`].
    pub const fn bits(self) -> u16 {
        self.0
    }

    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |r| self.has(*r))
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Reason::as_str)).finish()
    }
}
