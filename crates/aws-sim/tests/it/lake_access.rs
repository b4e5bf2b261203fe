//! From the association in one account to a table that a role of another reads, and each way in
//! which that chain breaks.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    desk::CONSUMER,
    lake::{DATABASE, LINK, Lake, all_grants, catalog_of, grant, link, refused, table, target},
};

const DENIED: &str = "AccessDeniedException";
const NOT_FOUND: &str = "EntityNotFoundException";
const INVALID: &str = "InvalidInputException";

fn columns(shown: &Value) -> usize {
    let columns = &shown["Table"]["StorageDescriptor"]["Columns"];
    columns.as_array().map_or(0, Vec::len)
}

fn one_table(name: &str) -> Value {
    json!({ "DatabaseName": DATABASE, "Name": name })
}

#[tokio::test(start_paused = true)]
async fn a_role_reads_what_another_account_shares_when_every_step_is_done() {
    let lake = Lake::new().await;
    let share = lake.share(&["users", "contact_record"]).await;
    let (consumer, reader) = (&lake.consumer, &lake.reader);
    assert_eq!(consumer.invitations(&share).await, ["PENDING"]);
    let by_arn = json!({ "resourceOwner": "OTHER-ACCOUNTS", "resourceShareArns": [share] });
    let unknown = consumer.ram("GetResourceShares", by_arn.clone()).await;
    refused(unknown, "UnknownResourceException", &share);

    consumer
        .answer(&share, "AcceptResourceShareInvitation")
        .await
        .unwrap();
    assert_eq!(consumer.invitations(&share).await, ["ACCEPTED"]);
    let accepted = consumer.ram("GetResourceShares", by_arn).await.unwrap();
    assert_eq!(accepted["resourceShares"][0]["status"], "ACTIVE");
    let tables = json!({ "resourceOwner": "OTHER-ACCOUNTS", "resourceType": "glue:Table" });
    let tables = consumer.ram("ListResources", tables).await.unwrap();
    let catalog = catalog_of(&share);
    let users = format!("arn:aws:glue:eu-west-2:{catalog}:table/connect_datalake/users");
    assert_eq!(tables["resources"][1]["arn"], users);

    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    consumer.glue("CreateDatabase", database).await.unwrap();
    consumer
        .glue("CreateTable", link(LINK, &catalog, "users"))
        .await
        .unwrap();
    lake.granted(&catalog).await;
    let shown = reader.glue("GetTable", one_table(LINK)).await.unwrap();
    assert_eq!(shown["Table"]["TargetTable"]["Name"], "users");
    assert_eq!(columns(&shown), 30);
    assert_eq!(reader.tables().await.unwrap(), [LINK]);
    let read = reader.read(LINK).await.unwrap();
    assert_eq!(read["ResourceArn"], users);
    assert_eq!(read["AuthorizedColumns"].as_array().unwrap().len(), 30);
    assert_eq!(read["IsRegisteredWithLakeFormation"], true);
    let arn = format!("arn:aws:glue:eu-west-2:{CONSUMER}:table/{DATABASE}/{LINK}");
    let vended = reader
        .lf(
            "GetTemporaryGlueTableCredentials",
            json!({ "TableArn": arn }),
        )
        .await;
    assert!(vended.unwrap()["SessionToken"].is_string());
}

#[tokio::test(start_paused = true)]
async fn without_one_of_the_four_grants_the_refusal_names_it() {
    let lacking = [
        (0, format!("Required Describe on {DATABASE}")),
        (1, format!("Required Describe on {LINK}")),
        (3, "Required Select on users".to_owned()),
    ];
    for (left_out, words) in lacking {
        let lake = Lake::new().await;
        let catalog = lake.linked(&["users"]).await;
        for (at, (resource, permissions)) in all_grants(&catalog).into_iter().enumerate() {
            if at != left_out {
                lake.grant(&lake.reader, resource, permissions)
                    .await
                    .unwrap();
            }
        }
        refused(lake.reader.read(LINK).await, DENIED, &words);
    }
}

