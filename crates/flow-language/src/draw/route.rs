//! Ways for connectors: straight lines and right angles, around blocks where that is possible.

use crate::draw::{
    field::{Field, LANE},
    layout::{Connector, Layout, Mark, Point, Rect},
    maze::Maze,
};

/// Between a block and the nearest line that leaves it, or passes above or below.
pub(crate) const CLEAR: i32 = 8;
/// Between a block and the last bend of a line that leads there: the head of the arrow, and the bend.
pub(crate) const APPROACH: i32 = 14;
/// How long and how high the head of an arrow is on either side of its line, and what nothing else may
/// touch around it.
const HEAD: (i32, i32) = (10, 6);
/// How many lanes beside a block are tried.
const LANES: i32 = 5;
/// How many heights for the way around are tried.
const HEIGHTS: usize = 10;
/// What a corner costs, in pixels.
pub(crate) const CORNER: i64 = 12;
/// What a line through a box costs, in pixels of detour: no detour is worse.
const CROSSING: i64 = 1_000_000_000;
/// What a line through the head of an arrow to another block costs.
const TOUCHING: i64 = 1_000_000;
/// What a pixel on another line costs.
pub(crate) const SHARING: i64 = 8;
/// For how many pixels a way may lie on others before longer ones are looked for, and before the gaps are.
const SHARED_MAX: i64 = 24;
const HIDDEN_MAX: i64 = 100;
/// For how many ways of a picture that is done, and in pictures of how many ways at most: in larger ones no
/// line lies alone anyway.
const LOOKS_MAX: usize = 16;
const WAYS_MAX: usize = 400;
/// How many steps through gaps all ways of a picture may take together: those that run through something
/// else, and those that lie on other lines. Where blocks leave no gap there is no way, and looking for it
/// must not take for ever.
const STEPS_MAX: usize = 200_000;
const CLOSER_STEPS_MAX: usize = 60_000;
/// The most points that a way has.
const CORNERS_MAX: usize = 8;
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
            is_error: false,
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
                    is_error: row.is_error,
                    mark: row.mark,
                });
            }
        }
    }
    layout.connectors = connectors;
    layout.size = frame(layout);
}

/// The head of the arrow that each block would have, and whether anything leads there.
fn heads(layout: &Layout) -> Vec<(Rect, bool)> {
    let mut heads: Vec<(Rect, bool)> = layout
        .blocks
        .iter()
        .map(|block| {
            let tip = block.entry();
            let (width, half) = HEAD;
            let rect = Rect {
                x: tip.x - width,
                y: tip.y - half,
                width,
                height: 2 * half,
            };
            (rect, false)
        })
        .collect();
    let rows = layout.blocks.iter().flat_map(|block| &block.rows);
    for to in rows.filter_map(|row| row.target).chain(layout.start) {
        heads[to].1 = true;
    }
    heads
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

/// Finds ways, one after another.
struct Router {
    field: Field,
    maze: Maze,
    /// Heights at which a line has a chance to pass, sorted.
    heights: Vec<i32>,
    /// The same for columns.
    sides: Vec<i32>,
    looks_left: usize,
    /// For those, less far.
    closer: Maze,
}

/// The best way so far.
struct Search<'r> {
    router: &'r Router,
    target: usize,
    cost: i64,
    /// Whether that way runs through a box.
    crosses: bool,
    /// What it costs that it lies on other lines.
    shared: i64,
    points: Vec<Point>,
    /// Ways that may be better, without what they share with other lines.
    offers: Vec<Offer>,
}

struct Offer {
    cost: i64,
    crosses: bool,
    points: [Point; CORNERS_MAX],
    count: usize,
}

impl Router {
    fn new(layout: &Layout) -> Self {
        let blocks = layout.blocks.iter().map(|block| block.rect);
        let notes = layout.notes.iter().map(|note| note.rect);
        let obstacles: Vec<Rect> = blocks.chain(notes).chain([layout.entry]).collect();
        let beside = obstacles
            .iter()
            .flat_map(|rect| [before(rect.y - CLEAR), behind(rect.bottom() + CLEAR)]);
        let mut heights: Vec<i32> = beside.collect();
        heights.sort_unstable();
        heights.dedup();
        let (top, bottom) = (heights[0], heights[heights.len() - 1]);
        heights.extend((1..LANES).map(|lane| bottom + lane * LANE));
        heights.splice(0..0, (1..LANES).rev().map(|lane| top - lane * LANE));
        let sides = obstacles.iter();
        let sides =
            sides.flat_map(|rect| [before(rect.x - APPROACH), behind(rect.right() + CLEAR)]);
        let mut sides: Vec<i32> = sides.collect();
        sides.sort_unstable();
        sides.dedup();
        let ways = layout.blocks.iter().map(|block| block.rows.len());
        let is_large = ways.sum::<usize>() > WAYS_MAX;
        Self {
            field: Field::new(&obstacles, &heads(layout)),
            maze: Maze::new(&obstacles, STEPS_MAX),
            closer: Maze::new(&obstacles, CLOSER_STEPS_MAX),
            sides,
            heights,
            looks_left: if is_large { 0 } else { LOOKS_MAX },
        }
    }

