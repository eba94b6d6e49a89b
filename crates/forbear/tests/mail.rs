//! A person's e-mail through the mail server's hook, by the program as it runs: what it does to the record, to the
//! outbox, and to tomorrow's round.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use store::dossier::Which;
use store::{DossierId, MasterKey, Store};

const MAP: &str = include_str!("data/ada.toml");
const ADA: &str =
    "Acct,Owed,Name,State,Email,Since,Then\n10000001,120.50,Ada Sample,NY,ada@example.com,2026-08-31,120.50\n";
const STORY: &str = "From: Ada Sample <Ada@Example.com>\r\nTo: hello@kindly.example\r\nSubject: Re: Your account\r\n\
                     Message-ID: <story-1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
                     this isn't mine and stop texting me, I lost my job\r\n\r\nOn Tue, Amara wrote:\r\n> To stop e-mails to this \
                     address, reply STOP.\r\n";

/// An installation with Ada in it.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> House {
        let house = House { folder: tempfile::tempdir().unwrap() };
        std::fs::write(house.folder.path().join("map.toml"), MAP).unwrap();
        std::fs::write(house.folder.path().join("ada.csv"), ADA).unwrap();
        let (code, said) = house.run(&["place", "ada.csv", "--creditor", "mockbank", "--map", "map.toml"], b"");
        assert_eq!(code, 0, "{said}");
        house
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> (i32, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_forbear"))
            .args(arguments)
            .args(["--dir", "house"])
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    fn store(&self) -> Store {
        let key = MasterKey::read_or_create(&self.path().join("house/master.key")).unwrap();
        Store::open(&format!("sqlite:{}", self.path().join("house/forbear.db").display()), &key).unwrap()
    }

    fn ada(&self) -> DossierId {
        self.store().read(|tx| store::dossier::list(tx, Which::All, None, 9)).unwrap()[0].id
    }

    /// The log, an entry a line: its kind, or what a statement means.
    fn log(&self) -> Vec<String> {
        let events = self.store().read(|tx| store::event::list(tx, self.ada())).unwrap();
        events.into_iter().map(|event| String::from_utf8(event.body.unwrap()).unwrap()).collect()
    }

    fn tasks(&self) -> Vec<String> {
        let tasks = self.store().read(|tx| store::task::of_dossier(tx, self.ada())).unwrap();
        tasks.into_iter().map(|t| t.kind).collect()
    }
}

