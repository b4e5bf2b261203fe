//! A session: one target, one name, one account of what was called.

use std::{sync::Arc, time::Duration};

use aws_config::{BehaviorVersion, identity::IdentityCache};
use aws_credential_types::provider::SharedCredentialsProvider;
#[cfg(not(feature = "sts"))]
use aws_credential_types::{
    credential_fn::provide_credentials_fn, provider::error::CredentialsError,
};
use aws_smithy_runtime_api::client::{
    http::SharedHttpClient, identity::SharedIdentityCache,
    stalled_stream_protection::StalledStreamProtectionConfig,
};
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use aws_types::{SdkConfig, app_name::AppName, region::Region};
use connect_model::{Arn, Target};
use reconcile::{Clock, Haste, Pace, Urgency};

use crate::{
    aws::Aws,
    call::Caller,
    login::Login,
    meter::{CallWatch, Meter},
    time::SdkClock,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// No call of a control plane has an answer worth waiting for any longer.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
/// Getting the credentials of a role may wait for the pace, and then for an attempt.
const LOGIN_TIMEOUT: Duration = Duration::from_mins(1);
const APP_NAME: &str = "trunkline";

/// What a session is made of.
#[derive(Clone, Debug)]
pub struct SessionConfig {
    /// Where.
    pub target: Target,
    /// The id of the job. It becomes the name of the role session, so that the rows of `CloudTrail`
    /// lead back to it.
    pub name: String,
    /// Where the first credentials come from.
    pub login: Login,
    /// The way to AWS: [`http_client`](crate::http_client), or that of a simulator.
    pub http_client: SharedHttpClient,
    /// Time, for signatures, expiry, timeouts and the meter.
    pub clock: Arc<dyn Clock>,
    /// The pace, shared by all sessions of the process.
    pub pace: Arc<dyn Pace>,
    /// Who goes first when a lane is short, until its [`Session::haste`] says something else.
    pub urgency: Urgency,
    /// Hears of every call.
    pub watch: Option<Arc<dyn CallWatch>>,
}

/// Calls to one target under one name.
#[derive(Clone, Debug)]
pub struct Session {
    aws: Arc<Aws>,
    name: String,
}

// === impl Session ===

impl Session {
    /// Opens a session. Nothing is called yet; credentials are got with the first call.
    pub async fn open(config: SessionConfig) -> Self {
        let meter = Arc::new(Meter::new(config.watch.clone()));
        let caller = Caller {
            account: config.target.account.clone(),
            region: config.target.region.clone(),
            haste: Haste::new(config.urgency),
            clock: Arc::clone(&config.clock),
            pace: Arc::clone(&config.pace),
            meter,
        };
        let sdk = sdk_config(&config, &caller).await;
        Self {
            aws: Arc::new(Aws::new(&config.target, &config.name, caller, &sdk)),
            name: config.name,
        }
    }

    /// What the kinds of things call: Amazon Connect, and each other service that is built in.
    #[cfg(feature = "connect")]
    pub fn ports(&self) -> connect_resources::Ports {
        crate::ports::of_kinds(&self.aws)
    }

    /// What a port of flows calls beside the kinds of things: Amazon Connect, and each other service
    /// that is built in.
    #[cfg(feature = "connect")]
    pub fn flow_calls(&self) -> flow_port::Calls {
        crate::ports::of_flows(&self.aws)
    }

    /// What an import of agents calls beside the kinds of things.
    #[cfg(feature = "connect")]
    pub fn agent_calls(&self) -> connect_agents::Calls {
        connect_agents::Calls::of(&self.aws)
    }

    /// What upkeep of governance, cost and tags call.
    #[cfg(feature = "governance")]
    pub fn upkeep_calls(&self) -> connect_governance::port::upkeep::UpkeepCalls {
        crate::governance::upkeep::calls(&self.aws)
    }

    /// What a watch over arriving files calls.
    #[cfg(all(feature = "s3", feature = "sqs"))]
    pub fn arrival_calls(&self) -> Arc<dyn connect_agents::arrival::ArrivalPort> {
        Arc::clone(&self.aws) as _
    }

    /// What an agent directory in a table calls
    /// ([`TableDirectory`](connect_agents::table::TableDirectory)).
    #[cfg(feature = "dynamodb")]
    pub fn agent_table(&self) -> Arc<dyn connect_agents::table::TablePort> {
        Arc::clone(&self.aws) as _
    }

    /// What an analytics share calls.
    #[cfg(all(
        feature = "athena",
        feature = "connect",
        feature = "events",
        feature = "glue",
        feature = "iam",
        feature = "kms",
        feature = "lakeformation",
        feature = "ram",
        feature = "s3",
        feature = "scheduler",
        feature = "sts"
    ))]
    pub fn share_calls(&self) -> analytics_share::port::Calls {
        analytics_share::port::Calls::of(&self.aws)
    }

    /// What is called to look at an instance and its surroundings.
    #[cfg(feature = "governance")]
    pub fn governance_calls(&self) -> connect_governance::port::Calls {
        crate::governance::calls(&self.aws)
    }

    /// What mends findings of governance.
    #[cfg(feature = "governance")]
    pub fn mend_calls(&self) -> connect_governance::mend::Calls {
        connect_governance::mend::Calls::of(&self.aws)
    }

    /// What attaching policies to a role calls.
    #[cfg(feature = "governance")]
    pub fn identities(&self) -> Arc<dyn connect_governance::port::IdentityPort> {
        Arc::clone(&self.aws) as _
    }

    /// The same session by another role, which is assumed by means of its credentials: with its name, its
    /// pace and its meter. Nothing is called yet.
    #[cfg(feature = "sts")]
    #[must_use]
    pub fn assuming(&self, role: &Arn) -> Self {
        let Aws {
            target,
            caller,
            sdk,
            ..
        } = &*self.aws;
        let target = Target {
            role_arn: Some(role.clone()),
            // What the target's role asks for is nothing to this one.
            external_id: None,
            ..target.clone()
        };
        let role = crate::role::Role::new(role.as_str(), &target, &self.name, caller, sdk);
        let provider = SharedCredentialsProvider::new(role);
        let sdk = sdk.to_builder().credentials_provider(provider);
        let sdk = sdk.identity_cache(identity_cache()).build();
        Self {
            aws: Arc::new(Aws::new(&target, &self.name, caller.clone(), &sdk)),
            name: self.name.clone(),
        }
    }

    /// Who goes first when a lane is short, as of now.
    pub fn haste(&self) -> Haste {
        self.aws.caller.haste.clone()
    }

    /// What tells the quotas of the account.
    #[cfg(feature = "servicequotas")]
    pub fn quotas(&self) -> Arc<dyn connect_resources::QuotaPort> {
        Arc::clone(&self.aws) as _
    }

    /// What was called so far.
    pub fn meter(&self) -> &Meter {
        &self.aws.caller.meter
    }

    /// Asks STS whose credentials these are. A fault of class `Denied` and code `AccountMismatch` if
    /// they are not for the target's account: then nothing may be written.
    #[cfg(feature = "sts")]
    pub async fn verify_account(&self) -> Result<(), connect_model::Fault> {
        self.aws.verify_account().await
    }
}

