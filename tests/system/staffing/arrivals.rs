//! Files that arrive by themselves, met by listing and by messages, by one daemon and by two.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use connect_agents::{ImportOptions, arrival::WatchSpec};
use connect_model::{Alias, BucketName, TargetName};
use control_api::v1::{self as pb, agent_arrival::State};
use controld::jobs::AgentWatch;
use http::{Request, Response};
use reconcile::{Clock as _, WallClock};
use serde_json::{Value, json};
use system_tests::signed;

use super::{ALIAS, FILE, Staffer};
use crate::daemon::{House, Resident};

const BUCKET: &str = "people-inbox";
const QUEUE: &str = "arn:aws:sqs:eu-west-2:111111111111:arrivals";

/// Where files arrive.
struct Dock<'h> {
    house: &'h House,
}

// === impl Dock ===

impl<'h> Dock<'h> {
    /// With a bucket that keeps versions, or none.
    async fn new(house: &'h House, versions: bool) -> Self {
        let dock = Self { house };
        let body = "<CreateBucketConfiguration><LocationConstraint>eu-west-2</LocationConstraint></CreateBucketConfiguration>";
        dock.s3("PUT", "", body).await;
        if versions {
            let body =
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
            dock.s3("PUT", "?versioning", body).await;
        }
        dock
    }

    /// With a queue that is told of what arrives; its URL.
    async fn told(&self) -> String {
        let made = self
            .sqs("CreateQueue", &json!({ "QueueName": "arrivals" }))
            .await;
        let url = made["QueueUrl"].as_str().unwrap().to_owned();
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "Service": "s3.amazonaws.com" },
                "Action": "sqs:SendMessage",
                "Resource": QUEUE,
                "Condition": { "ArnEquals": { "aws:SourceArn": format!("arn:aws:s3:::{BUCKET}") } },
            }],
        });
        let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy.to_string() } });
        self.sqs("SetQueueAttributes", &set).await;
        let body = format!(
            "<NotificationConfiguration><QueueConfiguration><Queue>{QUEUE}</Queue>\
             <Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>"
        );
        self.s3("PUT", "?notification", &body).await;
        url
    }

    /// Puts an object.
    async fn put(&self, key: &str, text: &str) {
        self.s3("PUT", &format!("/{key}"), text).await;
    }

    /// The keys that there are, with what is in them.
    async fn objects(&self) -> BTreeMap<String, String> {
        let listed = self.s3("GET", "?list-type=2", "").await;
        let text = String::from_utf8(listed.into_body().to_vec()).unwrap();
        let mut objects = BTreeMap::new();
        for part in text.split("<Key>").skip(1) {
            let key = part.split("</Key>").next().unwrap().to_owned();
            let got = self.s3("GET", &format!("/{key}"), "").await;
            let content = String::from_utf8(got.into_body().to_vec()).unwrap();
            objects.insert(key, content);
        }
        objects
    }

    async fn s3(&self, method: &str, rest: &str, body: &str) -> Response<Bytes> {
        let request = Request::builder().method(method);
        let request = request.uri(format!("/{BUCKET}{rest}"));
        let request = signed(request, ("111111111111", "eu-west-2"), "s3");
        let request = request.body(Bytes::from(body.to_owned())).unwrap();
        let answer = self.house.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{rest}: {answer:?}");
        answer
    }

    async fn sqs(&self, operation: &str, body: &Value) -> Value {
        let request = Request::post("/")
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("AmazonSQS.{operation}"));
        let request = signed(request, ("111111111111", "eu-west-2"), "sqs");
        let request = request.body(Bytes::from(body.to_string())).unwrap();
        let answer = self.house.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        serde_json::from_slice(answer.body()).unwrap_or_default()
    }
}

fn watch(queue_url: Option<String>) -> AgentWatch {
    AgentWatch {
        name: "hr".into(),
        target: TargetName::new("plain").unwrap(),
        alias: Alias::new(ALIAS).unwrap(),
        spec: WatchSpec {
            queue_url,
            ..WatchSpec::new(BucketName::new(BUCKET).unwrap(), "in/")
        },
        options: ImportOptions::default(),
        poll_s: 5,
    }
}

/// What arrived by now, the oldest first.
async fn arrivals(resident: &Resident) -> Vec<pb::AgentArrival> {
    let request = pb::ListArrivalsRequest::default();
    let listed = resident.agents().list_arrivals(request).await.unwrap();
    let mut arrivals = listed.into_inner().arrivals;
    arrivals.reverse();
    arrivals
}

/// What arrived once `is_over` holds of it.
async fn until(
    resident: &Resident,
    is_over: impl Fn(&[pb::AgentArrival]) -> bool,
) -> Vec<pb::AgentArrival> {
    loop {
        let found = arrivals(resident).await;
        if is_over(&found) {
            return found;
        }
        // Asking without a pause would keep both cores from the daemon.
        WallClock.sleep(Duration::from_millis(20)).await;
    }
}

