//! Ports that keep what they were asked.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, InstanceId, Tags};
use connect_resources::{
    Known, Named, approved_origin, bucket,
    bucket::{Expiry, Setting},
    instance,
    instance::{Attribute, InstanceDraft, InstanceRecord},
    log_group,
    log_group::LogGroupRecord,
};

use crate::port::{LifecycleDraft, RemedyPort};

/// Writes down what it is asked, and refuses what it was told to.
#[derive(Default)]
pub(super) struct Desk {
    asked: Mutex<Vec<String>>,
    policy: Mutex<Option<String>>,
    faults: Mutex<BTreeMap<String, Vec<FaultClass>>>,
}

// === impl Desk ===

impl Desk {
    fn take(&self, what: String) -> Result<(), Fault> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let name = what.split(' ').next().unwrap_or_default();
        let fault = faults.get_mut(name).and_then(Vec::pop);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(what);
        match fault {
            Some(class) => Err(fault_of(class)),
            None => Ok(()),
        }
    }

    /// Answers with these faults, the last of them first.
    pub(super) fn refuse(&self, name: &str, classes: &[FaultClass]) {
        let mut faults = self.faults.lock().unwrap();
        faults.insert(name.to_owned(), classes.to_vec());
    }

    /// What was asked since the last look.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn fault_of(class: FaultClass) -> Fault {
    Fault {
        class,
        service: "s3".to_owned(),
        operation: "PutPublicAccessBlock".to_owned(),
        code: format!("{class:?}"),
        message: String::new(),
        request_id: None,
        problems: Vec::new(),
    }
}

#[async_trait]
impl RemedyPort for Desk {
    async fn rotate_key(&self, key: &str) -> Result<(), Fault> {
        self.take(format!("rotate {key}"))
    }
    async fn enable_key(&self, key: &str) -> Result<(), Fault> {
        self.take(format!("enable {key}"))
    }
    async fn keep_key(&self, key: &str) -> Result<(), Fault> {
        self.take(format!("keep {key}"))
    }
    async fn start_trail(&self, trail: &str) -> Result<(), Fault> {
        self.take(format!("start {trail}"))
    }
    async fn validate_trail(&self, trail: &str) -> Result<(), Fault> {
        self.take(format!("validate {trail}"))
    }
    async fn add_lifecycle(&self, bucket: &str, draft: &LifecycleDraft) -> Result<(), Fault> {
        let LifecycleDraft {
            prefix,
            expires_days,
            old_versions_days,
            uploads_days,
            ..
        } = draft;
        let days = [expires_days, old_versions_days, uploads_days];
        self.take(format!("lifecycle {bucket} {prefix:?} {days:?}"))
    }
    async fn activate_tags(&self, keys: &[String]) -> Result<(), Fault> {
        self.take(format!("activate {keys:?}"))
    }
}

#[async_trait]
impl bucket::Port for Desk {
    fn arn(&self, bucket: &str) -> String {
        format!("arn:aws:s3:::{bucket}")
    }
    async fn policy(&self, bucket: &str) -> Result<Option<String>, Fault> {
        self.take(format!("policy {bucket}"))?;
        Ok(self.policy.lock().unwrap().clone())
    }
    async fn set(&self, bucket: &str, setting: Setting<'_>) -> Result<(), Fault> {
        if let Setting::Policy(policy) = setting {
            *self.policy.lock().unwrap() = policy.map(str::to_owned);
            return self.take(format!("set {bucket} Policy"));
        }
        self.take(format!("set {bucket} {setting:?}"))
    }
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        Err(unasked())
    }
    async fn tags(&self, _: &str) -> Result<Tags, Fault> {
        Err(unasked())
    }
    async fn kms_key(&self, _: &str) -> Result<Option<String>, Fault> {
        Err(unasked())
    }
    async fn is_public_access_blocked(&self, _: &str) -> Result<bool, Fault> {
        Err(unasked())
    }
    async fn keeps_versions(&self, _: &str) -> Result<bool, Fault> {
        Err(unasked())
    }
    async fn expiry(&self, _: &str) -> Result<Option<Expiry>, Fault> {
        Err(unasked())
    }
    async fn holds_data(&self, _: &str) -> Result<bool, Fault> {
        Err(unasked())
    }
    async fn create(&self, _: &str, _: &Tags) -> Result<Known, Fault> {
        Err(unasked())
    }
    async fn empty(&self, _: &str) -> Result<(), Fault> {
        Err(unasked())
    }
    async fn delete(&self, _: &str) -> Result<(), Fault> {
        Err(unasked())
    }
}

#[async_trait]
impl instance::Port for Desk {
    async fn set(&self, id: &InstanceId, attribute: Attribute, on: bool) -> Result<(), Fault> {
        self.take(format!("attribute {id} {attribute:?} {on}"))
    }
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        Err(unasked())
    }
    async fn describe(&self, _: &InstanceId) -> Result<InstanceRecord, Fault> {
        Err(unasked())
    }
    async fn attributes(&self, _: &InstanceId) -> Result<Vec<(Attribute, bool)>, Fault> {
        Err(unasked())
    }
    async fn create(&self, _: &InstanceDraft) -> Result<Known, Fault> {
        Err(unasked())
    }
    async fn delete(&self, _: &InstanceId) -> Result<(), Fault> {
        Err(unasked())
    }
}

#[async_trait]
impl log_group::Port for Desk {
    async fn keep(&self, name: &str, days: u32) -> Result<(), Fault> {
        self.take(format!("logs {name} {days}"))
    }
    async fn find(&self, _: &str) -> Result<Option<LogGroupRecord>, Fault> {
        Err(unasked())
    }
    async fn create(&self, _: &str, _: &Tags) -> Result<Known, Fault> {
        Err(unasked())
    }
    async fn delete(&self, _: &str) -> Result<(), Fault> {
        Err(unasked())
    }
}

#[async_trait]
impl approved_origin::Port for Desk {
    async fn disassociate(&self, id: &InstanceId, origin: &str) -> Result<(), Fault> {
        self.take(format!("origin {id} {origin}"))
    }
    async fn list(&self, _: &InstanceId) -> Result<Vec<String>, Fault> {
        Err(unasked())
    }
    async fn associate(&self, _: &InstanceId, _: &str, _: &str) -> Result<(), Fault> {
        Err(unasked())
    }
}

/// A mend calls nothing but what it is about.
fn unasked() -> Fault {
    fault_of(FaultClass::Other)
}
