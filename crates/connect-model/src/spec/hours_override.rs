//! Overrides: hours that take the place of the usual ones on some dates.

use serde::Serialize;

use super::{
    entry::Seen,
    hours::{CONFIG_MAX, HoursConfig, HoursEntry, check_days, entries},
};
use crate::{Date, Name, tree::Node};

/// How many overrides hours take.
pub(super) const OVERRIDES_MAX: usize = 50;
/// Days of the month; -1 is the last one.
const MONTH_DAYS: &[i64] = &[
    -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    26, 27, 28, 29, 30, 31,
];
/// The how-manieth of its weekday in a month; -1 is the last one.
const OCCURRENCES: &[i64] = &[-1, 1, 2, 3, 4];

/// Hours that take the place of the usual ones on some dates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HoursOverrideSpec {
    /// The name, unique among the overrides of the same hours.
    pub name: Name,
    /// What people read about it.
    pub description: Option<String>,
    /// What it does to the usual hours.
    pub r#type: OverrideType,
    /// The first day.
    pub effective_from: Date,
    /// The last day, included.
    pub effective_till: Date,
    /// The open times in declared order, one day each; for `CLOSED` the times that are shut. None is the
    /// whole day shut.
    pub config: Vec<HoursEntry>,
    /// When it comes again.
    pub recurrence: Option<Recurrence>,
}

choice! {
    /// What an override does to the usual hours.
    pub enum OverrideType {
        /// It takes their place.
        Standard = "STANDARD",
        /// It opens beside them.
        Open = "OPEN",
        /// It shuts within them.
        Closed = "CLOSED",
    }
}

choice! {
    /// How often an override comes again.
    pub enum RecurrenceFrequency {
        /// By weeks.
        Weekly = "WEEKLY",
        /// By months.
        Monthly = "MONTHLY",
        /// By years.
        Yearly = "YEARLY",
    }
}

record! {
    /// Hours that take the place of the usual ones on some dates.
    pub(crate) struct HoursOverrideMembers {
        /// The name, unique among the overrides of the same hours.
        name: Name,
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// What it does to the usual hours: it takes their place, opens beside them or shuts within them.
        r#type: OverrideType = OverrideType::Standard,
        /// The first day.
        effective_from: Date,
        /// The last day, included; without it, the first one.
        effective_till: Option<Date>,
        /// The open times; without any, the whole day is shut.
        config: Vec<HoursConfig> [Limit::Items(0, CONFIG_MAX)] = Vec::new(),
        /// When it comes again.
        recurrence: Option<Recurrence>,
    }
}

record! {
    /// When an override comes again, counted from its first day.
    pub struct Recurrence {
        /// By weeks, months or years.
        frequency: RecurrenceFrequency,
        /// Every how many of them.
        interval: u32 [Limit::Range(1, 6)] = 1,
        /// In these months.
        by_month: Vec<u32> [Limit::Items(0, 12), Limit::Range(1, 12)] = Vec::new(),
        /// On these days of the month; -1 is its last.
        by_month_day: Vec<i32> [Limit::Items(0, 31), Limit::OneOf(MONTH_DAYS)] = Vec::new(),
        /// On the how-manieth of the weekday in the month; -1 is the last.
        by_weekday_occurrence: Vec<i32> [Limit::Items(0, 1), Limit::OneOf(OCCURRENCES)] = Vec::new(),
    }
}

/// The overrides that hours declare.
pub(super) fn settle(
    members: Vec<HoursOverrideMembers>,
    seen: &mut Seen<'_, '_>,
) -> Vec<HoursOverrideSpec> {
    let nodes = seen.node.get("overrides").map(Node::items);
    for (index, node) in nodes.unwrap_or_default().iter().enumerate() {
        let (list, reader) = (seen.at.member("overrides"), &mut *seen.reader);
        check_days(node, &list.item(index), reader);
    }
    members.into_iter().map(HoursOverrideSpec::of).collect()
}

// === impl HoursOverrideSpec ===

impl HoursOverrideSpec {
    fn of(members: HoursOverrideMembers) -> Self {
        let HoursOverrideMembers {
            name,
            description,
            r#type,
            effective_from,
            effective_till,
            config,
            recurrence,
        } = members;
        Self {
            name,
            description,
            r#type,
            effective_till: effective_till.unwrap_or_else(|| effective_from.clone()),
            effective_from,
            config: entries(&config),
            recurrence,
        }
    }
}
