//! Who calls.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait IdentityPort: Send + Sync {
    /// `GetCallerIdentity`: the ARN of the user, of the root user, or of the role behind a session, as
    /// Lake Formation takes it for an administrator.
    async fn principal(&self) -> Result<String, Fault>;
}
