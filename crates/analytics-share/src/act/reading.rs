//! What it takes to ask a question, made.

use connect_resources::{
    Trouble,
    bucket::{Setting, with_tls_only},
    look_patiently, read,
    service_role::ServiceRoleDraft,
};
use reconcile::{Attempt, Certainty, Verdict};
use serde_json::{Value, json};

use super::{Hand, is_duplicate};
use crate::{
    ADMINISTRATOR_TAG, SHARE_TAG,
    plan::BucketSetting,
    policy::{self, POLICY_NAME, RESULTS_PREFIX},
    port::KeyRecord,
    trust, wanted,
};

impl Hand<'_> {
    /// KMS takes no token: a key that an earlier try made is found by its tag.
    pub(super) async fn create_key(&self, attempt: &Attempt<'_>) -> Result<Value, Trouble> {
        let (port, share) = (&self.calls().keys, self.deal.share);
        let alias = share.key_alias();
        let mut key = None;
        if attempt.certainty() == Certainty::MayBeDone {
            key = self.made_key().await?;
        }
        let key = if let Some(key) = key {
            key
        } else {
            let description = format!("Results of queries of the share {}", share.name);
            port.create(&description, &self.tags()).await?
        };
        self.known.set_kms_key(&key.arn);
        port.rotate(&key.arn)
            .await
            .map_err(|fault| half_done(&fault))?;
        match port.name(&alias, &key.arn).await {
            Err(fault) if !is_duplicate(&fault) => Err(half_done(&fault)),
            _ => Ok(json!({ "arn": key.arn })),
        }
    }

    /// The key that an earlier try made. KMS has no word against a second one, so what no list shows is
    /// waited for before another is made.
    async fn made_key(&self) -> Result<Option<KeyRecord>, Trouble> {
        let (port, name) = (&self.calls().keys, self.deal.share.name.as_str());
        let found = look_patiently(&*self.cx.clock, &self.cx.cancel, async || {
            Ok(read(self.cx, || port.tagged(SHARE_TAG, name)).await?)
        });
        found.await
    }

    pub(super) async fn create_bucket(&self) -> Result<Value, Trouble> {
        let name = self.deal.bucket();
        match self.calls().buckets.create(&name, &self.tags()).await {
            Err(fault) if !is_duplicate(&fault) => Err(fault.into()),
            _ => Ok(json!({ "bucket": name })),
        }
    }

    pub(super) async fn set_bucket(&self, setting: BucketSetting) -> Result<Value, Trouble> {
        let (port, name) = (&self.calls().buckets, self.deal.bucket());
        let (policy, key);
        let setting = match setting {
            BucketSetting::PublicAccess => Setting::PublicAccessBlocked(true),
            BucketSetting::Policy => {
                let there = match &self.seen.bucket {
                    Some(bucket) => bucket.policy.clone(),
                    None => None,
                };
                policy = with_tls_only(there.as_deref(), &port.arn(&name), true);
                Setting::Policy(policy.as_deref())
            }
            BucketSetting::Expiry => Setting::Expire {
                days: self.deal.share.results.retention_days,
                prefix: RESULTS_PREFIX,
            },
            BucketSetting::Encryption => {
                key = self.known.kms_key().ok_or_else(no_key)?;
                Setting::KmsKey(&key)
            }
        };
        port.set(&name, setting).await?;
        Ok(Value::Null)
    }

    pub(super) async fn create_workgroup(&self) -> Result<Value, Trouble> {
        let wanted = wanted::workgroup(self.deal, self.known.kms_key().as_deref());
        match self.calls().workgroups.create(&wanted, &self.tags()).await {
            Err(fault) if is_duplicate(&fault) => self.update_workgroup().await,
            Err(fault) => Err(fault.into()),
            Ok(()) => Ok(json!({ "workgroup": wanted.name })),
        }
    }

    pub(super) async fn update_workgroup(&self) -> Result<Value, Trouble> {
        let wanted = wanted::workgroup(self.deal, self.known.kms_key().as_deref());
        self.calls().workgroups.update(&wanted).await?;
        Ok(json!({ "workgroup": wanted.name }))
    }

    /// The role keeps the mark of the administrator that is added after it.
    pub(super) async fn create_role(&self) -> Result<Value, Trouble> {
        let mut tags = self.tags();
        if let Some(lake) = &self.seen.lake
            && !lake.settings.administrators.contains(&lake.principal)
        {
            // An ARN may be longer than a tag; then nobody takes the administrator away again.
            let _ = tags.insert(ADMINISTRATOR_TAG, lake.principal.as_str());
        }
        let share = self.deal.share;
        let draft = ServiceRoleDraft {
            name: share.role(),
            path: "/".to_owned(),
            description: format!("Asks questions of the analytics share {}", share.name),
            trust: trust::of(self.deal),
            tags,
        };
        match self.calls().roles.create(&draft).await {
            Err(fault) if is_duplicate(&fault) => self.trust_role().await,
            Err(fault) => Err(fault.into()),
            Ok(known) => Ok(json!(known)),
        }
    }

    pub(super) async fn trust_role(&self) -> Result<Value, Trouble> {
        let name = self.deal.share.role();
        let there = self.seen.role.as_ref();
        let trust = there.map_or_else(|| trust::of(self.deal), |it| trust::over(self.deal, it));
        self.calls().roles.trust(&name, &trust).await?;
        Ok(Value::Null)
    }

    pub(super) async fn permit_role(&self) -> Result<Value, Trouble> {
        let document = policy::permissions(self.deal, &self.known.grounds());
        let name = self.deal.share.role();
        let roles = &self.calls().roles;
        roles.permit(&name, POLICY_NAME, &document).await?;
        Ok(Value::Null)
    }
}

/// The key is made: a repeat looks for it.
fn half_done(fault: &connect_model::Fault) -> Trouble {
    let mut setback = connect_resources::setback(fault);
    if matches!(setback.verdict, Verdict::Again | Verdict::Throttled) {
        setback.verdict = Verdict::Unknown;
    }
    setback.into()
}

/// The step before this one makes it.
fn no_key() -> Trouble {
    Trouble::stored("KEY_UNKNOWN", "the key of results is not known")
}
