//! Adding what bars: words of theirs, a change in the world, one more call placed, a pack, the house's rules.

use facts::{Ask, Case, Channel, Event, Pack, When};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::facts_of::{is_american, moved};

/// Something that can only forbid more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    StopChannel,
    StopEndpoint,
    Cease,
    RefusesToPay,
    Dispute,
    Attorney,
    Moratorium,
    CallPlaced,
    Inconvenient,
    WithdrawsConsent,
    WrongNumber,
    EmployerForbids,
    Bankruptcy,
    Pack(Pack),
    House,
}

pub fn bar() -> impl Strategy<Value = Bar> {
    use Bar::*;
    prop::sample::select(vec![
        StopChannel,
        StopEndpoint,
        Cease,
        RefusesToPay,
        Dispute,
        Attorney,
        Moratorium,
        CallPlaced,
        CallPlaced,
        Inconvenient,
        WithdrawsConsent,
        WrongNumber,
        EmployerForbids,
        Bankruptcy,
        Pack(facts::Pack::UsDc),
        Pack(facts::Pack::UsMa),
        Pack(facts::Pack::UsNy),
        Pack(facts::Pack::UsNyc),
        Pack(facts::Pack::UsCa),
        House,
        House,
    ])
}

/// Adds the bar, known since some time before the question. Nothing where it doesn't fit the case.
pub fn add(case: &mut Case, bar: Bar, seconds_before: i64) -> Option<()> {
    let Ask::Contact(ask) = &case.ask else { return None };
    let at = before(ask.at, seconds_before);
    // Everything is said by the person asked about, who must be one whose words bind us.
    let person = case.people.iter().find(|p| matches!(p.role, facts::Role::Consumer | facts::Role::Business))?;
    if ask.person.as_ref().is_some_and(|p| *p != person.id) {
        return None;
    }
    let told = |meaning: Value| {
        let mut said = json!({"event": "statement", "at": at, "by": person.id, "via": "letter", "written": true});
        let (Value::Object(said), Value::Object(meaning)) = (&mut said, meaning) else { return Value::Null };
        said.extend(meaning);
        Value::Object(said.clone())
    };
    let channel = ask.channel.as_str();
    let event = match bar {
        Bar::Pack(pack) => {
            if !is_american(case) || case.regime.contains(&pack) {
                return None;
            }
            case.regime.push(pack);
            return Some(());
        }
        // Asked for by the caller: the house is no part of a case.
        Bar::House => return Some(()),
        Bar::StopChannel => told(json!({"means": "stop_channel", "channel": channel})),
        Bar::StopEndpoint => told(json!({"means": "stop_channel", "endpoint": ask.to.as_ref()?})),
        Bar::Cease => told(json!({"means": "cease"})),
        Bar::RefusesToPay => told(json!({"means": "refuses_to_pay"})),
        Bar::Dispute => told(json!({"means": "dispute"})),
        Bar::Attorney => told(json!({"means": "represented"})),
        Bar::Inconvenient => told(json!({"means": "inconvenient", "times": [{}]})),
        Bar::WithdrawsConsent => told(json!({"means": "withdraws_consent"})),
        Bar::WrongNumber => told(json!({"means": "wrong_number", "endpoint": ask.to.as_ref()?})),
        Bar::EmployerForbids => told(json!({"means": "employer_forbids"})),
        Bar::Moratorium => json!({"event": "status", "at": at, "kind": "moratorium", "scheme": "breathing_space"}),
        Bar::Bankruptcy => json!({"event": "status", "at": at, "kind": "bankruptcy", "detail": "filed"}),
        Bar::CallPlaced => {
            let to = ask.to.as_ref().filter(|_| ask.channel == Channel::Call)?;
            let debts = &ask.debts;
            json!({"event": "call", "at": at, "by": "collector", "to": to, "person": person.id, "debts": debts,
                   "purpose": "collect", "outcome": "no_answer"})
        }
    };
    case.history.push(serde_json::from_value::<Event>(event).unwrap());
    Some(())
}

fn before(at: When, seconds: i64) -> When {
    moved(at, -seconds)
}
