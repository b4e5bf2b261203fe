//! What lies where in a picture: boxes that lines have to avoid, and lines that are drawn already.
//!
//! Each of thousands of ways is looked at, so each question is answered by a binary search.

use std::collections::{BTreeMap, HashMap};

use crate::draw::layout::{Point, Rect};

/// Between two lines side by side.
pub(crate) const LANE: i32 = 6;

/// How far a line keeps away from the boxes beside it at least.
const BESIDE: i32 = 5;

/// From one place to another, both included.
type Span = (i32, i32);

/// What lies where.
pub(crate) struct Field {
    /// Boxes, as a level line meets them, and as an upright one does.
    level: Bands,
    upright: Bands,
    /// The heads of arrows, in the same way, and all by the block that they point at.
    level_heads: Bands,
    upright_heads: Bands,
    heads: Vec<Rect>,
    /// Lines that lie there already, by column or row, with the block that they lead to.
    columns: Lines,
    rows: Lines,
}

/// Boxes as lines of one direction meet them.
struct Bands {
    /// Where bands begin, sorted. Within a band every line meets the same boxes.
    starts: Vec<i32>,
    bands: Vec<Band>,
}

/// Where the boxes of a band begin and end along the lines, each sorted for itself.
#[derive(Clone, Default)]
struct Band {
    lows: Vec<i32>,
    highs: Vec<i32>,
}

/// Lines of one direction that are drawn already, by their place.
#[derive(Default)]
struct Lines(BTreeMap<i32, Track>);

/// Lines at one place: all of them, and those to each target.
#[derive(Default)]
struct Track {
    all: Spans,
    targets: HashMap<usize, Spans>,
}

/// Where lines begin and where they end. What they cover before a point is the sum of how far the point
/// is behind each beginning, less that of how far it is behind each end.
#[derive(Default)]
struct Spans {
    begins: Edges,
    ends: Edges,
}

/// Places, sorted, each with the sum of those before it.
#[derive(Default)]
struct Edges {
    at: Vec<i32>,
    before: Vec<i64>,
}

// === impl Field ===

impl Field {
    /// Boxes without lines. A head is told for each block, and whether there is one.
    pub(crate) fn new(boxes: &[Rect], heads: &[(Rect, bool)]) -> Self {
        let beside = |(low, high): Span, by: i32| (low - by, high + by);
        // Nearer to a box, an upright line would run through the tips of what leads there.
        let upright = boxes.iter();
        let upright = upright.map(|rect| (beside(across(rect), BESIDE), beside(down(rect), 2)));
        let upright: Vec<_> = upright.collect();
        let level = boxes.iter();
        let level = level.map(|rect| (beside(down(rect), BESIDE), across(rect)));
        let level: Vec<_> = level.collect();
        let pointed = heads.iter().filter(|(_, is_there)| *is_there);
        let pointed = pointed.map(|(head, _)| (across(head), down(head)));
        let pointed: Vec<_> = pointed.collect();
        let turned = pointed.iter().map(|(across, down)| (*down, *across));
        let turned: Vec<_> = turned.collect();
        Self {
            columns: Lines::default(),
            rows: Lines::default(),
            level: Bands::new(&level),
            upright: Bands::new(&upright),
            level_heads: Bands::new(&turned),
            upright_heads: Bands::new(&pointed),
            heads: heads.iter().map(|(head, _)| *head).collect(),
        }
    }

    /// How many boxes a line runs through, or touches. One that begins or ends at the edge of a box does
    /// not touch that.
    pub(crate) fn crossed(&self, from: Point, to: Point, begins: bool, ends: bool) -> usize {
        if from.x == to.x {
            let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
            return self.upright.hits(from.x, top, bottom);
        }
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (left, right) = (left + i32::from(begins), right - i32::from(ends));
        self.level.hits(from.y, left, right)
    }

    /// How many heads of arrows a line touches that point at other blocks than its own: it would read as
    /// if it went there.
    pub(crate) fn touched(&self, from: Point, to: Point, target: usize) -> usize {
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let all = if from.x == to.x {
            self.upright_heads.hits(from.x, top, bottom)
        } else {
            self.level_heads.hits(from.y, left, right)
        };
        let own = self.heads[target];
        let is_beside = right < own.x || own.right() < left;
        let is_above = bottom < own.y || own.bottom() < top;
        all - usize::from(all > 0 && !is_beside && !is_above)
    }

