//! Declarations of shares.

use connect_model::{
    rules,
    share::{AnalyticsShare, DataSets, Keeper, load_shares, share_rules, share_schema},
};
use expect_test::{expect, expect_file};

use crate::sources::{one, print};

fn share(text: &str) -> AnalyticsShare {
    shares(text).remove(0)
}

fn shares(text: &str) -> Vec<AnalyticsShare> {
    load_shares(&one(text)).unwrap_or_else(|findings| panic!("{}", print(&findings)))
}

#[test]
fn a_share_of_a_few_lines_has_the_rest_by_default() {
    let share = share(
        "kind: AnalyticsShare\nname: contact-analytics\nconsumer: consumer\ndata_sets: all\n\
         producers: [{ target: local, instances: [uk-contact-center] }]\n",
    );
    assert_eq!(share.data_sets, DataSets::All);
    assert_eq!(share.database(), "contact_analytics");
    assert_eq!(share.link("users"), "users");
    assert_eq!(share.role(), "contact-analytics-query");
    assert_eq!(share.workgroup(), "contact-analytics");
    assert_eq!(share.scan_limit_bytes(), 10_000_000_000);
    assert_eq!(share.results.retention_days, 14);
    let (account, region) = (
        "222222222222".parse().unwrap(),
        "eu-west-2".parse().unwrap(),
    );
    assert_eq!(
        share.bucket(&account, &region),
        "contact-analytics-222222222222-eu-west-2"
    );
    assert!(share.lake_formation.manage && share.query_role.create && share.results.create);
}

#[test]
fn variables_and_names_of_ones_own_are_taken() {
    let text = "variables: { stage: dev }\nname: 'a-${var.stage}'\nconsumer: c\n\
        producers: [{ target: p, instances: [one, two] }]\ndata_sets: [users, contact_record]\n\
        catalog: { database: lake, link_suffix: _link }\nworkgroup: { name: WG.1, scan_limit_mb: 10 }\n\
        exports: [{ name: contacts, data_set: contact_record, schedule: rate(1 day), keeper: daemon }]\n";
    let share = share(text);
    assert_eq!(share.name, "a-dev");
    assert_eq!(share.link("users"), "users_link");
    assert_eq!(share.scan_limit_bytes(), 10_000_000);
    assert_eq!(share.exports[0].keeper, Keeper::Daemon);
    assert_eq!(share.schedule("contacts"), "a-dev-contacts");
}

