//! Versions and delete markers.

use super::{MEDIA, all, code, get, header, put, refused, send, text, with_bucket};
use crate::desk::Desk;

async fn versioning(desk: &Desk, status: &str) {
    let body =
        format!("<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");
    let answer = send(desk, "PUT", "/media?versioning", &[], &body).await;
    assert_eq!(answer.status(), 200, "{}", text(&answer));
}

#[tokio::test(start_paused = true)]
async fn what_is_overwritten_and_deleted_stays_under_its_version() {
    let desk = with_bucket().await;
    assert_eq!(put(&desk, "/media/a", "before").await, "");
    versioning(&desk, "Enabled").await;
    let second = put(&desk, "/media/a", "second").await;
    assert_eq!(second.len(), 32);
    let gone = send(&desk, "DELETE", "/media/a", &[], "").await;
    assert_eq!(header(&gone, "x-amz-delete-marker"), "true");
    let marker = header(&gone, "x-amz-version-id").to_owned();

    let missing = get(&desk, "/media/a").await;
    assert_eq!(refused(&missing), code(404, "NoSuchKey"));
    assert_eq!(header(&missing, "x-amz-delete-marker"), "true");
    let no_object = get(&desk, &format!("/media/a?versionId={marker}")).await;
    assert_eq!(refused(&no_object), code(405, "MethodNotAllowed"));
    assert_eq!(text(&get(&desk, "/media/a?versionId=null").await), "before");
    let old = get(&desk, &format!("/media/a?versionId={second}")).await;
    assert_eq!(text(&old), "second");
    let unknown = get(&desk, "/media/a?versionId=other").await;
    assert_eq!(refused(&unknown), code(404, "NoSuchVersion"));

    let full = send(&desk, "DELETE", MEDIA, &[], "").await;
    assert_eq!(refused(&full), code(409, "BucketNotEmpty"));
    send(
        &desk,
        "DELETE",
        &format!("/media/a?versionId={marker}"),
        &[],
        "",
    )
    .await;
    assert_eq!(text(&get(&desk, "/media/a").await), "second");
}

#[tokio::test(start_paused = true)]
async fn a_suspended_bucket_overwrites_the_null_version_alone() {
    let desk = with_bucket().await;
    versioning(&desk, "Enabled").await;
    let kept = put(&desk, "/media/a", "kept").await;
    versioning(&desk, "Suspended").await;
    assert_eq!(put(&desk, "/media/a", "third").await, "null");
    assert_eq!(put(&desk, "/media/a", "fourth").await, "null");
    let listed = get(&desk, "/media?versions").await;
    assert_eq!(all(&listed, "VersionId"), ["null", &kept]);
    send(&desk, "DELETE", "/media/a", &[], "").await;
    let listed = get(&desk, "/media?versions").await;
    assert_eq!(all(&listed, "VersionId"), [&kept, "null"]);
    assert_eq!(all(&listed, "IsLatest"), ["false", "true"]);
    assert!(text(&listed).contains("<DeleteMarker>"));
}

#[tokio::test(start_paused = true)]
async fn a_page_of_versions_may_end_within_a_key() {
    let desk = with_bucket().await;
    versioning(&desk, "Enabled").await;
    let first = put(&desk, "/media/a", "1").await;
    let second = put(&desk, "/media/a", "2").await;
    let other = put(&desk, "/media/b", "3").await;
    let page = get(&desk, "/media?versions&max-keys=1").await;
    assert_eq!(all(&page, "VersionId"), [&second]);
    assert_eq!(all(&page, "NextKeyMarker"), ["a"]);
    assert_eq!(all(&page, "NextVersionIdMarker"), [&second]);
    let rest = get(
        &desk,
        &format!("/media?versions&key-marker=a&version-id-marker={second}"),
    )
    .await;
    assert_eq!(all(&rest, "VersionId"), [&first, &other]);
}

#[tokio::test(start_paused = true)]
async fn many_objects_go_at_once_and_each_is_answered() {
    let desk = with_bucket().await;
    put(&desk, "/media/a", "1").await;
    put(&desk, "/media/b", "2").await;
    let body = "<Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object>\
                <Object><Key>b</Key><ETag>\"0\"</ETag></Object></Delete>";
    let gone = send(&desk, "POST", "/media?delete", &[], body).await;
    assert_eq!(all(&gone, "Key"), ["a", "none", "b"]);
    assert_eq!(all(&gone, "Code"), ["PreconditionFailed"]);
    let quiet = "<Delete><Quiet>true</Quiet><Object><Key>b</Key></Object></Delete>";
    let gone = send(&desk, "POST", "/media?delete", &[], quiet).await;
    assert!(!text(&gone).contains("<Deleted>"), "{}", text(&gone));
    assert_eq!(send(&desk, "DELETE", MEDIA, &[], "").await.status(), 204);
}
