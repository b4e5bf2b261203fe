//! The lake of one account read in another, through the ports alone, and the awkward answers on the way.

use std::{collections::BTreeMap, time::Duration};

use analytics_share::{
    SOURCE_DATABASE,
    port::{
        Calls, DatabaseDraft, Grant, InvitationStatus, LinkDraft, Permission, Query, QueryState,
        Resource, Target, WorkgroupRecord,
    },
};
use aws_sim::Simulator;
use connect_aws::{Login, Session, SessionConfig};
use connect_model::{AccountId, Arn, FaultClass, InstanceId, Tags};
use connect_resources::instance::InstanceStatus;

use crate::desk::{config, simulator, target};

const CONSUMER: &str = "222222222222";
const DATABASE: &str = "analytics";
const LINK: &str = "users_link";
const RESULTS: &str = "results-of-222222222222";
const READER: &str = "arn:aws:iam::222222222222:role/reader";
const ADMINISTRATOR: &str = "arn:aws:iam::222222222222:root";

/// An instance in one account, and the root user of another.
pub(super) struct Lakeside {
    instance: InstanceId,
    producer: Calls,
    session: Session,
    pub(super) consumer: Calls,
}

// === impl Lakeside ===

impl Lakeside {
    pub(super) async fn new() -> Self {
        let simulator = simulator();
        let producer = session(&simulator, crate::desk::ACCOUNT).await;
        let session = session(&simulator, CONSUMER).await;
        let producer = producer.share_calls();
        let made = producer.instances.create(&super::draft()).await.unwrap();
        let instance = InstanceId::new(&made.id);
        let is_active = async || {
            let instance = producer.instances.describe(&instance).await.unwrap();
            instance.status == InstanceStatus::Active
        };
        while !is_active().await {
            tokio::time::sleep(Duration::from_secs(10)).await;
        }
        Self {
            instance,
            producer,
            consumer: session.share_calls(),
            session,
        }
    }

    /// Shares data sets. Answers the ARN of the share.
    async fn shared(&self, data_sets: &[&str]) -> String {
        let port = &self.producer.data_sets;
        let data_sets = texts(data_sets);
        let batch = port
            .associate_all(&self.instance, &data_sets, &consumer())
            .await;
        let batch = batch.unwrap();
        assert!(batch.errors.is_empty(), "{:?}", batch.errors);
        batch.created[0].share_arn.clone()
    }

    async fn accept(&self, share: &str) {
        let port = &self.consumer.invitations;
        let invitations = port.invitations(&texts(&[share])).await.unwrap();
        port.accept(&invitations[0].arn).await.unwrap();
    }

    /// Shared, accepted and linked. Answers the catalog of the lake.
    async fn linked(&self, data_sets: &[&str]) -> String {
        let share = self.shared(data_sets).await;
        self.accept(&share).await;
        let port = &self.consumer.permissions;
        port.set_administrator(ADMINISTRATOR, true).await.unwrap();
        let port = &self.consumer.catalog;
        port.create_database(&database()).await.unwrap();
        let catalog = catalog_of(&share);
        for data_set in data_sets {
            port.create_link(&link(&catalog, data_set)).await.unwrap();
        }
        catalog
    }

    /// A bucket and a workgroup to query in.
    async fn workgroup(&self) {
        let bucket = &self.consumer.buckets;
        bucket.create(RESULTS, &Tags::new()).await.unwrap();
        let port = &self.consumer.workgroups;
        port.create(&workgroup(), &Tags::new()).await.unwrap();
    }

    /// The calls of the role that reads.
    fn reader(&self) -> Calls {
        self.session
            .assuming(&Arn::parse(READER).unwrap())
            .share_calls()
    }
}

async fn session(simulator: &Simulator, account: &str) -> Session {
    let account = AccountId::new(account).unwrap();
    Session::open(SessionConfig {
        login: Login::simulated(&account),
        target: connect_model::Target {
            account,
            ..target()
        },
        ..config(simulator.http_client())
    })
    .await
}

