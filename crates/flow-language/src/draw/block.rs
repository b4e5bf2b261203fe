//! A block with its texts, before it has its place.

use crate::{
    action::{Action, BranchPlace},
    draw::{
        layout::{
            BLOCK_WIDTH, BlockBox, FOOT_HEIGHT, HEAD_HEIGHT, LINE_HEIGHT, Mark, Point, ROW_HEIGHT,
            Rect, RowBox, TextBox,
        },
        text::{LABEL, SMALL_LABEL, TEXT},
    },
};

pub(crate) const PADDING: i32 = 10;
/// For what stands below the name.
pub(crate) const TEXT_WIDTH: i32 = BLOCK_WIDTH - 2 * PADDING;
/// Tooltips longer than this hide the picture.
pub(crate) const TOOLTIP_CHARS_MAX: usize = 300;
/// Where the name begins, behind the icon.
const LABEL_LEFT: i32 = 34;

/// What a block says of itself.
pub(crate) struct Face<'a> {
    /// Its name for people.
    pub(crate) label: &'a str,
    /// What it does it to or with, line by line.
    pub(crate) caption: Vec<String>,
    /// The same, as long as it is.
    pub(crate) text: String,
    /// What one must know before all else.
    pub(crate) notice: Option<&'static str>,
}

/// A branch.
pub(crate) struct Row {
    pub(crate) branches: Vec<BranchPlace>,
    pub(crate) name: String,
    pub(crate) target: Option<usize>,
    pub(crate) is_error: bool,
    pub(crate) mark: Mark,
    pub(crate) count: Option<u64>,
}

/// A block in the corner, with its texts cut to fit.
pub(crate) fn sized(
    action: Action<'_>,
    face: &Face<'_>,
    rows: Vec<Row>,
    has_finding: bool,
) -> BlockBox {
    let mut lines = (0..).map(|at| HEAD_HEIGHT + 3 + at * LINE_HEIGHT);
    let mut line = |text: &str| {
        let y = lines.next().unwrap_or_default();
        boxed(
            TEXT.fitted(text, TEXT_WIDTH),
            PADDING,
            y,
            TEXT_WIDTH,
            LINE_HEIGHT,
        )
    };
    let notice = face.notice.map(&mut line);
    let caption: Vec<TextBox> = face.caption.iter().map(|text| line(text)).collect();
    let top = match notice.iter().chain(&caption).next_back() {
        Some(last) => last.rect.bottom() + 5,
        None => HEAD_HEIGHT,
    };
    let count = i32::try_from(rows.len()).unwrap_or(0);
    let foot = if top == HEAD_HEIGHT && count == 0 {
        0
    } else {
        FOOT_HEIGHT
    };
    BlockBox {
        identifier: action.identifier().to_owned(),
        action_type: action.action_type().to_owned(),
        group: action.group(),
        rect: Rect {
            width: BLOCK_WIDTH,
            height: top + count * ROW_HEIGHT + foot,
            ..Rect::default()
        },
        label: label(face.label, if has_finding { 26 } else { 6 }),
        notice,
        caption,
        tooltip: tooltip(action, face),
        rows: (0..)
            .zip(rows)
            .map(|(at, row)| row_box(row, top + at * ROW_HEIGHT))
            .collect(),
        mark: Mark::Plain,
        walked: false,
        finding: None,
    }
}

/// The name in one line, or small in two.
fn label(text: &str, room: i32) -> Vec<TextBox> {
    let width = BLOCK_WIDTH - LABEL_LEFT - room;
    let mut lines = LABEL.wrapped(text, width, 2);
    if lines.len() < 2 {
        let lines = lines.drain(..);
        return lines
            .map(|line| boxed(line, LABEL_LEFT, 5, width, 20))
            .collect();
    }
    let lines = SMALL_LABEL.wrapped(text, width, 2).into_iter();
    (0..)
        .zip(lines)
        .map(|(at, line)| boxed(line, LABEL_LEFT, 3 + at * 12, width, 12))
        .collect()
}

fn tooltip(action: Action<'_>, face: &Face<'_>) -> String {
    let notice = face.notice.map(|notice| format!("{notice}. "));
    let notice = notice.unwrap_or_default();
    let (title, name) = (action.title(), action.identifier());
    let whole = format!("{notice}{title} ({name}) {}", face.text);
    whole.trim_end().chars().take(TOOLTIP_CHARS_MAX).collect()
}

fn row_box(row: Row, y: i32) -> RowBox {
    let count = row.count.map(|count| {
        let text = TEXT.fitted(&format!("×{count}"), 60);
        boxed(text, PADDING, y + 2, 60, 16)
    });
    let left = if count.is_some() {
        PADDING + 64
    } else {
        PADDING
    };
    let width = BLOCK_WIDTH - left - 16;
    RowBox {
        label: boxed(TEXT.fitted(&row.name, width), left, y + 2, width, 16),
        branches: row.branches,
        count,
        target: row.target,
        is_error: row.is_error,
        mark: row.mark,
        exit: Point {
            x: BLOCK_WIDTH,
            y: y + ROW_HEIGHT / 2,
        },
    }
}

fn boxed(text: String, x: i32, y: i32, width: i32, height: i32) -> TextBox {
    TextBox {
        rect: Rect {
            x,
            y,
            width,
            height,
        },
        text,
    }
}
