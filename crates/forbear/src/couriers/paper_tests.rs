//! A batch for a print house: each letter in its reader's own print, the list true to the files, nothing twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use casework::firm::{Agent, Letterhead};
use casework::ports::{Courier, Parcel, Style};
use facts::{AmountOrNone, Channel, Currency, Fields, Money};
use jiff::civil::date;
use sha2::{Digest, Sha256};
use words::compose::{Block, Composer, Kind, Message};

use super::Folder;
use super::sms_tests::permit;

fn head() -> Letterhead {
    Letterhead {
        firm: facts::Firm {
            name: "Kindly Recoveries".to_owned(),
            business_names: Vec::new(),
            accepts_electronic: Vec::new(),
            licence: Some("TEST-1".to_owned()),
            capacity: None,
            authority: Vec::new(),
            member_of: Vec::new(),
        },
        address: "1 Example Square, Sampleton, NY 12207".to_owned(),
        phone: "+1 212 555 0100".to_owned(),
        email: "hello@kindly.example".to_owned(),
        web: "https://kindly.example".to_owned(),
        portal: "https://kindly.example".to_owned(),
        reports: None,
        agent: Agent { name: "Amara".to_owned(), phone: "+1 212 555 0101".to_owned() },
    }
}

fn message() -> Message {
    let facts = serde_json::json!({
        "person": "Ada Sample", "until": "January 10, 2027", "disclosure": "Kindly Recoveries is a debt collector.",
        "helps": [{"name": "211", "how": "call 211"}], "agent": {"name": "Amara", "phone": "+1 212 555 0101"},
        "firm": {"name": "Kindly Recoveries", "address": "1 Example Square", "email": "hello@kindly.example",
            "licence": "TEST-1"},
        "code": "123-4567", "opt_out": false,
    });
    Composer::new().unwrap().compose(Kind::Hold, &facts, &[]).unwrap()
}

fn parcel(id: &str, style: Style) -> Parcel {
    Parcel {
        id: id.to_owned(),
        to: "1 Example Street, Sampleton, NY, 12207".to_owned(),
        to_name: "Ada Sample".to_owned(),
        code: "123-4567".to_owned(),
        account: "ending 0001".to_owned(),
        what: "credit card".to_owned(),
        country: "US".to_owned(),
        style,
        kind: Some(Kind::Hold),
        dated: Some(date(2026, 11, 24)),
        ..Parcel::new(Channel::Letter, message())
    }
}

fn first_letter() -> Parcel {
    let usd = |minor| Some(AmountOrNone::Amount(Money::new(minor, Currency::USD)));
    let notice = Fields {
        current_creditor: Some("Mockbank".to_owned()),
        creditor_on_itemization_date: Some("Mockbank".to_owned()),
        account_number: Some("ending 0001".to_owned()),
        itemization_date: Some(date(2026, 8, 31)),
        amount_on_itemization_date: Some(Money::new(12_050, Currency::USD)),
        interest: usd(0),
        fees: usd(500),
        payments: usd(1_000),
        credits: usd(0),
        validation_period_end: Some(date(2026, 12, 31)),
        ..Fields::default()
    };
    let own = Message {
        subject: "Your account".to_owned(),
        blocks: vec![
            Block::Prescribed("The form says this.".to_owned()),
            Block::Paragraph("Things may be tight right now. Tell us.".to_owned()),
            Block::Help(vec!["211, call 211".to_owned()]),
            Block::Heading("How do you want to respond?".to_owned()),
        ],
    };
    Parcel {
        kind: Some(Kind::FirstUs),
        notice: Some(Box::new(notice)),
        message: own,
        // The form is prescribed: whoever reads Easy Read gets it in large print.
        ..parcel("outb_4", Style::EasyRead)
    }
}

/// The list: each id with its file, pages and hash.
fn listed(folder: &Path) -> BTreeMap<String, (String, usize, String)> {
    let text = fs::read_to_string(folder.join("manifest.csv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("id,channel,file,pages,sha256"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells.len(), cells[1]), (5, "letter"), "{line}");
        (cells[0].to_owned(), (cells[2].to_owned(), cells[3].parse().unwrap(), cells[4].to_owned()))
    };
    let rows: Vec<_> = lines.map(row).collect();
    let all: BTreeMap<_, _> = rows.iter().cloned().collect();
    assert_eq!(all.len(), rows.len(), "each once: {text}");
    all
}

#[test]
fn a_batch_is_pdf_with_a_list_that_is_true_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let parcels = [
        parcel("outb_1", Style::Standard),
        parcel("outb_2", Style::LargePrint),
        parcel("outb_3", Style::EasyRead),
        first_letter(),
    ];
    let mut courier = Folder::new(folder.path(), head()).unwrap();
    for parcel in &parcels {
        courier.send(permit(), parcel).unwrap();
    }
    let list = listed(folder.path());
    assert_eq!(list.len(), 4);
    for (file, pages, hash) in list.values() {
        let path = folder.path().join(file);
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(b"%PDF-1."), "{file}");
        assert_eq!(*hash, Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        let text = run("pdftotext", &["-layout".as_ref(), path.as_os_str(), "-".as_ref()]);
        assert_eq!(text.matches('\u{c}').count(), *pages, "{file}: as many pages as listed");
        assert!(text.contains("Sampleton, NY 12207"), "{text}");
        run("qpdf", &["--check".as_ref(), path.as_os_str()]);
    }
    let text =
        |id: &str| run("pdftotext", &["-layout".as_ref(), folder.path().join(&list[id].0).as_os_str(), "-".as_ref()]);
    assert_eq!(list["outb_1"].1, 1, "a short letter is one page");
    assert!(list["outb_2"].1 > 1, "large print is larger");
    assert!(text("outb_4").contains("How can you dispute the debt?"), "{}", text("outb_4"));
    assert!(text("outb_4").contains("$115.50"), "{}", text("outb_4"));
    // Brought again, by another program: nothing twice. A file that ended up off the list is put on it.
    let whole = fs::read_to_string(folder.path().join("manifest.csv")).unwrap();
    let mut again = Folder::new(folder.path(), head()).unwrap();
    for parcel in &parcels {
        again.send(permit(), parcel).unwrap();
    }
    assert_eq!(fs::read_to_string(folder.path().join("manifest.csv")).unwrap(), whole);
    let broken: String =
        whole.lines().filter(|line| !line.starts_with("outb_2,")).map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("manifest.csv"), broken).unwrap();
    let mut after = Folder::new(folder.path(), head()).unwrap();
    after.send(permit(), &parcels[1]).unwrap();
    assert_eq!(listed(folder.path()), list);
}

#[test]
fn a_letter_that_cant_be_laid_out_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut courier = Folder::new(folder.path(), head()).unwrap();
    let nowhere = Parcel { to: String::new(), ..parcel("outb_1", Style::Standard) };
    let why = courier.send(permit(), &nowhere).unwrap_err().to_string();
    assert!(why.contains("to.lines"), "{why}");
    assert!(!folder.path().join("manifest.csv").exists());
}

/// What a program of the system prints; it has to end well.
fn run(program: &str, args: &[&std::ffi::OsStr]) -> String {
    let output = Command::new(program).args(args).output().unwrap_or_else(|why| panic!("{program}: {why}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
