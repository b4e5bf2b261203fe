//! Whose credentials a session begins with.

use aws_config::{
    default_provider::credentials::DefaultCredentialsChain,
    profile::ProfileFileCredentialsProvider, provider_config::ProviderConfig,
};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_types::SdkConfig;
use connect_model::{AccountId, Secret, Target};

/// Where the first credentials come from; those of the target's role follow from them.
#[derive(Clone, Debug)]
pub enum Login {
    /// The target's profile, or without one the SDK's default chain: environment, profile files, web
    /// identity, container, instance.
    Ambient,
    /// One key.
    Static {
        /// The access key id.
        access_key_id: String,
        /// The secret access key.
        secret_access_key: Secret,
    },
}

// === impl Login ===

impl Login {
    /// The key by which the simulator knows an account.
    pub fn simulated(account: &AccountId) -> Self {
        Self::Static {
            access_key_id: account.to_string(),
            secret_access_key: Secret::new("simulated"),
        }
    }

    /// The first credentials; `plain` has all but credentials.
    pub(crate) async fn provider(
        &self,
        target: &Target,
        plain: &SdkConfig,
    ) -> SharedCredentialsProvider {
        match (self, &target.aws_profile) {
            (Self::Ambient, Some(profile)) => SharedCredentialsProvider::new(
                ProfileFileCredentialsProvider::builder()
                    .configure(&provider_config(plain))
                    .profile_name(profile)
                    .build(),
            ),
            (Self::Ambient, None) => SharedCredentialsProvider::new(
                DefaultCredentialsChain::builder()
                    .configure(provider_config(plain))
                    .region(plain.region().cloned())
                    .build()
                    .await,
            ),
            (
                Self::Static {
                    access_key_id,
                    secret_access_key,
                },
                _,
            ) => SharedCredentialsProvider::new(Credentials::new(
                access_key_id,
                secret_access_key.expose(),
                None,
                None,
                "trunkline",
            )),
        }
    }
}

fn provider_config(plain: &SdkConfig) -> ProviderConfig {
    let mut config = ProviderConfig::without_region().with_region(plain.region().cloned());
    if let Some(http) = plain.http_client() {
        config = config.with_http_client(http);
    }
    if let Some(sleep) = plain.sleep_impl() {
        config = config.with_sleep_impl(sleep);
    }
    if let Some(time) = plain.time_source() {
        config = config.with_time_source(time);
    }
    config
}
