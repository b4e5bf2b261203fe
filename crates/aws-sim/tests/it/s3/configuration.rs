//! What buckets are told besides their objects.

use super::{all, code, constraint, get, header, put, refused, send, text, with_bucket};
use crate::desk::Desk;

async fn tell(desk: &Desk, what: &str, body: &str) -> (u16, String) {
    refused(&send(desk, "PUT", &format!("/media?{what}"), &[], body).await)
}

#[tokio::test(start_paused = true)]
async fn each_configuration_that_is_not_there_has_its_code() {
    let desk = with_bucket().await;
    for (what, error) in [
        ("policy", "NoSuchBucketPolicy"),
        ("policyStatus", "NoSuchBucketPolicy"),
        ("tagging", "NoSuchTagSet"),
        ("cors", "NoSuchCORSConfiguration"),
        ("lifecycle", "NoSuchLifecycleConfiguration"),
        ("website", "NoSuchWebsiteConfiguration"),
        ("replication", "ReplicationConfigurationNotFoundError"),
        ("object-lock", "ObjectLockConfigurationNotFoundError"),
        ("analytics&id=a", "NoSuchConfiguration"),
    ] {
        let answer = get(&desk, &format!("/media?{what}")).await;
        assert_eq!(refused(&answer), code(404, error), "{what}");
    }
    for what in ["versioning", "logging", "accelerate", "notification"] {
        let answer = get(&desk, &format!("/media?{what}")).await;
        assert_eq!(answer.status(), 200, "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_bucket_is_closed_and_encrypted_until_told_otherwise() {
    let desk = with_bucket().await;
    let access = get(&desk, "/media?publicAccessBlock").await;
    assert_eq!(text(&access).matches(">true<").count(), 4);
    let ownership = get(&desk, "/media?ownershipControls").await;
    assert_eq!(all(&ownership, "ObjectOwnership"), ["BucketOwnerEnforced"]);
    let encryption = get(&desk, "/media?encryption").await;
    assert_eq!(all(&encryption, "SSEAlgorithm"), ["AES256"]);
    for (what, error) in [
        ("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
        ("ownershipControls", "OwnershipControlsNotFoundError"),
    ] {
        let path = format!("/media?{what}");
        assert_eq!(send(&desk, "DELETE", &path, &[], "").await.status(), 204);
        assert_eq!(refused(&get(&desk, &path).await), code(404, error));
    }
}

#[tokio::test(start_paused = true)]
async fn objects_take_the_encryption_of_their_bucket() {
    let desk = with_bucket().await;
    let rule = |key: &str| {
        format!(
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>\
             <SSEAlgorithm>aws:kms</SSEAlgorithm>{key}</ApplyServerSideEncryptionByDefault>\
             <BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>"
        )
    };
    let key = "<KMSMasterKeyID>alias/media</KMSMasterKeyID>";
    assert_eq!(tell(&desk, "encryption", &rule(key)).await.0, 200);
    put(&desk, "/media/a", "").await;
    let object = get(&desk, "/media/a").await;
    assert_eq!(header(&object, "x-amz-server-side-encryption"), "aws:kms");
    let arn = "arn:aws:kms:eu-west-2:111111111111:alias/media";
    assert_eq!(
        header(&object, "x-amz-server-side-encryption-aws-kms-key-id"),
        arn
    );
    assert_eq!(
        header(&object, "x-amz-server-side-encryption-bucket-key-enabled"),
        "true"
    );
    let own = [("x-amz-server-side-encryption", "AES256")];
    let other = send(&desk, "PUT", "/media/a", &own, "").await;
    assert_eq!(header(&other, "x-amz-server-side-encryption"), "AES256");
}

#[tokio::test(start_paused = true)]
async fn access_control_lists_are_refused_where_the_owner_owns_all() {
    let desk = with_bucket().await;
    let public = [("x-amz-acl", "public-read")];
    let refusal = code(400, "AccessControlListNotSupported");
    for (path, body) in [("/media?acl", ""), ("/media/a", "x")] {
        assert_eq!(
            refused(&send(&desk, "PUT", path, &public, body).await),
            refusal
        );
    }
    for (acl, expected) in [
        ("private", code(200, "")),
        (
            "public-read",
            code(400, "InvalidBucketAclWithObjectOwnership"),
        ),
    ] {
        let body = constraint("eu-west-2");
        let made = send(&desk, "PUT", "/another", &[("x-amz-acl", acl)], &body).await;
        assert_eq!(refused(&made), expected);
        send(&desk, "DELETE", "/another", &[], "").await;
    }
    let rules = "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>\
                 </OwnershipControls>";
    assert_eq!(tell(&desk, "ownershipControls", rules).await.0, 200);
    let blocked = send(&desk, "PUT", "/media?acl", &public, "").await;
    assert_eq!(refused(&blocked), code(403, "AccessDenied"));
    send(&desk, "DELETE", "/media?publicAccessBlock", &[], "").await;
    assert_eq!(
        send(&desk, "PUT", "/media?acl", &public, "").await.status(),
        200
    );
    let shown = get(&desk, "/media?acl").await;
    assert_eq!(all(&shown, "Permission"), ["FULL_CONTROL", "READ"]);
}

#[tokio::test(start_paused = true)]
async fn a_lifecycle_comes_back_as_it_was_given_and_with_ids() {
    let desk = with_bucket().await;
    let rule = "<Rule><Status>Enabled</Status><Filter><Prefix>a/</Prefix></Filter>\
                <Expiration><Days>9</Days></Expiration></Rule>";
    let rules = |rule: &str| format!("<LifecycleConfiguration>{rule}</LifecycleConfiguration>");
    assert_eq!(tell(&desk, "lifecycle", &rules(rule)).await.0, 200);
    let shown = get(&desk, "/media?lifecycle").await;
    assert_eq!(all(&shown, "Days"), ["9"]);
    assert_eq!(all(&shown, "ID")[0].len(), 36);
    let size = header(&shown, "x-amz-transition-default-minimum-object-size");
    assert_eq!(size, "all_storage_classes_128K");
    for (from, to, error) in [
        ("<Filter><Prefix>a/</Prefix></Filter>", "", "MalformedXML"),
        (
            "<Expiration><Days>9</Days></Expiration>",
            "",
            "InvalidRequest",
        ),
        ("<Days>9</Days>", "<Days>0</Days>", "InvalidArgument"),
    ] {
        let told = tell(&desk, "lifecycle", &rules(&rule.replace(from, to))).await;
        assert_eq!(told, code(400, error));
    }
}
