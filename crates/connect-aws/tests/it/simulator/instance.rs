//! Instances, their attributes, and tags.

use std::time::Duration;

use connect_model::FaultClass;
use connect_resources::instance::Attribute;

use super::{World, draft};
use crate::desk::tags;

#[tokio::test(start_paused = true)]
async fn an_instance_comes_up_changes_and_goes() {
    let world = World::new().await;
    let (port, id) = (&world.ports.instance, &world.instance);
    let listed = port.list().await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "uk"));
    let again = port.create(&draft()).await.unwrap();
    assert_eq!(
        again, listed[0].known,
        "the same token makes the same instance"
    );
    let record = port.describe(id).await.unwrap();
    assert_eq!(record.identity_management, "CONNECT_MANAGED");
    assert_eq!(record.tags, tags(&[("Environment", "production")]));

    for value in [true, false, true] {
        port.set(id, Attribute::OutboundCalls, value).await.unwrap();
        let attributes = port.attributes(id).await.unwrap();
        assert_eq!(attributes.len(), Attribute::ALL.len());
        assert!(attributes.contains(&(Attribute::OutboundCalls, value)));
    }

    let arn = &listed[0].known.arn;
    world
        .ports
        .tags
        .tag(arn, &tags(&[("a", "1")]))
        .await
        .unwrap();
    let keys = ["Environment".to_owned(), "absent".to_owned()];
    world.ports.tags.untag(arn, &keys).await.unwrap();
    assert_eq!(port.describe(id).await.unwrap().tags, tags(&[("a", "1")]));

    for _ in 0..2 {
        port.delete(id).await.unwrap();
    }
    tokio::time::sleep(Duration::from_mins(2)).await;
    let gone = port.describe(id).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
    port.delete(id).await.unwrap();
    world.counts_agree();
}
