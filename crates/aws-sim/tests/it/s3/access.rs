//! Who may do what.

use bytes::Bytes;
use http::{Request, Response};

use super::{MEDIA, code, get, header, put, refused, send, text, with_bucket};
use crate::desk::{CONSUMER, Desk, PRODUCER};

fn policy(statement: &str) -> String {
    format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}")
}

const PUBLIC: &str = r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::media/*"}"#;

#[tokio::test(start_paused = true)]
async fn a_policy_for_the_public_is_refused_unless_the_block_is_off() {
    let desk = with_bucket().await;
    let public = policy(PUBLIC);
    let bound = public.replace(
        "\"Resource\"",
        "\"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1\"}}, \"Resource\"",
    );
    let refusal = send(&desk, "PUT", "/media?policy", &[], &public).await;
    assert_eq!(refused(&refusal), code(403, "AccessDenied"));
    assert_eq!(
        send(&desk, "PUT", "/media?policy", &[], &bound)
            .await
            .status(),
        200
    );
    let status = get(&desk, "/media?policyStatus").await;
    assert!(text(&status).contains("<IsPublic>false</IsPublic>"));
    send(&desk, "DELETE", "/media?publicAccessBlock", &[], "").await;
    assert_eq!(
        send(&desk, "PUT", "/media?policy", &[], &public)
            .await
            .status(),
        200
    );
    let status = get(&desk, "/media?policyStatus").await;
    assert!(text(&status).contains("<IsPublic>true</IsPublic>"));
}

#[tokio::test(start_paused = true)]
async fn what_is_no_policy_of_the_bucket_is_refused() {
    let desk = with_bucket().await;
    let other = policy(&PUBLIC.replace("media", "other"));
    let action = policy(&PUBLIC.replace("s3:GetObject", "sqs:SendMessage"));
    let nobody = policy(&PUBLIC.replace("Principal", "Person"));
    for body in ["", "{}", "[1]", other.as_str(), &action, &nobody] {
        let refusal = send(&desk, "PUT", "/media?policy", &[], body).await;
        assert_eq!(refused(&refusal).0, 400, "{body}");
    }
    let missing = get(&desk, "/media?policy").await;
    assert_eq!(refused(&missing), code(404, "NoSuchBucketPolicy"));
}

/// A request of another account, or to another Region.
async fn signed(desk: &Desk, key: &str, region: &str, method: &str, path: &str) -> Response<Bytes> {
    let credential = format!("Credential={key}/20260101/{region}/s3/aws4_request");
    let request = Request::builder().method(method).uri(path);
    let request = request.header("authorization", credential);
    let request = request.body(Bytes::new()).expect("a request is valid");
    desk.simulator.handle(request).await.expect("an answer")
}

async fn foreign(desk: &Desk, method: &str, path: &str) -> (u16, String) {
    refused(&signed(desk, CONSUMER, "eu-west-2", method, path).await)
}

#[tokio::test(start_paused = true)]
async fn another_account_may_do_what_the_policy_allows_and_no_more() {
    let desk = with_bucket().await;
    put(&desk, "/media/open/a", "good day").await;
    put(&desk, "/media/b", "").await;
    let denied = code(403, "AccessDenied");
    assert_eq!(foreign(&desk, "GET", "/media/open/a").await, denied);
    let allowed = format!(
        "{{\"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"arn:aws:iam::{CONSUMER}:root\"}}, \
         \"Action\": [\"s3:Get*\", \"s3:ListBucket\"], \
         \"Resource\": [\"arn:aws:s3:::media\", \"arn:aws:s3:::media/open/*\"]}}"
    );
    let told = send(&desk, "PUT", "/media?policy", &[], &policy(&allowed)).await;
    assert_eq!(told.status(), 200, "{}", text(&told));
    assert_eq!(foreign(&desk, "GET", "/media/open/a").await.0, 200);
    assert_eq!(foreign(&desk, "GET", "/media?list-type=2").await.0, 200);
    for (method, path) in [
        ("GET", "/media/b"),
        ("PUT", "/media/open/a"),
        ("DELETE", "/media/open/a"),
        ("DELETE", "/media"),
        ("GET", "/media?versions"),
    ] {
        assert_eq!(
            foreign(&desk, method, path).await,
            denied,
            "{method} {path}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_for_tls_alone_refuses_plain_calls_of_the_owner_too() {
    let desk = with_bucket().await;
    let tls = r#"{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*",
        "Resource": ["arn:aws:s3:::media", "arn:aws:s3:::media/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
    let told = send(&desk, "PUT", "/media?policy", &[], &policy(tls)).await;
    assert_eq!(told.status(), 200, "{}", text(&told));
    put(&desk, "/media/a", "good day").await;
    let plain = [("x-forwarded-proto", "http")];
    for path in [MEDIA, "/media/a", "/media?tagging"] {
        let refusal = send(&desk, "GET", path, &plain, "").await;
        assert_eq!(refused(&refusal), code(403, "AccessDenied"), "{path}");
    }
    let tls = send(
        &desk,
        "GET",
        "/media/a",
        &[("x-forwarded-proto", "https")],
        "",
    )
    .await;
    assert_eq!(text(&tls), "good day");
    // The root user can always undo the policy.
    assert_eq!(
        send(&desk, "DELETE", "/media?policy", &plain, "")
            .await
            .status(),
        204
    );
    assert_eq!(
        send(&desk, "GET", "/media/a", &plain, "").await.status(),
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_to_another_region_is_told_the_right_one() {
    let desk = with_bucket().await;
    let elsewhere = |method, path| signed(&desk, PRODUCER, "us-west-2", method, path);
    for (method, path, error) in [
        ("HEAD", MEDIA, ""),
        ("GET", MEDIA, "PermanentRedirect"),
        ("PUT", "/media/a", "PermanentRedirect"),
    ] {
        let answer = elsewhere(method, path).await;
        assert_eq!(refused(&answer), code(301, error), "{method} {path}");
        assert_eq!(header(&answer, "x-amz-bucket-region"), "eu-west-2");
    }
    let location = elsewhere("GET", "/media?location").await;
    assert!(text(&location).contains(">eu-west-2</LocationConstraint>"));
}

#[tokio::test(start_paused = true)]
async fn a_bucket_of_another_owner_than_expected_is_refused() {
    let desk = with_bucket().await;
    let owner = |account| [("x-amz-expected-bucket-owner", account)];
    let right = send(&desk, "GET", MEDIA, &owner(PRODUCER), "").await;
    assert_eq!(right.status(), 200);
    let wrong = send(&desk, "GET", MEDIA, &owner(CONSUMER), "").await;
    assert_eq!(refused(&wrong), code(403, "AccessDenied"));
}
