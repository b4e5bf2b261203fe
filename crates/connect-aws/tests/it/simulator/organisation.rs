//! The hierarchy of users, agent statuses, predefined attributes and proficiencies.

use connect_model::{
    AgentStatusId, FaultClass, HierarchyGroupId, RoutingProfileId, SecurityProfileId, Tags, UserId,
};
use connect_resources::{
    agent_status::AgentStatusDraft,
    predefined_attribute::AttributeDraft,
    user::{ProficiencyRecord, UserChange},
};

use super::World;
use crate::{desk::tags, faults};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Makes a user with built-in profiles and gives its id.
async fn user(world: &World) -> UserId {
    let (ports, instance) = (&world.ports, &world.instance);
    let mut draft = faults::user("Correct-Horse-1");
    let routing = ports.routing_profile.list(instance).await.unwrap();
    let rights = ports.security_profile.list(instance).await.unwrap();
    draft.routing_profile = RoutingProfileId::new(&routing[0].known.id);
    draft.security_profiles = vec![SecurityProfileId::new(&rights[0].known.id)];
    draft.identity.email = Some("ada@example.com".to_owned());
    draft.identity.first_name = Some("Ada".to_owned());
    draft.identity.last_name = Some("Lovelace".to_owned());
    let tags = Tags::new();
    let made = ports.user.create(instance, &draft, &tags).await;
    UserId::new(made.unwrap().id)
}

#[tokio::test(start_paused = true)]
async fn groups_stand_on_levels_and_hold_them() {
    let world = World::new().await;
    let (ports, instance) = (&world.ports, &world.instance);
    let levels = &ports.hierarchy_structure;
    assert!(levels.describe(instance).await.unwrap().is_empty());
    let wanted = texts(&["Department", "Team"]);
    levels.update(instance, &wanted).await.unwrap();
    assert_eq!(levels.describe(instance).await.unwrap(), wanted);

    let groups = &ports.hierarchy_group;
    let (owned, none) = (tags(&[("a", "1")]), Tags::new());
    let care = groups.create(instance, "Care", None, &owned).await.unwrap();
    let care = HierarchyGroupId::new(care.id);
    let late = groups.create(instance, "Late", Some(&care), &none);
    let late = HierarchyGroupId::new(late.await.unwrap().id);
    let too_deep = groups.create(instance, "Deep", Some(&late), &none);
    assert_eq!(too_deep.await.unwrap_err().class, FaultClass::Invalid);
    let taken = groups.create(instance, "Care", None, &owned).await;
    assert_eq!(taken.unwrap_err().class, FaultClass::Duplicate);
    groups.rename(instance, &care, "Service").await.unwrap();
    let record = groups.describe(instance, &late).await.unwrap();
    let path = [
        (care.clone(), "Service".to_owned()),
        (late.clone(), "Late".to_owned()),
    ];
    assert_eq!(record.path, path);
    assert!(groups.search(instance).await.unwrap().contains(&record));
    assert_eq!(groups.list(instance).await.unwrap().len(), 2);

    let id = user(&world).await;
    let change = UserChange::HierarchyGroup(late.clone());
    ports.user.update(instance, &id, &change).await.unwrap();
    let described = ports.user.describe(instance, &id).await.unwrap();
    assert_eq!(described.hierarchy_group.as_ref(), Some(&late));
    for group in [&care, &late] {
        let held = groups.delete(instance, group).await.unwrap_err();
        assert_eq!(held.class, FaultClass::InUse);
    }
    let held = levels.update(instance, &wanted[..1]).await.unwrap_err();
    assert_eq!(held.class, FaultClass::InUse);
    ports.user.delete(instance, &id).await.unwrap();
    for group in [&late, &care] {
        groups.delete(instance, group).await.unwrap();
    }
    levels.update(instance, &[]).await.unwrap();
    assert!(levels.describe(instance).await.unwrap().is_empty());
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn a_status_is_disabled_and_stays() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.agent_status, &world.instance);
    let draft = AgentStatusDraft {
        name: "Lunch".to_owned(),
        description: Some("Out to eat".to_owned()),
        state: "ENABLED".to_owned(),
        display_order: Some(3),
    };
    let owned = tags(&[("a", "1")]);
    let made = port.create(instance, &draft, &owned).await.unwrap();
    let id = AgentStatusId::new(&made.id);
    let taken = port.create(instance, &draft, &owned).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let bare = AgentStatusDraft {
        name: "Break".to_owned(),
        description: None,
        display_order: None,
        ..draft
    };
    port.update(instance, &id, &bare).await.unwrap();
    port.disable(instance, &id).await.unwrap();
    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!((&*record.name, &*record.state), ("Break", "DISABLED"));
    assert_eq!(record.description.as_deref(), Some("Out to eat"));
    assert_eq!((record.display_order, &record.tags), (Some(3), &owned));
    assert!(port.search(instance).await.unwrap().contains(&record));
    let listed = port.list(instance).await.unwrap();
    let mut names: Vec<&str> = listed.iter().map(|named| &*named.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["Available", "Break", "Offline"]);
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn proficiencies_hold_the_values_of_their_attribute() {
    let world = World::new().await;
    let (ports, instance) = (&world.ports, &world.instance);
    let (port, name) = (&ports.predefined_attribute, "First language");
    let draft = AttributeDraft {
        values: Some(texts(&["English", "Welsh"])),
        purposes: Some(texts(&["Routing"])),
        value_validation: Some(true),
    };
    port.create(instance, name, &draft).await.unwrap();
    let taken = port.create(instance, name, &draft).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let record = port.describe(instance, name).await.unwrap();
    assert_eq!(Some(&record.values), draft.values.as_ref());
    assert_eq!(Some(&record.purposes), draft.purposes.as_ref());
    assert!(record.value_validation && !record.read_only);
    assert_eq!(port.search(instance).await.unwrap(), [record]);
    assert_eq!(port.list(instance).await.unwrap()[0].name, name);

    let id = user(&world).await;
    let welsh = |level| ProficiencyRecord {
        attribute: name.to_owned(),
        value: "Welsh".to_owned(),
        level,
    };
    let users = &ports.user;
    users
        .add_proficiencies(instance, &id, &[welsh(2)])
        .await
        .unwrap();
    users
        .change_proficiencies(instance, &id, &[welsh(5)])
        .await
        .unwrap();
    assert_eq!(
        users.proficiencies(instance, &id).await.unwrap(),
        [welsh(5)]
    );
    let held = port.delete(instance, name).await.unwrap_err();
    assert_eq!(held.class, FaultClass::InUse);
    users
        .remove_proficiency(instance, &id, &welsh(5))
        .await
        .unwrap();
    let gone = users.remove_proficiency(instance, &id, &welsh(5)).await;
    assert_eq!(gone.unwrap_err().class, FaultClass::NotFound);
    let none = AttributeDraft {
        values: Some(Vec::new()),
        ..AttributeDraft::default()
    };
    port.update(instance, name, &none).await.unwrap();
    let record = port.describe(instance, name).await.unwrap();
    assert!(record.values.is_empty() && record.value_validation);
    port.delete(instance, name).await.unwrap();
    world.counts_agree();
}
