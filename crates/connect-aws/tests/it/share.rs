//! What a share sends, as one golden file, and answers that no simulator gives.

use std::{collections::BTreeMap, fmt::Debug};

use analytics_share::port::{
    Calls, DatabaseDraft, Grant, LakeSettings, LinkDraft, Permission, Query, Resource,
    ScheduleRecord, Target, WorkgroupRecord,
};
use connect_model::{AccountId, Fault, FaultClass};
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

use crate::{
    desk::{instance, session, tags},
    script::{Answer, Script},
};

const ROLE: &str = "arn:aws:iam::111111111111:role/reader";
const SHARE: &str = "arn:aws:ram:eu-west-2:333333333333:resource-share/s";

fn sent<T: Debug>(_: Result<T, Fault>) {}

async fn calls(script: &Script) -> Calls {
    session(script.clone()).await.share_calls()
}

async fn answering(bodies: impl IntoIterator<Item = Value>) -> (Script, Calls) {
    let script = Script::of(bodies.into_iter().map(|body| Answer::ok(&body)));
    let calls = calls(&script).await;
    (script, calls)
}

async fn send_producer(calls: &Calls) {
    let (port, instance) = (&calls.data_sets, &instance());
    let account = AccountId::new("222222222222").unwrap();
    let both = ["users".to_owned(), "contact_record".to_owned()];
    sent(port.data_sets(instance).await);
    sent(port.associations(instance).await);
    sent(port.associate_all(instance, &both, &account).await);
    sent(port.associate(instance, "users", &account).await);
    sent(port.disassociate_all(instance, &both, &account).await);
}

async fn send_invitation(calls: &Calls) {
    let (port, shares) = (&calls.invitations, [SHARE.to_owned()]);
    sent(port.accepted(&shares).await);
    sent(port.invitations(&shares).await);
    sent(port.accept("arn:invitation").await);
    sent(port.tables(&shares).await);
}

async fn send_catalog(calls: &Calls) {
    let port = &calls.catalog;
    let target = |table: Option<&str>| Target {
        catalog: "333333333333".to_owned(),
        database: "connect_datalake".to_owned(),
        table: table.map(str::to_owned),
    };
    let draft = DatabaseDraft {
        name: "analytics".to_owned(),
        description: "Analytics".to_owned(),
        parameters: BTreeMap::from([("trunkline:share".to_owned(), "contacts".to_owned())]),
        target: None,
    };
    let whole = DatabaseDraft {
        target: Some(target(None)),
        ..draft.clone()
    };
    let link = LinkDraft {
        database: "analytics".to_owned(),
        name: "users_link".to_owned(),
        parameters: draft.parameters.clone(),
        target: target(Some("users")),
    };
    sent(port.database("analytics").await);
    sent(port.databases().await);
    sent(port.tables("analytics").await);
    sent(port.table(None, "analytics", "users_link").await);
    let there = port.table(Some("333333333333"), "connect_datalake", "users");
    sent(there.await);
    sent(port.create_database(&draft).await);
    sent(port.create_database(&whole).await);
    sent(port.create_link(&link).await);
    sent(port.delete_link("analytics", "users_link").await);
    sent(port.delete_database("analytics").await);
}

fn grants() -> [Grant; 2] {
    let grant = |resource: Resource, permissions: &[Permission]| Grant {
        principal: ROLE.to_owned(),
        resource,
        permissions: permissions.iter().copied().collect(),
    };
    let database = Resource::Database {
        catalog: None,
        name: "analytics".to_owned(),
    };
    let read = [Permission::Select, Permission::Describe];
    [
        grant(database, &[Permission::Describe]),
        grant(users(), &read),
    ]
}

fn users() -> Resource {
    Resource::Table {
        catalog: Some("333333333333".to_owned()),
        database: "connect_datalake".to_owned(),
        name: "users".to_owned(),
    }
}

