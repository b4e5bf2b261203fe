//! An agent directory in a table of DynamoDB: what one daemon remembers another knows.

use std::time::Duration;

use bytes::Bytes;
use control_api::v1 as pb;
use http::Request;
use serde_json::{Value, json};
use system_tests::signed;

use super::{ALIAS, FILE, Staffer, TARGET, import, tally};
use crate::daemon::House;

const TABLE: &str = "agent-directory";

async fn dynamodb(house: &House, operation: &str, body: Value) -> Value {
    let request = Request::post("/")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("DynamoDB_20120810.{operation}"));
    let request = signed(request, ("111111111111", "eu-west-2"), "dynamodb");
    let request = request.body(Bytes::from(body.to_string())).unwrap();
    let answer = house.simulator.handle(request).await.unwrap();
    assert!(answer.status().is_success(), "{answer:?}");
    serde_json::from_slice(answer.body()).unwrap()
}

async fn make_table(house: &House) {
    let attribute = |name| json!({ "AttributeName": name, "AttributeType": "S" });
    let attributes = ["directory", "login", "email"].map(attribute);
    let keys = |range: &str| {
        json!([
            { "AttributeName": "directory", "KeyType": "HASH" },
            { "AttributeName": range, "KeyType": "RANGE" },
        ])
    };
    let body = json!({
        "TableName": TABLE,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": keys("login"),
        "GlobalSecondaryIndexes": [{
            "IndexName": "by-email",
            "KeySchema": keys("email"),
            "Projection": { "ProjectionType": "KEYS_ONLY" },
        }],
    });
    dynamodb(house, "CreateTable", body).await;
    let named = json!({ "TableName": TABLE });
    while dynamodb(house, "DescribeTable", named.clone()).await["Table"]["TableStatus"] != "ACTIVE"
    {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_daemon_remembers_another_knows_and_lists() {
    let house = House::new().with_agent_table(TABLE);
    make_table(&house).await;
    let mut staffer = Staffer::new(&house).await;
    assert_eq!(tally(&staffer.imported(FILE).await).created, 3);
    let all = pb::ListAgentsRequest::default;
    assert_eq!(staffer.listed(all()).await, ["ada", "bob", "carol"]);
    let items = dynamodb(&house, "Scan", json!({ "TableName": TABLE })).await;
    assert_eq!(items["Count"], 3, "{items}");

    // Another daemon, with nothing in its store.
    let other = house.daemon("other").await;
    let mut other = Staffer {
        agents: other.agents(),
        resident: other,
    };
    assert_eq!(other.listed(all()).await, ["ada", "bob", "carol"]);
    let addressed = pb::ListAgentsRequest {
        email: "bob@example.com".into(),
        ..all()
    };
    assert_eq!(other.listed(addressed).await, ["bob"]);
    house.later(Duration::from_mins(5));
    house.simulator.reset_calls();
    let again = tally(&other.imported(FILE).await);
    assert_eq!((again.created, again.unchanged), (0, 3));
    assert_eq!(house.calls("connect.DescribeUser"), 0, "everybody is known");
    let removal = pb::RemoveAgentRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        username: "carol".into(),
        request_id: crate::daemon::uuid(),
        ..Default::default()
    };
    let job = other.agents.remove_agent(removal).await;
    let job = other.rest(job).await;
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    assert_eq!(staffer.listed(all()).await, ["ada", "bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_not_there_is_told_with_the_command_that_makes_it() {
    let house = House::new().with_agent_table(TABLE);
    let mut staffer = Staffer::new(&house).await;
    let refused = staffer.agents.list_agents(pb::ListAgentsRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        ..Default::default()
    });
    let refused = refused.await.unwrap_err();
    assert!(
        refused.message().contains("aws dynamodb create-table"),
        "{refused:?}"
    );
    let job = staffer.import(import(FILE)).await;
    assert_eq!(job.state(), pb::job::State::Failed, "{job:#?}");
    assert!(job.error.unwrap().message.contains("create-table"));
    assert_eq!(job.result, None);
    assert_eq!(house.writes(), [""; 0], "nobody is made");
}
