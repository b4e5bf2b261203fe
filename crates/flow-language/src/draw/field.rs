//! What lies where in a picture: boxes that lines have to avoid, and lines that are drawn already.
//!
//! Each of thousands of ways is looked at, so each question is answered by a binary search.

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

/// Lines of one direction that are drawn already.
struct Lines {
    first: i32,
    /// By the place of the line, so many pixels together.
    strips: Vec<Vec<Line>>,
}

struct Line {
    at: i32,
    span: Span,
    target: usize,
}

/// How many pixels are looked through together, as a power of two.
const STRIP: u32 = 3;

// === impl Field ===

impl Field {
    /// Boxes without lines.
    pub(crate) fn new(boxes: &[Rect]) -> Self {
        let beside = |(low, high): Span, by: i32| (low - by, high + by);
        let across = |rect: &Rect| (rect.x, rect.right());
        let down = |rect: &Rect| (rect.y, rect.bottom());
        // Nearer to a box, an upright line would run through the tips of what leads there.
        let upright = boxes.iter();
        let upright = upright.map(|rect| (beside(across(rect), BESIDE), beside(down(rect), 2)));
        let upright: Vec<_> = upright.collect();
        let level = boxes.iter();
        let level = level.map(|rect| (beside(down(rect), BESIDE), across(rect)));
        let level: Vec<_> = level.collect();
        let around = |ends: fn(&Rect) -> Span| {
            let (lows, highs): (Vec<_>, Vec<_>) = boxes.iter().map(ends).unzip();
            let (low, high) = (lows.into_iter().min(), highs.into_iter().max());
            Lines::between(low.unwrap_or(0), high.unwrap_or(0))
        };
        Self {
            columns: around(|rect| (rect.x, rect.right())),
            rows: around(|rect| (rect.y, rect.bottom())),
            level: Bands::new(&level),
            upright: Bands::new(&upright),
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

    /// For how many pixels a line lies on lines to other blocks, as far as that matters.
    pub(crate) fn shared(&self, from: Point, to: Point, target: usize, most: i64) -> i64 {
        if from.x == to.x {
            let span = (from.y.min(to.y), from.y.max(to.y));
            self.columns.shared(from.x, span, target, most)
        } else {
            let span = (from.x.min(to.x), from.x.max(to.x));
            self.rows.shared(from.y, span, target, most)
        }
    }

    /// Draws the lines of a way.
    pub(crate) fn take(&mut self, points: &[Point], target: usize) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if from.x == to.x {
                let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
                self.columns.add(from.x, top, bottom, target);
            } else {
                let (left, right) = (from.x.min(to.x), from.x.max(to.x));
                self.rows.add(from.y, left, right, target);
            }
        }
    }
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
    /// For lines between these places, and a little beyond.
    fn between(first: i32, last: i32) -> Self {
        let strips = (last - first).max(0) >> STRIP;
        let strips = usize::try_from(strips).unwrap_or(0) + 1;
        Self {
            first,
            strips: std::iter::repeat_with(Vec::new).take(strips).collect(),
        }
    }

    fn add(&mut self, at: i32, low: i32, high: i32, target: usize) {
        let strip = self.strip(at);
        self.strips[strip].push(Line {
            at,
            span: (low, high),
            target,
        });
    }

    /// For how many pixels a line lies on lines to other targets. More than `most` are not counted to
    /// the end.
    fn shared(&self, at: i32, (low, high): Span, target: usize, most: i64) -> i64 {
        let (first, last) = (self.strip(at - LANE / 2), self.strip(at + LANE / 2));
        let mut shared = 0;
        for line in self.strips[first..=last].iter().flatten() {
            let common = high.min(line.span.1) - low.max(line.span.0);
            if common > 0 && (line.at - at).abs() <= LANE / 2 && line.target != target {
                shared += i64::from(common);
                if shared > most {
                    break;
                }
            }
        }
        shared
    }

    fn strip(&self, at: i32) -> usize {
        let strip = usize::try_from((at - self.first) >> STRIP).unwrap_or(0);
        strip.min(self.strips.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bands, Lines};

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
    fn lines_to_the_same_block_may_lie_on_each_other() {
        let mut lines = Lines::between(0, 100);
        lines.add(50, 0, 10, 1);
        lines.add(53, 0, 10, 2);
        lines.add(54, 0, 10, 2);
        assert_eq!(lines.shared(50, (5, 20), 1, 100), 5);
        assert_eq!(lines.shared(50, (5, 20), 3, 100), 10);
        assert_eq!(lines.shared(50, (5, 20), 3, 1), 5);
        lines.add(-40, 0, 10, 1);
        assert_eq!(lines.shared(-40, (0, 10), 2, 100), 10);
    }
}
