//! Shares, grants and catalogs by themselves.

use aws_sim::Settings;
use serde_json::{Value, json};

use crate::{
    desk::{CONSUMER, unthrottled},
    lake::{DATABASE, LINK, Lake, catalog_of, grant, link, refused, table, target},
};

const INVALID: &str = "InvalidInputException";

#[tokio::test(start_paused = true)]
async fn what_can_not_be_granted_on_a_link_is_refused_and_a_batch_says_which_entries_failed() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let select = lake
        .grant(&lake.reader, table(LINK), json!(["SELECT"]))
        .await;
    refused(select, INVALID, "Permissions modification is invalid");
    let mut wrong = grant(&lake.reader, table("none"), json!(["DESCRIBE"]));
    wrong["Id"] = json!("wrong");
    let mut right = grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]));
    right["Id"] = json!("right");
    let batch = |entries: Value| {
        lake.consumer
            .lf("BatchGrantPermissions", json!({ "Entries": entries }))
    };
    let answer = batch(json!([wrong, right])).await.unwrap();
    assert_eq!(answer["Failures"].as_array().unwrap().len(), 1);
    assert_eq!(answer["Failures"][0]["RequestEntry"]["Id"], "wrong");
    assert_eq!(
        answer["Failures"][0]["Error"]["ErrorCode"],
        "EntityNotFoundException"
    );
    refused(batch(json!(vec![right; 21])).await, INVALID, "at most 20");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_held_can_not_be_taken_back() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    let of = |permissions: Value| grant(&lake.reader, target(&catalog, "users"), permissions);
    let both = || of(json!(["DROP", "DESCRIBE"]));
    let revoke = |what: Value| lake.consumer.lf("RevokePermissions", what);
    lake.consumer.lf("GrantPermissions", both()).await.unwrap();
    revoke(of(json!(["DROP"]))).await.unwrap();
    let more_than_held = revoke(both()).await;
    refused(
        more_than_held,
        INVALID,
        "No permissions revoked. Grantee does not have: [DROP]",
    );
    revoke(of(json!(["DESCRIBE"]))).await.unwrap();
    let nothing_held = revoke(both()).await;
    refused(
        nothing_held,
        INVALID,
        "No permissions revoked. Grantee has no permissions",
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_with_principal_and_resource_shows_what_is_in_force_and_others_what_was_granted() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users"]).await;
    lake.granted(&catalog).await;
    let list = async |who: &crate::lake::Who, asked: Value| {
        let answer = who.lf("ListPermissions", asked).await.unwrap();
        answer["PrincipalResourcePermissions"]
            .as_array()
            .unwrap()
            .clone()
    };
    let on_target = list(
        &lake.consumer,
        json!({ "Resource": target(&catalog, "users") }),
    )
    .await;
    // To select from a table is to select from all its columns.
    assert_eq!(on_target[0]["Permissions"], json!(["DESCRIBE"]));
    assert_eq!(on_target[1]["Permissions"], json!(["SELECT"]));
    assert_eq!(
        on_target[1]["Resource"]["TableWithColumns"]["ColumnWildcard"],
        json!({})
    );

    let tag = json!({ "TagKey": "team", "TagValues": ["care"] });
    lake.consumer.lf("CreateLFTag", tag).await.unwrap();
    let terms = json!([{ "TagKey": "team", "TagValues": ["care"] }]);
    let database = json!({ "Database": { "Name": DATABASE } });
    let tagged = json!({ "Resource": database, "LFTags": terms });
    lake.consumer
        .lf("AddLFTagsToResource", tagged)
        .await
        .unwrap();
    let policy = json!({ "LFTagPolicy": { "ResourceType": "DATABASE", "Expression": terms } });
    lake.grant(&lake.reader, policy, json!(["ALTER"]))
        .await
        .unwrap();
    let principal = json!({ "DataLakePrincipalIdentifier": lake.reader.arn });
    let named = list(&lake.consumer, json!({ "Resource": database })).await;
    assert_eq!(named[0]["Permissions"], json!(["DESCRIBE"]));
    let in_force = json!({ "Resource": database, "Principal": principal });
    let in_force = list(&lake.consumer, in_force).await;
    assert_eq!(in_force[0]["Permissions"], json!(["ALTER", "DESCRIBE"]));

    // Others than administrators see their own grants only.
    assert_eq!(list(&lake.reader, json!({})).await.len(), 5);
    assert!(
        list(&lake.role("stranger").await, json!({}))
            .await
            .is_empty()
    );
}

