//! The two documents of a federation role, as the administrator guide of Amazon Connect has them
//! (Configure SAML with IAM): who may take it, and that it may do nothing but sign in.

use serde_json::{Value, json};

/// What the ARN of an instance is followed by.
const SELF: &str = "/user/${aws:userid}";

/// Users of the provider may take the role.
pub(super) fn trust(provider: &str) -> String {
    trusting(provider).to_string()
}

/// The role may sign in the user who has it.
pub(super) fn permissions(instance: &str) -> String {
    permitting(instance).to_string()
}

/// The provider, if this is exactly the document for one.
pub(super) fn trusted(document: &str) -> Option<String> {
    let document: Value = serde_json::from_str(document).ok()?;
    let provider = document["Statement"][0]["Principal"]["Federated"].as_str()?;
    (document == trusting(provider)).then(|| provider.to_owned())
}

/// The instance, if this is exactly the document for one.
pub(super) fn permitted(document: &str) -> Option<String> {
    let document: Value = serde_json::from_str(document).ok()?;
    let resource = document["Statement"][0]["Resource"].as_str()?;
    let instance = resource.strip_suffix(SELF)?;
    (document == permitting(instance)).then(|| instance.to_owned())
}

fn trusting(provider: &str) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": provider },
            "Action": "sts:AssumeRoleWithSAML",
            "Condition": { "StringEquals": { "SAML:aud": audience(provider) } },
        }],
    })
}

fn permitting(instance: &str) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": "connect:GetFederationToken",
            "Resource": format!("{instance}{SELF}"),
        }],
    })
}

/// Where the assertion is sent to, by the partition.
fn audience(provider: &str) -> &'static str {
    match provider.split(':').nth(1) {
        Some("aws-cn") => "https://signin.amazonaws.cn/saml",
        Some("aws-us-gov") => "https://signin.amazonaws-us-gov.com/saml",
        _ => "https://signin.aws.amazon.com/saml",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_again_and_a_wider_one_is_not() {
        let provider = "arn:aws:iam::111111111111:saml-provider/idp";
        assert_eq!(trusted(&trust(provider)).as_deref(), Some(provider));
        let wider = trust(provider).replace("sts:AssumeRoleWithSAML", "sts:*");
        assert_eq!(trusted(&wider), None);
        let instance = "arn:aws:connect:eu-west-2:111111111111:instance/i";
        assert_eq!(permitted(&permissions(instance)).as_deref(), Some(instance));
        let wider = permissions(instance).replace("connect:GetFederationToken", "connect:*");
        assert_eq!(permitted(&wider), None);
    }
}
