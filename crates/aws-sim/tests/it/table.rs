//! Tables and items of DynamoDB.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    desk::{Desk, EPOCH, unthrottled},
    target::Target,
};

fn dynamodb(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "dynamodb",
        prefix: "DynamoDB_20120810",
    }
}

/// A table `t` whose key is the text `id`.
async fn table(dynamodb: Target<'_>) {
    let input = json!({
        "TableName": "t",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "BillingMode": "PAY_PER_REQUEST",
    });
    dynamodb.ok("CreateTable", input).await;
}

async fn status(dynamodb: Target<'_>) -> String {
    let described = dynamodb
        .ok("DescribeTable", json!({ "TableName": "t" }))
        .await;
    described["Table"]["TableStatus"]
        .as_str()
        .expect("a status")
        .to_owned()
}

async fn put(dynamodb: Target<'_>, item: Value) {
    dynamodb
        .ok("PutItem", json!({ "TableName": "t", "Item": item }))
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_table_comes_and_goes_in_its_time() {
    let desk = Desk::new(unthrottled());
    let dynamodb = dynamodb(&desk);
    table(dynamodb).await;
    assert_eq!(status(dynamodb).await, "CREATING");
    let item = json!({ "TableName": "t", "Item": { "id": { "S": "a" } } });
    let early = dynamodb.refused("PutItem", item).await;
    assert_eq!(early, "ResourceNotFoundException");
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(status(dynamodb).await, "ACTIVE");
    dynamodb
        .ok("DeleteTable", json!({ "TableName": "t" }))
        .await;
    assert_eq!(status(dynamodb).await, "DELETING");
    tokio::time::sleep(Duration::from_secs(4)).await;
    let gone = dynamodb
        .refused("DescribeTable", json!({ "TableName": "t" }))
        .await;
    assert_eq!(gone, "ResourceNotFoundException");
}

#[tokio::test(start_paused = true)]
async fn a_scan_by_pages_shows_every_item_once() {
    let desk = Desk::new(unthrottled());
    let dynamodb = dynamodb(&desk);
    table(dynamodb).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    for n in 0..25 {
        put(
            dynamodb,
            json!({ "id": { "S": format!("{n:02}") }, "n": { "N": n.to_string() } }),
        )
        .await;
    }
    let (mut seen, mut pages, mut start) = (Vec::new(), 0, Value::Null);
    loop {
        let input = json!({ "TableName": "t", "Limit": 10, "ExclusiveStartKey": start });
        let page = dynamodb.ok("Scan", input).await;
        let items = page["Items"].as_array().expect("items");
        seen.extend(
            items
                .iter()
                .map(|item| item["id"]["S"].as_str().unwrap().to_owned()),
        );
        pages += 1;
        start = page["LastEvaluatedKey"].clone();
        if start.is_null() {
            break;
        }
    }
    let all: Vec<String> = (0..25).map(|n| format!("{n:02}")).collect();
    assert_eq!((seen, pages), (all, 3));
}

#[tokio::test(start_paused = true)]
async fn a_transaction_that_fails_changes_nothing() {
    let desk = Desk::new(unthrottled());
    let dynamodb = dynamodb(&desk);
    table(dynamodb).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    put(dynamodb, json!({ "id": { "S": "there" } })).await;
    let item = |id: &str| json!({ "TableName": "t", "Item": { "id": { "S": id } } });
    let mut guarded = item("there");
    guarded["ConditionExpression"] = json!("attribute_not_exists(id)");
    let items = json!([{ "Put": item("new") }, { "Put": guarded }]);
    let input = json!({ "TransactItems": items });
    let (code, refused) = dynamodb.answer("TransactWriteItems", input).await;
    assert_eq!(code, 400);
    let codes: Vec<&Value> = refused["CancellationReasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| &reason["Code"])
        .collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
    let scan = dynamodb.ok("Scan", json!({ "TableName": "t" })).await;
    assert_eq!(scan["Count"], 1);
}

#[tokio::test(start_paused = true)]
async fn an_item_goes_when_its_time_is_over() {
    let desk = Desk::new(unthrottled());
    let dynamodb = dynamodb(&desk);
    table(dynamodb).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    let specification = json!({ "Enabled": true, "AttributeName": "end" });
    let input = json!({ "TableName": "t", "TimeToLiveSpecification": specification });
    dynamodb.ok("UpdateTimeToLive", input).await;
    let end = EPOCH.as_micros() / 1_000_000 + 3_600;
    put(
        dynamodb,
        json!({ "id": { "S": "a" }, "end": { "N": end.to_string() } }),
    )
    .await;
    put(
        dynamodb,
        json!({ "id": { "S": "b" }, "end": { "S": "never" } }),
    )
    .await;
    let count = async || dynamodb.ok("Scan", json!({ "TableName": "t" })).await["Count"].clone();
    assert_eq!(count().await, 2);
    tokio::time::sleep(Duration::from_mins(61)).await;
    assert_eq!(count().await, 1);
}
