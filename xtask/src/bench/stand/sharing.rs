//! A share on the stand: an account with an instance, another one that reads, and a daemon between them.
//!
//! The daemon and the simulated AWS are processes of their own, so that what the daemon holds is its own.

use std::{
    fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};
use control_api::v1 as pb;
use serde_json::json;

use super::{Phase, Server, Stand, child::followed, client, rows};
use crate::bench::stopwatch::Stopwatch;

/// The accounts, each with a target and a profile of its name.
const SIDES: [(&str, &str); 2] = [("producer", super::ACCOUNT), ("reader", "222222222222")];
const REGION: &str = "eu-west-2";
const INSTANCE: &str = "instance: { alias: uk-contact-center }\n";
const SHARE: &str = "kind: AnalyticsShare\nname: contact-analytics\nconsumer: reader\n\
    producers: [{ target: producer, instances: [uk-contact-center] }]\ndata_sets: [users]\n";

/// A share that can be asked.
#[derive(Debug)]
pub(in crate::bench) struct Sharing {
    stand: Stand,
    simulator: Server,
    daemon: Server,
    spec: PathBuf,
}

/// What it took to get rows.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Taken {
    pub(in crate::bench) wall_s: f64,
    /// The most that the daemon had in memory meanwhile, in MiB.
    pub(in crate::bench) peak_mib: f64,
    /// Rows that came in their turn, and others.
    pub(in crate::bench) rows: rows::Count,
    /// Calls for rows.
    pub(in crate::bench) pages: u64,
    pub(in crate::bench) pieces: u64,
}

/// A query whose first part was taken, and no more.
pub(in crate::bench) struct Waiting(rows::Answer);

// === impl Sharing ===

impl Sharing {
    /// Makes an instance, and shares what it has. Athena's documented rates hold.
    pub(in crate::bench) fn start() -> Result<Self> {
        let stand = Stand::set_up()?;
        let simulator = stand.simulator_with(&["--quotas", "none", "--settle", "fast"])?;
        let config = stand.place("controld.toml");
        fs::write(&config, config_of(simulator.address()))?;
        let profiles = stand.place("credentials");
        fs::write(&profiles, PROFILES.concat())?;
        let mut command = stand.daemon_command(&config, &stand.place("data"));
        command.env("AWS_SHARED_CREDENTIALS_FILE", &profiles);
        let daemon = Server::start(&mut command, "gRPC on ")?;
        let (instance, spec) = (stand.place("center.yaml"), stand.place("share.yaml"));
        fs::write(&instance, INSTANCE)?;
        fs::write(&spec, SHARE)?;
        let sharing = Self {
            stand,
            simulator,
            daemon,
            spec,
        };
        sharing.done(&["--target", "producer", "--quiet", "apply"], &instance)?;
        sharing.done(&["--quiet", "share", "ensure"], &sharing.spec)?;
        Ok(sharing)
    }

    fn done(&self, words: &[&str], spec: &Path) -> Result<()> {
        let mut command = self.command(words, spec);
        let status = command.stdout(Stdio::null()).status()?;
        ensure!(status.success(), "{words:?} of connectctl failed");
        Ok(())
    }

    fn command(&self, words: &[&str], spec: &Path) -> Command {
        let mut command = Command::new(self.stand.program("connectctl"));
        let endpoint = format!("http://{}", self.daemon.address());
        command.args(["--endpoint", &endpoint]).args(words);
        command.arg("-f").arg(spec);
        command
    }

    /// Takes so many thousand rows over gRPC.
    pub(in crate::bench) fn take(&self, thousands: u32) -> Result<Taken> {
        self.while_taken(|| rows::Answer::of(self.daemon.address(), &question(thousands))?.take())
    }

    /// Takes the rest of an answer that waits.
    pub(in crate::bench) fn take_rest(&self, waiting: Waiting) -> Result<Taken> {
        self.while_taken(|| waiting.0.take())
    }

    /// Asks for so many thousand rows, and takes none.
    pub(in crate::bench) fn ask(&self, thousands: u32) -> Result<Waiting> {
        let mut answer = rows::Answer::of(self.daemon.address(), &question(thousands))?;
        answer.columns()?;
        Ok(Waiting(answer))
    }

