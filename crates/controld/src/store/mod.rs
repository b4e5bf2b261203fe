//! What outlives the process.
//!
//! The traits are the contract; [`Sqlite`] keeps it in one file, and [`Postgres`] the part about agents in a
//! database. Another store joins by passing the same suite (`tests/it/store`). Nothing here decides what a job does next: that is
//! [`machine`](crate::jobs::machine) and the worker.

mod agents;
mod alerts;
mod arrivals;
mod contract;
mod error;
mod plans;
mod postgres;
mod schedules;
mod sqlite;

pub use self::{
    agents::{AgentPlace, AgentQuery, AgentStore},
    alerts::AlertStore,
    arrivals::{ArrivalQuery, ArrivalStore, Arrived, Arriving},
    contract::{
        BundleStore, Claim, Claimed, Document, DocumentStore, JobQuery, JobStore, Lease,
        NewDocument, NewJob, Petition, Petitioned, REQUEST_HASH_VERSION, RecollectionStore, Record,
        RequestKey, StepRecord, StepStatus, Store, Submitted, Tally,
    },
    error::StoreError,
    plans::{PlanPetition, PlanPetitioned, PlanQuery, PlanStore},
    postgres::{Postgres, PostgresUrl},
    schedules::{Fired, Firing, ScheduleStore},
    sqlite::Sqlite,
};
