//! Historical metrics: when agents were online, and what they handled.

use std::time::Duration;

use aws_sdk_connect::{
    Client,
    primitives::DateTime,
    types::{FilterV2, IntervalDetails, IntervalPeriod, MetricV2},
};
use aws_sim::{Lake, Settings};
use serde_json::json;

use crate::{
    desk::{Desk, EPOCH, PRODUCER, refusal, unthrottled},
    iam::{role, trust},
    wire::Wire,
};

/// A centre with two users.
struct Floor {
    connect: Client,
    instance: String,
    /// The ARN of the instance.
    arn: String,
    users: [String; 2],
    /// Ids of statuses: available, offline, and one of the instance's own.
    statuses: [String; 3],
}

const TIMES: [&str; 3] = [
    "SUM_ONLINE_TIME_AGENT",
    "SUM_IDLE_TIME_AGENT",
    "AGENT_OCCUPANCY",
];
const HOUR: i64 = 3_600;

fn seconds() -> i64 {
    i64::try_from(EPOCH.as_micros() / 1_000_000).expect("a date")
}

async fn hours(hours: u64) {
    tokio::time::sleep(Duration::from_hours(hours)).await;
}

// === impl Floor ===

impl Floor {
    async fn new(desk: &Desk) -> Self {
        let connect = desk.connect(PRODUCER);
        let instance = desk.instance(PRODUCER, "mine").await;
        let own = connect
            .create_agent_status()
            .instance_id(&instance)
            .name("Lunch")
            .state(aws_sdk_connect::types::AgentStatusState::Enabled);
        let own = own.send().await.expect("a status is made");
        let own = own.agent_status_id().unwrap_or_default().to_owned();
        let listed = connect.list_agent_statuses().instance_id(&instance);
        let listed = listed.send().await.expect("statuses are listed");
        let status = |name: &str| {
            let mut all = listed.agent_status_summary_list().iter();
            let found = all.find(|status| status.name() == Some(name));
            found.and_then(|status| status.id()).expect(name).to_owned()
        };
        let mut users = Vec::new();
        for name in ["ann", "ben"] {
            users.push(user(&connect, &instance, name).await);
        }
        Self {
            arn: format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{instance}"),
            users: users.try_into().expect("two users"),
            statuses: [status("Available"), status("Offline"), own],
            connect,
            instance,
        }
    }

    async fn put(&self, user: usize, status: usize) {
        let put = self
            .connect
            .put_user_status()
            .instance_id(&self.instance)
            .user_id(&self.users[user])
            .agent_status_id(&self.statuses[status]);
        put.send().await.expect("the status is set");
    }

    fn ask(&self, from: i64, to: i64, metrics: &[&str]) -> Ask {
        let metrics = metrics
            .iter()
            .map(|name| MetricV2::builder().name(*name).build());
        self.connect
            .get_metric_data_v2()
            .resource_arn(&self.arn)
            .start_time(DateTime::from_secs(from))
            .end_time(DateTime::from_secs(to))
            .set_metrics(Some(metrics.collect()))
    }

    fn by_agents(&self) -> FilterV2 {
        filter("AGENT", &self.users)
    }
}

type Ask = aws_sdk_connect::operation::get_metric_data_v2::builders::GetMetricDataV2FluentBuilder;

fn filter(key: &str, values: &[String]) -> FilterV2 {
    FilterV2::builder()
        .filter_key(key)
        .set_filter_values(Some(values.to_vec()))
        .build()
}

async fn user(connect: &Client, instance: &str, name: &str) -> String {
    let profiles = connect.list_security_profiles().instance_id(instance);
    let profiles = profiles.send().await.expect("profiles are listed");
    let profile = profiles.security_profile_summary_list()[0]
        .id()
        .unwrap_or_default()
        .to_owned();
    let routing = connect.list_routing_profiles().instance_id(instance);
    let routing = routing.send().await.expect("profiles are listed");
    let routing = routing.routing_profile_summary_list()[0]
        .id()
        .unwrap_or_default()
        .to_owned();
    let phone = aws_sdk_connect::types::UserPhoneConfig::builder()
        .phone_type(aws_sdk_connect::types::PhoneType::SoftPhone);
    let made = connect
        .create_user()
        .instance_id(instance)
        .username(name)
        .password("Passw0rd-of-tests")
        .phone_config(phone.build())
        .security_profile_ids(profile)
        .routing_profile_id(routing);
    let made = made.send().await.expect("a user is made");
    made.user_id().unwrap_or_default().to_owned()
}

/// Rows as dimension and numbers.
async fn rows(ask: Ask) -> Vec<(String, Vec<Option<f64>>)> {
    let answer = ask.send().await.expect("metrics are told");
    let rows = answer.metric_results().iter().map(|row| {
        let dimensions = row.dimensions().into_iter().flatten();
        let dimensions: Vec<&str> = dimensions.map(|(_, value)| value.as_str()).collect();
        let numbers = row
            .collections()
            .iter()
            .map(aws_sdk_connect::types::MetricDataV2::value);
        (dimensions.join(" "), numbers.collect())
    });
    rows.collect()
}

