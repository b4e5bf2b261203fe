//! The parts of a picture and their places, in whole pixels.

use crate::{
    action::{ActionGroup, BranchPlace},
    block::Position,
    document::Document,
    draw::{Options, Severity, layer, spread},
};

/// A point, from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// A text and the box that it fits into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextBox {
    /// The box.
    pub rect: Rect,
    /// The text, shortened.
    pub text: String,
}

/// How a block or branch is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    #[default]
    Plain,
    /// The path leads through it.
    Walked,
    /// Only the new document has it.
    Added,
    /// Only the old document has it.
    Removed,
    /// Both have it, not the same.
    Changed,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockBox {
    /// `Identifier` of the action.
    pub identifier: String,
    /// Its `Type`.
    pub action_type: String,
    /// What colours it.
    pub group: Option<ActionGroup>,
    /// The whole block.
    pub rect: Rect,
    /// Its name for people, line by line.
    pub label: Vec<TextBox>,
    /// What one must know before all else: that nothing leads to it.
    pub notice: Option<TextBox>,
    /// The parameter that tells most, line by line; nothing if none does.
    pub caption: Vec<TextBox>,
    /// The same, as long as it is.
    pub tooltip: String,
    /// Its branches.
    pub rows: Vec<RowBox>,
    /// How it is marked by a difference.
    pub mark: Mark,
    /// Whether the path leads through it.
    pub walked: bool,
    /// The worst of its findings, and all their texts.
    pub finding: Option<(Severity, String)>,
}

/// A branch on its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowBox {
    /// The branches of this row: the plain way on shares one with another where they lead alike.
    pub branches: Vec<BranchPlace>,
    /// The branch in plain words.
    pub label: TextBox,
    /// How often it was taken.
    pub count: Option<TextBox>,
    /// Index of the block that it leads to; none if there is no such action.
    pub target: Option<usize>,
    /// Whether it is taken only when something fails.
    pub is_error: bool,
    /// How it is marked.
    pub mark: Mark,
    /// Where its connector begins.
    pub exit: Point,
}

/// A note of the designer.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteBox {
    /// The whole note.
    pub rect: Rect,
    /// Its text, line by line.
    pub lines: Vec<TextBox>,
    /// Its whole text.
    pub tooltip: String,
    /// Where the designer put it.
    pub(crate) at: Position,
}

/// A line from a branch to the block that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// Block and row that it leaves from; none for the entry point.
    pub from: Option<(usize, usize)>,
    /// The block that it leads to.
    pub to: usize,
    /// Its corners, from the exit of the row to the entry of the block.
    pub points: Vec<Point>,
    /// Whether it is taken only when something fails.
    pub is_error: bool,
    /// How it is marked.
    pub mark: Mark,
}

/// A picture before it is painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The whole picture.
    pub size: Rect,
    /// The entry point.
    pub entry: Rect,
    /// The block at which the flow starts.
    pub start: Option<usize>,
    /// The blocks.
    pub blocks: Vec<BlockBox>,
    /// The notes.
    pub notes: Vec<NoteBox>,
    /// The connectors.
    pub connectors: Vec<Connector>,
}

pub(crate) const BLOCK_WIDTH: i32 = 208;
pub(crate) const HEAD_HEIGHT: i32 = 30;
pub(crate) const LINE_HEIGHT: i32 = 14;
pub(crate) const ROW_HEIGHT: i32 = 20;
pub(crate) const FOOT_HEIGHT: i32 = 6;
/// Around the whole picture; connectors may go there.
const MARGIN: i32 = 28;
/// No designer's canvas is larger. Positions beyond are not meant.
const EXTENT_MAX: f64 = 100_000.0;

impl Rect {
    /// Right edge.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Whether two boxes share any area.
    pub fn overlaps(self, other: Self) -> bool {
        let beside = self.right() <= other.x || other.right() <= self.x;
        let above = self.bottom() <= other.y || other.bottom() <= self.y;
        !beside && !above
    }

    /// Whether another box lies within this one.
    pub fn contains(self, other: Self) -> bool {
        let across = self.x <= other.x && other.right() <= self.right();
        across && self.y <= other.y && other.bottom() <= self.bottom()
    }

    pub(crate) fn shift(&mut self, by: Point) {
        self.x += by.x;
        self.y += by.y;
    }
}

