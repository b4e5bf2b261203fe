//! Ways for connectors: straight lines and right angles, around blocks where that is possible.

use std::collections::BTreeMap;

use crate::draw::layout::{Connector, Layout, Mark, Point, Rect};

/// Between a block and the nearest line beside it.
const CLEAR: i32 = 8;
/// Between two lines side by side.
const LANE: i32 = 6;
/// How many lanes beside a block are tried.
const LANES: i32 = 5;
/// How many heights for the way around are tried.
const HEIGHTS: usize = 10;
/// What a line through a box costs, in pixels of detour.
const CROSSING: i64 = 50_000;
/// Around the whole picture.
const MARGIN: i32 = 20;

/// Adds a connector for each row that leads somewhere, and one from the entry point.
pub(crate) fn connect(layout: &mut Layout) {
    let mut router = Router::new(layout);
    let mut connectors = Vec::new();
    if let Some(start) = layout.start {
        let from = Point {
            x: layout.entry.right(),
            y: layout.entry.y + layout.entry.height / 2,
        };
        let points = router.way(from, layout.blocks[start].entry(), start);
        connectors.push(Connector {
            from: None,
            to: start,
            points,
            mark: if layout.blocks[start].walked {
                Mark::Walked
            } else {
                Mark::Plain
            },
        });
    }
    for (at, block) in layout.blocks.iter().enumerate() {
        for (index, row) in block.rows.iter().enumerate() {
            if let Some(to) = row.target {
                connectors.push(Connector {
                    from: Some((at, index)),
                    to,
                    points: router.way(row.exit, layout.blocks[to].entry(), to),
                    mark: row.mark,
                });
            }
        }
    }
    layout.connectors = connectors;
    layout.size = frame(layout);
}

/// The whole picture. Connectors may leave the blocks at every side, so all is moved to fit.
fn frame(layout: &Layout) -> Rect {
    let points = || {
        layout
            .connectors
            .iter()
            .flat_map(|connector| &connector.points)
    };
    let blocks = layout.blocks.iter().map(|block| block.rect);
    let notes = layout.notes.iter().map(|note| note.rect);
    let rects: Vec<Rect> = blocks.chain(notes).chain([layout.entry]).collect();
    let left = rects
        .iter()
        .map(|rect| rect.x)
        .chain(points().map(|at| at.x))
        .min();
    let top = rects
        .iter()
        .map(|rect| rect.y)
        .chain(points().map(|at| at.y))
        .min();
    let right = rects
        .iter()
        .map(|rect| rect.right())
        .chain(points().map(|at| at.x))
        .max();
    let bottom = rects
        .iter()
        .map(|rect| rect.bottom())
        .chain(points().map(|at| at.y))
        .max();
    let (left, top) = (left.unwrap_or(0) - MARGIN, top.unwrap_or(0) - MARGIN);
    Rect {
        x: left,
        y: top,
        width: right.unwrap_or(0) + MARGIN - left,
        height: bottom.unwrap_or(0) + MARGIN - top,
    }
}

struct Router {
    /// Blocks, notes and the entry point, by their left edge.
    obstacles: Vec<Rect>,
    width_max: i32,
    /// Heights at which a line has a chance to pass, sorted.
    heights: Vec<i32>,
    /// The same for columns.
    sides: Vec<i32>,
    /// Lines that lie there already, by column or row, with the block that they lead to.
    columns: Lines,
    rows: Lines,
}

/// Ways to consider.
type Stage<'a> = dyn Fn(&Router) -> Vec<Vec<Point>> + 'a;

type Lines = BTreeMap<i32, Vec<(i32, i32, usize)>>;

