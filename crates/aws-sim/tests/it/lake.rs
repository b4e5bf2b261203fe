//! Two accounts and a data lake: a producer who has an instance, a consumer, and in it a role that
//! reads. The services in between are called as on the wire.

use aws_sim::{Settings, Simulator};
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use crate::desk::{CONSUMER, Desk, PRODUCER, credentials, unthrottled};

pub(crate) const REGION: &str = "eu-west-2";
pub(crate) const DATABASE: &str = "analytics";
pub(crate) const LINK: &str = "users_link";

pub(crate) struct Lake {
    desk: Desk,
    instance: String,
    /// The root user of the consumer's account.
    pub(crate) consumer: Who,
    /// The role that reads.
    pub(crate) reader: Who,
}

/// Somebody who calls, and where.
#[derive(Clone)]
pub(crate) struct Who {
    simulator: Simulator,
    key: String,
    region: &'static str,
    /// As grants name it.
    pub(crate) arn: String,
}

/// Code and message of a refusal.
pub(crate) type Refusal = (String, String);

/// What was refused with this code, for a reason in which these words are.
#[track_caller]
pub(crate) fn refused(result: Result<Value, Refusal>, code: &str, words: &str) {
    let (has, message) = result.expect_err("the call is refused");
    assert_eq!(has, code, "{message}");
    assert!(message.contains(words), "{message}");
}

// === impl Lake ===

impl Lake {
    /// The consumer governs its catalog by Lake Formation alone, and nothing is shared yet.
    pub(crate) async fn new() -> Self {
        let lake = Self::left_to_iam().await;
        let consumer = &lake.consumer;
        let admins = json!([{ "DataLakePrincipalIdentifier": consumer.arn }]);
        let settings = json!({ "DataLakeSettings": { "DataLakeAdmins": admins } });
        consumer
            .lf("PutDataLakeSettings", settings)
            .await
            .expect("settings are put");
        lake
    }

    /// The same with the settings of a new account.
    pub(crate) async fn left_to_iam() -> Self {
        Self::with(unthrottled()).await
    }

    /// The same, of a simulator that behaves in another way.
    pub(crate) async fn with(settings: Settings) -> Self {
        let desk = Desk::new(settings);
        let instance = desk.instance(PRODUCER, "lake").await;
        let root = Who {
            simulator: desk.simulator.clone(),
            key: CONSUMER.to_owned(),
            region: REGION,
            arn: format!("arn:aws:iam::{CONSUMER}:root"),
        };
        let reader = session(&desk, &root, "reader").await;
        Self {
            desk,
            instance,
            consumer: root,
            reader,
        }
    }

    /// Another role of the consumer.
    pub(crate) async fn role(&self, name: &str) -> Who {
        session(&self.desk, &self.consumer, name).await
    }

    /// Shares data sets with the consumer. Answers the ARN of the share.
    pub(crate) async fn share(&self, data_sets: &[&str]) -> String {
        let connect = self.desk.connect(PRODUCER);
        let mut arn = None;
        for data_set in data_sets {
            let asked = connect
                .associate_analytics_data_set()
                .instance_id(&self.instance);
            let asked = asked.data_set_id(*data_set).target_account_id(CONSUMER);
            arn = asked
                .send()
                .await
                .expect("the data set is shared")
                .resource_share_arn;
        }
        arn.expect("one data set at least is shared")
    }

    /// Takes data sets away from the consumer.
    pub(crate) async fn unshare(&self, data_sets: &[&str]) {
        let connect = self.desk.connect(PRODUCER);
        for data_set in data_sets {
            let asked = connect
                .disassociate_analytics_data_set()
                .instance_id(&self.instance);
            let asked = asked.data_set_id(*data_set).target_account_id(CONSUMER);
            asked.send().await.expect("the data set is taken away");
        }
    }

    /// Shares data sets, accepts the invitation, and links `users`. Answers the catalog of the lake.
    pub(crate) async fn linked(&self, data_sets: &[&str]) -> String {
        let share = self.share(data_sets).await;
        self.consumer
            .answer(&share, "AcceptResourceShareInvitation")
            .await
            .expect("the invitation is accepted");
        let catalog = catalog_of(&share);
        let database = json!({ "DatabaseInput": { "Name": DATABASE } });
        self.consumer
            .glue("CreateDatabase", database)
            .await
            .expect("the database is made");
        self.consumer
            .glue("CreateTable", link(LINK, &catalog, "users"))
            .await
            .expect("the link is made");
        catalog
    }

    /// Grants the reader what it takes to read `users`.
    pub(crate) async fn granted(&self, catalog: &str) {
        for (resource, permissions) in all_grants(catalog) {
            self.grant(&self.reader, resource, permissions)
                .await
                .expect("the grant is given");
        }
    }

    /// Grants something as the consumer's administrator.
    pub(crate) async fn grant(
        &self,
        to: &Who,
        resource: Value,
        permissions: Value,
    ) -> Result<Value, Refusal> {
        self.consumer
            .lf("GrantPermissions", grant(to, resource, permissions))
            .await
    }
}

/// The four grants by which a role reads the table behind the link.
pub(crate) fn all_grants(catalog: &str) -> [(Value, Value); 4] {
    [
        (
            json!({ "Database": { "Name": DATABASE } }),
            json!(["DESCRIBE"]),
        ),
        (table(LINK), json!(["DESCRIBE"])),
        (target(catalog, "users"), json!(["DESCRIBE"])),
        (target(catalog, "users"), json!(["SELECT"])),
    ]
}

pub(crate) fn grant(to: &Who, resource: Value, permissions: Value) -> Value {
    let principal = json!({ "DataLakePrincipalIdentifier": to.arn });
    let mut asked = json!({ "Principal": principal });
    asked["Resource"] = resource;
    asked["Permissions"] = permissions;
    asked
}