async fn send_permission(calls: &Calls) {
    let port = &calls.permissions;
    sent(port.settings().await);
    sent(port.set_administrator(ROLE, true).await);
    sent(port.set_administrator(ROLE, false).await);
    sent(port.grants().await);
    sent(port.grant(&grants()).await);
    sent(port.revoke(&grants()).await);
    let tag = BTreeMap::from([("sort".to_owned(), "open".to_owned())]);
    sent(port.create_tag("sort", "open").await);
    sent(port.add_tag_value("sort", "secret").await);
    sent(port.delete_tag("sort").await);
    sent(port.tags("analytics").await);
    sent(port.tag("analytics", &tag).await);
    sent(port.untag("analytics", &tag).await);
}

async fn send_query(calls: &Calls) {
    let port = &calls.workgroups;
    let draft = WorkgroupRecord {
        name: "reports".to_owned(),
        enforced: true,
        output: Some("s3://results/results/".to_owned()),
        kms_key: Some("arn:aws:kms:eu-west-2:111111111111:key/k".to_owned()),
        encrypted: true,
        scan_limit_bytes: Some(10_000_000),
        metrics: true,
    };
    let bare = WorkgroupRecord {
        output: None,
        kms_key: None,
        encrypted: false,
        scan_limit_bytes: None,
        ..draft.clone()
    };
    sent(port.workgroup("reports").await);
    sent(port.create(&draft, &tags(&[("a", "1")])).await);
    sent(port.update(&draft).await);
    sent(port.update(&bare).await);
    sent(port.tags("reports").await);
    sent(port.delete("reports").await);
    let (port, id) = (&calls.queries, "query-1");
    let query = Query {
        sql: "SELECT 1".to_owned(),
        workgroup: "reports".to_owned(),
        database: "analytics".to_owned(),
        token: "t".repeat(32),
    };
    sent(port.start(&query).await);
    sent(port.execution(id).await);
    sent(port.past("reports", Some("two")).await);
    sent(port.page(id, None).await);
    sent(port.page(id, Some("two")).await);
    sent(port.output_rows(id).await);
    sent(port.stop(id).await);
}

async fn send_rest(calls: &Calls) {
    let (port, name) = (&calls.schedules, "contacts-daily");
    let draft = ScheduleRecord {
        name: name.to_owned(),
        description: "trunkline:share=contacts".to_owned(),
        expression: "rate(1 day)".to_owned(),
        time_zone: Some("UTC".to_owned()),
        call: "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution".to_owned(),
        role_arn: ROLE.to_owned(),
        input: "{}".to_owned(),
        retries: 3,
        is_enabled: true,
    };
    sent(port.schedule(name).await);
    sent(port.schedules("contacts-").await);
    sent(port.create(&draft, "token-1").await);
    sent(port.update(&draft).await);
    sent(port.delete(name).await);
    let (port, alias, key) = (&calls.keys, "alias/contacts", "key-1");
    sent(port.key(alias).await);
    sent(port.tagged("a", "1").await);
    sent(port.create("Results", &tags(&[("a", "1")])).await);
    sent(port.rotate(key).await);
    sent(port.name(alias, key).await);
    sent(port.tags(key).await);
    sent(port.delete(alias, key, 7).await);
    let port = &calls.objects;
    sent(port.put_object("results", "a.json", b"{}".to_vec()).await);
    sent(port.objects("results", "exports/").await);
    sent(calls.identity.principal().await);
}

async fn requests() -> Vec<String> {
    let script = Script::default();
    let calls = calls(&script).await;
    send_producer(&calls).await;
    send_invitation(&calls).await;
    send_catalog(&calls).await;
    send_permission(&calls).await;
    send_query(&calls).await;
    send_rest(&calls).await;
    script.requests()
}

/// Equal sessions send equal requests: no token is drawn by the SDK.
#[tokio::test(start_paused = true)]
async fn every_request_of_a_share_is_as_agreed() {
    let once = requests().await;
    assert_eq!(once, requests().await);
    let text = once.join("\n\n") + "\n";
    expect_file!["golden/share_requests.txt"].assert_eq(&text);
}

