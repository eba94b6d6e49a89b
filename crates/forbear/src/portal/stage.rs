//! What the portal's tests need: an installation with one invented person, and a browser without script.

use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use casework::deliver::link_to_page;
use casework::invent;
use casework::place::{Before, Placement, place_accounts};
use facts::Entry;
use store::DossierId;
use tower::ServiceExt;

use crate::clock::now;
use crate::inbound::CardHook;
use crate::installation::Where;
use crate::web::{Web, public};

/// An installation with one invented person.
pub(super) struct Stage {
    pub(super) web: Web,
    pub(super) ada: DossierId,
    cards: Option<CardHook>,
    _folder: tempfile::TempDir,
}

pub(super) const ZIP: &str = "12207";

/// A browser with one cookie.
#[derive(Default)]
pub(super) struct Browser {
    pub(super) cookie: String,
}

pub(super) struct Shown {
    pub(super) status: StatusCode,
    pub(super) to: String,
    pub(super) html: String,
    pub(super) headers: axum::http::HeaderMap,
}

pub(super) fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let place = Where::of(folder.path(), None);
    let web = Web { store: place.store().unwrap(), house: Arc::new(place.house().unwrap()) };
    let placement = Placement {
        creditor: "demo".to_owned(),
        creditor_name: "Mockbank".to_owned(),
        file_hash: "invented".to_owned(),
        file_name: String::new(),
        before: Before::None,
    };
    let today = now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut account =
        (0..30).map(|index| invent::account(index, 1, today)).find(|a| a.address.country == "US").unwrap();
    account.address.postcode = Some(ZIP.to_owned());
    place_accounts(&web.store, &placement, now(), std::iter::once(account)).unwrap();
    let ada = web.store.read(|tx| store::dossier::list(tx, store::dossier::Which::All, None, 1)).unwrap()[0].id;
    Stage { web, ada, cards: None, _folder: folder }
}

impl Stage {
    pub(super) fn with_cards(self, hook: CardHook) -> Stage {
        Stage { cards: Some(hook), ..self }
    }

    pub(super) fn link(&self) -> String {
        format!("/p/{}", self.web.store.write(|tx| link_to_page(tx, self.ada, now())).unwrap())
    }

    pub(super) fn log(&self) -> Vec<Entry> {
        self.web.store.read(|tx| casework::dossier::log(tx, self.ada)).unwrap()
    }

    pub(super) fn signed_in(&self) -> Browser {
        let mut browser = Browser::default();
        let shown = browser.send(self, &self.link(), &[("postcode", ZIP)]);
        assert_eq!((shown.status, shown.to.as_str()), (StatusCode::SEE_OTHER, "/home"), "{}", shown.html);
        browser
    }

    async fn ask(&self, request: Request<Body>) -> Response<Body> {
        let mut router = public(self.web.clone());
        if let Some(hook) = &self.cards {
            router = router.layer(Extension(Arc::new(hook.clone())));
        }
        router.oneshot(request).await.unwrap()
    }
}

impl Browser {
    pub(super) fn go(&mut self, stage: &Stage, method: &str, path: &str, body: String) -> Shown {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let answer = stage.ask(request).await;
            let (status, headers) = (answer.status(), answer.headers().clone());
            let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            if let Some((pair, _)) = text(header::SET_COOKIE).split_once(';') {
                self.cookie = pair.to_owned();
            }
            let to = text(header::LOCATION);
            let html = String::from_utf8(to_bytes(answer.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap();
            Shown { status, to, html, headers }
        })
    }

    pub(super) fn see(&mut self, stage: &Stage, path: &str) -> Shown {
        self.go(stage, "GET", path, String::new())
    }

    /// Sends a form without the fields that a page of ours would have.
    pub(super) fn send(&mut self, stage: &Stage, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.go(stage, "POST", path, encoded(fields))
    }

    /// Opens a page, and the hidden fields of its form with this action.
    pub(super) fn form(&mut self, stage: &Stage, page: &str, action: &str) -> Vec<(String, String)> {
        let shown = self.see(stage, page);
        assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.html);
        hidden(&shown.html, action)
    }

    /// Fills in a form of a page and sends it.
    pub(super) fn fill(&mut self, stage: &Stage, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
        let hidden = self.form(stage, page, action);
        self.send_all(stage, action, &hidden, fields)
    }

    pub(super) fn send_all(
        &mut self,
        stage: &Stage,
        action: &str,
        hidden: &[(String, String)],
        fields: &[(&str, &str)],
    ) -> Shown {
        let all: Vec<(&str, &str)> =
            hidden.iter().map(|(n, v)| (n.as_str(), v.as_str())).chain(fields.iter().copied()).collect();
        self.send(stage, action, &all)
    }
}

pub(super) fn hidden(html: &str, action: &str) -> Vec<(String, String)> {
    let form = html.split("<form").find(|part| part.contains(&format!("action=\"{action}\""))).unwrap();
    let form = form.split("</form>").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |part: &str| {
        let (name, rest) = part.split_once('"').unwrap();
        let value = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        (name.to_owned(), value.to_owned())
    };
    inputs.map(pair).collect()
}

pub(super) fn encoded(fields: &[(&str, &str)]) -> String {
    let safe = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    fields.iter().map(|(n, v)| format!("{}={}", safe(n), safe(v))).collect::<Vec<_>>().join("&")
}