impl BlockBox {
    /// Where connectors end.
    pub fn entry(&self) -> Point {
        Point {
            x: self.rect.x,
            y: self.rect.y + HEAD_HEIGHT / 2,
        }
    }

    fn shift(&mut self, by: Point) {
        self.rect.shift(by);
        let texts = self.label.iter_mut().chain(&mut self.notice);
        for text in texts.chain(&mut self.caption) {
            text.rect.shift(by);
        }
        for row in &mut self.rows {
            row.label.rect.shift(by);
            if let Some(count) = &mut row.count {
                count.rect.shift(by);
            }
            row.exit.x += by.x;
            row.exit.y += by.y;
        }
    }
}

impl NoteBox {
    fn shift(&mut self, by: Point) {
        self.rect.shift(by);
        for line in &mut self.lines {
            line.rect.shift(by);
        }
    }
}

/// Gives every part its place: the designer's, if it is known for all blocks, else layer by layer.
pub(crate) fn place(layout: &mut Layout, document: &Document, options: &Options<'_>) {
    let designed = designed(layout, document, options);
    let mut rects = rects(layout);
    if let Some(corners) = designed {
        for (rect, corner) in rects.iter_mut().zip(corners) {
            (rect.x, rect.y) = (corner.x, corner.y);
        }
        spread::apart(&mut rects);
    } else {
        // A note means nothing away from the blocks that it was put beside.
        layout.notes.clear();
        rects.truncate(1 + layout.blocks.len());
        layer::arrange(layout, &mut rects);
    }
    settle(layout, &rects);
}

/// Entry point, blocks and notes, in this order.
fn rects(layout: &Layout) -> Vec<Rect> {
    let blocks = layout.blocks.iter().map(|block| block.rect);
    let notes = layout.notes.iter().map(|note| note.rect);
    std::iter::once(layout.entry)
        .chain(blocks)
        .chain(notes)
        .collect()
}

/// Moves every part to its box, and the whole to the corner of the picture.
fn settle(layout: &mut Layout, rects: &[Rect]) {
    let left = rects.iter().map(|rect| rect.x).min().unwrap_or(0);
    let top = rects.iter().map(|rect| rect.y).min().unwrap_or(0);
    let mut targets = rects.iter().map(|rect| Point {
        x: rect.x - left + MARGIN,
        y: rect.y - top + MARGIN,
    });
    let by = |from: Rect, to: Option<Point>| {
        let to = to.unwrap_or(Point { x: 0, y: 0 });
        Point {
            x: to.x - from.x,
            y: to.y - from.y,
        }
    };
    layout.entry.shift(by(layout.entry, targets.next()));
    for block in &mut layout.blocks {
        block.shift(by(block.rect, targets.next()));
    }
    for note in &mut layout.notes {
        note.shift(by(note.rect, targets.next()));
    }
}

fn designed(layout: &Layout, document: &Document, options: &Options<'_>) -> Option<Vec<Point>> {
    let graph = document.graph();
    let old = options.difference.map(|(_, old)| (old, old.graph()));
    let place = |block: &BlockBox| match (&old, block.mark) {
        (Some((old, graph)), Mark::Removed) => {
            old.position(graph.action(graph.find(&block.identifier)?))
        }
        _ => document.position(graph.action(graph.find(&block.identifier)?)),
    };
    let blocks: Option<Vec<Position>> = layout.blocks.iter().map(place).collect();
    let blocks = blocks.filter(|blocks| !blocks.is_empty())?;
    let entry = document.entry_position().or_else(|| {
        let start = blocks.get(layout.start?)?;
        Some(Position {
            x: start.x - 160.0,
            y: start.y,
        })
    });
    let left = blocks.iter().map(|at| at.x).fold(f64::MAX, f64::min);
    let top = blocks.iter().map(|at| at.y).fold(f64::MAX, f64::min);
    let entry = entry.unwrap_or(Position {
        x: left - 160.0,
        y: top,
    });
    let notes = layout.notes.iter().map(|note| note.at);
    let all: Vec<Position> = std::iter::once(entry).chain(blocks).chain(notes).collect();
    let sane = |at: &Position| at.x.abs() <= EXTENT_MAX && at.y.abs() <= EXTENT_MAX;
    all.iter()
        .all(sane)
        .then(|| all.into_iter().map(rounded).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the caller checked the range"
)]
fn rounded(at: Position) -> Point {
    Point {
        x: at.x.round() as i32,
        y: at.y.round() as i32,
    }
}
