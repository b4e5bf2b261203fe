//! What a picture shows: labels along one axis, and series of values along the other.

/// Most series with a colour of their own; the smaller ones are put together.
const SERIES_MAX: usize = 7;
/// Most bars one below another.
const LABELS_MAX: usize = 50;
/// Longest part of a label that is made of several: a moment without its zone.
const TEXT_CHARS_MAX: usize = 23;
/// Longest row of days; beyond it those without rows are not filled in.
const DAYS_MAX: usize = 1_100;
/// What the smaller series are called together.
const OTHERS: &str = "others";

/// Rows of a report, with the names of their columns.
#[derive(Clone, Copy)]
pub(super) struct Pivot<'r> {
    pub(super) names: &'r [String],
    pub(super) rows: &'r [Vec<Option<String>>],
}

/// What a picture shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Data {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) labels: Vec<String>,
    pub(super) series: Vec<Series>,
}

/// A value for each label.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) values: Vec<Option<f64>>,
}

// === impl Pivot ===

impl Pivot<'_> {
    /// Columns as they stand: a series for each of `values`, a label for each row.
    pub(super) fn series(self, label: &str, values: &[&str]) -> Data {
        let labels = self.rows.iter().map(|row| self.text(row, label));
        let series = values.iter().map(|name| Series {
            name: (*name).to_owned(),
            values: self.rows.iter().map(|row| self.number(row, name)).collect(),
        });
        Data {
            labels: labels.collect(),
            series: series.collect(),
            ..Data::default()
        }
    }

    /// A series for each value of the column `of`, the largest first.
    pub(super) fn spread(self, label: &str, of: &str, value: &str) -> Data {
        let mut data = Data::default();
        for row in self.rows {
            let at = place(&mut data.labels, self.text(row, label));
            let name = self.text(row, of);
            let known = data.series.iter().position(|it| it.name == name);
            let known = known.unwrap_or_else(|| {
                data.series.push(Series {
                    name,
                    values: Vec::new(),
                });
                data.series.len() - 1
            });
            let series = &mut data.series[known];
            series.values.resize(series.values.len().max(at + 1), None);
            let number = self.number(row, value).unwrap_or_default();
            *series.values[at].get_or_insert_default() += number;
        }
        let labels = data.labels.len();
        for series in &mut data.series {
            series.values.resize(labels, None);
        }
        data.fold()
    }

    /// A label for each row, out of some columns.
    pub(super) fn listed(self, labels: &[&str], value: &str) -> Data {
        let rows = &self.rows[..self.rows.len().min(LABELS_MAX)];
        let label = |row: &Vec<Option<String>>| {
            let texts = labels.iter().map(|name| self.text(row, name));
            let texts = texts.map(|text| text.chars().take(TEXT_CHARS_MAX).collect::<String>());
            texts.collect::<Vec<_>>().join(", ")
        };
        Data {
            labels: rows.iter().map(label).collect(),
            series: vec![Series {
                name: value.to_owned(),
                values: rows.iter().map(|row| self.number(row, value)).collect(),
            }],
            ..Data::default()
        }
    }

    fn text(self, row: &[Option<String>], name: &str) -> String {
        let at = self.names.iter().position(|it| it == name);
        let text = at.and_then(|at| row.get(at)).and_then(Clone::clone);
        text.unwrap_or_default()
    }

    fn number(self, row: &[Option<String>], name: &str) -> Option<f64> {
        let number: f64 = self.text(row, name).parse().ok()?;
        number.is_finite().then_some(number)
    }
}

fn place(labels: &mut Vec<String>, label: String) -> usize {
    let known = labels.iter().position(|it| *it == label);
    known.unwrap_or_else(|| {
        labels.push(label);
        labels.len() - 1
    })
}

// === impl Data ===

impl Data {
    pub(super) fn titled(mut self, title: &str, about: &str) -> Self {
        title.clone_into(&mut self.title);
        about.clone_into(&mut self.about);
        self
    }

    /// The largest value that one label has of all series together.
    pub(super) fn tallest(&self) -> f64 {
        let total = |at: usize| -> f64 { self.at(at).map(|(_, value)| value).sum() };
        (0..self.labels.len()).map(total).fold(0.0, f64::max)
    }

    /// The values at a label, by the numbers of their series.
    pub(super) fn at(&self, label: usize) -> impl Iterator<Item = (usize, f64)> {
        let series = self.series.iter().enumerate();
        series.filter_map(move |(n, series)| Some((n, series.values.get(label).copied()??)))
    }

    /// The labels that have most, first.
    pub(super) fn largest(self) -> Self {
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        let total = |at: &usize| -> f64 { self.at(*at).map(|(_, value)| value).sum() };
        order.sort_by(|one, other| total(other).total_cmp(&total(one)));
        order.truncate(LABELS_MAX);
        self.arranged(order.into_iter().map(Some), |data, at| {
            data.labels[at].clone()
        })
    }