#[tokio::test(start_paused = true)]
async fn settings_are_replaced_as_a_whole() {
    let lake = Lake::left_to_iam().await;
    let get = async || {
        let answer = lake
            .consumer
            .lf("GetDataLakeSettings", json!({}))
            .await
            .unwrap();
        answer["DataLakeSettings"].clone()
    };
    let everything = &get().await["CreateTableDefaultPermissions"][0];
    let everybody = &everything["Principal"]["DataLakePrincipalIdentifier"];
    assert_eq!(*everybody, "IAM_ALLOWED_PRINCIPALS");
    let put = |settings: Value| {
        lake.consumer.lf(
            "PutDataLakeSettings",
            json!({ "DataLakeSettings": settings }),
        )
    };
    let admins = json!([{ "DataLakePrincipalIdentifier": lake.reader.arn }]);
    put(json!({ "DataLakeAdmins": admins })).await.unwrap();
    assert_eq!(get().await["CreateTableDefaultPermissions"], json!([]));
    put(json!({ "Parameters": { "CROSS_ACCOUNT_VERSION": "4" } }))
        .await
        .unwrap();
    assert_eq!(get().await["DataLakeAdmins"], json!([]));
    let nobody = json!([{ "DataLakePrincipalIdentifier": "somebody" }]);
    refused(
        put(json!({ "DataLakeAdmins": nobody })).await,
        INVALID,
        "Invalid principal",
    );
    let version = json!({ "Parameters": { "CROSS_ACCOUNT_VERSION": "9" } });
    refused(put(version).await, INVALID, "CROSS_ACCOUNT_VERSION");
}

#[tokio::test(start_paused = true)]
async fn an_invitation_to_a_share_of_ones_own_is_sent_anew_by_naming_the_account_anew() {
    let lake = Lake::new().await;
    let owner = &lake.consumer;
    let arn = format!("arn:aws:glue:eu-west-2:{CONSUMER}:table/{DATABASE}/t");
    let share = json!({ "name": "own", "resourceArns": [arn], "principals": ["333333333333"] });
    let share = owner.ram("CreateResourceShare", share).await.unwrap();
    let share = share["resourceShare"]["resourceShareArn"]
        .as_str()
        .unwrap()
        .to_owned();
    let receiver = owner.of_account("333333333333");
    receiver
        .answer(&share, "RejectResourceShareInvitation")
        .await
        .unwrap();
    let named = json!({ "resourceShareArn": share, "principals": ["333333333333"] });
    let status = async || {
        let asked = json!({ "associationType": "PRINCIPAL", "resourceShareArns": [share] });
        let answer = owner
            .ram("GetResourceShareAssociations", asked)
            .await
            .unwrap();
        answer["resourceShareAssociations"][0]["status"].clone()
    };
    assert_eq!(status().await, "FAILED");
    owner
        .ram("DisassociateResourceShare", named.clone())
        .await
        .unwrap();
    assert_eq!(status().await, Value::Null);
    owner
        .ram("AssociateResourceShare", named.clone())
        .await
        .unwrap();
    assert_eq!(status().await, "ASSOCIATING");
    let mut all = receiver.invitations(&share).await;
    all.sort();
    assert_eq!(all, ["PENDING", "REJECTED"]);
    receiver
        .answer(&share, "AcceptResourceShareInvitation")
        .await
        .unwrap();
    assert_eq!(status().await, "ASSOCIATED");
    let resources = json!({ "resourceOwner": "OTHER-ACCOUNTS" });
    let seen = receiver
        .ram("ListResources", resources.clone())
        .await
        .unwrap();
    assert_eq!(seen["resources"][0]["arn"], arn);

    // The receiver leaves a share by taking itself out.
    receiver
        .ram("DisassociateResourceShare", named)
        .await
        .unwrap();
    let seen = receiver.ram("ListResources", resources).await.unwrap();
    assert_eq!(seen["resources"], json!([]));
    let closed =
        json!({ "name": "in", "allowExternalPrincipals": false, "principals": ["333333333333"] });
    let closed = owner.ram("CreateResourceShare", closed).await;
    refused(closed, "OperationNotPermittedException", "Organization");
}