    /// For how many pixels a line lies on lines to other blocks, counting each of those lines.
    pub(crate) fn shared(&self, from: Point, to: Point, target: usize) -> i64 {
        let (lines, at, span) = if from.x == to.x {
            (&self.columns, from.x, (from.y.min(to.y), from.y.max(to.y)))
        } else {
            (&self.rows, from.y, (from.x.min(to.x), from.x.max(to.x)))
        };
        lines.shared(at, span, target)
    }

    /// Where a line to the same block lies beside this one, nearer than lines should lie.
    pub(crate) fn beside(&self, from: Point, to: Point, target: usize) -> Option<i32> {
        if from.x == to.x {
            let span = (from.y.min(to.y), from.y.max(to.y));
            self.columns.beside(from.x, span, target)
        } else {
            let span = (from.x.min(to.x), from.x.max(to.x));
            self.rows.beside(from.y, span, target)
        }
    }

    /// Draws the lines of a way.
    pub(crate) fn take(&mut self, points: &[Point], target: usize) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if from.x == to.x {
                let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
                self.columns.add(from.x, (top, bottom), target);
            } else {
                let (left, right) = (from.x.min(to.x), from.x.max(to.x));
                self.rows.add(from.y, (left, right), target);
            }
        }
    }
}

fn across(rect: &Rect) -> Span {
    (rect.x, rect.right())
}

fn down(rect: &Rect) -> Span {
    (rect.y, rect.bottom())
}

// === impl Bands ===

impl Bands {
    /// Of boxes by where they reach across the lines, and along them.
    fn new(boxes: &[(Span, Span)]) -> Self {
        let edges = boxes
            .iter()
            .flat_map(|(across, _)| [across.0, across.1 + 1]);
        let mut starts: Vec<i32> = edges.collect();
        starts.sort_unstable();
        starts.dedup();
        let mut bands = vec![Band::default(); starts.len()];
        for (across, along) in boxes {
            let first = starts.partition_point(|start| *start < across.0);
            let end = starts.partition_point(|start| *start <= across.1);
            for band in &mut bands[first..end] {
                band.lows.push(along.0);
                band.highs.push(along.1);
            }
        }
        for band in &mut bands {
            band.lows.sort_unstable();
            band.highs.sort_unstable();
        }
        Self { starts, bands }
    }

    /// How many boxes a line at this place meets.
    fn hits(&self, at: i32, low: i32, high: i32) -> usize {
        let band = self.starts.partition_point(|start| *start <= at);
        let Some(band) = band.checked_sub(1).map(|band| &self.bands[band]) else {
            return 0;
        };
        let begun = band.lows.partition_point(|start| *start <= high);
        let ended = band.highs.partition_point(|end| *end < low);
        begun.saturating_sub(ended)
    }
}

// === impl Lines ===

impl Lines {
    fn add(&mut self, at: i32, span: Span, target: usize) {
        let track = self.0.entry(at).or_default();
        track.all.add(span);
        track.targets.entry(target).or_default().add(span);
    }

    /// For how many pixels a line lies on lines to other targets.
    fn shared(&self, at: i32, span: Span, target: usize) -> i64 {
        let near = self.0.range(at - LANE / 2..=at + LANE / 2);
        let shared = near.map(|(_, track)| {
            let own = track.targets.get(&target);
            track.all.covered(span) - own.map_or(0, |own| own.covered(span))
        });
        shared.sum()
    }

    /// The place of the nearest line to the target that lies beside a line, if it is not on it.
    fn beside(&self, at: i32, span: Span, target: usize) -> Option<i32> {
        let near = self.0.range(at - LANE + 1..at + LANE);
        let own = near.filter(|(_, track)| {
            let own = track.targets.get(&target);
            own.is_some_and(|own| own.covered(span) > 0)
        });
        let nearest = own.map(|(other, _)| ((other - at).abs(), *other)).min();
        nearest.filter(|(by, _)| *by > 0).map(|(_, at)| at)
    }
}

