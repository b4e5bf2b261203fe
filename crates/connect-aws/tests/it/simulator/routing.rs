//! Hours, queues, quick connects, routing profiles.

use std::collections::BTreeSet;

use connect_model::{FaultClass, HoursId, QueueId, QuickConnectId, RoutingProfileId, Tags};
use connect_resources::{
    hours::{HoursDraft, Opening, Time},
    queue::{QueueChange, QueueDraft},
    quick_connect::{Destination, QuickConnectDraft},
    routing_profile::{Concurrency, PairRecord, RoutingProfileChange, RoutingProfileDraft},
};

use super::World;
use crate::desk::tags;

fn hours(name: &str) -> HoursDraft {
    let time = |hours, minutes| Time { hours, minutes };
    HoursDraft {
        name: name.to_owned(),
        description: Some("Weekdays".to_owned()),
        time_zone: "Europe/London".to_owned(),
        config: vec![Opening {
            day: "MONDAY".to_owned(),
            start: time(9, 30),
            end: time(0, 0),
        }],
    }
}

/// Makes hours and gives their id.
async fn made_hours(world: &World, name: &str) -> HoursId {
    let (port, draft) = (&world.ports.hours, hours(name));
    let made = port.create(&world.instance, &draft, &Tags::new()).await;
    HoursId::new(made.unwrap().id)
}

