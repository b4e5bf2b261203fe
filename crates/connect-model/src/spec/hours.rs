//! Hours of operation.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{
    entry::{Declared, Naming, Seen},
    hours_override::{self, HoursOverrideMembers, HoursOverrideSpec, OVERRIDES_MAX},
};
use crate::{
    TimeZone,
    decode::{Decode, Definitions, Reader, record_schema, wrong_type},
    spec::Kind,
    tree::{Node, Path, Value},
    words::quote,
};

/// How many open times AWS takes.
pub(super) const CONFIG_MAX: usize = 100;

/// When something is open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HoursSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// The zone that the times are in.
    pub time_zone: TimeZone,
    /// The open times in declared order, one day each.
    pub config: Vec<HoursEntry>,
    /// What holds on some dates instead. Where it is declared these are all of them; where it is not,
    /// those that are there stay.
    pub overrides: Option<Vec<HoursOverrideSpec>>,
}

/// One open time on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct HoursEntry {
    /// The day of the week.
    pub day: Day,
    /// When it opens.
    pub start: ClockTime,
    /// When it closes; 00:00 is the midnight at the end of the day.
    pub end: ClockTime,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClockTime {
    /// 0 to 23.
    pub hours: u8,
    /// 0 to 59.
    pub minutes: u8,
}

choice! {
    /// A day of the week.
    pub enum Day {
        /// The first working day of most.
        Monday = "MONDAY",
        /// The day after.
        Tuesday = "TUESDAY",
        /// The middle of the week.
        Wednesday = "WEDNESDAY",
        /// The day after.
        Thursday = "THURSDAY",
        /// The last working day of most.
        Friday = "FRIDAY",
        /// The first day of the weekend of most.
        Saturday = "SATURDAY",
        /// The second.
        Sunday = "SUNDAY",
    }
}

record! {
    /// When something is open.
    pub(crate) struct HoursMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// The zone that the times are in, by its IANA name.
        time_zone: TimeZone,
        /// The open times; several may stand on one day.
        config: Vec<HoursConfig> [Limit::Items(0, CONFIG_MAX)],
        /// What holds on some dates instead. Where this stands, overrides that it does not name are
        /// removed.
        overrides: Option<Vec<HoursOverrideMembers>> [Limit::Items(0, OVERRIDES_MAX)],
    }
}

record! {
    /// One open time on one or more days.
    pub(crate) struct HoursConfig {
        /// The day of the week.
        day: Option<Day>,
        /// Several days, in place of one.
        days: Option<Vec<Day>> [Limit::Items(1, 7)],
        /// When it opens.
        start: ClockTime,
        /// When it closes; 00:00 is the midnight at the end of the day.
        end: ClockTime,
    }
}

record! {
    /// A time of day.
    pub(crate) struct ClockMembers {
        /// The hours.
        hours: u32 [Limit::Range(0, 23)],
        /// The minutes.
        minutes: u32 [Limit::Range(0, 59)] = 0,
    }
}

impl ClockTime {
    /// Minutes since the midnight before.
    pub fn minute_of_day(self) -> u16 {
        u16::from(self.hours) * 60 + u16::from(self.minutes)
    }

    fn of(hours: u32, minutes: u32) -> Option<Self> {
        let hours = u8::try_from(hours).ok().filter(|hours| *hours < 24)?;
        let minutes = u8::try_from(minutes).ok().filter(|minutes| *minutes < 60)?;
        Some(Self { hours, minutes })
    }

    /// Reads `09:00`.
    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let number = |digits: &str| {
            let is_pair = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_pair.then(|| digits.parse().ok()).flatten()
        };
        Self::of(number(hours)?, number(minutes)?)
    }
}

impl HoursConfig {
    /// Every day that it says.
    pub(crate) fn all_days(&self) -> impl Iterator<Item = Day> {
        self.day
            .into_iter()
            .chain(self.days.iter().flatten().copied())
    }
}

impl Declared for HoursSpec {
    const KIND: Kind = Kind::HoursOfOperation;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = HoursMembers;

    fn settle(members: HoursMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        check_days(seen.node, seen.at, seen.reader);
        let config = entries(&members.config);
        if config.len() > CONFIG_MAX {
            let message = format!(
                "there are {} open times, more than {CONFIG_MAX}",
                config.len()
            );
            seen.find("bad-length", "config", message, "leave some out");
        }
        let overrides = members.overrides;
        Some(Self {
            description: members.description,
            time_zone: members.time_zone,
            config,
            overrides: overrides.map(|overrides| hours_override::settle(overrides, seen)),
        })
    }
}

/// The open times with one day each.
pub(super) fn entries(config: &[HoursConfig]) -> Vec<HoursEntry> {
    let entry = |config: &HoursConfig, day| HoursEntry {
        day,
        start: config.start,
        end: config.end,
    };
    let days = |config: &HoursConfig| -> Vec<HoursEntry> {
        config.all_days().map(|day| entry(config, day)).collect()
    };
    config.iter().flat_map(days).collect()
}

/// Each open time below `node` says its day or its days.
pub(super) fn check_days(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) {
    let items = node.get("config").map(Node::items).unwrap_or_default();
    for (index, item) in items.iter().enumerate() {
        let config = at.member("config");
        let at = config.item(index);
        let mut seen = Seen {
            name: None,
            node: item,
            at: &at,
            reader: &mut *reader,
        };
        if seen.has("day") {
            seen.forbid(&["days"], "\"day\"");
        } else if !seen.has("days") && matches!(item.value, Value::Map(_)) {
            seen.require::<Day>("day", None, "add it, or days");
        }
    }
}

impl Decode for ClockTime {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(node.value, Value::Map(_)) {
            let ClockMembers { hours, minutes } = Decode::decode(node, at, reader)?;
            return Self::of(hours, minutes);
        }
        let Some(text) = node.text() else {
            return wrong_type("a time of day such as \"09:00\"", node, at, reader);
        };
        let time = Self::parse(text);
        if time.is_none() {
            let message = format!("{} is not a time of day", quote(text));
            reader.find(
                "bad-time",
                node,
                at,
                message,
                "write 00:00 to 23:59 in quotes",
            );
        }
        time
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let text = json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
        json!({ "anyOf": [text, record_schema::<ClockMembers>(definitions)] })
    }
}
