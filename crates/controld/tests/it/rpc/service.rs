//! What callers see when all is well, and when it is not.

use std::collections::BTreeSet;

use control_api::{json, v1 as pb};
use futures::future::join_all;
use reconcile::Verdict;
use tonic_types::StatusExt;

use super::{Rig, apply, reason_of, spec, uuid};

#[tokio::test]
async fn an_apply_is_a_job_with_a_name_events_and_a_result() {
    let rig = Rig::new().await;
    let mut request = tonic::Request::new(pb::ApplyContactCenterRequest {
        reason: "the first".into(),
        labels: [("team".to_owned(), "voice".to_owned())].into(),
        ..apply("x,y")
    });
    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    request
        .metadata_mut()
        .insert("traceparent", traceparent.parse().unwrap());
    let job = rig
        .centers()
        .apply_contact_center(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(job.name, format!("jobs/{}", job.uid));
    assert_eq!(
        (job.kind(), job.target.as_str()),
        (pb::JobKind::ApplyContactCenter, "targets/other")
    );
    assert_eq!(
        (job.subject.as_str(), job.locks.as_slice()),
        ("targets/other/centers/support", ["k".to_owned()].as_slice())
    );
    assert_eq!(
        (job.reason.as_str(), job.labels["team"].as_str()),
        ("the first", "voice")
    );
    // Its span is that of the call, which is collected here.
    let kept = &job.trace.as_ref().unwrap().traceparent;
    assert_eq!((&kept[..36], &kept[52..]), (&traceparent[..36], "-01"));
    let done = rig.rest(&job.name).await;
    assert_eq!(done.state(), pb::job::State::Succeeded);
    let Some(pb::job::Result::Apply(applied)) = &done.result else {
        panic!("it applied");
    };
    assert_eq!(applied.changes, 2);
    assert!(done.locks.is_empty());
    let kept = done.expire_time.unwrap().seconds - done.end_time.unwrap().seconds;
    assert_eq!(kept, 30 * 24 * 60 * 60);
    let progress = done.progress.unwrap();
    assert_eq!((progress.steps_total, progress.steps_done), (2, 2));
    let watch = pb::WatchJobRequest {
        name: job.name,
        after: 0,
    };
    let mut events = rig.jobs().watch_job(watch).await.unwrap().into_inner();
    let mut kinds = Vec::new();
    while let Some(event) = events.message().await.unwrap() {
        let event = json::to_value(&event);
        let kind = event.as_object().unwrap().keys().nth(2).unwrap().clone();
        kinds.push(kind);
    }
    let expected = "stateChanged stateChanged stepsPlanned stepStarted stepDone stepStarted stepDone stateChanged";
    assert_eq!(kinds.join(" "), expected);
}

#[tokio::test]
async fn one_request_id_is_one_job_for_ever() {
    let rig = Rig::new().await;
    let request = apply("x");
    let calls = (0..64).map(|_| {
        let (mut centers, request) = (rig.centers(), request.clone());
        async move {
            centers
                .apply_contact_center(request)
                .await
                .unwrap()
                .into_inner()
                .name
        }
    });
    let names: BTreeSet<_> = join_all(calls).await.into_iter().collect();
    assert_eq!(names.len(), 1);
    let name = names.first().unwrap();
    let other = pb::ApplyContactCenterRequest {
        reason: "another".into(),
        ..request
    };
    let refused = rig.centers().apply_contact_center(other).await.unwrap_err();
    assert_eq!(reason_of(&refused), "REQUEST_ID_REUSED");
    let details = refused.get_error_details();
    assert_eq!(&details.error_info().unwrap().metadata["job"], name);
    assert_eq!(
        details.bad_request().unwrap().field_violations[0].field,
        "request_id"
    );
}

#[tokio::test]
async fn a_spec_with_findings_is_refused_and_checking_lists_all_of_them() {
    let rig = Rig::new().await;
    let text = "broken".repeat(100);
    let request = pb::ApplyContactCenterRequest {
        spec: Some(spec(&text, "x")),
        ..apply("x")
    };
    let refused = rig
        .centers()
        .apply_contact_center(request.clone())
        .await
        .unwrap_err();
    assert_eq!(reason_of(&refused), "SPEC_INVALID");
    let details = refused.get_error_details();
    let info = &details.error_info().unwrap().metadata;
    let shown: usize = info["shown"].parse().unwrap();
    assert_eq!(
        (info["findings"].as_str(), shown),
        ("600", details.bad_request().unwrap().field_violations.len())
    );
    assert!((10..600).contains(&shown), "as many as fit: {shown}");
    let first = &details.bad_request().unwrap().field_violations[0];
    assert_eq!(first.field, "center.yaml:1:1 queues[0]");
    assert_eq!(first.description, "it is broken [broken]; remedy: mend it");
    let request = pb::ApplyContactCenterRequest {
        validate_only: true,
        ..request
    };
    let job = rig
        .centers()
        .apply_contact_center(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (job.name.as_str(), job.state()),
        ("", pb::job::State::Failed)
    );
    let error = job.error.unwrap();
    assert_eq!(
        (error.reason.as_str(), error.findings.len()),
        ("SPEC_INVALID", 600)
    );
    assert_eq!(
        (error.findings[1].line, error.findings[1].path.as_str()),
        (2, "queues[0]")
    );
}

#[tokio::test]
async fn an_uploaded_document_serves_as_a_file() {
    use pb::upload_document_request::Part;
    let rig = Rig::new().await;
    let content = b"a large spec".to_vec();
    let part = |part| pb::UploadDocumentRequest { part: Some(part) };
    let mut parts = vec![part(Part::Header(pb::DocumentHeader::default()))];
    parts.extend(
        content
            .chunks(5)
            .map(|chunk| part(Part::Chunk(chunk.to_vec()))),
    );
    let stored = rig
        .documents()
        .upload_document(futures::stream::iter(parts))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(stored.size_bytes, 12);
    let name = stored.name.clone();
    let told = rig
        .documents()
        .get_document(pb::GetDocumentRequest { name: name.clone() })
        .await;
    assert_eq!(told.unwrap().into_inner(), stored);
    let mut request = apply("x");
    request.spec.as_mut().unwrap().specs[0].content =
        Some(pb::source_file::Content::Document(name));
    let job = rig
        .centers()
        .apply_contact_center(request.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(rig.rest(&job.name).await.state(), pb::job::State::Succeeded);
    let unknown = format!("documents/sha256:{}", "0".repeat(64));
    let missing = rig
        .documents()
        .get_document(pb::GetDocumentRequest {
            name: unknown.clone(),
        })
        .await;
    assert_eq!(reason_of(&missing.unwrap_err()), "NOT_FOUND");
    request.request_id = uuid();
    request.spec.as_mut().unwrap().specs[0].content =
        Some(pb::source_file::Content::Document(unknown));
    let missing = rig
        .centers()
        .apply_contact_center(request)
        .await
        .unwrap_err();
    assert_eq!(reason_of(&missing), "NOT_FOUND");
    assert!(
        missing
            .get_error_details()
            .resource_info()
            .unwrap()
            .resource_name
            .starts_with("documents/")
    );
}

#[tokio::test]
async fn lists_come_in_pages_that_belong_to_their_query() {
    let rig = Rig::new().await;
    let mut started = Vec::new();
    for n in 0..5 {
        started.push(rig.start(&format!("s{n}")).await.name);
    }
    let mut request = pb::ListJobsRequest {
        page_size: 2,
        ..Default::default()
    };
    let mut listed = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let page = rig
            .jobs()
            .list_jobs(request.clone())
            .await
            .unwrap()
            .into_inner();
        sizes.push(page.jobs.len());
        listed.extend(page.jobs.into_iter().map(|job| job.name));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    started.reverse();
    assert_eq!((listed, sizes), (started, vec![2, 2, 1]));
    let page = rig
        .jobs()
        .list_jobs(pb::ListJobsRequest {
            page_size: 2,
            ..Default::default()
        })
        .await;
    let page_token = page.unwrap().into_inner().next_page_token;
    let other = pb::ListJobsRequest {
        page_token,
        subject: "x".into(),
        ..Default::default()
    };
    let refused = rig.jobs().list_jobs(other).await.unwrap_err();
    assert_eq!(
        refused
            .get_error_details()
            .bad_request()
            .unwrap()
            .field_violations[0]
            .field,
        "page_token"
    );
}

#[tokio::test]
async fn targets_are_listed_by_name_and_label() {
    let rig = Rig::new().await;
    let request = pb::ListTargetsRequest {
        page_size: 1,
        labels: [("stage".to_owned(), "test".to_owned())].into(),
        ..Default::default()
    };
    let first = rig
        .targets()
        .list_targets(request.clone())
        .await
        .unwrap()
        .into_inner();
    let request = pb::ListTargetsRequest {
        page_token: first.next_page_token,
        ..request
    };
    let second = rig
        .targets()
        .list_targets(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (first.targets[0].name.as_str(), first.targets[0].simulated),
        ("targets/local", true)
    );
    assert_eq!(
        (second.targets[0].name.as_str(), second.targets[0].simulated),
        ("targets/other", false)
    );
    assert_eq!(second.next_page_token, "");
}

#[tokio::test]
async fn people_decide_about_jobs_that_need_attention() {
    let rig = Rig::new().await;
    rig.world.script("x", &[Verdict::Attention]);
    let job = rig.start("x").await;
    let stuck = rig.rest(&job.name).await;
    assert_eq!(stuck.state(), pb::job::State::NeedsAttention);
    assert_eq!(stuck.error.unwrap().steps[0].step, "switch/x/on");
    let resolve = |step: &str, validate_only| pb::ResolveJobRequest {
        name: job.name.clone(),
        request_id: uuid(),
        step: step.into(),
        resolution: pb::Resolution::Retry.into(),
        validate_only,
        ..Default::default()
    };
    let refused = rig
        .jobs()
        .resolve_job(resolve("switch/y/on", false))
        .await
        .unwrap_err();
    assert_eq!(reason_of(&refused), "STEP_NOT_OPEN");
    let checked = rig
        .jobs()
        .resolve_job(resolve("switch/x/on", true))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(checked.state(), pb::job::State::NeedsAttention);
    rig.jobs()
        .resolve_job(resolve("switch/x/on", false))
        .await
        .unwrap();
    assert_eq!(rig.rest(&job.name).await.state(), pb::job::State::Succeeded);
    let retry = pb::RetryJobRequest {
        name: job.name.clone(),
        request_id: uuid(),
        ..Default::default()
    };
    let refused = rig.jobs().retry_job(retry.clone()).await.unwrap_err();
    assert_eq!(reason_of(&refused), "STATE_FORBIDS");
    assert!(
        refused.message().contains("is succeeded"),
        "{}",
        refused.message()
    );
    let checked = pb::RetryJobRequest {
        validate_only: true,
        ..retry
    };
    assert_eq!(
        reason_of(&rig.jobs().retry_job(checked).await.unwrap_err()),
        "STATE_FORBIDS"
    );
    let nobody = pb::GetJobRequest {
        name: format!("jobs/{}", uuid()),
    };
    assert_eq!(
        reason_of(&rig.jobs().get_job(nobody).await.unwrap_err()),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn cancelling_reaches_running_and_queued_jobs() {
    let rig = Rig::new().await;
    rig.world.hold("y");
    let (running, queued) = (rig.start("y,w").await, rig.start("z").await);
    assert_eq!(queued.blocked_by[0].job, running.name);
    for name in [&queued.name, &running.name] {
        let cancel = pb::CancelJobRequest {
            name: name.clone(),
            request_id: uuid(),
            ..Default::default()
        };
        rig.jobs().cancel_job(cancel).await.unwrap();
    }
    rig.world.let_go("y");
    for name in [&queued.name, &running.name] {
        assert_eq!(rig.rest(name).await.state(), pb::job::State::Cancelled);
    }
}