#[tokio::test(start_paused = true)]
async fn select_on_the_target_lets_one_describe_it_and_without_any_grant_the_link_has_no_columns() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let [database, on_link, _, select] = all_grants(&catalog);
    for (resource, permissions) in [database, on_link] {
        lake.grant(&lake.reader, resource, permissions)
            .await
            .unwrap();
    }
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "Required Describe on users",
    );
    let asked = one_table(LINK);
    let for_reader = lake.reader.glue("GetTable", asked.clone()).await.unwrap();
    assert!(for_reader["Table"]["StorageDescriptor"].is_null());
    let for_admin = lake.consumer.glue("GetTable", asked).await.unwrap();
    assert_eq!(columns(&for_admin), 30);
    lake.grant(&lake.reader, select.0, select.1).await.unwrap();
    lake.reader.read(LINK).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_list_leaves_out_what_the_caller_may_not_see_without_a_word() {
    let lake = Lake::new().await;
    lake.linked(&["users"]).await;
    assert!(lake.reader.tables().await.unwrap().is_empty());
    let databases = lake.reader.glue("GetDatabases", json!({})).await.unwrap();
    assert_eq!(databases["DatabaseList"], json!([]));
    assert_eq!(lake.consumer.tables().await.unwrap(), [LINK]);
    let by_name = lake.reader.glue("GetTable", one_table(LINK)).await;
    refused(by_name, DENIED, "Required Describe on users_link");
    // What does not exist is refused in the same way, but for those who could see it.
    let nothing = lake.reader.glue("GetTable", one_table("none")).await;
    refused(nothing, DENIED, "Required Describe on none");
    let nothing = lake.consumer.glue("GetTable", one_table("none")).await;
    refused(nothing, NOT_FOUND, "none");
    refused(lake.consumer.read("none").await, NOT_FOUND, "none");
}

#[tokio::test(start_paused = true)]
async fn no_link_can_be_made_before_the_invitation_is_accepted() {
    let lake = Lake::new().await;
    let share = lake.share(&["users"]).await;
    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    lake.consumer
        .glue("CreateDatabase", database)
        .await
        .unwrap();
    let make = || {
        lake.consumer
            .glue("CreateTable", link(LINK, &catalog_of(&share), "users"))
    };
    refused(make().await, NOT_FOUND, "is not accepted");
    let early = lake.grant(
        &lake.reader,
        target(&catalog_of(&share), "users"),
        json!(["SELECT"]),
    );
    refused(early.await, NOT_FOUND, "is not accepted");

    lake.consumer
        .answer(&share, "RejectResourceShareInvitation")
        .await
        .unwrap();
    refused(make().await, NOT_FOUND, "was rejected");
    let refusal = lake
        .consumer
        .answer(&share, "AcceptResourceShareInvitation")
        .await;
    refused(
        refusal,
        "ResourceShareInvitationAlreadyRejectedException",
        "",
    );
}

#[tokio::test(start_paused = true)]
async fn an_invitation_runs_out_after_twelve_hours_and_is_only_sent_anew_with_a_new_share() {
    let lake = Lake::new().await;
    let share = lake.share(&["users"]).await;
    tokio::time::sleep(Duration::from_hours(12)).await;
    assert_eq!(lake.consumer.invitations(&share).await, ["EXPIRED"]);
    let refusal = lake
        .consumer
        .answer(&share, "AcceptResourceShareInvitation")
        .await;
    refused(refusal, "ResourceShareInvitationExpiredException", "");
    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    lake.consumer
        .glue("CreateDatabase", database)
        .await
        .unwrap();
    let made = lake
        .consumer
        .glue("CreateTable", link(LINK, &catalog_of(&share), "users"))
        .await;
    refused(made, NOT_FOUND, "has expired");

    assert_eq!(lake.share(&["agent_event"]).await, share);
    assert_eq!(lake.consumer.invitations(&share).await, ["EXPIRED"]);
    lake.unshare(&["users", "agent_event"]).await;
    let anew = lake.share(&["users"]).await;
    assert_ne!(anew, share);
    assert_eq!(lake.consumer.invitations(&anew).await, ["PENDING"]);
}

#[tokio::test(start_paused = true)]
async fn a_share_is_of_one_region_and_the_other_one_says_which() {
    let lake = Lake::new().await;
    let share = lake.share(&["users"]).await;
    let elsewhere = lake.consumer.in_region("us-east-1");
    assert!(elsewhere.invitations(&share).await.is_empty());
    lake.consumer
        .answer(&share, "AcceptResourceShareInvitation")
        .await
        .unwrap();
    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    elsewhere.glue("CreateDatabase", database).await.unwrap();
    let made = elsewhere
        .glue("CreateTable", link(LINK, &catalog_of(&share), "users"))
        .await;
    refused(made, NOT_FOUND, "shared in eu-west-2 only");
}

