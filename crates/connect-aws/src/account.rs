//! Whose credentials these are.

use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const WHO: Operation = Operation {
    service: "sts",
    name: "GetCallerIdentity",
};

impl Aws {
    /// Compares the account of the credentials with that of the target.
    pub(crate) async fn verify_account(&self) -> Result<(), Fault> {
        let answer = self
            .caller
            .send(WHO, self.sts.get_caller_identity().send())
            .await?;
        let found = answer.account.unwrap_or_default();
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