#[tokio::test(start_paused = true)]
async fn what_is_put_are_all_the_settings_that_were_there_and_one_more() {
    let principal = |id: &str| json!({ "DataLakePrincipalIdentifier": id });
    let open =
        json!([{ "Principal": principal("IAM_ALLOWED_PRINCIPALS"), "Permissions": ["ALL"] }]);
    let settings = json!({
        "DataLakeAdmins": [principal("arn:admin")],
        "ReadOnlyAdmins": [principal("arn:auditor")],
        "CreateDatabaseDefaultPermissions": open,
        "CreateTableDefaultPermissions": [],
        "Parameters": { "CROSS_ACCOUNT_VERSION": "4", "SET_CONTEXT": "TRUE" },
        "TrustedResourceOwners": ["444444444444"],
        "AllowExternalDataFiltering": true,
        "AllowFullTableExternalDataAccess": false,
        "ExternalDataFilteringAllowList": [principal("555555555555")],
        "AuthorizedSessionTagValueList": ["Amazon EMR"],
    });
    let told = json!({ "DataLakeSettings": settings });
    let (script, calls) = answering([told.clone(), json!({}), told.clone(), told]).await;
    let port = &calls.permissions;
    port.set_administrator(ROLE, true).await.unwrap();
    let put = script.requests().pop().unwrap();
    let (line, body) = put.split_once('\n').unwrap();
    assert_eq!(line, "POST /PutDataLakeSettings");
    let mut wanted = settings;
    wanted["DataLakeAdmins"] = json!([principal("arn:admin"), principal(ROLE)]);
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body, json!({ "DataLakeSettings": wanted }));

    port.set_administrator("arn:admin", true).await.unwrap();
    assert_eq!(
        script.requests().len(),
        1,
        "it is one already: nothing is put"
    );
    let read = LakeSettings {
        administrators: vec!["arn:admin".to_owned()],
        opens_databases: true,
        opens_tables: false,
    };
    assert_eq!(port.settings().await.unwrap(), read);
}

#[tokio::test(start_paused = true)]
async fn only_what_is_open_to_everybody_opens_the_lake() {
    let to = |id: &str, permissions: &[&str]| {
        let principal = json!({ "DataLakePrincipalIdentifier": id });
        json!([{ "Principal": principal, "Permissions": permissions }])
    };
    let (_, calls) = answering([json!({ "DataLakeSettings": {
        "CreateDatabaseDefaultPermissions": to("IAM_ALLOWED_PRINCIPALS", &[]),
        "CreateTableDefaultPermissions": to("arn:somebody", &["ALL"]),
    } })])
    .await;
    let settings = calls.permissions.settings().await.unwrap();
    assert_eq!(settings, LakeSettings::default());
}

/// One entry of a list of permissions.
fn listed(resource: &Value, permissions: &[&str]) -> Value {
    json!({
        "Principal": { "DataLakePrincipalIdentifier": ROLE },
        "Resource": resource,
        "Permissions": permissions,
        "PermissionsWithGrantOption": [],
    })
}

