//! The reliability matrix of shares, row by row.

use serde_json::{Value, json};
use system_tests::reliability::{Bargain, Deed, Loss};

use crate::{reliability::told, stopwatch::Stopwatch};

/// Runs every row with the deed of this number. A key of KMS takes no token, so one that AWS makes long
/// after the job is one too many; what is carried out after the job is left out.
pub(crate) async fn shares(number: usize) -> Value {
    let watch = Stopwatch::start();
    let deed = Deed::ALL[number % Deed::ALL.len()];
    let bargain = Bargain::of(deed).await;
    let deaths = bargain.deaths(1..=bargain.moments().len()).await;
    let mut rows = vec![told("R1", "death at every moment", &deaths)];
    for loss in Loss::ALL {
        if loss != Loss::Forgotten {
            let row = bargain.lost_answers(loss, 0..bargain.calls()).await;
            rows.push(told("R3", loss.word(), &row));
        }
    }
    let mut answer = watch.taken();
    answer["job"] = json!(deed.word());
    answer["rows"] = json!(rows);
    answer
}
