//! Every method says everything that is wrong with its request.

mod agents;
mod flows;
mod governance;
mod shares;

use std::{collections::BTreeMap, fmt::Write};

use control_api::{json::descriptors, v1 as pb};
use expect_test::expect_file;
use futures::stream;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::{Rig, reason_of, spec, uuid};

#[tokio::test]
async fn every_method_names_every_wrong_field() {
    let rig = Rig::new().await;
    let mut said = String::new();
    let mut covered = Vec::new();
    for (method, status) in Box::pin(cases(&rig)).await {
        assert_eq!(status.code(), Code::InvalidArgument, "{method}: {status:?}");
        assert_eq!(reason_of(&status), "FIELD_INVALID", "{method}");
        let details = status.get_error_details();
        let violations = &details.bad_request().unwrap().field_violations;
        let count = details.error_info().unwrap().metadata["violations"].clone();
        assert_eq!(count, violations.len().to_string(), "{method}");
        writeln!(said, "{method}").unwrap();
        for violation in violations {
            writeln!(said, "    {}: {}", violation.field, violation.description).unwrap();
        }
        covered.push(method);
    }
    covered.dedup();
    let mut wanted = methods();
    // It takes nothing, so nothing can be wrong with it.
    wanted.retain(|method| method != "trunkline.v1.GovernanceService.ListRules");
    assert_eq!(covered, wanted, "a method without a case");
    expect_file!["bad_input.txt"].assert_eq(&said);
    let jobs = rig
        .jobs()
        .list_jobs(pb::ListJobsRequest::default())
        .await
        .unwrap();
    assert_eq!(jobs.into_inner().jobs, [], "nothing was stored");
}

/// Every method of the contract, sorted.
pub(super) fn methods() -> Vec<String> {
    let services = descriptors().services();
    let methods = services.flat_map(|service| {
        let methods: Vec<_> = service
            .methods()
            .map(|method| method.full_name().to_owned())
            .collect();
        methods
    });
    let mut methods: Vec<_> = methods.collect();
    methods.sort();
    methods
}

fn file(path: &str, content: Option<pb::source_file::Content>) -> pb::SourceFile {
    pb::SourceFile {
        path: path.into(),
        content,
    }
}

/// A spec in which everything is wrong that can be.
fn bad_spec() -> pb::Spec {
    use pb::source_file::Content;
    pb::Spec {
        specs: vec![file("", None)],
        files: vec![
            file(
                "flows/a.json",
                Some(Content::Document("documents/md5:1".into())),
            ),
            file("flows/a.json", Some(Content::Data(vec![0; (1 << 20) + 1]))),
            file("flows/\u{7}.json", Some(Content::Document(String::new()))),
        ],
        variables: BTreeMap::from([
            (String::new(), "x".into()),
            ("big".into(), "x".repeat(5000)),
        ]),
    }
}

fn bad_labels() -> BTreeMap<String, String> {
    let labels = [
        ("", "x".to_owned()),
        ("Team", "x".into()),
        ("fine", "x".repeat(256)),
    ];
    labels
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect()
}

fn failed<T: std::fmt::Debug>(answer: Result<tonic::Response<T>, Status>) -> Status {
    answer.expect_err("it is refused")
}

