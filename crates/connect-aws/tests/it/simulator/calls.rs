//! Flows, phone numbers, and what flows may call.

use std::time::Duration;

use connect_model::{FaultClass, FlowId, PhoneNumberId, Tags};
use connect_resources::{
    flow::{FlowChange, FlowDraft},
    lex::Bot,
    phone_number::{Claim, NumberStatus, Wish},
};
use serde_json::{Value, json};

use super::World;
use crate::desk::tags;

/// Content of one action, which ends the contact.
fn ending(comment: &str) -> String {
    let action = json!({
        "Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {},
    });
    let metadata = json!({ "comment": comment });
    json!({
        "Version": "2019-10-30", "StartAction": "end", "Metadata": metadata, "Actions": [action],
    })
    .to_string()
}

fn flow(name: &str, saved: bool) -> FlowDraft {
    FlowDraft {
        name: name.to_owned(),
        r#type: "CONTACT_FLOW".to_owned(),
        description: None,
        content: ending("first"),
        saved,
    }
}

fn comment(content: Option<String>) -> String {
    let content: Value = serde_json::from_str(&content.unwrap()).unwrap();
    content["Metadata"]["comment"].as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_flow_has_a_draft_beside_what_is_published() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.flow, &world.instance);
    let owned = tags(&[("a", "1")]);
    let made = port
        .create(instance, &flow("Main", true), &owned)
        .await
        .unwrap();
    let id = FlowId::new(&made.id);
    let published = port.describe(instance, &id, false).await.unwrap();
    assert_eq!((&published.content, &published.tags), (&None, &owned));
    assert_eq!(
        comment(port.describe(instance, &id, true).await.unwrap().content),
        "first"
    );

    for (text, saved) in [("second", false), ("third", true)] {
        let change = FlowChange::Content {
            content: ending(text),
            saved,
        };
        port.update(instance, &id, &change).await.unwrap();
    }
    let published = port.describe(instance, &id, false).await.unwrap();
    assert_eq!(comment(published.content), "second");
    assert_eq!(
        comment(port.describe(instance, &id, true).await.unwrap().content),
        "third"
    );

    let change = FlowChange::Name {
        name: "Main line".to_owned(),
        description: Some("Greets".to_owned()),
    };
    port.update(instance, &id, &change).await.unwrap();
    let listed = port.list(instance).await.unwrap();
    let named = listed
        .iter()
        .find(|named| named.known.id == made.id)
        .unwrap();
    assert_eq!(
        (&*named.name, named.known.label.as_deref()),
        ("Main line", Some("CONTACT_FLOW"))
    );
    let found = port.search(instance).await.unwrap();
    let record = found.iter().find(|record| record.id == id).unwrap();
    assert_eq!(record.description.as_deref(), Some("Greets"));
    port.delete(instance, &id).await.unwrap();
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn a_flow_that_aws_does_not_take_says_what_is_wrong_with_it() {
    let world = World::new().await;
    let draft = FlowDraft {
        content: ending("x").replace("\"StartAction\":\"end\"", "\"StartAction\":\"nowhere\""),
        ..flow("Broken", false)
    };
    let refused = world
        .ports
        .flow
        .create(&world.instance, &draft, &Tags::new())
        .await;
    let fault = refused.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Invalid, "InvalidContactFlowException")
    );
    assert!(!fault.problems.is_empty(), "{fault}");
}

fn claim(world: &World, number: &str, token: &str) -> Claim {
    Claim {
        target: world.arn.clone(),
        number: number.to_owned(),
        description: Some("Main line".to_owned()),
        tags: tags(&[("trunkline:key", "main_line")]),
        token: token.to_owned(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_number_is_claimed_attached_and_released() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.phone_number, &world.instance);
    let wish = Wish {
        target: world.arn.clone(),
        country: "GB".to_owned(),
        r#type: "DID".to_owned(),
        prefix: None,
    };
    let offered = port.available(&wish, 3).await.unwrap();
    assert_eq!(offered.len(), 3);
    let first = claim(&world, &offered[0], "11111111-0000-5000-8000-000000000001");
    let made = port.claim(&first).await.unwrap();
    assert_eq!(
        port.claim(&first).await.unwrap(),
        made,
        "the same token, the same number"
    );
    let second = claim(&world, &offered[0], "11111111-0000-5000-8000-000000000002");
    let taken = port.claim(&second).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Conflict, "{taken}");

    let id = PhoneNumberId::new(&made.id);
    assert_eq!(
        port.describe(&id).await.unwrap().status,
        NumberStatus::InProgress
    );
    tokio::time::sleep(Duration::from_secs(30)).await;
    let record = port.describe(&id).await.unwrap();
    assert_eq!(
        (record.status, &record.tags),
        (NumberStatus::Claimed, &first.tags)
    );
    port.describe_as(&id, "Second line").await.unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(
        port.describe(&id).await.unwrap().description.as_deref(),
        Some("Second line")
    );
    let listed = port.list().await.unwrap();
    assert_eq!(
        (&listed[0].id, &listed[0].number, &listed[0].target),
        (&id, &first.number, &world.arn)
    );

    let draft = flow("Main", false);
    let made = world
        .ports
        .flow
        .create(instance, &draft, &Tags::new())
        .await
        .unwrap();
    let flow = FlowId::new(&made.id);
    port.attach(instance, &id, Some(&flow)).await.unwrap();
    let links = port.flows(instance).await.unwrap();
    assert_eq!(links.len(), 1);
    assert!(links[0].0.contains(id.as_str()), "{links:?}");
    assert!(links[0].1.as_str().contains(flow.as_str()), "{links:?}");
    port.attach(instance, &id, None).await.unwrap();
    assert_eq!(port.flows(instance).await.unwrap(), []);

    port.release(&id).await.unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(
        port.describe(&id).await.unwrap_err().class,
        FaultClass::NotFound
    );
    port.release(&id).await.unwrap();
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn functions_and_bots_come_and_go_and_are_there_once() {
    let world = World::new().await;
    let (instance, token) = (&world.instance, "22222222-0000-5000-8000-000000000001");
    let function = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
    let (lambda, lex) = (&world.ports.lambda, &world.ports.lex);
    // With another token it is another request, for what is there already.
    for token in [token, "22222222-0000-5000-8000-000000000002"] {
        lambda.associate(instance, function, token).await.unwrap();
    }
    assert_eq!(lambda.list(instance).await.unwrap(), [function]);
    lambda.disassociate(instance, function).await.unwrap();
    assert!(lambda.list(instance).await.unwrap().is_empty());

    let v1 = Bot::V1 {
        name: "Orders".to_owned(),
        region: "us-east-1".to_owned(),
    };
    let v2 = Bot::V2 {
        alias_arn: "arn:aws:lex:eu-west-2:111111111111:bot-alias/BOT1234567/ALIAS12345".to_owned(),
    };
    for (bot, is_v1) in [(v1, true), (v2, false)] {
        let token = format!("{token}-{is_v1}");
        lex.associate(instance, &bot, &token).await.unwrap();
        lex.associate(instance, &bot, &format!("{token}-again"))
            .await
            .unwrap();
        assert_eq!(
            lex.list(instance, is_v1).await.unwrap(),
            std::slice::from_ref(&bot)
        );
        assert!(lex.list(instance, !is_v1).await.unwrap().is_empty());
        lex.disassociate(instance, &bot).await.unwrap();
        assert!(lex.list(instance, is_v1).await.unwrap().is_empty());
    }
    world.counts_agree();
}
