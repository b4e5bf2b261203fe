//! Roles for those whom an identity provider vouches for, and trust policies.

use aws_sim::Settings;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};

use crate::{
    desk::{CONSUMER, Desk, PRODUCER},
    iam::{role, statement},
    wire::Wire,
};

/// An unsigned token, as a pipeline gets one.
fn token(claims: Value) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!(
        "{}.{}.signature",
        part(json!({ "alg": "RS256" })),
        part(claims)
    )
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_known_provider_opens_the_role_that_trusts_its_subject() {
    let desk = Desk::new(Settings::default());
    let root = Wire::new(&desk, PRODUCER);
    let provider = [
        ("Url", "https://ci.example.com"),
        ("ClientIDList.member.1", "sts.amazonaws.com"),
    ];
    root.query("iam", "CreateOpenIDConnectProvider", &provider)
        .await
        .good();
    let trust = statement(&json!({
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::{PRODUCER}:oidc-provider/ci.example.com") },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": { "StringLike": { "ci.example.com:sub": "repo:centre/*" } },
    }));
    role(&root, "deploy", &trust).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:role/deploy");
    let nobody = Wire::new(&desk, "");
    let assume = async |claims: Value| {
        let token = token(claims);
        let fields = [
            ("RoleArn", arn.as_str()),
            ("RoleSessionName", "run"),
            ("WebIdentityToken", token.as_str()),
        ];
        nobody
            .query("sts", "AssumeRoleWithWebIdentity", &fields)
            .await
    };
    let claims = |iss: &str, sub: &str, aud: &str| json!({ "iss": iss, "sub": sub, "aud": aud });
    let (ci, sts) = ("https://ci.example.com", "sts.amazonaws.com");
    let session = assume(claims(ci, "repo:centre/main", sts)).await.good();
    assert_eq!(
        session.element("SubjectFromWebIdentityToken"),
        "repo:centre/main"
    );
    let session = Wire::new(&desk, &session.element("AccessKeyId"));
    let identity = session.query("sts", "GetCallerIdentity", &[]).await.good();
    assert_eq!(
        identity.element("Arn"),
        format!("arn:aws:sts::{PRODUCER}:assumed-role/deploy/run")
    );
    assume(claims(ci, "repo:other/main", sts))
        .await
        .refused("AccessDenied");
    assume(claims(ci, "repo:centre/main", "me"))
        .await
        .refused("InvalidIdentityToken");
    assume(claims("https://other", "repo:centre/main", sts))
        .await
        .refused("InvalidIdentityToken");
    let mut old = claims(ci, "repo:centre/main", sts);
    old["exp"] = json!(1_700_000_000);
    assume(old).await.refused("ExpiredToken");
}

#[tokio::test(start_paused = true)]
async fn an_assertion_opens_the_role_that_it_names() {
    let desk = Desk::new(Settings::default());
    let root = Wire::new(&desk, PRODUCER);
    let metadata = format!("<EntityDescriptor>{}</EntityDescriptor>", " ".repeat(1_000));
    let provider = [("Name", "idp"), ("SAMLMetadataDocument", metadata.as_str())];
    root.query("iam", "CreateSAMLProvider", &provider)
        .await
        .good();
    let provider = format!("arn:aws:iam::{PRODUCER}:saml-provider/idp");
    let trust = statement(&json!({
        "Effect": "Allow",
        "Principal": { "Federated": provider },
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    }));
    role(&root, "agents", &trust).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:role/agents");
    let assume = async |named: &str| {
        let assertion = STANDARD.encode(format!(
            "<saml:Assertion><saml:Issuer>https://idp</saml:Issuer><saml:NameID>ann</saml:NameID>\
             <saml:Attribute Name=\"https://aws.amazon.com/SAML/Attributes/Role\">\
             <saml:AttributeValue>{named},{provider}</saml:AttributeValue></saml:Attribute>\
             <saml:Attribute Name=\"https://aws.amazon.com/SAML/Attributes/RoleSessionName\">\
             <saml:AttributeValue>ann</saml:AttributeValue></saml:Attribute></saml:Assertion>"
        ));
        let fields = [
            ("RoleArn", arn.as_str()),
            ("PrincipalArn", provider.as_str()),
            ("SAMLAssertion", assertion.as_str()),
        ];
        Wire::new(&desk, "")
            .query("sts", "AssumeRoleWithSAML", &fields)
            .await
    };
    let session = assume(&arn).await.good();
    let expected = format!("arn:aws:sts::{PRODUCER}:assumed-role/agents/ann");
    assert_eq!(session.element("Arn"), expected);
    assert_eq!(session.element("Subject"), "ann");
    assume("arn:aws:iam::111111111111:role/other")
        .await
        .refused("InvalidIdentityToken");
}

#[tokio::test(start_paused = true)]
async fn the_trust_policy_of_a_role_that_exists_holds_without_enforcement() {
    let desk = Desk::new(Settings::default());
    let (root, other) = (Wire::new(&desk, PRODUCER), Wire::new(&desk, CONSUMER));
    let trust = statement(&json!({
        "Effect": "Allow",
        "Principal": { "AWS": PRODUCER },
        "Action": "sts:AssumeRole",
        "Condition": { "StringEquals": { "sts:ExternalId": "secret" } },
    }));
    role(&other, "ops", &trust).await.good();
    let arn = format!("arn:aws:iam::{CONSUMER}:role/ops");
    let assume = async |who: &Wire<'_>, more: &[(&str, &str)]| {
        let mut fields = vec![("RoleArn", arn.as_str()), ("RoleSessionName", "job")];
        fields.extend(more);
        who.query("sts", "AssumeRole", &fields).await
    };
    let known = [("ExternalId", "secret")];
    assume(&root, &known).await.good();
    assume(&root, &[]).await.refused("AccessDenied");
    assume(&root, &[("ExternalId", "guess")])
        .await
        .refused("AccessDenied");
    assume(&other, &known).await.refused("AccessDenied");
    let long = [("ExternalId", "secret"), ("DurationSeconds", "7200")];
    assume(&root, &long).await.refused("MaxSessionDuration");
    let tagged = [
        ("ExternalId", "secret"),
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", "v"),
    ];
    assume(&root, &tagged).await.refused("sts:TagSession");
}
