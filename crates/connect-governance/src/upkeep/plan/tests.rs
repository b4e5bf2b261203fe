use std::collections::BTreeSet;

use connect_model::{
    AccountId, AssociationId, InstanceId, Region, Tags,
    governance::{Governance, load_governance},
    spec::Sources,
};
use connect_resources::{GOVERNED_TAG, bucket::with_tls_only, storage::Destination};
use expect_test::{Expect, expect};
use reconcile::{Step, StepId};

use super::*;
use crate::{
    inventory::Resource,
    port::upkeep::{AlertRecord, KeyRecord, TopicRecord},
    upkeep::{
        GOVERNANCE_TAG, key_policy,
        seen::{BucketRecord, SeenBucket, SeenBudget, SeenInstance, SeenKey},
        wanted,
    },
};

const KEY: &str = "arn:aws:kms:eu-west-2:111111111111:key/k";
const BUCKET: &str = "recordings-of-uk";
const FULL: &str = r#"
instance: uk
keys: [{ name: recordings }]
storage:
  - { data: CALL_RECORDINGS, bucket: recordings-of-uk, key: recordings, expire_days: 365 }
tags: { Team: support }
allocation: [Team]
budgets:
  - name: all
    amount: "10"
    alerts: [{ actual: 80, email: [a@example.com] }]
"#;

/// A declaration, and where it is to hold.
struct Case {
    governance: Governance,
    account: AccountId,
    region: Region,
}

// === impl Case ===

impl Case {
    fn of(text: &str) -> Self {
        let sources = Sources {
            specs: vec!["g.yaml".to_owned()],
            files: [("g.yaml".to_owned(), text.as_bytes().to_vec())].into(),
            ..Sources::default()
        };
        Self {
            governance: load_governance(&sources).unwrap(),
            account: AccountId::new("111111111111").unwrap(),
            region: Region::new("eu-west-2").unwrap(),
        }
    }

    fn deal(&self) -> Deal<'_> {
        Deal {
            governance: &self.governance,
            account: &self.account,
            region: &self.region,
        }
    }

    fn steps(&self, seen: &Seen) -> Vec<String> {
        let plan = plan(self.deal(), seen).unwrap();
        let step = |step: &Step<Task>| {
            let needs: Vec<&str> = step.needs.iter().map(StepId::as_str).collect();
            format!("{} <- [{}]: {}", step.id, needs.join(", "), step.action)
        };
        plan.steps().iter().map(step).collect()
    }

    /// All of it as declared.
    fn settled(&self) -> Seen {
        let (deal, mut seen) = (self.deal(), looked());
        seen.services.insert("Amazon Connect".to_owned());
        let spec = &self.governance.keys[0];
        let record = KeyRecord {
            arn: KEY.to_owned(),
            state: "Enabled".to_owned(),
            encrypts: true,
        };
        let key = SeenKey {
            record,
            has_alias: true,
            tags: marked("uk/recordings"),
            policy: key_policy::over(None, spec, deal.place()),
            rotates: true,
        };
        seen.keys.insert("recordings".to_owned(), key);
        let arn = format!("arn:aws:s3:::{BUCKET}");
        let bucket = BucketRecord {
            is_blocked: true,
            kms_key: Some(KEY.to_owned()),
            policy: with_tls_only(None, &arn, true),
            rules: wanted::rules(deal, BUCKET),
            tags: marked("uk"),
        };
        let there = SeenBucket::There(Box::new(bucket));
        seen.buckets.insert(BUCKET.to_owned(), there);
        let destination = Destination::S3 {
            bucket: BUCKET.to_owned(),
            prefix: "call-recordings".to_owned(),
            kms_key: Some(KEY.to_owned()),
        };
        let id = AssociationId::new("a");
        seen.storage
            .insert(DataSort::CallRecordings, (id, destination));
        if let Some(instance) = &mut seen.instance {
            instance.tags = tags(&[(GOVERNED_TAG, "CALL_RECORDINGS")]);
        }
        seen.resources.push(resource(&[("Team", "support")]));
        seen.allocation = Some([("Team".to_owned(), true)].into());
        let budget = &self.governance.budgets[0];
        let alerts = wanted::alerts(budget).into_iter();
        let alerts = alerts.map(|(alert, subscribers)| AlertRecord {
            told: alert.to_string(),
            alert: Some(alert),
            subscribers,
        });
        let budget = SeenBudget {
            record: wanted::budget(budget, &seen),
            tags: marked("uk"),
            alerts: alerts.collect(),
        };
        seen.budgets.insert("all".to_owned(), budget);
        seen
    }
}

/// All parts were looked at, and nothing is there but the instance.
fn looked() -> Seen {
    Seen {
        parts: UpkeepPart::ALL.into_iter().collect::<BTreeSet<_>>(),
        instance: Some(SeenInstance {
            id: InstanceId::new("i"),
            tags: Tags::new(),
            service_role: None,
        }),
        ..Seen::default()
    }
}

