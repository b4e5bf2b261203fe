//! What becomes of kept plans: what people decide, and which job takes them.

use std::time::SystemTime;

use sqlx::{SqliteConnection, query};

use super::{claim, plan, submit::Registered};
use crate::{
    jobs::{
        Decision, JobError, PlanAsk, PlanForbidden, PlanId, PlanMove, PlanState, SavedPlan, Taking,
        may_take, plans::machine,
    },
    store::{Lease, PlanPetition, PlanPetitioned, REQUEST_HASH_VERSION, RequestKey, StoreError},
};

pub(super) async fn petition(
    db: &mut SqliteConnection,
    petition: PlanPetition,
    request: RequestKey,
) -> Result<PlanPetitioned, StoreError> {
    let Some(mut plan) = plan::find(db, petition.plan).await? else {
        return Ok(PlanPetitioned::Missing);
    };
    match register(db, petition.plan, request).await? {
        Registered::Fresh => {}
        Registered::Known(id) => {
            let known = plan::find(db, id).await?;
            let known = known.ok_or_else(|| StoreError::Unreadable(id.to_string()))?;
            return Ok(PlanPetitioned::Known(Box::new(known)));
        }
        Registered::Reused(id) => return Ok(PlanPetitioned::Reused(id)),
    }
    match machine::answer(&plan, &petition.ask, &petition.by, petition.at) {
        Ok(made) => {
            carry_out(&mut plan, petition, made);
            plan::put_fate(db, &plan).await?;
            Ok(PlanPetitioned::Done(Box::new(plan)))
        }
        Err(why) => {
            forget(db, request).await?;
            Ok(PlanPetitioned::Forbidden(why))
        }
    }
}

fn carry_out(plan: &mut SavedPlan, petition: PlanPetition, made: PlanMove) {
    let change_reference = match petition.ask {
        PlanAsk::Approve {
            change_reference, ..
        } => change_reference,
        PlanAsk::Expire => String::new(),
    };
    let decision = Decision {
        by: petition.by,
        at: petition.at,
        reason: petition.reason,
        change_reference,
    };
    match made {
        PlanMove::Stay => {}
        PlanMove::Approved => {
            plan.stored = PlanState::Approved;
            plan.fate.approval = Some(decision);
        }
        PlanMove::Ended => {
            plan.expires = petition.at;
            plan.fate.expiry = Some(decision);
        }
    }
}

pub(super) async fn take(
    db: &mut SqliteConnection,
    lease: Lease,
    id: PlanId,
    at: SystemTime,
) -> Result<Result<(), PlanForbidden>, StoreError> {
    let mut plan = guarded(db, lease, id).await?;
    if let Err(why) = may_take(&plan, lease.job, at) {
        return Ok(Err(why));
    }
    if plan.stored != PlanState::Applied {
        plan.stored = PlanState::Applied;
        plan.fate.taking = Some(Taking { job: lease.job, at });
        plan::put_fate(db, &plan).await?;
    }
    Ok(Ok(()))
}

pub(super) async fn outdate(
    db: &mut SqliteConnection,
    lease: Lease,
    id: PlanId,
    why: JobError,
    at: SystemTime,
) -> Result<(), StoreError> {
    let mut plan = guarded(db, lease, id).await?;
    if may_take(&plan, lease.job, at).is_ok() {
        plan.stored = PlanState::Stale;
        plan.fate.taking = Some(Taking { job: lease.job, at });
        plan.fate.stale = Some(why);
        plan::put_fate(db, &plan).await?;
    }
    Ok(())
}

/// The plan, as long as `lease` is the newest of a job at work.
async fn guarded(
    db: &mut SqliteConnection,
    lease: Lease,
    id: PlanId,
) -> Result<SavedPlan, StoreError> {
    claim::guard(db, lease).await?;
    let found = plan::find(db, id).await?;
    found.ok_or_else(|| StoreError::Unreadable(id.to_string()))
}

/// Takes the request's name for a plan, unless somebody has it.
async fn register(
    db: &mut SqliteConnection,
    id: PlanId,
    request: RequestKey,
) -> Result<Registered<PlanId>, StoreError> {
    let insert = "INSERT INTO plan_requests (method, id, hash, hash_version, plan) \
                  VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    let inserted = query(insert)
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .bind(request.hash.0.to_vec())
        .bind(REQUEST_HASH_VERSION)
        .bind(plan::bytes(id))
        .execute(&mut *db)
        .await?;
    if inserted.rows_affected() == 1 {
        return Ok(Registered::Fresh);
    }
    let select = "SELECT plan, hash, hash_version FROM plan_requests WHERE method = ? AND id = ?";
    let known = query(select)
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .fetch_one(db)
        .await?;
    let id = plan::id(&known, "plan")?;
    Registered::taken(&known, id, request)
}

/// A request that was refused leaves no trace; its name is free again.
async fn forget(db: &mut SqliteConnection, request: RequestKey) -> Result<(), StoreError> {
    query("DELETE FROM plan_requests WHERE method = ? AND id = ?")
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .execute(db)
        .await?;
    Ok(())
}
