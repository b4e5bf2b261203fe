//! Programs of the house in processes of their own, which can be killed.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    thread,
};

use control_api::v1::{
    self as pb, agent_service_client::AgentServiceClient,
    contact_center_service_client::ContactCenterServiceClient,
    document_service_client::DocumentServiceClient, job_service_client::JobServiceClient,
    region_service_client::RegionServiceClient,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tonic::transport::{Channel, Endpoint};

use crate::listed::assert_listed;

/// The log of a daemon, in the folder of its household.
const LOG: &str = "daemon.log";

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Binaries(PathBuf);

/// A program that serves, until it is killed.
#[derive(Debug)]
struct Process {
    child: Child,
    said: BufReader<ChildStdout>,
}

/// `aws-sim serve` in a process of its own.
#[derive(Debug)]
pub struct SimProcess {
    _process: Process,
    address: SocketAddr,
}

/// A data folder, and what the daemons that live on it one after the other are told.
#[derive(Debug)]
pub struct Household {
    binaries: Binaries,
    folder: TempDir,
}

/// `controld serve` in a process of its own.
#[derive(Debug)]
pub struct DaemonProcess {
    process: Process,
    channel: Channel,
    address: SocketAddr,
}

// === impl Binaries ===

impl Binaries {
    /// The folder that `TRUNKLINE_BINARIES` names, or else what cargo builds now.
    pub fn built() -> Self {
        let folder = env::var_os("TRUNKLINE_BINARIES").map_or_else(build, PathBuf::from);
        Self(folder)
    }

    /// Runs a program to its end.
    pub fn run<S: AsRef<OsStr>>(&self, name: &str, args: impl IntoIterator<Item = S>) -> Output {
        let mut command = Command::new(self.0.join(name));
        let command = command.args(args).env_clear().env("TRUNKLINE_LOG", "trace");
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn serve<S: AsRef<OsStr>>(
        &self,
        name: &str,
        args: impl IntoIterator<Item = S>,
        log: Option<fs::File>,
    ) -> Process {
        let program = self.0.join(name);
        let mut command = Command::new(&program);
        command
            .arg("serve")
            .args(args)
            .env_clear()
            .env("AWS_ACCESS_KEY_ID", "111111111111")
            .env("AWS_SECRET_ACCESS_KEY", "not checked")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(log) = log {
            command.env("TRUNKLINE_LOG", "trace").stderr(log);
        }
        let mut child = command
            .spawn()
            .unwrap_or_else(|cause| panic!("{}: {cause}", program.display()));
        let said = BufReader::new(child.stdout.take().unwrap());
        Process { child, said }
    }
}

/// Builds the programs into the target folder that this test came from.
fn build() -> PathBuf {
    let deps = env::current_exe().unwrap();
    let folder = deps.ancestors().nth(2).unwrap().to_owned();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--bins", "--target-dir"])
        .arg(folder.parent().unwrap())
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .status()
        .unwrap();
    assert!(built.success(), "the programs do not build");
    folder
}

// === impl Process ===

impl Process {
    /// The address that stands behind `mark` in a line that the program says.
    fn address(&mut self, mark: &str) -> SocketAddr {
        let lines = self.said.by_ref().lines().map(Result::unwrap);
        let line = lines
            .into_iter()
            .find(|line| line.contains(mark))
            .unwrap_or_else(|| panic!("the program ended without {mark:?}"));
        let (_, rest) = line.split_once(mark).unwrap();
        let end = rest.find(|c: char| c != '.' && c != ':' && !c.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].parse().unwrap()
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    fn kill(&mut self) {
        // A process that is gone already is as dead as can be.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

// === impl SimProcess ===

impl SimProcess {
    /// Starts a simulator with an empty world.
    pub fn start(binaries: &Binaries, flags: &[&str]) -> Self {
        let listen = ["--listen", "127.0.0.1:0"];
        let mut process = binaries.serve("aws-sim", listen.iter().chain(flags), None);
        let address = process.address("http://");
        Self {
            _process: process,
            address,
        }
    }

    /// How many calls reached an operation since the last reset.
    pub fn calls(&self) -> u64 {
        let calls = self.ask("GET", "/_sim/calls");
        let counts = calls.as_object().unwrap().values();
        counts.map(|count| count["calls"].as_u64().unwrap()).sum()
    }

    /// Everything that there is.
    pub fn state(&self) -> Value {
        self.ask("GET", "/_sim/state")
    }

    /// The values of all secrets of the account.
    pub fn secrets(&self) -> Vec<String> {
        let listed = self.secrets_manager("ListSecrets", &json!({}));
        let secrets = listed["SecretList"].as_array().unwrap();
        let value = |secret: &Value| {
            let named = json!({ "SecretId": secret["ARN"] });
            let value = self.secrets_manager("GetSecretValue", &named);
            value["SecretString"].as_str().unwrap().to_owned()
        };
        secrets.iter().map(value).collect()
    }

    fn secrets_manager(&self, operation: &str, body: &Value) -> Value {
        let head = format!(
            "X-Amz-Target: secretsmanager.{operation}\r\nContent-Type: application/x-amz-json-1.1\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=111111111111/20260922/eu-west-2/secretsmanager/aws4_request\r\n"
        );
        self.tell_with("POST", "/", &head, &body.to_string())
    }

    /// Begins anew with an empty world.
    pub fn reset(&self) {
        self.assert_calls_listed();
        self.ask("POST", "/_sim/reset?what=all");
    }

    /// Scripts trouble, as a list of rules.
    pub fn faults(&self, rules: &Value) {
        self.tell("POST", "/_sim/faults", &rules.to_string());
    }

    fn assert_calls_listed(&self) {
        let calls = self.ask("GET", "/_sim/calls");
        assert_listed(calls.as_object().unwrap().keys().map(String::as_str));
    }

    fn ask(&self, method: &str, path: &str) -> Value {
        self.tell(method, path, "")
    }

    fn tell(&self, method: &str, path: &str, body: &str) -> Value {
        self.tell_with(method, path, "", body)
    }

    fn tell_with(&self, method: &str, path: &str, head: &str, body: &str) -> Value {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let (host, length) = (self.address, body.len());
        let ask = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{head}Content-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(ask.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or(Value::Null)
    }
}

impl Drop for SimProcess {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.assert_calls_listed();
        }
    }
}

// === impl Household ===

impl Household {
    /// An empty data folder for daemons that have one target, `sim`, in `simulator`.
    pub fn new(binaries: &Binaries, simulator: &SimProcess) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = simulator.address;
        let config = format!(
            "[[targets]]\nname = \"sim\"\naccount = \"111111111111\"\nregion = \"eu-west-2\"\nendpoint = \"http://{address}\"\n"
        );
        fs::write(folder.path().join("controld.toml"), config).unwrap();
        Self {
            binaries: binaries.clone(),
            folder,
        }
    }

    /// Everything that daemons write: their data, and the log of the last one.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts a daemon on the data folder, as it is.
    pub async fn daemon(&self) -> DaemonProcess {
        self.started(None).await
    }

    /// The same; all that it can tell is in a log in the folder.
    pub async fn loud_daemon(&self) -> DaemonProcess {
        let log = fs::File::create(self.folder.path().join(LOG)).unwrap();
        self.started(Some(log)).await
    }

    async fn started(&self, log: Option<fs::File>) -> DaemonProcess {
        let path = |name: &str| self.folder.path().join(name);
        let (config, data) = (path("controld.toml"), path("data"));
        let free = Path::new("127.0.0.1:0");
        let args = [
            (Path::new("--config"), config.as_path()),
            (Path::new("--data-dir"), &data),
            (Path::new("--listen"), free),
            (Path::new("--http-listen"), free),
        ];
        let args = args.into_iter().flat_map(|(flag, value)| [flag, value]);
        let mut process = self.binaries.serve("controld", args, log);
        let address = process.address("gRPC on ");
        let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
        let channel = endpoint.connect().await.unwrap();
        DaemonProcess {
            process,
            channel,
            address,
        }
    }
}

// === impl DaemonProcess ===

impl DaemonProcess {
    /// Plans, applies and so on.
    pub fn centers(&self) -> ContactCenterServiceClient<Channel> {
        ContactCenterServiceClient::new(self.channel.clone())
    }

    /// What jobs write, and what they are given.
    pub fn documents(&self) -> DocumentServiceClient<Channel> {
        DocumentServiceClient::new(self.channel.clone())
    }

    /// An instance in two Regions.
    pub fn regions(&self) -> RegionServiceClient<Channel> {
        RegionServiceClient::new(self.channel.clone())
    }

    /// Agents.
    pub fn agents(&self) -> AgentServiceClient<Channel> {
        AgentServiceClient::new(self.channel.clone())
    }

    /// A job once it is at rest.
    pub async fn rest(&self, name: &str) -> pb::Job {
        let request = pb::WaitJobRequest {
            name: name.to_owned(),
            timeout: Some(prost_types::Duration {
                seconds: 120,
                nanos: 0,
            }),
        };
        self.jobs().wait_job(request).await.unwrap().into_inner()
    }

    /// Where it is called.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What becomes of jobs.
    pub fn jobs(&self) -> JobServiceClient<Channel> {
        JobServiceClient::new(self.channel.clone())
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub fn kill(mut self) {
        self.process.kill();
    }
}