#[expect(clippy::too_many_lines, reason = "a table: one entry for each method")]
async fn cases(rig: &Rig) -> Vec<(String, Status)> {
    let (target, request_id, reason) = ("other".to_owned(), "7".to_owned(), "x".repeat(1025));
    let (mut centers, mut jobs) = (rig.centers(), rig.jobs());
    let (mut documents, mut targets) = (rig.documents(), rig.targets());
    let mut cases = agents::bad_agents(rig).await;
    cases.extend(shares::bad_shares(rig).await);
    let mut case = |method: &str, status| cases.push((format!("trunkline.v1.{method}"), status));

    let request = pb::ApplyContactCenterRequest {
        target: target.clone(),
        request_id: request_id.clone(),
        reason: reason.clone(),
        labels: bad_labels(),
        spec: Some(bad_spec()),
        plan_digest: "sha256:XYZ".into(),
        options: Some(pb::PlanOptions {
            layers: vec![99],
            release_numbers: true,
            delete_data: true,
            depth: 99,
            ..Default::default()
        }),
        ..Default::default()
    };
    let answer = centers.apply_contact_center(request).await;
    case("ContactCenterService.ApplyContactCenter", failed(answer));
    let request = pb::ApplyContactCenterRequest {
        spec: Some(pb::Spec::default()),
        ..Default::default()
    };
    let answer = centers.apply_contact_center(request).await;
    case("ContactCenterService.ApplyContactCenter", failed(answer));

    let request = pb::DescribeContactCenterRequest {
        target: "targets/No Name".into(),
        request_id: "00000000-0000-0000-0000-000000000000".into(),
        labels: (0..65).map(|n| (format!("k{n}"), String::new())).collect(),
        alias: "d-not an alias".into(),
        ..Default::default()
    };
    let answer = centers.describe_contact_center(request).await;
    case("ContactCenterService.DescribeContactCenter", failed(answer));

    let answer = centers
        .destroy_contact_center(pb::DestroyContactCenterRequest::default())
        .await;
    case("ContactCenterService.DestroyContactCenter", failed(answer));
    let request = pb::DestroyContactCenterRequest {
        target: "targets/other".into(),
        request_id: uuid(),
        subject: Some(pb::destroy_contact_center_request::Subject::Alias(
            "support".into(),
        )),
        confirm: "suport".into(),
        ..Default::default()
    };
    let answer = centers.destroy_contact_center(request.clone()).await;
    case("ContactCenterService.DestroyContactCenter", failed(answer));
    let request = pb::DestroyContactCenterRequest {
        subject: Some(pb::destroy_contact_center_request::Subject::Spec(spec(
            "a spec", "x",
        ))),
        ..request
    };
    let answer = centers.destroy_contact_center(request).await;
    case("ContactCenterService.DestroyContactCenter", failed(answer));

    let request = pb::DetectDriftRequest {
        depth: 99,
        ..Default::default()
    };
    let answer = centers.detect_drift(request).await;
    case("ContactCenterService.DetectDrift", failed(answer));

    let request = pb::ExportContactCenterRequest {
        alias: "d-not an alias".into(),
        ..Default::default()
    };
    let answer = centers.export_contact_center(request).await;
    case("ContactCenterService.ExportContactCenter", failed(answer));

    let request = pb::ImportTerraformRequest {
        files: bad_spec().files,
        alias: "d-not an alias".into(),
    };
    for request in [request, pb::ImportTerraformRequest::default()] {
        let answer = centers.import_terraform(request).await;
        case("ContactCenterService.ImportTerraform", failed(answer));
    }

    let answer = centers
        .plan_contact_center(pb::PlanContactCenterRequest::default())
        .await;
    case("ContactCenterService.PlanContactCenter", failed(answer));

    let request = pb::DownloadDocumentRequest {
        name: "documents/1".into(),
    };
    case(
        "DocumentService.DownloadDocument",
        failed(documents.download_document(request).await),
    );

    let request = pb::GetDocumentRequest {
        name: "sha256:1".into(),
    };
    case(
        "DocumentService.GetDocument",
        failed(documents.get_document(request).await),
    );

    for parts in bad_uploads() {
        let answer = documents.upload_document(stream::iter(parts)).await;
        case("DocumentService.UploadDocument", failed(answer));
    }
    let mut of_flows = flows::bad_flows(rig).await;
    of_flows.extend(flows::bad_releases(rig).await);
    of_flows.sort_by(|(one, _), (other, _)| one.cmp(other));
    cases.extend(of_flows);
    cases.extend(governance::bad_governance(rig).await);
    let mut case = |method: &str, status| cases.push((format!("trunkline.v1.{method}"), status));

    let request = pb::CancelJobRequest {
        name: "jobs/7".into(),
        request_id: request_id.clone(),
        reason: reason.clone(),
        ..Default::default()
    };
    case(
        "JobService.CancelJob",
        failed(jobs.cancel_job(request).await),
    );
    case(
        "JobService.GetJob",
        failed(jobs.get_job(pb::GetJobRequest::default()).await),
    );
    let request = pb::ListJobsRequest {
        page_size: -1,
        page_token: "made up".into(),
        states: vec![1, 0, 99],
        kinds: vec![0],
        target,
        labels: bad_labels(),
        ..Default::default()
    };
    case("JobService.ListJobs", failed(jobs.list_jobs(request).await));
    let request = pb::ResolveJobRequest {
        request_id: request_id.clone(),
        reason: reason.clone(),
        ..Default::default()
    };
    case(
        "JobService.ResolveJob",
        failed(jobs.resolve_job(request).await),
    );
    let request = pb::RetryJobRequest {
        request_id,
        reason,
        ..Default::default()
    };
    case("JobService.RetryJob", failed(jobs.retry_job(request).await));
    let timeout = Some(prost_types::Duration {
        seconds: -1,
        nanos: 0,
    });
    let request = pb::WaitJobRequest {
        name: "7".into(),
        timeout,
    };
    case("JobService.WaitJob", failed(jobs.wait_job(request).await));
    let request = pb::WatchJobRequest {
        name: String::new(),
        after: -1,
    };
    case("JobService.WatchJob", failed(jobs.watch_job(request).await));
    cases.extend(plan_cases(rig).await);
    cases.extend(bad_regions(rig).await);
    let mut case = |method: &str, status| cases.push((format!("trunkline.v1.{method}"), status));
    let request = pb::ListTargetsRequest {
        page_size: -5,
        page_token: "?".into(),
        labels: bad_labels(),
    };
    case(
        "TargetService.ListTargets",
        failed(targets.list_targets(request).await),
    );
    cases
}

