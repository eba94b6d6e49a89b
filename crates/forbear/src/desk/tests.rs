//! The desk through its own addresses: who gets in, who may do what, and an agent's first hour.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::invent;
use casework::place::{Placement, place_accounts};
use casework::staff::Role;
use store::DossierId;
use store::access::user;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::router;
use crate::clock::now;
use crate::installation::Where;
use crate::password;
use crate::web::Web;

const PASSWORD: &str = "a kind word in time";

/// A desk with a few invented people, and one of each role.
struct Desk {
    web: Web,
    runtime: Runtime,
    people: Vec<DossierId>,
    _folder: tempfile::TempDir,
}

/// What came back.
struct Answer {
    status: StatusCode,
    location: String,
    cookie: String,
    page: String,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let place = Where::of(folder.path(), None);
        let web = Web { store: place.store().unwrap(), house: Arc::new(place.house().unwrap()) };
        let secret = password::hash(PASSWORD).unwrap();
        web.store
            .write(|tx| {
                for role in Role::ALL {
                    user::add(tx, role.as_str(), role.as_str(), &secret, now())?;
                }
                Ok::<_, store::StoreError>(())
            })
            .unwrap();
        let placement = Placement {
            creditor: "demo".to_owned(),
            creditor_name: "Mockbank (invented)".to_owned(),
            file_hash: "invented".to_owned(),
            file_name: String::new(),
            before: casework::place::Before::None,
        };
        let today = now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let accounts = (0..40).map(|index| {
            let mut account = invent::account(index, 1, today);
            account.mobile.get_or_insert_with(|| "+12125550142".to_owned());
            account
        });
        place_accounts(&web.store, &placement, now(), accounts).unwrap();
        let rows = web.store.read(|tx| store::dossier::list(tx, store::dossier::Which::All, None, 100)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        Desk { web, runtime, people: rows.into_iter().map(|row| row.id).collect(), _folder: folder }
    }

    fn ask(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let answer = router(self.web.clone()).oneshot(request).await.unwrap();
            let head = |name| {
                let value = answer.headers().get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap());
                value.unwrap_or_default().to_owned()
            };
            let (location, cookie, status) = (head(header::LOCATION), head(header::SET_COOKIE), answer.status());
            let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap();
            Answer { status, location, cookie, page: String::from_utf8(body.to_vec()).unwrap() }
        })
    }

    fn get(&self, cookie: &str, path: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap())
    }

    fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
    }

    /// Signs in; the cookie as a browser sends it back.
    fn sign_in(&self, name: &str) -> String {
        let answer = self.post("", "/sign-in", &format!("name={name}&password={}", PASSWORD.replace(' ', "+")));
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.page);
        answer.cookie.split(';').next().unwrap().to_owned()
    }

    /// The hidden fields of the first form on a page, as they are sent back.
    fn hidden(&self, cookie: &str, path: &str) -> String {
        let page = self.get(cookie, path).page;
        let value = |name: &str| {
            let start = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
            page.get(start..).unwrap().split('"').next().unwrap().to_owned()
        };
        format!("csrf={}&form={}", value("csrf"), value("form"))
    }
}

/// Every address that shows something, with who may see it.
fn pages(person: DossierId) -> Vec<(String, &'static [&'static str])> {
    const SEE: &[&str] = &["agent", "lead", "compliance"];
    const ALL: &[&str] = &["agent", "lead", "compliance", "admin"];
    let mut pages: Vec<(String, &'static [&'static str])> =
        ["/", "/people", "/decisions", "/outbox", "/inbox", "/tasks"]
            .into_iter()
            .map(|path| (path.to_owned(), SEE))
            .collect();
    pages.push((format!("/people/{person}"), SEE));
    pages.push((format!("/people/{person}/money"), SEE));
    pages.push((format!("/people/{person}/danger"), SEE));
    pages.push(("/bank".to_owned(), SEE));
    pages.push(("/matches".to_owned(), SEE));
    pages.push((format!("/people/{person}/write"), &["agent", "lead"]));
    pages.push(("/report".to_owned(), &["lead", "compliance"]));
    pages.push(("/stop".to_owned(), ALL));
    pages.push(("/staff".to_owned(), &["admin"]));
    pages
}

