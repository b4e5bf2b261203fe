//! A table of the lake, shared with another account and read there.

use std::time::Duration;

use aws_sdk_connect::types::DirectoryType;
use serde_json::{Value, json};

use super::counter::Counter;
use crate::desk::{CONSUMER, Desk, PRODUCER, unthrottled};
use aws_sim::Settings;

const ADMIN: &str = "arn:aws:iam::222222222222:root";
const ROLE: &str = "arn:aws:iam::222222222222:role/reader";

/// An instance of the producer, whose tables the consumer has links to.
pub(super) struct Shared {
    pub(super) counter: Counter,
    desk: Desk,
    pub(super) instance: String,
    /// The account that has the lake.
    catalog: String,
}

impl Shared {
    /// Everything done that lets the consumer's administrator read `tables`.
    pub(super) async fn new(settings: Settings, tables: &[&str]) -> Self {
        let shared = Self::offered(settings, tables).await;
        shared.accept().await;
        for table in tables {
            shared.link(table).await;
        }
        shared
    }

    /// The same up to the invitation, which nobody has accepted.
    async fn offered(settings: Settings, tables: &[&str]) -> Self {
        let counter = Counter::new(settings);
        let desk = Desk {
            simulator: counter.simulator.clone(),
        };
        let instance = instance(&desk).await;
        let mut catalog = String::new();
        for table in tables {
            let associated = desk
                .connect(PRODUCER)
                .associate_analytics_data_set()
                .instance_id(&instance)
                .data_set_id(*table)
                .target_account_id(CONSUMER)
                .send()
                .await
                .expect("a data set is shared");
            let arn = associated.resource_share_arn().expect("a share has an ARN");
            let owner = arn.split(':').nth(4).expect("an ARN has an owner");
            owner.clone_into(&mut catalog);
        }
        let settings = json!({ "DataLakeAdmins": [{ "DataLakePrincipalIdentifier": ADMIN }] });
        let settings = json!({ "DataLakeSettings": settings });
        counter
            .ask("lakeformation", "PutDataLakeSettings", settings)
            .await;
        let database = json!({ "DatabaseInput": { "Name": "analytics" } });
        counter.ask("glue", "CreateDatabase", database).await;
        Self {
            counter,
            desk,
            instance,
            catalog,
        }
    }

    async fn accept(&self) {
        let list = self
            .counter
            .ask("ram", "GetResourceShareInvitations", json!({}))
            .await;
        let arn = &list["resourceShareInvitations"][0]["resourceShareInvitationArn"];
        let accept = json!({ "resourceShareInvitationArn": arn });
        self.counter
            .ask("ram", "AcceptResourceShareInvitation", accept)
            .await;
    }

    /// A link in the consumer's database.
    async fn link(&self, name: &str) {
        let target = json!({
            "CatalogId": self.catalog,
            "DatabaseName": "connect_datalake",
            "Name": name,
        });
        let input = json!({ "Name": name, "TargetTable": target });
        let create = json!({ "DatabaseName": "analytics", "TableInput": input });
        self.counter.ask("glue", "CreateTable", create).await;
    }

    async fn grant(&self, permissions: &[&str], resource: Value) {
        let grant = json!({
            "Principal": { "DataLakePrincipalIdentifier": ROLE },
            "Permissions": permissions,
            "Resource": resource,
        });
        self.counter
            .ask("lakeformation", "GrantPermissions", grant)
            .await;
    }

    fn target(&self) -> Value {
        json!({ "CatalogId": self.catalog, "DatabaseName": "connect_datalake", "Name": "users" })
    }

    /// The end of a query of the role.
    async fn as_reader(&self, sql: &str) -> (String, String) {
        let assumed = self.desk.sts(crate::desk::credentials(CONSUMER));
        let assumed = assumed
            .assume_role()
            .role_arn(ROLE)
            .role_session_name("reader");
        let session = assumed.send().await.expect("the role is assumed");
        let key = session
            .credentials()
            .expect("a session has credentials")
            .access_key_id()
            .to_owned();
        let id = self.counter.start(&key, sql).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
        let status = self.counter.execution(&id).await["Status"].clone();
        let text = |member: &str| status[member].as_str().unwrap_or_default().to_owned();
        (text("State"), text("StateChangeReason"))
    }
}

