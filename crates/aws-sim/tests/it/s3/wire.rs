//! S3 on the wire: restXml.

use super::{MEDIA, constraint, send, text, with_bucket};
use crate::desk::{CONSUMER, Desk, PRODUCER, unthrottled};
use bytes::Bytes;

fn operation(desk: &Desk) -> String {
    let call = desk.simulator.log().pop();
    call.expect("the call reached an operation").operation
}

#[tokio::test(start_paused = true)]
async fn buckets_are_listed_in_the_xml_of_s3() {
    let desk = with_bucket().await;
    let listed = send(&desk, "GET", "/", &[], "").await;
    assert_eq!(listed.headers()["content-type"], "application/xml");
    expect_test::expect_file!["../golden/buckets.xml"].assert_eq(text(&listed));
}

#[tokio::test(start_paused = true)]
async fn an_object_comes_back_with_its_headers() {
    let desk = with_bucket().await;
    let headers = [("content-type", "text/plain"), ("x-amz-meta-From", "desk")];
    let key = "/media//a%20b+c/d/";
    let put = send(&desk, "PUT", key, &headers, "good day").await;
    assert_eq!(put.status(), 200);
    let etag = "\"ca9768bd08c373665fbcc88021f088b6\"";
    let got = send(&desk, "GET", key, &[], "").await;
    assert_eq!(text(&got), "good day");
    let header = |name: &str| got.headers()[name].to_str().unwrap();
    assert_eq!(header("content-type"), "text/plain");
    assert_eq!(header("content-length"), "8");
    assert_eq!(header("x-amz-meta-from"), "desk");
    assert_eq!(header("last-modified"), "Mon, 21 Sep 2026 14:13:20 GMT");
    assert_eq!(header("etag"), etag);
    assert_eq!(put.headers()["etag"], etag);
    assert_eq!(send(&desk, "GET", "/media/a", &[], "").await.status(), 404);
}

#[tokio::test(start_paused = true)]
async fn a_request_with_half_of_its_keys_is_refused_and_not_another_one() {
    let desk = with_bucket().await;
    for (method, path, meant, missing) in [
        ("PUT", "/media/a?partNumber=1", "UploadPart", "UploadId"),
        ("PUT", "/media/a?uploadId=u", "UploadPart", "PartNumber"),
        (
            "PUT",
            "/media?analytics",
            "PutBucketAnalyticsConfiguration",
            "Id",
        ),
        (
            "DELETE",
            "/media?analytics",
            "DeleteBucketAnalyticsConfiguration",
            "Id",
        ),
    ] {
        let answer = send(&desk, method, path, &[], "").await;
        assert_eq!(operation(&desk), format!("s3.{meant}"));
        assert_eq!(answer.status(), 400);
        assert!(text(&answer).contains("<Code>InvalidArgument</Code>"));
        assert!(text(&answer).contains(missing), "{}", text(&answer));
    }
    for (method, path, meant) in [
        (
            "GET",
            "/media?analytics",
            "ListBucketAnalyticsConfigurations",
        ),
        ("PUT", "/media/a", "PutObject"),
        ("GET", "/media/a?partNumber=1", "GetObject"),
        ("DELETE", "/media/a", "DeleteObject"),
    ] {
        send(&desk, method, path, &[], "").await;
        assert_eq!(operation(&desk), format!("s3.{meant}"));
    }
    let answer = send(&desk, "POST", "/media/a", &[], "").await;
    assert_eq!(answer.status(), 405);
    assert!(text(&answer).contains("<Code>MethodNotAllowed</Code>"));
}

#[tokio::test(start_paused = true)]
async fn what_is_signed_for_a_service_beside_s3_hears_so_in_xml() {
    let desk = Desk::new(unthrottled());
    for service in ["s3express", "s3-object-lambda"] {
        let answer = desk.raw(service, "GET", "/", &[], "").await.unwrap();
        assert_eq!(answer.status(), 501);
        assert!(text(&answer).contains("<Code>NotImplemented</Code>"));
    }
}

#[tokio::test(start_paused = true)]
async fn chunks_are_joined_and_their_trailers_are_headers() {
    let desk = with_bucket().await;
    let headers = [
        ("content-encoding", "gzip,aws-chunked"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "8"),
        ("x-amz-trailer", "x-amz-meta-late"),
    ];
    let body = "5;chunk-signature=ab\r\ngood \r\n3\r\nday\r\n0\r\nx-amz-meta-late:yes\r\n\r\n";
    let put = send(&desk, "PUT", "/media/a", &headers, body).await;
    assert_eq!(put.status(), 200, "{}", text(&put));
    let got = send(&desk, "GET", "/media/a", &[], "").await;
    assert_eq!(text(&got), "good day");
    assert_eq!(got.headers()["content-encoding"], "gzip");
    assert_eq!(got.headers()["x-amz-meta-late"], "yes");

    for broken in ["5\r\ngood", "3\r\nday\r\n0\r\n\r\n", "x\r\n"] {
        let put = send(&desk, "PUT", "/media/a", &headers, broken).await;
        assert_eq!(put.status(), 400);
        assert!(text(&put).contains("<Code>IncompleteBody</Code>"));
    }
}