#[test]
fn everything_that_is_wrong_is_found_at_once() {
    let text = "name: Contact_Analytics\nconsumer: 'c c'\ndata_sets: [users, 'Contact Record']\n\
        producers:\n- { target: p, instances: [one, one] }\n\
        principals: ['arn:aws:iam::222222222222:group/analysts']\n\
        workgroup: { name: 'a b', scan_limit_mb: 1 }\n\
        results: { create_kms_key: true, kms_key: 'arn:aws:kms:eu-west-2:222222222222:alias/a' }\n\
        catalog: { database: Lake }\nexports:\n\
        - { name: e, data_set: contact_record, schedule: daily }\n- { name: e, data_set: user }\n";
    let findings = load_shares(&one(text)).unwrap_err();
    expect![[r#"
        center.yaml:1:7 name: "Contact_Analytics" is not a name of 1 to 32 small letters, digits and inner hyphens, the first a letter [bad-share-name]
          remedy: write a name of 1 to 32 small letters, digits and inner hyphens, the first a letter
        center.yaml:2:11 consumer: "c c" is not a target name: 1 to 63 lower-case letters, digits and inner hyphens [bad-target-name]
          remedy: write a target name: 1 to 63 lower-case letters, digits and inner hyphens
        center.yaml:3:20 data_sets[1]: "Contact Record" is not the id of a data set, such as contact_record [bad-data-set]
          remedy: write the id of a data set, such as contact_record
        center.yaml:5:3 producers[0]: one of p is named twice [duplicate-instance]
          remedy: keep one of the two
        center.yaml:6:14 principals[0]: "arn:aws:iam::222222222222:group/analysts" is no principal of Lake Formation [unfit-principal]
          remedy: name a role, a user, or a group of an identity provider; groups of IAM are none
        center.yaml:7:20 workgroup.name: "a b" is not a name of 1 to 128 letters, digits and ._- [bad-workgroup-name]
          remedy: write a name of 1 to 128 letters, digits and ._-
        center.yaml:7:42 workgroup.scan_limit_mb: 1 is not a number from 10 to 100000000 [out-of-range]
          remedy: use a number from 10 to 100000000
        center.yaml:8:43 results.kms_key: "arn:aws:kms:eu-west-2:222222222222:alias/a" is no key of KMS [unfit-key]
          remedy: write the ARN of a key: arn:aws:kms:REGION:ACCOUNT:key/ID
        center.yaml:8:43 results.kms_key: a key is named, and one is to be made [unfit-key]
          remedy: leave one of the two out
        center.yaml:9:22 catalog.database: "Lake" is not a name of 1 to 255 small letters, digits and _ [bad-catalog-name]
          remedy: write a name of 1 to 255 small letters, digits and _
        center.yaml:11:3 exports[0]: contact_record is not shared [unshared-export]
          remedy: only users is known
        center.yaml:11:50 exports[0].schedule: "daily" is not a schedule such as cron(0 2 * * ? *) or rate(1 day) [bad-schedule]
          remedy: write a schedule such as cron(0 2 * * ? *) or rate(1 day)
        center.yaml:12:3 exports[1]: two exports are called e [duplicate-export]
          remedy: rename one of the two
        center.yaml:12:3 exports[1]: user is not shared [unshared-export]
          remedy: did you mean "users"?
    "#]].assert_eq(&print(&findings));
    let no_bucket = "name: a\nconsumer: c\ndata_sets: all\nproducers: [{ target: p, instances: [one] }]\n\
        results: { create: false }\nexports: [{ name: e, data_set: users }]\n";
    let findings = load_shares(&one(no_bucket)).unwrap_err();
    expect![[r"
        center.yaml:5:10 results: no bucket is made and none is named, but the workgroup needs one [nameless-part]
          remedy: name it as results.bucket, or leave create out
        center.yaml:6:11 exports[0]: e has no workgroup or no bucket to write to [export-without-bucket]
          remedy: name workgroup.name and results.bucket, or let them be made
    "]].assert_eq(&print(&findings));
    let nothing = load_shares(&one("data_sets: []\nproducers: []\n")).unwrap_err();
    expect![[r#"
        center.yaml:1:1: the member "name" is missing [missing-member]
          remedy: add it
        center.yaml:1:1: the member "consumer" is missing [missing-member]
          remedy: add it
        center.yaml:1:12 data_sets: no data set is named [bad-length]
          remedy: name some, or write all
        center.yaml:2:12 producers: the list has 0 items, not 1 to 100 [bad-length]
          remedy: add some
    "#]]
    .assert_eq(&print(&nothing));
}

#[test]
fn a_share_of_several_regions_is_one_for_each_with_a_role_of_its_own() {
    let text = "name: a\ndata_sets: [users]\nregions:\n\
        - { region: eu-west-2, producers: [{ target: london, instances: [uk] }], consumer: bi-london }\n\
        - { region: us-east-1, producers: [{ target: virginia, instances: [us] }], consumer: bi-virginia }\n";
    let of = shares(text);
    let roles: Vec<_> = of.iter().map(AnalyticsShare::role).collect();
    assert_eq!(roles, ["a-query-eu-west-2", "a-query-us-east-1"]);
    assert_eq!(
        (&of[1].consumer, of[1].workgroup()),
        (&"bi-virginia".parse().unwrap(), "a".to_owned())
    );
    let theirs = shares(&format!(
        "{text}query_role: {{ create: false, name: reader }}\n"
    ));
    assert_eq!([theirs[0].role(), theirs[1].role()], ["reader", "reader"]);
    let wrong = format!(
        "{}consumer: c\nresults: {{ bucket: our-results }}\nquery_role: {{ name: {} }}\n\
         alerts: {{ event_bus: 'arn:aws:events:eu-west-2:222222222222:event-bus/ops' }}\n",
        text.replace("us-east-1", "eu-west-2")
            .replace("virginia, instances: [us]", "london, instances: [uk]"),
        "r".repeat(60)
    );
    let findings = load_shares(&one(wrong.as_str())).unwrap_err();
    expect![[r"
        center.yaml:5:3 regions[1]: eu-west-2 is named twice [duplicate-region]
          remedy: put all of its producers into one entry
        center.yaml:5:36 regions[1].producers[0]: uk of london is named twice [duplicate-instance]
          remedy: keep one of the two
        center.yaml:6:11 consumer: consumer is named at the top and by Region [sides-twice]
          remedy: keep one of the two
        center.yaml:7:20 results.bucket: results.bucket is in one Region, and the share in several [bound-part]
          remedy: leave it out, or write a file for each Region
        center.yaml:8:21 query_role.name: the name of the role is too long with a Region behind it [bound-part]
          remedy: shorten it
        center.yaml:9:22 alerts.event_bus: alerts.event_bus is in one Region, and the share in several [bound-part]
          remedy: leave it out, or write a file for each Region
    "]].assert_eq(&print(&findings));
}

#[test]
fn ages_are_of_what_is_shared_and_buses_and_schedules_make_sense() {
    let text = "name: a\nconsumer: c\nproducers: [{ target: p, instances: [one] }]\ndata_sets: [users, contact_record]\n\
        verify: { schedule: rate(6 hours) }\nalerts: {}\n\
        freshness: { max_age_hours: 24, data_sets: [{ data_set: contact_record, max_age_hours: 6 }] }\n";
    let share = share(text);
    assert_eq!(share.max_age_hours("contact_record"), Some(6));
    assert_eq!(share.max_age_hours("users"), Some(24));
    assert_eq!(share.alerts.unwrap().event_bus, "default");
    let wrong = text
        .replace("rate(6 hours)", "cron(0 6 * * *)")
        .replace("alerts: {}", "alerts: { event_bus: 'a bus' }")
        .replace("[{ data_set", "[{ data_set: contact, max_age_hours: 0 }, { data_set: contact_record, max_age_hours: 1 }, { data_set");
    let findings = load_shares(&one(wrong.as_str())).unwrap_err();
    expect![[r#"
        center.yaml:5:21 verify.schedule: "cron(0 6 * * *)" is not a schedule such as cron(0 2 * * ? *) or rate(1 day) [bad-schedule]
          remedy: write a schedule such as cron(0 2 * * ? *) or rate(1 day)
        center.yaml:6:22 alerts.event_bus: "a bus" is not the name or ARN of an event bus, such as default [bad-event-bus]
          remedy: write the name or ARN of an event bus, such as default
        center.yaml:7:45 freshness.data_sets[0]: contact is not shared [unshared-age]
          remedy: did you mean "contact_record"?
        center.yaml:7:81 freshness.data_sets[0].max_age_hours: 0 is not a number from 1 to 18250 [out-of-range]
          remedy: use a number from 1 to 18250
        center.yaml:7:134 freshness.data_sets[2]: the age of contact_record is said twice [unshared-age]
          remedy: keep one of the two
    "#]].assert_eq(&print(&findings));
}

#[test]
fn every_rule_that_shares_alone_know_has_a_name_of_its_own() {
    for rule in share_rules() {
        assert!(
            rules().iter().all(|other| other.id != rule.id),
            "{}",
            rule.id
        );
        assert!(rule.remedy.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn the_published_schema_of_a_share_is_the_one_of_the_types() {
    let text = serde_json::to_string_pretty(&share_schema()).unwrap() + "\n";
    expect_file!["../../../../examples/schema/analytics-share.schema.json"].assert_eq(&text);
}
