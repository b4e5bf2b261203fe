//! Who calls, as Lake Formation knows principals.

use analytics_share::port::IdentityPort;
use async_trait::async_trait;
use connect_model::{Arn, Fault};

use crate::{aws::Aws, fault};

#[async_trait]
impl IdentityPort for Aws {
    /// The ARN of a session has no path of its role, so a role that has one is known by the
    /// configuration of the target alone.
    async fn principal(&self) -> Result<String, Fault> {
        if let Some(role) = &self.target.role_arn {
            return Ok(role.to_string());
        }
        let (_, arn) = self.who().await?;
        role_of(&arn).ok_or_else(|| fault::unreadable(crate::account::WHO, "it has no ARN"))
    }
}

/// The role behind `assumed-role/NAME/SESSION`; anything else is itself.
fn role_of(arn: &str) -> Option<String> {
    let read = Arn::parse(arn).ok()?;
    let Some(session) = read.resource().strip_prefix("assumed-role/") else {
        return Some(arn.to_owned());
    };
    let name = session.split('/').next()?;
    let (partition, account) = (read.partition(), read.account());
    Some(format!("arn:{partition}:iam::{account}:role/{name}"))
}

#[cfg(test)]
mod tests {
    use super::role_of;

    #[test]
    fn a_session_is_known_by_its_role() {
        let session = "arn:aws:sts::222222222222:assumed-role/trunkline/job-1";
        let role = "arn:aws:iam::222222222222:role/trunkline";
        assert_eq!(role_of(session).as_deref(), Some(role));
        let root = "arn:aws:iam::222222222222:root";
        assert_eq!(role_of(root).as_deref(), Some(root));
        assert_eq!(role_of(""), None);
    }
}
