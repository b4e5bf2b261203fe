//! What leaves for AWS: every request of every port, as one golden file.

mod cloud;
mod content;
mod region;

use std::{collections::BTreeSet, fmt::Debug};

use connect_aws::Session;
use connect_model::{
    Fault, FlowId, HierarchyGroupId, HoursId, PhoneNumberId, QueueId, QuickConnectId,
    RoutingProfileId, Secret, SecurityProfileId, UserId,
};
use connect_resources::{
    KindId, Ports,
    flow::{FlowChange, FlowDraft},
    hours::{HoursDraft, Opening, Time},
    instance::{Attribute, InstanceDraft},
    lex::Bot,
    phone_number::{Claim, Wish},
    queue::{CallerRecord, QueueChange, QueueDraft},
    quick_connect::{Destination, QuickConnectChange, QuickConnectDraft},
    routing_profile::{Concurrency, PairRecord, RoutingProfileChange, RoutingProfileDraft},
    security_profile::SecurityProfileDraft,
    user::{ChannelWork, Channels, Identity, Phone, UserChange, UserDraft},
};
use expect_test::expect_file;

use crate::{
    desk::{instance, session, tags},
    organisation::send_organisation,
    script::Script,
    wire_outside::send_outside,
};

/// Sends everything that the ports can send. The answers are empty, so what they are read as does
/// not matter here.
async fn send_all(ports: &Ports) {
    send_instance(ports).await;
    send_hours(ports).await;
    send_queue(ports).await;
    send_quick_connect(ports).await;
    send_routing_profile(ports).await;
    send_security_profile(ports).await;
    send_user(ports).await;
    send_organisation(ports).await;
    send_phone_number(ports).await;
    send_flow(ports).await;
    content::send_overrides(ports).await;
    content::send_module(ports).await;
    content::send_prompt(ports).await;
    send_associations(ports).await;
    send_secret(ports).await;
    send_outside(ports).await;
    region::send_replica(ports).await;
    region::send_group(ports).await;
    cloud::send_cloud(ports).await;
}

fn channels(work: &[(&str, u32, Option<u32>)]) -> Channels {
    let one = |(channel, seconds, callback_seconds): &(&str, u32, Option<u32>)| {
        let work = ChannelWork {
            seconds: *seconds,
            callback_seconds: *callback_seconds,
        };
        ((*channel).to_owned(), work)
    };
    Channels {
        after_contact_work: work.iter().map(one).collect(),
    }
}

fn sent<T: Debug>(_: Result<T, Fault>) {}

async fn send_instance(ports: &Ports) {
    let (port, id) = (&ports.instance, instance());
    sent(port.list().await);
    sent(port.describe(&id).await);
    sent(port.attributes(&id).await);
    let draft = InstanceDraft {
        alias: "uk".to_owned(),
        identity_management: "CONNECT_MANAGED".to_owned(),
        directory_id: None,
        inbound_calls: true,
        outbound_calls: false,
        tags: tags(&[("Environment", "production"), ("a", "1")]),
        token: "token-1".to_owned(),
    };
    sent(port.create(&draft).await);
    for attribute in Attribute::ALL {
        sent(port.set(&id, *attribute, false).await);
    }
    sent(port.delete(&id).await);
    let number = "arn:aws:connect:eu-west-2:111111111111:phone-number/n/1";
    sent(ports.tags.tag(number, &tags(&[("a", "1")])).await);
    let keys = ["a".to_owned(), "b c".to_owned()];
    sent(ports.tags.untag(number, &keys).await);
}

