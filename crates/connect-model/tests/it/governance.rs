//! Declarations of governance.

use std::collections::BTreeSet;

use connect_model::{
    governance::{
        AssessSpec, BudgetPeriod, DataSort, Governance, TagKey, governance_rules,
        governance_schema, load_governance,
    },
    rules,
    share::share_rules,
};
use expect_test::{expect, expect_file};

use crate::sources::{one, print};

/// Names, amounts and ids in the wrong form.
const MALFORMED: &str = "kind: Governance\ninstance: uk\n\
    assess: { required_tags: ['a\tb'], shared_with: ['123'], skip: [Bucket_Open] }\n\
    keys: [{ name: Recordings }]\n\
    budgets: [{ name: b, amount: '1,200', alerts: [{ actual: 80, email: [a@example.com] }] }]\n";
/// Members that do not go together.
const AT_ODDS: &str = "instance: uk\nassess: { keep_days_min: 90, keep_days_max: 30 }\n\
    keys: [{ name: recordings }, { name: recordings }]\nstorage:\n\
    - { data: CALL_RECORDINGS, bucket: one-bucket, key: recording }\n\
    - { data: CALL_RECORDINGS, bucket: one-bucket, key: recordings, \
        kms_key: 'arn:aws:sns:eu-west-2:111111111111:topic' }\n\
    budgets:\n- name: b\n  amount: '1'\n  alerts:\n  - { email: [a@example.com] }\n\
    - name: b\n  amount: '1'\n  alerts:\n  - { actual: 80, forecast: 100, \
        topic: 'arn:aws:sqs:eu-west-2:111111111111:queue' }\n  - { actual: 80 }\n";

fn governance(text: &str) -> Governance {
    load_governance(&one(text)).unwrap_or_else(|findings| panic!("{}", print(&findings)))
}

#[test]
fn governance_of_one_line_holds_an_instance_to_what_is_usual() {
    let it = governance("instance: uk-contact-center\n");
    assert_eq!(it.instance.as_str(), "uk-contact-center");
    assert_eq!(it.assess, AssessSpec::default());
    assert!(it.exceptions.is_empty() && it.keys.is_empty() && it.storage.is_empty());
    assert!(it.tags.is_empty() && it.allocation.is_empty() && it.budgets.is_empty());
    let said = governance("instance: uk\nassess: {}\n");
    assert_eq!(said.assess, AssessSpec::default());
}

#[test]
fn variables_and_defaults_of_parts_are_taken() {
    let it = governance(
        "variables: { stage: dev }\ninstance: 'uk-${var.stage}'\n\
         exceptions: [{ rule: '*', why: We know. }]\nkeys: [{ name: recordings }]\n\
         storage: [{ data: EMAIL_MESSAGES, bucket: 'mail-${var.stage}', key: recordings }]\n\
         allocation: [b, a, b]\n\
         budgets: [{ name: all, amount: '99.50', alerts: [{ forecast: 100, email: [a@example.com] }] }]\n",
    );
    assert_eq!(it.instance.as_str(), "uk-dev");
    let exception = &it.exceptions[0];
    assert_eq!((exception.rule.as_str(), &*exception.subject), ("*", "*"));
    assert_eq!(exception.until, None);
    assert!(it.keys[0].rotation);
    let kept = &it.storage[0];
    assert_eq!(
        (kept.data, kept.bucket.as_str()),
        (DataSort::EmailMessages, "mail-dev")
    );
    let keys: Vec<&str> = it.allocation.iter().map(TagKey::as_str).collect();
    assert_eq!(keys, ["a", "b"]);
    let budget = &it.budgets[0];
    assert_eq!(
        (budget.amount.as_str(), budget.period),
        ("99.50", BudgetPeriod::Monthly)
    );
}

