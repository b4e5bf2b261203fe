//! How deep observations look, what each depth costs, and what it leaves in doubt.

use std::{fmt::Write as _, time::Duration};

use aws_sim::{Quotas, Settings};
use connect_model::{
    InstanceId, QueueId, QuickConnectId, RoutingProfileId, UserId, spec::ContactCenter,
};
use connect_provision::{Blueprint, Unsure};
use connect_resources::{Depth, Doubt, KindId, Named, Ports, routing_profile::PairRecord, user};
use system_tests::{Desk, spec};

const SMALL: &str = include_str!("specs/updates.yaml");

/// The content of the peer's `tf-scale`, s500: a thousand things with an instance and a security
/// profile. Users have addresses, which a managed instance demands.
fn large() -> ContactCenter {
    const FLOW: &str = r#"{"Version": "2019-10-30", "StartAction": "a", "Actions": [{"Identifier": "a", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}"#;
    let mut text = String::from("instance: { alias: scale-center }\nhours_of_operation:\n");
    let mut say = |line: String| writeln!(text, "{line}").unwrap();
    for n in 0..48 {
        say(format!(
            "  - {{ name: Hours{n:03}, time_zone: Europe/London, config: [{{ days: [MONDAY, TUESDAY], start: '09:00', end: '17:00' }}] }}"
        ));
    }
    say("queues:".to_owned());
    for n in 0..200 {
        say(format!(
            "  - {{ name: Queue{n:03}, description: queue, hours: Hours{:03} }}",
            n % 48
        ));
    }
    say("routing_profiles:".to_owned());
    for n in 0..100 {
        let pair = |k: usize| {
            format!(
                "{{ channel: VOICE, queue: Queue{:03}, priority: {} }}",
                (n + k) % 200,
                k + 1
            )
        };
        let pairs: Vec<_> = (0..5).map(pair).collect();
        say(format!(
            "  - {{ name: Profile{n:03}, description: profile, default_outbound_queue: Queue{n:03}, media_concurrencies: [{{ channel: VOICE, concurrency: 1 }}], queue_configs: [{}] }}",
            pairs.join(", ")
        ));
    }
    say("security_profiles:\n  - { name: Agents, description: agents, permissions: [BasicAgentAccess, OutboundCallAccess] }\ncontact_flows:".to_owned());
    for n in 0..150 {
        say(format!(
            "  - {{ name: Flow{n:03}, type: CONTACT_FLOW, content: '{FLOW}' }}"
        ));
    }
    say("users:".to_owned());
    for n in 0..500 {
        say(format!(
            "  - {{ username: agent{n:04}, email: agent{n:04}@example.com, first_name: Agent, last_name: N{n:04}, password: {{ secret: shared }}, routing_profile: Profile{:03}, security_profiles: [Agents] }}",
            n % 100
        ));
    }
    spec(&text)
}

/// A desk of the large centre, some minutes after it came up.
async fn large_desk(center: &ContactCenter) -> Desk {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    desk.make_secret("shared", "Password123!").await;
    desk.simulator.reset_calls();
    desk.applied(1, center).await;
    desk
}

fn calls(desk: &Desk) -> u64 {
    let calls = desk.calls();
    let taken = calls.values().map(|calls| calls.calls).sum();
    desk.simulator.reset_calls();
    taken
}

fn unsure(plan: &Blueprint) -> Vec<(KindId, &str, Doubt, usize)> {
    fn line(line: &Unsure) -> (KindId, &str, Doubt, usize) {
        (line.kind, line.member.as_str(), line.doubt, line.things)
    }
    plan.unsure.iter().map(line).collect()
}

fn steps(plan: &Blueprint) -> Vec<&str> {
    let steps = plan.steps.steps().iter();
    steps.map(|step| step.id.as_str()).collect()
}

/// Calls per depth (Terraform takes 2,316 for the apply and 1,308 for a plan).
#[tokio::test(start_paused = true)]
async fn a_thousand_things_are_observed_within_the_calls_of_each_depth() {
    let center = large();
    let desk = large_desk(&center).await;
    let taken = calls(&desk);
    println!("apply: {taken} calls");
    assert!(taken <= 1_040, "apply: {taken} calls");
    tokio::time::sleep(Duration::from_mins(5)).await;
    for (run, depth, most) in [
        ("full", Depth::Full, 650),
        ("fast", Depth::Fast, 130),
        ("cached, with what full remembers", Depth::Cached, 22),
    ] {
        let plan = desk.plan_at(depth, &center).await.unwrap();
        let all = desk.calls();
        let taken = calls(&desk);
        println!("{run}: {taken} calls");
        assert!(plan.is_empty(), "{run}: {plan}");
        assert_eq!(plan.depth, depth);
        assert!(taken <= most, "{run}: {taken} calls, {all:#?}");
        let expected: &[_] = match depth {
            Depth::Full => &[],
            Depth::Fast => &[
                (KindId::RoutingProfile, "queues", Doubt::Unseen, 100),
                (KindId::SecurityProfile, "permissions", Doubt::Unseen, 1),
                (KindId::User, "identity.email", Doubt::Unseen, 500),
            ],
            Depth::Cached => &[(KindId::RoutingProfile, "queues", Doubt::Undated, 100)],
        };
        assert_eq!(unsure(&plan), expected, "{run}");
    }
}

