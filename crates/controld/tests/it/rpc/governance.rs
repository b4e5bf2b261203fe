//! Governance over the wire: what is asked becomes a job, and what a job called is told.

use std::collections::BTreeMap;

use control_api::v1 as pb;
use pb::policy_source::Source;
use tonic::Status;
use tonic_types::StatusExt;

use super::{Rig, apply, reason_of, uuid};

fn policy(target: &str, source: Source) -> pb::GeneratePolicyRequest {
    pb::GeneratePolicyRequest {
        target: format!("targets/{target}"),
        source: Some(pb::PolicySource {
            source: Some(source),
            ..Default::default()
        }),
        request_id: uuid(),
        ..Default::default()
    }
}

/// What is wrong with the one field that is.
fn wrong(status: &Status) -> (String, String) {
    assert_eq!(reason_of(status), "FIELD_INVALID");
    let details = status.get_error_details();
    let mut violations = details.bad_request().unwrap().field_violations.clone();
    assert_eq!(violations.len(), 1);
    let violation = violations.remove(0);
    (violation.field, violation.description)
}

/// A job that has called these operations and come to rest.
async fn job_that_calls(rig: &Rig, calls: &str) -> pb::Job {
    let mut request = apply("x");
    let spec = request.spec.as_mut().unwrap();
    spec.variables.insert("calls".into(), calls.into());
    let job = rig.centers().apply_contact_center(request).await.unwrap();
    rig.rest(&job.into_inner().name).await
}

#[tokio::test]
async fn every_rule_is_listed_once() {
    let rig = Rig::new().await;
    let listed = rig.governance().list_rules(pb::ListRulesRequest {}).await;
    let listed = listed.unwrap().into_inner().rules;
    let ids: Vec<_> = listed.iter().map(|rule| rule.id.as_str()).collect();
    let known: Vec<_> = connect_governance::rules().iter().map(|it| it.id).collect();
    assert_eq!(ids, known);
    for rule in &listed {
        assert_ne!(rule.severity(), pb::Severity::Unspecified, "{}", rule.id);
        assert!(
            !rule.why.is_empty() && !rule.remedy.is_empty(),
            "{}",
            rule.id
        );
    }
}

#[tokio::test]
async fn what_a_job_called_is_told_with_it_and_left_out_of_lists() {
    let rig = Rig::new().await;
    let job = job_that_calls(
        &rig,
        "connect.CreateQueue,connect.ListQueues,connect.ListQueues",
    )
    .await;
    let calls = [("connect.CreateQueue", 1), ("connect.ListQueues", 2)];
    let calls = calls.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(job.calls, BTreeMap::from(calls));
    let listed = rig.jobs().list_jobs(pb::ListJobsRequest::default()).await;
    let listed = listed.unwrap().into_inner().jobs;
    assert_eq!(listed[0].name, job.name);
    assert!(listed[0].calls.is_empty());
}

#[tokio::test]
async fn a_job_that_is_tried_again_adds_to_what_it_called() {
    let rig = Rig::new().await;
    rig.world.script("x", &[reconcile::Verdict::Final]);
    let job = job_that_calls(&rig, "connect.ListQueues").await;
    assert_eq!(job.state(), pb::job::State::Failed);
    let request = pb::RetryJobRequest {
        name: job.name.clone(),
        request_id: uuid(),
        ..Default::default()
    };
    rig.jobs().retry_job(request).await.unwrap();
    let job = rig.rest(&job.name).await;
    assert_eq!(job.state(), pb::job::State::Succeeded);
    assert_eq!(job.calls["connect.ListQueues"], 2);
}

#[tokio::test]
async fn a_policy_is_made_of_what_a_job_of_the_target_called() {
    let rig = Rig::new().await;
    let job = job_that_calls(&rig, "connect.ListQueues").await;
    let request = policy("other", Source::Job(job.name.clone()));
    let made = rig.governance().generate_policy(request.clone()).await;
    let made = made.unwrap().into_inner();
    assert_eq!(made.kind(), pb::JobKind::GeneratePolicy);
    let again = rig.governance().generate_policy(request).await.unwrap();
    assert_eq!(again.into_inner().name, made.name, "the same request");
    let elsewhere = policy("third", Source::Job(job.name.clone()));
    let refused = rig.governance().generate_policy(elsewhere).await;
    let description = format!(
        "{} is about targets/other, and not about targets/third",
        job.name
    );
    let field = "source.job".to_owned();
    assert_eq!(wrong(&refused.unwrap_err()), (field, description));
}

#[tokio::test]
async fn jobs_that_tell_nothing_make_no_policy() {
    let rig = Rig::new().await;
    let unknown = policy("other", Source::Job(format!("jobs/{}", uuid())));
    let refused = rig.governance().generate_policy(unknown).await;
    assert_eq!(reason_of(&refused.unwrap_err()), "NOT_FOUND");
    let job = rig.start("x").await;
    let job = rig.rest(&job.name).await;
    let silent = policy("other", Source::Job(job.name.clone()));
    let refused = rig.governance().generate_policy(silent).await.unwrap_err();
    let (_, description) = wrong(&refused);
    let expected = "called nothing, so there is nothing to allow";
    assert_eq!(description, format!("{} {expected}", job.name));
    rig.world.hold("y");
    let job = rig.start("y").await;
    let busy = policy("other", Source::Job(job.name.clone()));
    let refused = rig.governance().generate_policy(busy).await.unwrap_err();
    let (_, description) = wrong(&refused);
    assert!(description.contains("still at work"), "{description}");
    rig.world.let_go("y");
}

#[tokio::test]
async fn where_plans_are_asked_for_governance_looks_and_does_not_write() {
    let rig = Rig::new().await;
    let request = pb::MendFindingsRequest {
        target: "targets/third".into(),
        alias: "support".into(),
        request_id: uuid(),
        ..Default::default()
    };
    let refused = rig.governance().mend_findings(request.clone()).await;
    assert_eq!(reason_of(&refused.unwrap_err()), "APPROVAL_REQUIRED");
    let request = pb::MendFindingsRequest {
        look: true,
        ..request
    };
    let looked = rig.governance().mend_findings(request).await.unwrap();
    assert_eq!(looked.into_inner().kind(), pb::JobKind::MendFindings);
    let request = pb::AttachPolicyRequest {
        target: "targets/third".into(),
        source: Some(pb::PolicySource {
            source: Some(Source::Persona(pb::Persona::Agent.into())),
            ..Default::default()
        }),
        role: "agents".into(),
        request_id: uuid(),
        ..Default::default()
    };
    let refused = rig.governance().attach_policy(request).await;
    assert_eq!(reason_of(&refused.unwrap_err()), "APPROVAL_REQUIRED");
}