#[tokio::test(start_paused = true)]
async fn errors_have_the_form_of_s3_and_none_after_head() {
    let desk = with_bucket().await;
    let missing = send(&desk, "GET", "/media/a&b", &[], "").await;
    assert_eq!(missing.status(), 404);
    let id = missing.headers()["x-amz-request-id"].to_str().unwrap();
    let start = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>\
                 <Key>a&amp;b</Key>";
    let end = format!("<RequestId>{id}</RequestId><HostId>{id}</HostId></Error>");
    assert!(
        text(&missing).contains(&(start.to_owned() + &end)),
        "{}",
        text(&missing)
    );

    let head = send(&desk, "HEAD", "/nothing", &[], "").await;
    assert_eq!((head.status().as_u16(), head.body().len()), (404, 0));
    let head = send(&desk, "HEAD", MEDIA, &[], "").await;
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers()["x-amz-bucket-region"], "eu-west-2");

    let broken = send(&desk, "PUT", "/other", &[], "<a>").await;
    assert_eq!(broken.status(), 400);
    assert!(text(&broken).contains("<Code>MalformedXML</Code>"));
    let elsewhere = send(&desk, "PUT", "/other", &[], &constraint("us-west-2")).await;
    assert!(text(&elsewhere).contains("<Code>IllegalLocationConstraintException</Code>"));
}

#[tokio::test(start_paused = true)]
async fn a_bucket_goes_when_it_is_empty() {
    let desk = with_bucket().await;
    send(&desk, "PUT", "/kept", &[], &constraint("eu-west-2")).await;
    send(&desk, "PUT", "/kept/a", &[], "good day").await;
    let full = send(&desk, "DELETE", "/kept", &[], "").await;
    assert_eq!(full.status(), 409);
    assert!(text(&full).contains("<Code>BucketNotEmpty</Code>"));
    let gone = send(&desk, "DELETE", "/media/", &[], "").await;
    assert_eq!((gone.status().as_u16(), gone.body().len()), (204, 0));
    assert_eq!(send(&desk, "HEAD", MEDIA, &[], "").await.status(), 404);
}

#[tokio::test(start_paused = true)]
async fn names_of_buckets_are_unique_among_accounts() {
    let desk = with_bucket().await;
    let body = constraint("eu-west-2");
    let again = send(&desk, "PUT", MEDIA, &[], &body).await;
    assert!(text(&again).contains("<Code>BucketAlreadyOwnedByYou</Code>"));
    let others = |key: &str| format!("Credential={key}/20260101/eu-west-2/s3/aws4_request");
    let signed = |key: &str, method: &str| {
        let request = http::Request::builder().method(method).uri(MEDIA);
        let request = request.header("authorization", others(key));
        request.body(Bytes::from(body.clone())).unwrap()
    };
    let taken = desk
        .simulator
        .handle(signed(CONSUMER, "PUT"))
        .await
        .unwrap();
    assert_eq!(taken.status(), 409);
    assert!(text(&taken).contains("<Code>BucketAlreadyExists</Code>"));
    let seen = desk
        .simulator
        .handle(signed(CONSUMER, "HEAD"))
        .await
        .unwrap();
    assert_eq!(seen.status(), 403);
    let seen = desk
        .simulator
        .handle(signed(PRODUCER, "HEAD"))
        .await
        .unwrap();
    assert_eq!(seen.status(), 200);
}

#[tokio::test(start_paused = true)]
async fn query_keys_headers_and_hosts_tell_operations_apart() {
    let desk = Desk::new(unthrottled());
    let copy = [("x-amz-copy-source", "media/a")];
    let host = [("host", "media.s3.eu-west-2.amazonaws.com")];
    let local = [("host", "media.localhost:4599")];
    let none: &[(&str, &str)] = &[];
    let rows = [
        ("GET", "/media", none, "ListObjects"),
        ("GET", "/media?list-type=2&prefix=a", none, "ListObjectsV2"),
        (
            "GET",
            "/media?lifecycle=",
            none,
            "GetBucketLifecycleConfiguration",
        ),
        (
            "GET",
            "/media?analytics",
            none,
            "ListBucketAnalyticsConfigurations",
        ),
        (
            "GET",
            "/media?analytics&id=a",
            none,
            "GetBucketAnalyticsConfiguration",
        ),
        ("GET", "/media/a?tagging", none, "GetObjectTagging"),
        ("GET", "/media/a?x-id=GetObject", none, "GetObject"),
        ("GET", "/media/a?uploadId=1", none, "ListParts"),
        ("PUT", "/media/a", &copy, "CopyObject"),
        (
            "PUT",
            "/media/a?partNumber=1&uploadId=1",
            none,
            "UploadPart",
        ),
        (
            "PUT",
            "/media/a?partNumber=1&uploadId=1",
            &copy,
            "UploadPartCopy",
        ),
        ("POST", "/media/a?uploads", none, "CreateMultipartUpload"),
        ("GET", "/", &host, "ListObjects"),
        ("GET", "/a/b", &host, "GetObject"),
        ("PUT", "/?policy", &local, "PutBucketPolicy"),
    ];
    for (method, path, headers, expected) in rows {
        send(&desk, method, path, headers, "").await;
        assert_eq!(
            operation(&desk),
            format!("s3.{expected}"),
            "{method} {path}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_s3_does_not_simulate_answers_501_in_its_form() {
    let desk = with_bucket().await;
    let answer = send(&desk, "GET", "/media/a?torrent", &[], "").await;
    assert_eq!(answer.status(), 501);
    assert!(text(&answer).contains("<Code>NotImplemented</Code>"));
}
