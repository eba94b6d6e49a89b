//! Mails of every shape, and what is read from them.

use super::mail::read;
use super::report::ReportKind;

const OURS: &str = "outb_0000000000001";

fn mail(headers: &str, body: &str) -> Vec<u8> {
    format!("From: Ada Sample <ada@example.com>\r\nMessage-ID: <m1@example.com>\r\n{headers}\r\n{body}").into_bytes()
}

#[test]
fn plain_text_with_a_quotation_and_a_thread() {
    let raw = mail(
        &format!("Subject: Re: Your account\r\nIn-Reply-To: <x@y>\r\nReferences: <{OURS}@kindly.example> <x@y>\r\n"),
        "this isn't mine\r\n\r\nOn Tue, Amara wrote:\r\n> To stop, reply STOP.\r\n",
    );
    let mail = read(&raw);
    assert_eq!(
        (mail.from.as_str(), mail.id.as_str(), mail.text.as_str()),
        ("ada@example.com", "m1@example.com", "this isn't mine")
    );
    assert_eq!(mail.answers.map(|id| id.to_string()).as_deref(), Some(OURS));
    assert!(!mail.is_automatic && mail.report.is_none() && mail.attachments.is_empty());
}

#[test]
fn html_alone_charsets_and_transfer_encodings() {
    let html = mail(
        "Content-Type: text/html; charset=utf-8\r\nSubject: Re: x\r\n",
        "<p>Not&nbsp;mine</p><blockquote>reply STOP</blockquote>",
    );
    assert_eq!(read(&html).text.replace('\u{a0}', " "), "Not mine");
    let mut latin = mail("Content-Type: text/plain; charset=iso-8859-1\r\nSubject: Re: x\r\n", "No es m");
    latin.extend_from_slice(b"\xeda");
    assert_eq!(read(&latin).text, "No es mía");
    let quoted = mail(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nSubject: Re: x\r\n",
        "No es m=C3=ADa =\r\ny basta",
    );
    assert_eq!(read(&quoted).text, "No es mía y basta");
    let base64 = mail(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nSubject: Re: x\r\n",
        "bm90IG1pbmU=",
    );
    assert_eq!(read(&base64).text, "not mine");
    let chinese = mail(
        "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\nSubject: Re: x\r\n",
        "xOO6ww==",
    );
    assert_eq!(read(&chinese).text, "你好");
}

#[test]
fn a_subject_that_says_something_is_heard_and_one_of_ours_is_not() {
    assert_eq!(read(&mail("Subject: STOP\r\n", "")).text, "STOP");
    assert_eq!(read(&mail("Subject: Not my debt\r\n", "Please check.")).text, "Not my debt.\nPlease check.");
    assert_eq!(read(&mail("Subject: RE: To stop e-mails\r\n", "Thanks")).text, "Thanks");
}

#[test]
fn attachments_are_named_and_the_words_beside_them_heard() {
    let body = "--b\r\nContent-Type: text/plain\r\n\r\nHere is the receipt.\r\n--b\r\nContent-Type: application/pdf; name=receipt.pdf\r\n\
                Content-Disposition: attachment; filename=receipt.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n";
    let mail =
        read(&mail("Subject: Re: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", body));
    assert_eq!((mail.text.as_str(), mail.attachments), ("Here is the receipt.", vec!["receipt.pdf".to_owned()]));
}

