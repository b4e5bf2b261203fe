//! A bar for each label, one below another, its parts side by side.

use super::{
    canvas::{Anchor, Canvas, Style, colour, cut, length},
    columns::number,
    data::Data,
    scale::{Scale, grouped},
};

const WIDTH: f64 = 960.0;
const RIGHT: f64 = 84.0;
const ROW: f64 = 22.0;
const BAR: f64 = 15.0;
const BOTTOM: f64 = 20.0;
const LABEL_CHARS_MAX: usize = 44;

pub(super) fn draw(data: &Data) -> String {
    let rows = number(data.labels.len().max(4));
    let legend_rows = number(1 + data.series.len() / 4);
    let height = 110.0 + legend_rows * 20.0 + rows * ROW + BOTTOM;
    let mut canvas = Canvas::new((WIDTH, height), &data.title, &data.about);
    if data.labels.is_empty() {
        canvas.nothing();
        return canvas.into_svg(&data.title);
    }
    let names: Vec<&str> = data.series.iter().map(|it| it.name.as_str()).collect();
    let mut top = if names.len() > 1 {
        canvas.legend(&names, 80.0)
    } else {
        70.0
    };
    let labels: Vec<_> = data
        .labels
        .iter()
        .map(|it| cut(it, LABEL_CHARS_MAX))
        .collect();
    let widest = labels
        .iter()
        .map(|label| length(label, 12.0))
        .fold(0.0, f64::max);
    let left = widest + 40.0;
    let scale = Scale::over(0.0, data.tallest());
    let x = |value: f64| left + (WIDTH - RIGHT - left) * scale.part(value);
    top += 22.0;
    let bottom = top + number(labels.len()) * ROW;
    for tick in &scale.ticks {
        canvas.rule((x(*tick), top - 4.0), (x(*tick), bottom), false);
        let label = scale.label(*tick);
        canvas.text((x(*tick), top - 10.0), &label, Style::axis(Anchor::Middle));
    }
    for (n, label) in labels.iter().enumerate() {
        let y = top + number(n) * ROW;
        canvas.text((left - 10.0, y + 14.0), label, Style::axis(Anchor::End));
        let mut before = 0.0;
        for (series, value) in data.at(n) {
            let (from, to) = (x(before), x(before + value));
            let name = &data.series[series].name;
            let told = format!(
                "{}, {name}: {}",
                data.labels[n],
                grouped(&value.to_string())
            );
            canvas.told_rect((from, y + 2.0), (to - from, BAR), colour(series), &told);
            before += value;
        }
        let total = grouped(&format!("{before}"));
        canvas.text(
            (x(before) + 6.0, y + 14.0),
            &total,
            Style::axis(Anchor::Start),
        );
    }
    canvas.rule((left, top - 4.0), (left, bottom), true);
    canvas.into_svg(&data.title)
}
