//! What people read. Everything here is pure: messages in, pages out.

mod agents;
mod arrivals;
mod center;
mod contact_log;
mod cost;
mod destroy;
mod drift;
pub(crate) mod event;
mod export;
pub(crate) mod finding;
mod flow;
mod govern;
mod import;
mod job;
mod job_list;
mod page;
mod plan;
mod plot;
mod region;
mod release;
mod rows;
mod saved_plan;
mod share;
mod target;
pub(crate) mod time;
pub(crate) mod word;

pub(crate) use self::{
    agents::agents,
    arrivals::{arrival, arrivals},
    contact_log::walked,
    cost::picture as cost_picture,
    destroy::{cost, unconfirmed},
    flow::flows,
    govern::{document, policies_written, rules as governance_rules},
    import::imported,
    job::{header, outcome, reads_only},
    job_list::job_list,
    page::{Page, Tone, counted},
    plot::Plot,
    rows::{Table, cost_of_query, csv_line, typed},
    saved_plan::{how_to_apply, plan_list, saved_plan},
    target::target_list,
};