async fn instance(desk: &Desk) -> String {
    let created = desk
        .connect(PRODUCER)
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("center")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(true)
        .send()
        .await
        .expect("an instance is made");
    tokio::time::sleep(Duration::from_mins(1)).await;
    created.id.expect("an instance has an id")
}

const ONE: &str = "SELECT instance_id FROM users LIMIT 1";

#[tokio::test(start_paused = true)]
async fn a_table_is_read_across_accounts_once_the_invitation_is_accepted() {
    let shared = Shared::offered(unthrottled(), &["users"]).await;
    let reason = shared.counter.reason(ONE).await;
    assert!(reason.starts_with("TABLE_NOT_FOUND"), "{reason}");
    shared.accept().await;
    shared.link("users").await;
    let rows = shared.counter.rows(ONE).await;
    assert_eq!(rows, [[Some(shared.instance.clone())]]);
}

#[tokio::test(start_paused = true)]
async fn a_reader_needs_describe_on_the_link_and_select_on_the_target() {
    let shared = Shared::new(unthrottled(), &["users"]).await;
    let link = json!({ "DatabaseName": "analytics", "Name": "users" });
    let (state, reason) = shared.as_reader(ONE).await;
    assert_eq!(state, "FAILED");
    assert!(
        reason.contains("Required Describe on analytics"),
        "{reason}"
    );

    let database = json!({ "Database": { "Name": "analytics" } });
    shared.grant(&["DESCRIBE"], database).await;
    let (_, reason) = shared.as_reader(ONE).await;
    assert!(reason.contains("Required Describe on users"), "{reason}");

    shared.grant(&["DESCRIBE"], json!({ "Table": link })).await;
    let target = json!({ "Table": shared.target() });
    shared.grant(&["DESCRIBE"], target).await;
    let (_, reason) = shared.as_reader(ONE).await;
    assert!(reason.contains("Required Select on users"), "{reason}");

    let mut some = shared.target();
    some["ColumnNames"] = json!(["instance_id", "user_id"]);
    shared
        .grant(&["SELECT"], json!({ "TableWithColumns": some }))
        .await;
    assert_eq!(
        shared.as_reader(ONE).await,
        ("SUCCEEDED".to_owned(), String::new())
    );
    let (_, reason) = shared.as_reader("SELECT agent_email FROM users").await;
    assert_eq!(
        reason,
        "COLUMN_NOT_FOUND: line 1:8: Column 'agent_email' cannot be resolved"
    );
}

#[tokio::test(start_paused = true)]
async fn names_that_lead_nowhere_are_told_apart() {
    let shared = Shared::new(unthrottled(), &["users"]).await;
    let counter = &shared.counter;
    assert_eq!(
        counter.reason("SELECT 1 FROM user").await,
        "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.analytics.user' does not exist"
    );
    assert_eq!(
        counter.reason("SELECT 1\nFROM elsewhere.users").await,
        "SCHEMA_NOT_FOUND: line 2:6: Schema 'elsewhere' does not exist"
    );
    assert_eq!(
        counter.reason("SELECT 1 FROM hive.analytics.users").await,
        "CATALOG_NOT_FOUND: line 1:15: Catalog 'hive' does not exist"
    );
}

#[tokio::test(start_paused = true)]
async fn a_data_set_that_is_not_shared_any_more_is_not_read() {
    let shared = Shared::new(unthrottled(), &["users", "contact_record"]).await;
    let connect = shared.desk.connect(PRODUCER);
    let taken = connect
        .disassociate_analytics_data_set()
        .instance_id(&shared.instance);
    let taken = taken.data_set_id("users").target_account_id(CONSUMER);
    taken.send().await.expect("the data set is taken back");
    let reason = shared.counter.reason(ONE).await;
    assert!(reason.contains("users"), "{reason}");
    let count = shared
        .counter
        .rows("SELECT count(*) FROM contact_record")
        .await;
    assert_ne!(count, [[Some("0".to_owned())]]);
}
