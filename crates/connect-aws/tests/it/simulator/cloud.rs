//! Functions, layers and bots out of archives.

use std::{collections::BTreeMap, time::Duration};

use connect_model::{FaultClass, Tags, spec::Payload};
use connect_resources::{
    Condition,
    bot::BotDraft,
    function::{FunctionChange, FunctionDraft},
    function_alias::Grant,
    function_layer::LayerDraft,
};

use super::World;
use crate::desk;

fn tags() -> Tags {
    desk::tags(&[("Owner", "code")])
}

/// The empty archive, with a comment.
fn archive(comment: u8) -> Payload {
    let end = [b"PK\x05\x06".as_slice(), &[0; 16], &[1, 0, comment]];
    Payload::new(end.concat())
}

fn draft(name: &str) -> FunctionDraft {
    FunctionDraft {
        name: name.to_owned(),
        architecture: "arm64".to_owned(),
        settings: FunctionChange {
            description: Some("Finds a customer".to_owned()),
            runtime: Some("python3.13".to_owned()),
            handler: Some("index.handler".to_owned()),
            memory_mb: Some(256),
            timeout_seconds: Some(8),
            environment: Some(BTreeMap::from([("AB".to_owned(), "b".to_owned())])),
            layers: Some(Vec::new()),
            role: Some("arn:aws:iam::111111111111:role/lookup".to_owned()),
        },
        tags: tags(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_is_made_changed_published_and_let_be_called() {
    let world = World::new().await;
    let (port, aliases) = (
        world.ports.function().unwrap(),
        world.ports.function_alias().unwrap(),
    );
    let known = port.create(&draft("lookup"), &archive(1)).await.unwrap();
    let taken = port
        .create(&draft("lookup"), &archive(1))
        .await
        .unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let busy = port.update_code("lookup", "arm64", &archive(2)).await;
    assert_eq!(busy.unwrap_err().class, FaultClass::NotReady);
    assert_eq!(port.condition("lookup").await.unwrap(), Condition::Settling);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(port.condition("lookup").await.unwrap(), Condition::Ready);

    let record = port.describe("lookup", None).await.unwrap();
    assert_eq!(record.archive, archive(1).digest());
    assert_eq!(
        (record.arn.as_str(), &record.tags),
        (known.arn.as_str(), &tags())
    );
    assert_eq!(record.environment["AB"], "b");
    let other = aliases.publish("lookup", &archive(2).digest()).await;
    assert_eq!(other.unwrap_err().class, FaultClass::Invalid);
    let version = aliases.publish("lookup", &record.archive).await.unwrap();
    let again = aliases.publish("lookup", &record.archive).await.unwrap();
    assert_eq!((version.as_str(), again.as_str()), ("1", "1"));
    let alias = aliases.create("lookup", "live", &version).await.unwrap();
    assert_eq!(alias.arn, format!("{}:live", known.arn));

    let grant = Grant {
        instance: world.arn.clone(),
        account: "111111111111".parse().unwrap(),
    };
    let allow = || aliases.allow("lookup", "live", "ours", &grant);
    allow().await.unwrap();
    assert_eq!(allow().await.unwrap_err().class, FaultClass::Duplicate);
    let told = aliases.grant("lookup", "live", "ours").await.unwrap();
    assert_eq!(told, Some(grant.clone()));
    assert_eq!(aliases.grant("lookup", "live", "x").await.unwrap(), None);

    port.delete("lookup").await.unwrap();
    port.delete("lookup").await.unwrap();
    let gone = port.describe("lookup", None).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_layer_has_versions_that_go_together() {
    let world = World::new().await;
    let port = world.ports.function_layer().unwrap();
    let draft = LayerDraft {
        name: "shared".to_owned(),
        runtimes: vec!["python3.13".to_owned()],
        description: "ours".to_owned(),
    };
    port.publish(&draft, &archive(1)).await.unwrap();
    let second = port.publish(&draft, &archive(2)).await.unwrap();
    let latest = port.latest("shared").await.unwrap().unwrap();
    assert_eq!(
        (&latest.arn, &latest.archive),
        (&second.arn, &archive(2).digest())
    );
    assert_eq!(
        world
            .ports
            .function()
            .unwrap()
            .layer(&second.arn)
            .await
            .unwrap(),
        latest
    );
    assert_eq!(port.list().await.unwrap()[0].description, "ours");
    assert_eq!(port.versions("shared").await.unwrap(), [2, 1]);
    for version in [1, 2, 2] {
        port.delete("shared", version).await.unwrap();
    }
    assert_eq!(port.latest("shared").await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn an_import_tells_why_it_failed() {
    let world = World::new().await;
    let port = world.ports.bot().unwrap();
    let draft = BotDraft {
        name: "orders".to_owned(),
        role: "arn:aws:iam::111111111111:role/orders".to_owned(),
        child_directed: false,
        idle_session_seconds: 300,
    };
    let bot = port.create(&draft, &tags()).await.unwrap();
    let taken = port.create(&draft, &Tags::new()).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let record = port.describe(&bot).await.unwrap();
    assert_eq!((record.tags, record.condition), (tags(), Condition::Ready));
    let import = port.upload_archive(&archive(1)).await.unwrap();
    port.import(&draft, &import).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let Condition::Broken(why) = port.import_condition(&import).await.unwrap() else {
        panic!("an empty archive is no bot");
    };
    assert!(why.contains("Manifest.json"), "{why}");
    port.delete(&bot.id).await.unwrap();
    port.delete(&bot.id).await.unwrap();
}