/// The content of the peer's `tf-full`, as far as a spec has it: with a storage configuration, a
/// module and a hierarchy Terraform takes 63 calls for the apply and 33 for a plan.
const FULL: &str = r#"
instance: { alias: full-contact-center, contact_flow_logs: true, contact_lens: true, early_media: true, multi_party_conference: true }
hours_of_operation:
  - { name: UK Business Hours, time_zone: Europe/London, config: [{ days: [MONDAY, FRIDAY], start: '09:00', end: '17:00' }] }
phone_numbers:
  main_line: { country: GB, type: DID, description: Main customer service line }
  toll_free: { country: GB, type: TOLL_FREE, description: Toll-free support line }
quick_connects:
  supervisor: { name: Supervisor, type: QUEUE, queue: CustomerService, flow: Default queue transfer }
queues:
  - { name: CustomerService, hours: UK Business Hours, max_contacts: 100, outbound_caller: { name: Customer Service, number: main_line }, quick_connects: [supervisor] }
routing_profiles:
  - { name: AgentProfile, default_outbound_queue: CustomerService, media_concurrencies: [{ channel: VOICE, concurrency: 1 }, { channel: CHAT, concurrency: 3 }], queue_configs: [{ channel: VOICE, queue: CustomerService }] }
security_profiles:
  - { name: AgentProfile, permissions: [BasicAgentAccess, OutboundCallAccess] }
users:
  - { username: john.smith, email: john.smith@example.com, first_name: John, last_name: Smith, password: { secret: shared }, routing_profile: AgentProfile, security_profiles: [AgentProfile] }
  - { username: admin, email: admin@example.com, first_name: Admin, last_name: User, password: { secret: shared }, routing_profile: AgentProfile, security_profiles: [Admin] }
contact_flows:
  - { name: MainFlow, type: CONTACT_FLOW, content: '{"Version": "2019-10-30", "StartAction": "a", "Actions": [{"Identifier": "a", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}' }
lambda_functions:
  lookup: arn:aws:lambda:eu-west-2:111111111111:function:customer-lookup
lex_bots:
  - { name: CustomerServiceBot, region: eu-west-2 }
"#;

#[tokio::test(start_paused = true)]
async fn a_small_centre_takes_fewer_calls_than_the_peer() {
    let desk = Desk::new(Settings::default());
    desk.make_secret("shared", "Password123!").await;
    desk.simulator.reset_calls();
    let center = spec(FULL);
    desk.applied(1, &center).await;
    let taken = calls(&desk);
    println!("apply: {taken} calls");
    assert!(taken < 63, "apply: {taken} calls");
    tokio::time::sleep(Duration::from_mins(5)).await;
    for depth in Depth::ALL {
        let plan = desk.plan_at(depth, &center).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
        let all = desk.calls();
        let taken = calls(&desk);
        println!("{depth}: {taken} calls");
        assert!(taken < 33, "{depth}: {taken} calls, {all:#?}");
    }
}

/// A small centre some minutes after it came up, looked at in full, and somebody who changes it by
/// hand.
struct Small {
    desk: Desk,
    center: ContactCenter,
    ports: Ports,
    instance: InstanceId,
}

impl Small {
    async fn new() -> Self {
        let (desk, center) = (Desk::new(Settings::default()), spec(SMALL));
        desk.applied(1, &center).await;
        tokio::time::sleep(Duration::from_mins(5)).await;
        let plan = desk.plan(&center).await.unwrap();
        assert!(plan.is_empty() && plan.unsure.is_empty(), "{plan}");
        let ports = desk.ports().await;
        let instances = ports.instance.list().await.unwrap();
        Self {
            desk,
            center,
            ports,
            instance: InstanceId::new(&instances[0].known.id),
        }
    }

    async fn plan(&self, depth: Depth) -> Blueprint {
        self.desk.plan_at(depth, &self.center).await.unwrap()
    }

