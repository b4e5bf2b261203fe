//! Security profiles, users, and the secrets that hold their first passwords.

use std::collections::BTreeSet;

use connect_model::{
    FaultClass, FlowId, RoutingProfileId, Secret, SecurityProfileId, Tags, UserId,
};
use connect_resources::{
    Known,
    quick_connect::{Destination, QuickConnectDraft},
    security_profile::SecurityProfileDraft,
    user::{Identity, UserChange, UserRecord},
};

use super::World;
use crate::{
    desk::{session, simulator, tags},
    faults,
};

/// Makes a security profile with two permissions and gives its id.
async fn security_profile(world: &World) -> SecurityProfileId {
    let draft = SecurityProfileDraft {
        description: Some("Takes calls".to_owned()),
        permissions: BTreeSet::from(["BasicAgentAccess", "OutboundCallAccess"].map(str::to_owned)),
    };
    let port = &world.ports.security_profile;
    let tags = tags(&[("a", "1")]);
    let made = port.create(&world.instance, "Agent plus", &draft, &tags);
    SecurityProfileId::new(made.await.unwrap().id)
}

#[tokio::test(start_paused = true)]
async fn the_permissions_of_a_security_profile_are_replaced_as_a_whole() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.security_profile, &world.instance);
    let id = security_profile(&world).await;
    assert_eq!(port.permissions(instance, &id).await.unwrap().len(), 2);
    let draft = SecurityProfileDraft {
        description: None,
        permissions: BTreeSet::from(["BasicAgentAccess".to_owned()]),
    };
    port.update(instance, &id, &draft).await.unwrap();
    assert_eq!(
        port.permissions(instance, &id).await.unwrap(),
        draft.permissions
    );
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(record.description.as_deref(), Some("Takes calls"));
    assert!(port.search(instance).await.unwrap().contains(&record));
    world.counts_agree();
}

/// As the search shows it.
fn without_addresses(described: &UserRecord) -> UserRecord {
    let identity = &described.identity;
    UserRecord {
        identity: Identity {
            first_name: identity.first_name.clone(),
            last_name: identity.last_name.clone(),
            ..Identity::default()
        },
        has_addresses: false,
        ..described.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn users_come_back_as_they_were_written() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.user, &world.instance);
    let profiles = world.ports.routing_profile.list(instance).await.unwrap();
    let mut draft = faults::user("Correct-Horse-1");
    draft.routing_profile = RoutingProfileId::new(&profiles[0].known.id);
    draft.security_profiles = vec![security_profile(&world).await];
    draft.identity = Identity {
        first_name: Some("Ada".to_owned()),
        last_name: Some("Lovelace".to_owned()),
        email: Some("ada@example.com".to_owned()),
        ..Identity::default()
    };
    draft.phone.auto_accept = true;
    draft.phone.after_contact_work_seconds = 30;
    let made = port
        .create(instance, &draft, &tags(&[("a", "1")]))
        .await
        .unwrap();
    let id = UserId::new(&made.id);
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(
        (&record.identity, &record.phone),
        (&draft.identity, &draft.phone)
    );
    assert_eq!(record.security_profiles, draft.security_profiles);
    let taken = port
        .create(instance, &draft, &Tags::new())
        .await
        .unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);

    draft.phone.auto_accept = false;
    draft.phone.after_contact_work_seconds = 0;
    let change = UserChange::Phone(draft.phone.clone());
    port.update(instance, &id, &change).await.unwrap();
    assert_eq!(
        port.describe(instance, &id).await.unwrap().phone,
        draft.phone
    );
    // The search tells no addresses, and after-contact work in another unit.
    draft.phone.after_contact_work_seconds = 45;
    let change = UserChange::Phone(draft.phone.clone());
    port.update(instance, &id, &change).await.unwrap();
    let described = port.describe(instance, &id).await.unwrap();
    assert!(described.has_addresses);
    assert_eq!(described.phone.after_contact_work_seconds, 45);
    let expected = without_addresses(&described);
    assert_eq!(port.search(instance).await.unwrap(), [expected]);

    // Every user has a queue of its own, which is not one of ours.
    let queues = world.ports.queue.list(instance).await.unwrap();
    assert_eq!(queues.len(), 1, "{queues:?}");
    assert_eq!(world.ports.queue.search(instance).await.unwrap().len(), 1);
    let quick_connect = QuickConnectDraft {
        name: "Ada".to_owned(),
        description: None,
        destination: Destination::User {
            user: id.clone(),
            flow: FlowId::new("no-such-flow"),
        },
    };
    let port = &world.ports.quick_connect;
    let missing = port
        .create(instance, &quick_connect, &Tags::new())
        .await
        .unwrap_err();
    assert_eq!(missing.class, FaultClass::NotFound);
    world.ports.user.delete(instance, &id).await.unwrap();
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn secrets_are_written_once_read_and_removed_at_once() {
    let simulator = simulator();
    let session = session(simulator.http_client()).await;
    let (ports, name) = (session.ports(), "trunkline/uk/ada");
    let (port, value) = (ports.secret().unwrap(), Secret::new("Correct-Horse-1"));
    let token = "c5b1e2a4-0000-5000-8000-000000000001";
    let owned = tags(&[("trunkline:center", "uk")]);
    let made = port
        .create(name, &value, &owned, None, token)
        .await
        .unwrap();
    let again = port
        .create(name, &value, &owned, None, token)
        .await
        .unwrap();
    assert_eq!(made, again, "the same token and value make the same secret");
    let other = Secret::new("Another-Horse-2");
    let refused = port
        .create(name, &other, &owned, None, token)
        .await
        .unwrap_err();
    assert_eq!(refused.class, FaultClass::Duplicate);
    assert_eq!(port.value(name).await.unwrap().expose(), "Correct-Horse-1");
    let listed = port.list("trunkline/uk/").await.unwrap();
    let known: Vec<&Known> = listed.iter().map(|named| &named.known).collect();
    assert_eq!(known, [&made]);
    assert_eq!(port.list("trunkline/us/").await.unwrap(), []);
    for _ in 0..2 {
        port.delete(name).await.unwrap();
    }
    assert_eq!(
        port.value(name).await.unwrap_err().class,
        FaultClass::NotFound
    );
    port.create(name, &other, &owned, None, token)
        .await
        .unwrap();
}
