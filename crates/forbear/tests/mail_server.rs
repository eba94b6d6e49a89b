//! A real mail server, Debian's Exim, on a high port in a folder of its own: an answer of ours leaves through it and arrives,
//! and what a person sends to it comes in by its pipe.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use store::dossier::Which;
use store::{DossierId, MasterKey, Store};

const EXIM: &str = "/usr/sbin/exim4";
/// So long a mail may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

const MAP: &str = include_str!("data/ada.toml");
const ADA: &str =
    "Acct,Owed,Name,State,Email,Since,Then\n10000001,120.50,Ada Sample,NY,ada@example.com,2026-08-31,120.50\n";
const LETTER: &str = "From: Ada Sample <ada@example.com>\r\nTo: hello@kindly.example\r\nSubject: Re: Your account\r\n\
                      Message-ID: <story-1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
                      this isn't mine and stop texting me, I lost my job\r\n";

/// The server with its folder: ours is the address of the firm, all others are files.
struct Server {
    folder: tempfile::TempDir,
    port: u16,
    exim: Option<Child>,
}

impl Server {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn new() -> Server {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = Server { folder: tempfile::tempdir().unwrap(), port, exim: None };
        for folder in ["spool", "log"] {
            std::fs::create_dir(server.path(folder)).unwrap();
        }
        // The program where the server's user can start it.
        let program = server.path("forbear");
        let built = env!("CARGO_BIN_EXE_forbear");
        if std::fs::hard_link(built, &program).is_err() {
            std::fs::copy(built, &program).unwrap();
        }
        std::fs::write(server.path("map.toml"), MAP).unwrap();
        std::fs::write(server.path("ada.csv"), ADA).unwrap();
        let (done, said) = server.forbear(&["place", "ada.csv", "--creditor", "mockbank", "--map", "map.toml"]);
        assert!(done, "{said}");
        server
    }

