//! Steps towards keys, buckets, and data that goes there.

use std::collections::BTreeMap;

use connect_model::governance::{KeptSpec, KeySpec};
use connect_resources::bucket::is_tls_only;
use reconcile::StepId;

use super::{BucketPart, Steps, Task};
use crate::{
    inventory::instance_arn,
    upkeep::{key_policy, seen::BucketRecord, wanted},
};

impl Steps<'_> {
    pub(super) fn storage(&mut self) {
        let governance = self.deal.governance;
        let mut made = BTreeMap::new();
        for key in &governance.keys {
            let create = self.key(key);
            made.extend(create.map(|step| (key.name.as_str(), step)));
        }
        let mut filled = BTreeMap::new();
        for bucket in wanted::buckets(self.deal) {
            let key = wanted::sealing(self.deal, bucket);
            let create = key.and_then(|kept| kept.key.as_ref());
            let create = create.and_then(|name| made.get(name.as_str())).cloned();
            filled.insert(bucket, self.bucket(bucket, create.as_ref()));
        }
        let mark = self.mark();
        for kept in &governance.storage {
            let key = kept.key.as_ref().and_then(|name| made.get(name.as_str()));
            let bucket = filled.get(kept.bucket.as_str()).into_iter().flatten();
            let needs = key.into_iter().chain(bucket).chain(&mark);
            let needs = needs.cloned().collect();
            self.kept(kept, needs);
        }
    }

    /// Answers the step that makes it, if it is to be made.
    fn key(&mut self, spec: &KeySpec) -> Option<StepId> {
        let (name, seen) = (spec.name.as_str(), self.seen.keys.get(spec.name.as_str()));
        let key = name.to_owned();
        let Some(seen) = seen else {
            let task = Task::CreateKey { key: key.clone() };
            let create = self
                .made
                .add(("key", name, "create"), "kms:CreateKey", [], task);
            self.alias(name, Some(create.clone()));
            if spec.rotation {
                self.rotation(name, true, Some(create.clone()));
            }
            return Some(create);
        };
        if !seen.has_alias {
            self.alias(name, None);
        }
        if seen.rotates != spec.rotation {
            self.rotation(name, spec.rotation, None);
        }
        let place = self.deal.place();
        if !key_policy::is_so(&seen.policy, spec, place) {
            let task = Task::SetKeyPolicy { key };
            self.made
                .add(("key", name, "policy"), "kms:PutKeyPolicy", [], task);
        }
        None
    }

    fn alias(&mut self, name: &str, create: Option<StepId>) {
        let key = name.to_owned();
        let task = Task::NameKey { key };
        self.made
            .add(("key", name, "alias"), "kms:CreateAlias", create, task);
    }

    fn rotation(&mut self, name: &str, is_on: bool, create: Option<StepId>) {
        let lane = if is_on {
            "kms:EnableKeyRotation"
        } else {
            "kms:DisableKeyRotation"
        };
        let key = name.to_owned();
        let task = Task::RotateKey { key, is_on };
        self.made.add(("key", name, "rotation"), lane, create, task);
    }

    /// Answers all steps of a bucket: nothing is to go there before it is as it should be.
    fn bucket(&mut self, name: &str, key: Option<&StepId>) -> Vec<StepId> {
        let seen = self.seen.bucket(name);
        let mut steps = Vec::new();
        let create = seen.is_none().then(|| {
            let bucket = name.to_owned();
            let task = Task::CreateBucket { bucket };
            self.made
                .add(("bucket", name, "create"), "s3:CreateBucket", [], task)
        });
        steps.extend(create.clone());
        for part in self.parts(name, seen) {
            let (aspect, lane) = part.words();
            let key = key.filter(|_| part == BucketPart::Encryption).cloned();
            let needs = create.clone().into_iter().chain(key);
            let bucket = name.to_owned();
            let task = Task::SetBucket { bucket, part };
            steps.push(self.made.add(("bucket", name, aspect), lane, needs, task));
        }
        let there = seen.map(|it| it.rules.as_slice()).unwrap_or_default();
        let rules = wanted::open_rules(self.deal, name, there);
        if !rules.is_empty() {
            let lane = "s3:PutBucketLifecycleConfiguration";
            let bucket = name.to_owned();
            let task = Task::KeepRules { bucket, rules };
            steps.push(
                self.made
                    .add(("bucket", name, "lifecycle"), lane, create, task),
            );
        }
        steps
    }

    /// The settings that differ. A new bucket has no public access by itself; that is said all the same,
    /// where somebody looks.
    fn parts(&self, name: &str, seen: Option<&BucketRecord>) -> Vec<BucketPart> {
        let arn = format!("arn:{}:s3:::{name}", self.deal.region.partition());
        let key = wanted::sealing(self.deal, name).map(|kept| self.known_key(kept));
        let is_sealed = |it: &BucketRecord| match &key {
            None => true,
            Some(key) => key.is_some() && it.kms_key == *key,
        };
        let all = [
            (
                BucketPart::PublicAccess,
                seen.is_some_and(|it| it.is_blocked),
            ),
            (
                BucketPart::Encryption,
                seen.map_or_else(|| key.is_none(), is_sealed),
            ),
            (
                BucketPart::Policy,
                seen.is_some_and(|it| is_tls_only(it.policy.as_deref(), &arn)),
            ),
        ];
        let open = all.into_iter().filter(|(_, is_so)| !is_so);
        open.map(|(part, _)| part).collect()
    }

    /// The ARN of the key of some data, if it is there.
    fn known_key(&self, kept: &KeptSpec) -> Option<String> {
        let keys = &self.seen.keys;
        let made = |name: &str| keys.get(name).map(|key| key.record.arn.clone());
        wanted::key_arn(kept, self.seen, made)
    }

    /// Says on the instance which data is kept here, so that its centre does not take it for its own. This
    /// comes first.
    fn mark(&mut self) -> Option<StepId> {
        let instance = self.seen.instance.as_ref()?;
        let tags = wanted::mark(self.deal, &instance.tags)?;
        let (account, region) = self.deal.place();
        let task = Task::Tag {
            what: format!("instance/{}", self.deal.alias()),
            arn: instance_arn(account, region, &instance.id),
            tags,
        };
        let id = ("instance", self.deal.alias(), "governed");
        Some(self.made.add(id, "connect:TagResource", [], task))
    }

    fn kept(&mut self, kept: &KeptSpec, needs: Vec<StepId>) {
        let (sort, key) = (kept.data, self.known_key(kept));
        let is_key_open = wanted::has_key(kept) && key.is_none();
        let wanted = wanted::destination(kept, self.seen, key);
        let (aspect, lane, task) = match self.seen.storage.get(&sort) {
            None => (
                "associate",
                "connect:AssociateInstanceStorageConfig",
                Task::Associate { sort },
            ),
            Some((_, there)) if *there == wanted && !is_key_open => return,
            Some(_) => (
                "redirect",
                "connect:UpdateInstanceStorageConfig",
                Task::Redirect { sort },
            ),
        };
        self.made
            .add(("storage", sort.as_str(), aspect), lane, needs, task);
    }
}

// === impl BucketPart ===

impl BucketPart {
    /// The aspect, and the lane of its call.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PublicAccess => ("public-access", "s3:PutPublicAccessBlock"),
            Self::Encryption => ("encryption", "s3:PutBucketEncryption"),
            Self::Policy => ("policy", "s3:PutBucketPolicy"),
        }
    }
}
