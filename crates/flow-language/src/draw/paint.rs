//! Writes a picture as SVG.
//!
//! Several pictures may stand in one page: each class begins with `tl-`, the rules are the same in all of
//! them, and nothing has an id.

use std::fmt::Write as _;

use crate::{
    action::{self, ActionGroup},
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
    lines(layout, &mut out);
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
    put!(out, "<g class=\"{}{}", group(block), class(block.mark));
    if block.notice.is_some() {
        out.push_str(" tl-lost");
    }
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
    if let [line] = &block.label[..] {
        texts(line, "tl-label", 15, out);
    } else {
        let lines = block.label.iter();
        lines.for_each(|line| texts(line, "tl-label tl-small", 10, out));
    }
    let notice = block.notice.iter();
    notice.for_each(|line| texts(line, "tl-notice", 12, out));
    let caption = block.caption.iter();
    caption.for_each(|line| texts(line, "tl-caption", 12, out));
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

/// All lines, then once more those that are level, upon a rim that parts them from the lines that they
/// cross: where lines cross without a gap they are one. Marked lines are painted last, whole and upon a
/// rim, so that others do not hide them.
fn lines(layout: &Layout, out: &mut String) {
    let mut order: Vec<&Connector> = layout.connectors.iter().collect();
    // Lines to the same block together, those of errors below the others.
    order.sort_by_key(|connector| (connector.to, !connector.is_error));
    let (plain, marked): (Vec<_>, Vec<_>) = order
        .into_iter()
        .partition(|connector| connector.mark == Mark::Plain);
    for connector in &plain {
        line(connector, true, way, out);
    }
    for group in plain.chunk_by(|a, b| a.to == b.to) {
        rim(group, level, out);
        for connector in group {
            line(connector, false, over, out);
        }
    }
    for group in marked.chunk_by(|a, b| a.to == b.to) {
        rim(group, way, out);
        for connector in group {
            line(connector, true, way, out);
        }
    }
}

/// Writes the data of a path.
type Trace = fn(&Connector, &mut String);

/// A path of the colour of the page.
fn rim(connectors: &[&Connector], trace: Trace, out: &mut String) {
    let mut data = String::new();
    for connector in connectors {
        trace(connector, &mut data);
    }
    if !data.is_empty() {
        put!(out, "<path class=\"tl-rim\" d=\"{data}\"/>\n");
    }
}

fn line(connector: &Connector, is_whole: bool, trace: Trace, out: &mut String) {
    let error = if connector.is_error { " tl-slip" } else { "" };
    let class = class(connector.mark);
    let mut data = String::new();
    trace(connector, &mut data);
    if !data.is_empty() {
        put!(
            out,
            "<path class=\"tl-line{error}{class}\" d=\"{data}\"/>\n"
        );
    }
    if let Some(tip) = connector.points.last().filter(|_| is_whole) {
        let (x, y) = (tip.x, tip.y);
        put!(
            out,
            "<path class=\"tl-tip{error}{class}\" d=\"M{x} {y}l-8 -4v8z\"/>\n"
        );
    }
}

/// The level lines of a way, but for its bends and its ends: nothing crosses those.
fn level(connector: &Connector, out: &mut String) {
    let last = connector.points.len().saturating_sub(2);
    for (at, pair) in connector.points.windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        let by = (to.x - from.x).signum() * RADIUS;
        let begin = from.x + if at == 0 { by.signum() * 4 } else { by };
        let end = to.x - if at == last { by.signum() * 9 } else { by };
        if from.y == to.y && (end - begin) * by > 0 {
            put!(out, "M{begin} {}H{end}", from.y);
        }
    }
}

/// The same, and the bends, which a rim of the same group may have cut.
fn over(connector: &Connector, out: &mut String) {
    level(connector, out);
    for corner in connector.points.windows(3) {
        let before = towards(corner[1], corner[0]);
        put!(out, "M{} {}", before.x, before.y);
        bend(corner[0], corner[1], corner[2], out);
    }
}

fn way(connector: &Connector, out: &mut String) {
    let points = &connector.points;
    let Some((first, last)) = points.first().zip(points.last()) else {
        return;
    };
    put!(out, "M{} {}", first.x, first.y);
    for corner in points.windows(3) {
        bend(corner[0], corner[1], corner[2], out);
    }
    put!(out, "L{} {}", last.x, last.y);
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

fn group(block: &BlockBox) -> &'static str {
    match block.group {
        _ if action::is_terminal(&block.action_type) => "tl-end",
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
