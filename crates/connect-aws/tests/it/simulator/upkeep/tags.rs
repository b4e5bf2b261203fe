//! Tags of the resources of an instance, and keys that cost is allocated by.

use std::collections::BTreeSet;

use connect_governance::{UpkeepPart, review_tags};
use connect_model::Alias;
use connect_resources::{KindId, ThingKey};

use super::{FULL, calls, drafted, ensured, open, parts, world};
use crate::{desk::tags, simulator::arrival::cx};

fn keys(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn what_lacks_a_tag_gets_it_and_other_tags_stay() {
    let (world, only) = (world().await, parts(&[UpkeepPart::Tags]));
    let queue = world.basic_queue().await;
    let arn = format!("{}/queue/{queue}", world.arn);
    let port = &world.ports.tags;
    let own = tags(&[("Team", "sales"), ("Kept", "yes")]);
    port.tag(&arn, &own).await.unwrap();
    let ids = open(&world, FULL, &only).await;
    for id in [
        "instance/uk/tags",
        "queue/BasicQueue/tags",
        "allocation/tags/activate",
    ] {
        assert!(ids.contains(&id.to_owned()), "{id}: {ids:#?}");
    }
    ensured(&world, FULL, &only).await;
    assert!(open(&world, FULL, &only).await.is_empty());
    let found = world.ports.queue.search(&world.instance).await.unwrap();
    let found = found.iter().find(|it| it.id == queue).unwrap();
    let wanted = tags(&[("CostCenter", "42"), ("Kept", "yes"), ("Team", "support")]);
    assert_eq!(found.tags, wanted);
    let record = world.ports.instance.describe(&world.instance).await;
    assert_eq!(record.unwrap().tags.get("Environment"), Some("production"));
}

#[tokio::test(start_paused = true)]
async fn a_review_names_what_lacks_keys_and_which_keys_are_active() {
    let world = world().await;
    let (calls, alias) = (calls(&world).await, Alias::new("uk").unwrap());
    let (required, allocation) = (
        keys(&["Environment", "Team"]),
        keys(&["BusinessUnit", "Team"]),
    );
    let asked = (&required, &allocation);
    let review = review_tags(&cx(), &calls, &alias, asked).await.unwrap();
    let own = review
        .lacking
        .iter()
        .find(|it| it.arn == world.arn)
        .unwrap();
    assert_eq!((&*own.kind, &*own.name), ("instance", "uk"));
    assert_eq!(own.keys, keys(&["Team"]));
    let queue = ThingKey::new(KindId::Queue, "BasicQueue");
    let is_queue = |it: &&connect_governance::UntaggedResource| {
        it.kind == queue.kind.as_str() && it.name == queue.name
    };
    let found = review.lacking.iter().find(is_queue).unwrap();
    assert_eq!(found.keys, required);
    assert!(review.resources >= 20, "{} resources", review.resources);
    assert_eq!(review.allocation.get("BusinessUnit"), Some(&false));
    assert_eq!(review.allocation.get("Team"), None, "AWS has not seen it");
    ensured(&world, FULL, &parts(&[UpkeepPart::Tags])).await;
    let review = review_tags(&cx(), &calls, &alias, asked).await.unwrap();
    assert!(
        review
            .lacking
            .iter()
            .all(|it| it.keys == keys(&["Environment"]))
    );
    assert_eq!(review.allocation.get("BusinessUnit"), Some(&true));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_no_resource_has_yet_is_told_and_asked_for_no_more() {
    let (world, only) = (world().await, parts(&[UpkeepPart::Tags]));
    let text = FULL.replace("[BusinessUnit,", "[NeverSeen, BusinessUnit,");
    let draft = drafted(&world, &text, &only).await;
    assert_eq!(draft.notes.len(), 1, "{:#?}", draft.notes);
    assert!(draft.notes[0].contains("NeverSeen"));
    let done = ensured(&world, &text, &only).await;
    assert_eq!(done.notes, draft.notes);
    assert!(open(&world, &text, &only).await.is_empty());
}