#[tokio::test(start_paused = true)]
async fn only_what_is_shared_is_seen_in_the_catalog_of_the_service() {
    let lake = Lake::new().await;
    let catalog = lake.linked(&["users", "agent_event"]).await;
    let database = json!({ "CatalogId": catalog, "DatabaseName": "connect_datalake" });
    let names = |answer: Value| {
        let all = answer["TableList"].as_array().unwrap().clone();
        all.into_iter()
            .map(|table| table["Name"].clone())
            .collect::<Vec<_>>()
    };
    let for_admin = lake
        .consumer
        .glue("GetTables", database.clone())
        .await
        .unwrap();
    assert_eq!(names(for_admin), ["agent_event", "users"]);
    assert!(
        names(
            lake.reader
                .glue("GetTables", database.clone())
                .await
                .unwrap()
        )
        .is_empty()
    );
    lake.grant(&lake.reader, target(&catalog, "users"), json!(["SELECT"]))
        .await
        .unwrap();
    assert_eq!(
        names(lake.reader.glue("GetTables", database).await.unwrap()),
        ["users"]
    );
    let foreign = json!({ "ResourceShareType": "FOREIGN" });
    let foreign = lake.reader.glue("GetDatabases", foreign).await.unwrap();
    assert_eq!(foreign["DatabaseList"][0]["Name"], "connect_datalake");
    let text = json!({ "SearchText": "user", "ResourceShareType": "ALL" });
    let found = names(lake.consumer.glue("SearchTables", text).await.unwrap());
    assert_eq!(found, [LINK, "users"]);

    let stranger = lake.consumer.of_account("333333333333");
    let asked =
        json!({ "CatalogId": catalog, "DatabaseName": "connect_datalake", "Name": "users" });
    refused(
        stranger.glue("GetTable", asked).await,
        "AccessDeniedException",
        "nothing is shared",
    );
    let share = lake.share(&["contact_record"]).await;
    assert_eq!(catalog_of(&share), catalog);
}

#[tokio::test(start_paused = true)]
async fn names_in_a_catalog_of_which_nothing_is_known_are_taken_on_trust_unless_strict() {
    for strict in [false, true] {
        let settings = Settings {
            strict,
            ..unthrottled()
        };
        let lake = Lake::with(settings).await;
        let database = json!({ "DatabaseInput": { "Name": DATABASE } });
        let on_own = lake.grant(
            &lake.reader,
            json!({ "Database": { "Name": "d" } }),
            json!(["DESCRIBE"]),
        );
        let on_own = on_own.await;
        lake.consumer
            .glue("CreateDatabase", database)
            .await
            .unwrap();
        let unknown = "333333333333";
        let linked = lake
            .consumer
            .glue("CreateTable", link(LINK, unknown, "users"))
            .await;
        let on_other = lake
            .grant(&lake.reader, target(unknown, "users"), json!(["SELECT"]))
            .await;
        for result in [on_own, linked, on_other] {
            if strict {
                refused(result, "EntityNotFoundException", "");
            } else {
                result.unwrap();
            }
        }
        // The consumer's own catalog is known by now.
        let none = lake
            .grant(&lake.reader, table("none"), json!(["DESCRIBE"]))
            .await;
        refused(none, "EntityNotFoundException", "none");
    }
}