#[test]
fn it_is_not_mine_stop_texting_i_lost_my_job() {
    let house = House::new();
    let (code, said) = house.run(&["receive"], STORY.as_bytes());
    println!("{said}");
    assert_eq!(code, 0, "{said}");
    for part in [
        "message, dispute, hold, stop_channel, handover",
        "a human takes over: they say that something is wrong with the debt",
        "to confirm: they dispute it: not mine; no more by text",
        "offered for consent, not recorded: job_loss",
        "promised: an answer by ",
        "the reply waits as outb_",
    ] {
        assert!(said.contains(part), "`{part}` is missing:\n{said}");
    }
    assert!(!said.contains("Ada") && !said.contains("job,"), "a mail server's log gets no names and no words: {said}");
    let log = house.log();
    let all = log.join("\n");
    assert!(all.contains(r#""means":"stop_channel","channel":"text""#), "{all}");
    assert!(
        !all.contains(r#""channel":"email","means":"stop_channel""#) && !all.contains("cease"),
        "our own quoted words are not hers: {all}"
    );
    assert!(!all.contains(r#""means":"circumstance""#), "recorded only with her consent: {all}");
    assert_eq!(house.tasks(), ["care", "confirm", "consent"]);
    let row = house.store().read(|tx| store::outbox::of_dossier(tx, house.ada(), None, 9)).unwrap().remove(0);
    let reply: Value = serde_json::from_slice(&row.body.unwrap()).unwrap();
    assert_eq!(reply["parcel"]["message"]["subject"], "We have your message");
    assert_eq!(reply["parcel"]["to"], "ada@example.com");
    // Once is once, however often the server brings it.
    let before = house.log().len();
    let (code, said) = house.run(&["receive"], STORY.as_bytes());
    assert!(code == 0 && said.contains("it came in before"), "{said}");
    assert_eq!(house.log().len(), before);
    // Tomorrow, and for weeks, nothing is proposed for her.
    for day in ["2026-11-26", "2026-12-08", "2027-01-05"] {
        let (code, said) = house.run(&["round", "--on", day], b"");
        assert!(code == 0 && !said.contains("queued: email") && !said.contains("queued: letter"), "{said}");
    }
    let rows = house.store().read(|tx| store::outbox::of_dossier(tx, house.ada(), None, 9)).unwrap();
    assert_eq!(rows.len(), 1, "the reply, and nothing after it");
    let (code, said) = house.run(&["verify"], b"");
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_folder_is_taken_in_once_and_one_bad_file_keeps_no_other_out() {
    let house = House::new();
    let folder = house.path().join("in");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("1-empty.eml"), "").unwrap();
    std::fs::write(folder.join("2-story.eml"), STORY).unwrap();
    std::fs::write(
        folder.join("3-away.eml"),
        "From: ada@example.com\r\nAuto-Submitted: auto-replied\r\n\r\nI am away. Stop.",
    )
    .unwrap();
    std::fs::write(folder.join("4-junk.eml"), [0_u8, 255, 13, 10, 1]).unwrap();
    let (code, said) = house.run(&["receive", "--folder", "in"], b"");
    assert_eq!(code, 1, "{said}");
    for part in [
        "1-empty.eml: the mail is empty",
        "2-story.eml: taken in",
        "3-away.eml: closed: a machine",
        "4-junk.eml: waits for a human",
    ] {
        assert!(said.contains(part), "`{part}` is missing:\n{said}");
    }
    let left = |path: &Path| std::fs::read_dir(path).unwrap().filter(|f| f.as_ref().unwrap().path().is_file()).count();
    assert_eq!((left(&folder), left(&folder.join("done"))), (1, 3));
}

#[test]
fn a_mail_of_thirty_megabytes_is_read_by_its_beginning() {
    let house = House::new();
    let mut mail =
        b"From: ada@example.com\r\nMessage-ID: <big@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
        Content-Type: text/plain\r\n\r\nThis is not my debt.\r\n--b\r\nContent-Type: image/jpeg; name=a.jpg\r\n\
        Content-Disposition: attachment; filename=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            .to_vec();
    while mail.len() <= 31 * 1024 * 1024 {
        mail.extend_from_slice("QUFB".repeat(4096).as_bytes());
        mail.extend_from_slice(b"\r\n");
    }
    let (code, said) = house.run(&["receive"], &mail);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("dispute") && said.contains("larger than 30 MB"), "{said}");
    assert!(house.log().join("\n").contains("ask for the rest"));
}

#[test]
fn what_a_server_reports_is_believed_of_our_own_mails_only() {
    let house = House::new();
    let (code, said) = house.run(&["receive"], STORY.as_bytes());
    assert_eq!(code, 0, "{said}");
    let row = house.store().read(|tx| store::outbox::of_dossier(tx, house.ada(), None, 9)).unwrap().remove(0).id;
    let bounce = |id: &str, about: &str, to: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <{id}>\r\nContent-Type: multipart/report; report-type=delivery-status; \
             boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\n\
             Status: 5.1.1\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}@kindly.example>\r\n--b--\r\n"
        )
    };
    let forged = bounce("f1@x", "outb_0000000000001", "ada@example.com");
    assert!(house.run(&["receive"], forged.as_bytes()).1.contains("waits for a human"));
    let elsewhere = bounce("f2@x", &row.to_string(), "ben@example.com");
    assert!(house.run(&["receive"], elsewhere.as_bytes()).1.contains("waits for a human"));
    let real = bounce("b1@x", &row.to_string(), "ada@example.com");
    let said = house.run(&["receive"], real.as_bytes()).1;
    assert!(said.contains("notice") && house.log().join("\n").contains("undeliverability"), "{said}");
    assert!(house.tasks().contains(&"undeliverable".to_owned()));
}

#[test]
fn a_stranger_waits_in_the_inbox_until_a_human_says_whose_it_is() {
    let house = House::new();
    let stranger = STORY.replace("Ada@Example.com", "ada.new@elsewhere.example");
    let (code, said) = house.run(&["receive"], stranger.as_bytes());
    assert!(code == 0 && said.contains("waits for a human as inbx_"), "{said}");
    let before = house.log().len();
    let (_, listed) = house.run(&["inbox"], b"");
    assert!(listed.contains("this isn't mine") && listed.contains("1 wait"), "{listed}");
    let message = listed.split_whitespace().next().unwrap().to_owned();
    let (code, said) = house.run(&["inbox", "claim", &message, &house.ada().to_string()], b"");
    assert!(code == 0 && said.contains("dispute"), "{said}");
    assert!(house.log().len() > before);
    assert!(house.run(&["inbox"], b"").1.contains("0 wait"));
    let (code, said) = house.run(&["inbox", "claim", &message, &house.ada().to_string()], b"");
    assert!(code == 1 && said.contains("taken"), "a second hand finds it settled: {said}");
}

#[test]
fn letters_that_came_back_mark_their_address_once() {
    let house = House::new();
    let csv = ADA
        .replace("Email,", "Email,Street,City,Zip,")
        .replace("ada@example.com,", "ben@example.com,1 Example Street,Sampleton,12207,");
    let csv = csv.replace("10000001", "10000009").replace("Ada Sample", "Ben Sample");
    let map =
        MAP.replace("email = \"Email\"", "email = \"Email\"\nstreet = \"Street\"\ncity = \"City\"\npostcode = \"Zip\"");
    std::fs::write(house.path().join("ben.csv"), csv).unwrap();
    std::fs::write(house.path().join("map2.toml"), map).unwrap();
    let (code, said) = house.run(&["place", "ben.csv", "--creditor", "mockbank", "--map", "map2.toml"], b"");
    assert_eq!(code, 0, "{said}");
    // A letter has no hour: whatever the time of the test, it goes out today.
    house.run(&["round"], b"");
    let (code, said) = house.run(&["work"], b"");
    assert_eq!(code, 0, "{said}");
    let manifest = std::fs::read_to_string(house.path().join("house/outbox/manifest.csv")).unwrap();
    let letter = manifest.lines().find(|line| line.contains(",letter,")).unwrap();
    assert!(
        manifest.starts_with("id,channel,file,pages,sha256\n") && letter.rsplit(',').next().unwrap().len() == 64,
        "{manifest}"
    );
    let id = letter.split(',').next().unwrap();
    std::fs::write(house.path().join("back.csv"), format!("id,reason\n{id},moved away\nouts_1,x\n")).unwrap();
    let (code, said) = house.run(&["returned", "back.csv"], b"");
    assert!(code == 1 && said.contains("1 addresses marked, 0 known before, 1 lines not understood"), "{said}");
    let (_, said) = house.run(&["returned", "back.csv"], b"");
    assert!(said.contains("0 addresses marked, 1 known before"), "{said}");
}
