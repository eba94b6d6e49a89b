//! Placement files as they really come: packed, in old encodings, with odd separators, broken.

use std::io::Write;
use std::path::PathBuf;

use casework::place::{Account, FileError, Format, Map, Rejection, read};

const MAP: &str = r#"
[file]
currency = "USD"
country = "US"
packs = ["us"]
[columns]
account = "Acct"
balance = "Owed"
name = "Name"
region = "State"
"#;

struct Read {
    accounts: Vec<Account>,
    rejections: Vec<Rejection>,
    format: Result<Format, FileError>,
}

fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("placement.csv");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn read_all(bytes: &[u8], map: &str) -> Read {
    let (_folder, path) = file(bytes);
    let (mut accounts, mut rejections) = (Vec::new(), Vec::new());
    let format = read::<FileError>(&path, &Map::parse(map).unwrap(), |line| {
        match line {
            Ok(account) => accounts.push(account),
            Err(rejection) => rejections.push(rejection),
        }
        Ok(())
    });
    Read { accounts, rejections, format }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PLAIN: &str = "Acct,Owed,Name,State\nA1,12.50,Zoë Sample,NY\nA2,1005.0,\"Example, Ada\",CA\n";

#[test]
fn plain_packed_marked_and_semicolons_read_alike() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(PLAIN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(PLAIN);
    let marked = [b"\xEF\xBB\xBF".as_slice(), PLAIN.as_bytes()].concat();
    let semicolons =
        PLAIN.replace("\"Example, Ada\"", "Example Ada").replace(',', ";").replace("Example Ada", "\"Example, Ada\"");
    for (what, bytes) in [
        ("plain", PLAIN.as_bytes().to_vec()),
        ("packed", packed(PLAIN.as_bytes())),
        ("byte-order mark", marked),
        ("UTF-16", utf16),
        ("Windows-1252", latin.into_owned()),
        ("semicolons", semicolons.into_bytes()),
        ("Windows line ends", PLAIN.replace('\n', "\r\n").into_bytes()),
    ] {
        let read = read_all(&bytes, MAP);
        assert!(read.format.is_ok(), "{what}: {:?}", read.format);
        assert_eq!(read.rejections, [], "{what}");
        let told: Vec<_> =
            read.accounts.iter().map(|a| (a.account.as_str(), a.balance.minor(), a.name.clone().unwrap())).collect();
        assert_eq!(told, [("A1", 1250, "Zoë Sample".to_owned()), ("A2", 100_500, "Example, Ada".to_owned())], "{what}");
    }
}

#[test]
fn a_bad_line_says_its_number_field_and_remedy_and_stops_nothing() {
    let text = "Acct,Owed,Name,State\nA1,twelve,Ada,NY\nA2,5.00\n,5.00,Ada,NY\nA4,-3.00,Ada,NY\nA5,5.00,Ada,NY\n";
    let read = read_all(text.as_bytes(), MAP);
    let said: Vec<String> = read.rejections.iter().map(ToString::to_string).collect();
    assert_eq!(read.accounts.len(), 1);
    assert_eq!(
        said,
        [
            "line 2, balance: `twelve` is not an amount of USD; write it as 1234.56, with at most two decimals",
            "line 3, line: it has 2 fields, the header has 4; look for a separator or quotation mark inside a value, and quote it",
            "line 4, account: it is empty; ask the creditor for it",
            "line 5, balance: the balance is -3.00 USD: nothing is owed; recall the account, or correct its balance",
        ]
    );
}

#[test]
fn a_file_that_breaks_off_is_an_error_that_says_where() {
    let many: String = std::iter::once("Acct,Owed,Name,State\n".to_owned())
        .chain((0..50_000).map(|i| format!("A{i},{}.00,Ada {i},NY\n", i * 7919 % 10_007 + 1)))
        .collect();
    let whole = packed(many.as_bytes());
    let half = &whole[..whole.len() / 2];
    let error = read_all(half, MAP).format.unwrap_err().to_string();
    assert!(error.contains("breaks off after line") && error.contains("Nothing was placed"), "{error}");
}

#[test]
fn an_open_quote_is_found() {
    let mut text = "Acct,Owed,Name,State\nA1,5.00,\"Ada,NY\n".to_owned();
    text.push_str(&"A2,5.00,Ada,NY\n".repeat(500));
    let error = read_all(text.as_bytes(), MAP).format.unwrap_err().to_string();
    assert!(error.starts_with("line 2:"), "{error}");
}

#[test]
fn a_missing_column_a_wrong_map_and_an_unknown_zone_are_named() {
    let error = read_all(b"Acct,Amount,Name,State\nA1,5.00,Ada,NY\n", MAP).format.unwrap_err().to_string();
    assert!(error.contains("`Owed`") && error.contains("Acct, Amount, Name"), "{error}");
    let unknown = Map::parse(&MAP.replace("country", "land")).unwrap_err().to_string();
    assert!(unknown.contains("land"), "{unknown}");
    let zoned = MAP.replace("region = \"State\"", "time_zone = \"State\"");
    let read = read_all(b"Acct,Owed,Name,State\nA1,5.00,Ada,America/Gotham\n", &zoned);
    assert!(read.rejections[0].to_string().contains("America/Gotham"));
}

#[test]
fn a_wrong_encoding_further_down_is_a_line_not_a_crash() {
    let mut bytes = b"Acct,Owed,Name,State\n".to_vec();
    for i in 0..6_000 {
        bytes.extend(format!("A{i},5.00,Ada Sample,NY\n").into_bytes());
    }
    bytes.extend(b"B1,5.00,Zo\xEB,NY\n");
    let read = read_all(&bytes, MAP);
    assert_eq!(read.accounts.len(), 6_000);
    assert!(read.rejections[0].remedy.contains("encoding"), "{:?}", read.rejections);
}

#[test]
fn an_empty_file_says_so() {
    assert!(matches!(read_all(b"", MAP).format, Err(FileError::Empty { .. })));
    assert!(matches!(read_all(b"\n \n", MAP).format, Err(FileError::Empty { .. })));
}
