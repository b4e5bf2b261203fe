//! The parts of a share that stand alone: settings, tags, workgroups, keys, schedules.

use std::collections::{BTreeMap, BTreeSet};

use analytics_share::port::{Grant, LakeSettings, Resource, ScheduleRecord, WorkgroupRecord};
use connect_model::{FaultClass, Tags};

use super::share::{Lakeside, database, workgroup};
use crate::desk::tags;

const ROLE: &str = "arn:aws:iam::222222222222:role/trunkline";

#[tokio::test(start_paused = true)]
async fn an_administrator_is_added_once_and_the_rest_stays() {
    let lakeside = Lakeside::new().await;
    let port = &lakeside.consumer.permissions;
    let open = LakeSettings {
        administrators: Vec::new(),
        opens_databases: true,
        opens_tables: true,
    };
    assert_eq!(port.settings().await.unwrap(), open);
    for _ in 0..2 {
        port.set_administrator(ROLE, true).await.unwrap();
    }
    let administrators = vec![ROLE.to_owned()];
    let with_one = LakeSettings {
        administrators,
        ..open.clone()
    };
    assert_eq!(port.settings().await.unwrap(), with_one);
    for _ in 0..2 {
        port.set_administrator(ROLE, false).await.unwrap();
    }
    assert_eq!(port.settings().await.unwrap(), open);
}

/// The account opens all that is new to everybody; the tables of this database it does not.
#[tokio::test(start_paused = true)]
async fn tables_of_a_database_of_ours_are_open_to_nobody() {
    let lakeside = Lakeside::new().await;
    let port = &lakeside.consumer.catalog;
    port.create_database(&database()).await.unwrap();
    let taken = port.create_database(&database()).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let made = port.database("analytics").await.unwrap().unwrap();
    assert_eq!(
        (made.parameters, made.target),
        (database().parameters, None)
    );
    let grants = lakeside.consumer.permissions.grants().await.unwrap();
    let is_table = |grant: &&Grant| matches!(grant.resource, Resource::Table { .. });
    assert_eq!(grants.iter().find(is_table), None);
}

