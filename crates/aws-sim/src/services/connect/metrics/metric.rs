//! The metrics that are simulated, and what they can be asked by.

use serde_json::Value;

use crate::{error::AwsError, lake::Told, services::connect::errors};

/// What results are filtered and grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Agent,
    Channel,
    Queue,
    RoutingProfile,
}

/// One metric that is asked for.
#[derive(Debug)]
pub(super) struct Metric {
    pub(super) kind: Kind,
    /// Which contacts count.
    tests: Vec<Test>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Online,
    Idle,
    Occupancy,
    Handled,
    Created,
}

/// A filter of one metric.
#[derive(Debug)]
struct Test {
    by: By,
    values: Vec<String>,
    negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Initiation,
    Disconnection,
}

const KEYS: &[(&str, Key)] = &[
    ("AGENT", Key::Agent),
    ("CHANNEL", Key::Channel),
    ("QUEUE", Key::Queue),
    ("ROUTING_PROFILE", Key::RoutingProfile),
];

const METRICS: &[(&str, Kind)] = &[
    ("AGENT_OCCUPANCY", Kind::Occupancy),
    ("CONTACTS_CREATED", Kind::Created),
    ("CONTACTS_HANDLED", Kind::Handled),
    ("SUM_IDLE_TIME_AGENT", Kind::Idle),
    ("SUM_ONLINE_TIME_AGENT", Kind::Online),
];

const CHANNELS: &[&str] = &["CHAT", "EMAIL", "TASK", "VOICE"];

/// A channel by its name.
pub(super) fn channel(name: &str) -> Result<String, AwsError> {
    if CHANNELS.contains(&name) {
        Ok(name.to_owned())
    } else {
        Err(errors::invalid_parameter(&format!(
            "There is no channel {name}."
        )))
    }
}

// === impl Key ===

impl Key {
    pub(super) fn named(name: &str) -> Result<Self, AwsError> {
        let row = KEYS.iter().find(|(own, _)| *own == name);
        row.map(|(_, key)| *key).ok_or_else(|| {
            errors::invalid_parameter(&format!("{name} is no key that is simulated."))
        })
    }

    pub(super) fn name(self) -> &'static str {
        let row = KEYS.iter().find(|(_, key)| *key == self);
        row.map_or("", |(name, _)| name)
    }
}

// === impl Kind ===

impl Kind {
    /// Whether it is about the time of agents, and not about contacts.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Online | Self::Idle | Self::Occupancy)
    }

    /// By what it can be filtered and grouped (API reference).
    fn keys(self) -> &'static [Key] {
        match self {
            Self::Online | Self::Idle | Self::Occupancy => &[Key::Agent, Key::RoutingProfile],
            Self::Handled => &[Key::Agent, Key::Channel, Key::Queue, Key::RoutingProfile],
            Self::Created => &[Key::Channel, Key::Queue, Key::RoutingProfile],
        }
    }

    /// By what single metrics can be filtered.
    fn tests(self) -> &'static [(&'static str, By)] {
        match self {
            Self::Handled => &[
                ("DISCONNECT_REASON", By::Disconnection),
                ("INITIATION_METHOD", By::Initiation),
            ],
            Self::Created => &[("INITIATION_METHOD", By::Initiation)],
            _ => &[],
        }
    }

    fn name(self) -> &'static str {
        let row = METRICS.iter().find(|(_, kind)| *kind == self);
        row.map_or("", |(name, _)| name)
    }
}

// === impl Metric ===

impl Metric {
    pub(super) fn read(told: &Value) -> Result<Self, AwsError> {
        let name = told["Name"].as_str().unwrap_or_default();
        let row = METRICS.iter().find(|(own, _)| *own == name);
        let (_, kind) = row.ok_or_else(|| {
            errors::invalid_parameter(&format!("{name} is no metric that is simulated."))
        })?;
        if told.get("Threshold").is_some() || told.get("MetricId").is_some() {
            return Err(errors::invalid_parameter(&format!(
                "{name} takes neither Threshold nor MetricId."
            )));
        }
        let tests = told["MetricFilters"].as_array().into_iter().flatten();
        let tests = tests.map(|test| Test::read(*kind, test));
        Ok(Self {
            kind: *kind,
            tests: tests.collect::<Result<_, _>>()?,
        })
    }

    /// Refuses keys that the metric cannot be asked by.
    pub(super) fn takes<'k>(
        &self,
        mut keys: impl Iterator<Item = &'k Key>,
    ) -> Result<(), AwsError> {
        match keys.find(|key| !self.kind.keys().contains(key)) {
            None => Ok(()),
            Some(key) => Err(errors::invalid_parameter(&format!(
                "{} cannot be filtered or grouped by {}.",
                self.kind.name(),
                key.name()
            ))),
        }
    }

    /// Whether a contact counts.
    pub(super) fn counts(&self, contact: &Told<'_>) -> bool {
        self.tests.iter().all(|test| {
            let value = match test.by {
                By::Initiation => contact.method,
                By::Disconnection => contact.ended,
            };
            test.values.iter().any(|wanted| wanted == value) != test.negated
        })
    }
}

// === impl Test ===

impl Test {
    fn read(kind: Kind, told: &Value) -> Result<Self, AwsError> {
        let name = told["MetricFilterKey"].as_str().unwrap_or_default();
        let row = kind.tests().iter().find(|(own, _)| *own == name);
        let (_, by) = row.ok_or_else(|| {
            errors::invalid_parameter(&format!("{} has no metric filter {name}.", kind.name()))
        })?;
        let values = told["MetricFilterValues"].as_array().into_iter().flatten();
        let values = values.filter_map(|value| Some(value.as_str()?.to_owned()));
        Ok(Self {
            by: *by,
            values: values.collect(),
            negated: told["Negate"].as_bool().unwrap_or_default(),
        })
    }
}
