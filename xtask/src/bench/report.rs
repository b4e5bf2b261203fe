//! What a subject found out.

use super::{figure::Figure, grid::Grid, plot::Plot, subjects::Subject};

/// What a subject found out.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) rows: Vec<Row>,
    /// Where the same was measured of many things.
    pub(super) grid: Option<Grid>,
    /// Where a picture says more than numbers.
    pub(super) plot: Option<Plot>,
    /// What a reader has to know to judge the figures, one sentence or two each.
    pub(super) notes: Vec<String>,
}

/// What a subject found out, with its name.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) subject: &'static Subject,
    pub(super) report: Report,
}

/// One figure, and what it is held against.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) what: String,
    pub(super) figure: Figure,
    /// The same thing done by another, or the least that it could take, in the same run.
    pub(super) peer: Option<Peer>,
    /// The most that the figure may be, in its own unit.
    pub(super) at_most: Option<f64>,
}

/// What a figure is compared with. It is of the figure's unit.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) name: String,
    pub(super) figure: Figure,
}

// === impl Row ===

impl Row {
    pub(super) fn new(what: impl Into<String>, figure: Figure) -> Self {
        Self {
            what: what.into(),
            figure,
            peer: None,
            at_most: None,
        }
    }

    /// With a peer.
    pub(super) fn against(mut self, name: impl Into<String>, figure: Figure) -> Self {
        assert_eq!(figure.unit(), self.figure.unit(), "peers share a unit");
        let name = name.into();
        self.peer = Some(Peer { name, figure });
        self
    }

    /// With a limit.
    pub(super) fn at_most(mut self, limit: f64) -> Self {
        self.at_most = Some(limit);
        self
    }

    /// How many times the peer's figure this one is, by the medians. None without a peer, and where
    /// the peer's figure is zero.
    pub(super) fn ratio(&self) -> Option<f64> {
        self.figure.ratio_to(&self.peer.as_ref()?.figure)
    }

    /// Whether the median keeps the limit.
    pub(super) fn is_met(&self) -> Option<bool> {
        Some(self.figure.median() <= self.at_most?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::figure::Unit;

    fn row(value: f64) -> Row {
        Row::new("a thing", Figure::once(Unit::Milliseconds, value))
    }

    fn peer(value: f64) -> Figure {
        Figure::once(Unit::Milliseconds, value)
    }

    #[test]
    fn a_ratio_says_how_many_times_the_peer() {
        assert_eq!(row(30.0).against("bare", peer(10.0)).ratio(), Some(3.0));
        assert_eq!(row(30.0).against("bare", peer(0.0)).ratio(), None);
        assert_eq!(row(30.0).ratio(), None);
    }

    #[test]
    fn a_limit_is_met_up_to_itself() {
        assert_eq!(row(40.0).at_most(40.0).is_met(), Some(true));
        assert_eq!(row(40.1).at_most(40.0).is_met(), Some(false));
        assert_eq!(row(40.0).is_met(), None);
    }

    #[test]
    #[should_panic(expected = "share a unit")]
    fn unlike_things_are_not_compared() {
        let _ = row(1.0).against("a size", Figure::bytes(1));
    }
}
