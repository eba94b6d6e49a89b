//! The set-up of texts, and a provider on this machine that takes, refuses and loses its answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use casework::ports::{Courier, CourierError, Parcel};
use conduct::{Packs, Permit, Question, Standing, decide};
use facts::{Case, Channel, Firm, Verdict};
use words::compose::{Block, Message};

use super::sms::{Card, Secret, Sms};

const CARD: &str = r#"
url = "URL"
country = "GB"
sender = "long_number"
use = "conversation"
secret_file = "sms.secret"
[headers]
Authorization = "Bearer x"
[body]
To = "{to}"
Body = "{text}"
Ref = "{id}"
"#;

fn card(url: &str, more: &[(&str, &str)]) -> Card {
    let text = more.iter().fold(CARD.replace("URL", url), |text, (from, to)| text.replace(from, to));
    toml::from_str(&text).unwrap()
}

fn firm(capacity: &str) -> Firm {
    serde_json::from_value(serde_json::json!({"name": "Kindly", "capacity": capacity})).unwrap()
}

#[test]
fn what_is_forbidden_or_cannot_work_is_no_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let check = |more: &[(&str, &str)]| card("https://sms.example", more).check(&firm("agent"), folder.path());
    assert!(check(&[]).unwrap_err().to_string().contains("can't be read"));
    std::fs::write(folder.path().join("sms.secret"), "short\n").unwrap();
    assert!(check(&[]).unwrap_err().to_string().contains("longer secret"));
    std::fs::write(folder.path().join("sms.secret"), "a secret of both sides\n").unwrap();
    assert!(check(&[]).is_ok());
    for (more, says) in [
        (
            &[("GB", "US"), ("long_number", "10dlc"), ("conversation", "third_party_collection")][..],
            "write e-mails and letters",
        ),
        (&[("long_number", "alphanumeric")], "use a long number"),
        (&[("conversation", "first_party_collection")], "acts for others"),
        (&[("https://", "http://")], "not encrypted"),
        (&[("{text}", "hello")], "no field holds `{text}`"),
    ] {
        let why = check(more).unwrap_err().to_string();
        assert!(why.contains(says), "{why}");
    }
}

/// A permit, by the first case of the corpus that permits.
pub(super) fn permit() -> Permit {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/us/1006.14");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let permits = files.iter().filter_map(|file| {
        let case: Case = serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at()).ok()?;
        let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
        (decision.verdict == Some(Verdict::Permit)).then(|| decision.permit()).flatten()
    });
    permits.into_iter().next().expect("a case that permits")
}

fn parcel() -> Parcel {
    let message =
        Message { subject: String::new(), blocks: vec![Block::Paragraph("You have opted out & \"done\".".to_owned())] };
    Parcel {
        id: "outb_1".to_owned(),
        to: "+447700900123".to_owned(),
        to_name: "Ada".to_owned(),
        ..Parcel::new(Channel::Text, message)
    }
}

/// Answers one request with `answer`, or hangs up where it is empty; gives what it got: head and body.
fn provider(answer: &'static str) -> (String, Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let (give, got) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut head, mut line) = (String::new(), String::new());
        while reader.read_line(&mut line).unwrap() > 2 {
            head.push_str(&line.to_lowercase());
            line.clear();
        }
        let length = head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap().trim().parse().unwrap();
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        give.send((head, body)).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
    });
    (url, got)
}

const TAKEN: &str = "HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsm42";

#[test]
fn a_text_is_signed_and_its_fields_are_filled() {
    let secret = || Secret::of(b"a secret of both sides");
    let (url, got) = provider(TAKEN);
    let mut sms = Sms::new(card(&url, &[("[headers]", "knows_again_by = \"Idempotency-Key\"\n[headers]")]), secret());
    assert_eq!(sms.send(permit(), &parcel()).unwrap().receipt, "202 sm42");
    let (head, body) = got.recv().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&body),
        r#"{"Body":"You have opted out & \"done\".","Ref":"outb_1","To":"+447700900123"}"#
    );
    assert!(head.contains(&format!("x-forbear-signature: {}", secret().sign(&body))), "{head}");
    assert!(head.contains("idempotency-key: outb_1") && head.contains("authorization: bearer x"), "{head}");
    let (url, got) = provider(TAKEN);
    let mut form = Sms::new(card(&url, &[("[headers]", "format = \"form\"\n[headers]")]), secret());
    form.send(permit(), &parcel()).unwrap();
    let body = got.recv().unwrap().1;
    assert_eq!(
        String::from_utf8_lossy(&body),
        "Body=You%20have%20opted%20out%20%26%20%22done%22.&Ref=outb_1&To=%2B447700900123"
    );
}

#[test]
fn what_a_provider_answers_says_whether_to_ask_again() {
    let send = |answer: &'static str| {
        let (url, _got) = provider(answer);
        Sms::new(card(&url, &[]), Secret::of(b"a secret of both sides")).send(permit(), &parcel()).unwrap_err()
    };
    assert!(matches!(send("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"), CourierError::Never { .. }));
    assert!(matches!(send("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n"), CourierError::Later(_)));
    assert!(matches!(send("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"), CourierError::Unclear(_)));
    assert!(matches!(send(""), CourierError::Unclear(_)), "it may have been sent");
}
