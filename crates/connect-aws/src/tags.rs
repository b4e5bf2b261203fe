//! Tags of anything, by the service that its ARN names.

use async_trait::async_trait;
use connect_model::{Fault, Tags};
use connect_resources::TagPort;

use crate::{aws::Aws, connect::tag_map};

/// Whose tags they are.
enum Tagged {
    Connect,
    #[cfg(feature = "s3")]
    Bucket,
    #[cfg(feature = "lambda")]
    Function,
    #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
    Bot,
    #[cfg(feature = "logs")]
    LogGroup,
    #[cfg(feature = "iam")]
    Role,
    #[cfg(feature = "iam")]
    SamlProvider,
}

#[async_trait]
impl TagPort for Aws {
    async fn tag(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        match Tagged::of(arn) {
            Tagged::Connect => {
                let request = self.connect.tag_resource();
                let request = request.resource_arn(arn).set_tags(tag_map(tags));
                self.call("TagResource", request.send()).await?;
                Ok(())
            }
            #[cfg(feature = "s3")]
            Tagged::Bucket => self.tag_bucket(arn, tags).await,
            #[cfg(feature = "lambda")]
            Tagged::Function => self.tag_function(arn, tags).await,
            #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
            Tagged::Bot => self.tag_bot(arn, tags).await,
            #[cfg(feature = "logs")]
            Tagged::LogGroup => self.tag_log_group(arn, tags).await,
            #[cfg(feature = "iam")]
            Tagged::Role => self.tag_role(arn, tags).await,
            #[cfg(feature = "iam")]
            Tagged::SamlProvider => self.tag_saml_provider(arn, tags).await,
        }
    }

    async fn untag(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        match Tagged::of(arn) {
            Tagged::Connect => {
                let request = self.connect.untag_resource();
                let request = request.resource_arn(arn).set_tag_keys(Some(keys.to_vec()));
                self.call("UntagResource", request.send()).await?;
                Ok(())
            }
            #[cfg(feature = "s3")]
            Tagged::Bucket => self.untag_bucket(arn, keys).await,
            #[cfg(feature = "lambda")]
            Tagged::Function => self.untag_function(arn, keys).await,
            #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
            Tagged::Bot => self.untag_bot(arn, keys).await,
            #[cfg(feature = "logs")]
            Tagged::LogGroup => self.untag_log_group(arn, keys).await,
            #[cfg(feature = "iam")]
            Tagged::Role => self.untag_role(arn, keys).await,
            #[cfg(feature = "iam")]
            Tagged::SamlProvider => self.untag_saml_provider(arn, keys).await,
        }
    }
}

// === impl Tagged ===

impl Tagged {
    /// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
    fn of(arn: &str) -> Self {
        let mut parts = arn.splitn(6, ':').skip(2);
        match (parts.next(), parts.last()) {
            #[cfg(feature = "s3")]
            (Some("s3"), _) => Self::Bucket,
            #[cfg(feature = "lambda")]
            (Some("lambda"), _) => Self::Function,
            #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
            (Some("lex"), _) => Self::Bot,
            #[cfg(feature = "logs")]
            (Some("logs"), _) => Self::LogGroup,
            #[cfg(feature = "iam")]
            (Some("iam"), Some(resource)) if resource.starts_with("role/") => Self::Role,
            #[cfg(feature = "iam")]
            (Some("iam"), _) => Self::SamlProvider,
            _ => Self::Connect,
        }
    }
}
