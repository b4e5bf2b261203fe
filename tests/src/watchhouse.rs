//! Daemons that look after a share, in virtual time: they come and go, and the world stays.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use analytics_share::port::{Calls, Query};
use aws_sim::{Settings, Simulator};
use connect_aws::SharedHttpClient;
use connect_model::{Arn, Region, Target, TargetName};
use controld::{
    ids::RandomIds,
    jobs::{
        Caller, Demand, Digest, Equipment, FileRef, Job, JobResult, Jobs, Order, ShareAsk,
        ShareFiles, ShareResult, ShareStatus, ShareWish, SpecFiles, State, Worker, WorkerSettings,
        start_herald, start_keeper,
    },
    store::{JobQuery, JobStore as _},
    task::Task,
    work::{Ground, Way, herald, works},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    Desk,
    lakeside::{CONSUMER, INSTANCE, PRODUCER},
    scribe::signed,
    still::StillStore,
};

/// Longer than any job takes; it ends what would otherwise hang.
const LONG: Duration = Duration::from_hours(24);
/// Looks for work are rare, so that hours pass quickly.
const LEASE: Duration = Duration::from_hours(3);

/// A world with an instance, and stores for daemons.
pub struct Watchhouse {
    /// The simulator.
    pub desk: Desk,
    store: Arc<StillStore>,
    targets: BTreeMap<TargetName, Target>,
    folder: TempDir,
}

/// A daemon that looks after shares. Dropping it is a crash.
pub struct Watchman {
    /// Its jobs.
    pub jobs: Jobs,
    store: Arc<StillStore>,
    _keeper: Task<()>,
    _herald: Task<()>,
    _worker: Worker,
}

/// Somebody who wants to know how a share is.
pub struct Listener<'h> {
    simulator: &'h Simulator,
    region: &'static str,
}

// === impl Watchhouse ===

impl Watchhouse {
    /// An instance, the target `local` of it, and `consumer` in another account.
    pub async fn new(settings: Settings) -> Self {
        let targets = [
            ("local", PRODUCER, "eu-west-2"),
            ("consumer", CONSUMER, "eu-west-2"),
        ];
        Self::with(settings, &targets).await
    }

    /// The same with these targets, by name, account and Region.
    pub async fn with(settings: Settings, targets: &[(&str, &str, &str)]) -> Self {
        let desk = Desk::at(PRODUCER, "eu-west-2", settings);
        desk.make_instance(INSTANCE).await;
        desk.clock.sleep(Duration::from_mins(3)).await;
        let folder = tempfile::tempdir().unwrap();
        Self {
            desk,
            store: store(folder.path(), "common").await,
            targets: targets.iter().map(|it| target(*it)).collect(),
            folder,
        }
    }

    /// A daemon on the common store, with what an earlier one left there. Several may be there at once.
    pub async fn watchman(&self) -> Watchman {
        self.employ(&self.store).await
    }

    /// A daemon on a store of its own.
    pub async fn stranger(&self) -> Watchman {
        let store = store(self.folder.path(), "stranger").await;
        self.employ(&store).await
    }

    async fn employ(&self, store: &Arc<StillStore>) -> Watchman {
        let way = SharedHttpClient::new(self.desk.simulator.http_client());
        let ways = self.targets.keys().cloned();
        let ways = ways.map(|name| (name, Way::Simulated(way.clone())));
        let clock = Arc::clone(&self.desk.clock);
        let ground = Ground::new(self.targets.clone(), ways, Arc::clone(&clock));
        let ground = Arc::new(ground);
        let jobs = Jobs::new(Equipment {
            store: Arc::clone(store) as _,
            works: works(&ground),
            targets: self.targets.clone(),
            guarded: BTreeSet::new(),
            clock,
            ids: Arc::new(RandomIds),
        });
        let settings = WorkerSettings {
            lease: LEASE,
            ..WorkerSettings::default()
        };
        let worker = Worker::start(&jobs, settings, |_| None).await.unwrap();
        Watchman {
            _keeper: start_keeper(&jobs),
            _herald: start_herald(&jobs, herald(&ground)),
            _worker: worker,
            store: Arc::clone(store),
            jobs,
        }
    }

    /// Makes another instance in a Region of the account of the first.
    pub async fn make_instance(&self, region: &str, alias: &str) {
        let body = json!({
            "InstanceAlias": alias,
            "IdentityManagementType": "CONNECT_MANAGED",
            "InboundCallsEnabled": true,
            "OutboundCallsEnabled": true,
        });
        let request = signed(
            http::Request::put("/instance"),
            (PRODUCER, region),
            "connect",
        );
        let request = request.body(body.to_string().into()).unwrap();
        let answer = self.desk.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        self.pass(Duration::from_mins(3)).await;
    }

