//! A report as a picture that stands alone: SVG, for a page or a mail.

mod bars;
mod canvas;
mod columns;
mod data;
mod lines;
mod scale;

use control_api::v1::ShareReport;

use self::{
    data::{Data, Pivot},
    scale::Scale,
};

/// Most rows of which a picture is made. Reports have fewer by far.
const ROWS_MAX: usize = 20_000;

/// A picture of a report, as its rows come.
#[derive(Debug)]
pub(crate) struct Plot {
    report: ShareReport,
    names: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

// === impl Plot ===

impl Plot {
    pub(crate) fn new(report: ShareReport) -> Self {
        Self {
            report,
            names: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn columns(&mut self, names: &[String]) {
        self.names = names.to_vec();
    }

    pub(crate) fn rows(&mut self, rows: &[Vec<Option<String>>]) {
        let room = ROWS_MAX.saturating_sub(self.rows.len());
        self.rows.extend(rows.iter().take(room).cloned());
    }

    pub(crate) fn into_svg(self) -> String {
        let table = Pivot {
            names: &self.names,
            rows: &self.rows,
        };
        match self.report {
            ShareReport::ContactsPerQueue => {
                let by_queue = table.spread("day", "queue", "contacts").by_day();
                columns::draw(&by_queue.titled("Contacts per queue", "contacts a day"))
            }
            ShareReport::ServiceLevel => {
                let level = table.series("day", &["service_level"]).by_day();
                let about = "percent of queued contacts answered within 20 seconds";
                lines::draw(&level.titled("Service level", about), &percent())
            }
            ShareReport::AbandonRate => {
                let rate = table.series("day", &["abandon_rate"]).by_day();
                let about = "percent of queued contacts that gave up";
                lines::draw(&rate.titled("Abandon rate", about), &percent())
            }
            ShareReport::AgentOccupancy => {
                let occupancy = table.series("day", &["occupancy"]).by_day();
                let about = "percent of their time on that agents had a contact";
                lines::draw(&occupancy.titled("Agent occupancy", about), &percent())
            }
            ShareReport::Sentiment => {
                let felt = table.series("day", &["customer", "agent"]).by_day();
                let about = "mean score of a contact, -5 to 5";
                lines::draw(&felt.titled("Sentiment", about), &Scale::by(-5.0, 5.0, 1.0))
            }
            ShareReport::LongestWaits => {
                let waits = table.listed(&["queue", "began"], "waited_s");
                bars::draw(&waits.titled("Longest waits", "seconds in queue"))
            }
            ShareReport::FlowDropOff => {
                let left = table.spread("flow", "outcome", "contacts").largest();
                bars::draw(&left.titled("How contacts left flows", "contacts"))
            }
            ShareReport::Unspecified => columns::draw(&Data::default()),
        }
    }
}

/// From nothing to all.
fn percent() -> Scale {
    Scale::over(0.0, 100.0)
}

/// A picture of cost: rows of period, group and amount.
pub(crate) fn cost(rows: &[Vec<Option<String>>], currency: &str) -> String {
    let names = ["period", "group", "amount"].map(str::to_owned);
    let table = Pivot {
        names: &names,
        rows,
    };
    let by_group = table.spread("period", "group", "amount");
    columns::draw(&by_group.titled("Cost of Amazon Connect", currency))
}