    fn while_taken(&self, take: impl FnOnce() -> Result<rows::Count>) -> Result<Taken> {
        let (pages, pieces) = self.calls()?;
        self.daemon.forget_peak()?;
        let watch = Stopwatch::start();
        let rows = take()?;
        let wall_s = watch.s();
        let (pages_now, pieces_now) = self.calls()?;
        Ok(Taken {
            wall_s,
            peak_mib: self.daemon.peak_mib()?,
            rows,
            pages: pages_now - pages,
            pieces: pieces_now - pieces,
        })
    }

    /// Has `connectctl` write so many thousand rows to a file, as JSON or as CSV.
    pub(in crate::bench) fn write(&self, thousands: u32, form: Form) -> Result<(Phase, PathBuf)> {
        let (name, words) = match form {
            Form::Json => ("rows.json", vec!["--output", "json", "share", "query"]),
            Form::Csv => ("rows.csv", vec!["--quiet", "share", "query"]),
        };
        let file = self.stand.place(name);
        let mut command = self.command(&words, &self.spec);
        command.arg(rows::numbered(thousands));
        match form {
            Form::Json => command.stdout(File::create(&file)?),
            Form::Csv => command.arg("--csv").arg(&file).stdout(Stdio::null()),
        };
        let watch = Stopwatch::start();
        let (exit, peak_mib) = followed(&mut command.spawn()?)?;
        let phase = Phase {
            name: name.to_owned(),
            exit,
            wall_s: watch.s(),
            cpu_s: 0.0,
            peak_mib,
            calls: 0,
            refused: 0,
        };
        Ok((phase, file))
    }

    /// Lets nobody read files of results, or everybody again.
    pub(in crate::bench) fn close_files(&self, closed: bool) -> Result<()> {
        let refused = json!({ "error": { "code": "AccessDenied", "status": 403 } });
        let rule = json!({ "service": "s3", "operation": "GetObject", "action": refused });
        let rules = if closed { vec![rule] } else { Vec::new() };
        client::set_faults(self.simulator.address(), &json!({ "rules": rules }))
    }

    /// Calls for pages of rows, and for pieces of files, until now.
    pub(in crate::bench) fn calls(&self) -> Result<(u64, u64)> {
        let calls = |name| client::calls_of(self.simulator.address(), name);
        Ok((calls("athena.GetQueryResults")?, calls("s3.GetObject")?))
    }
}

/// What `connectctl` writes.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) enum Form {
    Json,
    Csv,
}

/// The profiles by which the daemon signs in.
const PROFILES: [&str; 2] = [
    "[producer]\naws_access_key_id = 111111111111\naws_secret_access_key = simulated\n",
    "[reader]\naws_access_key_id = 222222222222\naws_secret_access_key = simulated\n",
];

fn config_of(simulator: &str) -> String {
    let target = |(name, account): &(&str, &str)| {
        format!(
            "[[targets]]\nname = \"{name}\"\naccount = \"{account}\"\nregion = \"{REGION}\"\n\
             aws_profile = \"{name}\"\nendpoint = \"http://{simulator}\"\n\n"
        )
    };
    SIDES.iter().map(target).collect()
}

fn question(thousands: u32) -> pb::QueryShareRequest {
    let file = pb::SourceFile {
        path: "share.yaml".to_owned(),
        content: Some(pb::source_file::Content::Text(SHARE.to_owned())),
    };
    let spec = pb::Spec {
        specs: vec![file],
        ..pb::Spec::default()
    };
    let sql = rows::numbered(thousands);
    pb::QueryShareRequest {
        spec: Some(spec),
        question: Some(pb::query_share_request::Question::Sql(sql)),
        region: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_has_a_target_and_a_profile() {
        let table: toml::Table = config_of("127.0.0.1:1").parse().expect("TOML");
        let targets = table["targets"].as_array().expect("targets");
        for (target, profile) in targets.iter().zip(PROFILES) {
            let member = |name: &str| target[name].as_str().expect("a text").to_owned();
            assert!(profile.starts_with(&format!("[{}]", member("aws_profile"))));
            assert!(profile.contains(&member("account")));
        }
        assert_eq!(targets.len(), 2);
    }
}