impl Router {
    fn new(layout: &Layout) -> Self {
        let blocks = layout.blocks.iter().map(|block| block.rect);
        let notes = layout.notes.iter().map(|note| note.rect);
        let mut obstacles: Vec<Rect> = blocks.chain(notes).chain([layout.entry]).collect();
        obstacles.sort_by_key(|rect| (rect.x, rect.y));
        let beside = obstacles
            .iter()
            .flat_map(|rect| [rect.y - CLEAR, rect.bottom() + CLEAR]);
        let mut heights: Vec<i32> = beside.collect();
        heights.sort_unstable();
        heights.dedup();
        let (top, bottom) = (heights[0], heights[heights.len() - 1]);
        heights.extend((1..LANES).map(|lane| bottom + lane * LANE));
        heights.splice(0..0, (1..LANES).rev().map(|lane| top - lane * LANE));
        let sides = obstacles.iter();
        let sides = sides.flat_map(|rect| [rect.x - CLEAR, rect.right() + CLEAR]);
        let mut sides: Vec<i32> = sides.collect();
        sides.sort_unstable();
        sides.dedup();
        Self {
            sides,
            width_max: obstacles.iter().map(|rect| rect.width).max().unwrap_or(0),
            obstacles,
            heights,
            columns: Lines::new(),
            rows: Lines::new(),
        }
    }

    /// The cheapest of a few ways, which then counts as taken. Longer ways are tried only where the
    /// shorter ones run through something.
    fn way(&mut self, from: Point, to: Point, target: usize) -> Vec<Point> {
        let mut best = (i64::MAX, vec![from, to]);
        let middle = i32::midpoint(from.y, to.y);
        let stages: [&Stage<'_>; 5] = [
            &|_| direct(from, to),
            &|router| router.passing(from, to, middle),
            &|router| router.passing(from, to, from.y),
            &|router| router.passing(from, to, to.y),
            &|router| router.winding(from, to),
        ];
        for stage in stages {
            for points in stage(self) {
                let cost = self.cost(&points, target, best.0);
                if cost < best.0 {
                    best = (cost, points);
                }
            }
            // A little detour is better than a line on another one.
            if best.0 < CROSSING {
                break;
            }
        }
        self.take(&best.1, target);
        best.1
    }

    /// Ways that pass at a height near this one, or above or below everything.
    fn passing(&self, from: Point, to: Point, middle: i32) -> Vec<Vec<Point>> {
        let ends = usize::try_from(LANES).unwrap_or(0);
        let near = near(&self.heights, middle, HEIGHTS).iter();
        let outer = self.heights.iter().take(ends);
        let outer = outer.chain(self.heights.iter().rev().take(ends));
        let mut heights: Vec<i32> = near.chain(outer).copied().collect();
        // Cheap ones first: what costs more than the best so far is not looked at closely.
        heights.sort_unstable_by_key(|y| ((y - middle).abs(), *y));
        heights.dedup();
        let heights = heights.into_iter();
        let ways = heights.flat_map(|y| {
            (0..LANES).map(move |lane| {
                let (out, back) = (CLEAR + lane * LANE, CLEAR + (lane + 1) % 3 * LANE);
                around(from, to, y, out, back)
            })
        });
        ways.collect()
    }

    /// Ways that pass at two heights with a column of their own between them.
    fn winding(&self, from: Point, to: Point) -> Vec<Vec<Point>> {
        let columns = near(&self.sides, i32::midpoint(from.x, to.x), 8);
        let mut ways = Vec::new();
        for first in near(&self.heights, from.y, 2) {
            for second in near(&self.heights, to.y, 2) {
                let way = |x: &i32| {
                    let (left, right) = (from.x + CLEAR, to.x - CLEAR);
                    let corners = [
                        (from.x, from.y),
                        (left, from.y),
                        (left, *first),
                        (*x, *first),
                        (*x, *second),
                        (right, *second),
                        (right, to.y),
                        (to.x, to.y),
                    ];
                    corners.map(|(x, y)| Point { x, y }).to_vec()
                };
                ways.extend(columns.iter().map(way));
            }
        }
        ways
    }

