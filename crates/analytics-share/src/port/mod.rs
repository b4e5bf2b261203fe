//! What a share needs of AWS.
//!
//! Everywhere: lists are whole, whatever the pages; what is not there is a fault of class `NotFound` unless
//! the answer is an `Option`; a call that finds its work done already is no fault where it says so.

mod catalog;
mod data_set;
mod event;
mod identity;
mod invitation;
mod key;
mod object;
mod permission;
mod query;
mod schedule;
mod workgroup;

use std::{fmt, sync::Arc};

use connect_resources::{bucket, instance, service_role};

pub use self::{
    catalog::{CatalogPort, Column, DatabaseDraft, DatabaseRecord, LinkDraft, TableRecord, Target},
    data_set::{Association, Batch, DataSet, DataSetPort},
    event::{BusEvent, EventPort},
    identity::IdentityPort,
    invitation::{Invitation, InvitationPort, InvitationStatus},
    key::{KeyPort, KeyRecord},
    object::{ObjectPort, Piece, Slice},
    permission::{BATCH, Grant, LakeSettings, Permission, PermissionPort, Refused, Resource},
    query::{Execution, Page, PastQueries, PastQuery, Query, QueryPort, QueryState},
    schedule::{KeptSchedule, SchedulePort, ScheduleRecord},
    workgroup::{WorkgroupPort, WorkgroupRecord},
};

/// The calls of one account in one Region.
#[derive(Clone)]
pub struct Calls {
    /// Who calls.
    pub identity: Arc<dyn IdentityPort>,
    /// Instances.
    pub instances: Arc<dyn instance::Port>,
    /// Data sets and to whom they are associated: the side of the instance.
    pub data_sets: Arc<dyn DataSetPort>,
    /// Invitations to shares, and what is in them.
    pub invitations: Arc<dyn InvitationPort>,
    /// Databases and links.
    pub catalog: Arc<dyn CatalogPort>,
    /// Who may see and read them.
    pub permissions: Arc<dyn PermissionPort>,
    /// Workgroups.
    pub workgroups: Arc<dyn WorkgroupPort>,
    /// Queries.
    pub queries: Arc<dyn QueryPort>,
    /// Schedules.
    pub schedules: Arc<dyn SchedulePort>,
    /// Event buses.
    pub events: Arc<dyn EventPort>,
    /// Keys.
    pub keys: Arc<dyn KeyPort>,
    /// Objects.
    pub objects: Arc<dyn ObjectPort>,
    /// Buckets.
    pub buckets: Arc<dyn bucket::Port>,
    /// Roles.
    pub roles: Arc<dyn service_role::Port>,
}

// === impl Calls ===

impl Calls {
    /// All out of one implementation of all of them.
    pub fn of<P>(all: &Arc<P>) -> Self
    where
        P: IdentityPort
            + instance::Port
            + DataSetPort
            + InvitationPort
            + CatalogPort
            + PermissionPort
            + WorkgroupPort
            + QueryPort
            + SchedulePort
            + EventPort
            + KeyPort
            + ObjectPort
            + bucket::Port
            + service_role::Port
            + 'static,
    {
        Self {
            identity: Arc::clone(all) as _,
            instances: Arc::clone(all) as _,
            data_sets: Arc::clone(all) as _,
            invitations: Arc::clone(all) as _,
            catalog: Arc::clone(all) as _,
            permissions: Arc::clone(all) as _,
            workgroups: Arc::clone(all) as _,
            queries: Arc::clone(all) as _,
            schedules: Arc::clone(all) as _,
            events: Arc::clone(all) as _,
            keys: Arc::clone(all) as _,
            objects: Arc::clone(all) as _,
            buckets: Arc::clone(all) as _,
            roles: Arc::clone(all) as _,
        }
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}
