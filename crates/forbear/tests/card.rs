//! Card payments by the real program against a processor of the public API's shape: news late, twice, forged, conflicting.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use store::{DossierId, MasterKey, Store};

const MAP: &str = "[file]\ncurrency = \"USD\"\ncountry = \"US\"\npacks = [\"us\"]\n[columns]\naccount = \"Acct\"\n\
    balance = \"Owed\"\nname = \"Name\"\nregion = \"State\"\n[constants]\nkind = \"credit_card\"\n";

/// The processor's side: sessions by id, and the keys under which they were opened.
#[derive(Default)]
struct Pages {
    sessions: BTreeMap<String, Value>,
    keys: BTreeMap<String, String>,
    /// What was sent back, by the keys under which it was asked: the refund, the payment and the amount.
    refunds: BTreeMap<String, (String, (String, i64))>,
}

type Shared = Arc<Mutex<Pages>>;

fn serve(pages: Shared) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &pages);
        }
    });
    address
}

fn answer(stream: TcpStream, pages: &Shared) {
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let (mut length, mut key, mut knows_us) = (0, String::new(), false);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap(),
            "idempotency-key" => key = value.trim().to_owned(),
            "authorization" => knows_us = value.trim() == "Bearer sk_test",
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let form = String::from_utf8(body).unwrap();
    let field = |name: &str| {
        let found = form.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        found.unwrap_or_default().to_owned()
    };
    let mut pages = pages.lock().unwrap();
    let path = line.split(' ').nth(1).unwrap();
    let (status, answer) = if !knows_us {
        (401, json!({"error": {"message": "no such key"}}))
    } else if line.starts_with("POST /v1/checkout/sessions ") {
        let id = format!("cs_{}", pages.sessions.len() + 1);
        let id = pages.keys.entry(key).or_insert(id).clone();
        let amount: i64 = field("line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D").parse().unwrap();
        let session = json!({"id": id, "client_reference_id": field("client_reference_id"), "status": "open",
            "payment_status": "unpaid", "amount_total": amount, "currency": "usd", "payment_intent": null,
            "url": format!("https://pay.example/{id}")});
        (200, pages.sessions.entry(id).or_insert(session).clone())
    } else if line.starts_with("POST /v1/refunds ") {
        let id = format!("re_{}", pages.refunds.len() + 1);
        let sent = (field("payment_intent"), field("amount").parse().unwrap());
        let (id, _) = pages.refunds.entry(key).or_insert((id, sent)).clone();
        (200, json!({"id": id}))
    } else if let Some(payment) = path.split("payment_intent=").nth(1) {
        let found: Vec<&Value> = pages.sessions.values().filter(|s| s["payment_intent"] == payment).collect();
        (200, json!({"data": found}))
    } else {
        let found = pages.sessions.get(path.rsplit('/').next().unwrap());
        found.map_or_else(|| (404, json!({"error": {"message": "no such page"}})), |s| (200, s.clone()))
    };
    let answer = answer.to_string();
    let mut stream = &stream;
    write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}", answer.len())
        .unwrap();
}

struct Shop {
    folder: tempfile::TempDir,
    url: String,
    pages: Shared,
}