    /// Length and corners count a little, lines on top of others more, crossed blocks most.
    fn cost(&self, points: &[Point], target: usize, most: i64) -> i64 {
        let mut cost = i64::try_from(points.len()).unwrap_or(0) * 12;
        let lengths = points.windows(2).map(|pair| length(pair[0], pair[1]));
        cost += lengths.map(i64::from).sum::<i64>();
        for (index, pair) in points.windows(2).enumerate() {
            if cost >= most {
                return cost;
            }
            let is_last = index + 2 == points.len();
            // More boxes than this do not matter: the way is lost.
            let hits_max = (most - cost) / CROSSING + 1;
            cost += self.crossed(pair[0], pair[1], index == 0, is_last, hits_max) * CROSSING;
        }
        for pair in points.windows(2) {
            if cost >= most {
                return cost;
            }
            cost += i64::from(self.shared(pair[0], pair[1], target)) * 8;
        }
        cost
    }

    /// How many boxes a line runs through, or touches.
    fn crossed(&self, from: Point, to: Point, is_first: bool, is_last: bool, most: i64) -> i64 {
        // The first line begins at the edge of a box and the last one ends at one.
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let left = left + i32::from(is_first);
        let right = right - i32::from(is_last);
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let first = self
            .obstacles
            .partition_point(|rect| rect.x < left - self.width_max);
        let near = self.obstacles[first..].iter();
        let near = near.take_while(|rect| rect.x <= right);
        let hit = near.filter(|rect| {
            rect.right() >= left && rect.y - 2 <= bottom && rect.bottom() + 2 >= top
        });
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        i64::try_from(hit.take(most).count()).unwrap_or(0)
    }

    /// For how many pixels a line lies on lines to other blocks.
    fn shared(&self, from: Point, to: Point, target: usize) -> i32 {
        let (lines, at, low, high) = if from.x == to.x {
            (&self.columns, from.x, from.y.min(to.y), from.y.max(to.y))
        } else {
            (&self.rows, from.y, from.x.min(to.x), from.x.max(to.x))
        };
        let near = lines.range(at - LANE / 2..=at + LANE / 2);
        let others = near.flat_map(|(_, lines)| lines);
        others
            .filter(|(_, _, to)| *to != target)
            .map(|(start, end, _)| (high.min(*end) - low.max(*start)).max(0))
            .sum()
    }

    fn take(&mut self, points: &[Point], target: usize) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if from.x == to.x {
                let line = (from.y.min(to.y), from.y.max(to.y), target);
                self.columns.entry(from.x).or_default().push(line);
            } else {
                let line = (from.x.min(to.x), from.x.max(to.x), target);
                self.rows.entry(from.y).or_default().push(line);
            }
        }
    }
}

/// The values nearest to one, so many on either side.
fn near(sorted: &[i32], middle: i32, count: usize) -> &[i32] {
    let at = sorted.partition_point(|value| *value < middle);
    let low = at.saturating_sub(count);
    &sorted[low..(at + count).min(sorted.len())]
}

fn length(from: Point, to: Point) -> i32 {
    (from.x - to.x).abs() + (from.y - to.y).abs()
}

/// Ways with one vertical line between the two blocks.
fn direct(from: Point, to: Point) -> Vec<Vec<Point>> {
    if from.y == to.y && from.x < to.x {
        return vec![vec![from, to]];
    }
    let room = to.x - from.x;
    if room < 2 * CLEAR {
        return Vec::new();
    }
    let lanes = (0..LANES * 2).map(|lane| CLEAR + lane * LANE);
    let lanes: Vec<i32> = lanes.filter(|lane| *lane <= room - CLEAR).collect();
    let near_end = lanes.iter().map(|lane| to.x - lane);
    let near_start = lanes.iter().map(|lane| from.x + lane);
    let columns = near_end.chain(near_start);
    columns
        .map(|x| vec![from, Point { x, y: from.y }, Point { x, y: to.y }, to])
        .collect()
}

/// A way that passes at a height of its own.
fn around(from: Point, to: Point, y: i32, out: i32, back: i32) -> Vec<Point> {
    let (left, right) = (from.x + out, to.x - back);
    vec![
        from,
        Point { x: left, y: from.y },
        Point { x: left, y },
        Point { x: right, y },
        Point { x: right, y: to.y },
        to,
    ]
}
