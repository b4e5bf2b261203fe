//! An instance in two Regions (Global Resiliency).
//!
//! [`replicate`] copies an instance into the Region that AWS pairs with its own, and waits until both
//! are in step. [`shift`] moves calls, agents and sign-in between the two, by percent or all away from a
//! Region, and [`traffic`] shows where they go. Each looks first and does nothing where all is so
//! already; what stands in the way is told all at once, before the first write.
//!
//! What is declared of replicas and traffic distribution groups is for `connect-provision`. No plan
//! there shifts traffic, so that no apply takes back what people did in an emergency.

mod error;
mod pairs;
mod replicate;
mod shares;
mod shift;
mod site;
mod traffic;

pub use crate::{
    error::Error,
    pairs::{pair_finding, partner},
    replicate::{Replicate, Replicated, Side, replicate},
    shares::{Shares, SignIn},
    shift::{Shift, Shifted, ShiftedGroup, Wanted, shift, via},
    site::Site,
    traffic::{GroupTraffic, Subject, traffic},
};