/// A table of the consumer's database, as a grant names it.
pub(crate) fn table(name: &str) -> Value {
    json!({ "Table": { "DatabaseName": DATABASE, "Name": name } })
}

/// A table of the lake, as a grant names it.
pub(crate) fn target(catalog: &str, name: &str) -> Value {
    let database = "connect_datalake";
    json!({ "Table": { "CatalogId": catalog, "DatabaseName": database, "Name": name } })
}

/// A request that makes a link to a table of the lake.
pub(crate) fn link(name: &str, catalog: &str, table: &str) -> Value {
    let target = json!({ "CatalogId": catalog, "DatabaseName": "connect_datalake", "Name": table });
    json!({ "DatabaseName": DATABASE, "TableInput": { "Name": name, "TargetTable": target } })
}

/// The account that has the catalog is in the ARN of the share.
pub(crate) fn catalog_of(share: &str) -> String {
    share
        .split(':')
        .nth(4)
        .expect("an ARN has an account")
        .to_owned()
}

async fn session(desk: &Desk, root: &Who, name: &str) -> Who {
    let arn = format!("arn:aws:iam::{CONSUMER}:role/{name}");
    let asked = desk.sts(credentials(CONSUMER)).assume_role();
    let asked = asked.role_arn(&arn).role_session_name("test");
    let issued = asked
        .duration_seconds(43_200)
        .send()
        .await
        .expect("the role is assumed")
        .credentials
        .expect("there are credentials");
    Who {
        key: issued.access_key_id,
        arn,
        ..root.clone()
    }
}

// === impl Who ===

impl Who {
    /// The same in another Region.
    pub(crate) fn in_region(&self, region: &'static str) -> Self {
        Self {
            region,
            ..self.clone()
        }
    }

    /// The root user of another account.
    pub(crate) fn of_account(&self, account: &str) -> Self {
        let arn = format!("arn:aws:iam::{account}:root");
        Self {
            key: account.to_owned(),
            arn,
            ..self.clone()
        }
    }

    pub(crate) async fn glue(&self, operation: &str, input: Value) -> Result<Value, Refusal> {
        let target = format!("AWSGlue.{operation}");
        self.call("glue", "/", &[("x-amz-target", &target)], input)
            .await
    }

    pub(crate) async fn lf(&self, operation: &str, input: Value) -> Result<Value, Refusal> {
        self.call("lakeformation", &format!("/{operation}"), &[], input)
            .await
    }

    pub(crate) async fn ram(&self, operation: &str, input: Value) -> Result<Value, Refusal> {
        let path = format!("/{}", operation.to_lowercase());
        self.call("ram", &path, &[], input).await
    }

    /// The status of each invitation to a share.
    pub(crate) async fn invitations(&self, share: &str) -> Vec<String> {
        let asked = json!({ "resourceShareArns": [share] });
        let answer = self
            .ram("GetResourceShareInvitations", asked)
            .await
            .expect("invitations are listed");
        let all = answer["resourceShareInvitations"]
            .as_array()
            .expect("a list")
            .iter();
        all.map(|one| one["status"].as_str().expect("a status").to_owned())
            .collect()
    }

    /// Answers the invitation to a share: the one that is pending, or else the first.
    pub(crate) async fn answer(&self, share: &str, operation: &str) -> Result<Value, Refusal> {
        let asked = json!({ "resourceShareArns": [share] });
        let answer = self
            .ram("GetResourceShareInvitations", asked)
            .await
            .expect("invitations are listed");
        let all = answer["resourceShareInvitations"]
            .as_array()
            .expect("a list");
        let pending = all.iter().find(|one| one["status"] == "PENDING");
        let arn = &pending.unwrap_or(&all[0])["resourceShareInvitationArn"];
        self.ram(operation, json!({ "resourceShareInvitationArn": arn }))
            .await
    }

    /// The names that a list of tables shows.
    pub(crate) async fn tables(&self) -> Result<Vec<String>, Refusal> {
        let answer = self
            .glue("GetTables", json!({ "DatabaseName": DATABASE }))
            .await?;
        let tables = answer["TableList"].as_array().expect("a list").iter();
        Ok(tables
            .map(|table| table["Name"].as_str().expect("a name").to_owned())
            .collect())
    }

    /// What an engine gets that reads a table of the consumer's database.
    pub(crate) async fn read(&self, table: &str) -> Result<Value, Refusal> {
        let asked = json!({
            "CatalogId": CONSUMER,
            "DatabaseName": DATABASE,
            "Name": table,
            "SupportedPermissionTypes": ["COLUMN_PERMISSION"],
        });
        self.glue("GetUnfilteredTableMetadata", asked).await
    }

    async fn call(
        &self,
        service: &str,
        path: &str,
        headers: &[(&str, &str)],
        input: Value,
    ) -> Result<Value, Refusal> {
        let scope = format!(
            "{}/20260101/{}/{service}/aws4_request",
            self.key, self.region
        );
        let signed = format!("AWS4-HMAC-SHA256 Credential={scope}, Signature=none");
        let mut request = Request::post(path).header("authorization", signed);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Bytes::from(input.to_string()))
            .expect("a request is valid");
        let answer = self.simulator.handle(request).await.expect("an answer");
        let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        if answer.status().is_success() {
            return Ok(body);
        }
        let code = answer.headers()["x-amzn-errortype"]
            .to_str()
            .expect("a code is text")
            .to_owned();
        let message = [&body["Message"], &body["message"]].map(|text| text.as_str().unwrap_or(""));
        Err((code, message.concat()))
    }
}
