//! Open times.

use std::collections::{HashMap, HashSet};

use super::scene::{Report, Scene};
use crate::{
    Place,
    spec::{Day, Entry, HoursConfig, HoursOverrideMembers, HoursSpec},
    tree::{Node, Step},
    words::quote,
};

const DAY_MINUTES: u16 = 24 * 60;
/// AWS takes no more, so what comes after is not compared with all that comes before.
const CONFIG_MAX: usize = 100;
/// Nor more than these overrides.
const OVERRIDES_MAX: usize = 50;
/// The days that one open time is on.
const DAYS_MAX: usize = 7;

/// An open time as it stands in a file.
struct OpenTime<'a> {
    entry: &'a Place,
    /// The override that it belongs to, if any.
    within: Option<usize>,
    index: usize,
    config: HoursConfig,
}

/// One day of the week in hours, or in one of their overrides.
type Calendar<'a> = (&'a Place, Option<usize>, Day);

pub(super) fn end_first(scene: &Scene<'_>, report: &mut Report<'_>) {
    for time in open_times(scene) {
        let (start, end) = time.minutes();
        if end <= start {
            let message = "this does not end after it starts";
            let remedy = "split a night at midnight: end the first part at 00:00";
            let mut steps = time.steps();
            steps.push(Step::Member("end"));
            report.below(scene, time.entry, &steps, message, remedy);
        }
    }
}

pub(super) fn overlap(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<Calendar<'_>, Vec<(u16, u16)>> = HashMap::new();
    let times = open_times(scene);
    for time in &times {
        let (start, end) = time.minutes();
        for day in time.config.all_days().take(DAYS_MAX) {
            let others = seen.entry((time.entry, time.within, day)).or_default();
            if others.iter().any(|other| start < other.1 && other.0 < end) {
                let message = format!("this overlaps with another open time on {day}");
                let remedy = "join the two, or move one";
                report.below(scene, time.entry, &time.steps(), message, remedy);
            }
            others.push((start, end));
        }
    }
}

pub(super) fn override_ends_first(scene: &Scene<'_>, report: &mut Report<'_>) {
    for (entry, index) in overrides(scene) {
        let way = [Step::Member("overrides"), Step::Item(index)];
        let Some(found) = scene.read::<HoursOverrideMembers>(entry, &way) else {
            continue;
        };
        let till = found.effective_till.as_ref();
        if till.is_some_and(|till| *till < found.effective_from) {
            let [list, item] = way;
            let steps = [list, item, Step::Member("effective_till")];
            let message = "this is before the first day";
            let remedy = "mend one of the two dates";
            report.below(scene, entry, &steps, message, remedy);
        }
    }
}

pub(super) fn duplicate_override(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (entry, index) in overrides(scene) {
        let way = [
            Step::Member("overrides"),
            Step::Item(index),
            Step::Member("name"),
        ];
        let name = scene.node(entry, &way).and_then(Node::text);
        if let Some(name) = name.filter(|name| !seen.insert((entry, *name))) {
            let message = format!("an override named {} is declared before", quote(name));
            let remedy = "choose another name, or join the two";
            report.below(scene, entry, &way, message, remedy);
        }
    }
}

/// Every override, by its hours and its place among theirs.
fn overrides<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Place, usize)> {
    let all = scene.document.hours_of_operation.iter();
    let of = |hours: &'a Entry<HoursSpec>| {
        let count = count(scene, &hours.place, &[Step::Member("overrides")]);
        (0..count.min(OVERRIDES_MAX)).map(|index| (&hours.place, index))
    };
    all.flat_map(of).collect::<Vec<_>>().into_iter()
}

fn count(scene: &Scene<'_>, entry: &Place, way: &[Step<'_>]) -> usize {
    scene.node(entry, way).map_or(0, |node| node.items().len())
}

fn open_times<'a>(scene: &Scene<'a>) -> Vec<OpenTime<'a>> {
    let usual = scene.document.hours_of_operation.iter();
    let usual = usual.map(|hours| (&hours.place, None));
    let others = overrides(scene).map(|(entry, index)| (entry, Some(index)));
    let times = |(entry, within): (&'a Place, Option<usize>)| {
        let mut list = way(within);
        list.push(Step::Member("config"));
        let count = count(scene, entry, &list).min(CONFIG_MAX);
        let time = |index: usize| {
            let item = [list.clone(), vec![Step::Item(index)]].concat();
            Some(OpenTime {
                entry,
                within,
                index,
                config: scene.read(entry, &item)?,
            })
        };
        (0..count).filter_map(time).collect::<Vec<_>>()
    };
    usual.chain(others).flat_map(times).collect()
}

/// The way from hours to what has a config: themselves, or one of their overrides.
fn way(within: Option<usize>) -> Vec<Step<'static>> {
    match within {
        None => Vec::new(),
        Some(index) => vec![Step::Member("overrides"), Step::Item(index)],
    }
}

impl OpenTime<'_> {
    /// The way to it from its hours.
    fn steps(&self) -> Vec<Step<'static>> {
        let mut steps = way(self.within);
        steps.extend([Step::Member("config"), Step::Item(self.index)]);
        steps
    }

    /// Start and end in minutes of the day; an end at 00:00 is the midnight after.
    fn minutes(&self) -> (u16, u16) {
        let end = match self.config.end.minute_of_day() {
            0 => DAY_MINUTES,
            end => end,
        };
        (self.config.start.minute_of_day(), end)
    }
}
