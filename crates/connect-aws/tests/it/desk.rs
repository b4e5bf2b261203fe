//! Sessions in virtual time.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use aws_sim::{Rate as SimRate, Settings, Simulator, Time, TokioClock as SimClock};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use connect_aws::{Login, Session, SessionConfig};
use connect_model::{
    AccountId, InstanceId, Region, Tags, Target, TargetName,
    spec::{Audio, Payload, Sources, load},
};
use reconcile::{Clock, Lane, Pace, TokioClock, Unpaced, Urgency};

pub(crate) const ACCOUNT: &str = "111111111111";
const EPOCH_S: u64 = 1_790_000_000;

/// What was asked of the pace.
#[derive(Debug, Default)]
pub(crate) struct Noted(Mutex<Vec<String>>);

// === impl Noted ===

impl Noted {
    fn note(&self, what: &str, lane: &Lane) {
        self.0.lock().unwrap().push(format!("{what} {lane}"));
    }

    /// What was asked since the last look.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[async_trait]
impl Pace for Noted {
    async fn admit(&self, lane: &Lane, _: Urgency) {
        self.note("admit", lane);
    }

    fn refused(&self, lane: &Lane) {
        self.note("refused", lane);
    }

    fn accepted(&self, lane: &Lane) {
        self.note("accepted", lane);
    }
}

pub(crate) fn clock() -> Arc<dyn Clock> {
    let epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(EPOCH_S);
    Arc::new(TokioClock::starting_at(epoch))
}

pub(crate) fn target() -> Target {
    Target {
        name: TargetName::new("prod-london").unwrap(),
        account: AccountId::new(ACCOUNT).unwrap(),
        region: Region::new("eu-west-2").unwrap(),
        aws_profile: None,
        role_arn: None,
        external_id: None,
        endpoint: None,
        ca_file: None,
        labels: BTreeMap::new(),
    }
}

pub(crate) fn config(http: impl HttpClient + 'static) -> SessionConfig {
    SessionConfig {
        target: target(),
        name: "job-1".to_owned(),
        login: Login::simulated(&AccountId::new(ACCOUNT).unwrap()),
        http_client: SharedHttpClient::new(http),
        clock: clock(),
        pace: Arc::new(Unpaced),
        urgency: Urgency::Bulk,
        watch: None,
    }
}

pub(crate) async fn session(http: impl HttpClient + 'static) -> Session {
    Session::open(config(http)).await
}

/// A simulator without a throttle that settles at once, in virtual time.
pub(crate) fn simulator() -> Simulator {
    let settings = Settings {
        rate: SimRate::None,
        ..Settings::default()
    };
    let epoch = Time::from_micros(EPOCH_S * 1_000_000);
    Simulator::builder()
        .settings(settings)
        .clock(SimClock::starting_at(epoch))
        .build()
}

pub(crate) fn instance() -> InstanceId {
    InstanceId::new("instance-1")
}

pub(crate) fn tags(pairs: &[(&str, &str)]) -> Tags {
    let mut tags = Tags::new();
    for (key, value) in pairs {
        tags.insert(*key, *value).unwrap();
    }
    tags
}

/// A recording, as a spec has it.
pub(crate) fn recording() -> Payload {
    let spec = b"instance: { alias: uk }\nprompts: [{ name: A, file: a.wav }]\n";
    let files = [
        ("spec.yaml".to_owned(), spec.to_vec()),
        ("a.wav".to_owned(), b"RIFF....WAVE.".to_vec()),
    ];
    let center = load(&Sources {
        specs: vec!["spec.yaml".to_owned()],
        files: files.into(),
        ..Sources::default()
    })
    .unwrap();
    match &center.prompts[0].spec.audio {
        Audio::File { recording, .. } => recording.clone(),
        Audio::S3 { .. } => panic!("it is a file"),
    }
}
