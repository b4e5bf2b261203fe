//! What methods about shares refuse.

use control_api::v1 as pb;
use pb::query_share_request::Question;
use tonic::Status;

use super::{bad_labels, bad_spec, failed, spec};
use crate::rpc::Rig;

/// Requests about shares, the methods sorted.
pub(super) async fn bad_shares(rig: &Rig) -> Vec<(String, Status)> {
    let mut shares = rig.shares();
    let request = pb::EnsureShareRequest {
        spec: Some(bad_spec()),
        request_id: "7".into(),
        reason: "x".repeat(1025),
        labels: bad_labels(),
        ..Default::default()
    };
    let ensured = shares.ensure_share(request).await;
    let shown = shares
        .get_share_status(pb::GetShareStatusRequest::default())
        .await;
    let mut asked = Vec::new();
    for question in bad_questions() {
        let request = pb::QueryShareRequest {
            spec: Some(spec("a share", "x")),
            question,
            ..Default::default()
        };
        asked.push(failed(shares.query_share(request).await));
    }
    let nothing = pb::QueryShareRequest::default();
    asked.push(failed(shares.query_share(nothing).await));
    let removed = shares.remove_share(pb::RemoveShareRequest::default()).await;
    let request = pb::RemoveShareRequest {
        confirm: "No Share".into(),
        ..Default::default()
    };
    let misnamed = shares.remove_share(request).await;
    let exported = shares
        .run_share_export(pb::RunShareExportRequest::default())
        .await;
    let verified = shares.verify_share(pb::VerifyShareRequest::default()).await;
    let mut cases = vec![
        ("EnsureShare", failed(ensured)),
        ("GetShareStatus", failed(shown)),
    ];
    cases.extend(asked.into_iter().map(|status| ("QueryShare", status)));
    cases.extend([
        ("RemoveShare", failed(removed)),
        ("RemoveShare", failed(misnamed)),
        ("RunShareExport", failed(exported)),
        ("VerifyShare", failed(verified)),
    ]);
    let named = |(method, status)| {
        let method = format!("trunkline.v1.AnalyticsShareService.{method}");
        (method, status)
    };
    cases.into_iter().map(named).collect()
}

fn bad_questions() -> Vec<Option<Question>> {
    let report = |report: i32, from: &str, to: &str| {
        Some(Question::Report(pb::ShareReportQuestion {
            report,
            from_date: from.into(),
            to_date: to.into(),
        }))
    };
    vec![
        None,
        Some(Question::Sql(String::new())),
        Some(Question::Sql(" \n".into())),
        Some(Question::Sql("x".repeat(262_145))),
        report(0, "", "yesterday"),
        report(99, "2026-11-31", "2026-12-01"),
        report(1, "2026-11-08", "2026-11-08"),
    ]
}