impl Shop {
    fn new() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let pages = Shared::default();
        let shop = Shop { url: serve(pages.clone()), folder, pages };
        for (name, text) in [
            ("map.toml", MAP),
            ("one.csv", "Acct,Owed,Name,State\n1,120.50,Ada Sample,NY\n"),
            ("key", "sk_test\n"),
            ("secret", "whsec_test\n"),
        ] {
            std::fs::write(shop.path(name), text).unwrap();
        }
        let (csv, map) = (shop.path("one.csv"), shop.path("map.toml"));
        let placed = shop.run(&["place", &csv, "--creditor", "mock", "--map", &map], "");
        assert!(placed.0, "{placed:?}");
        shop
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str], input: &str) -> (bool, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_forbear"))
            .args(arguments)
            .args(["--dir", &self.path("dir")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses may end before it has read its input.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim().to_owned();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }

    fn store(&self) -> Store {
        let dir = self.path("dir");
        let key = MasterKey::read_or_create(&Path::new(&dir).join("master.key")).unwrap();
        Store::open(&format!("sqlite:{dir}/forbear.db"), &key).unwrap()
    }

    fn ada(&self) -> DossierId {
        self.store().read(|tx| store::dossier::list(tx, store::dossier::Which::All, None, 9)).unwrap()[0].id
    }

    fn owed(&self) -> i64 {
        let ada = self.ada();
        self.store().read(|tx| store::journal::owed(tx, ada)).unwrap().iter().map(|owed| owed.minor).sum()
    }

    fn checkout(&self, key: &str, amount: &str) -> (bool, String, String) {
        let ada = self.ada().to_string();
        let at = ["--processor", &self.url, "--processor-key", &self.path("key")];
        let ask = ["checkout", &ada, amount, "--key", key, "--back", "https://us.example"];
        self.run(&[&ask[..], &at[..]].concat(), "")
    }

    /// Tells an event, signed now by `secret`.
    fn tell(&self, event: &Value, secret: &[u8]) -> (bool, String, String) {
        let body = event.to_string();
        let signature = sign(&body, secret);
        let (at, secret) = (["--processor", &self.url, "--processor-key", &self.path("key")], self.path("secret"));
        let webhook = ["webhook", "--signature", &signature, "--secret", &secret];
        self.run(&[&webhook[..], &at[..]].concat(), &body)
    }

    fn pay(&self, page: &str, payment: &str) {
        let mut pages = self.pages.lock().unwrap();
        let session = pages.sessions.get_mut(page).unwrap();
        session["payment_status"] = json!("paid");
        session["status"] = json!("complete");
        session["payment_intent"] = json!(payment);
    }
}

fn sign(body: &str, secret: &[u8]) -> String {
    let seconds = jiff_now();
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).unwrap();
    mac.update(format!("{seconds}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

/// The program as a server, until it is dropped.
struct Server {
    child: Child,
    /// Held open, for the program goes on to print.
    _lines: Lines<BufReader<ChildStdout>>,
    public: String,
}

impl Server {
    fn start(shop: &Shop) -> Server {
        let dir = shop.path("dir");
        let mut child = Command::new(env!("CARGO_BIN_EXE_forbear"))
            .args(["serve", "--port", "0", "--public-port", "0", "--dir", &dir])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let public = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| line.strip_prefix("for the people we write to: http://").map(str::to_owned));
        Server { child, _lines: lines, public: public.unwrap() }
    }

    /// Brings an event to the webhook: the status and the words of the answer.
    fn hook(&self, body: &str, signature: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.public).unwrap();
        write!(
            stream,
            "POST /hooks/card HTTP/1.1\r\nHost: x\r\nStripe-Signature: {signature}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, words) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), words.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn jiff_now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

fn event(id: &str, kind: &str, object: Value) -> Value {
    json!({"id": id, "type": kind, "data": {"object": object}})
}

#[test]
fn a_page_is_opened_once_and_paid_once_whatever_is_told() {
    let shop = Shop::new();
    let page = shop.checkout("form-1", "20.00 USD");
    assert_eq!((page.0, page.1.as_str()), (true, "https://pay.example/cs_1"), "{page:?}");
    assert_eq!(shop.checkout("form-1", "20.00 USD").1, page.1);
    let other = shop.checkout("form-1", "21.00 USD");
    assert!(!other.0 && other.2.contains("form-1"), "{other:?}");
    let completed = event("evt_1", "checkout.session.completed", json!({"id": "cs_1"}));
    let early = event("evt_0", "checkout.session.completed", json!({"id": "cs_1"}));
    assert_eq!(shop.tell(&early, b"whsec_test").1, "it is not paid yet", "the processor is asked, not believed");
    assert_eq!(shop.owed(), 12_050);
    shop.pay("cs_1", "pi_1");
    let forged = shop.tell(&completed, b"whsec_other");
    assert!(!forged.0 && forged.2.contains("not the processor's"), "{forged:?}");
    assert_eq!(shop.owed(), 12_050);
    for _ in 0..2 {
        assert_eq!(shop.tell(&completed, b"whsec_test").1, "posted");
        assert_eq!(shop.owed(), 10_050);
    }
    let lie = event("evt_1", "checkout.session.completed", json!({"id": "cs_1", "more": 1}));
    assert!(!shop.tell(&lie, b"whsec_test").0, "the same event with other content is a conflict");
    assert_eq!(shop.owed(), 10_050);
}

#[test]
fn news_in_the_wrong_order_come_to_the_same_books() {
    let shop = Shop::new();
    shop.checkout("form-1", "20.00 USD");
    shop.pay("cs_1", "pi_1");
    let dispute = event("evt_2", "charge.dispute.created", json!({"id": "dp_1", "payment_intent": "pi_1"}));
    assert_eq!(shop.tell(&dispute, b"whsec_test").1, "taken back");
    let completed = event("evt_1", "checkout.session.completed", json!({"id": "cs_1"}));
    assert_eq!(shop.tell(&completed, b"whsec_test").1, "posted");
    assert_eq!(shop.owed(), 12_050, "it was paid and taken back, in whatever order it was told");
    let store = shop.store();
    let ada = shop.ada();
    assert_eq!(store.read(|tx| store::journal::of_dossier(tx, ada)).unwrap().len(), 3);
    let strange = event("evt_3", "charge.dispute.created", json!({"id": "dp_2", "payment_intent": "pi_9"}));
    assert_eq!(shop.tell(&strange, b"whsec_test").1, "nothing of it is ours");
    let csv = shop.run(&["statement", &ada.to_string(), "--csv"], "");
    assert_eq!(csv.1.lines().count(), 5, "{}", csv.1);
}

#[test]
fn the_webhook_takes_signed_news_once_in_any_order_and_nothing_else() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    let news = event("evt_1", "checkout.session.completed", json!({"id": "cs_1"})).to_string();
    let signed = sign(&news, b"whsec_test");
    assert_eq!(server.hook(&news, &signed).0, 404, "nothing is set up yet");
    drop(server);
    let card = Path::new(&shop.path("dir")).join("firm.toml");
    let known = std::fs::read_to_string(&card).unwrap();
    let section = format!("[processor]\naddress = \"{}\"\nkey_file = \"key\"\nsecret_file = \"secret\"\n", shop.url);
    std::fs::write(&card, format!("{known}\n{section}")).unwrap();
    for name in ["key", "secret"] {
        std::fs::copy(shop.path(name), card.with_file_name(name)).unwrap();
    }
    let server = Server::start(&shop);
    shop.checkout("form-1", "20.00 USD");
    shop.pay("cs_1", "pi_1");
    for forged in ["", "t=1,v1=00", &sign(&news, b"whsec_other"), &sign(&format!("{news} "), b"whsec_test")] {
        assert_eq!(server.hook(&news, forged).0, 401, "{forged}");
    }
    assert_eq!(server.hook("{}", &sign("{}", b"whsec_test")).0, 400);
    assert_eq!(shop.owed(), 12_050);
    // The chargeback comes before the news that it was paid.
    let dispute = event("evt_2", "charge.dispute.created", json!({"id": "dp_1", "payment_intent": "pi_1"})).to_string();
    assert_eq!(server.hook(&dispute, &sign(&dispute, b"whsec_test")), (200, "taken back".to_owned()));
    for _ in 0..2 {
        assert_eq!(server.hook(&news, &sign(&news, b"whsec_test")), (200, "posted".to_owned()));
    }
    assert_eq!(shop.owed(), 12_050, "paid and taken back");
    let other = event("evt_1", "checkout.session.completed", json!({"id": "cs_1", "more": 1})).to_string();
    assert_eq!(server.hook(&other, &sign(&other, b"whsec_test")).0, 409, "the same event with other content");
    let strange = event("evt_9", "customer.created", json!({"id": "cus_1"})).to_string();
    assert_eq!(server.hook(&strange, &sign(&strange, b"whsec_test")), (200, "nothing follows".to_owned()));
    let unknown = event("evt_8", "checkout.session.completed", json!({"id": "cs_77"})).to_string();
    assert_ne!(server.hook(&unknown, &sign(&unknown, b"whsec_test")).0, 200, "a page that the processor does not know");
}

#[test]
fn what_was_too_much_goes_back_to_the_card_once() {
    let shop = Shop::new();
    shop.checkout("form-1", "150.00 USD");
    shop.pay("cs_1", "pi_1");
    shop.tell(&event("evt_1", "checkout.session.completed", json!({"id": "cs_1"})), b"whsec_test");
    assert_eq!(shop.owed(), 0);
    let ada = shop.ada();
    let store = shop.store();
    let payment = store.read(|tx| store::payment::by_reference(tx, "pi_1")).unwrap().unwrap().id.to_string();
    let refund = |key: &str, amount: &str| {
        let at = ["--processor", &shop.url, "--processor-key", &shop.path("key")];
        let ada = ada.to_string();
        let ask = ["refund", &ada, amount, "--payment", &payment, "--key", key];
        shop.run(&[&ask[..], &at[..]].concat(), "")
    };
    let much = refund("r1", "29.51 USD");
    assert!(!much.0 && much.2.contains("29.50"), "{much:?}");
    assert!(shop.pages.lock().unwrap().refunds.is_empty(), "nothing was asked of the processor");
    assert_eq!(refund("r1", "29.50 USD").1, "$29.50 went back to the card");
    assert_eq!(refund("r1", "29.50 USD").1, "$29.50 went back to the card, as before");
    let sent: Vec<(String, i64)> = shop.pages.lock().unwrap().refunds.values().map(|(_, sent)| sent.clone()).collect();
    assert_eq!(sent, [("pi_1".to_owned(), 2_950)]);
    let told = event("evt_3", "charge.refunded", json!({"id": "ch_1", "payment_intent": "pi_1", "refunded": false}));
    assert_eq!(shop.tell(&told, b"whsec_test").1, "we sent it back ourselves");
    assert_eq!(shop.owed(), 0);
    let trial = store.read(store::journal::trial).unwrap();
    assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0);
}