    /// The cheapest of a few ways, which then counts as taken. Longer ways are tried only where the
    /// shorter ones run through something, or long on other lines.
    fn way(&mut self, from: Point, to: Point, target: usize) -> Vec<Point> {
        let mut search = Search {
            router: self,
            target,
            cost: i64::MAX,
            crosses: true,
            shared: 0,
            points: vec![from, to],
            offers: Vec::new(),
        };
        let middle = i32::midpoint(from.y, to.y);
        let stages: [&dyn Fn(&mut Search<'_>); 5] = [
            &|search| search.direct(from, to),
            &|search| search.passing(from, to, middle),
            &|search| search.passing(from, to, from.y),
            &|search| search.passing(from, to, to.y),
            &|search| search.winding(from, to),
        ];
        let (may_look, mut looks) = (self.looks_left > 0, 0);
        for stage in stages {
            stage(&mut search);
            search.choose();
            search.nudge();
            if search.crosses {
                continue;
            }
            if search.shared <= SHARED_MAX * SHARING || !may_look {
                break;
            }
            looks = 1;
        }
        let hides = !search.crosses && looks > 0 && search.shared > HIDDEN_MAX * SHARING;
        let (crosses, cost, mut points) = (search.crosses, search.cost, search.points);
        if crosses {
            let around = self.maze.way(&self.field, from, to, target);
            points = around.unwrap_or(points);
        } else if hides {
            let around = self.closer.way(&self.field, from, to, target);
            let around = around.filter(|around| self.cost(around, target) < cost);
            points = around.unwrap_or(points);
        }
        self.looks_left -= looks;
        self.field.take(&points, target);
        points
    }

    /// What a way costs that runs through nothing.
    fn cost(&self, points: &[Point], target: usize) -> i64 {
        let corners = i64::try_from(points.len()).unwrap_or(0) * CORNER;
        let lines = points.windows(2).map(|pair| {
            let shared = self.field.shared(pair[0], pair[1], target);
            i64::from(length(pair[0], pair[1])) + shared * SHARING
        });
        corners + lines.sum::<i64>()
    }
}

impl Search<'_> {
    /// A way to choose from. Length and corners count a little, crossed blocks most.
    fn offer(&mut self, points: &[Point]) {
        let mut cost = i64::try_from(points.len()).unwrap_or(0) * CORNER;
        let lengths = points.windows(2).map(|pair| length(pair[0], pair[1]));
        cost += lengths.map(i64::from).sum::<i64>();
        let mut crosses = false;
        for (index, pair) in points.windows(2).enumerate() {
            if cost >= self.cost {
                return;
            }
            let is_last = index + 2 == points.len();
            let field = &self.router.field;
            let hits = field.crossed(pair[0], pair[1], index == 0, is_last);
            cost += i64::try_from(hits).unwrap_or(i64::MAX / CROSSING) * CROSSING;
            let heads = field.touched(pair[0], pair[1], self.target);
            cost += i64::try_from(heads).unwrap_or(i64::MAX / CROSSING) * TOUCHING;
            crosses |= hits + heads > 0;
        }
        let mut corners = [points[0]; CORNERS_MAX];
        corners[..points.len()].copy_from_slice(points);
        self.offers.push(Offer {
            cost,
            crosses,
            points: corners,
            count: points.len(),
        });
    }

    /// Takes the best of what is offered. Lines on top of others count more than length, and are looked
    /// for in cheap ways first: most of the others are then lost without a look.
    fn choose(&mut self) {
        let mut offers = std::mem::take(&mut self.offers);
        offers.sort_by_key(|offer| offer.cost);
        for offer in &offers {
            if offer.cost >= self.cost {
                break;
            }
            let points = &offer.points[..offer.count];
            let mut cost = offer.cost;
            for pair in points.windows(2) {
                if cost >= self.cost {
                    break;
                }
                let field = &self.router.field;
                cost += field.shared(pair[0], pair[1], self.target) * SHARING;
            }
            if cost < self.cost {
                self.cost = cost;
                self.crosses = offer.crosses;
                self.shared = cost - offer.cost;
                self.points.clear();
                self.points.extend_from_slice(points);
            }
        }
        offers.clear();
        self.offers = offers;
    }

