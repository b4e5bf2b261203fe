//! The reliability matrix, row by row, with jobs on the full sample.

use serde_json::{Value, json};
use system_tests::{
    example,
    reliability::{self, Job, Loss, Row, Trial},
};

use crate::stopwatch::Stopwatch;

/// The seed of pairs of deaths.
const SEED: u64 = 20_260_927;

/// Runs every row with the job of this number, so many pairs of deaths among them.
pub(crate) async fn reliability(job: usize, pairs: usize) -> Value {
    let watch = Stopwatch::start();
    let center = example("full-contact-center");
    let trial = Trial::of(center.clone(), Job::ALL[job]).await;
    let slate = Trial::of(center, Job::Destroy).await;
    let mut rows = Vec::new();
    let deaths = reliability::deaths(&trial, 1..=trial.moments().len()).await;
    rows.push(told("R1", "death at every moment", &deaths.row));
    let twice = reliability::double_deaths(&trial, &deaths.after, pairs, SEED).await;
    rows.push(told("R2", "two deaths", &twice));
    for loss in Loss::ALL {
        let lost = reliability::lost_answers(&trial, loss, trial.calls()).await;
        rows.push(told("R3", loss.word(), &lost));
    }
    let repeated = reliability::repeats(&trial, 1..=reliability::steps(&trial)).await;
    rows.push(told("R4", "steps carried out twice", &repeated));
    let failed = reliability::failures(&trial, slate.reference(), trial.calls()).await;
    rows.push(told("R4", "failure for good, then destroy", &failed));
    let mut told = watch.taken();
    told["job"] = json!(trial.job().word());
    told["rows"] = json!(rows);
    told
}

#[expect(
    clippy::print_stderr,
    reason = "whoever runs the bench looks for the cause"
)]
pub(crate) fn told(row: &str, what: &str, came: &Row) -> Value {
    for (place, finding) in &came.findings {
        eprintln!("{row} {what}, {place}:\n{finding}");
    }
    json!({
        "row": row,
        "what": what,
        "boundaries": came.boundaries,
        "hit": came.hit,
        "runs": came.runs,
        "unfinished": came.unfinished,
        "lost": came.lost,
        "twice": came.twice,
        "orphans": came.orphans,
        "unlike": came.unlike,
    })
}