    async fn user(&self) -> (UserId, user::Identity) {
        let listed = self.ports.user.list(&self.instance).await.unwrap();
        let id = UserId::new(id(&listed, "ada"));
        let described = self.ports.user.describe(&self.instance, &id).await;
        (id, described.unwrap().identity)
    }

    async fn set_identity(&self, id: &UserId, identity: user::Identity) {
        let change = user::UserChange::Identity(identity);
        let port = &self.ports.user;
        port.update(&self.instance, id, &change).await.unwrap();
    }

    async fn unlink_quick_connect(&self) {
        let queues = self.ports.queue.list(&self.instance).await.unwrap();
        let links = self.ports.quick_connect.list(&self.instance).await.unwrap();
        let queue = QueueId::new(id(&queues, "Care"));
        let link = QuickConnectId::new(id(&links, "Care desk"));
        let port = &self.ports.queue;
        port.unlink(&self.instance, &queue, &[link]).await.unwrap();
    }

    async fn pairs(&self) -> (RoutingProfileId, Vec<PairRecord>) {
        let port = &self.ports.routing_profile;
        let listed = port.list(&self.instance).await.unwrap();
        let id = RoutingProfileId::new(id(&listed, "Carers"));
        let pairs = port.pairs(&self.instance, &id).await.unwrap();
        (id, pairs)
    }
}

fn id<'n>(listed: &'n [Named], name: &str) -> &'n str {
    let named = listed.iter().find(|named| named.name == name);
    &named.unwrap().known.id
}

#[tokio::test(start_paused = true)]
async fn an_address_that_somebody_changed_is_seen_in_full_and_named_as_unseen_by_fast() {
    let small = Small::new().await;
    let (id, mut identity) = small.user().await;
    identity.email = Some("other@example.com".to_owned());
    small.set_identity(&id, identity).await;
    // Right after a change the search may lag behind, so a fast plan sees nothing of the user yet.
    let fast = small.plan(Depth::Fast).await;
    assert!(unsure(&fast).contains(&(KindId::User, "phone", Doubt::Unseen, 1)));
    tokio::time::sleep(Duration::from_mins(5)).await;
    let full = small.plan(Depth::Full).await;
    assert_eq!(steps(&full), ["user/ada/identity"], "{full}");
    let fast = small.plan(Depth::Fast).await;
    assert!(fast.is_empty(), "{fast}");
    let expected = [
        (KindId::Hours, "overrides", Doubt::Unseen, 1),
        (KindId::Queue, "quick_connects", Doubt::Unseen, 2),
        (KindId::RoutingProfile, "cross_channel", Doubt::Unseen, 1),
        (KindId::RoutingProfile, "queues", Doubt::Unseen, 2),
        (KindId::SecurityProfile, "permissions", Doubt::Unseen, 2),
        (KindId::User, "identity.email", Doubt::Unseen, 1),
        (KindId::User, "proficiencies", Doubt::Unseen, 1),
    ];
    assert_eq!(unsure(&fast), expected);
    let text = fast.to_string();
    assert!(text.contains("(depth: fast)"), "{text}");
    assert!(
        text.contains("    user: identity.email (1 not seen)\n"),
        "{text}"
    );
    assert_ne!(full.digest(), fast.digest());
}