fn marked(mark: &str) -> Tags {
    tags(&[(GOVERNANCE_TAG, mark)])
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let mut tags = Tags::new();
    for (key, value) in pairs {
        tags.insert(*key, *value).unwrap();
    }
    tags
}

fn resource(pairs: &[(&str, &str)]) -> Resource {
    Resource {
        kind: "queue".to_owned(),
        name: "Sales".to_owned(),
        arn: "arn:q".to_owned(),
        tags: Some(tags(pairs)),
    }
}

fn check(steps: &[String], expected: &Expect) {
    expected.assert_eq(&(steps.join("\n") + "\n"));
}

#[test]
fn nothing_is_to_be_done_where_all_is_so() {
    let case = Case::of(FULL);
    let seen = case.settled();
    assert_eq!(case.steps(&seen), [] as [&str; 0]);
    assert_eq!(findings(case.deal(), &seen), []);
    assert_eq!(notes(case.deal(), &seen), [] as [&str; 0]);
}

#[test]
fn what_is_not_there_is_made_and_each_step_waits_for_what_it_needs() {
    let case = Case::of(FULL);
    let seen = Seen {
        resources: vec![resource(&[("Team", "sales"), ("Other", "x")])],
        allocation: Some([("Team".to_owned(), false)].into()),
        ..looked()
    };
    check(
        &case.steps(&seen),
        &expect![[r"
            key/recordings/create <- []: make the key recordings
            key/recordings/alias <- [key/recordings/create]: give the key recordings its alias
            key/recordings/rotation <- [key/recordings/create]: rotate the key recordings every year
            bucket/recordings-of-uk/create <- []: make the bucket recordings-of-uk
            bucket/recordings-of-uk/public-access <- [bucket/recordings-of-uk/create]: block public access of the bucket recordings-of-uk
            bucket/recordings-of-uk/encryption <- [bucket/recordings-of-uk/create, key/recordings/create]: set the encryption of the bucket recordings-of-uk
            bucket/recordings-of-uk/policy <- [bucket/recordings-of-uk/create]: demand TLS in the policy of the bucket recordings-of-uk
            bucket/recordings-of-uk/lifecycle <- [bucket/recordings-of-uk/create]: set the lifecycle of call-recordings/ in the bucket recordings-of-uk
            instance/uk/governed <- []: tag instance/uk with trunkline:governed
            storage/CALL_RECORDINGS/associate <- [bucket/recordings-of-uk/create, bucket/recordings-of-uk/encryption, bucket/recordings-of-uk/lifecycle, bucket/recordings-of-uk/policy, bucket/recordings-of-uk/public-access, instance/uk/governed, key/recordings/create]: say where CALL_RECORDINGS goes
            queue/Sales/tags <- []: tag queue/Sales with Team
            allocation/tags/activate <- []: allocate cost by Team
            budget/all/create <- []: make the budget all
        "]],
    );
}

#[test]
fn the_mark_keeps_sorts_that_were_named_before_and_nothing_else() {
    let case = Case::of(FULL);
    let mut seen = case.settled();
    let there = format!("ATTACHMENTS {}", "x".repeat(240));
    if let Some(instance) = &mut seen.instance {
        instance.tags = tags(&[(GOVERNED_TAG, &there)]);
    }
    assert_eq!(
        case.steps(&seen),
        ["instance/uk/governed <- []: tag instance/uk with trunkline:governed"]
    );
    let mark = wanted::mark(case.deal(), &tags(&[(GOVERNED_TAG, &there)])).unwrap();
    assert_eq!(mark.get(GOVERNED_TAG), Some("ATTACHMENTS CALL_RECORDINGS"));
}

#[test]
fn parts_that_were_not_looked_at_get_no_steps() {
    let case = Case::of(FULL);
    for (part, kind) in [
        (
            UpkeepPart::Storage,
            ["key/", "bucket/", "instance/", "storage/"].as_slice(),
        ),
        (UpkeepPart::Budgets, &["budget/"]),
        (UpkeepPart::Tags, &["queue/"]),
    ] {
        let seen = Seen {
            parts: [part].into(),
            resources: vec![resource(&[])],
            ..looked()
        };
        let steps = case.steps(&seen);
        assert!(!steps.is_empty());
        let is_of_part = |step: &String| kind.iter().any(|kind| step.starts_with(kind));
        assert!(steps.iter().all(is_of_part), "{steps:#?}");
    }
}

#[test]
fn a_half_made_key_is_gone_on_with() {
    let case = Case::of(FULL);
    let mut seen = case.settled();
    let key = seen.keys.get_mut("recordings").unwrap();
    (key.has_alias, key.rotates) = (false, false);
    check(
        &case.steps(&seen),
        &expect![[r"
            key/recordings/alias <- []: give the key recordings its alias
            key/recordings/rotation <- []: rotate the key recordings every year
        "]],
    );
}

#[test]
fn a_key_that_is_not_declared_stays_where_data_has_one() {
    let text = FULL.replace("key: recordings, ", "");
    let case = Case::of(&text);
    let seen = case.settled();
    assert_eq!(case.steps(&seen), [] as [&str; 0]);
}

#[test]
fn two_sorts_below_one_prefix_go_with_the_later_and_not_before_what_never_goes() {
    let with = |days: &str| {
        let sort = |data: &str, days: &str| {
            format!("  - {{ data: {data}, bucket: recordings-of-uk, prefix: all/{days} }}\n")
        };
        let (one, other) = (
            sort("ATTACHMENTS", ", expire_days: 30"),
            sort("EMAIL_MESSAGES", days),
        );
        let case = Case::of(&format!("instance: uk\nstorage:\n{one}{other}"));
        let rules = wanted::rules(case.deal(), BUCKET);
        assert_eq!(rules.len(), 1);
        assert_eq!(
            (&*rules[0].prefix, rules[0].uploads_days),
            ("all/", Some(7))
        );
        rules[0].expires_days
    };
    assert_eq!(with(", expire_days: 90"), Some(90));
    assert_eq!(with(", expire_days: 7"), Some(30));
    assert_eq!(with(""), None);
}

#[test]
fn what_stands_in_the_way_is_said_all_at_once() {
    let case = Case::of(FULL);
    let mut seen = case.settled();
    let key = seen.keys.get_mut("recordings").unwrap();
    key.tags = marked("ku/recordings");
    key.record.state = "PendingDeletion".to_owned();
    let closed = SeenBucket::Closed("AccessDenied".to_owned());
    seen.buckets.insert(BUCKET.to_owned(), closed);
    seen.budgets.get_mut("all").unwrap().tags = Tags::new();
    seen.topics.insert("arn:t".to_owned(), None);
    seen.named_keys.insert("arn:k".to_owned(), None);
    let found = findings(case.deal(), &seen);
    let rules: Vec<&str> = found.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(
        rules,
        [
            "alias-taken",
            "unusable-key",
            "no-such-key",
            "bucket-closed",
            "budget-taken",
            "no-such-topic"
        ]
    );
}

#[test]
fn one_alert_does_not_tell_two_topics() {
    let topic =
        |n: u32| format!("{{ actual: 80, topic: \"arn:aws:sns:eu-west-2:111111111111:t{n}\" }}");
    let alerts = format!("alerts: [{}, {}]", topic(1), topic(2));
    let text = FULL.replace("alerts: [{ actual: 80, email: [a@example.com] }]", &alerts);
    let case = Case::of(&text);
    let found = findings(case.deal(), &looked());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].rule, "crowded-alert");
}

#[test]
fn amounts_are_compared_as_amounts_and_names_on_the_bill_are_kept() {
    let case = Case::of(FULL);
    let mut seen = case.settled();
    let record = &mut seen.budgets.get_mut("all").unwrap().record;
    record.amount = "10.0".to_owned();
    record.services.insert("Amazon Connect Cases".to_owned());
    assert_eq!(case.steps(&seen), [] as [&str; 0]);
    let record = &mut seen.budgets.get_mut("all").unwrap().record;
    record.services.insert("AWS Lambda".to_owned());
    assert_eq!(case.steps(&seen).len(), 1, "what is not of Connect goes");
    let record = &mut seen.budgets.get_mut("all").unwrap().record;
    record.services.remove("AWS Lambda");
    record.counts_credits = true;
    assert_eq!(case.steps(&seen).len(), 1);
}

#[test]
fn a_closed_topic_and_a_closed_key_of_one_are_told() {
    let case = Case::of(FULL);
    let mut seen = case.settled();
    let open = |action: &str| {
        let principal = "\"Principal\":{\"Service\":\"budgets.amazonaws.com\"}";
        format!("{{\"Statement\":[{{\"Effect\":\"Allow\",{principal},\"Action\":\"{action}\"}}]}}")
    };
    let topic = TopicRecord {
        policy: Some(open("SNS:Publish")),
        key: Some("alias/t".to_owned()),
    };
    seen.topics.insert("arn:t".to_owned(), Some(topic));
    seen.topic_keys
        .insert("alias/t".to_owned(), open("kms:GenerateDataKey*"));
    assert_eq!(notes(case.deal(), &seen), [] as [&str; 0]);
    seen.topic_keys
        .insert("alias/t".to_owned(), "{}".to_owned());
    assert!(notes(case.deal(), &seen)[0].contains("alias/t"));
    seen.topics
        .get_mut("arn:t")
        .unwrap()
        .as_mut()
        .unwrap()
        .policy = None;
    assert_eq!(notes(case.deal(), &seen).len(), 2);
}