#[test]
fn what_is_malformed_is_found_at_once() {
    let findings = load_governance(&one(MALFORMED)).unwrap_err();
    expect![[r#"
        center.yaml:3:27 assess.required_tags[0]: "a\tb" is not the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@ [bad-tag-key]
          remedy: write the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@
        center.yaml:3:49 assess.shared_with[0]: "123" is not an account id of 12 digits [bad-account-id]
          remedy: write an account id of 12 digits
        center.yaml:3:64 assess.skip[0]: "Bucket_Open" is not the id of a rule in small letters with hyphens, or * [bad-rule-id]
          remedy: write the id of a rule in small letters with hyphens, or *
        center.yaml:4:16 keys[0].name: "Recordings" is not a name of 1 to 64 small letters, digits and inner hyphens, the first a letter [bad-govern-name]
          remedy: write a name of 1 to 64 small letters, digits and inner hyphens, the first a letter
        center.yaml:5:30 budgets[0].amount: "1,200" is not an amount such as 1200 or 99.50 [bad-amount]
          remedy: write an amount such as 1200 or 99.50
    "#]].assert_eq(&print(&findings));
}

#[test]
fn what_does_not_go_together_is_found_at_once() {
    let findings = load_governance(&one(AT_ODDS)).unwrap_err();
    expect![[r#"
        center.yaml:2:45 assess.keep_days_max: data has to be kept 90 days, and gone after 30 [unfit-range]
          remedy: raise keep_days_max or lower keep_days_min
        center.yaml:3:30 keys[1]: the name "recordings" is taken by another of keys [duplicate-govern-name]
          remedy: give each a name of its own
        center.yaml:5:53 storage[0].key: there is no key named "recording" [unknown-key]
          remedy: did you mean "recordings"?
        center.yaml:6:11 storage[1].data: CALL_RECORDINGS goes to two places [duplicate-data]
          remedy: keep one of the two: AWS takes one
        center.yaml:6:74 storage[1].kms_key: the key is named in two ways [key-twice]
          remedy: keep key or kms_key
        center.yaml:6:74 storage[1].kms_key: arn:aws:sns:eu-west-2:111111111111:topic is no key [unfit-kms-key]
          remedy: name a key of KMS
        center.yaml:11:5 budgets[0].alerts[0]: the alert is about nothing, or about two things [unclear-alert]
          remedy: say actual or forecast
        center.yaml:12:3 budgets[1]: the name "b" is taken by another of budgets [duplicate-govern-name]
          remedy: give each a name of its own
        center.yaml:15:5 budgets[1].alerts[0]: the alert is about nothing, or about two things [unclear-alert]
          remedy: say actual or forecast
        center.yaml:15:5 budgets[1].alerts[0]: arn:aws:sqs:eu-west-2:111111111111:queue is no topic [unfit-topic]
          remedy: name a topic of SNS
        center.yaml:16:5 budgets[1].alerts[1]: the alert tells nobody [untold-alert]
          remedy: name addresses of e-mail, or a topic
    "#]].assert_eq(&print(&findings));
}

#[test]
fn another_kind_and_members_that_nobody_knows_are_refused() {
    let text = "kind: AnalyticsShare\ninstance: uk\nbudget: []\nassess: { idle_days: 91 }\n";
    let findings = load_governance(&one(text)).unwrap_err();
    expect![[r"
        center.yaml:1:7 kind: this is a file of the kind AnalyticsShare, and one of the kind Governance is wanted [not-one-of]
          remedy: it is for `connectctl share`
    "]]
    .assert_eq(&print(&findings));
}

#[test]
fn an_entry_that_cannot_be_read_hides_no_place_of_another() {
    let text = "
instance: uk
keys: [{ name: Recordings }]
storage:
  - { data: CALLS, bucket: recordings-of-uk }
  - { data: CALL_RECORDINGS, bucket: recordings-of-uk, key: recordings }
budgets:
  - { name: all, amount: '10', alerts: [{ actual: x, email: [a@example.com] }, { forecast: 9, email: [a@example.com] }] }
";
    let findings = load_governance(&one(text)).unwrap_err();
    let places: Vec<_> = findings.iter().map(|it| it.place.path.as_str()).collect();
    assert_eq!(
        places,
        [
            "keys[0].name",
            "storage[0].data",
            "budgets[0].alerts[0].actual"
        ]
    );
}

#[test]
fn every_rule_that_governance_alone_knows_is_found_by_a_wrong_file() {
    let wrong = [MALFORMED, AT_ODDS].map(|text| load_governance(&one(text)).unwrap_err());
    let found: BTreeSet<&str> = wrong.iter().flatten().map(|it| it.rule.as_str()).collect();
    for rule in governance_rules() {
        assert!(found.contains(rule.id), "{} is never found", rule.id);
    }
}

#[test]
fn every_rule_that_governance_alone_knows_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for rule in governance_rules() {
        let others = rules().iter().chain(share_rules());
        assert!(
            others.clone().all(|other| other.id != rule.id),
            "{}",
            rule.id
        );
        assert!(names.insert(rule.id), "{}", rule.id);
        assert!(rule.remedy.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn the_published_schema_of_governance_is_the_one_of_the_types() {
    let text = serde_json::to_string_pretty(&governance_schema()).unwrap() + "\n";
    expect_file!["../../../../examples/schema/governance.schema.json"].assert_eq(&text);
}
