//! Stretches of one day, as a set of its minutes.

use serde_json::{Value, json};

use super::TimeOfDay;

/// Minutes of a day on which something is open: stretches that neither touch nor overlap, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening(Vec<(u16, u16)>);

/// The whole day, in minutes from its midnight.
pub(super) const DAY: (u16, u16) = (0, 24 * 60);

// === impl Opening ===

impl Opening {
    /// Opens a stretch, its end not included.
    pub(super) fn add(&mut self, (mut from, mut till): (u16, u16)) {
        self.0.retain(|&(start, end)| {
            let apart = end < from || till < start;
            if !apart {
                (from, till) = (from.min(start), till.max(end));
            }
            apart
        });
        self.0.push((from, till));
        self.0.sort_unstable();
    }

    /// Closes a stretch.
    pub(super) fn cut(&mut self, (from, till): (u16, u16)) {
        let pieces = self.0.iter().flat_map(|&(start, end)| {
            [(start, end.min(from)), (start.max(till), end)]
                .into_iter()
                .filter(|(start, end)| start < end)
        });
        self.0 = pieces.collect();
    }

    /// The stretches, as `OperationalHours`.
    pub(super) fn shown(&self) -> Vec<Value> {
        let stretches = self.0.iter();
        stretches
            .map(|&(from, till)| json!({ "Start": time(from), "End": time(till) }))
            .collect()
    }
}

/// The time of day `minutes` after midnight; the next midnight is 00:00 again.
pub(super) fn time(minutes: u16) -> TimeOfDay {
    let part = |part: u16| u8::try_from(part).expect("an hour and a minute are small");
    TimeOfDay {
        hours: part(minutes / 60 % 24),
        minutes: part(minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(stretches: &[(u16, u16)]) -> Opening {
        let mut opening = Opening::default();
        for stretch in stretches {
            opening.add(*stretch);
        }
        opening
    }

    #[test]
    fn stretches_that_touch_become_one() {
        assert_eq!(
            opening(&[(600, 700), (100, 200), (200, 300)]),
            Opening(vec![(100, 300), (600, 700)])
        );
        assert_eq!(opening(&[(100, 200), (0, 1440)]), Opening(vec![DAY]));
    }

    #[test]
    fn a_cut_can_leave_both_ends() {
        let mut day = opening(&[(100, 300), (400, 500)]);
        day.cut((200, 450));
        assert_eq!(day, Opening(vec![(100, 200), (450, 500)]));
        day.cut((120, 150));
        assert_eq!(day, Opening(vec![(100, 120), (150, 200), (450, 500)]));
        day.cut(DAY);
        assert_eq!(day, Opening::default());
    }
}
