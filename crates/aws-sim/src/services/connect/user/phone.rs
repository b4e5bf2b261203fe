//! What a user takes contacts with: for all channels at once, or for each.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{error::AwsError, services::connect::errors};

/// `UserPhoneConfig`, as on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Phone {
    phone_type: Option<String>,
    auto_accept: Option<bool>,
    /// Seconds.
    after_contact_work_time_limit: Option<u64>,
    desk_phone_number: Option<String>,
    persistent_connection: Option<bool>,
}

/// The settings of single channels, as on the wire. What they say and what [`Phone`] says is kept
/// apart and shown as it was given, which is a choice.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Channels {
    auto_accept_configs: Option<Vec<Value>>,
    after_contact_work_configs: Option<Vec<Value>>,
    phone_number_configs: Option<Vec<Value>>,
    persistent_connection_configs: Option<Vec<Value>>,
    voice_enhancement_configs: Option<Vec<Value>>,
}

const SECONDS_MAX: u64 = 2_000_000;

/// Refuses a request in which both set the same.
pub(super) fn check_conflicts(phone: &Phone, channels: &Channels) -> Result<(), AwsError> {
    let calls = phone.phone_type.is_some() || phone.desk_phone_number.is_some();
    let twins = [
        (
            phone.auto_accept.is_some(),
            channels.auto_accept_configs.is_some(),
        ),
        (
            phone.after_contact_work_time_limit.is_some(),
            channels.after_contact_work_configs.is_some(),
        ),
        (calls, channels.phone_number_configs.is_some()),
        (
            phone.persistent_connection.is_some(),
            channels.persistent_connection_configs.is_some(),
        ),
    ];
    if twins.contains(&(true, true)) {
        return Err(errors::invalid_request(
            "PhoneConfig cannot set what is set for single channels.",
        ));
    }
    Ok(())
}

// === impl Phone ===

impl Phone {
    /// The phone of who asks for none: a soft phone. AWS does not document this.
    pub(super) fn soft() -> Self {
        Self {
            phone_type: Some("SOFT_PHONE".to_owned()),
            ..Self::default()
        }
        .filled()
    }

    /// The same, if it can be, with what AWS says about every phone filled in.
    pub(super) fn checked(self) -> Result<Self, AwsError> {
        let Some(kind) = &self.phone_type else {
            return Err(errors::invalid_parameter("PhoneConfig needs a PhoneType."));
        };
        if kind == "DESK_PHONE" && self.desk_phone_number.is_none() {
            return Err(errors::invalid_parameter(
                "A desk phone needs a DeskPhoneNumber.",
            ));
        }
        let limit = self.after_contact_work_time_limit;
        if limit.is_some_and(|seconds| seconds > SECONDS_MAX) {
            return Err(errors::invalid_parameter(&format!(
                "AfterContactWorkTimeLimit is at most {SECONDS_MAX} seconds."
            )));
        }
        Ok(self.filled())
    }

    /// The same as a search has it: the time limit in milliseconds.
    pub(super) fn searched(&self) -> Self {
        let seconds = self.after_contact_work_time_limit;
        Self {
            after_contact_work_time_limit: seconds.map(|seconds| seconds * 1_000),
            ..self.clone()
        }
    }

    fn filled(mut self) -> Self {
        self.auto_accept.get_or_insert(false);
        self.after_contact_work_time_limit.get_or_insert(0);
        self
    }
}

// === impl Channels ===

impl Channels {
    /// The same, if each of the lists names a channel once and what it sets can be.
    pub(super) fn checked(self) -> Result<Self, AwsError> {
        for configs in self.lists().into_iter().flatten() {
            let channels: BTreeSet<_> = configs.iter().map(channel).collect();
            if channels.len() < configs.len() {
                return Err(errors::invalid_parameter("A channel is set twice."));
            }
        }
        let mut calls = self.phone_number_configs.iter().flatten();
        if calls.any(|call| call["PhoneType"] == "DESK_PHONE" && call.get("PhoneNumber").is_none())
        {
            return Err(errors::invalid_parameter(
                "A desk phone needs a PhoneNumber.",
            ));
        }
        Ok(self)
    }

    /// Whether nothing is given.
    pub(super) fn is_empty(&self) -> bool {
        self.lists().iter().all(Option::is_none)
    }

    /// Takes over the lists that `given` has, each as a whole.
    pub(super) fn update(&mut self, given: Self) {
        let old = std::mem::take(self);
        *self = Self {
            auto_accept_configs: given.auto_accept_configs.or(old.auto_accept_configs),
            after_contact_work_configs: given
                .after_contact_work_configs
                .or(old.after_contact_work_configs),
            phone_number_configs: given.phone_number_configs.or(old.phone_number_configs),
            persistent_connection_configs: given
                .persistent_connection_configs
                .or(old.persistent_connection_configs),
            voice_enhancement_configs: given
                .voice_enhancement_configs
                .or(old.voice_enhancement_configs),
        };
    }

    fn lists(&self) -> [Option<&Vec<Value>>; 5] {
        [
            self.auto_accept_configs.as_ref(),
            self.after_contact_work_configs.as_ref(),
            self.phone_number_configs.as_ref(),
            self.persistent_connection_configs.as_ref(),
            self.voice_enhancement_configs.as_ref(),
        ]
    }
}

fn channel(config: &Value) -> Option<&str> {
    config["Channel"].as_str()
}
