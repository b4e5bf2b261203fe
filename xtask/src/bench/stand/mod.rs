//! The test stand: the release programs as they are shipped, and a folder for what they keep.
//!
//! Subjects drive the programs from outside, as their users do, and never link them: what is
//! measured is what is shipped, and the tool stays quick to build.

mod child;
pub(super) mod client;
mod drafts;
mod folder;
mod memory;
mod phase;
mod probe;
pub(super) mod product;
mod rows;
mod server;
mod sharing;
pub(super) mod terraform;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

pub(super) use self::{
    drafts::DraftsProgram,
    folder::bytes_in,
    memory::Memory,
    phase::Phase,
    probe::{Probe, ProbeProgram},
    rows::Count,
    server::Server,
    sharing::{Form, Sharing, Taken},
};
use crate::suite::{cargo, target};

/// The account of all simulated targets. The simulator takes the access key id for its number.
const ACCOUNT: &str = "111111111111";

/// The programs of a release, and a folder that goes away with this.
#[derive(Debug)]
pub(super) struct Stand {
    folder: TempDir,
}

/// How programs are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// As they are shipped.
    Release,
    /// Without optimisation, which is built much sooner: for what is counted and not timed.
    Unoptimised,
}

// === impl Profile ===

impl Profile {
    /// What cargo calls it.
    fn word(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Unoptimised => "dev",
        }
    }

    /// Where cargo puts it.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Unoptimised => "debug",
        }
    }
}

// === impl Stand ===

impl Stand {
    /// Builds the programs: `controld` as for production, without the simulator inside.
    ///
    /// They are copied, so that a build that somebody starts meanwhile does not change them.
    pub(super) fn set_up() -> Result<Self> {
        let folder = scratch()?;
        let stand = Self { folder };
        stand.take_daemon()?;
        let both = ["-p", "connectctl", "-p", "aws-sim", "--bins"];
        build(Profile::Release, &both)?;
        stand.take("connectctl")?;
        stand.take("aws-sim")?;
        Ok(stand)
    }

    /// Builds the simulator alone, and without SQL: that takes long to build, and only queries of the
    /// data lake need it.
    pub(super) fn of_simulator() -> Result<Self> {
        let folder = scratch()?;
        let stand = Self { folder };
        stand.take_simulator()?;
        Ok(stand)
    }

    /// The same with the product: `controld` as for production, and `connectctl`.
    pub(super) fn of_provisioning() -> Result<Self> {
        let stand = Self::of_simulator()?;
        stand.take_daemon()?;
        build(Profile::Release, &["-p", "connectctl", "--bins"])?;
        stand.take("connectctl")?;
        Ok(stand)
    }

    fn take_simulator(&self) -> Result<()> {
        let bare = ["-p", "aws-sim", "--no-default-features", "--bins"];
        build(Profile::Release, &bare)?;
        self.take("aws-sim")
    }

    fn take_daemon(&self) -> Result<()> {
        let production = [
            "-p",
            "controld",
            "--no-default-features",
            "--features",
            "jemalloc",
            "--bin",
            "controld",
        ];
        build(Profile::Release, &production)?;
        self.take("controld")
    }

    fn take(&self, name: &str) -> Result<()> {
        copied(Profile::Release, name, &self.program(name))
    }

    /// The program of that name.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.place(name)
    }

    /// A place for something that a subject keeps.
    pub(super) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The simulated AWS, which never throttles. The daemon's own pace holds all the same.
    pub(super) fn simulator(&self) -> Result<Server> {
        self.simulator_with(&["--rate", "none"])
    }

    /// The simulated AWS, with these settings of `aws-sim serve`.
    pub(super) fn simulator_with(&self, settings: &[&str]) -> Result<Server> {
        let mut command = Command::new(self.program("aws-sim"));
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(settings);
        Server::start(&mut command, "http://")
    }

    /// A daemon that serves. Nothing but what is said here reaches it: no variables of the person
    /// who measures, and no instance metadata.
    pub(super) fn daemon(&self, config: &Path, data: &Path) -> Result<Server> {
        Server::start(&mut self.daemon_command(config, data), "gRPC on ")
    }

    fn daemon_command(&self, config: &Path, data: &Path) -> Command {
        let mut command = Command::new(self.program("controld"));
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--http-listen",
                "127.0.0.1:0",
            ])
            .arg("--config")
            .arg(config)
            .arg("--data-dir")
            .arg(data)
            .env_clear()
            .env("AWS_ACCESS_KEY_ID", ACCOUNT)
            .env("AWS_SECRET_ACCESS_KEY", "simulated")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("TRUNKLINE_LOG", "warn");
        command
    }

    /// A configuration of one target for each of the Regions, each named like its Region, at the
    /// simulated AWS of that address.
    pub(super) fn config(&self, regions: &[&str], simulator: &str) -> Result<PathBuf> {
        let path = self.place("controld.toml");
        let text: String = regions
            .iter()
            .map(|region| target_of(region, simulator))
            .collect();
        fs::write(&path, text)?;
        Ok(path)
    }
}

/// A folder on the disk that builds go to: one in memory would make every write look free.
pub(super) fn scratch() -> Result<TempDir> {
    let within = target().join("bench");
    fs::create_dir_all(&within)?;
    Ok(TempDir::new_in(within)?)
}

/// Builds these parts, from the locked versions of everything.
pub(super) fn build(profile: Profile, what: &[&str]) -> Result<()> {
    let args = [&["build", "--locked", "--profile", profile.word()], what].concat();
    ensure!(cargo(&args), "cargo {} failed", args.join(" "));
    Ok(())
}

/// Copies what was built to a place where no later build changes it.
pub(super) fn copied(profile: Profile, built: &str, to: &Path) -> Result<()> {
    let built = target().join(profile.folder()).join(built);
    fs::copy(&built, to).with_context(|| built.display().to_string())?;
    Ok(())
}

fn target_of(region: &str, simulator: &str) -> String {
    format!(
        "[[targets]]\nname = \"{region}\"\naccount = \"{ACCOUNT}\"\nregion = \"{region}\"\n\
         endpoint = \"http://{simulator}\"\n\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_toml() {
        let text = target_of("eu-west-2", "127.0.0.1:1") + &target_of("us-east-1", "127.0.0.1:1");
        let table: toml::Table = text.parse().expect("TOML");
        let targets = table["targets"].as_array().expect("targets");
        assert_eq!(targets.len(), 2);
        assert_eq!(targets[1]["region"].as_str(), Some("us-east-1"));
        assert_eq!(targets[1]["endpoint"].as_str(), Some("http://127.0.0.1:1"));
    }
}