#[tokio::test(start_paused = true)]
async fn a_data_cells_filter_shows_some_columns_of_some_rows() {
    let lake = Lake::new().await;
    let consumer = &lake.consumer;
    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    consumer.glue("CreateDatabase", database).await.unwrap();
    let columns = json!([
        { "Name": "id", "Type": "string" },
        { "Name": "channel", "Type": "string" },
        { "Name": "phone", "Type": "string" },
    ]);
    let input = json!({ "Name": "calls", "StorageDescriptor": { "Columns": columns } });
    let calls = json!({ "DatabaseName": DATABASE, "TableInput": input });
    consumer.glue("CreateTable", calls).await.unwrap();
    let mut filter = json!({
        "TableCatalogId": CONSUMER, "DatabaseName": DATABASE, "TableName": "calls", "Name": "voice",
    });
    let resource = json!({ "DataCellsFilter": filter });
    filter["RowFilter"] = json!({ "FilterExpression": "channel = 'VOICE'" });
    filter["ColumnWildcard"] = json!({ "ExcludedColumnNames": ["phone"] });
    let filter = json!({ "TableData": filter });
    consumer.lf("CreateDataCellsFilter", filter).await.unwrap();
    let database = json!({ "Database": { "Name": DATABASE } });
    lake.grant(&lake.reader, database, json!(["DESCRIBE"]))
        .await
        .unwrap();
    lake.grant(&lake.reader, resource, json!(["SELECT"]))
        .await
        .unwrap();
    let read = lake.reader.read("calls").await.unwrap();
    assert_eq!(read["AuthorizedColumns"], json!(["id", "channel"]));
    assert_eq!(read["RowFilter"], "(channel = 'VOICE')");
    assert_eq!(read["CellFilters"][0]["ColumnName"], "id");
    // A grant on the whole table is the better one.
    lake.grant(&lake.reader, table("calls"), json!(["SELECT"]))
        .await
        .unwrap();
    let read = lake.reader.read("calls").await.unwrap();
    assert_eq!(read["AuthorizedColumns"], json!(["id", "channel", "phone"]));
    assert_eq!(read["RowFilter"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn partitions_are_read_through_a_link() {
    let lake = Lake::left_to_iam().await;
    let consumer = &lake.consumer;
    let database = json!({ "DatabaseInput": { "Name": DATABASE } });
    consumer.glue("CreateDatabase", database).await.unwrap();
    let input = json!({ "Name": "t", "PartitionKeys": [{ "Name": "day", "Type": "date" }] });
    let made = json!({ "DatabaseName": DATABASE, "TableInput": input });
    consumer.glue("CreateTable", made).await.unwrap();
    let to = json!({ "CatalogId": CONSUMER, "DatabaseName": DATABASE, "Name": "t" });
    let input = json!({ "Name": "l", "TargetTable": to });
    let made = json!({ "DatabaseName": DATABASE, "TableInput": input });
    consumer.glue("CreateTable", made).await.unwrap();
    let day = json!({ "Values": ["2026-01-01"] });
    let partition = json!({ "DatabaseName": DATABASE, "TableName": "t", "PartitionInput": day });
    consumer.glue("CreatePartition", partition).await.unwrap();
    let asked = json!({ "DatabaseName": DATABASE, "TableName": "l" });
    let seen = lake.reader.glue("GetPartitions", asked).await.unwrap();
    assert_eq!(seen["Partitions"][0]["Values"], json!(["2026-01-01"]));
    assert_eq!(seen["Partitions"][0]["TableName"], "t");
}

#[tokio::test(start_paused = true)]
async fn who_sees_the_database_alone_is_not_told_which_tables_it_has_not() {
    let lake = Lake::new().await;
    lake.linked(&["users"]).await;
    let database = json!({ "Database": { "Name": DATABASE } });
    lake.grant(&lake.reader, database, json!(["DESCRIBE"]))
        .await
        .unwrap();
    for name in [LINK, "none"] {
        let asked = lake
            .reader
            .glue(
                "GetTable",
                json!({ "DatabaseName": DATABASE, "Name": name }),
            )
            .await;
        refused(
            asked,
            "AccessDeniedException",
            &format!("Required Describe on {name}"),
        );
    }
}
