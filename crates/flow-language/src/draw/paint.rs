//! Writes a picture as SVG.
//!
//! Several pictures may stand in one page: each class begins with `tl-`, the rules are the same in all of
//! them, and nothing has an id.

use std::fmt::Write as _;

use crate::{
    action::ActionGroup,
    draw::{
        Severity, icon,
        layout::{BlockBox, Connector, HEAD_HEIGHT, Layout, Mark, NoteBox, Point, RowBox, TextBox},
        text,
    },
};

const STYLE: &str = include_str!("style.css");
/// How round the corners of connectors are.
const RADIUS: i32 = 6;

/// `write!` to a string does not fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {
        write!($out, $($text)*).expect("a string takes every text")
    };
}

pub(crate) fn svg(layout: &Layout) -> String {
    let mut out = String::with_capacity(4096 + layout.blocks.len() * 2048);
    let size = layout.size;
    let (x, y, width, height) = (size.x, size.y, size.width, size.height);
    put!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"tl-picture\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\">\n<style>{STYLE}</style>\n"
    );
    put!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"tl-page\"/>\n"
    );
    // Marked lines are painted last, so that others do not hide them.
    let marked = |connector: &&Connector| connector.mark != Mark::Plain;
    let plain = layout
        .connectors
        .iter()
        .filter(|connector| !marked(connector));
    plain.for_each(|connector| line(connector, &mut out));
    layout
        .connectors
        .iter()
        .filter(marked)
        .for_each(|connector| line(connector, &mut out));
    layout.notes.iter().for_each(|at| note(at, &mut out));
    entry(layout, &mut out);
    layout.blocks.iter().for_each(|at| block(at, &mut out));
    out.push_str("</svg>\n");
    out
}

fn entry(layout: &Layout, out: &mut String) {
    let rect = layout.entry;
    put!(
        out,
        "<g><rect class=\"tl-entry\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"14\"/>\
         <text class=\"tl-entry-text\" x=\"{}\" y=\"{}\">Entry</text></g>\n",
        rect.x,
        rect.y,
        rect.width,
        rect.height,
        rect.x + rect.width / 2,
        rect.y + rect.height / 2 + 4
    );
}

fn block(block: &BlockBox, out: &mut String) {
    let rect = block.rect;
    put!(
        out,
        "<g class=\"{}{}",
        group(block.group),
        class(block.mark)
    );
    if block.walked && block.mark == Mark::Plain {
        out.push_str(" tl-walked");
    }
    out.push_str("\"><title>");
    text::escape(&block.tooltip, out);
    let (x, y, width, height) = (rect.x, rect.y, rect.width, rect.height);
    // A block that is nothing but its head is round below, too.
    let foot = if height == HEAD_HEIGHT { 6 } else { 0 };
    let below = format!("a6 6 0 0 1 -6 6h{}a6 6 0 0 1 -6 -6", 12 - width);
    put!(
        out,
        "</title><rect class=\"tl-box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
         <path class=\"tl-head\" d=\"M{x} {}v{}a6 6 0 0 1 6 -6h{}a6 6 0 0 1 6 6v{}{}z\"/>\
         <path class=\"tl-icon\" transform=\"translate({} {})\" d=\"{}\"/>",
        y + HEAD_HEIGHT - foot,
        6 + foot - HEAD_HEIGHT,
        width - 12,
        HEAD_HEIGHT - 6 - foot,
        if foot > 0 { below.as_str() } else { "" },
        x + 8,
        y + 5,
        icon::path(&block.action_type)
    );
    texts(&block.label, "tl-label", 15, out);
    texts(&block.caption, "tl-caption", 12, out);
    for at in &block.rows {
        row(at, rect.x, out);
    }
    if let Some((severity, findings)) = &block.finding {
        mark(block, *severity, findings, out);
    }
    out.push_str("</g>\n");
}

/// A text from the left of its box; `down` pixels below its top is the base line.
fn texts(at: &TextBox, class: &str, down: i32, out: &mut String) {
    if !at.text.is_empty() {
        let (x, y) = (at.rect.x, at.rect.y + down);
        put!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">");
        text::escape(&at.text, out);
        out.push_str("</text>");
    }
}

