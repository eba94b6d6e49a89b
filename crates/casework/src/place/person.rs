//! From an account to the people, contact points and debts of a dossier.

use conduct::zones::{zones_of_number, zones_of_state};
use facts::{
    Debt, DebtId, Endpoint, EndpointId, EndpointKind, Person, PersonId, Place, Recorded, Residence, Role, Source, When,
};
use serde::{Deserialize, Serialize};

use super::line::Account;

/// The consumer's id in each dossier.
pub const CONSUMER: &str = "p1";

/// What keeps a person from being contacted until somebody finds it out.
pub fn missing_facts(account: &Account) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if account.name.is_none() {
        missing.push("the person's name");
    }
    let address = &account.address;
    let has_post = address.street.is_some() && (address.postcode.is_some() || address.city.is_some());
    if !has_post && account.email.is_none() && account.mobile.is_none() && account.landline.is_none() {
        missing.push("an address, e-mail or telephone number");
    }
    match &account.itemization {
        None => missing.push("the itemisation: date and amount"),
        Some(itemization) if itemization.amount.is_negative() => {
            missing.push("an itemisation that adds up: its first amount is a credit");
        }
        Some(itemization) if itemization.sum() != Some(account.balance) => {
            missing.push("what explains the difference between itemisation and balance");
        }
        Some(_) => {}
    }
    missing
}

/// What a list or a page needs to name a person by; sealed with the person's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub place: String,
    /// The creditor's number of the first account.
    pub reference: String,
    /// What keeps the person from being contacted yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// The dossier of a new person with this account as their first debt.
pub(super) fn recorded(account: &Account, at: When, creditor: &str) -> Recorded {
    let mut endpoints = endpoints(account);
    let zones = zones(account);
    let home = zones.first().map(String::as_str);
    for endpoint in endpoints.iter_mut().filter(|e| matches!(e.kind, EndpointKind::Mobile | EndpointKind::Landline)) {
        endpoint.time_zone = zone_of_number(&endpoint.value, home).map(str::to_owned);
    }
    // A State with several zones: the address stands for the others, so that all of them are reckoned with.
    if let Some(second) = zones.get(1)
        && let Some(first) = endpoints.first_mut()
    {
        first.time_zone = Some(second.clone());
    }
    let person = Person {
        id: consumer(),
        role: Role::Consumer,
        name: account.name.clone().unwrap_or_default(),
        confirmed: None,
        minor: None,
        deceased: None,
        represented: None,
        languages: account.language.iter().cloned().collect(),
        form: None,
        residence: Some(Residence {
            country: account.address.country.clone(),
            region: account.address.region.clone(),
            locality: account.address.city.clone(),
            postcode: account.address.postcode.clone(),
            time_zone: zones.first().cloned(),
        }),
    };
    Recorded { at, people: vec![person], endpoints, debts: vec![debt(account, 1, creditor)] }
}

/// The account as the dossier's debt number `number`.
pub(super) fn debt(account: &Account, number: usize, creditor: &str) -> Debt {
    Debt {
        id: DebtId::numbered("d", number),
        kind: account.kind,
        creditor: account.creditor.clone().unwrap_or_else(|| creditor.to_owned()),
        original_creditor: account.original_creditor.clone(),
        balance: Some(account.balance),
        account_group: None,
        time_barred: None,
        charged_off: account.charged_off,
        financial_product: None,
        documented: None,
        arrears: None,
        accrued: account.accrued,
        incurred: None,
        regular_contact: None,
        last_contact: None,
        agreement: None,
        invoice: None,
    }
}

fn endpoints(account: &Account) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    let mut add = |name: &'static str, kind, value: &str, place| {
        endpoints.push(Endpoint {
            id: EndpointId::named(name),
            kind,
            value: value.to_owned(),
            person: consumer(),
            place,
            time_zone: None,
            domain: None,
            source: Some(Source::Creditor),
        });
    };
    let address = &account.address;
    if let Some(street) = &address.street {
        let rest = [&address.city, &address.region, &address.postcode];
        let mut line = vec![street.clone()];
        line.extend(rest.into_iter().flatten().cloned());
        add("post", EndpointKind::Postal, &line.join(", "), Some(Place::Home));
    }
    if let Some(email) = &account.email {
        add("email", EndpointKind::Email, email, None);
    }
    if let Some(mobile) = &account.mobile {
        add("mobile", EndpointKind::Mobile, mobile, None);
    }
    if let Some(landline) = &account.landline {
        add("landline", EndpointKind::Landline, landline, Some(Place::Home));
    }
    endpoints
}

/// The zone to which a number points. An area with several has here one that differs from home's, as home's is
/// reckoned with already.
fn zone_of_number(number: &str, home: Option<&str>) -> Option<&'static str> {
    let zones = || zones_of_number(number);
    zones().find(|zone| Some(*zone) != home).or_else(|| zones().next())
}

fn zones(account: &Account) -> Vec<String> {
    if let Some(zone) = &account.time_zone {
        return vec![zone.clone()];
    }
    match account.address.country.as_str() {
        "GB" => vec!["Europe/London".to_owned()],
        "US" => {
            let state = account.address.region.as_deref().unwrap_or_default();
            zones_of_state(state).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// The consumer of each dossier.
pub fn consumer() -> PersonId {
    PersonId::named(CONSUMER)
}
