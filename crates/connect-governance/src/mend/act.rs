//! One mend, made so.

use async_trait::async_trait;
use connect_model::InstanceId;
use connect_resources::{Trouble, bucket::Setting, instance::Attribute, read};
use reconcile::{Act, Attempt, RunContext, Setback, Step};
use serde_json::Value;

use super::{Calls, tls::demanding_tls};
use crate::{Mend, digest, port::LifecycleDraft};

/// How many bytes of a digest tell the rules of two prefixes apart.
const ID_BYTES: usize = 6;

/// Carries the steps out.
pub(super) struct Hand<'a> {
    pub(super) cx: &'a RunContext,
    pub(super) calls: &'a Calls,
    pub(super) instance: &'a InstanceId,
}

// === impl Hand ===

#[async_trait]
impl Act<Mend> for Hand<'_> {
    /// Every mend may be made again, so nothing is looked at before.
    async fn act(&self, step: &Step<Mend>, _: &Attempt<'_>) -> Result<Value, Setback> {
        self.mend(&step.action).await.map_err(Setback::from)?;
        Ok(Value::Null)
    }
}

impl Hand<'_> {
    async fn mend(&self, mend: &Mend) -> Result<(), Trouble> {
        let Calls {
            buckets,
            log_groups,
            origins,
            remedies,
            ..
        } = self.calls;
        match mend {
            Mend::SetAttribute { attribute, value } => self.switch(attribute, *value).await?,
            Mend::KeepLogs { group, days } => log_groups.keep(group, *days).await?,
            Mend::RotateKey { key } => remedies.rotate_key(key).await?,
            Mend::EnableKey { key } => remedies.enable_key(key).await?,
            Mend::KeepKey { key } => remedies.keep_key(key).await?,
            Mend::BlockPublicAccess { bucket } => {
                buckets
                    .set(bucket, Setting::PublicAccessBlocked(true))
                    .await?;
            }
            Mend::DemandTls { bucket } => self.demand_tls(bucket).await?,
            Mend::AddLifecycle { bucket, .. } => {
                remedies.add_lifecycle(bucket, &draft(mend)).await?;
            }
            Mend::StartTrail { trail } => remedies.start_trail(trail).await?,
            Mend::ValidateTrail { trail } => remedies.validate_trail(trail).await?,
            Mend::RemoveOrigin { origin } => {
                origins.disassociate(self.instance, origin).await?;
            }
            Mend::ActivateTags { keys } => remedies.activate_tags(keys).await?,
        }
        Ok(())
    }

    async fn switch(&self, word: &str, value: bool) -> Result<(), Trouble> {
        let attribute = attribute(word).ok_or_else(|| {
            let message = format!("the attribute {word} of an instance is not known");
            Trouble::stored("ATTRIBUTE_UNKNOWN", message)
        })?;
        let port = &self.calls.instances;
        Ok(port.set(self.instance, attribute, value).await?)
    }

    /// The statement is merged into what the bucket has now, not into what was seen of it.
    async fn demand_tls(&self, bucket: &str) -> Result<(), Trouble> {
        let port = &self.calls.buckets;
        let there = read(self.cx, || port.policy(bucket)).await?;
        match demanding_tls(there.as_deref(), &port.arn(bucket))? {
            Some(policy) => Ok(port.set(bucket, Setting::Policy(Some(&policy))).await?),
            None => Ok(()),
        }
    }
}

/// The attribute by the word of the API: `CONTACTFLOW_LOGS` is `contact_flow_logs` in a spec.
fn attribute(word: &str) -> Option<Attribute> {
    let plain = |word: &str| word.replace('_', "").to_ascii_lowercase();
    let is = |attribute: &&Attribute| plain(attribute.member()) == plain(word);
    Attribute::ALL.iter().find(is).copied()
}

fn draft(mend: &Mend) -> LifecycleDraft {
    let Mend::AddLifecycle {
        prefix,
        expires_days,
        old_versions_days,
        uploads_days,
        ..
    } = mend
    else {
        return LifecycleDraft::default();
    };
    LifecycleDraft {
        id: rule_id(prefix),
        prefix: prefix.clone(),
        expires_days: *expires_days,
        old_versions_days: *old_versions_days,
        uploads_days: *uploads_days,
    }
}

/// One rule for each prefix, whatever it is about. A prefix may be longer than an id.
fn rule_id(prefix: &str) -> String {
    let short = digest::short(prefix, ID_BYTES);
    format!("trunkline-governance-{short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_known_by_the_words_of_the_api() {
        let of_api = [
            "INBOUND_CALLS",
            "OUTBOUND_CALLS",
            "CONTACTFLOW_LOGS",
            "CONTACT_LENS",
            "AUTO_RESOLVE_BEST_VOICES",
            "EARLY_MEDIA",
            "MULTI_PARTY_CONFERENCE",
        ];
        let known: Vec<_> = of_api.into_iter().filter_map(attribute).collect();
        assert_eq!(known, Attribute::ALL);
        assert_eq!(attribute("USE_CUSTOM_TTS_VOICES"), None);
    }

    #[test]
    fn each_prefix_has_a_rule_of_its_own() {
        assert_ne!(rule_id("calls/"), rule_id("chats/"));
        assert_eq!(rule_id(&"p".repeat(1_024)).len(), rule_id("").len());
    }
}
