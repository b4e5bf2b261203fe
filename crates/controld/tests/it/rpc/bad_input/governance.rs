//! What methods about governance refuse.

use control_api::v1 as pb;
use pb::policy_source::Source;
use tonic::Status;

use super::{bad_labels, bad_spec, failed};
use crate::rpc::Rig;

/// Requests about governance, the methods sorted.
pub(super) async fn bad_governance(rig: &Rig) -> Vec<(String, Status)> {
    let mut cases = assessments(rig).await;
    cases.extend(policies(rig).await);
    cases.extend(others(rig).await);
    let named = |(method, status)| {
        let method = format!("trunkline.v1.GovernanceService.{method}");
        (method, status)
    };
    let mut cases: Vec<_> = cases.into_iter().map(named).collect();
    cases.sort_by(|(one, _), (other, _)| one.cmp(other));
    cases
}

async fn assessments(rig: &Rig) -> Vec<(&'static str, Status)> {
    let mut governance = rig.governance();
    let request = pb::AssessInstanceRequest {
        target: "other".into(),
        request_id: "7".into(),
        reason: "x".repeat(1025),
        labels: bad_labels(),
        alias: "d-not an alias".into(),
        spec: Some(bad_spec()),
        baseline_json: "[".into(),
        formats: vec![1, 0, 99],
        rules: vec![String::new(), "no-such-rule".into()],
        ..Default::default()
    };
    let assessed = governance.assess_instance(request.clone()).await;
    let mut cases = vec![("AssessInstance", failed(assessed))];
    for baseline in ["{}".to_owned(), " ".repeat((1 << 20) + 1)] {
        let request = pb::AssessInstanceRequest {
            baseline_json: baseline,
            rules: vec!["x".into(); 1_001],
            ..Default::default()
        };
        let assessed = governance.assess_instance(request).await;
        cases.push(("AssessInstance", failed(assessed)));
    }
    let request = pb::MendFindingsRequest {
        rules: vec!["no-such-rule".into()],
        ..Default::default()
    };
    cases.push((
        "MendFindings",
        failed(governance.mend_findings(request).await),
    ));
    cases
}

async fn policies(rig: &Rig) -> Vec<(&'static str, Status)> {
    let mut governance = rig.governance();
    let mut cases = Vec::new();
    for source in bad_sources() {
        let request = pb::GeneratePolicyRequest {
            alias: "d-not an alias".into(),
            source: source.map(|source| pb::PolicySource {
                source: Some(source),
                ..Default::default()
            }),
            ..Default::default()
        };
        let made = governance.generate_policy(request).await;
        cases.push(("GeneratePolicy", failed(made)));
    }
    let attached = governance
        .attach_policy(pb::AttachPolicyRequest::default())
        .await;
    cases.push(("AttachPolicy", failed(attached)));
    let request = pb::AttachPolicyRequest {
        role: "no role".into(),
        trusts: vec![
            "arn:aws:iam::111111111111:role/admin".into(),
            "root".into(),
            "arn:aws:s3:::bucket".into(),
        ],
        ..Default::default()
    };
    let attached = governance.attach_policy(request).await;
    cases.push(("AttachPolicy", failed(attached)));
    cases
}

fn bad_sources() -> Vec<Option<Source>> {
    let operations = |operations: &[&str]| {
        let operations = operations.iter().map(|it| (*it).to_owned()).collect();
        Some(Source::Operations(pb::PolicyOperations { operations }))
    };
    vec![
        None,
        operations(&[]),
        operations(&["connect:ListQueues", "connect.ListQueues", "connect:*", ""]),
        Some(Source::Center(bad_spec())),
        Some(Source::Job("plans/7".into())),
        Some(Source::Job(String::new())),
        Some(Source::Persona(0)),
        Some(Source::Persona(99)),
    ]
}

async fn others(rig: &Rig) -> Vec<(&'static str, Status)> {
    let mut governance = rig.governance();
    let request = pb::EnsureGovernanceRequest {
        spec: Some(bad_spec()),
        parts: vec![1, 0, 99],
        ..Default::default()
    };
    let ensured = governance.ensure_governance(request).await;
    let mut cases = vec![("EnsureGovernance", failed(ensured))];
    let cost = |start: &str, end: &str| pb::GetCostRequest {
        start: start.into(),
        end: end.into(),
        ..Default::default()
    };
    for request in [
        cost("", ""),
        pb::GetCostRequest {
            granularity: 99,
            group: 99,
            forecast_end: "soon".into(),
            ..cost("2026-11-31", "yesterday")
        },
        pb::GetCostRequest {
            forecast_end: "2026-10-31".into(),
            tag_key: "team".into(),
            ..cost("2026-11-01", "2026-11-01")
        },
        pb::GetCostRequest {
            group: pb::get_cost_request::Group::Tag.into(),
            ..cost("2026-11-01", "2026-12-01")
        },
    ] {
        cases.push(("GetCost", failed(governance.get_cost(request).await)));
    }
    let nothing = pb::ReviewTagsRequest::default();
    let wrong = pb::ReviewTagsRequest {
        alias: "d-not an alias".into(),
        required: vec![String::new(), "a;b".into()],
        ..Default::default()
    };
    for request in [nothing, wrong] {
        cases.push(("ReviewTags", failed(governance.review_tags(request).await)));
    }
    cases
}
