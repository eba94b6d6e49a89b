//! A PostgreSQL server in a temporary folder: one for each test process, gone when the process is, however it ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use super::must;

/// A running server.
#[derive(Debug)]
pub(super) struct Server {
    folder: PathBuf,
    /// Stops the server when the pipe to it closes: at the end of this process, also if it is killed.
    _keeper: Child,
}

/// The server of this process, started by whoever asks first.
pub(super) fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| must(start()))
}

impl Server {
    /// The address of one of its databases. It listens on a socket in its folder and on no port.
    pub(super) fn address(&self, database: &str) -> String {
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{host}/{database}")
    }
}

fn start() -> Result<Server, String> {
    let programs = programs()?;
    let folder = tempfile::Builder::new().prefix("forbear-pg-").tempdir().map_err(|error| error.to_string())?.keep();
    let as_root = run(Command::new("id").arg("-u"))?.trim() == "0";
    if as_root {
        // PostgreSQL refuses to run as root; Debian's package brings the user `postgres`.
        run(Command::new("chown").arg("postgres").arg(&folder))?;
    }
    let data = folder.join("data");
    let mut initdb = program(as_root, &programs.join("initdb"));
    initdb.args(["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync", "-D"]);
    run(initdb.arg(&data).current_dir(&folder))?;
    let settings = format!(
        "-k {} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200",
        folder.display()
    );
    let mut start = program(as_root, &programs.join("pg_ctl"));
    start.arg("-D").arg(&data).arg("-l").arg(folder.join("log")).args(["-w", "-t", "60", "-o", &settings, "start"]);
    run(start.current_dir(&folder))?;
    let stop = "read -r _; \"$@\" -m immediate stop; cd /; rm -rf \"$FOLDER\"";
    let mut keeper = Command::new("sh");
    keeper.args(["-c", stop, "keeper"]).current_dir("/").env("FOLDER", &folder);
    if as_root {
        keeper.args(AS_POSTGRES);
    }
    keeper.arg(programs.join("pg_ctl")).arg("-D").arg(&data);
    keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let keeper = keeper.spawn().map_err(|error| format!("`sh` cannot be started: {error}"))?;
    Ok(Server { folder, _keeper: keeper })
}

const AS_POSTGRES: [&str; 4] = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];

fn program(as_root: bool, path: &Path) -> Command {
    if !as_root {
        return Command::new(path);
    }
    let [setpriv, options @ ..] = AS_POSTGRES;
    let mut command = Command::new(setpriv);
    command.args(options).arg(path);
    command
}

/// The folder of `initdb` and `pg_ctl`: on the path, or where Debian puts the newest version.
fn programs() -> Result<PathBuf, String> {
    let found = run(Command::new("sh").args(["-c", "command -v pg_ctl && command -v initdb"])).unwrap_or_default();
    if let Some(folder) = found.lines().next().and_then(|line| Path::new(line).parent()) {
        return Ok(folder.to_owned());
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").exists())
        .max();
    newest.map(|(_, folder)| folder).ok_or_else(|| {
        "PostgreSQL is needed for this test: run `apt-get install postgresql` (Debian), or put `initdb` and `pg_ctl` on the path"
            .to_owned()
    })
}

fn run(command: &mut Command) -> Result<String, String> {
    // Without an input of its own the program would share the test's, and a server would keep it.
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{command:?}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}
