//! A column for each day, its parts one upon another.

use super::{
    canvas::{Canvas, colour},
    data::Data,
    lines::{day_labels, horizon},
    scale::{Scale, grouped},
};

const SIZE: (f64, f64) = (960.0, 460.0);
const LEFT: f64 = 72.0;
const RIGHT: f64 = 24.0;
const BOTTOM: f64 = 40.0;
/// The part of its room that a column takes.
const FILL: f64 = 0.72;
const COLUMN_WIDTH_MAX: f64 = 64.0;

pub(super) fn draw(data: &Data) -> String {
    let mut canvas = Canvas::new(SIZE, &data.title, &data.about);
    if data.labels.is_empty() {
        canvas.nothing();
        return canvas.into_svg(&data.title);
    }
    let names: Vec<&str> = data.series.iter().map(|it| it.name.as_str()).collect();
    let top = canvas.legend(&names, 80.0) + 6.0;
    let (width, height) = (SIZE.0 - LEFT - RIGHT, SIZE.1 - top - BOTTOM);
    let scale = Scale::over(0.0, data.tallest());
    let y = |value: f64| top + height * (1.0 - scale.part(value));
    horizon(&mut canvas, &scale, (LEFT, SIZE.0 - RIGHT), y);
    let room = width / number(data.labels.len());
    let column = (room * FILL).min(COLUMN_WIDTH_MAX);
    for (n, label) in data.labels.iter().enumerate() {
        let x = LEFT + room * (number(n) + 0.5) - column / 2.0;
        let mut below = 0.0;
        for (series, value) in data.at(n) {
            let (from, to) = (y(below), y(below + value));
            let name = &data.series[series].name;
            let told = format!("{label}, {name}: {}", grouped(&value.to_string()));
            canvas.told_rect((x, to), (column, from - to), colour(series), &told);
            below += value;
        }
    }
    let x = |n: usize| LEFT + room * (number(n) + 0.5);
    day_labels(&mut canvas, &data.labels, room, x, SIZE.1 - BOTTOM + 20.0);
    canvas.rule((LEFT, y(0.0)), (SIZE.0 - RIGHT, y(0.0)), true);
    canvas.into_svg(&data.title)
}

/// Counts of a picture are small.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