#[test]
fn broken_mime_is_read_as_far_as_it_goes_and_never_an_error() {
    let open = mail(
        "Subject: Re: x\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nnot mine",
    );
    assert_eq!(read(&open).text, "not mine");
    let boundless = mail("Subject: Re: x\r\nContent-Type: multipart/mixed\r\n", "not mine");
    assert!(read(&boundless).text.contains("not mine"), "{:?}", read(&boundless));
    for junk in [
        &b"\x00\xff\xfe\x01"[..],
        b"hello",
        b"From:\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n--\r\n",
    ] {
        assert_eq!(read(junk).from, "", "{junk:?}");
    }
    let deep = (0..500).fold("x".to_owned(), |inner, n| {
        format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{inner}\r\n--b{n}--")
    });
    assert_eq!(read(&mail(&deep, "")).from, "ada@example.com");
    // Without an id of its own a mail is known again by all of its bytes.
    assert_eq!(read(b"From: a@b.c\r\n\r\nhello").id, read(b"From: a@b.c\r\n\r\nhello").id);
    assert_ne!(read(b"From: a@b.c\r\n\r\nhello").id, read(b"From: a@b.c\r\n\r\nhello!").id);
}

#[test]
fn machines_are_not_answered() {
    for header in [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Autoreply: yes",
        "List-Id: <x.example>",
        "Return-Path: <>",
    ] {
        assert!(read(&mail(&format!("{header}\r\n"), "I am away")).is_automatic, "{header}");
    }
    assert!(!read(&mail("Auto-Submitted: no\r\n", "I am here")).is_automatic);
}

fn dsn(action: &str, status: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nMessage-ID: <b1@mx.example>\r\nSubject: Undelivered\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; ada@example.com\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 5.1.1\r\n  no such user\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{OURS}@kindly.example>\r\nSubject: ours\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_bounce_names_our_mail_the_address_and_why() {
    let report = read(&dsn("failed", "5.1.1")).report.unwrap();
    assert_eq!(report.kind, ReportKind::Undeliverable);
    assert_eq!(report.about.map(|id| id.to_string()).as_deref(), Some(OURS));
    assert_eq!(report.recipient.as_deref(), Some("ada@example.com"));
    assert_eq!(report.why, "smtp; 550 5.1.1 no such user");
    assert_eq!(read(&dsn("delayed", "4.4.7")).report.unwrap().kind, ReportKind::Passing);
    assert_eq!(read(&dsn("failed", "4.4.7")).report.unwrap().kind, ReportKind::Passing);
}

#[test]
fn a_complaint_names_our_mail() {
    let raw = format!(
        "From: fbl@isp.example\r\nMessage-ID: <c1@isp.example>\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nAbuse.\r\n\
         --b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: <ada@example.com>\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: hello@kindly.example\r\nMessage-ID: <{OURS}@kindly.example>\r\n\r\nours\r\n--b--\r\n"
    );
    let report = read(raw.as_bytes()).report.unwrap();
    assert_eq!((report.kind, report.recipient.as_deref()), (ReportKind::Unwanted, Some("ada@example.com")));
    assert_eq!(report.about.map(|id| id.to_string()).as_deref(), Some(OURS));
}

mod one_click {
    //! RFC 8058 by the served addresses: looking changes nothing, pressing stops, twice is once.

    use std::sync::Arc;

    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use casework::deliver::STOP_EMAIL;
    use jiff::SignedDuration;
    use store::event::{NewEvent, Recorded};
    use tower::ServiceExt;

    use crate::clock::now;
    use crate::installation::Where;
    use crate::web::{Web, public};

    fn ask(web: &Web, method: &str, path: &str) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let answer = public(web.clone()).oneshot(request).await.unwrap();
            let status = answer.status();
            let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap();
            (status, String::from_utf8(body.to_vec()).unwrap())
        })
    }

    #[test]
    fn a_look_changes_nothing_and_a_press_stops() {
        let folder = tempfile::tempdir().unwrap();
        let place = Where::of(folder.path(), None);
        let web = Web { store: place.store().unwrap(), house: Arc::new(place.house().unwrap()) };
        let moment = now();
        let body = br#"{"id":"e","recorded":"2026-11-24","by":"x","fact":{"house":{"event":"recorded","at":"2026-11-24","people":[{"id":"p1","role":"consumer","name":"Ada"}],"endpoints":[{"id":"email","kind":"email","value":"a@b.c","person":"p1"}]}}}"#;
        let event = NewEvent { id: "e", at: moment, known: moment, kind: "recorded", body };
        let (ada, tokens) = web
            .store
            .write(|tx| {
                let new = store::dossier::NewDossier {
                    creditor: "c",
                    state: "open",
                    due_at: None,
                    profile: b"{}",
                    standing: b"",
                    standing_version: 0,
                    events: &[event],
                };
                let ada = store::dossier::create(tx, &new, Recorded { at: moment, by: "x" })?;
                let later = moment + SignedDuration::from_hours(1);
                let mut link = |purpose: &str| {
                    let (_, token) = store::access::link::add(tx, ada, purpose, moment, later)?;
                    Ok::<_, store::StoreError>(token.iter().map(|b| format!("{b:02x}")).collect::<String>())
                };
                Ok::<_, store::StoreError>((ada, [link(STOP_EMAIL)?, link("portal")?]))
            })
            .unwrap();
        let events = || web.store.read(|tx| store::event::list(tx, ada)).unwrap().len();
        let path = format!("/u/{}", tokens[0]);
        let (status, page) = ask(&web, "GET", &path);
        assert!(status == StatusCode::OK && page.contains("<form method=\"post\">"), "{page}");
        assert_eq!(events(), 1, "a scanner that looks stops nothing");
        for _ in 0..2 {
            let (status, page) = ask(&web, "POST", &path);
            assert!(status == StatusCode::OK && page.contains("You have opted out"), "{page}");
            assert_eq!(events(), 2, "twice is once");
        }
        for other in [format!("/u/{}", tokens[1]), format!("/u/{}", "0".repeat(64)), "/u/short".to_owned()] {
            assert_eq!(ask(&web, "POST", &other).0, StatusCode::NOT_FOUND, "{other}");
        }
        assert_eq!(events(), 2);
    }
}

