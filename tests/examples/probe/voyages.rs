//! The reliability matrix of flows, row by row.

use serde_json::{Value, json};
use system_tests::reliability::{Errand, Loss, Route, Voyage};

use crate::{reliability::told, stopwatch::Stopwatch};

/// Where an errand goes.
const ROUTES: [Route; 3] = [Route::Stops(1), Route::Stops(3), Route::Pair];

/// Runs every row with the errand of this number, and of those to several stops only the deaths: what
/// becomes of a lost answer is decided at each stop by itself.
pub(crate) async fn voyages(number: usize) -> Value {
    let watch = Stopwatch::start();
    let errand = Errand::ALL[number % Errand::ALL.len()];
    let route = ROUTES[number / Errand::ALL.len()];
    let voyage = Voyage::of(errand, route).await;
    let deaths = voyage.deaths(1..=voyage.moments().len()).await;
    let mut rows = vec![told("R1", "death at every moment", &deaths)];
    if route != Route::Stops(3) {
        for loss in Loss::ALL {
            let row = voyage.lost_answers(loss, voyage.calls_for(loss)).await;
            rows.push(told("R3", loss.word(), &row));
        }
    }
    let mut answer = watch.taken();
    let place = match route {
        Route::Stops(1) => "1 stop".to_owned(),
        Route::Stops(stops) => format!("{stops} stops"),
        Route::Pair => "a replicated pair".to_owned(),
    };
    answer["job"] = json!(format!("{} of flows, {place}", errand.word()));
    answer["rows"] = json!(rows);
    answer
}
