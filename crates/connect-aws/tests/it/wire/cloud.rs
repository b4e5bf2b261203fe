//! Functions, layers, bots, and the roles that they take.

use std::collections::BTreeMap;

use connect_model::spec::Payload;
use connect_resources::{
    Known, Ports,
    bot::BotDraft,
    function::{FunctionChange, FunctionDraft},
    function_alias::Grant,
    function_layer::LayerDraft,
    service_role::ServiceRoleDraft,
};

use super::sent;
use crate::desk::tags;

/// Sends everything that these ports can send.
pub(super) async fn send_cloud(ports: &Ports) {
    send_function(ports).await;
    send_function_alias(ports).await;
    send_function_layer(ports).await;
    send_bot(ports).await;
    send_bot_alias(ports).await;
    send_service_role(ports).await;
}

fn archive() -> Payload {
    Payload::new(*b"PK")
}

async fn send_function(ports: &Ports) {
    let port = ports.function().unwrap();
    let arn = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
    let settings = FunctionChange {
        description: Some("Finds a customer".to_owned()),
        runtime: Some("python3.13".to_owned()),
        handler: Some("index.handler".to_owned()),
        memory_mb: Some(256),
        timeout_seconds: Some(8),
        environment: Some(BTreeMap::from([("TABLE".to_owned(), "orders".to_owned())])),
        layers: Some(vec!["arn:layer:1".to_owned()]),
        role: Some("arn:role".to_owned()),
    };
    let draft = FunctionDraft {
        name: "lookup".to_owned(),
        architecture: "arm64".to_owned(),
        settings: settings.clone(),
        tags: tags(&[("a", "1")]),
    };
    sent(port.list().await);
    sent(port.tags(arn).await);
    sent(port.describe("lookup", None).await);
    sent(port.describe("lookup", Some("live")).await);
    sent(port.condition("lookup").await);
    sent(port.create(&draft, &archive()).await);
    sent(port.update_code("lookup", "arm64", &archive()).await);
    sent(port.update("lookup", &settings).await);
    sent(port.update("lookup", &FunctionChange::default()).await);
    sent(port.delete("lookup").await);
    sent(port.layer("arn:layer:1").await);
    sent(ports.tags.tag(arn, &tags(&[("a", "1")])).await);
    sent(ports.tags.untag(arn, &["a".to_owned()]).await);
}

async fn send_function_alias(ports: &Ports) {
    let port = ports.function_alias().unwrap();
    let grant = Grant {
        instance: "arn:instance".to_owned(),
        account: "111111111111".parse().unwrap(),
    };
    sent(port.find("lookup", "live").await);
    sent(port.publish("lookup", &archive().digest()).await);
    sent(port.create("lookup", "live", "1").await);
    sent(port.point("lookup", "live", "2").await);
    sent(port.grant("lookup", "live", "ours").await);
    sent(port.allow("lookup", "live", "ours", &grant).await);
    sent(port.disallow("lookup", "live", "ours").await);
    sent(port.delete("lookup", "live").await);
}

async fn send_function_layer(ports: &Ports) {
    let port = ports.function_layer().unwrap();
    let draft = LayerDraft {
        name: "shared".to_owned(),
        runtimes: vec!["python3.13".to_owned()],
        description: "ours".to_owned(),
    };
    sent(port.list().await);
    sent(port.latest("shared").await);
    sent(port.publish(&draft, &archive()).await);
    sent(port.versions("shared").await);
    sent(port.delete("shared", 1).await);
}

async fn send_bot(ports: &Ports) {
    let port = ports.bot().unwrap();
    let arn = "arn:aws:lex:eu-west-2:111111111111:bot/BOT1234567";
    let draft = BotDraft {
        name: "orders".to_owned(),
        role: "arn:role".to_owned(),
        child_directed: true,
        idle_session_seconds: 600,
    };
    let id = "BOT1234567";
    sent(port.list().await);
    sent(port.describe(&Known::new(id, arn)).await);
    sent(port.condition(id).await);
    sent(port.create(&draft, &tags(&[("a", "1")])).await);
    sent(port.update(id, &draft).await);
    sent(port.upload_archive(&archive()).await);
    sent(port.import(&draft, "IMPORT1234").await);
    sent(port.import_condition("IMPORT1234").await);
    sent(port.locales(id).await);
    sent(port.build(id, "en_GB").await);
    sent(port.locale_condition(id, "en_GB").await);
    sent(port.delete(id).await);
    sent(ports.tags.tag(arn, &tags(&[("a", "1")])).await);
    sent(ports.tags.untag(arn, &["a".to_owned()]).await);
}

async fn send_bot_alias(ports: &Ports) {
    let port = ports.bot_alias().unwrap();
    let (bot, alias) = (
        "BOT1234567",
        Known::new("BOT1234567/ALIAS12345", "arn:alias"),
    );
    sent(port.find("orders", "live").await);
    sent(port.version(bot, "sha256:1").await);
    sent(port.publish(bot, "sha256:1").await);
    sent(port.version_condition(bot, "1").await);
    sent(port.create(bot, "live", "1", &tags(&[("a", "1")])).await);
    sent(port.point(&alias, "2").await);
    sent(port.condition(&alias).await);
    sent(port.delete(&alias).await);
}

async fn send_service_role(ports: &Ports) {
    let port = ports.service_role().unwrap();
    let draft = ServiceRoleDraft {
        name: "trunkline-lambda-lookup".to_owned(),
        path: "/trunkline-services/uk/".to_owned(),
        description: "lookup".to_owned(),
        trust: "{}".to_owned(),
        tags: tags(&[("a", "1")]),
    };
    sent(port.list("/trunkline-services/uk/").await);
    sent(port.describe("role", "trunkline").await);
    sent(port.create(&draft).await);
    sent(port.trust("role", "{}").await);
    sent(port.permit("role", "trunkline", "{}").await);
    sent(port.delete("role", "trunkline").await);
}