    /// Moves single lines of the way aside: those on lines to other blocks to where they lie alone, and
    /// those beside a line to the same block onto that.
    fn nudge(&mut self) {
        for at in 1..self.points.len().saturating_sub(2) {
            let (from, to) = (self.points[at], self.points[at + 1]);
            let own = self.router.field.beside(from, to, self.target);
            let place = if from.x == to.x { from.x } else { from.y };
            if let Some(own) = own {
                // Two lines less to look at are worth a few pixels.
                self.cost += 2 * i64::from(LANE * 2);
                self.offer_moved(at, own - place);
            } else if self.shared > 0 {
                for lane in 1..=LANES {
                    self.offer_moved(at, lane * LANE);
                    self.offer_moved(at, -lane * LANE);
                }
            }
            self.choose();
        }
    }

    /// The way with one of its lines moved, if that leaves room for its ends.
    fn offer_moved(&mut self, at: usize, by: i32) {
        let mut points = self.points.clone();
        for point in &mut points[at..=at + 1] {
            if self.points[at].x == self.points[at + 1].x {
                point.x += by;
            } else {
                point.y += by;
            }
        }
        let [from, first, .., last, to] = points[..] else {
            return;
        };
        if first.x >= from.x + CLEAR && last.x <= to.x - APPROACH {
            self.offer(&points);
        }
    }

    /// Ways with one vertical line between the two blocks.
    fn direct(&mut self, from: Point, to: Point) {
        if from.y == to.y && from.x < to.x {
            return self.offer(&[from, to]);
        }
        let (first, last) = (behind(from.x + CLEAR), before(to.x - APPROACH));
        let lanes = || (0..LANES * 2).map(|lane| lane * LANE);
        let near_end = lanes().map(|by| last - by).filter(|x| *x >= first);
        let near_start = lanes().map(|by| first + by).filter(|x| *x <= last);
        for x in near_end.chain(near_start) {
            self.offer(&[from, Point { x, y: from.y }, Point { x, y: to.y }, to]);
        }
    }

    /// Ways that pass at a height near this one, or above or below everything.
    fn passing(&mut self, from: Point, to: Point, middle: i32) {
        let ends = usize::try_from(LANES).unwrap_or(0);
        let all = &self.router.heights;
        let near = near(all, middle, HEIGHTS).iter();
        let outer = all.iter().take(ends).chain(all.iter().rev().take(ends));
        let mut heights: Vec<i32> = near.chain(outer).copied().collect();
        // Cheap ones first: what costs more than the best so far is not looked at closely.
        heights.sort_unstable_by_key(|y| ((y - middle).abs(), *y));
        heights.dedup();
        // What runs through a box anyway is looked at only where there is nothing else.
        let (mut left, mut right) = (out(from, LANES - 1), back(to, 1));
        if left > right {
            (left, right) = (out(from, 0), back(to, 2));
        }
        let (clear, blocked): (Vec<i32>, Vec<i32>) = heights.into_iter().partition(|y| {
            let (left, right) = (Point { x: left, y: *y }, Point { x: right, y: *y });
            self.router.field.crossed(left, right, false, false) == 0
        });
        for heights in [clear, blocked] {
            for y in heights {
                for lane in 0..LANES {
                    self.offer(&around(from, to, y, lane));
                }
            }
            self.choose();
            if !self.crosses {
                return;
            }
        }
    }

    /// Ways that pass at two heights with a column of their own between them.
    fn winding(&mut self, from: Point, to: Point) {
        let router = self.router;
        let columns = near(&router.sides, i32::midpoint(from.x, to.x), 8);
        for first in near(&router.heights, from.y, 2) {
            for second in near(&router.heights, to.y, 2) {
                for x in columns {
                    let (left, right) = (out(from, 0), back(to, 2));
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
                    self.offer(&corners.map(|(x, y)| Point { x, y }));
                }
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

/// The nearest lane at or before a place. All of them lie in one grid, so that lines side by side are
/// either one or a lane apart, wherever their blocks stand.
pub(crate) fn before(place: i32) -> i32 {
    place.div_euclid(LANE) * LANE
}

/// The nearest lane at or behind a place.
pub(crate) fn behind(place: i32) -> i32 {
    before(place + LANE - 1)
}

/// A lane beside the block that is left.
fn out(from: Point, lane: i32) -> i32 {
    behind(from.x + CLEAR) + lane * LANE
}

/// A lane beside the block that is led to.
fn back(to: Point, lane: i32) -> i32 {
    before(to.x - APPROACH) - (lane + 1) % 3 * LANE
}

/// A way that passes at a height of its own.
fn around(from: Point, to: Point, y: i32, lane: i32) -> [Point; 6] {
    let (left, right) = (out(from, lane), back(to, lane));
    [
        from,
        Point { x: left, y: from.y },
        Point { x: left, y },
        Point { x: right, y },
        Point { x: right, y: to.y },
        to,
    ]
}
