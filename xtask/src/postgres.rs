//! Tests over `PostgreSQL`: a server of their own, in a folder that goes with it.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result};

use crate::suite::{plain_cargo, say, succeeds};

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Whom the server runs as where this program runs as root, which it refuses.
const OWNER: &str = "postgres";

/// A server that stops with this.
struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
}

/// What the machine lacks. Where packages can be installed, nothing.
pub(crate) fn missing() -> Option<String> {
    (programs().is_none() && !install()).then(|| "PostgreSQL".to_owned())
}

/// Runs the tests that ask for a server.
pub(crate) fn check() -> bool {
    let checked = Server::start().map(|server| tests(&server));
    checked.unwrap_or_else(|cause| {
        say(&format!("PostgreSQL: {cause:#}"));
        false
    })
}

fn tests(server: &Server) -> bool {
    // As the other tests are built: a package by itself would have other features, and so would be built anew.
    let words = [
        "test",
        "--workspace",
        "--test",
        "it",
        "--",
        "--ignored",
        "postgres",
    ];
    let mut cargo = plain_cargo();
    cargo
        .args(words)
        .env("TRUNKLINE_TEST_POSTGRES", server.url());
    succeeds(&mut cargo)
}

/// The newest version that is installed.
fn programs() -> Option<PathBuf> {
    let on_path = env::split_paths(&env::var_os("PATH")?).find(|it| it.join("initdb").is_file());
    on_path.or_else(|| {
        let versions = std::fs::read_dir(DEBIAN).ok()?.filter_map(Result::ok);
        let programs = versions.map(|version| version.path().join("bin"));
        programs.filter(|it| it.join("initdb").is_file()).max()
    })
}

fn install() -> bool {
    let apt = |words: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        apt.stdout(Stdio::null()).stderr(Stdio::null());
        apt.status().is_ok_and(|status| status.success())
    };
    let install = ["install", "--yes", "--no-install-recommends", "postgresql"];
    (apt(&install) || (apt(&["update"]) && apt(&install))) && programs().is_some()
}

// === impl Server ===

impl Server {
    fn start() -> Result<Self> {
        let programs = programs().context("it is not installed")?;
        let folder = tempfile::tempdir()?;
        let server = Self { programs, folder };
        if is_root() {
            let mut chown = Command::new("chown");
            run(chown.arg(OWNER).arg(server.folder.path()))?;
        }
        let data = server.data();
        run(server
            .program("initdb")
            .args(["--auth=trust", "--no-sync", "--username=postgres", "-D"])
            .arg(&data))?;
        let sockets = server.folder.path().display().to_string();
        let options =
            format!("-k {sockets} -c listen_addresses= -c fsync=off -c max_connections=200");
        let mut start = server.program("pg_ctl");
        start.args(["--wait", "--silent", "-D"]).arg(&data);
        start.arg("-l").arg(server.folder.path().join("log"));
        run(start.arg("-o").arg(options).arg("start"))?;
        Ok(server)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Through a socket in the folder: no port is taken.
    fn url(&self) -> String {
        let sockets = self.folder.path().display();
        format!("postgres://postgres@localhost/postgres?host={sockets}")
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        if !is_root() {
            return Command::new(path);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", OWNER, "--"]).arg(path);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.args(["--silent", "--mode=immediate", "-D"])
            .arg(self.data());
        let _ = run(stop.arg("stop"));
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn run(command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).display().to_string();
    command.stdout(Stdio::null()).current_dir("/");
    let status = command.status().with_context(|| name.clone())?;
    anyhow::ensure!(status.success(), "{name} ended with {status}");
    Ok(())
}
