//! Ways for connectors: straight lines and right angles, around blocks where that is possible.

use crate::draw::{
    field::{Field, LANE},
    layout::{Connector, Layout, Mark, Point, Rect},
    maze::Maze,
};

/// Between a block and the nearest line beside it.
pub(crate) const CLEAR: i32 = 8;
/// How many lanes beside a block are tried.
const LANES: i32 = 5;
/// How many heights for the way around are tried.
const HEIGHTS: usize = 10;
/// What a corner costs, in pixels.
pub(crate) const CORNER: i64 = 12;
/// What a line through a box costs, in pixels of detour: no detour is worse.
const CROSSING: i64 = 1_000_000_000;
/// What a pixel on another line costs.
pub(crate) const SHARING: i64 = 8;
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

/// Finds ways, one after another.
struct Router {
    field: Field,
    maze: Maze,
    /// Heights at which a line has a chance to pass, sorted.
    heights: Vec<i32>,
    /// The same for columns.
    sides: Vec<i32>,
}

/// The best way so far.
struct Search<'r> {
    router: &'r Router,
    target: usize,
    cost: i64,
    /// Whether that way runs through a box.
    crosses: bool,
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
            field: Field::new(&obstacles),
            maze: Maze::new(&obstacles),
            sides,
            heights,
        }
    }

    /// The cheapest of a few ways, which then counts as taken. Longer ways are tried only where the
    /// shorter ones run through something.
    fn way(&mut self, from: Point, to: Point, target: usize) -> Vec<Point> {
        let mut search = Search {
            router: self,
            target,
            cost: i64::MAX,
            crosses: true,
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
        for stage in stages {
            stage(&mut search);
            search.choose();
            if !search.crosses {
                break;
            }
        }
        let (crosses, mut points) = (search.crosses, search.points);
        if crosses {
            let around = self.maze.way(&self.field, from, to, target);
            points = around.unwrap_or(points);
        }
        self.field.take(&points, target);
        points
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
            crosses |= hits > 0;
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
                self.points.clear();
                self.points.extend_from_slice(points);
            }
        }
        offers.clear();
        self.offers = offers;
    }

    /// Ways with one vertical line between the two blocks.
    fn direct(&mut self, from: Point, to: Point) {
        if from.y == to.y && from.x < to.x {
            return self.offer(&[from, to]);
        }
        let room = to.x - from.x;
        if room < 2 * CLEAR {
            return;
        }
        let lanes = || {
            let lanes = (0..LANES * 2).map(|lane| CLEAR + lane * LANE);
            lanes.filter(move |lane| *lane <= room - CLEAR)
        };
        let near_end = lanes().map(|lane| to.x - lane);
        let near_start = lanes().map(|lane| from.x + lane);
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
        let (mut left, mut right) = (from.x + out(LANES - 1), to.x - back(1));
        if left > right {
            (left, right) = (from.x + out(0), to.x - back(2));
        }
        let (clear, blocked): (Vec<i32>, Vec<i32>) = heights.into_iter().partition(|y| {
            let (left, right) = (Point { x: left, y: *y }, Point { x: right, y: *y });
            self.router.field.crossed(left, right, false, false) == 0
        });
        for heights in [clear, blocked] {
            for y in heights {
                for lane in 0..LANES {
                    self.offer(&around(from, to, y, out(lane), back(lane)));
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

/// How far a lane is from the block that it leaves.
fn out(lane: i32) -> i32 {
    CLEAR + lane * LANE
}

/// How far it is from the block that it leads to.
fn back(lane: i32) -> i32 {
    CLEAR + (lane + 1) % 3 * LANE
}

/// A way that passes at a height of its own.
fn around(from: Point, to: Point, y: i32, out: i32, back: i32) -> [Point; 6] {
    let (left, right) = (from.x + out, to.x - back);
    [
        from,
        Point { x: left, y: from.y },
        Point { x: left, y },
        Point { x: right, y },
        Point { x: right, y: to.y },
        to,
    ]
}
