//! The reliability matrix of flows, row by row.

use serde_json::{Value, json};
use system_tests::reliability::{Errand, Loss, Voyage};

use crate::{reliability::told, stopwatch::Stopwatch};

/// To how many stops an errand goes.
const STOPS: [usize; 2] = [1, 3];

/// Runs every row with the errand of this number, and of those to several stops only the deaths: what
/// becomes of a lost answer is decided at each stop by itself.
pub(crate) async fn voyages(number: usize) -> Value {
    let watch = Stopwatch::start();
    let errand = Errand::ALL[number % Errand::ALL.len()];
    let stops = STOPS[number / Errand::ALL.len()];
    let voyage = Voyage::of(errand, stops).await;
    let deaths = voyage.deaths(1..=voyage.moments().len()).await;
    let mut rows = vec![told("R1", "death at every moment", &deaths)];
    if stops == 1 {
        for loss in Loss::ALL {
            let row = voyage.lost_answers(loss, voyage.calls_for(loss)).await;
            rows.push(told("R3", loss.word(), &row));
        }
    }
    let mut answer = watch.taken();
    let plural = if stops == 1 { "" } else { "s" };
    answer["job"] = json!(format!("{} of flows, {stops} stop{plural}", errand.word()));
    answer["rows"] = json!(rows);
    answer
}