#[test]
fn nobody_sees_anything_without_signing_in() {
    let desk = Desk::new();
    for (path, _) in pages(desk.people[0]) {
        for cookie in ["", "forbear_desk=", &format!("forbear_desk={}", "0".repeat(64)), "forbear_desk=none"] {
            let answer = desk.get(cookie, &path);
            assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("/sign-in?next={path}")));
            assert!(answer.page.is_empty(), "{path}: {}", answer.page);
        }
    }
    for path in ["/stop", "/people/1/call", "/staff", "/sign-out"] {
        assert_ne!(desk.post("", path, "reason=because").status, StatusCode::SEE_OTHER, "{path}");
    }
    assert!(desk.web.store.read(casework::switch::stopped).unwrap().is_none());
}

#[test]
fn each_role_sees_what_it_is_here_for() {
    let desk = Desk::new();
    for role in Role::ALL {
        let cookie = desk.sign_in(role.as_str());
        for (path, who) in pages(desk.people[0]) {
            let expected = if who.contains(&role.as_str()) { StatusCode::OK } else { StatusCode::FORBIDDEN };
            let answer = desk.get(&cookie, &path);
            assert_eq!(answer.status, expected, "{} at {path}: {}", role.as_str(), answer.page);
        }
    }
}

#[test]
fn guessing_rests_and_a_closed_account_is_out_at_once() {
    let desk = Desk::new();
    for _ in 0..8 {
        assert_eq!(desk.post("", "/sign-in", "name=lead&password=wrong").status, StatusCode::UNAUTHORIZED);
    }
    let right = format!("name=lead&password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(desk.post("", "/sign-in", &right).status, StatusCode::TOO_MANY_REQUESTS, "even the right one waits");
    let agent = desk.sign_in("agent");
    assert_eq!(desk.get(&agent, "/").status, StatusCode::OK, "others are not kept out");
    let password = PASSWORD.replace(' ', "+");
    let begins = |name: &str| desk.post("", "/sign-in", &format!("name={name}&password={password}&next=/")).location;
    assert_eq!((begins("admin").as_str(), begins("agent").as_str()), ("/staff", "/"));
    let admin = desk.sign_in("admin");
    let id = desk.web.store.read(|tx| user::by_name(tx, "agent")).unwrap().unwrap().id;
    let form = desk.hidden(&admin, "/staff");
    let closed = desk.post(&admin, &format!("/staff/{id}"), &format!("{form}&role=agent&state=closed&password="));
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.page);
    assert_eq!(desk.get(&agent, "/").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_form_of_another_session_changes_nothing() {
    let desk = Desk::new();
    let (agent, lead) = (desk.sign_in("agent"), desk.sign_in("lead"));
    let theirs = desk.hidden(&lead, "/stop");
    for form in [theirs.as_str(), "", "csrf=0&form=0", &theirs.replace("csrf=", "csrf=x")] {
        let answer = desk.post(&agent, "/stop", &format!("{form}&reason=a+reason"));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
    }
    assert!(desk.web.store.read(casework::switch::stopped).unwrap().is_none());
    let own = desk.hidden(&agent, "/stop");
    assert_eq!(desk.post(&agent, "/stop", &format!("{own}&reason=a+reason")).status, StatusCode::SEE_OTHER);
    assert!(desk.web.store.read(casework::switch::stopped).unwrap().is_some());
    // An agent may stop everything, and not let it go on.
    let own = desk.hidden(&agent, "/stop");
    assert_eq!(desk.post(&agent, "/go-on", &format!("{own}&reason=a+reason")).status, StatusCode::FORBIDDEN);
    let (lead_form, officer) = (desk.hidden(&lead, "/stop"), desk.sign_in("compliance"));
    desk.post(&lead, "/go-on", &format!("{lead_form}&reason=mended"));
    assert!(desk.web.store.read(casework::switch::stopped).unwrap().is_some(), "one is not enough");
    let form = desk.hidden(&officer, "/stop");
    desk.post(&officer, "/go-on", &format!("{form}&reason=looked+at+it"));
    assert!(desk.web.store.read(casework::switch::stopped).unwrap().is_none());
}

#[test]
fn an_agents_first_hour() {
    let desk = Desk::new();
    let agent = desk.sign_in("agent");
    let person = desk.people[0];
    let path = format!("/people/{person}");
    assert!(!desk.get(&agent, &path).page.contains("+12125550142"), "no number without a permit");
    // She asks whether she may call; whatever the hour, the gate answers, and the answer is kept.
    let form = desk.hidden(&agent, &path);
    let answer = desk.post(&agent, &format!("{path}/call"), &format!("{form}&to=mobile&purpose=reply"));
    let decisions = desk.web.store.read(|tx| store::decision::of_dossier(tx, person, None, 9)).unwrap();
    assert_eq!(decisions.len(), 1);
    if decisions[0].verdict == "permit" {
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, format!("{path}/call").as_str()));
        assert!(desk.get(&agent, &format!("{path}/call")).page.contains("tel:"));
    } else {
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.page.contains("Not now") && !answer.page.contains("tel:"), "{}", answer.page);
        assert_eq!(desk.get(&agent, &format!("{path}/call")).status, StatusCode::NOT_FOUND);
    }
    // They tell her something; the same form twice is one message.
    let form = desk.hidden(&agent, &path);
    let told = format!("{form}&channel=in_person&words=Please+stop+texting+me.+I+lost+my+job.");
    let first = desk.post(&agent, &format!("{path}/told"), &told);
    assert!(first.status == StatusCode::OK && first.page.contains("It is written down"), "{}", first.page);
    let events = || desk.web.store.read(|tx| store::event::list(tx, person)).unwrap().len();
    let before = events();
    assert!(desk.post(&agent, &format!("{path}/told"), &told).page.contains("taken in before"));
    assert_eq!(events(), before);
    assert!(desk.get(&agent, &path).page.contains("Please stop texting me."), "in their own words, on top");
    // The drill says truly whether anything is stopped: a look stops nothing, a press does.
    let danger = format!("{path}/danger");
    assert!(desk.get(&agent, &danger).page.contains("Nothing is stopped yet"));
    let form = desk.hidden(&agent, &path);
    assert_eq!(desk.post(&agent, &danger, &form).status, StatusCode::SEE_OTHER);
    assert!(desk.get(&agent, &danger).page.contains("Nothing goes out to them by itself any more"));
    // She promises, and takes what waits.
    let form = desk.hidden(&agent, &path);
    let promise =
        desk.post(&agent, &format!("{path}/promises"), &format!("{form}&what=call+back&day=2001-01-01&time="));
    assert_eq!(promise.status, StatusCode::UNPROCESSABLE_ENTITY, "a day that is past");
    let day = now().to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().unwrap().tomorrow().unwrap();
    let promise =
        desk.post(&agent, &format!("{path}/promises"), &format!("{form}&what=call+back&day={day}&time=14:00"));
    assert_eq!(promise.status, StatusCode::SEE_OTHER, "{}", promise.page);
    assert!(desk.get(&agent, &path).page.contains("We promised: call back"));
    let task = desk.web.store.read(|tx| store::task::of_dossier(tx, person)).unwrap()[0].id;
    let form = desk.hidden(&agent, &path);
    assert_eq!(desk.post(&agent, &format!("/tasks/{task}/take"), &form).status, StatusCode::SEE_OTHER);
    let lead = desk.sign_in("lead");
    let theirs = desk.hidden(&lead, &path);
    let taken = desk.post(&lead, &format!("/tasks/{task}/take"), &theirs);
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.page.contains("taken by agent"), "{}", taken.page);
}

#[test]
fn people_are_found_by_the_whole_of_a_name_or_number() {
    let desk = Desk::new();
    let agent = desk.sign_in("agent");
    let name = desk.web.store.read(|tx| store::dossier::get(tx, desk.people[3])).unwrap().unwrap();
    let profile: casework::place::Profile = serde_json::from_slice(&name.profile.unwrap()).unwrap();
    for sought in [profile.name.to_uppercase(), profile.reference.clone(), desk.people[3].to_string()] {
        let page = desk.get(&agent, &format!("/people?find={}", sought.replace(' ', "+"))).page;
        assert!(page.contains(&desk.people[3].to_string()), "{sought}: {page}");
    }
    let page = desk.get(&agent, "/people?find=Nobody+At+All").page;
    assert!(page.contains("Nobody is found by that"), "{page}");
}
