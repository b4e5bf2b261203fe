//! The product on the stand: a daemon with one target, and `connectctl`, which gives it orders.
//!
//! It gets the content that Terraform has made, imported from Terraform's own state. A person who moves
//! a centre so would add what a state does not tell or must not: an overlay does that here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{ACCOUNT, Phase, Server, Stand, child::followed, client};
use crate::bench::{
    procfs,
    stopwatch::{Stopwatch, rest},
};

/// The Region of the target, which is named like it, and of the centres of the peer.
const REGION: &str = "eu-west-2";
/// The first password of all users, as in the peer's configurations.
const PASSWORD: (&str, &str) = ("shared", "Password123!");

/// What was made of Terraform's state.
#[derive(Debug, Deserialize)]
pub(in crate::bench) struct Import {
    alias: String,
    /// What has a place in a spec.
    taken: Vec<Taken>,
    /// What has none.
    left: Vec<Left>,
    /// The spec and its overlay.
    #[serde(skip)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Taken {
    section: String,
    name: String,
}

/// Something that a spec has no place for.
#[derive(Debug, Deserialize)]
struct Left {
    r#type: String,
}

/// A daemon that works at a simulated AWS of its own.
#[derive(Debug)]
pub(in crate::bench) struct Product<'s> {
    stand: &'s Stand,
    import: &'s Import,
    daemon: Server,
    simulator: Server,
    /// What the phases before had of the processor.
    cpu_s: f64,
}

// === impl Import ===

impl Import {
    /// Imports a state into a folder of that name on the stand.
    pub(in crate::bench) fn of(stand: &Stand, state: &Path, name: &str) -> Result<Self> {
        let folder = stand.place(name);
        let mut command = Command::new(stand.program("connectctl"));
        command.args(["import", "terraform", "--output", "json", "--force", "-o"]);
        let output = command.arg(&folder).arg(state).output()?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "importing {name}: {complaint}");
        let mut import: Self = serde_json::from_slice(&output.stdout)?;
        let overlay = folder.join("overlay.yaml");
        fs::write(&overlay, import.overlay().to_string())?;
        import.files = vec![folder.join("center.yaml"), overlay];
        settle(&folder.join("modules"))?;
        Ok(import)
    }

    /// How many resources of Terraform are in the spec.
    pub(in crate::bench) fn taken(&self) -> usize {
        self.taken.len()
    }

    /// The types of those that have no place in a spec yet, one for each resource. What is lifted here
    /// by a later import is measured with the rest from then on.
    pub(in crate::bench) fn left(&self) -> impl Iterator<Item = &str> {
        self.left.iter().map(|left| left.r#type.as_str())
    }

    /// A password for every user, and the address that an instance of this kind demands. Numbers are
    /// claimed by country and type, since no two worlds have the same. JSON, which is YAML too.
    fn overlay(&self) -> Value {
        let of = |section: &'static str| {
            let taken = self.taken.iter();
            taken.filter(move |taken| taken.section == section)
        };
        let user = |taken: &Taken| {
            json!({
                "username": taken.name,
                "email": format!("{}@example.com", taken.name),
                "password": { "secret": PASSWORD.0 },
            })
        };
        let number = |taken: &Taken| (taken.name.clone(), json!({ "number": null }));
        let users: Vec<_> = of("users").map(user).collect();
        let numbers: Map<_, _> = of("phone_numbers").map(number).collect();
        let mut overlay = Map::from_iter([("users".to_owned(), json!(users))]);
        if !numbers.is_empty() {
            overlay.insert("phone_numbers".to_owned(), json!(numbers));
        }
        Value::Object(overlay)
    }
}

/// Gives modules the `Settings` without which AWS takes no content of one.
fn settle(modules: &Path) -> Result<()> {
    let files = fs::read_dir(modules).into_iter().flatten();
    for file in files {
        let path = file?.path();
        let mut content: Map<String, Value> = serde_json::from_str(&fs::read_to_string(&path)?)?;
        content.entry("Settings").or_insert_with(
            || json!({ "InputParameters": [], "OutputParameters": [], "Transitions": [] }),
        );
        fs::write(&path, Value::Object(content).to_string())?;
    }
    Ok(())
}

// === impl Product ===