fn states(arrivals: &[pb::AgentArrival]) -> Vec<State> {
    arrivals.iter().map(pb::AgentArrival::state).collect()
}

fn all_over(count: usize) -> impl Fn(&[pb::AgentArrival]) -> bool {
    move |found| found.len() >= count && found.iter().all(|it| it.end_time.is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_is_imported_once_and_answered_beside_it() {
    let house = House::new();
    drop(Staffer::new(&house).await);
    let dock = Dock::new(&house, true).await;
    dock.put("in/people.csv", FILE).await;
    dock.put("in/notes.txt", "Dear all,\nlunch is at noon.\n")
        .await;
    dock.put("in/secret.csv", "username,password\nada,Hunter2!\n")
        .await;
    dock.put("elsewhere/people.csv", FILE).await;
    let resident = house.watching("staff", vec![watch(None)]).await;
    let found = until(&resident, all_over(3)).await;
    let by_uri: BTreeMap<_, _> = found
        .iter()
        .map(|it| (it.uri.as_str(), it.state()))
        .collect();
    let wanted = [
        ("s3://people-inbox/in/notes.txt", State::NoAgentFile),
        ("s3://people-inbox/in/people.csv", State::Imported),
        ("s3://people-inbox/in/secret.csv", State::Refused),
    ];
    assert_eq!(by_uri, BTreeMap::from(wanted));
    let objects = dock.objects().await;
    let named = |start: &str, end: &str| {
        let mut keys = objects.keys();
        let key = keys.find(|key| key.starts_with(start) && key.ends_with(end));
        key.map(|key| objects[key].as_str())
    };
    let results = named("in/results/people.", ".results.csv").unwrap();
    assert!(results.contains("2,ada,created,"), "{results}");
    assert_eq!(objects["in/notes.txt"], "Dear all,\nlunch is at noon.\n");
    assert!(!objects.contains_key("in/secret.csv"), "it is moved aside");
    assert!(
        named("in/rejected/secret.", ".csv")
            .unwrap()
            .contains("Hunter2!")
    );
    let report = named("in/rejected/secret.", ".report.txt").unwrap();
    assert!(report.contains("password"), "{report}");
    assert!(!report.contains("Hunter2!"), "{report}");
    assert!(!house.holds("Hunter2!"), "the daemon keeps no password");
    // The same bytes once more are another version, and change nothing.
    house.simulator.reset_calls();
    dock.put("in/people.csv", FILE).await;
    let again = until(&resident, all_over(4)).await;
    assert_eq!(states(&again[3..]), [State::Imported]);
    assert_eq!(house.calls("connect.CreateUser"), 0);
    // A daemon that starts again meets nothing anew.
    drop(resident);
    let resident = house.watching("staff", vec![watch(None)]).await;
    let before = house.calls("s3.ListObjectVersions") + house.calls("s3.ListObjectsV2");
    loop {
        let lists = house.calls("s3.ListObjectVersions") + house.calls("s3.ListObjectsV2");
        if lists > before + 1 {
            break;
        }
        WallClock.sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(arrivals(&resident).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_tells_of_what_arrives_and_is_done_with() {
    let house = House::new();
    drop(Staffer::new(&house).await);
    let dock = Dock::new(&house, false).await;
    let queue = dock.told().await;
    let resident = house
        .watching("staff", vec![watch(Some(queue.clone()))])
        .await;
    house.until_called("sqs.ReceiveMessage").await;
    dock.put("in/people.csv", FILE).await;
    let found = until(&resident, all_over(1)).await;
    assert_eq!(states(&found), [State::Imported]);
    while house.calls("sqs.DeleteMessage") == 0 {
        WallClock.sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(
        arrivals(&resident).await.len(),
        1,
        "results are no arrivals"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_daemons_that_watch_the_same_import_it_once() {
    let house = House::new();
    drop(Staffer::new(&house).await);
    let dock = Dock::new(&house, true).await;
    dock.put("in/people.csv", FILE).await;
    house.simulator.reset_calls();
    let one = house.watching("one", vec![watch(None)]).await;
    let two = house.watching("two", vec![watch(None)]).await;
    let (of_one, of_two) = tokio::join!(until(&one, all_over(1)), until(&two, all_over(1)));
    let mut both = [states(&of_one), states(&of_two)].concat();
    both.sort();
    assert_eq!(both, [State::Imported, State::Elsewhere]);
    assert_eq!(house.calls("connect.CreateUser"), 3);
    assert_eq!(house.calls("secretsmanager.CreateSecret"), 3);
}
