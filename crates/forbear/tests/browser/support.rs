//! What every browser test needs: the program with its demonstration, a driver, a browser, and axe-core.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// The version of axe-core that reads the pages (npm; MPL-2.0, used by tests only and no part of the repository).
const AXE: &str = "axe-core@4.14.1";
/// A program that has not started by then will not.
const START: Duration = Duration::from_secs(120);

/// A page that has not come by then will not.
const ARRIVES: Duration = Duration::from_secs(20);

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The demonstration, served.
pub struct Demo {
    pub desk: String,
    pub password: String,
    /// All that it printed before it served.
    pub printed: String,
    _program: Running,
    _folder: tempfile::TempDir,
}

impl Demo {
    pub fn start() -> Demo {
        let folder = tempfile::tempdir().unwrap();
        let port = two_free_ports();
        let mut program = Command::new(env!("CARGO_BIN_EXE_forbear"))
            .args(["demo", "--people", "40", "--port", &port.to_string(), "--dir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let program = Running(program);
        let mut printed = String::new();
        for line in lines {
            let line = line.unwrap();
            printed.push_str(&line);
            printed.push('\n');
            if line.starts_with("stop it with") {
                break;
            }
        }
        let after = |words: &str| {
            let found = printed.lines().find_map(|line| line.split_once(words)).map(|(_, rest)| rest.trim().to_owned());
            found.unwrap_or_else(|| panic!("the demonstration does not say `{words}`:\n{printed}"))
        };
        Demo {
            desk: after("the desk: "),
            password: after("starts anew: "),
            printed,
            _program: program,
            _folder: folder,
        }
    }
}

/// Two ports, one after the other, that nobody has.
fn two_free_ports() -> u16 {
    for _ in 0..100 {
        let one = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = one.local_addr().unwrap().port();
        if port < 65_000 && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
    panic!("no two free ports, one after the other");
}

/// How a browser is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set {
    /// The width of its window, in pixels.
    pub width: u32,
    pub has_script: bool,
}

pub const DESK: Set = Set { width: 1280, has_script: true };
pub const PHONE: Set = Set { width: 360, has_script: true };
pub const PHONE_WITHOUT_SCRIPT: Set = Set { width: 360, has_script: false };

/// A driver of browsers.
pub struct Driver {
    address: String,
    _program: Running,
}

impl Driver {
    pub fn start() -> Driver {
        let port = two_free_ports();
        let program = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .spawn()
            .expect("chromedriver can't be started: cargo xtask test installs it (Debian's chromium-driver)");
        let driver = Driver { address: format!("http://127.0.0.1:{port}"), _program: Running(program) };
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < START, "chromedriver does not answer");
            std::thread::yield_now();
        }
        driver
    }

    pub async fn browser(&self, set: Set) -> Browser {
        let script = if set.has_script { 1 } else { 2 };
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            "prefs": {"profile.managed_default_content_settings.javascript": script},
            "mobileEmulation": {"deviceMetrics": {"width": set.width, "height": 900, "pixelRatio": 1.0, "touch": false}},
        });
        let Value::Object(wanted) = json!({"goog:chromeOptions": options}) else { unreachable!("an object") };
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&self.address).await;
        Browser { client: client.expect("a browser can't be opened: cargo xtask test installs Debian's chromium"), set }
    }
}

/// An open browser.
pub struct Browser {
    pub client: Client,
    set: Set,
}

impl Browser {
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    pub async fn click(&self, css: &str) {
        self.find(Locator::Css(css)).await.click().await.unwrap();
    }

    /// Presses the button with these words.
    pub async fn press(&self, words: &str) {
        let path = format!("//button[normalize-space()=\"{words}\"]");
        self.find(Locator::XPath(&path)).await.click().await.unwrap();
    }

    /// Presses the button with these words inside of something.
    pub async fn press_in(&self, css: &str, words: &str) {
        let within = self.find(Locator::Css(css)).await;
        let path = format!(".//button[normalize-space()=\"{words}\"]");
        let found = within.find(Locator::XPath(&path)).await.unwrap_or_else(|e| panic!("{css} `{words}`: {e}"));
        found.click().await.unwrap();
    }

    /// Opens what is folded under these words.
    pub async fn unfold(&self, words: &str) {
        let path = format!("//summary[normalize-space()=\"{words}\"]");
        self.find(Locator::XPath(&path)).await.click().await.unwrap();
    }

    /// Writes into a field.
    pub async fn write(&self, css: &str, text: &str) {
        self.find(Locator::Css(css)).await.send_keys(text).await.unwrap();
    }

    /// What is there, or comes.
    async fn find(&self, what: Locator<'_>) -> Element {
        let found = self.client.wait().at_most(ARRIVES).for_element(what).await;
        found.unwrap_or_else(|e| panic!("{what:?}: {e}"))
    }

    /// What a reader sees.
    pub async fn text(&self) -> String {
        self.client.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
    }

    /// Fails unless the page says it, or the next that is on its way.
    pub async fn says(&self, words: &str) {
        let path = format!("//body[contains(normalize-space(.), \"{words}\")]");
        let found = self.client.wait().at_most(ARRIVES).for_element(Locator::XPath(&path)).await;
        if found.is_err() {
            let at = self.client.current_url().await.unwrap();
            panic!("{at} does not say `{words}`:\n{}", self.text().await);
        }
    }

    /// The addresses that the links of the page lead to.
    pub async fn links(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(a => a.href)";
        let found = self.client.execute(script, vec![json!(css)]).await.unwrap();
        found.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
    }

    /// Nothing on this page keeps anybody out: axe-core finds nothing, nothing runs over the edge, nothing needs script,
    /// and the first step by keyboard leads past the navigation.
    pub async fn is_for_everybody(&self) {
        let at = self.client.current_url().await.unwrap();
        let wide = self.client.execute("return document.documentElement.scrollWidth", vec![]).await.unwrap();
        assert!(wide.as_u64().unwrap() <= u64::from(self.set.width), "{at} is {wide} wide at {}", self.set.width);
        let foreign =
            "return [...document.scripts].filter(s => s.textContent || new URL(s.src).origin !== origin).length";
        let scripts = self.client.execute(foreign, vec![]).await.unwrap();
        assert_eq!(scripts, json!(0), "{at} brings script that is not our own");
        self.client.execute(axe(), vec![]).await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; axe.run().then(r => done(r.violations.map(v => v.id + ': ' \
                   + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; '))), e => done(['' + e]))";
        let found = self.client.execute_async(run, vec![]).await.unwrap();
        assert_eq!(found, json!([]), "{at} at {}: {}", self.set.width, serde_json::to_string_pretty(&found).unwrap());
    }

    pub async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// axe-core's source, brought from npm once and kept beside what is built.
fn axe() -> &'static str {
    static SOURCE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SOURCE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(AXE.replace('@', "-"));
        let file = folder.join("node_modules/axe-core/axe.min.js");
        if !file.exists() {
            install(&folder);
        }
        std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
    })
}

fn install(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let ran = Command::new("npm")
        .args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
        .arg(folder)
        .arg(AXE)
        .output()
        .expect("npm can't be started: cargo xtask test installs it (Debian's npm)");
    assert!(ran.status.success(), "npm can't bring {AXE}: {}", String::from_utf8_lossy(&ran.stderr));
}