impl<'s> Product<'s> {
    /// A daemon with an empty data folder of that name. The password is there before anybody counts.
    pub(in crate::bench) fn start(
        stand: &'s Stand,
        import: &'s Import,
        name: &str,
        settings: &[&str],
    ) -> Result<Self> {
        let simulator = stand.simulator_with(settings)?;
        client::make_secret(simulator.address(), (ACCOUNT, REGION), PASSWORD)?;
        let config = stand.config(&[REGION], simulator.address())?;
        let daemon = stand.daemon(&config, &stand.place(name))?;
        Ok(Self {
            stand,
            import,
            daemon,
            simulator,
            cpu_s: 0.0,
        })
    }

    /// Brings the centre up.
    pub(in crate::bench) fn apply(&mut self) -> Result<Phase> {
        let spec = self.spec();
        self.phase("apply", &["apply"], &spec)
    }

    /// Looks, so deep, what is to be done, and fails if it is anything.
    pub(in crate::bench) fn plan(&mut self, depth: &str) -> Result<Phase> {
        let spec = self.spec();
        let words = ["plan", "--detailed-exitcode", "--depth", depth];
        self.phase(&format!("plan, {depth}"), &words, &spec)
    }

    /// Takes the centre down.
    pub(in crate::bench) fn destroy(&mut self) -> Result<Phase> {
        let alias = &self.import.alias;
        let words = ["destroy", alias, "--confirm", alias];
        self.phase("destroy", &words, &[])
    }

    /// Lets the daemon rest, out of all reckoning.
    pub(in crate::bench) fn rest(&mut self, length: Duration) -> Result<()> {
        rest(length);
        self.cpu_s = self.daemon.cpu_s()?;
        Ok(())
    }

    fn spec(&self) -> Vec<String> {
        let files = self.import.files.iter();
        files
            .flat_map(|file| ["-f".to_owned(), file.display().to_string()])
            .collect()
    }

    /// One order, followed to its end. The first phase counts the start of the daemon too.
    fn phase(&mut self, name: &str, words: &[&str], spec: &[String]) -> Result<Phase> {
        let aws = self.simulator.address();
        let (calls, refused) = (client::calls(aws)?, client::refused_calls(aws)?);
        let children_s = procfs::cpu_s_of_children()?;
        self.daemon.forget_peak()?;
        let watch = Stopwatch::start();
        let mut command = self.command(words, spec);
        let mut child = command.spawn().context("starting connectctl")?;
        let (exit, peak_mib) = followed(&mut child)?;
        let wall_s = watch.s();
        let cpu_s = self.daemon.cpu_s()?;
        let before_s = std::mem::replace(&mut self.cpu_s, cpu_s);
        Ok(Phase {
            name: name.to_owned(),
            exit,
            wall_s,
            cpu_s: cpu_s - before_s + procfs::cpu_s_of_children()? - children_s,
            peak_mib: self.daemon.peak_mib()? + peak_mib,
            calls: usize::try_from(client::calls(aws)? - calls)?,
            refused: usize::try_from(client::refused_calls(aws)? - refused)?,
        })
    }

    fn command(&self, words: &[&str], spec: &[String]) -> Command {
        let endpoint = format!("http://{}", self.daemon.address());
        let mut command = Command::new(self.stand.program("connectctl"));
        command
            .args(["--endpoint", &endpoint, "--target", REGION, "--quiet"])
            .args(words)
            .args(spec)
            .stdout(Stdio::null());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_get_what_no_state_tells_and_numbers_lose_their_digits() {
        let import = r#"{"alias": "a", "left": [{"type": "aws_connect_prompt"}], "taken": [
            {"section": "users", "name": "ada"}, {"section": "phone_numbers", "name": "main"},
            {"section": "queues", "name": "Service"}]}"#;
        let import: Import = serde_json::from_str(import).expect("as connectctl tells it");
        let user = json!({
            "username": "ada", "email": "ada@example.com", "password": { "secret": "shared" },
        });
        let wanted = json!({ "users": [user], "phone_numbers": { "main": { "number": null } } });
        assert_eq!(import.overlay(), wanted);
        assert_eq!(import.left().collect::<Vec<_>>(), ["aws_connect_prompt"]);
    }
}