#[tokio::test(start_paused = true)]
async fn a_link_to_a_name_that_is_not_there_can_be_made_and_has_no_columns() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let made = lake
        .consumer
        .glue("CreateTable", link("wrong", &catalog, "contacts"))
        .await;
    made.unwrap();
    let shown = lake
        .consumer
        .glue("GetTable", one_table("wrong"))
        .await
        .unwrap();
    assert!(shown["Table"]["StorageDescriptor"].is_null());
    refused(
        lake.consumer.read("wrong").await,
        NOT_FOUND,
        "contacts not found in connect_datalake",
    );
    assert_eq!(lake.consumer.tables().await.unwrap(), [LINK, "wrong"]);
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_taken_away_spoils_the_list_of_the_whole_database_for_everybody() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users", "contact_record"]).await;
    lake.granted(&catalog).await;
    let other = lake
        .consumer
        .glue("CreateTable", link("calls", &catalog, "contact_record"));
    other.await.unwrap();
    lake.unshare(&["users"]).await;
    refused(lake.consumer.tables().await.map(Value::from), DENIED, LINK);
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "in no share with this account",
    );
    lake.consumer
        .glue("GetTable", one_table("calls"))
        .await
        .unwrap();

    lake.unshare(&["contact_record"]).await;
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "nothing is shared with this account",
    );
    let batch = json!({ "DatabaseName": DATABASE, "TablesToDelete": [LINK, "calls", "none"] });
    let swept = lake.consumer.glue("BatchDeleteTable", batch).await.unwrap();
    assert_eq!(swept["Errors"].as_array().unwrap().len(), 1);
    assert!(lake.consumer.tables().await.unwrap().is_empty());
    // What was granted on a link that is gone can not be taken back by its name.
    let revoke = grant(&lake.reader, table(LINK), json!(["DESCRIBE"]));
    refused(
        lake.consumer.lf("RevokePermissions", revoke).await,
        NOT_FOUND,
        LINK,
    );
}

#[tokio::test(start_paused = true)]
async fn in_a_new_account_everybody_sees_links_and_the_target_still_takes_a_grant() {
    let lake = Lake::left_to_iam().await;
    let catalog = lake.linked(&["users"]).await;
    assert_eq!(lake.reader.tables().await.unwrap(), [LINK]);
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "Required Describe on users",
    );
    lake.grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]))
        .await
        .unwrap();
    let read = lake.reader.read(LINK).await.unwrap();
    assert_eq!(read["IsRegisteredWithLakeFormation"], false);
}

#[tokio::test(start_paused = true)]
async fn an_administrator_reads_what_is_shared_without_any_grant() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let admin = lake.role("admin").await;
    refused(
        admin.read(LINK).await,
        DENIED,
        "Required Describe on analytics",
    );
    let early = grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]));
    refused(
        admin.lf("GrantPermissions", early.clone()).await,
        DENIED,
        "grant option on users",
    );
    let admins = json!([{ "DataLakePrincipalIdentifier": admin.arn }]);
    let settings = json!({ "DataLakeSettings": { "DataLakeAdmins": admins } });
    lake.consumer
        .lf("PutDataLakeSettings", settings)
        .await
        .unwrap();
    admin.read(LINK).await.unwrap();
    admin.lf("GrantPermissions", early).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn only_who_may_make_databases_makes_one_once_everybody_may_not() {
    let lake = Lake::new().await;
    let everybody = json!({ "DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS" });
    let open = json!({
        "Principal": everybody, "Resource": { "Catalog": {} }, "Permissions": ["CREATE_DATABASE"],
    });
    lake.consumer.lf("RevokePermissions", open).await.unwrap();
    let make = json!({ "DatabaseInput": { "Name": DATABASE } });
    let refusal = lake.reader.glue("CreateDatabase", make.clone()).await;
    refused(refusal, DENIED, "Required Create Database on Catalog");
    let catalog = json!({ "Catalog": {} });
    lake.grant(&lake.reader, catalog, json!(["CREATE_DATABASE"]))
        .await
        .unwrap();
    lake.reader.glue("CreateDatabase", make).await.unwrap();
    // Who makes a thing may do everything with it.
    let input = json!({ "Name": "own" });
    let own = json!({ "DatabaseName": DATABASE, "TableInput": input });
    lake.reader.glue("CreateTable", own).await.unwrap();
    assert_eq!(lake.reader.tables().await.unwrap(), ["own"]);
}

