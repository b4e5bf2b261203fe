//! What people read. Everything here is pure: messages in, pages out.

mod center;
mod contact_log;
mod destroy;
mod drift;
pub(crate) mod event;
mod export;
pub(crate) mod finding;
mod flow;
mod import;
mod job;
mod job_list;
mod page;
mod plan;
mod region;
mod release;
mod saved_plan;
mod target;
pub(crate) mod time;
pub(crate) mod word;

pub(crate) use self::{
    contact_log::walked,
    destroy::{cost, unconfirmed},
    flow::flows,
    import::imported,
    job::{header, outcome, reads_only},
    job_list::job_list,
    page::{Page, Tone, counted},
    saved_plan::{how_to_apply, plan_list, saved_plan},
    target::target_list,
};
