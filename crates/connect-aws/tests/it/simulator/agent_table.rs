//! Agent directories: the suite, in memory and in a table.

use std::{sync::Arc, time::Duration};

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use aws_sim::{Action, Rule, Simulator};
use connect_agents::{
    Agent, AgentFilter, Directory, DirectoryError, DirectoryReader, Entry, VolatileDirectory,
    table::{EMAIL_INDEX, TableDirectory},
    testing,
};
use connect_model::{Alias, DirectoryName, Username};
use connect_resources::Scope;
use expect_test::expect;
use reconcile::RunContext;
use serde_json::{Value, json};

use super::arrival::{cx, sdk};
use crate::{
    desk::{session, simulator, target},
    script::{Answer, Script},
};

const TABLE: &str = "trunkline-agents";

fn scope(alias: &str) -> Scope {
    Scope {
        account: target().account,
        region: target().region,
        alias: Alias::new(alias).unwrap(),
    }
}

fn entry(login: &str) -> Entry {
    Entry {
        user_id: format!("id-of-{login}"),
        modified_ms: None,
        agent: Agent::new(username(login)),
        has_addresses: true,
        is_disabled: false,
        secret: None,
    }
}

fn username(login: &str) -> Username {
    Username::new(login).unwrap()
}

/// A directory in the table of a simulator.
async fn directory(simulator: &Simulator, alias: &str, cx: RunContext) -> TableDirectory {
    let table = session(simulator.http_client()).await.agent_table();
    let name = DirectoryName::new("agents").unwrap();
    TableDirectory::new(table, TABLE, &scope(alias), &name, cx)
}

/// What [`connect_agents::table::create_table`] says, in the words of the SDK.
async fn make_table(simulator: &Simulator) {
    let client = aws_sdk_dynamodb::Client::new(&sdk(simulator));
    let text = |name: &str| {
        let text = AttributeDefinition::builder().attribute_name(name);
        text.attribute_type(ScalarAttributeType::S).build().unwrap()
    };
    let key = |name: &str, kind: KeyType| {
        let key = KeySchemaElement::builder().attribute_name(name);
        key.key_type(kind).build().unwrap()
    };
    let keys = Projection::builder().projection_type(ProjectionType::KeysOnly);
    let index = GlobalSecondaryIndex::builder()
        .index_name(EMAIL_INDEX)
        .key_schema(key("directory", KeyType::Hash))
        .key_schema(key("email", KeyType::Range))
        .projection(keys.build());
    let request = client.create_table().table_name(TABLE);
    let request = request
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(["directory", "login", "email"].map(text).to_vec()))
        .key_schema(key("directory", KeyType::Hash))
        .key_schema(key("login", KeyType::Range))
        .global_secondary_indexes(index.build().unwrap());
    request.send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
}

fn told(error: &DirectoryError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}\n{error}");
        cause = error.source();
    }
    text
}

#[tokio::test(start_paused = true)]
async fn a_directory_in_memory_keeps_its_contract() {
    testing::every(async || VolatileDirectory::default()).await;
}

