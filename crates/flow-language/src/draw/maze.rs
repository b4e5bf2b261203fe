//! Ways around everything, for what no simple way leads to: found step by step along the gaps.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use crate::draw::{
    field::{Field, LANE},
    layout::{Point, Rect},
    route::{self, APPROACH, CLEAR, CORNER, SHARING},
};

/// The gaps between boxes.
pub(crate) struct Maze {
    /// Columns and rows beside boxes, sorted.
    columns: Vec<i32>,
    rows: Vec<i32>,
    steps_left: usize,
}

/// A crossing of a column and a row, and whether it is reached along the column.
type Place = (usize, usize, bool);

/// A search for one way.
struct Walk<'m> {
    field: &'m Field,
    target: usize,
    columns: &'m [i32],
    rows: Vec<i32>,
    end: Point,
    /// What it costs to get to a place, and from where.
    reached: HashMap<Place, (i64, Place)>,
    open: BinaryHeap<Reverse<(i64, Place)>>,
}

// === impl Maze ===

impl Maze {
    /// The gaps, for ways of so many steps together.
    pub(crate) fn new(boxes: &[Rect], steps_max: usize) -> Self {
        let lanes = |low: i32, high: i32| {
            let (before, behind) = (route::before(low), route::behind(high));
            [0, LANE]
                .into_iter()
                .flat_map(move |by| [before - by, behind + by])
        };
        let sorted = |mut places: Vec<i32>| {
            places.sort_unstable();
            places.dedup();
            places
        };
        let columns = boxes
            .iter()
            .flat_map(|rect| lanes(rect.x - APPROACH, rect.right() + CLEAR));
        let rows = boxes
            .iter()
            .flat_map(|rect| lanes(rect.y - CLEAR, rect.bottom() + CLEAR));
        Self {
            columns: sorted(columns.collect()),
            rows: sorted(rows.collect()),
            steps_left: steps_max,
        }
    }

    /// The cheapest way that runs through no box, if there is one.
    pub(crate) fn way(
        &mut self,
        field: &Field,
        from: Point,
        to: Point,
        target: usize,
    ) -> Option<Vec<Point>> {
        if self.steps_left == 0 {
            return None;
        }
        let begin = Point {
            x: route::behind(from.x + CLEAR),
            y: from.y,
        };
        let end = Point {
            x: route::before(to.x - APPROACH),
            y: to.y,
        };
        let is_blocked =
            field.crossed(from, begin, true, false) + field.crossed(end, to, false, true);
        if is_blocked > 0 {
            return None;
        }
        let mut rows = self.rows.clone();
        for row in [begin.y, end.y] {
            if let Err(at) = rows.binary_search(&row) {
                rows.insert(at, row);
            }
        }
        let mut walk = Walk {
            field,
            target,
            columns: &self.columns,
            rows,
            end,
            reached: HashMap::new(),
            open: BinaryHeap::new(),
        };
        let last = walk.search(begin, &mut self.steps_left)?;
        let mut points = vec![to];
        points.extend(walk.back_from(last));
        points.push(from);
        points.reverse();
        Some(straightened(points))
    }
}

// === impl Walk ===

impl Walk<'_> {
    /// Goes on from the place that promises most until the end is there.
    fn search(&mut self, begin: Point, steps_left: &mut usize) -> Option<Place> {
        let column = self.columns.binary_search(&begin.x).ok()?;
        let row = self.rows.binary_search(&begin.y).ok()?;
        let first = (column, row, false);
        self.reached.insert(first, (0, first));
        self.open.push(Reverse((0, first)));
        while let Some(Reverse((promised, place))) = self.open.pop() {
            if self.point(place) == self.end {
                return Some(place);
            }
            *steps_left = steps_left.checked_sub(1)?;
            let cost = self.reached[&place].0;
            // A better way to this place was found since.
            if promised > cost + self.rest(place) {
                continue;
            }
            self.step(place, cost);
        }
        None
    }

    fn step(&mut self, place: Place, cost: i64) {
        let (column, row, is_upright) = place;
        let next = [
            (column.wrapping_sub(1), row, false),
            (column + 1, row, false),
            (column, row.wrapping_sub(1), true),
            (column, row + 1, true),
        ];
        for to in next {
            if to.0 >= self.columns.len() || to.1 >= self.rows.len() {
                continue;
            }
            let (here, there) = (self.point(place), self.point(to));
            if self.field.crossed(here, there, false, false) > 0
                || self.field.touched(here, there, self.target) > 0
            {
                continue;
            }
            let length = i64::from((here.x - there.x).abs() + (here.y - there.y).abs());
            let corner = if to.2 == is_upright { 0 } else { CORNER };
            let shared = self.field.shared(here, there, self.target) * SHARING;
            let cost = cost + length + corner + shared;
            let is_better = self.reached.get(&to).is_none_or(|(known, _)| cost < *known);
            if is_better {
                self.reached.insert(to, (cost, place));
                self.open.push(Reverse((cost + self.rest(to), to)));
            }
        }
    }

    /// What is left at least.
    fn rest(&self, place: Place) -> i64 {
        let at = self.point(place);
        i64::from((at.x - self.end.x).abs() + (at.y - self.end.y).abs())
    }

    fn point(&self, (column, row, _): Place) -> Point {
        Point {
            x: self.columns[column],
            y: self.rows[row],
        }
    }

    /// The places of the way, from its end.
    fn back_from(&self, last: Place) -> Vec<Point> {
        let mut points = vec![self.point(last)];
        let mut at = last;
        while self.reached[&at].1 != at {
            at = self.reached[&at].1;
            points.push(self.point(at));
        }
        points
    }
}

/// Without the points at which a way goes straight on.
fn straightened(points: Vec<Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., before, last] = corners[..] {
            let is_level = before.y == last.y && last.y == point.y;
            let is_upright = before.x == last.x && last.x == point.x;
            if is_level || is_upright {
                corners.pop();
            }
        }
        corners.push(point);
    }
    corners
}
