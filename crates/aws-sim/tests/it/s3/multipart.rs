//! Objects that come in parts.

use super::{all, code, get, header, refused, send, text, with_bucket};
use crate::desk::Desk;

async fn begin(desk: &Desk, headers: &[(&str, &str)]) -> String {
    let begun = send(desk, "POST", "/media/m?uploads", headers, "").await;
    all(&begun, "UploadId")[0].to_owned()
}

async fn part(desk: &Desk, id: &str, number: usize, body: &str) -> String {
    let path = format!("/media/m?partNumber={number}&uploadId={id}");
    let sent = send(desk, "PUT", &path, &[], body).await;
    assert_eq!(sent.status(), 200, "{}", text(&sent));
    header(&sent, "etag").to_owned()
}

fn wanted(parts: &[(usize, &str)]) -> String {
    let part = |(number, etag): &(usize, &str)| {
        format!("<Part><ETag>{etag}</ETag><PartNumber>{number}</PartNumber></Part>")
    };
    let parts = parts.iter().map(part).collect::<String>();
    format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>")
}

#[tokio::test(start_paused = true)]
async fn parts_become_an_object_with_an_etag_of_etags() {
    let desk = with_bucket().await;
    let headers = [
        ("x-amz-meta-a", "b"),
        ("x-amz-checksum-algorithm", "SHA256"),
    ];
    let id = begin(&desk, &headers).await;
    let large = "x".repeat(5 << 20);
    let second = part(&desk, &id, 2, "end").await;
    let first = part(&desk, &id, 1, &large).await;
    let listed = get(&desk, &format!("/media/m?uploadId={id}&max-parts=1")).await;
    assert_eq!(all(&listed, "Size"), ["5242880"]);
    assert_eq!(all(&listed, "IsTruncated"), ["true"]);
    assert_eq!(get(&desk, "/media/m").await.status(), 404);

    let path = format!("/media/m?uploadId={id}");
    let done = send(
        &desk,
        "POST",
        &path,
        &[],
        &wanted(&[(1, &first), (2, &second)]),
    )
    .await;
    assert_eq!(done.status(), 200, "{}", text(&done));
    assert_eq!(
        all(&done, "Location"),
        ["https://media.s3.eu-west-2.amazonaws.com/m"]
    );
    assert!(all(&done, "ETag")[0].ends_with("-2&quot;"));
    assert!(all(&done, "ChecksumSHA256")[0].ends_with("-2"));
    assert_eq!(all(&done, "ChecksumType"), ["COMPOSITE"]);
    let last = get(&desk, "/media/m?partNumber=2").await;
    assert_eq!((last.status().as_u16(), text(&last)), (206, "end"));
    assert_eq!(header(&last, "x-amz-mp-parts-count"), "2");
    assert_eq!(header(&last, "x-amz-meta-a"), "b");
    let again = send(&desk, "POST", &path, &[], &wanted(&[(1, &first)])).await;
    assert_eq!(refused(&again), code(404, "NoSuchUpload"));
}

#[tokio::test(start_paused = true)]
async fn parts_that_do_not_fit_make_no_object() {
    let desk = with_bucket().await;
    let id = begin(&desk, &[]).await;
    let first = part(&desk, &id, 1, "small").await;
    let second = part(&desk, &id, 2, "end").await;
    let path = format!("/media/m?uploadId={id}");
    let rows: [(&[(usize, &str)], &str); 5] = [
        (&[(1, &first), (2, &second)], "EntityTooSmall"),
        (&[(2, &second), (1, &first)], "InvalidPartOrder"),
        (&[(1, &second)], "InvalidPart"),
        (&[(3, &first)], "InvalidPart"),
        (&[], "MalformedXML"),
    ];
    for (parts, error) in rows {
        let refusal = send(&desk, "POST", &path, &[], &wanted(parts)).await;
        assert_eq!(refused(&refusal), code(400, error));
    }
    assert_eq!(all(&get(&desk, "/media?uploads").await, "Key"), ["m"]);
    assert_eq!(send(&desk, "DELETE", &path, &[], "").await.status(), 204);
    assert_eq!(refused(&get(&desk, &path).await), code(404, "NoSuchUpload"));
    assert!(all(&get(&desk, "/media?uploads").await, "Key").is_empty());
}
