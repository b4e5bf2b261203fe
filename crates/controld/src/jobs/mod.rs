//! Durable work: what a job is, how it is asked for, who does it, and what is told of it.

mod agents;
mod alert;
mod arrival;
mod calls;
mod contact_log;
mod desk;
mod directory;
mod event;
mod flows;
mod governance;
mod governed;
mod guard;
mod herald;
mod hub;
mod job;
mod journal;
mod keeper;
pub mod machine;
mod memory;
mod order;
pub mod plans;
mod reading;
mod regional;
mod release;
mod result;
mod rounds;
mod run;
mod schedule;
mod share;
mod spec;
mod upkeep;
mod watch;
mod watcher;
mod work;
mod worker;

pub use self::{
    agents::{AgentAsk, AgentFile, AgentRow, AgentTally, AgentsResult, AgentsTold, ArrivedFile},
    alert::{
        Age, Alarm, Alert, AlertKey, AlertKind, Change as AlertChange, Looked, Notice, Sighting,
        Watch, changes as alert_changes,
    },
    arrival::{
        AgentWatch, Arrival, ArrivalEnd, ArrivalFate, ArrivalState, STRANGER as ARRIVAL_STRANGER,
        TAKEN as ARRIVAL_TAKEN,
    },
    calls::{CallLog, Calls},
    contact_log::{ContactLogged, MetFlow},
    desk::{Caller, Demand, Equipment, Jobs, Wish},
    directory::StoreDirectory,
    event::{Event, Happening},
    flows::{
        FlowReference, FlowReferences, FlowsDeployed, FlowsExported, FlowsReleased,
        FlowsRolledBack, ReleaseBack, StopFate, StopOutcome,
    },
    governance::{
        AssessFormat, CenterWork, CostGroup, CostQuestion, GovernanceAsk, GovernancePart,
        Granularity, Held, Persona, PolicySource, PolicyWish,
    },
    governed::{
        AcceptedFinding, AssessDocument, Assessed, CostRow, CostTold, GoneFinding,
        GovernanceFinding, GovernanceResult, Governed, Mended, PolicyDocument, PolicyMade,
        TagsReviewed, UnjudgedRule, UntaggedResource,
    },
    herald::{Herald, start_herald},
    job::{Blocker, Brief, Job, JobError, JobId, Kind, LockKey, Progress, State, Times, Trace},
    keeper::start_keeper,
    machine::{Ask, Forbidden, Move, Resolution},
    memory::StoreMemory,
    order::{
        BundleFiles, DestroySubject, Digest, NoDigest, Order, PlanOptions, ReleaseStop, UndoFlows,
    },
    plans::{
        Decision, Difference, DifferenceKind, NewPlan, PlanApply, PlanAsk, PlanBrief, PlanFate,
        PlanForbidden, PlanId, PlanMove, PlanState, PlanWish, Regard, SavedPlan, Taking,
        differences, may_apply, may_take, tell_stale,
    },
    reading::{Deviation, DeviationKind, Drifted, Exported, ExportedFile, Unsaid},
    regional::{
        Distribution, GroupShift, GroupTraffic, RegionalInstance, Replicated, Shifted, Traffic,
    },
    release::BackWish,
    result::{
        Applied, Center, Change, Depth, Described, Destroyed, Instance, JobResult, LexBot,
        PhoneNumber, Plan, PlanCounts, PlanStep, StepEnding, StepOutcome, Thing, UnsureField, Verb,
    },
    schedule::{LastTime, Occasion, Schedule, ScheduleBrief, Timetable},
    share::{
        KeptOfShare, Mistaken, ShareAlert, ShareAsk, ShareEnsured, ShareExported, ShareFiles,
        ShareLink, ShareLinkState, ShareRemoved, ShareResult, ShareSchedule, ShareStatus,
        ShareTable, ShareVerified, ShareWish, ShareWritten,
    },
    spec::{FileRef, SpecFiles},
    upkeep::start_upkeep,
    watcher::{Lookout, start_watcher},
    work::{Accepted, Failure, Files, JobContext, Rejected, Stopped, Work, Works},
    worker::{Worker, WorkerSettings},
};
pub(crate) use self::{alert::EXPORTS, guard::target_there};