async fn send_hours(ports: &Ports) {
    let (port, instance, id) = (&ports.hours, &instance(), HoursId::new("h-1"));
    let time = |hours, minutes| Time { hours, minutes };
    let draft = HoursDraft {
        name: "UK Business Hours".to_owned(),
        description: Some("Weekdays".to_owned()),
        time_zone: "Europe/London".to_owned(),
        config: vec![
            Opening {
                day: "MONDAY".to_owned(),
                start: time(9, 30),
                end: time(17, 0),
            },
            Opening {
                day: "SUNDAY".to_owned(),
                start: time(0, 0),
                end: time(0, 0),
            },
        ],
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    let bare = HoursDraft {
        description: None,
        config: Vec::new(),
        ..draft
    };
    sent(port.create(instance, &bare, &tags(&[])).await);
    sent(port.update(instance, &id, &bare).await);
    sent(port.delete(instance, &id).await);
}

async fn send_queue(ports: &Ports) {
    let (port, instance, id) = (&ports.queue, &instance(), QueueId::new("q-1"));
    let links: Vec<_> = (0..52)
        .map(|n| QuickConnectId::new(format!("qc-{n}")))
        .collect();
    let caller = CallerRecord {
        name: Some("Service".to_owned()),
        number: Some(PhoneNumberId::new("n-1")),
        flow: Some(FlowId::new("f-1")),
    };
    let draft = QueueDraft {
        name: "Service".to_owned(),
        description: Some("All".to_owned()),
        hours: HoursId::new("h-1"),
        max_contacts: Some(10),
        caller: Some(caller.clone()),
        quick_connects: links.clone(),
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.quick_connects(instance, &id).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    let bare = QueueDraft {
        description: None,
        max_contacts: None,
        caller: None,
        quick_connects: Vec::new(),
        ..draft
    };
    sent(port.create(instance, &bare, &tags(&[])).await);
    let changes = [
        QueueChange::Name {
            name: "Service".to_owned(),
            description: None,
        },
        QueueChange::Name {
            name: "Service".to_owned(),
            description: Some("All".to_owned()),
        },
        QueueChange::Hours(HoursId::new("h-2")),
        QueueChange::MaxContacts(Some(5)),
        QueueChange::MaxContacts(None),
        QueueChange::Caller(caller),
        QueueChange::Caller(CallerRecord::default()),
        QueueChange::Status("DISABLED".to_owned()),
    ];
    for change in changes {
        sent(port.update(instance, &id, &change).await);
    }
    sent(port.link(instance, &id, &links[..2]).await);
    sent(port.unlink(instance, &id, &links[..1]).await);
    sent(port.delete(instance, &id).await);
}

async fn send_quick_connect(ports: &Ports) {
    let (port, instance) = (&ports.quick_connect, &instance());
    let (id, flow) = (QuickConnectId::new("qc-1"), FlowId::new("f-1"));
    let destinations = [
        Destination::Queue {
            queue: QueueId::new("q-1"),
            flow: flow.clone(),
        },
        Destination::User {
            user: UserId::new("u-1"),
            flow: flow.clone(),
        },
        Destination::PhoneNumber("+441632960000".to_owned()),
        Destination::Flow(flow),
    ];
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    for destination in destinations {
        let draft = QuickConnectDraft {
            name: "Supervisor".to_owned(),
            description: None,
            destination: destination.clone(),
        };
        sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
        let change = QuickConnectChange::Destination(destination);
        sent(port.update(instance, &id, &change).await);
    }
    let change = QuickConnectChange::Name {
        name: "Supervisor".to_owned(),
        description: Some("The one in charge".to_owned()),
    };
    sent(port.update(instance, &id, &change).await);
    sent(port.delete(instance, &id).await);
}

async fn send_routing_profile(ports: &Ports) {
    let (port, instance) = (&ports.routing_profile, &instance());
    let (id, queue) = (RoutingProfileId::new("rp-1"), QueueId::new("q-1"));
    let concurrency = vec![Concurrency {
        channel: "VOICE".to_owned(),
        concurrency: 1,
        cross_channel: Some("ROUTE_ANY_CHANNEL".to_owned()),
    }];
    let pairs = [PairRecord {
        channel: "VOICE".to_owned(),
        queue: queue.clone(),
        priority: 2,
        delay: 30,
    }];
    let draft = RoutingProfileDraft {
        name: "Agents".to_owned(),
        description: "Agents".to_owned(),
        default_outbound_queue: queue.clone(),
        concurrency: concurrency.clone(),
        queues: pairs.to_vec(),
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.pairs(instance, &id).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    let changes = [
        RoutingProfileChange::Name {
            name: "Agents".to_owned(),
            description: "All agents".to_owned(),
        },
        RoutingProfileChange::Concurrency(concurrency),
        RoutingProfileChange::DefaultOutboundQueue(queue),
    ];
    for change in changes {
        sent(port.update(instance, &id, &change).await);
    }
    sent(port.add_pairs(instance, &id, &pairs).await);
    sent(port.change_pairs(instance, &id, &pairs).await);
    sent(port.remove_pairs(instance, &id, &pairs).await);
    sent(port.delete(instance, &id).await);
}

async fn send_security_profile(ports: &Ports) {
    let (port, instance) = (&ports.security_profile, &instance());
    let id = SecurityProfileId::new("sp-1");
    let permission = |name: &str| name.to_owned();
    let draft = SecurityProfileDraft {
        description: None,
        permissions: BTreeSet::from(["Queues.View", "BasicAgentAccess"].map(permission)),
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.permissions(instance, &id).await);
    sent(
        port.create(instance, "Agent plus", &draft, &tags(&[("a", "1")]))
            .await,
    );
    sent(port.update(instance, &id, &draft).await);
    sent(port.delete(instance, &id).await);
}

/// Of a desk and of a browser.
fn phones() -> [Phone; 2] {
    let desk = Phone {
        r#type: "DESK_PHONE".to_owned(),
        auto_accept: false,
        after_contact_work_seconds: 0,
        desk_phone_number: Some("+441632960002".to_owned()),
        persistent_connection: None,
    };
    let soft = Phone {
        r#type: "SOFT_PHONE".to_owned(),
        auto_accept: true,
        after_contact_work_seconds: 30,
        desk_phone_number: None,
        persistent_connection: None,
    };
    [desk, soft]
}

async fn send_user(ports: &Ports) {
    let (port, instance, id) = (&ports.user, &instance(), UserId::new("u-1"));
    let text = |text: &str| Some(text.to_owned());
    let identity = Identity {
        first_name: text("Ada"),
        last_name: text("Lovelace"),
        email: text("ada@example.com"),
        secondary_email: text("ada@example.org"),
        mobile: text("+441632960001"),
    };
    let [desk, soft] = phones();
    let profiles = vec![
        SecurityProfileId::new("sp-1"),
        SecurityProfileId::new("sp-2"),
    ];
    let draft = UserDraft {
        username: "ada".to_owned(),
        password: Some(Secret::new("Correct-Horse-1")),
        identity: identity.clone(),
        phone: soft.clone(),
        routing_profile: RoutingProfileId::new("rp-1"),
        security_profiles: profiles.clone(),
        hierarchy_group: Some(HierarchyGroupId::new("g-1")),
        channels: Channels::default(),
        directory_user_id: None,
    };
    let work = channels(&[("CHAT", 60, None), ("VOICE", 30, Some(10))]);
    let of_saml = UserDraft {
        password: None,
        hierarchy_group: None,
        channels: work.clone(),
        directory_user_id: Some("d-1".to_owned()),
        identity: Identity {
            email: None,
            secondary_email: None,
            mobile: None,
            ..identity.clone()
        },
        phone: desk.clone(),
        ..draft.clone()
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    sent(port.create(instance, &of_saml, &tags(&[])).await);
    let changes = [
        UserChange::Identity(identity),
        UserChange::Phone(soft),
        UserChange::Phone(desk),
        UserChange::Channels(work),
        UserChange::NoHierarchyGroup,
        UserChange::RoutingProfile(RoutingProfileId::new("rp-2")),
        UserChange::SecurityProfiles(profiles),
    ];
    for change in changes {
        sent(port.update(instance, &id, &change).await);
    }
    sent(port.delete(instance, &id).await);
}

async fn send_phone_number(ports: &Ports) {
    let (port, instance) = (&ports.phone_number, &instance());
    let (id, flow) = (PhoneNumberId::new("n-1"), FlowId::new("f-1"));
    let target = "arn:aws:connect:eu-west-2:111111111111:instance/instance-1".to_owned();
    let wish = Wish {
        target: target.clone(),
        country: "GB".to_owned(),
        r#type: "DID".to_owned(),
        prefix: Some("+44163".to_owned()),
    };
    let claim = Claim {
        target: target.clone(),
        number: "+441632960000".to_owned(),
        description: Some("Main line".to_owned()),
        tags: tags(&[("trunkline:key", "main_line")]),
        token: "token-1".to_owned(),
    };
    sent(port.list().await);
    sent(port.describe(&id).await);
    sent(port.flows(instance).await);
    sent(port.available(&wish, 10).await);
    sent(port.claim(&claim).await);
    sent(port.describe_as(&id, "Main line").await);
    sent(port.move_to(&id, &target).await);
    sent(port.attach(instance, &id, Some(&flow)).await);
    sent(port.attach(instance, &id, None).await);
    sent(port.release(&id).await);
}

async fn send_flow(ports: &Ports) {
    let (port, instance, id) = (&ports.flow, &instance(), FlowId::new("f-1"));
    let content = "{\"Version\":\"2019-10-30\"}".to_owned();
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    for saved in [false, true] {
        sent(port.describe(instance, &id, saved).await);
        let draft = FlowDraft {
            name: "Main".to_owned(),
            r#type: "CONTACT_FLOW".to_owned(),
            description: Some("Greets".to_owned()),
            content: content.clone(),
            saved,
        };
        sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
        let change = FlowChange::Content {
            content: content.clone(),
            saved,
        };
        sent(port.update(instance, &id, &change).await);
    }
    let change = FlowChange::Name {
        name: "Main".to_owned(),
        description: None,
    };
    sent(port.update(instance, &id, &change).await);
    sent(port.delete(instance, &id).await);
}

async fn send_associations(ports: &Ports) {
    let instance = &instance();
    let function = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
    sent(ports.lambda.list(instance).await);
    sent(ports.lambda.associate(instance, function, "token-1").await);
    sent(ports.lambda.disassociate(instance, function).await);
    let bots = [
        Bot::V1 {
            name: "Orders".to_owned(),
            region: "us-east-1".to_owned(),
        },
        Bot::V2 {
            alias_arn: "arn:aws:lex:eu-west-2:111111111111:bot-alias/BOT/ALIAS".to_owned(),
        },
    ];
    for (bot, v1) in bots.iter().zip([true, false]) {
        sent(ports.lex.list(instance, v1).await);
        sent(ports.lex.associate(instance, bot, "token-1").await);
        sent(ports.lex.disassociate(instance, bot).await);
    }
    let aliases = ports.lex_aliases().unwrap();
    sent(aliases.alias_arn("Orders", "live", "us-east-1").await);
}

async fn send_secret(ports: &Ports) {
    let (port, name) = (ports.secret().unwrap(), "trunkline/uk/ada");
    let value = Secret::new("Correct-Horse-1");
    let token = "c5b1e2a4-0000-5000-8000-000000000001";
    sent(port.list("trunkline/uk/").await);
    let tagged = tags(&[("a", "1")]);
    sent(port.create(name, &value, &tagged, None, token).await);
    let key = Some("alias/agents");
    sent(port.create(name, &value, &tagged, key, token).await);
    sent(port.value(name).await);
    sent(port.delete(name).await);
}

async fn sent_by(script: &Script) -> Session {
    let session = session(script.clone()).await;
    send_all(&session.ports()).await;
    session
}

#[tokio::test(start_paused = true)]
async fn every_request_is_as_agreed() {
    let script = Script::default();
    sent_by(&script).await;
    let text = script.requests().join("\n\n") + "\n";
    expect_file!["golden/requests.txt"].assert_eq(&text);
}

/// In virtual time the tokens are the same too.
#[tokio::test(start_paused = true)]
async fn equal_sessions_send_equal_requests() {
    let (one, other) = (Script::default(), Script::default());
    sent_by(&one).await;
    sent_by(&other).await;
    assert_eq!(one.requests(), other.requests());
}

/// A lane that a kind names and no adapter uses would order the work by a bucket that is not there.
#[tokio::test(start_paused = true)]
async fn every_lane_that_a_kind_names_is_called() {
    let session = sent_by(&Script::default()).await;
    let tallies = session.meter().tallies();
    for kind in KindId::ALL {
        let facts = kind.kind().facts();
        let own = [Some(facts.make), Some(facts.remove), facts.settles];
        let aspects = facts.aspects.iter().map(|aspect| Some(aspect.lane));
        for lane in own.into_iter().chain(aspects).flatten() {
            let name = lane.replacen(':', ".", 1);
            assert!(tallies.of(&name).calls > 0, "{kind}: nobody calls {lane}");
        }
    }
}