#[tokio::test(start_paused = true)]
async fn a_directory_in_a_table_keeps_its_contract() {
    testing::every(async || {
        let simulator = simulator();
        make_table(&simulator).await;
        directory(&simulator, "uk", cx()).await
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn directories_in_one_table_do_not_know_each_other() {
    let simulator = simulator();
    make_table(&simulator).await;
    let uk = directory(&simulator, "uk", cx()).await;
    let us = directory(&simulator, "us", cx()).await;
    uk.remember(vec![entry("ada")]).await.unwrap();
    assert!(us.recall(&[username("ada")]).await.unwrap().is_empty());
    us.forget(&[username("ada")]).await.unwrap();
    let all = AgentFilter::default();
    assert_eq!(us.list(&all, None, 10).await.unwrap().items, []);
    assert_eq!(uk.list(&all, None, 10).await.unwrap().items, [entry("ada")]);
}

/// An import is late with a time; somebody else has remembered the agent anew meanwhile.
#[tokio::test(start_paused = true)]
async fn a_time_never_brings_an_old_entry_back() {
    let simulator = simulator();
    make_table(&simulator).await;
    let one = directory(&simulator, "uk", cx()).await;
    let other = directory(&simulator, "uk", cx()).await;
    one.remember(vec![entry("ada")]).await.unwrap();
    let mut new = entry("ada");
    new.secret = Some("trunkline/uk/ada".to_owned());
    let time = [(username("ada"), 7)];
    let (dated, remembered) = tokio::join!(one.date(&time), other.remember(vec![new.clone()]));
    dated.unwrap();
    remembered.unwrap();
    let found = one.recall(&[username("ada")]).await.unwrap().remove(0);
    assert_eq!(
        Entry {
            modified_ms: None,
            ..found
        },
        new
    );
}

#[tokio::test(start_paused = true)]
async fn trouble_is_borne_as_the_work_says() {
    let simulator = simulator();
    make_table(&simulator).await;
    simulator.faults(vec![Rule {
        service: Some("dynamodb".to_owned()),
        every: Some(2),
        action: Action::Throttle,
        ..Rule::default()
    }]);
    testing::many_agents_are_remembered_at_once(&directory(&simulator, "uk", cx()).await).await;
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_not_there_or_unfit_is_told_with_the_remedy() {
    let simulator = simulator();
    let directory = directory(&simulator, "uk", cx()).await;
    let missing = directory.recall(&[username("ada")]).await.unwrap_err();
    expect![[r"
        the agent directory cannot be used
        there is no table trunkline-agents; create it with
        aws dynamodb create-table --table-name trunkline-agents --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=directory,AttributeType=S AttributeName=login,AttributeType=S AttributeName=email,AttributeType=S --key-schema AttributeName=directory,KeyType=HASH AttributeName=login,KeyType=RANGE --global-secondary-indexes 'IndexName=by-email,KeySchema=[{AttributeName=directory,KeyType=HASH},{AttributeName=email,KeyType=RANGE}],Projection={ProjectionType=KEYS_ONLY}'
        BatchGetItem: ResourceNotFoundException: Requested resource not found: Table: trunkline-agents not found"]]
    .assert_eq(&told(&missing));
    simulator.faults(vec![Rule {
        service: Some("dynamodb".to_owned()),
        action: Action::Error {
            code: "ValidationException".to_owned(),
            status: Some(400),
            message: "The provided key element does not match the schema".to_owned(),
        },
        ..Rule::default()
    }]);
    let unfit = directory.list(&AgentFilter::default(), None, 5).await;
    expect![[r"
        the agent directory cannot be used
        the table trunkline-agents does not have the keys and the index of one that is created with
        aws dynamodb create-table --table-name trunkline-agents --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=directory,AttributeType=S AttributeName=login,AttributeType=S AttributeName=email,AttributeType=S --key-schema AttributeName=directory,KeyType=HASH AttributeName=login,KeyType=RANGE --global-secondary-indexes 'IndexName=by-email,KeySchema=[{AttributeName=directory,KeyType=HASH},{AttributeName=email,KeyType=RANGE}],Projection={ProjectionType=KEYS_ONLY}'
        Query: ValidationException: The provided key element does not match the schema"]]
    .assert_eq(&told(&unfit.unwrap_err()));
    simulator.faults(vec![Rule {
        service: Some("dynamodb".to_owned()),
        action: Action::Error {
            code: "AccessDeniedException".to_owned(),
            status: Some(400),
            message: "no".to_owned(),
        },
        ..Rule::default()
    }]);
    let denied = directory.date(&[(username("ada"), 1)]).await.unwrap_err();
    expect![[r"
        the agent directory cannot be used
        the table trunkline-agents could not be read or written
        UpdateItem: AccessDeniedException: no"]]
    .assert_eq(&told(&denied));
}

fn item(login: &str) -> Value {
    json!({ "directory": { "S": "111111111111/eu-west-2/uk/agents" }, "login": { "S": login } })
}

async fn scripted(script: &Script, cx: RunContext) -> TableDirectory {
    let table = session(script.clone()).await.agent_table();
    let name = DirectoryName::new("agents").unwrap();
    TableDirectory::new(Arc::clone(&table), TABLE, &scope("uk"), &name, cx)
}

/// No simulator leaves anything over.
#[tokio::test(start_paused = true)]
async fn what_is_left_over_is_asked_for_again_and_nothing_else() {
    let full = |login: &str| {
        let mut item = item(login);
        item["entry"] = json!({ "S": serde_json::to_string(&entry(login)).unwrap() });
        item
    };
    let left =
        json!({ "UnprocessedItems": { TABLE: [{ "PutRequest": { "Item": full("bob") } }] } });
    let keys = json!({
        "Responses": { TABLE: [full("ada")] },
        "UnprocessedKeys": { TABLE: { "Keys": [item("bob")] } },
    });
    let rest = json!({ "Responses": { TABLE: [full("bob")] }, "UnprocessedKeys": {} });
    let doomed =
        json!({ "UnprocessedItems": { TABLE: [{ "DeleteRequest": { "Key": item("bob") } }] } });
    let done = json!({});
    let answers = [&left, &done, &keys, &rest, &doomed, &done];
    let script = Script::of(answers.map(Answer::ok));
    let directory = scripted(&script, cx()).await;
    let both = [username("ada"), username("bob")];
    let entries = || vec![entry("ada"), entry("bob")];
    directory.remember(entries()).await.unwrap();
    assert_eq!(directory.recall(&both).await.unwrap(), entries());
    directory.forget(&both).await.unwrap();
    let sent = script.requests();
    assert_eq!(sent.len(), 6);
    for (n, sent) in sent.iter().enumerate() {
        assert_eq!(sent.contains("\"ada\""), n % 2 == 0, "{sent}");
        assert!(sent.contains("\"bob\""), "{sent}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_does_not_keep_up_is_given_up_in_the_end_or_when_asked() {
    let left =
        json!({ "UnprocessedItems": { TABLE: [{ "DeleteRequest": { "Key": item("bob") } }] } });
    let script = Script::of((0..200).map(|_| Answer::ok(&left)));
    let mut patient = cx();
    patient.retry.throttled_tries_max = 5;
    let directory = scripted(&script, patient).await;
    let fault = directory.forget(&[username("bob")]).await.unwrap_err();
    assert_eq!(script.requests().len(), 5);
    assert!(
        told(&fault).contains("does not keep up"),
        "{}",
        told(&fault)
    );

    let stopped = cx();
    stopped.cancel.ask();
    let directory = directory.within(stopped);
    let fault = directory.forget(&[username("bob")]).await.unwrap_err();
    assert_eq!(script.requests().len(), 1);
    assert!(told(&fault).contains("asked to stop"), "{}", told(&fault));
}