    /// Starts Exim, which runs as whoever owns the folder.
    fn start(&mut self) {
        let own = |what: &str| said(Command::new("id").arg(what)).trim().to_owned();
        let (user, group) = if own("-u") == "0" {
            // Exim delivers to nobody as root.
            said(Command::new("chown").args(["-R", "nobody:nogroup"]).arg(self.folder.path()));
            ("nobody".to_owned(), "nogroup".to_owned())
        } else {
            (own("-un"), own("-gn"))
        };
        let here = self.folder.path().display();
        let (port, config) = (self.port, self.path("exim.conf"));
        let text = format!(
            "primary_hostname = mail.kindly.example\nexim_user = {user}\nexim_group = {group}\n\
             spool_directory = {here}/spool\nlog_file_path = {here}/log/%slog\npid_file_path = {here}/pid\n\
             daemon_smtp_ports = {port}\nlocal_interfaces = 127.0.0.1\ntls_advertise_hosts =\n\
             deliver_drop_privilege = true\nacl_smtp_rcpt = take\nkeep_environment =\n\
             begin acl\ntake:\n  accept\n\
             begin routers\n\
             ours:\n  driver = accept\n  condition = ${{if eqi{{$local_part@$domain}}{{hello@kindly.example}}}}\n  transport = hook\n\
             theirs:\n  driver = accept\n  transport = box\n\
             begin transports\n\
             hook:\n  driver = pipe\n  command = {here}/forbear receive --dir {here}/house\n  log_output = true\n\
             box:\n  driver = appendfile\n  file = {here}/theirs.mbox\n"
        );
        std::fs::write(&config, text).unwrap();
        let mut exim = Command::new(EXIM);
        exim.arg("-C").arg(&config).args(["-bdf", "-q5s"]).stdout(Stdio::null()).stderr(Stdio::null());
        self.exim = Some(exim.spawn().unwrap());
        self.wait("it listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
    }

    fn forbear(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(self.path("forbear"));
        let output = command.args(arguments).args(["--dir", "house"]).current_dir(self.folder.path()).output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    /// Waits until something is so, and shows the server's log where it does not come to be.
    fn wait(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < PATIENCE, "{what}: it never came to be\n{}", self.log());
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }

    fn log(&self) -> String {
        ["mainlog", "paniclog"]
            .map(|name| std::fs::read_to_string(self.path("log").join(name)).unwrap_or_default())
            .concat()
    }

    fn store(&self) -> Store {
        let key = MasterKey::read_or_create(&self.path("house/master.key")).unwrap();
        Store::open(&format!("sqlite:{}", self.path("house/forbear.db").display()), &key).unwrap()
    }

    fn ada(&self) -> DossierId {
        self.store().read(|tx| store::dossier::list(tx, Which::All, None, 9)).unwrap()[0].id
    }

    fn kinds(&self) -> Vec<String> {
        let events = self.store().read(|tx| store::event::list(tx, self.ada())).unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut exim) = self.exim.take() {
            let _ = exim.kill();
            let _ = exim.wait();
        }
    }
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Sends a mail as any mail program does.
fn send(port: u16, from: &str, to: &str, mail: &str) {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    let mut expect = |code: &str| {
        let mut line = String::new();
        // An answer of several lines ends with the one that has a space after its code.
        while line.get(3..4) != Some(" ") {
            line.clear();
            answers.read_line(&mut line).unwrap();
            assert!(line.starts_with(code), "{line}");
        }
    };
    expect("220");
    for (says, code) in [
        ("EHLO example.com".to_owned(), "250"),
        (format!("MAIL FROM:<{from}>"), "250"),
        (format!("RCPT TO:<{to}>"), "250"),
        ("DATA".to_owned(), "354"),
        (format!("{mail}."), "250"),
        ("QUIT".to_owned(), "221"),
    ] {
        write!(stream, "{says}\r\n").unwrap();
        expect(code);
    }
}

#[test]
fn mail_goes_out_and_comes_in_through_a_real_server() {
    if !Path::new(EXIM).exists() {
        assert!(std::env::var_os("CI").is_none(), "`{EXIM}` is missing: apt-get install exim4-daemon-light");
        eprintln!("NOT RUN: `{EXIM}` is missing; apt-get install exim4-daemon-light, and run this again");
        return;
    }
    let mut server = Server::new();
    server.start();
    // In, by the pipe: heard, on record, a human asked, a reply in the outbox.
    send(server.port, "ada@example.com", "hello@kindly.example", LETTER);
    server.wait("her words are on record", || server.kinds().contains(&"handover".to_owned()));
    let kinds = server.kinds();
    for kind in ["message", "statement", "hold", "handover"] {
        assert!(kinds.contains(&kind.to_owned()), "{kind}: {kinds:?}");
    }
    // The same mail once more changes nothing.
    let before = server.kinds().len();
    send(server.port, "ada@example.com", "hello@kindly.example", LETTER);
    server.wait("it was brought twice", || server.log().matches("Completed").count() >= 2);
    assert_eq!(server.kinds().len(), before, "{}", server.log());
    assert!(server.log().contains("it came in before"), "{}", server.log());
    // Out, by SMTP: the reply arrives, with what makes it ours, and the record says that it went.
    let (done, said) = server.forbear(&["work", "--smtp", &format!("smtp://127.0.0.1:{}", server.port)]);
    assert!(done && said.contains("1 sent, 0 refused"), "{said}");
    let mailbox = server.path("theirs.mbox");
    server.wait("the reply is in her box", || std::fs::read_to_string(&mailbox).is_ok_and(|all| all.contains("Amara")));
    let arrived = std::fs::read_to_string(&mailbox).unwrap();
    for part in [
        "To: \"Ada Sample\" <ada@example.com>",
        "Subject: We have your message",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Content-Type: multipart/alternative",
    ] {
        assert!(arrived.contains(part), "`{part}`:\n{arrived}");
    }
    assert_eq!(arrived.matches("Message-ID:").count(), 1, "{arrived}");
    let (done, said) = server.forbear(&["work", "--smtp", &format!("smtp://127.0.0.1:{}", server.port)]);
    assert!(done && said.contains("0 sent"), "once: {said}");
}
