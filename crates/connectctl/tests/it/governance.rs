//! Governance, as people read it.

use control_api::v1::{
    self as pb, AssessmentFormat, Severity,
    job::{Result as Outcome, State},
};
use expect_test::{Expect, expect};
use serde_json::Value;

use crate::{desk::Desk, samples::job};

const GOVERNANCE: &str = "\
kind: Governance
instance: uk
tags: { CostCenter: '4711' }
keys: [{ name: recordings }]
budgets:
  - { name: contact-centre, amount: '1200', alerts: [{ actual: 80, email: [a@example.com] }] }
";

/// A desk with governance, and a daemon that answers with a job.
pub(crate) fn answering(kind: pb::JobKind, state: State, result: Outcome) -> Desk {
    let mut ended = job(kind, state);
    ended.result = Some(result);
    Desk::new()
        .file("governance.yaml", GOVERNANCE)
        .daemon(|script| {
            script.started = [Ok(ended.clone())].into();
            script.watches = [Vec::new()].into();
            script.jobs = [Ok(ended)].into();
        })
}

pub(crate) async fn says(desk: &Desk, line: &str, expected: Expect) {
    expected.assert_eq(&desk.types(line).await.all());
}

fn finding(rule: &str, severity: Severity, kind: &str, name: &str) -> pb::GovernanceFinding {
    pb::GovernanceFinding {
        rule: rule.into(),
        severity: severity.into(),
        area: "encryption".into(),
        kind: kind.into(),
        name: name.into(),
        evidence: "it is not rotated".into(),
        remedy: "switch its rotation on".into(),
        ..Default::default()
    }
}

fn assessment() -> pb::AssessResult {
    let document = |format: AssessmentFormat, content: &str| pb::AssessmentDocument {
        format: format.into(),
        content: content.into(),
        document: "documents/sha256:00".into(),
    };
    pb::AssessResult {
        center: "targets/local/centers/uk".into(),
        findings: vec![
            pb::GovernanceFinding {
                mendable: true,
                ..finding("key-disabled", Severity::Critical, "key", "recordings")
            },
            pb::GovernanceFinding {
                known: true,
                ..finding("key-rotation-off", Severity::Medium, "key", "reports")
            },
        ],
        accepted: vec![pb::AcceptedFinding {
            finding: Some(finding("region-single", Severity::Info, "instance", "uk")),
            why: "one Region is enough".into(),
            until: "2027-06-30".into(),
        }],
        unjudged: vec![pb::UnjudgedRule {
            rule: "budget-missing".into(),
            why: "DescribeBudgets: AccessDeniedException".into(),
        }],
        sound: vec!["bucket-public".into()],
        reads: 42,
        documents: vec![
            document(AssessmentFormat::Json, "{}\n"),
            document(AssessmentFormat::Html, "<!doctype html>\n"),
        ],
        idle_exceptions: vec!["the exception for flow-unused of flow/Old covers nothing".into()],
        ..Default::default()
    }
}

fn assessing() -> Desk {
    let kind = pb::JobKind::AssessInstance;
    answering(kind, State::Succeeded, Outcome::Assess(assessment()))
}

