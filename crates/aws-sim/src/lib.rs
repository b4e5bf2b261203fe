//! AWS on your desk: Amazon Connect in depth, for tests, demos and benchmarks.
//!
//! A [`Simulator`] is a world of accounts and Regions, each with the services that contact centres
//! need. The AWS SDK for Rust talks to it in process, through [`Simulator::http_client`]; every
//! other client over HTTP, through [`Simulator::serve`].
//!
//! It depends on nothing else of this project, so that a shared mistake cannot hide. It never
//! answers success to an operation that it does not simulate: that is a 501 with an error code.
//! What happens is a function of the requests, the clock and the seed.

mod arn;
mod blob;
mod call;
mod client;
mod clock;
mod context;
mod control;
mod error;
mod faults;
mod ids;
#[cfg_attr(
    not(feature = "athena"),
    allow(dead_code, reason = "only SQL reads the lake")
)]
mod lake;
mod log;
mod model;
mod paging;
mod place;
mod protocol;
mod quotas;
mod serve;
mod services;
mod settings;
mod simulator;
mod throttle;
mod time;
mod validate;
mod world;

pub use crate::{
    client::SimHttpClient,
    clock::{Clock, ManualClock, Sleep, TokioClock, WallClock},
    control::FaultScript,
    faults::{Action, Rule, When},
    log::{Calls, LogEntry},
    place::{Account, Region},
    quotas::quota_names,
    settings::{Deletions, Iam, Lake, Quotas, Rate, SearchContent, Settings, Settle},
    simulator::{Builder, Dropped, Simulator},
    time::Time,
};