fn without_contacts() -> Settings {
    Settings {
        lake: Lake {
            contacts_per_day: 0,
            ..Lake::default()
        },
        ..unthrottled()
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_is_online_until_offline_and_one_who_never_came_has_no_row() {
    let desk = Desk::new(without_contacts());
    let floor = Floor::new(&desk).await;
    floor.put(0, 0).await;
    hours(2).await;
    floor.put(0, 2).await;
    hours(1).await;
    floor.put(0, 1).await;
    hours(5).await;
    let now = seconds() + 8 * HOUR;
    let ask = floor
        .ask(seconds(), now, &TIMES)
        .filters(floor.by_agents())
        .groupings("AGENT");
    let online = vec![Some(3.0 * 3_600.0), Some(2.0 * 3_600.0), Some(0.0)];
    assert_eq!(rows(ask).await, [(floor.users[0].clone(), online)]);
    let later = floor
        .ask(seconds() + 4 * HOUR, now, &TIMES)
        .filters(floor.by_agents())
        .groupings("AGENT");
    assert_eq!(rows(later).await, []);
    let all = floor
        .ask(seconds() + 4 * HOUR, now, &TIMES)
        .filters(floor.by_agents());
    let none = vec![Some(0.0), Some(0.0), None];
    assert_eq!(rows(all).await, [(String::new(), none)]);
}

#[tokio::test(start_paused = true)]
async fn hours_part_the_time_and_come_in_pages() {
    let desk = Desk::new(without_contacts());
    let floor = Floor::new(&desk).await;
    floor.put(0, 0).await;
    floor.put(1, 0).await;
    hours(3).await;
    // The instance took a minute: the next full hour is a good start.
    let start = (seconds() / HOUR + 1) * HOUR;
    let hourly = IntervalDetails::builder().interval_period(IntervalPeriod::Hour);
    let ask = floor
        .ask(start, start + 2 * HOUR, &["SUM_ONLINE_TIME_AGENT"])
        .interval(hourly.build())
        .filters(floor.by_agents())
        .groupings("AGENT")
        .max_results(3);
    let first = ask.clone().send().await.expect("metrics are told");
    assert_eq!(first.metric_results().len(), 3);
    let rest = ask.set_next_token(first.next_token().map(str::to_owned));
    let rest = rest.send().await.expect("metrics are told");
    assert_eq!(rest.metric_results().len(), 1);
    assert_eq!(rest.next_token(), None);
    let last = &rest.metric_results()[0];
    assert_eq!(last.collections()[0].value(), Some(3_600.0));
    let interval = last
        .metric_interval()
        .and_then(|interval| interval.start_time());
    assert_eq!(interval, Some(&DateTime::from_secs(start + HOUR)));
}

#[tokio::test(start_paused = true)]
async fn requests_outside_of_the_rules_are_refused() {
    let desk = Desk::new(without_contacts());
    let floor = Floor::new(&desk).await;
    let (day, now) = (24 * HOUR, seconds() + 60);
    let plain = |from: i64, to: i64| {
        let ask = floor.ask(from, to, &["SUM_ONLINE_TIME_AGENT"]);
        ask.filters(floor.by_agents())
    };
    let hourly = IntervalDetails::builder()
        .interval_period(IntervalPeriod::Hour)
        .build();
    let none = ["none".to_owned()];
    let channel = filter("CHANNEL", &["VOICE".to_owned()]);
    let invalid = "InvalidParameterException";
    for (number, (ask, code)) in [
        (plain(now, now - 1), invalid),
        (plain(now - day, now + 60), invalid),
        (plain(now - 35 * day, now), invalid),
        (plain(now - 91 * day, now - 90 * day), invalid),
        (plain(now - 3 * day, now).interval(hourly), invalid),
        (plain(now - day, now).groupings("QUEUE"), invalid),
        (plain(now - day, now).groupings("PLANET"), invalid),
        (plain(now - day, now).filters(channel.clone()), invalid),
        (
            plain(now - day, now).groupings("AGENT").groupings("AGENT"),
            invalid,
        ),
        (
            floor
                .ask(now - day, now, &["CONTACTS_HANDLED"])
                .filters(channel),
            invalid,
        ),
        (
            floor
                .ask(now - day, now, &["NONE"])
                .filters(floor.by_agents()),
            invalid,
        ),
        (
            floor
                .ask(now - day, now, &["CONTACTS_CREATED"])
                .filters(floor.by_agents()),
            invalid,
        ),
        (
            floor
                .ask(now - day, now, &TIMES)
                .filters(filter("AGENT", &none)),
            "ResourceNotFoundException",
        ),
        (
            plain(now - day, now).resource_arn(format!("{}x", floor.arn)),
            "ResourceNotFoundException",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(refusal(ask.send().await).0, code, "request {number}");
    }
    let longest = plain(now - 35 * day + 1, now).send().await;
    longest.expect("just less than 35 days");
}

#[tokio::test(start_paused = true)]
async fn contacts_are_those_of_the_lake_and_of_agents_who_were_there() {
    let desk = Desk::new(unthrottled());
    let floor = Floor::new(&desk).await;
    floor.put(0, 0).await;
    hours(48).await;
    let (from, now) = (seconds(), seconds() + 48 * HOUR);
    let ask = floor
        .ask(from, now, &["CONTACTS_HANDLED"])
        .filters(floor.by_agents())
        .groupings("AGENT");
    let handled = rows(ask).await;
    let [(agent, numbers)] = handled.as_slice() else {
        panic!("ben was never there: {handled:?}");
    };
    assert_eq!(*agent, floor.users[0]);
    let handled = numbers[0].expect("a number");
    assert!(handled > 10.0, "{handled}");
    let ask = floor.ask(from, now, &TIMES).filters(floor.by_agents());
    let times = rows(ask).await;
    let [online, idle, occupancy] = times[0].1[..] else {
        panic!("three numbers: {times:?}");
    };
    let (online, idle) = (online.expect("a time"), idle.expect("a time"));
    assert!(idle < online, "{idle} {online}");
    assert!(
        (1.0..100.0).contains(&occupancy.expect("a share")),
        "{occupancy:?}"
    );
    let listed = floor.connect.list_queues().instance_id(&floor.instance);
    let listed = listed.send().await.expect("queues are listed");
    let queue = listed.queue_summary_list()[0]
        .id()
        .unwrap_or_default()
        .to_owned();
    let ask = floor
        .ask(from, now, &["CONTACTS_CREATED", "CONTACTS_HANDLED"])
        .filters(filter("QUEUE", std::slice::from_ref(&queue)))
        .groupings("QUEUE");
    let of_queue = rows(ask).await;
    assert_eq!(of_queue[0].0, queue);
    let created = of_queue[0].1[0].expect("a number");
    assert!(created > handled, "{created} {handled}");
    assert_eq!(of_queue[0].1[1], Some(handled));
}

#[tokio::test(start_paused = true)]
async fn a_session_signs_in_as_the_user_of_its_name() {
    let desk = Desk::new(without_contacts());
    let root = Wire::new(&desk, PRODUCER);
    let made = json!({
        "IdentityManagementType": "SAML", "InstanceAlias": "saml",
        "InboundCallsEnabled": true, "OutboundCallsEnabled": true,
    });
    let made = root
        .rest("connect", "PUT", "/instance", &made.to_string())
        .await;
    let instance = made.good().value()["Id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    tokio::time::sleep(Duration::from_mins(1)).await;
    let connect = desk.connect(PRODUCER);
    role(&root, "agents", &trust(PRODUCER)).await.good();
    let session = async |name: &str| {
        let arn = format!("arn:aws:iam::{PRODUCER}:role/agents");
        let fields = [("RoleArn", arn.as_str()), ("RoleSessionName", name)];
        let issued = root.query("sts", "AssumeRole", &fields).await.good();
        desk.connect(&issued.element("AccessKeyId"))
    };
    let federate = |who: Client| who.get_federation_token().instance_id(&instance).send();
    let refused = refusal(federate(desk.connect(PRODUCER)).await);
    assert_eq!(refused.0, "InvalidRequestException");
    let refused = refusal(federate(session("eva").await).await);
    assert_eq!(refused.0, "UserNotFoundException");
    let profiles = connect.list_security_profiles().instance_id(&instance);
    let profiles = profiles.send().await.expect("profiles are listed");
    let routing = connect.list_routing_profiles().instance_id(&instance);
    let routing = routing.send().await.expect("profiles are listed");
    let eva = connect
        .create_user()
        .instance_id(&instance)
        .username("eva")
        .security_profile_ids(
            profiles.security_profile_summary_list()[0]
                .id()
                .unwrap_or_default(),
        )
        .routing_profile_id(
            routing.routing_profile_summary_list()[0]
                .id()
                .unwrap_or_default(),
        )
        .send()
        .await
        .expect("a user is made");
    let eva = eva.user_id().unwrap_or_default().to_owned();
    let token = federate(session("eva").await).await.expect("eva signs in");
    assert_eq!(token.user_id(), Some(eva.as_str()));
    hours(1).await;
    let metric = MetricV2::builder().name("SUM_ONLINE_TIME_AGENT").build();
    let told = connect
        .get_metric_data_v2()
        .resource_arn(format!(
            "arn:aws:connect:eu-west-2:{PRODUCER}:instance/{instance}"
        ))
        .start_time(DateTime::from_secs(seconds()))
        .end_time(DateTime::from_secs(seconds() + HOUR))
        .metrics(metric)
        .filters(filter("AGENT", std::slice::from_ref(&eva)))
        .groupings("AGENT");
    // Signed in, and offline until a status says otherwise.
    assert_eq!(rows(told).await, [(eva, vec![Some(0.0)])]);
}
