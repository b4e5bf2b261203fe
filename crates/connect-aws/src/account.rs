//! Whose credentials these are.

use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

pub(crate) const WHO: Operation = Operation {
    service: "sts",
    name: "GetCallerIdentity",
};

impl Aws {
    /// Whose the credentials are: the account, and the ARN.
    pub(crate) async fn who(&self) -> Result<(String, String), Fault> {
        let request = self.sts.get_caller_identity();
        let answer = self.caller.send(WHO, request.send()).await?;
        Ok((
            answer.account.unwrap_or_default(),
            answer.arn.unwrap_or_default(),
        ))
    }

    /// Compares the account of the credentials with that of the target.
    pub(crate) async fn verify_account(&self) -> Result<(), Fault> {
        let (found, _) = self.who().await?;
        let wanted = &self.target.account;
        if *wanted == found.as_str() {
            return Ok(());
        }
        let message = format!(
            "the credentials of target {} are for account {found}, not for {wanted}; \
             correct its role, its profile or its account",
            self.target.name
        );
        Err(fault::fault(
            WHO,
            FaultClass::Denied,
            "AccountMismatch",
            message,
        ))
    }
}