mod texts {
    //! The webhook of texts: signed, once, and never believed unsigned.

    use std::sync::Arc;

    use axum::Extension;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    use crate::couriers::{Names, SIGNATURE, Secret};
    use crate::inbound::Hook;
    use crate::installation::Where;
    use crate::web::{Web, public};

    #[test]
    fn a_signed_text_comes_in_once_and_a_forged_one_never() {
        let folder = tempfile::tempdir().unwrap();
        let place = Where::of(folder.path(), None);
        let web = Web { store: place.store().unwrap(), house: Arc::new(place.house().unwrap()) };
        let secret = Secret::of(b"a secret of both sides");
        let hook = Arc::new(Hook { secret: secret.clone(), names: Names::default() });
        let bring = |body: &str, signature: String| {
            let request =
                Request::post("/hooks/sms").header(SIGNATURE, signature).body(Body::from(body.to_owned())).unwrap();
            let served = public(web.clone()).layer(Extension(Arc::clone(&hook)));
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async { served.oneshot(request).await.unwrap().status() })
        };
        let waiting = || web.store.read(|tx| store::inbox::waiting(tx, None, 9)).unwrap().len();
        let stop = r#"{"id":"sm1","from":"+12125550199","text":"STOP"}"#;
        for forged in [
            String::new(),
            "sha256=00".to_owned(),
            format!("sha256={}", "0".repeat(64)),
            Secret::of(b"another secret here").sign(stop.as_bytes()),
            secret.sign(b"{}"),
        ] {
            assert_eq!(bring(stop, forged.clone()), StatusCode::UNAUTHORIZED, "{forged}");
        }
        assert_eq!(waiting(), 0, "a forged text leaves nothing");
        assert_eq!(bring(stop, secret.sign(stop.as_bytes())), StatusCode::OK);
        assert_eq!(bring(stop, secret.sign(stop.as_bytes())), StatusCode::OK);
        assert_eq!(waiting(), 1, "twice is once, and a stranger waits for a human");
        for bad in ["", "not json", r#"{"id":"sm2"}"#] {
            assert_eq!(bring(bad, secret.sign(bad.as_bytes())), StatusCode::BAD_REQUEST, "{bad}");
        }
    }
}