#[tokio::test(start_paused = true)]
async fn an_assessment_tells_the_worst_first_with_what_to_do() {
    let desk = assessing();
    says(
        &desk,
        "connectctl govern assess --instance uk",
        expect![[r#"
            --- stdout
            uk: 2 findings, 1 of them known; 1 rule sound, 1 not judged; 42 calls.

            critical:
            * key/recordings  [key-disabled]
                it is not rotated
                → switch its rotation on

            medium:
              key/reports  [key-rotation-off] (known)
                it is not rotated
                → switch its rotation on

            1 finding accepted:
              instance/uk  region-single  one Region is enough, until 2027-06-30

            1 exception of no use:
              the exception for flow-unused of flow/Old covers nothing

            1 rule not judged:
              budget-missing  DescribeBudgets: AccessDeniedException

            Findings with an asterisk are mended by: connectctl govern mend --instance uk
            --- exit 0
        "#]],
    )
    .await;
    let asked = &desk.asked("AssessInstance")[0];
    assert_eq!(
        (&asked["alias"], &asked["spec"]),
        (&"uk".into(), &Value::Null)
    );
}

#[tokio::test(start_paused = true)]
async fn an_assessment_is_written_in_the_forms_that_files_ask_for() {
    let desk = assessing();
    let said = desk
        .types("connectctl govern assess -f governance.yaml -o a/now.json -o page.html")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(desk.read("a/now.json"), "{}\n");
    assert_eq!(desk.read("page.html"), "<!doctype html>\n");
    let asked = &desk.asked("AssessInstance")[0];
    let formats = ["ASSESSMENT_FORMAT_JSON", "ASSESSMENT_FORMAT_HTML"];
    assert_eq!(asked["formats"], Value::from(formats.to_vec()));
    assert_eq!(asked["alias"], "uk");
    let said = desk
        .types("connectctl govern assess --instance uk -o page")
        .await;
    assert_eq!(said.exit, 2, "{said:?}");
    assert!(said.stderr.contains("say --format"), "{said:?}");
}

#[tokio::test(start_paused = true)]
async fn only_what_is_new_and_bad_enough_fails_a_pipeline() {
    for (fail_on, exit) in [("critical", 3), ("high", 3), ("info", 3)] {
        let line = format!("connectctl govern assess --instance uk --fail-on {fail_on}");
        assert_eq!(assessing().types(&line).await.exit, exit, "{fail_on}");
    }
    let known = pb::AssessResult {
        findings: vec![assessment().findings[1].clone()],
        ..assessment()
    };
    let kind = pb::JobKind::AssessInstance;
    let desk = answering(kind, State::Succeeded, Outcome::Assess(known));
    let line = "connectctl govern assess --instance uk --baseline before.json --fail-on info";
    assert_eq!(desk.types(line).await.exit, 2, "there is no such file");
    let desk = desk.file("before.json", "{\"findings\": []}");
    assert_eq!(desk.types(line).await.exit, 0, "it is known");
    assert_eq!(
        desk.asked("AssessInstance")[0]["baselineJson"],
        "{\"findings\": []}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_instance_and_files_of_another_are_refused() {
    let desk = assessing();
    says(
        &desk,
        "connectctl govern assess --instance us -f governance.yaml",
        expect![[r#"
            error: the files are about "uk", and --instance says "us"

            Leave --instance out, or name the files of that instance.
            --- stdout
            --- exit 2
        "#]],
    )
    .await;
    assert!(desk.asked("AssessInstance").is_empty());
}

#[tokio::test(start_paused = true)]
async fn mending_tells_what_it_took_and_what_is_left() {
    let result = pb::MendResult {
        changes: Some(pb::GovernanceChanges {
            subject: "targets/local/centers/uk".into(),
            changes: 2,
            ..Default::default()
        }),
        left: vec![finding("user-idle", Severity::Low, "user", "jdoe")],
        ..Default::default()
    };
    let kind = pb::JobKind::MendFindings;
    let desk = answering(kind, State::Succeeded, Outcome::Mend(result));
    says(
        &desk,
        "connectctl govern mend --instance uk --rule key-rotation-off",
        expect![[r#"
            --- stdout
            targets/local/centers/uk is as it should be after 2 changes in 1 min 4 s.

            1 finding left for somebody to decide:
              user/jdoe  [user-idle]
                it is not rotated
                → switch its rotation on
            --- exit 0
        "#]],
    )
    .await;
    let result = pb::MendResult {
        changes: Some(pb::GovernanceChanges {
            steps: vec!["mend/rotate-key/recordings".into()],
            ..Default::default()
        }),
        ..Default::default()
    };
    let desk = answering(kind, State::Succeeded, Outcome::Mend(result));
    says(
        &desk,
        "connectctl govern mend --instance uk --look",
        expect![[r#"
            --- stdout
            Mending would take 1 step:
              mend/rotate-key/recordings
            --- exit 0
        "#]],
    )
    .await;
    assert_eq!(desk.asked("MendFindings")[0]["look"], true);
}

fn policy() -> pb::PolicyResult {
    pb::PolicyResult {
        policies: vec![pb::GeneratedPolicy {
            name: "trunkline-apply-1".into(),
            document_json: "{\n  \"Version\": \"2012-10-17\"\n}".into(),
            characters: 24,
        }],
        operations: vec!["connect:ListQueues".into()],
        unverified: vec!["connect:NewThing".into()],
        notes: vec!["limited to the account and Region of local".into()],
        ..Default::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_is_printed_or_written_for_what_was_named() {
    let kind = pb::JobKind::GeneratePolicy;
    let desk = answering(kind, State::Succeeded, Outcome::Policy(policy()));
    says(
        &desk,
        "connectctl govern policy --operation connect:ListQueues -o policies",
        expect![[r#"
            Wrote 1 file to policies
            --- stdout
            trunkline-apply-1  24 of 6144 characters

            not in the service authorization reference that is known here:
              connect:NewThing

            note: limited to the account and Region of local
            --- exit 0
        "#]],
    )
    .await;
    assert_eq!(
        desk.read("policies/trunkline-apply-1.json"),
        "{\n  \"Version\": \"2012-10-17\"\n}\n"
    );
    let asked = &desk.asked("GeneratePolicy")[0];
    assert_eq!(
        asked["source"]["operations"]["operations"][0],
        "connect:ListQueues"
    );
    let desk = answering(kind, State::Succeeded, Outcome::Policy(policy()));
    let said = desk
        .types("connectctl govern policy --persona supervisor --instance uk")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("GeneratePolicy")[0];
    assert_eq!(asked["source"]["persona"], "PERSONA_SUPERVISOR");
    let said = desk.types("connectctl govern policy").await;
    assert_eq!(said.exit, 2, "something has to be named: {said:?}");
}

#[tokio::test(start_paused = true)]
async fn a_policy_is_attached_to_a_role() {
    let result = pb::GovernanceChanges {
        subject: "targets/local/roles/ci".into(),
        changes: 3,
        arns: [("ci".to_owned(), "arn:aws:iam::1:role/ci".to_owned())].into(),
        ..Default::default()
    };
    let kind = pb::JobKind::AttachPolicy;
    let desk = answering(kind, State::Succeeded, Outcome::AttachPolicy(result));
    let job = "7d1f2f0e-0000-4000-8000-000000000001";
    says(
        &desk,
        &format!("connectctl govern policy --job {job} --attach ci --trust arn:aws:iam::1:root"),
        expect![[r#"
            --- stdout
            targets/local/roles/ci is as it should be after 3 changes in 1 min 4 s.

              ci  arn:aws:iam::1:role/ci
            --- exit 0
        "#]],
    )
    .await;
    let asked = &desk.asked("AttachPolicy")[0];
    assert_eq!(asked["source"]["job"], format!("jobs/{job}"));
    assert_eq!(
        (&asked["role"], &asked["trusts"][0]),
        (&"ci".into(), &"arn:aws:iam::1:root".into())
    );
}

#[tokio::test(start_paused = true)]
async fn parts_of_governance_are_made_so_one_by_one_or_together() {
    let result = pb::GovernanceChanges {
        subject: "targets/local/centers/uk".into(),
        notes: vec!["forecasts need about five weeks of history".into()],
        ..Default::default()
    };
    for (line, parts) in [
        ("ensure", vec![]),
        ("keys", vec!["GOVERNANCE_PART_STORAGE"]),
        ("budget", vec!["GOVERNANCE_PART_BUDGETS"]),
        ("tags --apply", vec!["GOVERNANCE_PART_TAGS"]),
    ] {
        let kind = pb::JobKind::EnsureGovernance;
        let result = Outcome::EnsureGovernance(result.clone());
        let desk = answering(kind, State::Succeeded, result);
        let line = format!("connectctl govern {line} -f governance.yaml");
        says(
            &desk,
            &line,
            expect![[r#"
                --- stdout
                targets/local/centers/uk is as it should be; 0 changes.

                note: forecasts need about five weeks of history
                --- exit 0
            "#]],
        )
        .await;
        let asked = &desk.asked("EnsureGovernance")[0];
        let wanted = if parts.is_empty() {
            Value::Null
        } else {
            Value::from(parts)
        };
        assert_eq!(asked["parts"], wanted, "{line}");
    }
}

#[tokio::test(start_paused = true)]
async fn resources_that_lack_tags_are_something_to_do() {
    let result = pb::TagsResult {
        required: vec!["CostCenter".into()],
        lacking: vec![pb::UntaggedResource {
            arn: "arn:aws:connect:eu-west-2:111111111111:instance/i/queue/q".into(),
            kind: "queue".into(),
            name: "Sales".into(),
            keys: vec!["CostCenter".into()],
        }],
        resources: 12,
        allocation: [("CostCenter".to_owned(), false)].into(),
        ..Default::default()
    };
    let kind = pb::JobKind::ReviewTags;
    let desk = answering(kind, State::Succeeded, Outcome::Tags(result));
    says(
        &desk,
        "connectctl govern tags --instance uk --require CostCenter",
        expect![[r#"
            --- stdout
            1 of 12 resources lack tags:
              queue/Sales  CostCenter  arn:aws:connect:eu-west-2:111111111111:instance/i/queue/q

            Cost is allocated by:
              CostCenter  not active
            --- exit 3
        "#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn rules_are_listed_by_area() {
    let rule = |id: &str, area: &str| pb::GovernanceRule {
        id: id.into(),
        area: area.into(),
        severity: Severity::High.into(),
        title: "a key is not rotated".into(),
        references: vec![pb::RuleReference {
            source: "Security Hub".into(),
            id: "KMS.4".into(),
        }],
        ..Default::default()
    };
    let desk = Desk::new().daemon(|script| {
        script.rules.rules = vec![
            rule("user-idle", "access"),
            rule("key-rotation-off", "encryption"),
        ];
    });
    says(
        &desk,
        "connectctl govern rules",
        expect![[r#"
        --- stdout
        access:
          user-idle         high      a key is not rotated (Security Hub KMS.4)

        encryption:
          key-rotation-off  high      a key is not rotated (Security Hub KMS.4)

        2 rules.
        --- exit 0
    "#]],
    )
    .await;
    let said = desk.types("connectctl govern rules --area access").await;
    assert!(said.stdout.contains("1 rule."), "{said:?}");
}