#[tokio::test(start_paused = true)]
async fn tags_open_links_and_never_their_targets() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let consumer = &lake.consumer;
    let tag = json!({ "TagKey": "team", "TagValues": ["care", "sales"] });
    consumer.lf("CreateLFTag", tag).await.unwrap();
    let policy = |kind: &str| {
        let expression = json!([{ "TagKey": "team", "TagValues": ["care"] }]);
        json!({ "LFTagPolicy": { "ResourceType": kind, "Expression": expression } })
    };
    for kind in ["DATABASE", "TABLE"] {
        lake.grant(&lake.reader, policy(kind), json!(["DESCRIBE"]))
            .await
            .unwrap();
    }
    assert!(lake.reader.tables().await.unwrap().is_empty());
    let on = |resource: Value, value: &str| json!({ "Resource": resource, "LFTags": [{ "TagKey": "team", "TagValues": [value] }] });
    let database = json!({ "Database": { "Name": DATABASE } });
    let tagged = on(database.clone(), "care");
    let tagged = consumer.lf("AddLFTagsToResource", tagged).await.unwrap();
    assert_eq!(tagged["Failures"], json!([]));
    // The link has the tag of its database, until it has another value itself.
    assert_eq!(lake.reader.tables().await.unwrap(), [LINK]);
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "Required Describe on users",
    );
    let foreign = on(target(&catalog, "users"), "care");
    refused(
        consumer.lf("AddLFTagsToResource", foreign).await,
        DENIED,
        "another account",
    );
    lake.grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]))
        .await
        .unwrap();
    lake.reader.read(LINK).await.unwrap();
    consumer
        .lf("AddLFTagsToResource", on(table(LINK), "sales"))
        .await
        .unwrap();
    refused(
        lake.reader.read(LINK).await,
        DENIED,
        "Required Describe on users_link",
    );

    let unknown = consumer
        .lf("AddLFTagsToResource", on(database, "none"))
        .await
        .unwrap();
    assert_eq!(unknown["Failures"][0]["Error"]["ErrorCode"], NOT_FOUND);
    let shown = consumer
        .lf("GetResourceLFTags", json!({ "Resource": table(LINK) }))
        .await
        .unwrap();
    assert_eq!(shown["LFTagOnDatabase"][0]["TagValues"], json!(["care"]));
    assert_eq!(shown["LFTagsOnTable"][0]["TagValues"], json!(["sales"]));
    consumer
        .lf("DeleteLFTag", json!({ "TagKey": "team" }))
        .await
        .unwrap();
    assert!(lake.reader.tables().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_grant_on_columns_shows_these_and_no_others() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let [database, on_link, ..] = all_grants(&catalog);
    for (resource, permissions) in [database, on_link] {
        lake.grant(&lake.reader, resource, permissions)
            .await
            .unwrap();
    }
    let some = |names: Value| {
        let mut some = target(&catalog, "users")["Table"].clone();
        some["ColumnNames"] = names;
        json!({ "TableWithColumns": some })
    };
    let names = some(json!(["user_id", "agent_username"]));
    lake.grant(&lake.reader, names, json!(["SELECT"]))
        .await
        .unwrap();
    let read = lake.reader.read(LINK).await.unwrap();
    assert_eq!(
        read["AuthorizedColumns"],
        json!(["user_id", "agent_username"])
    );
    let unknown = lake
        .grant(&lake.reader, some(json!(["none"])), json!(["SELECT"]))
        .await;
    refused(unknown, INVALID, "non-existent column none");
}

#[tokio::test(start_paused = true)]
async fn a_link_to_the_whole_database_follows_what_is_shared() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let consumer = &lake.consumer;
    let there = json!({ "CatalogId": catalog, "DatabaseName": "connect_datalake" });
    let whole = json!({ "DatabaseInput": { "Name": "whole", "TargetDatabase": there } });
    consumer.glue("CreateDatabase", whole).await.unwrap();
    let names = async || {
        let answer = consumer
            .glue("GetTables", json!({ "DatabaseName": "whole" }))
            .await
            .unwrap();
        let tables = answer["TableList"].as_array().unwrap().clone();
        tables
            .into_iter()
            .map(|table| table["Name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["users"]);
    lake.share(&["agent_event"]).await;
    assert_eq!(names().await, ["agent_event", "users"]);

    // A grant on a table in it succeeds, and can then neither be listed nor taken back.
    let inside = json!({ "Table": { "DatabaseName": "whole", "Name": "users" } });
    lake.grant(&lake.reader, inside.clone(), json!(["SELECT"]))
        .await
        .unwrap();
    let words = "Database cannot be a link for this operation when called on a table";
    let listed = consumer
        .lf("ListPermissions", json!({ "Resource": inside }))
        .await;
    refused(listed, INVALID, words);
    let revoke = grant(&lake.reader, inside, json!(["SELECT"]));
    refused(
        consumer.lf("RevokePermissions", revoke).await,
        INVALID,
        words,
    );
    let revoke = grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]));
    consumer.lf("RevokePermissions", revoke).await.unwrap();
}
