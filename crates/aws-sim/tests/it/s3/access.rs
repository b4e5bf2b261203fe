//! Who may do what.

use super::{code, get, refused, send, with_bucket};

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
    assert!(super::text(&status).contains("<IsPublic>false</IsPublic>"));
    send(&desk, "DELETE", "/media?publicAccessBlock", &[], "").await;
    assert_eq!(
        send(&desk, "PUT", "/media?policy", &[], &public)
            .await
            .status(),
        200
    );
    let status = get(&desk, "/media?policyStatus").await;
    assert!(super::text(&status).contains("<IsPublic>true</IsPublic>"));
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
