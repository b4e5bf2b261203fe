//! Where work is done: a named account and Region, and the way in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AccountId, Arn, Region};

text! {
    /// The name of a target: 1 to 63 lower-case letters, digits and inner hyphens.
    TargetName, "a target name: 1 to 63 lower-case letters, digits and inner hyphens",
        Some("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"), is_target_name, as "bad-target-name";
}

/// A named account and Region, as the daemon's configuration declares it.
///
/// Requests name a target, never a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The name by which requests choose it.
    pub name: TargetName,
    /// The account, which is compared with what STS says before the first write.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    /// The profile of the AWS configuration files to start from, else the default chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws_profile: Option<String>,
    /// The role to assume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<Arn>,
    /// The external id that the role's trust policy asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The URL of any AWS-compatible server to use in place of AWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The path of a PEM file with the authority that signed the endpoint's certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
    /// Words by which a fleet is selected.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

fn is_target_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_checked_when_it_is_read() {
        let target: Target = serde_json::from_str(
            r#"{"name": "prod-london", "account": "111111111111", "region": "eu-west-2",
                "role_arn": "arn:aws:iam::111111111111:role/trunkline", "labels": {"env": "prod"}}"#,
        )
        .unwrap();
        assert_eq!(target.name, "prod-london");
        assert_eq!(target.role_arn.unwrap().resource(), "role/trunkline");
        for bad in [
            r#"{"name": "Prod", "account": "111111111111", "region": "eu-west-2"}"#,
            r#"{"name": "prod", "account": "1", "region": "eu-west-2"}"#,
            r#"{"name": "prod", "account": "111111111111", "region": "eu-west-2", "rolearn": "x"}"#,
        ] {
            assert!(serde_json::from_str::<Target>(bad).is_err(), "{bad}");
        }
    }
}