#[tokio::test(start_paused = true)]
async fn hours_come_back_as_they_were_written() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.hours, &world.instance);
    let draft = hours("UK Business Hours");
    let owned = tags(&[("trunkline:center", "uk")]);
    let made = port.create(instance, &draft, &owned).await.unwrap();
    let id = HoursId::new(&made.id);
    let taken = port.create(instance, &draft, &owned).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    assert!(taken.request_id.is_some());

    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(
        (&record.name, &record.time_zone),
        (&draft.name, &draft.time_zone)
    );
    assert_eq!((&record.config, &record.tags), (&draft.config, &owned));
    let found = port.search(instance).await.unwrap();
    assert!(found.contains(&record), "{found:?}");
    let listed = port.list(instance).await.unwrap();
    let named = listed.iter().find(|named| named.known == made).unwrap();
    assert_eq!(named.modified_ms, record.modified_ms);

    let renamed = HoursDraft {
        name: "Opening times".to_owned(),
        description: None,
        ..draft
    };
    port.update(instance, &id, &renamed).await.unwrap();
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(record.name, "Opening times");
    assert_eq!(record.description.as_deref(), Some("Weekdays"));
    port.delete(instance, &id).await.unwrap();
    let gone = port.describe(instance, &id).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn queues_change_aspect_by_aspect() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.queue, &world.instance);
    let draft = QueueDraft {
        name: "Service".to_owned(),
        description: None,
        hours: made_hours(&world, "First").await,
        max_contacts: Some(10),
        caller: None,
        quick_connects: Vec::new(),
    };
    let made = port
        .create(instance, &draft, &tags(&[("a", "1")]))
        .await
        .unwrap();
    let (id, other_hours) = (QueueId::new(&made.id), made_hours(&world, "Second").await);
    let changes = [
        QueueChange::Name {
            name: "Customer Service".to_owned(),
            description: Some("All".to_owned()),
        },
        QueueChange::Hours(other_hours.clone()),
        QueueChange::MaxContacts(Some(5)),
        QueueChange::Status("DISABLED".to_owned()),
    ];
    for change in changes {
        port.update(instance, &id, &change).await.unwrap();
    }
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(
        (&*record.name, record.description.as_deref()),
        ("Customer Service", Some("All"))
    );
    assert_eq!(
        (&record.hours, record.max_contacts),
        (&other_hours, Some(5))
    );
    assert_eq!(
        (&*record.status, &record.tags),
        ("DISABLED", &tags(&[("a", "1")]))
    );
    port.update(instance, &id, &QueueChange::MaxContacts(None))
        .await
        .unwrap();
    assert_eq!(
        port.describe(instance, &id).await.unwrap().max_contacts,
        None
    );

    let in_use = world
        .ports
        .hours
        .delete(instance, &other_hours)
        .await
        .unwrap_err();
    assert!(
        matches!(in_use.class, FaultClass::InUse | FaultClass::Invalid),
        "{in_use}"
    );
    port.delete(instance, &id).await.unwrap();
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn quick_connects_are_linked_to_queues() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.quick_connect, &world.instance);
    let queue = world.basic_queue().await;
    let mut ids = Vec::new();
    for n in 0..120 {
        let draft = QuickConnectDraft {
            name: format!("Line {n:03}"),
            description: None,
            destination: Destination::PhoneNumber(format!("+44163296{n:04}")),
        };
        match port.create(instance, &draft, &tags(&[("a", "1")])).await {
            Ok(made) => ids.push(QuickConnectId::new(made.id)),
            Err(full) => assert_eq!(full.class, FaultClass::QuotaFull, "{full}"),
        }
    }
    assert_eq!(ids.len(), 100, "the quota of a new account");
    let found = port.search(instance).await.unwrap();
    assert_eq!(found.len(), 100);
    assert!(
        found
            .iter()
            .all(|record| record.tags == tags(&[("a", "1")]))
    );

    let link = &world.ports.queue;
    for chunk in ids.chunks(50) {
        link.link(instance, &queue, chunk).await.unwrap();
    }
    let too_many = link.link(instance, &queue, &ids[..51]).await.unwrap_err();
    assert_eq!(too_many.class, FaultClass::Invalid);
    link.unlink(instance, &queue, &ids[..1]).await.unwrap();
    let linked: BTreeSet<_> = link
        .quick_connects(instance, &queue)
        .await
        .unwrap()
        .into_iter()
        .collect();
    assert_eq!(linked, ids[1..].iter().cloned().collect());
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn routing_profiles_keep_their_pairs() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.routing_profile, &world.instance);
    let queue = world.basic_queue().await;
    let pair = |channel: &str, priority, delay| PairRecord {
        channel: channel.to_owned(),
        queue: queue.clone(),
        priority,
        delay,
    };
    let channel = |channel: &str, concurrency| Concurrency {
        channel: channel.to_owned(),
        concurrency,
        cross_channel: Some("ROUTE_ANY_CHANNEL".to_owned()),
    };
    let draft = RoutingProfileDraft {
        name: "Agents".to_owned(),
        description: "Agents".to_owned(),
        default_outbound_queue: queue.clone(),
        concurrency: vec![channel("VOICE", 1), channel("CHAT", 2)],
        queues: vec![pair("VOICE", 1, 0)],
    };
    let made = port
        .create(instance, &draft, &tags(&[("a", "1")]))
        .await
        .unwrap();
    let id = RoutingProfileId::new(&made.id);
    port.add_pairs(instance, &id, &[pair("CHAT", 2, 30)])
        .await
        .unwrap();
    port.change_pairs(instance, &id, &[pair("VOICE", 5, 10)])
        .await
        .unwrap();
    let mut pairs = port.pairs(instance, &id).await.unwrap();
    pairs.sort_by(|one, other| one.channel.cmp(&other.channel));
    assert_eq!(pairs, [pair("CHAT", 2, 30), pair("VOICE", 5, 10)]);
    port.remove_pairs(instance, &id, &[pair("CHAT", 2, 30)])
        .await
        .unwrap();
    assert_eq!(
        port.pairs(instance, &id).await.unwrap(),
        [pair("VOICE", 5, 10)]
    );

    let change = RoutingProfileChange::Concurrency(vec![channel("VOICE", 1), channel("TASK", 4)]);
    port.update(instance, &id, &change).await.unwrap();
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(record.queues, None, "a description tells no queues");
    let mut concurrency = record.concurrency;
    concurrency.sort();
    assert_eq!(concurrency, [channel("TASK", 4), channel("VOICE", 1)]);
    let searched = port.search(instance).await.unwrap();
    let searched = searched.iter().find(|found| found.id == id).unwrap();
    assert_eq!(searched.tags, tags(&[("a", "1")]));
    assert_eq!(searched.queues, Some(BTreeSet::from([queue.clone()])));
    let told = searched.concurrency.iter();
    assert!(told.clone().all(|channel| channel.cross_channel.is_none()));
    assert_eq!(told.count(), 2);
    world.counts_agree();
}