async fn plan_cases(rig: &Rig) -> Vec<(String, Status)> {
    let mut plans = rig.plans();
    let mut cases = Vec::new();
    let mut case = |method: &str, status| {
        cases.push((format!("trunkline.v1.PlanService.{method}"), status));
    };
    let request = pb::ApplyPlanRequest {
        name: "plans/7".into(),
        request_id: "7".into(),
        reason: "x".repeat(1025),
        labels: bad_labels(),
        spec: Some(bad_spec()),
        ..Default::default()
    };
    case("ApplyPlan", failed(plans.apply_plan(request).await));
    let request = pb::ApprovePlanRequest {
        name: "7".into(),
        change_reference: "x".repeat(257),
        ..Default::default()
    };
    case("ApprovePlan", failed(plans.approve_plan(request).await));
    for seconds in [59, 30 * 24 * 60 * 60 + 1, -1] {
        let request = pb::CreatePlanRequest {
            lifetime: Some(prost_types::Duration { seconds, nanos: 0 }),
            ..Default::default()
        };
        case("CreatePlan", failed(plans.create_plan(request).await));
    }
    let request = pb::ExpirePlanRequest::default();
    case("ExpirePlan", failed(plans.expire_plan(request).await));
    let request = pb::GetPlanRequest::default();
    case("GetPlan", failed(plans.get_plan(request).await));
    let request = pb::ListPlanStepsRequest {
        page_size: -1,
        page_token: "made up".into(),
        ..Default::default()
    };
    case(
        "ListPlanSteps",
        failed(plans.list_plan_steps(request).await),
    );
    let request = pb::ListPlansRequest {
        page_size: -1,
        page_token: "made up".into(),
        states: vec![1, 0, 99],
        target: "other".into(),
        alias: "d-not an alias".into(),
    };
    case("ListPlans", failed(plans.list_plans(request).await));
    cases
}

/// Requests about Regions, the methods sorted.
async fn bad_regions(rig: &Rig) -> Vec<(String, Status)> {
    let mut regions = rig.regions();
    let request = pb::GetTrafficRequest {
        via: "London".into(),
        ..Default::default()
    };
    let shown = regions.get_traffic(request).await;
    let request = pb::ReplicateContactCenterRequest {
        alias: "d-x".into(),
        to: "Frankfurt".into(),
        replica_alias: "-".into(),
        ..Default::default()
    };
    let replicated = regions.replicate_contact_center(request).await;
    let shares = |of: &[(&str, i32)]| {
        let of = of
            .iter()
            .map(|(region, share)| ((*region).to_owned(), *share));
        Some(pb::Shares {
            percent: of.collect(),
        })
    };
    let request = pb::ShiftTrafficRequest {
        target: "targets/other".into(),
        request_id: uuid(),
        group: "Sales".into(),
        telephony: shares(&[("eu-west-2", 65), ("London", -10)]),
        agents: shares(&[("eu-west-2", 50), ("eu-central-1", 40)]),
        sign_in: Some(pb::SignIn {
            enabled: BTreeMap::from([("eu-west-2".to_owned(), false)]),
        }),
        ..Default::default()
    };
    let shifted = regions.shift_traffic(request.clone()).await;
    let request = pb::ShiftTrafficRequest {
        from: "eu-west-2".into(),
        ..request
    };
    let both = regions.shift_traffic(request).await;
    let nothing = regions
        .shift_traffic(pb::ShiftTrafficRequest::default())
        .await;
    let cases = [
        ("RegionService.GetTraffic", failed(shown)),
        ("RegionService.ReplicateContactCenter", failed(replicated)),
        ("RegionService.ShiftTraffic", failed(shifted)),
        ("RegionService.ShiftTraffic", failed(both)),
        ("RegionService.ShiftTraffic", failed(nothing)),
    ];
    let named = |(method, status)| (format!("trunkline.v1.{method}"), status);
    cases.map(named).into()
}

/// Uploads that begin, go on or end wrongly.
fn bad_uploads() -> Vec<Vec<pb::UploadDocumentRequest>> {
    use pb::upload_document_request::Part;
    let part = |part| pb::UploadDocumentRequest { part: Some(part) };
    let header = |name: &str| part(Part::Header(pb::DocumentHeader { name: name.into() }));
    let digest = format!("documents/sha256:{}", "0".repeat(64));
    vec![
        vec![],
        vec![part(Part::Chunk(vec![1]))],
        vec![header("documents/7")],
        vec![header(""), header("")],
        vec![header(""), part(Part::Chunk(vec![0; (1 << 20) + 1]))],
        vec![header(&digest), part(Part::Chunk(vec![1]))],
    ]
}