#[tokio::test(start_paused = true)]
async fn a_tag_gets_its_values_and_a_database_one_of_them() {
    let lakeside = Lakeside::new().await;
    let port = &lakeside.consumer.permissions;
    let values = |values: &[&str]| -> BTreeSet<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    };
    assert_eq!(port.tag_values("sort").await.unwrap(), None);
    port.create_tag("sort", "open").await.unwrap();
    let taken = port.create_tag("sort", "secret").await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    for _ in 0..2 {
        port.add_tag_value("sort", "secret").await.unwrap();
    }
    let both = values(&["open", "secret"]);
    assert_eq!(port.tag_values("sort").await.unwrap(), Some(both));

    lakeside
        .consumer
        .catalog
        .create_database(&database())
        .await
        .unwrap();
    assert!(port.tags("analytics").await.unwrap().is_empty());
    let tag = |value: &str| BTreeMap::from([("sort".to_owned(), value.to_owned())]);
    port.tag("analytics", &tag("open")).await.unwrap();
    assert_eq!(port.tags("analytics").await.unwrap(), tag("open"));
    let unknown = port.tag("analytics", &tag("other")).await.unwrap_err();
    assert_eq!(unknown.class, FaultClass::NotFound);
    port.untag("analytics", &tag("open")).await.unwrap();
    assert!(port.tags("analytics").await.unwrap().is_empty());
    for _ in 0..2 {
        port.delete_tag("sort").await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_workgroup_is_what_it_was_set_to_and_one_that_is_not_there_is_none() {
    let lakeside = Lakeside::new().await;
    let (port, first) = (&lakeside.consumer.workgroups, workgroup());
    assert_eq!(port.workgroup("reports").await.unwrap(), None);
    let lost = port.update(&first).await.unwrap_err();
    assert_eq!(lost.class, FaultClass::Invalid);
    let owned = tags(&[("a", "1")]);
    port.create(&first, &owned).await.unwrap();
    let taken = port.create(&first, &owned).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let seen = port.workgroup("reports").await.unwrap();
    assert_eq!(seen.as_ref(), Some(&first));
    assert_eq!(port.tags("reports").await.unwrap(), owned);

    let key = "arn:aws:kms:eu-west-2:222222222222:key/k";
    let sealed = WorkgroupRecord {
        kms_key: Some(key.to_owned()),
        scan_limit_bytes: Some(20_000_000),
        metrics: false,
        ..first.clone()
    };
    let bare = WorkgroupRecord {
        enforced: false,
        output: None,
        encrypted: false,
        scan_limit_bytes: None,
        ..first
    };
    for wanted in [sealed, bare] {
        port.update(&wanted).await.unwrap();
        assert_eq!(port.workgroup("reports").await.unwrap(), Some(wanted));
    }
    for _ in 0..2 {
        port.delete("reports").await.unwrap();
    }
    assert_eq!(port.workgroup("reports").await.unwrap(), None);
    let gone = port.tags("reports").await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_key_is_found_by_its_tag_or_alias_and_not_once_it_goes() {
    let lakeside = Lakeside::new().await;
    let (port, alias) = (&lakeside.consumer.keys, "alias/trunkline/contacts");
    assert_eq!(port.key(alias).await.unwrap(), None);
    let owned = tags(&[("trunkline:share", "contacts")]);
    port.create("Of others", &Tags::new()).await.unwrap();
    let made = port.create("Results", &owned).await.unwrap();
    port.rotate(&made.arn).await.unwrap();
    port.name(alias, &made.arn).await.unwrap();
    let taken = port.name(alias, &made.arn).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let found = port.key(alias).await.unwrap();
    assert_eq!((found.as_ref(), &*made.state), (Some(&made), "Enabled"));
    let tagged = port.tagged("trunkline:share", "contacts").await.unwrap();
    assert_eq!(tagged.as_ref(), Some(&made));
    assert_eq!(port.tags(&made.arn).await.unwrap(), owned);
    for _ in 0..2 {
        port.delete(alias, &made.arn, 7).await.unwrap();
    }
    assert_eq!(port.key(alias).await.unwrap(), None);
    let tagged = port.tagged("trunkline:share", "contacts").await.unwrap();
    assert_eq!(tagged, None);
    let going = port.key(&made.arn).await.unwrap().unwrap();
    assert_eq!(going.state, "PendingDeletion");
}

fn schedule(expression: &str) -> ScheduleRecord {
    ScheduleRecord {
        name: "trunkline-contacts-daily".to_owned(),
        description: "trunkline:share=contacts".to_owned(),
        expression: expression.to_owned(),
        time_zone: Some("Europe/London".to_owned()),
        call: "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution".to_owned(),
        role_arn: ROLE.to_owned(),
        input: "{\"QueryString\":\"SELECT 1\"}".to_owned(),
        retries: 3,
        is_enabled: true,
    }
}

#[tokio::test(start_paused = true)]
async fn a_schedule_comes_goes_and_comes_again() {
    let lakeside = Lakeside::new().await;
    let port = &lakeside.consumer.schedules;
    let first = schedule("cron(0 2 * * ? *)");
    let name = &first.name;
    assert_eq!(port.schedule(name).await.unwrap(), None);
    // The second time under the same token is the same request.
    for _ in 0..2 {
        port.create(&first, "token-1").await.unwrap();
    }
    let taken = port.create(&first, "token-2").await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let kept = port.schedule(name).await.unwrap().unwrap();
    assert_eq!(kept.record, first);
    assert!(kept.since.is_some());
    // There and back again: each is a request of its own.
    for expression in ["rate(1 day)", "cron(0 2 * * ? *)", "rate(1 day)"] {
        port.update(&schedule(expression)).await.unwrap();
        let seen = port.schedule(name).await.unwrap().unwrap();
        assert_eq!(seen.record.expression, expression);
    }
    let listed = port.schedules("trunkline-").await.unwrap();
    assert_eq!(listed, [name.as_str()]);
    assert!(port.schedules("other").await.unwrap().is_empty());
    for token in ["token-3", "token-4"] {
        for _ in 0..2 {
            port.delete(name).await.unwrap();
        }
        assert_eq!(port.schedule(name).await.unwrap(), None);
        port.create(&first, token).await.unwrap();
    }
    let lost = ScheduleRecord {
        name: "absent".to_owned(),
        ..first
    };
    let lost = port.update(&lost).await.unwrap_err();
    assert_eq!(lost.class, FaultClass::NotFound);
}
