//! A line for each series, from day to day. A day without a value breaks it.

use super::{
    canvas::{Anchor, Canvas, Style, colour},
    columns::number,
    data::{Data, Series},
    scale::{Scale, grouped},
};

const SIZE: (f64, f64) = (960.0, 420.0);
const LEFT: f64 = 72.0;
const RIGHT: f64 = 32.0;
const BOTTOM: f64 = 40.0;
/// Room that a label of a day takes.
const DAY_WIDTH: f64 = 76.0;

/// Draws over the whole range that values can have.
pub(super) fn draw(data: &Data, scale: &Scale) -> String {
    let mut canvas = Canvas::new(SIZE, &data.title, &data.about);
    if data.labels.is_empty() {
        canvas.nothing();
        return canvas.into_svg(&data.title);
    }
    let names: Vec<&str> = data.series.iter().map(|it| it.name.as_str()).collect();
    let top = if names.len() > 1 {
        canvas.legend(&names, 80.0) + 6.0
    } else {
        78.0
    };
    let (width, height) = (SIZE.0 - LEFT - RIGHT, SIZE.1 - top - BOTTOM);
    let y = |value: f64| top + height * (1.0 - scale.part(value));
    horizon(&mut canvas, scale, (LEFT, SIZE.0 - RIGHT), y);
    canvas.rule((LEFT, y(0.0)), (SIZE.0 - RIGHT, y(0.0)), true);
    let room = width / number(data.labels.len());
    let x = |n: usize| LEFT + room * (number(n) + 0.5);
    day_labels(&mut canvas, &data.labels, room, x, SIZE.1 - BOTTOM + 20.0);
    for (n, series) in data.series.iter().enumerate() {
        for piece in pieces(series) {
            let points: Vec<_> = piece
                .iter()
                .map(|(at, value)| (x(*at), y(*value)))
                .collect();
            canvas.path(&points, colour(n));
        }
        for (at, value) in series.values.iter().enumerate() {
            if let Some(value) = value {
                let (day, name) = (&data.labels[at], &series.name);
                let told = format!("{day}, {name}: {}", grouped(&value.to_string()));
                canvas.dot((x(at), y(*value)), colour(n), &told);
            }
        }
    }
    canvas.into_svg(&data.title)
}

/// A line of the grid at each tick, and the ticks beside them.
pub(super) fn horizon(
    canvas: &mut Canvas,
    scale: &Scale,
    (left, right): (f64, f64),
    y: impl Fn(f64) -> f64,
) {
    for tick in &scale.ticks {
        let at = y(*tick);
        canvas.rule((left, at), (right, at), false);
        let label = scale.label(*tick);
        canvas.text((left - 10.0, at + 4.0), &label, Style::axis(Anchor::End));
    }
}

/// As many days as there is room for, at equal distances.
pub(super) fn day_labels(
    canvas: &mut Canvas,
    labels: &[String],
    room: f64,
    x: impl Fn(usize) -> f64,
    y: f64,
) {
    let mut every = 1;
    while room * number(every) < DAY_WIDTH {
        every += 1;
    }
    for (n, label) in labels.iter().enumerate().step_by(every) {
        canvas.text((x(n), y), label, Style::axis(Anchor::Middle));
    }
}

/// Runs of days that have a value.
fn pieces(series: &Series) -> Vec<Vec<(usize, f64)>> {
    let mut pieces = vec![Vec::new()];
    for (at, value) in series.values.iter().enumerate() {
        match (value, pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.push((at, *value)),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}
