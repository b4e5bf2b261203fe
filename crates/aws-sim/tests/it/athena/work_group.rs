//! Work groups and what is kept in them.

use serde_json::json;

use super::counter::{Counter, RESULTS};
use crate::desk::unthrottled;

#[tokio::test(start_paused = true)]
async fn the_primary_work_group_is_there_and_stays() {
    let counter = Counter::new(unthrottled());
    let listed = counter.ask("athena", "ListWorkGroups", json!({})).await;
    assert_eq!(listed["WorkGroups"][0]["Name"], "primary");
    let refused = counter
        .refused("DeleteWorkGroup", json!({ "WorkGroup": "primary" }))
        .await;
    assert_eq!(refused, "WorkGroup primary cannot be deleted");
}

#[tokio::test(start_paused = true)]
async fn an_update_changes_what_it_names_and_removes_what_it_says() {
    let counter = Counter::new(unthrottled());
    let configuration = json!({
        "ResultConfiguration": { "OutputLocation": RESULTS },
        "BytesScannedCutoffPerQuery": 10_000_000,
    });
    let create = json!({ "Name": "w", "Configuration": configuration, "Tags": [{ "Key": "a", "Value": "b" }] });
    counter
        .ask("athena", "CreateWorkGroup", create.clone())
        .await;
    assert_eq!(
        counter.refused("CreateWorkGroup", create).await,
        "WorkGroup is already created"
    );
    let updates = json!({
        "EnforceWorkGroupConfiguration": false,
        "RemoveBytesScannedCutoffPerQuery": true,
        "ResultConfigurationUpdates": { "EncryptionConfiguration": { "EncryptionOption": "SSE_S3" } },
    });
    let update = json!({ "WorkGroup": "w", "ConfigurationUpdates": updates, "State": "DISABLED" });
    counter.ask("athena", "UpdateWorkGroup", update).await;
    let got = counter
        .ask("athena", "GetWorkGroup", json!({ "WorkGroup": "w" }))
        .await;
    assert_eq!(got["WorkGroup"]["State"], "DISABLED");
    let configuration = &got["WorkGroup"]["Configuration"];
    assert_eq!(configuration["EnforceWorkGroupConfiguration"], false);
    assert_eq!(configuration["BytesScannedCutoffPerQuery"], json!(null));
    assert_eq!(
        configuration["ResultConfiguration"]["OutputLocation"],
        RESULTS
    );
    assert_eq!(
        configuration["ResultConfiguration"]["EncryptionConfiguration"]["EncryptionOption"],
        "SSE_S3"
    );
    let start = json!({ "QueryString": "SELECT 1", "WorkGroup": "w" });
    assert_eq!(
        counter.refused("StartQueryExecution", start).await,
        "WorkGroup w is disabled."
    );
}

#[tokio::test(start_paused = true)]
async fn a_work_group_that_is_not_empty_is_deleted_only_with_what_is_in_it() {
    let counter = Counter::new(unthrottled());
    counter
        .ask("athena", "CreateWorkGroup", json!({ "Name": "w" }))
        .await;
    let query =
        json!({ "Name": "n", "Database": "d", "QueryString": "SELECT 1", "WorkGroup": "w" });
    let made = counter.ask("athena", "CreateNamedQuery", query).await;
    let refused = counter
        .refused("DeleteWorkGroup", json!({ "WorkGroup": "w" }))
        .await;
    assert_eq!(refused, "WorkGroup w is not empty");
    let delete = json!({ "WorkGroup": "w", "RecursiveDeleteOption": true });
    counter.ask("athena", "DeleteWorkGroup", delete).await;
    let gone = counter
        .refused(
            "GetNamedQuery",
            json!({ "NamedQueryId": made["NamedQueryId"] }),
        )
        .await;
    assert!(gone.ends_with("was not found"), "{gone}");
}

#[tokio::test(start_paused = true)]
async fn a_prepared_statement_belongs_to_its_work_group() {
    let counter = Counter::new(unthrottled());
    let put =
        json!({ "StatementName": "add", "WorkGroup": "primary", "QueryStatement": "SELECT ?" });
    counter
        .ask("athena", "CreatePreparedStatement", put.clone())
        .await;
    assert!(
        counter
            .refused("CreatePreparedStatement", put)
            .await
            .contains("already exists")
    );
    let name = json!({ "StatementName": "add", "WorkGroup": "primary" });
    let got = counter
        .ask("athena", "GetPreparedStatement", name.clone())
        .await;
    assert_eq!(got["PreparedStatement"]["QueryStatement"], "SELECT ?");
    counter
        .ask("athena", "DeletePreparedStatement", name.clone())
        .await;
    assert!(
        counter
            .refused("GetPreparedStatement", name)
            .await
            .contains("was not found")
    );
}