#[tokio::test(start_paused = true)]
async fn grants_are_of_whole_tables_and_in_words_of_ours() {
    let table = |more: Value| {
        let mut table = json!({
            "CatalogId": "333333333333", "DatabaseName": "connect_datalake", "Name": "users",
        });
        for (name, value) in more.as_object().unwrap() {
            table[name] = value.clone();
        }
        table
    };
    let all = json!({ "Name": "ALL_TABLES", "TableWildcard": {} });
    let all_columns = json!({ "Name": "ALL_TABLES", "ColumnWildcard": {} });
    let but_one = json!({ "ColumnWildcard": { "ExcludedColumnNames": ["mobile"] } });
    let one = json!({ "ColumnNames": ["user_id"] });
    let page = |entries: Value, next: Option<&str>| json!({ "PrincipalResourcePermissions": entries, "NextToken": next });
    let columns = |more| json!({ "TableWithColumns": table(more) });
    let whole = json!({ "Table": table(json!({})) });
    let (script, calls) = answering([
        page(json!([listed(&whole, &["DESCRIBE", "ALTER"])]), Some("two")),
        page(json!([]), Some("three")),
        page(
            json!([
                listed(&columns(json!({ "ColumnWildcard": {} })), &["SELECT"]),
                listed(&columns(but_one), &["SELECT"]),
                listed(&columns(one), &["SELECT"]),
                listed(&columns(all_columns), &["SELECT"]),
                listed(&json!({ "Table": table(all) }), &["ALL"]),
                listed(&whole, &["INSERT", "ALTER"]),
                listed(&json!({ "Catalog": {} }), &["CREATE_DATABASE"]),
            ]),
            None,
        ),
    ])
    .await;
    let grant = |permission| Grant {
        principal: ROLE.to_owned(),
        resource: users(),
        permissions: [permission].into(),
    };
    let read = calls.permissions.grants().await.unwrap();
    assert_eq!(
        read,
        [grant(Permission::Describe), grant(Permission::Select)]
    );
    assert_eq!(script.requests().len(), 3);
}

/// To take "try again" for "was never granted" would leave a grant behind.
#[tokio::test(start_paused = true)]
async fn a_failure_in_a_batch_has_its_place_and_its_class() {
    let failure = |(id, code): (&str, &str)| json!({ "RequestEntry": { "Id": id }, "Error": { "ErrorCode": code, "ErrorMessage": "Why." } });
    let failures = [
        ("3", "InvalidInputException"),
        ("1", "ConcurrentModificationException"),
        ("0", "EntityNotFoundException"),
        ("4", "InternalServiceException"),
        ("5", "OperationTimeoutException"),
        ("2", "AccessDeniedException"),
        ("6", "SomethingNew"),
    ];
    let failures: Vec<_> = failures.into_iter().map(failure).collect();
    let (_, calls) = answering([json!({ "Failures": failures })]).await;
    let refused = calls.permissions.revoke(&grants()).await.unwrap();
    let told = refused
        .iter()
        .map(|it| format!("{} {} {:?}\n", it.index, it.fault, it.fault.class));
    expect![[r"
        3 BatchRevokePermissions: InvalidInputException: Why. Invalid
        1 BatchRevokePermissions: ConcurrentModificationException: Why. NotReady
        0 BatchRevokePermissions: EntityNotFoundException: Why. NotFound
        4 BatchRevokePermissions: InternalServiceException: Why. Unavailable
        5 BatchRevokePermissions: OperationTimeoutException: Why. Unavailable
        2 BatchRevokePermissions: AccessDeniedException: Why. Denied
        6 BatchRevokePermissions: SomethingNew: Why. Other
    "]]
    .assert_eq(&told.collect::<String>());
}

/// A server that says nothing of a workgroup, and no value of a tag, as moto does of one that it does not know.
#[tokio::test(start_paused = true)]
async fn what_is_left_out_of_an_answer_means_what_aws_documents() {
    let (_, calls) = answering([
        json!({}),
        json!({ "TagKey": "absent", "TagValues": [] }),
        json!({ "Name": "s", "ScheduleExpression": "rate(1 day)",
                "Target": { "Arn": "arn:call", "RoleArn": "arn:role" } }),
        json!({ "ResultSet": { "Rows": [{ "Data": [{ "VarCharValue": "" }, {}] }] } }),
        json!({}),
    ])
    .await;
    assert_eq!(calls.workgroups.workgroup("absent").await.unwrap(), None);
    assert_eq!(calls.permissions.tag_values("absent").await.unwrap(), None);
    let schedule = calls.schedules.schedule("s").await.unwrap().unwrap();
    let record = schedule.record;
    assert_eq!((record.retries, record.time_zone), (185, None));
    let page = calls.queries.page("query-1", None).await.unwrap();
    assert_eq!(page.rows, [[Some(String::new()), None]]);
    let told = calls.queries.execution("query-1").await.unwrap_err();
    assert_eq!(told.class, FaultClass::Unavailable);
}