/// The SDK's configuration: it never repeats by itself, reads no clock but ours, and takes nothing
/// but credentials from its surroundings.
async fn sdk_config(config: &SessionConfig, caller: &Caller) -> SdkConfig {
    let target = &config.target;
    let clock = SdkClock(Arc::clone(&config.clock));
    let mut plain = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .app_name(AppName::new(APP_NAME).expect("the name is letters"))
        .region(Region::new(target.region.to_string()))
        .http_client(config.http_client.clone())
        .time_source(clock.clone())
        .sleep_impl(clock)
        .identity_cache(identity_cache())
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(CONNECT_TIMEOUT)
                .operation_attempt_timeout(ATTEMPT_TIMEOUT)
                .build(),
        );
    plain.set_endpoint_url(target.endpoint.clone());
    let plain = plain.build();
    let first = config.login.provider(target, &plain).await;
    let base = plain.into_builder().credentials_provider(first).build();
    match &target.role_arn {
        None => base,
        Some(role) => {
            let role = role_provider(role, config, caller, &base);
            base.into_builder().credentials_provider(role).build()
        }
    }
}

fn identity_cache() -> SharedIdentityCache {
    IdentityCache::lazy().load_timeout(LOGIN_TIMEOUT).build()
}

#[cfg(feature = "sts")]
fn role_provider(
    role: &Arn,
    config: &SessionConfig,
    caller: &Caller,
    base: &SdkConfig,
) -> SharedCredentialsProvider {
    let (target, session) = (&config.target, &config.name);
    let role = crate::role::Role::new(role.as_str(), target, session, caller, base);
    SharedCredentialsProvider::new(role)
}

/// Without STS no role can be assumed, and going on without it would write to the wrong account.
#[cfg(not(feature = "sts"))]
fn role_provider(
    role: &Arn,
    _: &SessionConfig,
    _: &Caller,
    _: &SdkConfig,
) -> SharedCredentialsProvider {
    let role = role.clone();
    SharedCredentialsProvider::new(provide_credentials_fn(move || {
        let message = format!("this program is built without STS, so it cannot assume {role}");
        async { Err(CredentialsError::invalid_configuration(message)) }
    }))
}
