//! Fields that many requests have.

use std::collections::BTreeMap;

use connect_model::{Alias, TargetName};
use uuid::Uuid;

use super::reader::Reader;
use crate::jobs::{JobId, PlanId};

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 1024;
/// Most labels.
const LABELS_MAX: usize = 64;
/// Longest key of a label.
const LABEL_KEY_CHARS_MAX: usize = 63;
/// Longest value of a label.
const LABEL_VALUE_CHARS_MAX: usize = 255;

/// What every request that starts a job has.
pub(super) struct Header {
    pub(super) target: TargetName,
    pub(super) request_id: Uuid,
    pub(super) reason: String,
    pub(super) labels: BTreeMap<String, String>,
}

impl Reader {
    pub(super) fn header(
        &mut self,
        in_target: &str,
        in_request_id: &str,
        in_reason: String,
        in_labels: BTreeMap<String, String>,
    ) -> Option<Header> {
        let target = self.required("target", in_target, target_name);
        let rest = self.header_of(in_target, in_request_id, in_reason, in_labels);
        target.and(rest)
    }

    /// The same where what is wrong with the target is noted elsewhere.
    pub(super) fn header_of(
        &mut self,
        in_target: &str,
        in_request_id: &str,
        in_reason: String,
        in_labels: BTreeMap<String, String>,
    ) -> Option<Header> {
        let request_id = self.request_id(in_request_id);
        let reason = self.reason(in_reason);
        let labels = self.labels(in_labels);
        Some(Header {
            target: target_name(in_target).ok()?,
            request_id: request_id?,
            reason: reason?,
            labels: labels?,
        })
    }

    pub(super) fn request_id(&mut self, text: &str) -> Option<Uuid> {
        self.required("request_id", text, |text| {
            let hyphenated = text.len() == 36;
            let uuid = Uuid::try_parse(text)
                .ok()
                .filter(|uuid| hyphenated && !uuid.is_nil());
            uuid.ok_or("expected a UUID such as 5f3c1d1e-2a0b-4c58-9a36-0d7c2b8f6e11")
        })
    }

    pub(super) fn reason(&mut self, text: String) -> Option<String> {
        let is_short = text.chars().count() <= REASON_CHARS_MAX;
        let wrong = format!("is longer than {REASON_CHARS_MAX} characters");
        self.take("reason", is_short.then_some(text).ok_or(wrong))
    }

    pub(super) fn labels(
        &mut self,
        labels: BTreeMap<String, String>,
    ) -> Option<BTreeMap<String, String>> {
        if labels.len() > LABELS_MAX {
            self.wrong("labels", format!("has more than {LABELS_MAX} entries"));
            return None;
        }
        let mut fine = true;
        for (key, value) in &labels {
            if let Err(wrong) = label(key, value) {
                self.wrong(format!("labels[{key:?}]"), wrong);
                fine = false;
            }
        }
        fine.then_some(labels)
    }

    pub(super) fn job(&mut self, name: &str) -> Option<JobId> {
        self.required("name", name, job_name)
    }

    /// A page size as asked for, brought within limits.
    pub(super) fn page_size(&mut self, size: i32) -> Option<u32> {
        const DEFAULT: u32 = 50;
        const MAX: u32 = 500;
        let size = self.take(
            "page_size",
            u32::try_from(size).map_err(|_| "must not be negative"),
        )?;
        Some(if size == 0 { DEFAULT } else { size.min(MAX) })
    }
}

/// `targets/T`.
pub(super) fn target_name(text: &str) -> Result<TargetName, String> {
    let expected = "expected targets/TARGET";
    let name = text.strip_prefix("targets/").ok_or(expected)?;
    TargetName::new(name).map_err(|wrong| format!("{expected}: {wrong}"))
}

/// `jobs/UUID`.
pub(super) fn job_name(text: &str) -> Result<JobId, &'static str> {
    let expected = "expected jobs/UUID";
    let uuid = text.strip_prefix("jobs/").ok_or(expected)?;
    let uuid = Uuid::try_parse(uuid).map_err(|_| expected)?;
    Ok(JobId(uuid))
}

/// `plans/UUID`.
pub(super) fn plan_name(text: &str) -> Result<PlanId, &'static str> {
    let expected = "expected plans/UUID";
    let uuid = text.strip_prefix("plans/").ok_or(expected)?;
    let uuid = Uuid::try_parse(uuid).map_err(|_| expected)?;
    Ok(PlanId(uuid))
}

/// The alias of an instance.
pub(super) fn alias(text: &str) -> Result<Alias, String> {
    Alias::new(text).map_err(|wrong| wrong.to_string())
}

fn label(key: &str, value: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-./".contains(c);
    if key.is_empty() || key.len() > LABEL_KEY_CHARS_MAX || !key.chars().all(plain) {
        return Err(format!(
            "expected a key of 1 to {LABEL_KEY_CHARS_MAX} characters out of a-z, 0-9, _, -, ., /"
        ));
    }
    if value.chars().count() > LABEL_VALUE_CHARS_MAX {
        return Err(format!(
            "the value is longer than {LABEL_VALUE_CHARS_MAX} characters"
        ));
    }
    Ok(())
}
