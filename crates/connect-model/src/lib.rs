//! The nouns of a contact centre: ids, ARNs, names, the spec, findings, faults, secrets.
//!
//! Everything here is plain data that was checked when it was made. The crate never does I/O, is
//! never `async` and never reads a clock, so nothing in it can fail but the checks themselves.

#[macro_use]
mod decode;
#[macro_use]
mod text;

mod arn;
pub mod builtin;
mod fault;
mod finding;
pub mod governance;
mod ids;
mod log;
mod permission;
mod rules;
pub mod schedule;
mod secret;
pub mod share;
pub mod spec;
mod tags;
mod target;
mod tree;
mod words;

use crate::log::Log;
pub use crate::{
    arn::{AccountId, Arn, ArnError, Region},
    fault::{Fault, FaultClass},
    finding::{Finding, Place},
    ids::*,
    rules::{RuleInfo, rules},
    secret::Secret,
    tags::Tags,
    target::{Target, TargetName},
    text::{
        Alias, BotName, BucketName, Country, Date, DirectoryId, DirectoryName, E164, Email,
        FunctionName, GroupPath, IamName, Key, Malformed, Name, NumberPrefix, Origin, S3Uri,
        SecurityProfileName, TimeZone, Username,
    },
    words::suggest,
};