    /// Does what EventBridge Scheduler does at each time of a schedule: makes its call by its role. The
    /// simulator notes the times of schedules, and calls nothing.
    pub async fn fire(&self, schedule: &str) -> String {
        let kept = self
            .somebody("eu-west-2")
            .await
            .schedules
            .schedule(schedule)
            .await;
        let record = kept.unwrap().unwrap().record;
        let firing = self
            .desk
            .clock
            .now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        let firing = format!("firing-{:032}", firing.as_micros());
        let input = record
            .input
            .replace("<aws.scheduler.execution-id>", &firing);
        let input: Value = serde_json::from_str(&input).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let query = Query {
            sql: text(&input["QueryString"]),
            workgroup: text(&input["WorkGroup"]),
            database: text(&input["QueryExecutionContext"]["Database"]),
            token: text(&input["ClientRequestToken"]),
        };
        let role = Arn::parse(&record.role_arn).unwrap();
        let calls = self.calls_as("eu-west-2", Some(role)).await;
        calls.queries.start(&query).await.unwrap()
    }

    /// Calls of the account that reads, in a Region of it, as somebody else would make them.
    pub async fn somebody(&self, region: &str) -> Calls {
        self.calls_as(region, None).await
    }

    async fn calls_as(&self, region: &str, role: Option<Arn>) -> Calls {
        let way = self.desk.simulator.http_client();
        let account = CONSUMER.parse().unwrap();
        let region = Region::new(region).unwrap();
        let session = self.desk.session_as(&account, &region, role, way).await;
        session.share_calls()
    }

    /// Listens to what is told on an event bus of the account that reads, in a Region.
    pub async fn listen(&self, region: &'static str, bus: &str) -> Listener<'_> {
        let listener = Listener {
            simulator: &self.desk.simulator,
            region,
        };
        listener.listen(bus).await;
        listener
    }

    /// Lets time pass.
    pub async fn pass(&self, length: Duration) {
        self.desk.clock.sleep(length).await;
    }

    /// How often an operation was called.
    pub fn calls(&self, operation: &str) -> u64 {
        self.desk.calls().get(operation).map_or(0, |it| it.calls)
    }

    /// How many queries of Athena wrote files.
    pub fn unloads(&self) -> usize {
        let state = self.desk.state().to_string();
        state.matches("\"UNLOAD (").count()
    }
}

// === impl Listener ===

impl Listener<'_> {
    async fn listen(&self, bus: &str) {
        let region = self.region;
        let queue = format!("arn:aws:sqs:{region}:{CONSUMER}:ops");
        let policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" },
            "Action": "sqs:SendMessage", "Resource": queue,
        }] });
        let attributes = json!({ "Policy": policy.to_string() });
        let body = json!({ "QueueName": "ops", "Attributes": attributes });
        self.ask("sqs", "AmazonSQS.CreateQueue", &body).await;
        if bus != "default" {
            self.ask(
                "events",
                "AWSEvents.CreateEventBus",
                &json!({ "Name": bus }),
            )
            .await;
        }
        let pattern = json!({ "source": ["trunkline.analytics-share"] }).to_string();
        let body = json!({ "Name": "ops", "EventBusName": bus, "EventPattern": pattern });
        self.ask("events", "AWSEvents.PutRule", &body).await;
        let targets = json!([{ "Id": "1", "Arn": queue }]);
        let body = json!({ "Rule": "ops", "EventBusName": bus, "Targets": targets });
        self.ask("events", "AWSEvents.PutTargets", &body).await;
    }

    /// The events that came since the last time, oldest first.
    pub async fn heard(&self) -> Vec<Value> {
        let queue = format!("https://sqs.{}.amazonaws.com/{CONSUMER}/ops", self.region);
        let mut heard = Vec::new();
        loop {
            let body = json!({ "QueueUrl": queue, "MaxNumberOfMessages": 10 });
            let answer = self.ask("sqs", "AmazonSQS.ReceiveMessage", &body).await;
            let messages = answer["Messages"].as_array().cloned().unwrap_or_default();
            if messages.is_empty() {
                return heard;
            }
            for message in messages {
                heard.push(serde_json::from_str(message["Body"].as_str().unwrap()).unwrap());
                let body = json!({ "QueueUrl": queue, "ReceiptHandle": message["ReceiptHandle"] });
                self.ask("sqs", "AmazonSQS.DeleteMessage", &body).await;
            }
        }
    }

    async fn ask(&self, service: &str, target: &str, body: &Value) -> Value {
        let request = http::Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target);
        let request = signed(request, (CONSUMER, self.region), service);
        let request = request.body(body.to_string().into()).unwrap();
        let answer = self.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        serde_json::from_slice(answer.body()).unwrap_or_default()
    }
}

