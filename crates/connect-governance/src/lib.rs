//! Governance of an instance: what an auditor, a security lead and a budget owner need.

#![allow(
    clippy::result_large_err,
    reason = "every port answers with a fault, and one is made only when a call has failed"
)]

mod assess;
pub mod attach;
mod bill;
mod cost;
mod digest;
mod error;
mod finding;
mod inventory;
pub mod mend;
mod observe;
pub mod policy;
pub mod port;
pub mod report;
mod rule;
mod rules;
mod settings;
mod tags;
mod upkeep;
pub mod world;

pub use crate::{
    assess::{
        Accepted, AssessOptions, Assessment, Baseline, BaselineError, Found, Gone, IdleException,
        IdleReason, Unjudged, asked, judge, parts,
    },
    bill::{is_connect, is_telephony},
    cost::{Cost, CostQuestion, CostRow, Money, NoAmount, Untagged, cost},
    error::Error,
    finding::{Finding, Mend, Subject},
    inventory::{Inventory, Resource, inventory},
    observe::observe,
    rule::{Area, Mark, Marks, Reference, Rule, Severity},
    rules::rules,
    settings::Settings,
    tags::{TagReview, Untagged as UntaggedResource, inventory_of, review, review_tags},
    upkeep::{
        BucketPart, Draft, Ensured, GOVERNANCE_TAG, Task, UpkeepPart, carry_out, draft, ensure,
    },
};
