//! EventBridge Scheduler: schedules in groups.
//!
//! A schedule whose time has come does nothing: nothing runs in the background, and no target is
//! called. What the state shows is when it was last due and when it is due next (`last_due`,
//! `next_due`), so that somebody can ask. Times are reckoned for schedules in UTC; for another time
//! zone, and for the letters `W` and `#` of cron, the next time is not known.

mod clock;
mod cron;
mod errors;
mod expression;
mod group;
mod schedule;
mod tag;

use std::collections::BTreeMap;

use serde::Serialize;

pub(super) use self::expression::Expression;
use super::Operations;
use crate::{
    place::{Account, Region},
    time::Time,
    world::{Settles, Tags},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Groups by name. `default` is there although it is not in the table until it is tagged.
    groups: BTreeMap<String, Group>,
    /// Schedules by group and name.
    schedules: BTreeMap<String, BTreeMap<String, schedule::Schedule>>,
}

#[derive(Debug, Clone, Serialize)]
struct Group {
    created: Time,
    modified: Time,
    tags: Tags,
}

const DEFAULT: &str = "default";

pub(super) fn operations() -> Operations {
    Operations::default()
        .once("CreateScheduleGroup", group::create)
        .on("GetScheduleGroup", group::get)
        .on("ListScheduleGroups", group::list)
        .once("DeleteScheduleGroup", group::delete)
        .once("CreateSchedule", schedule::create)
        .on("GetSchedule", schedule::get)
        .on("ListSchedules", schedule::list)
        .once("UpdateSchedule", schedule::update)
        .once("DeleteSchedule", schedule::delete)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

// === impl State ===

impl Settles for State {
    /// Notes what has become due, and takes away what was to go after its last time.
    fn settle(&mut self, now: Time) {
        for schedules in self.schedules.values_mut() {
            schedules.retain(|_, schedule| schedule.pass(now));
        }
    }
}

impl State {
    /// The group of this name, if there is one. That which all accounts have is as old as time.
    fn group(&self, name: &str) -> Option<Group> {
        let usual = || Group {
            created: Time::default(),
            modified: Time::default(),
            tags: Tags::default(),
        };
        let group = self.groups.get(name).cloned();
        group.or_else(|| (name == DEFAULT).then(usual))
    }
}

fn group_arn(region: &Region, account: &Account, name: &str) -> String {
    format!("arn:aws:scheduler:{region}:{account}:schedule-group/{name}")
}