fn consumer() -> AccountId {
    AccountId::new(CONSUMER).unwrap()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn catalog_of(share: &str) -> String {
    Arn::parse(share).unwrap().account().to_owned()
}

pub(super) fn database() -> DatabaseDraft {
    DatabaseDraft {
        name: DATABASE.to_owned(),
        description: "Analytics".to_owned(),
        parameters: BTreeMap::from([("trunkline:share".to_owned(), "contacts".to_owned())]),
        target: None,
    }
}

fn link(catalog: &str, data_set: &str) -> LinkDraft {
    LinkDraft {
        database: DATABASE.to_owned(),
        name: format!("{data_set}_link"),
        parameters: BTreeMap::from([("trunkline:share".to_owned(), "contacts".to_owned())]),
        target: Target {
            catalog: catalog.to_owned(),
            database: SOURCE_DATABASE.to_owned(),
            table: Some(data_set.to_owned()),
        },
    }
}

pub(super) fn workgroup() -> WorkgroupRecord {
    WorkgroupRecord {
        name: "reports".to_owned(),
        enforced: true,
        output: Some(format!("s3://{RESULTS}/results/")),
        kms_key: None,
        encrypted: true,
        scan_limit_bytes: Some(10_000_000_000),
        metrics: true,
    }
}

fn may(resource: Resource, permissions: &[Permission]) -> Grant {
    Grant {
        principal: READER.to_owned(),
        resource,
        permissions: permissions.iter().copied().collect(),
    }
}

fn table(catalog: Option<&str>, database: &str, name: &str) -> Resource {
    Resource::Table {
        catalog: catalog.map(str::to_owned),
        database: database.to_owned(),
        name: name.to_owned(),
    }
}

/// What it takes to read `users`.
fn grants(catalog: &str) -> Vec<Grant> {
    let database = Resource::Database {
        catalog: None,
        name: DATABASE.to_owned(),
    };
    let read = [Permission::Describe, Permission::Select];
    vec![
        may(database, &[Permission::Describe]),
        may(table(None, DATABASE, LINK), &[Permission::Describe]),
        may(table(Some(catalog), SOURCE_DATABASE, "users"), &read),
    ]
}

fn query(token: &str) -> Query {
    Query {
        sql: format!("SELECT user_id, agent_username FROM {LINK} ORDER BY 1 LIMIT 3"),
        workgroup: "reports".to_owned(),
        database: DATABASE.to_owned(),
        token: format!("{token:-<40}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_of_one_account_sees_and_asks_for_what_another_shares() {
    let lakeside = Lakeside::new().await;
    let catalog = lakeside.linked(&["users"]).await;
    let permissions = &lakeside.consumer.permissions;
    let refused = permissions.grant(&grants(&catalog)).await.unwrap();
    assert_eq!(refused, []);
    lakeside.workgroup().await;

    let reader = lakeside.reader();
    assert_eq!(reader.identity.principal().await.unwrap(), READER);
    let shown = reader.catalog.table(None, DATABASE, LINK).await.unwrap();
    let shown = shown.unwrap();
    assert_eq!(shown.columns.len(), 30);
    assert_eq!(shown.target, Some(link(&catalog, "users").target));
    let id = reader.queries.start(&query("first")).await.unwrap();
    let again = reader.queries.start(&query("first")).await.unwrap();
    assert_eq!(id, again, "the same token, the same query");
    let begun = reader.queries.execution(&id).await.unwrap();
    assert_eq!(begun.state, QueryState::Queued);
    tokio::time::sleep(Duration::from_mins(1)).await;

    // Whether there are rows depends on how the simulator is built; they are for the system tests.
    let done = reader.queries.execution(&id).await.unwrap();
    assert!(!done.retryable && done.sql.starts_with("SELECT"));
    if done.state == QueryState::Succeeded {
        assert!(done.scanned_bytes > 0);
    } else {
        let reason = done.reason.unwrap();
        let lacks = "which lacks the feature `athena`";
        assert!(reason.contains(lacks), "{reason}");
    }
    reader.queries.stop(&id).await.unwrap();
    let absent = reader.queries.execution("absent").await.unwrap_err();
    assert_eq!(absent.class, FaultClass::Invalid);
}

/// The session by the role has the meter of the one that it comes from.
#[tokio::test(start_paused = true)]
async fn a_session_by_a_role_is_of_the_same_job_and_assumes_the_role_once() {
    let lakeside = Lakeside::new().await;
    let before = lakeside.session.meter().tallies();
    assert_eq!(before.of("sts.AssumeRole").calls, 0);
    let reader = lakeside.session.assuming(&Arn::parse(READER).unwrap());
    reader.verify_account().await.unwrap();
    let calls = reader.share_calls();
    for _ in 0..2 {
        assert_eq!(calls.workgroups.workgroup("absent").await.unwrap(), None);
    }
    let tallies = lakeside.session.meter().tallies();
    assert_eq!(tallies.of("sts.AssumeRole").calls, 1);
    assert_eq!(tallies.of("athena.GetWorkGroup").calls, 2);
    // The first session calls as it did.
    let own = lakeside.consumer.identity.principal().await.unwrap();
    assert_eq!(own, ADMINISTRATOR);
}

#[tokio::test(start_paused = true)]
async fn what_is_shared_already_or_not_offered_is_an_error_without_a_name() {
    let lakeside = Lakeside::new().await;
    let (port, instance) = (&lakeside.producer.data_sets, &lakeside.instance);
    let offered = port.data_sets(instance).await.unwrap();
    assert!(
        offered
            .iter()
            .any(|data_set| data_set.id == "contact_record")
    );
    let share = lakeside.shared(&["users"]).await;
    let more = texts(&["users", "contacts", "contact_record"]);
    let batch = port.associate_all(instance, &more, &consumer()).await;
    let batch = batch.unwrap();
    let created = batch.created.iter().map(|it| it.data_set.as_str());
    assert_eq!(created.collect::<Vec<_>>(), ["contact_record"]);
    assert_eq!(batch.errors.len(), 2);
    let there = port.associations(instance).await.unwrap();
    assert_eq!(there.len(), 2);
    assert!(
        there
            .iter()
            .all(|it| it.share_arn == share && it.account == CONSUMER)
    );
    let alone = port.associate(instance, "contacts", &consumer()).await;
    let fault = alone.unwrap_err();
    assert_eq!(fault.class, FaultClass::Invalid);
    assert!(fault.message.contains("contacts"), "{fault}");
    let gone = texts(&["users", "users", "contact_record"]);
    let gone = port.disassociate_all(instance, &gone, &consumer()).await;
    assert_eq!(gone.unwrap(), ["users", "contact_record"]);
}

#[tokio::test(start_paused = true)]
async fn a_share_that_was_not_accepted_is_unknown_and_hides_no_other() {
    let lakeside = Lakeside::new().await;
    let share = lakeside.shared(&["users"]).await;
    let port = &lakeside.consumer.invitations;
    let one = texts(&[&share]);
    assert!(port.accepted(&one).await.unwrap().is_empty());
    assert!(port.tables(&one).await.unwrap().is_empty());
    assert!(port.invitations(&[]).await.unwrap().is_empty());
    let invited = port.invitations(&one).await.unwrap();
    assert_eq!(invited[0].status, InvitationStatus::Pending);
    assert_eq!(invited[0].sender, catalog_of(&share));
    for _ in 0..2 {
        port.accept(&invited[0].arn).await.unwrap();
    }
    let other = format!("{share}0");
    let both = texts(&[&other, &share]);
    assert_eq!(port.accepted(&both).await.unwrap(), one);
    let tables = port.tables(&both).await.unwrap();
    let catalog = catalog_of(&share);
    let users = format!("arn:aws:glue:eu-west-2:{catalog}:table/{SOURCE_DATABASE}/users");
    assert_eq!(tables, [users]);
    assert!(port.accepted(&[]).await.unwrap().is_empty());
    assert!(port.tables(&[]).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_invitation_that_has_run_out_is_a_conflict_and_no_link_can_be_made() {
    let lakeside = Lakeside::new().await;
    let share = lakeside.shared(&["users"]).await;
    tokio::time::sleep(Duration::from_hours(12)).await;
    let port = &lakeside.consumer.invitations;
    let invited = port.invitations(&texts(&[&share])).await.unwrap();
    assert_eq!(invited[0].status, InvitationStatus::Expired);
    let fault = port.accept(&invited[0].arn).await.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (
            FaultClass::Conflict,
            "ResourceShareInvitationExpiredException"
        )
    );
    let port = &lakeside.consumer.catalog;
    port.create_database(&database()).await.unwrap();
    let made = port.create_link(&link(&catalog_of(&share), "users")).await;
    assert_eq!(made.unwrap_err().class, FaultClass::NotFound);
}

#[tokio::test(start_paused = true)]
async fn one_link_that_outlives_its_share_hides_all_and_can_be_deleted_by_name() {
    let lakeside = Lakeside::new().await;
    let catalog = lakeside.linked(&["users", "contact_record"]).await;
    let port = &lakeside.consumer.catalog;
    let taken = port
        .create_link(&link(&catalog, "users"))
        .await
        .unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let listed = port.tables(DATABASE).await.unwrap();
    let names = listed.iter().map(|table| table.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["contact_record_link", LINK]);
    let data_sets = &lakeside.producer.data_sets;
    let gone = texts(&["users"]);
    let gone = data_sets
        .disassociate_all(&lakeside.instance, &gone, &consumer())
        .await;
    gone.unwrap();
    let hidden = port.tables(DATABASE).await.unwrap_err();
    assert_eq!(hidden.class, FaultClass::Denied);
    for _ in 0..2 {
        port.delete_link(DATABASE, LINK).await.unwrap();
    }
    assert_eq!(port.tables(DATABASE).await.unwrap().len(), 1);
    assert_eq!(port.table(None, DATABASE, LINK).await.unwrap(), None);
    for _ in 0..2 {
        port.delete_database(DATABASE).await.unwrap();
    }
    assert_eq!(port.database(DATABASE).await.unwrap(), None);
    let absent = port.tables(DATABASE).await.unwrap_err();
    assert_eq!(absent.class, FaultClass::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_grant_that_is_refused_keeps_no_other_from_being_given() {
    let lakeside = Lakeside::new().await;
    let catalog = lakeside.linked(&["users"]).await;
    let port = &lakeside.consumer.permissions;
    let mut batch = grants(&catalog);
    batch.insert(1, may(table(None, DATABASE, LINK), &[Permission::Select]));
    batch.push(may(
        table(None, DATABASE, "absent"),
        &[Permission::Describe],
    ));
    let refused = port.grant(&batch).await.unwrap();
    let refused: Vec<_> = refused
        .iter()
        .map(|it| (it.index, it.fault.class))
        .collect();
    assert_eq!(
        refused,
        [(1, FaultClass::Invalid), (4, FaultClass::NotFound)]
    );
    assert_eq!(port.grant(&grants(&catalog)).await.unwrap(), []);

    let there = port.grants().await.unwrap();
    let of_reader: Vec<_> = there.iter().filter(|it| it.principal == READER).collect();
    // SELECT comes back as one on all columns, beside the rest.
    let target = table(Some(&catalog), SOURCE_DATABASE, "users");
    let on_target = of_reader.iter().filter(|it| it.resource == target);
    let on_target: Vec<_> = on_target.flat_map(|it| &it.permissions).collect();
    assert_eq!(on_target.len(), 2, "{of_reader:?}");

    assert_eq!(port.revoke(&grants(&catalog)).await.unwrap(), []);
    let again = port.revoke(&grants(&catalog)).await.unwrap();
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|it| it.fault.class == FaultClass::Invalid));
    let left = port.grants().await.unwrap();
    assert!(left.iter().all(|it| it.principal != READER), "{left:?}");
}