fn row(row: &RowBox, left: i32, out: &mut String) {
    let rect = row.label.rect;
    put!(
        out,
        "<path class=\"tl-rule\" d=\"M{} {}H{}\"/>",
        left + 1,
        rect.y - 2,
        row.exit.x - 1
    );
    put!(
        out,
        "<text class=\"tl-row\" x=\"{}\" y=\"{}\">",
        rect.right(),
        rect.y + 12
    );
    text::escape(&row.label.text, out);
    out.push_str("</text>");
    if let Some(count) = &row.count {
        texts(count, "tl-count", 12, out);
    }
    let class = if row.target.is_some() {
        "tl-dot"
    } else {
        "tl-loose"
    };
    let (x, y) = (row.exit.x, row.exit.y);
    put!(
        out,
        "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"
    );
}

fn mark(block: &BlockBox, severity: Severity, findings: &str, out: &mut String) {
    let (class, sign) = match severity {
        Severity::Info => ("tl-info", "i"),
        Severity::Warning => ("tl-warning", "!"),
        Severity::Error => ("tl-error", "!"),
    };
    let (x, y) = (block.rect.right() - 14, block.rect.y + HEAD_HEIGHT / 2);
    out.push_str("<g><title>");
    text::escape(findings, out);
    put!(
        out,
        "</title><circle class=\"tl-mark {class}\" cx=\"{x}\" cy=\"{y}\" r=\"9\"/>\
         <text class=\"tl-mark-text\" x=\"{x}\" y=\"{}\">{sign}</text></g>",
        y + 4
    );
}

fn note(note: &NoteBox, out: &mut String) {
    let rect = note.rect;
    out.push_str("<g><title>");
    text::escape(&note.tooltip, out);
    put!(
        out,
        "</title><rect class=\"tl-note\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        rect.x,
        rect.y,
        rect.width,
        rect.height
    );
    for line in &note.lines {
        texts(line, "tl-note-text", 11, out);
    }
    out.push_str("</g>\n");
}

fn line(connector: &Connector, out: &mut String) {
    let points = &connector.points;
    let Some((first, last)) = points.first().zip(points.last()) else {
        return;
    };
    let class = class(connector.mark);
    put!(
        out,
        "<path class=\"tl-line{class}\" d=\"M{} {}",
        first.x,
        first.y
    );
    for corner in points.windows(3) {
        bend(corner[0], corner[1], corner[2], out);
    }
    let (x, y) = (last.x, last.y);
    put!(
        out,
        "L{x} {y}\"/><path class=\"tl-tip{class}\" d=\"M{x} {y}l-8 -4v8z\"/>\n"
    );
}

/// A line to a corner and around it.
fn bend(from: Point, corner: Point, to: Point, out: &mut String) {
    let before = towards(corner, from);
    let after = towards(corner, to);
    put!(
        out,
        "L{} {}Q{} {} {} {}",
        before.x,
        before.y,
        corner.x,
        corner.y,
        after.x,
        after.y
    );
}

/// The point where the bend at a corner begins: half of a line belongs to either end.
fn towards(corner: Point, other: Point) -> Point {
    let part = |from: i32, to: i32| ((to - from) / 2).clamp(-RADIUS, RADIUS);
    Point {
        x: corner.x + part(corner.x, other.x),
        y: corner.y + part(corner.y, other.y),
    }
}

fn group(group: Option<ActionGroup>) -> &'static str {
    match group {
        Some(ActionGroup::Contact) => "tl-contact",
        Some(ActionGroup::FlowControl) => "tl-flow",
        Some(ActionGroup::Interaction) => "tl-outer",
        Some(ActionGroup::Participant) => "tl-talk",
        None => "tl-other",
    }
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "",
        Mark::Walked => " tl-walked",
        Mark::Added => " tl-added",
        Mark::Removed => " tl-removed",
        Mark::Changed => " tl-changed",
    }
}
