//! Steps towards what it takes to ask a question: key, bucket, workgroup, role, schedules.

use reconcile::StepId;

use super::{BucketSetting, Draft, Task};
use crate::{
    policy,
    seen::SeenBucket,
    trust,
    wanted::{self, scheduled},
};

/// Steps that others wait for.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) role: Option<StepId>,
    pub(super) permit: Option<StepId>,
    bucket: Vec<StepId>,
    workgroup: Option<StepId>,
}

impl Draft<'_> {
    pub(super) fn reading(&mut self, shared: &[StepId]) -> Reading {
        let key = self.key();
        let mut reading = Reading {
            bucket: self.bucket(key.as_ref()),
            ..Reading::default()
        };
        reading.workgroup = self.workgroup(key.as_ref(), &reading.bucket);
        self.role(shared, key.as_ref(), &mut reading);
        self.schedules(&reading);
        reading
    }

    fn key(&mut self) -> Option<StepId> {
        let is_missing = self.deal.share.results.create_kms_key && self.seen.key.is_none();
        let alias = self.deal.share.key_alias();
        is_missing.then(|| {
            self.steps.add(
                ("key", &alias, "create"),
                "kms:CreateKey",
                [],
                Task::CreateKey,
            )
        })
    }

    fn bucket(&mut self, key: Option<&StepId>) -> Vec<StepId> {
        if !self.deal.share.results.create {
            return Vec::new();
        }
        let name = self.deal.bucket();
        let seen = self.seen.bucket.as_ref();
        let create = seen.is_none().then(|| {
            self.steps.add(
                ("bucket", &name, "create"),
                "s3:CreateBucket",
                [],
                Task::CreateBucket,
            )
        });
        let mut steps: Vec<StepId> = create.iter().cloned().collect();
        for setting in self.settings(seen) {
            let (aspect, lane) = setting.words();
            let key = key.filter(|_| setting == BucketSetting::Encryption);
            let needs: Vec<StepId> = create.iter().chain(key).cloned().collect();
            let task = Task::SetBucket(setting);
            steps.push(self.steps.add(("bucket", &name, aspect), lane, needs, task));
        }
        steps
    }

    /// The settings that differ. A new bucket has its own encryption, and no public access (S3 since
    /// April 2023); that is said all the same, where somebody looks.
    fn settings(&self, seen: Option<&SeenBucket>) -> Vec<BucketSetting> {
        let results = &self.deal.share.results;
        let has_key = results.create_kms_key || results.kms_key.is_some();
        let is_key = |it: &SeenBucket| it.kms_key.is_some() && it.kms_key == self.kms_key;
        let expires = |it: &SeenBucket| {
            it.expiry.as_ref().is_some_and(|expiry| {
                expiry.days == results.retention_days && expiry.prefix == policy::RESULTS_PREFIX
            })
        };
        let all = [
            (
                BucketSetting::PublicAccess,
                seen.is_some_and(|it| it.is_blocked),
            ),
            (
                BucketSetting::Encryption,
                !has_key || seen.is_some_and(is_key),
            ),
            (BucketSetting::Policy, seen.is_some_and(|it| it.is_tls_only)),
            (BucketSetting::Expiry, seen.is_some_and(expires)),
        ];
        let open = all.into_iter().filter(|(_, is_so)| !is_so);
        open.map(|(setting, _)| setting).collect()
    }

    fn workgroup(&mut self, key: Option<&StepId>, bucket: &[StepId]) -> Option<StepId> {
        if !self.deal.share.workgroup.create {
            return None;
        }
        let wanted = wanted::workgroup(self.deal, self.kms_key.as_deref());
        let (aspect, lane, task) = match &self.seen.workgroup {
            None => ("create", "athena:CreateWorkGroup", Task::CreateWorkgroup),
            Some(there) if *there == wanted && key.is_none() => return None,
            Some(_) => ("update", "athena:UpdateWorkGroup", Task::UpdateWorkgroup),
        };
        let needs: Vec<StepId> = key.into_iter().chain(bucket).cloned().collect();
        Some(
            self.steps
                .add(("workgroup", &wanted.name, aspect), lane, needs, task),
        )
    }

    fn role(&mut self, shared: &[StepId], key: Option<&StepId>, reading: &mut Reading) {
        if !self.deal.share.query_role.create {
            return;
        }
        let (name, seen) = (self.deal.share.role(), self.seen.role.as_ref());
        let of = |aspect| ("role", name.as_str(), aspect);
        match seen {
            None => {
                let task = Task::CreateRole;
                reading.role = Some(self.steps.add(of("create"), "iam:CreateRole", [], task));
            }
            Some(role) if policy::same(&role.trust, &trust::over(self.deal, role)) => {}
            Some(_) => {
                let lane = "iam:UpdateAssumeRolePolicy";
                reading.role = Some(self.steps.add(of("trust"), lane, [], Task::TrustRole));
            }
        }
        let wanted = self.grounds().map(|it| policy::permissions(self.deal, &it));
        let there = seen.and_then(|role| role.permissions.as_deref());
        let is_so = (there.zip(wanted.as_deref())).is_some_and(|(a, b)| policy::same(a, b));
        if !is_so {
            let needs = shared.iter().chain(key).chain(&reading.role).cloned();
            let needs: Vec<StepId> = needs.collect();
            let permit = self
                .steps
                .add(of("permit"), "iam:PutRolePolicy", needs, Task::PermitRole);
            reading.permit = Some(permit);
        }
    }

    fn schedules(&mut self, reading: &Reading) {
        let share = self.deal.share;
        for export in scheduled(share) {
            let name = share.schedule(export.name.as_str());
            let wanted = crate::act::schedule(self.deal, export);
            let (aspect, lane) = match self.seen.schedules.get(&name) {
                None => ("create", "scheduler:CreateSchedule"),
                Some(there) if there.record == wanted => continue,
                Some(_) => ("update", "scheduler:UpdateSchedule"),
            };
            let parts = [&reading.role, &reading.permit, &reading.workgroup];
            let needs = parts.into_iter().flatten().chain(&reading.bucket).cloned();
            let needs: Vec<StepId> = needs.collect();
            let export = export.name.to_string();
            let task = Task::Schedule { export };
            self.steps
                .add(("schedule", &name, aspect), lane, needs, task);
        }
    }
}

// === impl BucketSetting ===

impl BucketSetting {
    /// The aspect, and the call that sets it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PublicAccess => ("public-access", "s3:PutPublicAccessBlock"),
            Self::Encryption => ("encryption", "s3:PutBucketEncryption"),
            Self::Policy => ("policy", "s3:PutBucketPolicy"),
            Self::Expiry => ("expiry", "s3:PutBucketLifecycleConfiguration"),
        }
    }
}
