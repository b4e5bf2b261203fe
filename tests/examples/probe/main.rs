//! The simulator in a process of its own, to be measured from outside: `cargo xtask bench
//! simulator` and others start it, tell it what to do, and read its memory.
//!
//! Every line of standard input is an order, and every order is answered by a line: one JSON
//! object with the time that it took on the wall and of the processor. What is called runs in
//! virtual time.
//!
//! ```text
//! fill 100000          makes users until there are so many
//! describe 1000        so many calls, one after the other, of users all over the instance
//! create 1000          so many more users, which are deleted again outside of the time
//! bare-describe 1000   the same calls where a connector answers what it was given beforehand
//! bare-create 1000
//! list                 all pages of ListUsers
//! search               all pages of SearchUsers
//! apply 5000           a centre with so many users, by the engine, under the documented throttle
//! makespan 1000        the same of a centre with everything around them, beside its least time
//! reliability 0        every row of the reliability matrix with the first of its jobs
//! voyages 0            every row of the one of flows with the first of its errands
//! shares 0             every row of the one of shares with the first of its deeds
//! share-calls 8        what a share of so many data sets asks of AWS
//! flow-calls 100       what exports and deploys of so many flows ask of AWS
//! agents 10000         what imports of so many agents ask of AWS, and how long the first takes
//! assess 500           an assessment of an instance with so many users
//! plan 100000          a fast plan of a centre with so many things in which nothing is to be done
//! ```

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on panics")]

mod apply;
mod assess;
mod bare;
mod calls;
mod crowd;
mod flows;
mod imports;
mod makespan;
mod plan;
mod reliability;
mod share_calls;
mod shares;
mod stopwatch;
mod voyages;

use std::io::{self, BufRead as _, Write as _};

use aws_sim::{Quotas, Rate, Settings};
use serde_json::Value;
use system_tests::Desk;

use crate::calls::Calls;

/// How many pairs of deaths the reliability matrix has.
const PAIRS: usize = 2_000;

fn main() -> io::Result<()> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build()?;
    runtime.block_on(answer_all())
}

async fn answer_all() -> io::Result<()> {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        ..Settings::default()
    });
    let mut calls = Calls::of(&desk).await;
    for line in io::stdin().lock().lines() {
        let answer = answer(&desk, &mut calls, &line?).await;
        writeln!(io::stdout(), "{answer}")?;
    }
    Ok(())
}

async fn answer(desk: &Desk, calls: &mut Calls, order: &str) -> Value {
    let (word, count) = order.split_once(' ').unwrap_or((order, "0"));
    let count = count.parse().unwrap();
    match word {
        "fill" => calls.fill(count).await,
        "describe" => calls.describe(count).await,
        "create" => calls.create(count).await,
        "bare-describe" => calls.bare_describe(count).await,
        "bare-create" => calls.bare_create(count).await,
        "list" => calls.list().await,
        "search" => calls.search().await,
        "agents" => Box::pin(imports::imports(count)).await,
        "assess" => Box::pin(assess::assess(count)).await,
        "apply" => Box::pin(apply::apply(count)).await,
        "flow-calls" => Box::pin(flows::calls(count)).await,
        "share-calls" => Box::pin(share_calls::calls(count)).await,
        "makespan" => Box::pin(makespan::makespan(count)).await,
        "plan" => Box::pin(plan::plan(desk, count)).await,
        "reliability" => Box::pin(reliability::reliability(count, PAIRS)).await,
        "voyages" => Box::pin(voyages::voyages(count)).await,
        "shares" => Box::pin(shares::shares(count)).await,
        other => panic!("no such order: {other}"),
    }
}
