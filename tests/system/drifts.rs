//! What people change in the console shows, each change as one line.

use aws_sim::Settings;
use connect_model::{InstanceId, QueueId, Tags, UserId};
use connect_provision::{Deviation, Drift, DriftOptions, Drifted, Owner};
use connect_resources::{
    Depth, Known, Named, Ports,
    agent_status::AgentStatusDraft,
    instance::Attribute,
    queue::{QueueChange, QueueDraft},
    routing_profile::RoutingProfileChange,
    user::{Phone, UserChange},
};
use expect_test::expect;
use system_tests::{Desk, spec};

use crate::{
    edits::edits,
    updates::{BASE, back, edited},
};

fn lines(drift: &Drift) -> Vec<String> {
    let line = |drifted: &Drifted| match &drifted.deviation {
        Deviation::Field { field, .. } => format!("{}: {field}", drifted.key),
        other => format!("{}: {other:?}", drifted.key),
    };
    drift.things.iter().map(line).collect()
}

fn id(listed: Vec<Named>, name: &str) -> Known {
    let found = listed.into_iter().find(|named| named.name == name);
    found.unwrap().known
}

async fn instance(ports: &Ports) -> InstanceId {
    let listed = ports.instance.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

fn undeclared() -> DriftOptions {
    DriftOptions {
        undeclared: true,
        ..DriftOptions::default()
    }
}

#[tokio::test(start_paused = true)]
async fn each_edit_of_a_member_is_one_line_and_none_after_it_is_undone() {
    let desk = Desk::new(Settings::default());
    let base = spec(BASE);
    desk.applied(1, &base).await;
    let none = desk.drift(&base, undeclared()).await;
    assert!(none.is_empty(), "{none}");
    let edits = edits().filter(|edit| {
        let is_rename = |(_, to): &(&str, &str)| to.contains("was: ");
        !edit.replace.iter().any(is_rename)
    });
    for (job, edit) in (10..).step_by(2).zip(edits) {
        desk.applied(job, &spec(&edited(edit))).await;
        let drift = desk.drift(&base, DriftOptions::default()).await;
        assert_eq!(drift.things.len(), 1, "{}: {drift}", edit.member);
        desk.applied(job + 1, &spec(&back(edit))).await;
    }
    assert!(desk.drift(&base, undeclared()).await.is_empty());
}

/// Ten things that people do in the console.
async fn edit_in_the_console(desk: &Desk) {
    let ports = desk.ports().await;
    let at = instance(&ports).await;
    let care = id(ports.queue.list(&at).await.unwrap(), "Care");
    let queue = QueueId::new(&care.id);
    let change = QueueChange::MaxContacts(Some(99));
    ports.queue.update(&at, &queue, &change).await.unwrap();
    let links = ports.queue.quick_connects(&at, &queue).await.unwrap();
    ports.queue.unlink(&at, &queue, &links).await.unwrap();
    let mut tags = Tags::new();
    tags.insert("Owner", "somebody else").unwrap();
    ports.tags.tag(&care.arn, &tags).await.unwrap();
    let set = ports.instance.set(&at, Attribute::ContactLens, false);
    set.await.unwrap();
    let user = UserId::new(id(ports.user.list(&at).await.unwrap(), "ada").id);
    let phone = Phone {
        r#type: "SOFT_PHONE".to_owned(),
        auto_accept: true,
        after_contact_work_seconds: 30,
        desk_phone_number: None,
        persistent_connection: None,
    };
    let change = UserChange::Phone(phone);
    ports.user.update(&at, &user, &change).await.unwrap();
    let mut identity = ports.user.describe(&at, &user).await.unwrap().identity;
    identity.last_name = Some("King".to_owned());
    let change = UserChange::Identity(identity);
    ports.user.update(&at, &user, &change).await.unwrap();
    let profile = id(ports.routing_profile.list(&at).await.unwrap(), "Others");
    let change = RoutingProfileChange::Name {
        name: "Others".to_owned(),
        description: "Somebody wrote here".to_owned(),
    };
    let profile = connect_model::RoutingProfileId::new(profile.id);
    let changed = ports.routing_profile.update(&at, &profile, &change);
    changed.await.unwrap();
    let hours = connect_model::HoursId::new(id(ports.hours.list(&at).await.unwrap(), "Day").id);
    let there = ports.hours.overrides(&at, &hours).await.unwrap();
    let gone = ports.hours.delete_override(&at, &hours, &there[0].id);
    gone.await.unwrap();
    let spare = QueueDraft {
        name: "Backoffice".to_owned(),
        hours: hours.clone(),
        description: None,
        max_contacts: None,
        caller: None,
        quick_connects: Vec::new(),
    };
    let none = Tags::new();
    ports.queue.create(&at, &spare, &none).await.unwrap();
    let reader = id(ports.security_profile.list(&at).await.unwrap(), "Reader");
    let reader = connect_model::SecurityProfileId::new(reader.id);
    let gone = ports.security_profile.delete(&at, &reader);
    gone.await.unwrap();
    let lunch = AgentStatusDraft {
        name: "Coffee".to_owned(),
        description: None,
        state: "ENABLED".to_owned(),
        display_order: None,
    };
    let made = ports.agent_status.create(&at, &lunch, &none);
    made.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn edits_in_the_console_show_with_what_is_declared_what_is_found_and_whose_it_is() {
    let desk = Desk::new(Settings::default());
    let base = spec(BASE);
    desk.applied(1, &base).await;
    edit_in_the_console(&desk).await;
    let drift = desk.drift(&base, undeclared()).await;
    expect![[r#"
        Drift of updates in 111111111111 / eu-west-2 (depth: full)

          ~ instance updates (ours)
              contact_lens: declared true, found false

          ~ hours of operation Day (ours)
              overrides: declared (2 entries), found (1 entries)

          + queue Backoffice (foreign): nobody declared it

          ~ queue Care (ours)
              max_contacts: declared 10, found 99
              quick_connects: declared [Care desk], found []
              tags.Owner: declared "queue", found "somebody else"

          ~ routing profile Others (ours)
              description: declared "Others", found "Somebody wrote here"

          - security profile Reader: declared, and not there

          + agent status Coffee (foreign): nobody declared it

          ~ user ada (ours)
              identity.last_name: declared "Lovelace", found "King"
              phone.auto_accept: declared false, found true

        8 fields differ, 1 things missing, 0 surplus, 2 undeclared; 29 as declared, 0 fields ignored
    "#]]
    .assert_eq(&drift.to_string());
    let declared = desk.drift(&base, DriftOptions::default()).await;
    assert_eq!(declared.things.len() + 2, drift.things.len(), "{declared}");
    desk.applied(2, &base).await;
    let again = desk.drift(&base, DriftOptions::default()).await;
    assert!(again.is_empty(), "{again}");
}

#[tokio::test(start_paused = true)]
async fn ignored_fields_are_no_drift_and_are_counted() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BASE)).await;
    edit_in_the_console(&desk).await;
    let ignoring = format!("{BASE}\nignore: [queues/Care.max_contacts, users/*.phone]\n");
    let (base, ignoring) = (spec(BASE), spec(&ignoring));
    let all = desk.drift(&base, DriftOptions::default()).await;
    let fewer = desk.drift(&ignoring, DriftOptions::default()).await;
    assert_eq!((all.ignored, fewer.ignored), (0, 2), "{fewer}");
    let gone: Vec<_> = lines(&all)
        .into_iter()
        .filter(|line| !lines(&fewer).contains(line))
        .collect();
    assert_eq!(
        gone,
        ["queue Care: max_contacts", "user ada: phone.auto_accept"]
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_ours_and_no_longer_declared_is_surplus_and_a_shallow_look_says_what_it_skips() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BASE)).await;
    let fewer = BASE.replace("  - { name: Spare, hours: Night }\n", "");
    let fewer = fewer.replace(
        "default_outbound_queue: Spare",
        "default_outbound_queue: Care",
    );
    let drift = desk.drift(&spec(&fewer), DriftOptions::default()).await;
    assert_eq!(
        lines(&drift),
        [
            "queue Spare: Surplus",
            "routing profile Others: default_outbound_queue"
        ]
    );
    assert_eq!(drift.things[0].owner, Some(Owner::Ours));
    let shallow = DriftOptions {
        depth: Depth::Fast,
        ..DriftOptions::default()
    };
    let drift = desk.drift(&spec(BASE), shallow).await;
    assert!(drift.is_empty() && !drift.unsure.is_empty(), "{drift}");
}