#[tokio::test(start_paused = true)]
async fn a_change_that_moves_the_time_is_seen_past_what_is_remembered() {
    let small = Small::new().await;
    small.desk.simulator.reset_calls();
    assert!(small.plan(Depth::Cached).await.is_empty());
    let asked = small.desk.calls();
    let is_described = |call: &str| asked.contains_key(call);
    assert!(!is_described("connect.DescribeUser"), "{asked:#?}");
    assert!(
        !is_described("connect.ListQueueQuickConnects"),
        "{asked:#?}"
    );
    let (id, mut identity) = small.user().await;
    identity.email = Some("other@example.com".to_owned());
    small.set_identity(&id, identity).await;
    for _ in 0..2 {
        let cached = small.plan(Depth::Cached).await;
        assert_eq!(steps(&cached), ["user/ada/identity"], "{cached}");
        tokio::time::sleep(Duration::from_mins(5)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_link_that_changes_without_a_trace_is_compared_as_remembered_and_named() {
    let small = Small::new().await;
    small.unlink_quick_connect().await;
    let (profile, pairs) = small.pairs().await;
    let port = &small.ports.routing_profile;
    let mut other = pairs[0].clone();
    other.priority = 9;
    port.change_pairs(&small.instance, &profile, &[other])
        .await
        .unwrap();
    let cached = small.plan(Depth::Cached).await;
    assert!(cached.is_empty(), "{cached}");
    let expected = [
        (KindId::Hours, "overrides", Doubt::Undated, 1),
        (KindId::Queue, "quick_connects", Doubt::Undated, 2),
        (KindId::RoutingProfile, "queues", Doubt::Undated, 2),
        (KindId::User, "proficiencies", Doubt::Undated, 1),
    ];
    assert_eq!(unsure(&cached), expected);
    assert!(
        cached
            .to_string()
            .contains("    queue: quick_connects (2 remembered)\n")
    );
    // Other queues are seen, because the search tells which there are.
    port.remove_pairs(&small.instance, &profile, &pairs)
        .await
        .unwrap();
    let cached = small.plan(Depth::Cached).await;
    assert_eq!(steps(&cached), ["routing-profile/Carers/queues"]);
    let full = small.plan(Depth::Full).await;
    let expected = ["queue/Care/quick-connects", "routing-profile/Carers/queues"];
    assert_eq!(steps(&full), expected, "{full}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_on_the_word_of_a_memory() {
    let small = Small::new().await;
    small.unlink_quick_connect().await;
    let both = SMALL.replace("quick_connects: [care]", "quick_connects: [care, partner]");
    let center = spec(&both);
    let report = small.desk.apply_at(Depth::Cached, 2, &center).await;
    let blueprint = report.unwrap().blueprint;
    assert_eq!(steps(&blueprint), ["queue/Care/quick-connects"]);
    assert_eq!(blueprint.depth, Depth::Cached);
    let full = small.desk.plan(&center).await.unwrap();
    assert!(full.is_empty(), "{full}");
}

#[tokio::test(start_paused = true)]
async fn what_a_search_does_not_show_is_read_before_it_is_replaced() {
    let small = Small::new().await;
    let (id, mut identity) = small.user().await;
    identity.secondary_email = Some("second@example.com".to_owned());
    small.set_identity(&id, identity).await;
    tokio::time::sleep(Duration::from_mins(5)).await;
    let center = spec(&SMALL.replace("first_name: Ada", "first_name: Augusta"));
    let report = small.desk.apply_at(Depth::Fast, 2, &center).await;
    assert_eq!(steps(&report.unwrap().blueprint), ["user/ada/identity"]);
    let (_, identity) = small.user().await;
    assert_eq!(identity.first_name.as_deref(), Some("Augusta"));
    let second = identity.secondary_email.as_deref();
    assert_eq!(second, Some("second@example.com"), "nobody declared it");
}

#[tokio::test(start_paused = true)]
async fn what_no_search_shows_yet_is_described_in_full_and_unseen_by_fast() {
    let desk = Desk::new(Settings {
        search_lag: Duration::from_hours(1),
        ..Settings::default()
    });
    // Of addresses there is a search and no list: none can be seen before the search shows it.
    let address = "  - { address: care@example.com, display_name: Care, description: Questions, tags: { Owner: mail } }\n";
    let center = spec(&SMALL.replace(&format!("email_addresses:\n{address}"), ""));
    desk.applied(1, &center).await;
    let full = desk.plan(&center).await.unwrap();
    assert!(full.is_empty() && full.unsure.is_empty(), "{full}");
    let fast = desk.plan_at(Depth::Fast, &center).await.unwrap();
    assert!(fast.is_empty() && fast.foreign.is_empty(), "{fast}");
    for expected in [
        (KindId::Hours, "config", Doubt::Unseen, 2),
        (KindId::Queue, "tags", Doubt::Unseen, 2),
        (KindId::User, "identity", Doubt::Unseen, 1),
        (KindId::Flow, "content", Doubt::Unseen, 2),
    ] {
        assert!(unsure(&fast).contains(&expected), "{expected:?}: {fast}");
    }
}

#[tokio::test(start_paused = true)]
async fn behaviour_across_channels_is_left_alone_unless_it_is_declared() {
    let small = Small::new().await;
    let any = spec(&SMALL.replace("ROUTE_CURRENT_CHANNEL_ONLY", "ROUTE_ANY_CHANNEL"));
    small.desk.applied(2, &any).await;
    let silent = SMALL.replace(", cross_channel: ROUTE_CURRENT_CHANNEL_ONLY", "");
    let plan = small.desk.plan(&spec(&silent)).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    let more = spec(&silent.replace("concurrency: 3", "concurrency: 4"));
    small.desk.applied(3, &more).await;
    let port = &small.ports.routing_profile;
    let (id, _) = small.pairs().await;
    let profile = port.describe(&small.instance, &id).await.unwrap();
    let mut cross = profile
        .concurrency
        .iter()
        .map(|one| one.cross_channel.clone());
    assert!(cross.any(|cross| cross.as_deref() == Some("ROUTE_ANY_CHANNEL")));
}