// === impl Spans ===

impl Spans {
    fn add(&mut self, (low, high): Span) {
        self.begins.add(low);
        self.ends.add(high);
    }

    /// For how many pixels lines run here, counting each of them.
    fn covered(&self, (low, high): Span) -> i64 {
        let before = |at| self.begins.behind(at) - self.ends.behind(at);
        before(high) - before(low)
    }
}

// === impl Edges ===

impl Edges {
    fn add(&mut self, at: i32) {
        let place = self.at.partition_point(|other| *other < at);
        let before = match place.checked_sub(1) {
            Some(last) => self.before[last] + i64::from(self.at[last]),
            None => 0,
        };
        self.at.insert(place, at);
        self.before.insert(place, before);
        for sum in &mut self.before[place + 1..] {
            *sum += i64::from(at);
        }
    }

    /// How far a point is behind each of those before it, together.
    fn behind(&self, point: i32) -> i64 {
        let count = self.at.partition_point(|at| *at < point);
        let Some(last) = count.checked_sub(1) else {
            return 0;
        };
        let sum = self.before[last] + i64::from(self.at[last]);
        i64::try_from(count).unwrap_or(i64::MAX) * i64::from(point) - sum
    }
}

#[cfg(test)]
mod tests {
    use super::{Bands, Field, Lines};
    use crate::draw::layout::{Point, Rect};

    #[test]
    fn a_line_meets_the_boxes_that_it_touches() {
        let bands = Bands::new(&[((0, 10), (0, 10)), ((5, 20), (30, 40))]);
        assert_eq!(bands.hits(-1, 0, 100), 0);
        assert_eq!(bands.hits(0, 0, 100), 1);
        assert_eq!(bands.hits(5, 0, 100), 2);
        assert_eq!(bands.hits(10, 11, 29), 0);
        assert_eq!(bands.hits(10, 10, 30), 2);
        assert_eq!(bands.hits(11, 0, 100), 1);
        assert_eq!(bands.hits(21, 0, 100), 0);
    }

    #[test]
    fn boxes_within_boxes_count_too() {
        let bands = Bands::new(&[((0, 9), (0, 100)), ((0, 9), (40, 50))]);
        assert_eq!(bands.hits(4, 60, 70), 1);
        assert_eq!(bands.hits(4, 45, 46), 2);
    }

    #[test]
    fn only_heads_that_point_at_other_blocks_are_touched() {
        let head = |x| Rect {
            x,
            y: 0,
            width: 10,
            height: 12,
        };
        let heads = [(head(0), true), (head(100), true), (head(200), false)];
        let field = Field::new(&[], &heads);
        let touched = |from: (i32, i32), to: (i32, i32), target| {
            let [from, to] = [from, to].map(|(x, y)| Point { x, y });
            field.touched(from, to, target)
        };
        assert_eq!(touched((5, -50), (5, 50), 1), 1);
        assert_eq!(touched((5, -50), (5, 50), 0), 0);
        assert_eq!(touched((-50, 6), (300, 6), 0), 1);
        assert_eq!(touched((11, -50), (11, 50), 1), 0);
        assert_eq!(touched((-50, 13), (300, 13), 1), 0);
        assert_eq!(touched((205, -50), (205, 50), 1), 0);
    }

    #[test]
    fn lines_to_the_same_block_may_lie_on_each_other() {
        let mut lines = Lines::default();
        lines.add(50, (0, 10), 1);
        lines.add(53, (0, 10), 2);
        lines.add(54, (0, 10), 2);
        assert_eq!(lines.shared(50, (5, 20), 1), 5);
        assert_eq!(lines.shared(50, (5, 20), 3), 10);
        lines.add(50, (8, 30), 1);
        assert_eq!(lines.shared(50, (5, 20), 3), 22);
        assert_eq!(lines.shared(50, (9, 9), 3), 0);
        lines.add(-40, (0, 10), 1);
        assert_eq!(lines.shared(-40, (-5, 30), 2), 10);
    }
}
