//! Keys, buckets, and where data goes, made so.

use connect_model::{Fault, governance::DataSort};
use connect_resources::{
    Trouble,
    bucket::{Setting, with_tls_only},
    look_patiently, read,
    storage::Destination,
};
use reconcile::{Attempt, Certainty};
use serde_json::{Value, json};

use super::{Hand, is_duplicate, undeclared};
use crate::{
    port::upkeep::{ExpiryRule, KeyDraft, KeyPort, KeyRecord},
    upkeep::{BucketPart, GOVERNANCE_TAG, key_policy, observe, seen::SeenInstance, wanted},
};

impl Hand<'_> {
    /// KMS takes no token: a key that an earlier try made is found by its tag.
    pub(super) async fn create_key(
        &self,
        name: &str,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        let port = self.calls.keys().map_err(Fault::from)?;
        let spec = wanted::key(self.deal, name).ok_or_else(|| undeclared(name))?;
        let mut key = None;
        if attempt.certainty() == Certainty::MayBeDone {
            key = self.made_key(port, name).await?;
        }
        let key = if let Some(key) = key {
            key
        } else {
            let usual = || format!("{name} of {}", self.deal.alias());
            let place = self.deal.place();
            let draft = KeyDraft {
                description: spec.description.clone().unwrap_or_else(usual),
                policy: key_policy::over(None, spec, place),
                tags: wanted::tags(self.deal, &wanted::key_mark(self.deal, name)),
            };
            port.create(&draft).await?
        };
        self.known.set_key(name, &key.arn);
        Ok(json!({ "arn": key.arn }))
    }

    /// The key that an earlier try made. KMS has no word against a second one, so what no list shows is
    /// waited for before another is made.
    async fn made_key(&self, port: &dyn KeyPort, name: &str) -> Result<Option<KeyRecord>, Trouble> {
        let mark = wanted::key_mark(self.deal, name);
        let found = look_patiently(&*self.cx.clock, &self.cx.cancel, async || {
            Ok(read(self.cx, || port.tagged(GOVERNANCE_TAG, &mark)).await?)
        });
        found.await
    }

    /// An alias that is there by now leads to this key, or somebody else was quicker.
    pub(super) async fn name_key(&self, name: &str) -> Result<Value, Trouble> {
        let port = self.calls.keys().map_err(Fault::from)?;
        let (alias, key) = (wanted::alias(self.deal, name), self.key(name)?);
        match port.name(&alias, &key).await {
            Err(fault) if is_duplicate(&fault) => {
                let there = read(self.cx, || port.key(&alias)).await?;
                if there.is_some_and(|it| it.arn == key) {
                    return Ok(json!({ "alias": alias }));
                }
                let message = format!("{alias} leads to another key by now");
                Err(Trouble::stored("ALIAS_TAKEN", message))
            }
            Err(fault) => Err(fault.into()),
            Ok(()) => Ok(json!({ "alias": alias })),
        }
    }

    pub(super) async fn rotate_key(&self, name: &str, is_on: bool) -> Result<Value, Trouble> {
        let port = self.calls.keys().map_err(Fault::from)?;
        port.rotate(&self.key(name)?, is_on).await?;
        Ok(Value::Null)
    }

    pub(super) async fn set_key_policy(&self, name: &str) -> Result<Value, Trouble> {
        let port = self.calls.keys().map_err(Fault::from)?;
        let spec = wanted::key(self.deal, name).ok_or_else(|| undeclared(name))?;
        let there = self.seen.keys.get(name).map(|key| key.policy.as_str());
        let place = self.deal.place();
        let policy = key_policy::over(there, spec, place);
        port.set_policy(&self.key(name)?, &policy).await?;
        Ok(Value::Null)
    }

    pub(super) async fn create_bucket(&self, name: &str) -> Result<Value, Trouble> {
        let port = self.calls.ports.bucket()?;
        let tags = wanted::tags(self.deal, self.deal.alias());
        match port.create(name, &tags).await {
            Err(fault) if !is_duplicate(&fault) => Err(fault.into()),
            _ => Ok(json!({ "bucket": name })),
        }
    }

    pub(super) async fn set_bucket(&self, name: &str, part: BucketPart) -> Result<Value, Trouble> {
        let buckets = self.calls.ports.bucket()?;
        let (policy, made);
        let setting = match part {
            BucketPart::PublicAccess => Setting::PublicAccessBlocked(true),
            BucketPart::Policy => {
                let there = self.seen.bucket(name);
                let there = there.and_then(|it| it.policy.as_deref());
                policy = with_tls_only(there, &buckets.arn(name), true);
                Setting::Policy(policy.as_deref())
            }
            BucketPart::Encryption => {
                let kept = wanted::sealing(self.deal, name).ok_or_else(|| undeclared(name))?;
                let known = |name: &str| self.known.key(name);
                let arn = wanted::key_arn(kept, self.seen, known);
                made = arn.ok_or_else(|| no_key(name))?;
                Setting::KmsKey(&made)
            }
        };
        buckets.set(name, setting).await?;
        Ok(Value::Null)
    }

    pub(super) async fn keep_rules(
        &self,
        bucket: &str,
        rules: &[ExpiryRule],
    ) -> Result<Value, Trouble> {
        let port = self.calls.lifecycles().map_err(Fault::from)?;
        port.keep(bucket, rules).await?;
        Ok(Value::Null)
    }

    pub(super) async fn associate(
        &self,
        sort: DataSort,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        let destination = self.destination(sort)?;
        let token = attempt.token().await.to_string();
        let (port, instance) = (&self.calls.ports.storage, self.instance()?);
        let made = port.associate(&instance.id, sort.as_str(), &destination, &token);
        match made.await {
            Err(fault) if is_duplicate(&fault) => self.redirect(sort).await,
            Err(fault) => Err(fault.into()),
            Ok(id) => Ok(json!({ "association": id.as_str() })),
        }
    }

    pub(super) async fn redirect(&self, sort: DataSort) -> Result<Value, Trouble> {
        let (destination, instance) = (self.destination(sort)?, self.instance()?);
        let calls = self.calls;
        let listed = observe::associated(self.cx, calls, &instance.id, sort).await?;
        let Some((id, there)) = listed.into_iter().next() else {
            let message = format!("{} goes nowhere any more; ensure it again", sort.as_str());
            return Err(Trouble::stored("ASSOCIATION_GONE", message));
        };
        if there != destination {
            let port = &calls.ports.storage;
            let updated = port.update(&instance.id, sort.as_str(), &id, &destination);
            updated.await?;
        }
        Ok(json!({ "association": id.as_str() }))
    }

    fn destination(&self, sort: DataSort) -> Result<Destination, Trouble> {
        let kept = wanted::kept(self.deal, sort).ok_or_else(|| undeclared(sort.as_str()))?;
        let key = wanted::key_arn(kept, self.seen, |name| self.known.key(name));
        if wanted::has_key(kept) && key.is_none() {
            return Err(no_key(sort.as_str()));
        }
        Ok(wanted::destination(kept, self.seen, key))
    }

    fn instance(&self) -> Result<&SeenInstance, Trouble> {
        let instance = self.seen.instance.as_ref();
        instance.ok_or_else(|| undeclared("the instance"))
    }

    fn key(&self, name: &str) -> Result<String, Trouble> {
        self.known.key(name).ok_or_else(|| no_key(name))
    }
}

/// The step before this one makes it.
fn no_key(of: &str) -> Trouble {
    Trouble::stored("KEY_UNKNOWN", format!("the key of {of} is not known"))
}