// === impl Watchman ===

impl Watchman {
    /// Starts a job about a share.
    pub async fn start(&self, spec: &str, ask: ShareAsk) -> Job {
        let demand = self.demand(None, spec, ask).await;
        self.jobs.submit(demand).await.unwrap()
    }

    /// Does one in a Region alone.
    pub async fn end_in(&self, region: &str, spec: &str, ask: ShareAsk) -> Job {
        let demand = self.demand(Some(region), spec, ask).await;
        let job = self.jobs.submit(demand).await.unwrap();
        self.rest(job.id.0).await
    }

    /// What one would find that is only checked.
    pub async fn check(&self, spec: &str, ask: ShareAsk) -> Job {
        let mut demand = self.demand(None, spec, ask).await;
        demand.validate_only = true;
        self.jobs.submit(demand).await.unwrap()
    }

    /// Why one is refused.
    pub async fn refused(&self, spec: &str, ask: ShareAsk) -> String {
        let demand = self.demand(None, spec, ask).await;
        self.jobs.submit(demand).await.unwrap_err().to_string()
    }

    async fn demand(&self, region: Option<&str>, spec: &str, ask: ShareAsk) -> Demand {
        let content = spec.as_bytes().to_vec();
        let digest = Digest::of(&content);
        let files = SpecFiles {
            specs: vec![FileRef {
                path: "share.yaml".into(),
                content: digest,
            }],
            files: Vec::new(),
            variables: BTreeMap::new(),
        };
        let wish = ShareWish {
            method: "Share",
            request_id: controld::ids::Ids::fresh(&RandomIds),
            validate_only: false,
            order: Order::Share {
                share: ShareFiles::new(files, region.map(|it| it.parse().unwrap())),
                ask,
            },
            contents: BTreeMap::from([(digest, content)]),
            labels: BTreeMap::new(),
            reason: String::new(),
            caller: Caller {
                name: "ada".into(),
                ..Caller::default()
            },
        };
        self.jobs.with_parties(wish).await.unwrap().unwrap()
    }

    /// Does a job about a share, whatever comes of it.
    pub async fn end(&self, spec: &str, ask: ShareAsk) -> Job {
        let job = self.start(spec, ask).await;
        self.rest(job.id.0).await
    }

    /// Does one, and expects that it succeeds.
    pub async fn done(&self, spec: &str, ask: ShareAsk) -> ShareResult {
        let job = self.end(spec, ask).await;
        assert_eq!(job.state, State::Succeeded, "{:#?}", job.error);
        match job.result {
            Some(JobResult::Share(result)) => result,
            other => panic!("{other:?}"),
        }
    }

    /// Makes a share so.
    pub async fn ensured(&self, spec: &str) -> ShareResult {
        self.done(spec, ShareAsk::Ensure { look: false }).await
    }

    /// How a share stands.
    pub async fn status(&self, spec: &str) -> ShareStatus {
        match self.done(spec, ShareAsk::Status).await {
            ShareResult::Status(status) => status,
            other => panic!("{other:?}"),
        }
    }

    /// How a share stands in a Region.
    pub async fn status_of(&self, spec: &str, region: &str) -> ShareStatus {
        let job = self.end_in(region, spec, ShareAsk::Status).await;
        match job.result {
            Some(JobResult::Share(ShareResult::Status(status))) => status,
            other => panic!("{other:?}"),
        }
    }

    /// What happened to a job so far, in words of the program.
    pub async fn told(&self, id: controld::jobs::JobId) -> String {
        let events = self.store.events(id, 0, 10_000).await.unwrap();
        format!("{events:?}")
    }

    /// The job once it is at rest.
    pub async fn rest(&self, id: Uuid) -> Job {
        self.jobs
            .wait(controld::jobs::JobId(id), LONG)
            .await
            .unwrap()
    }

    /// The jobs that schedules started, oldest first.
    pub async fn runs(&self) -> Vec<Job> {
        let query = JobQuery {
            limit: 1_000,
            ..JobQuery::default()
        };
        let mut jobs = self.jobs.list(query).await.unwrap();
        jobs.retain(|job| job.brief.labels.contains_key("schedule"));
        jobs.reverse();
        jobs
    }
}

async fn store(folder: &Path, name: &str) -> Arc<StillStore> {
    Arc::new(StillStore::open(&folder.join(format!("{name}.db"))).await)
}

fn target((name, account, region): (&str, &str, &str)) -> (TargetName, Target) {
    let target = json!({ "name": name, "account": account, "region": region });
    let target: Target = serde_json::from_value(target).unwrap();
    (target.name.clone(), target)
}
