//! Open times.

use std::collections::HashMap;

use super::scene::{Report, Scene};
use crate::{
    Place,
    spec::{Day, HoursConfig},
    tree::Step,
};

const DAY_MINUTES: u16 = 24 * 60;
/// AWS takes no more, so what comes after is not compared with all that comes before.
const CONFIG_MAX: usize = 100;
/// The days that one open time is on.
const DAYS_MAX: usize = 7;

/// An open time as it stands in a file.
struct OpenTime<'a> {
    entry: &'a Place,
    index: usize,
    config: HoursConfig,
}

pub(super) fn end_first(scene: &Scene<'_>, report: &mut Report<'_>) {
    for time in open_times(scene) {
        let (start, end) = time.minutes();
        if end <= start {
            let message = "this does not end after it starts";
            let remedy = "split a night at midnight: end the first part at 00:00";
            let steps = [
                Step::Member("config"),
                Step::Item(time.index),
                Step::Member("end"),
            ];
            report.below(scene, time.entry, &steps, message, remedy);
        }
    }
}

pub(super) fn overlap(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<(&Place, Day), Vec<(u16, u16)>> = HashMap::new();
    let times = open_times(scene);
    for time in &times {
        let (start, end) = time.minutes();
        for day in time.config.all_days().take(DAYS_MAX) {
            let others = seen.entry((time.entry, day)).or_default();
            if others.iter().any(|other| start < other.1 && other.0 < end) {
                let message = format!("this overlaps with another open time on {day}");
                let steps = [Step::Member("config"), Step::Item(time.index)];
                report.below(
                    scene,
                    time.entry,
                    &steps,
                    message,
                    "join the two, or move one",
                );
            }
            others.push((start, end));
        }
    }
}

fn open_times<'a>(scene: &Scene<'a>) -> Vec<OpenTime<'a>> {
    let mut times = Vec::new();
    for hours in &scene.document.hours_of_operation {
        let entry = &hours.place;
        let count = scene
            .node(entry, &[Step::Member("config")])
            .map_or(0, |node| node.items().len().min(CONFIG_MAX));
        times.extend((0..count).filter_map(|index| {
            let config = scene.read(entry, &[Step::Member("config"), Step::Item(index)])?;
            Some(OpenTime {
                entry,
                index,
                config,
            })
        }));
    }
    times
}

impl OpenTime<'_> {
    /// Start and end in minutes of the day; an end at 00:00 is the midnight after.
    fn minutes(&self) -> (u16, u16) {
        let end = match self.config.end.minute_of_day() {
            0 => DAY_MINUTES,
            end => end,
        };
        (self.config.start.minute_of_day(), end)
    }
}