    /// Every day from the first to the last; a day without rows has no values.
    pub(super) fn by_day(self) -> Self {
        let (Some(first), Some(last)) = (self.labels.iter().min(), self.labels.iter().max()) else {
            return self;
        };
        let Some(days) = days(first, last) else {
            return self;
        };
        let order: Vec<_> = days
            .iter()
            .map(|day| self.labels.iter().position(|it| it == day))
            .collect();
        let mut data = self.arranged(order.into_iter(), |_, _| String::new());
        data.labels = days;
        data
    }

    fn arranged(
        self,
        order: impl Iterator<Item = Option<usize>>,
        label: impl Fn(&Self, usize) -> String,
    ) -> Self {
        let order: Vec<_> = order.collect();
        let labels = order
            .iter()
            .map(|at| at.map_or_else(String::new, |at| label(&self, at)));
        let labels = labels.collect();
        let arranged = |series: &Series| Series {
            name: series.name.clone(),
            values: order
                .iter()
                .map(|at| at.and_then(|at| series.values.get(at).copied().flatten()))
                .collect(),
        };
        Self {
            labels,
            series: self.series.iter().map(arranged).collect(),
            ..self
        }
    }

    /// The largest series first, and those without a colour of their own together.
    fn fold(mut self) -> Self {
        let total = |series: &Series| -> f64 { series.values.iter().flatten().sum() };
        self.series
            .sort_by(|one, other| total(other).total_cmp(&total(one)));
        if self.series.len() > SERIES_MAX {
            let rest = self.series.split_off(SERIES_MAX);
            let sum = |at: usize| {
                rest.iter()
                    .filter_map(|it| it.values[at])
                    .reduce(|a, b| a + b)
            };
            self.series.push(Series {
                name: format!("{OTHERS} ({})", rest.len()),
                values: (0..self.labels.len()).map(sum).collect(),
            });
        }
        self
    }
}

/// Every day of `YYYY-MM-DD` from one to another; none where these are no days, or too many.
fn days(first: &str, last: &str) -> Option<Vec<String>> {
    let mut day = read(first)?;
    read(last)?;
    let mut days = Vec::new();
    loop {
        let text = format!("{:04}-{:02}-{:02}", day.0, day.1, day.2);
        let is_last = text == last;
        days.push(text);
        if is_last {
            return Some(days);
        }
        if days.len() == DAYS_MAX {
            return None;
        }
        day = next(day);
    }
}

fn read(day: &str) -> Option<(u32, u32, u32)> {
    let mut parts = day.split('-').map(|part| part.parse().ok());
    let day = (parts.next()??, parts.next()??, parts.next()??);
    ((1..=12).contains(&day.1) && (1..=31).contains(&day.2)).then_some(day)
}

fn next((year, month, day): (u32, u32, u32)) -> (u32, u32, u32) {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (_, day) if day >= length => (year, month + 1, 1),
        _ => (year, month, day + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[[&str; 3]]) -> Vec<Vec<Option<String>>> {
        let cell = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        of.iter()
            .map(|row| row.iter().map(|it| cell(it)).collect())
            .collect()
    }

    fn names() -> Vec<String> {
        ["day", "queue", "contacts"].map(str::to_owned).into()
    }

    #[test]
    fn days_without_rows_are_filled_in() {
        let rows = rows(&[["2028-02-28", "a", "1"], ["2028-03-01", "b", "2"]]);
        let table = Pivot {
            names: &names(),
            rows: &rows,
        };
        let data = table.spread("day", "queue", "contacts").by_day();
        assert_eq!(data.labels, ["2028-02-28", "2028-02-29", "2028-03-01"]);
        assert_eq!(data.series[0].name, "b", "the larger one comes first");
        assert_eq!(data.series[0].values, [None, None, Some(2.0)]);
        assert_eq!(days("2026-12-31", "2027-01-01").unwrap().len(), 2);
        assert_eq!(days("2027-01-01", "2026-12-31"), None);
        assert_eq!(days("monday", "tuesday"), None);
    }

    #[test]
    fn small_series_are_put_together() {
        let rows: Vec<_> = (0..10)
            .map(|n| {
                vec![
                    Some("2026-11-01".to_owned()),
                    Some(format!("q{n}")),
                    Some(n.to_string()),
                ]
            })
            .collect();
        let table = Pivot {
            names: &names(),
            rows: &rows,
        };
        let data = table.spread("day", "queue", "contacts");
        let named: Vec<_> = data.series.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(
            named,
            ["q9", "q8", "q7", "q6", "q5", "q4", "q3", "others (3)"]
        );
        assert_eq!(data.series[7].values, [Some(3.0)]);
        assert!((data.tallest() - 45.0).abs() < f64::EPSILON);
    }
}
