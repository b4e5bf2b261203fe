//! What a person asks of a job.

use std::{collections::BTreeSet, time::SystemTime};

use sqlx::{SqliteConnection, query};

use super::{
    read, record, row,
    submit::{self, Registered},
};
use crate::{
    jobs::{Ask, Happening, Job, JobError, JobId, Move, State, machine},
    reason,
    store::{Petition, Petitioned, RequestKey, StoreError},
};

pub(super) async fn petition(
    db: &mut SqliteConnection,
    petition: Petition,
    request: RequestKey,
) -> Result<Petitioned, StoreError> {
    let id = petition.job;
    let Some(job) = read::job(db, id).await? else {
        return Ok(Petitioned::Missing);
    };
    match submit::register(db, id, request).await? {
        Registered::Fresh => {}
        Registered::Known(id) => {
            return Ok(Petitioned::Known(Box::new(read::present(db, id).await?)));
        }
        Registered::Reused(id) => return Ok(Petitioned::Reused(id)),
    }
    let open: BTreeSet<_> = record::open_steps(db, id).await?.into_keys().collect();
    match machine::answer(job.state, &open, &petition.ask) {
        Ok(made) => carry_out(db, &job, &petition, made).await?,
        Err(forbidden) => {
            forget(db, request).await?;
            return Ok(Petitioned::Forbidden(forbidden));
        }
    }
    Ok(Petitioned::Done(Box::new(read::present(db, id).await?)))
}

/// A request that was refused leaves no trace; its name is free again.
pub(super) async fn forget(
    db: &mut SqliteConnection,
    request: RequestKey,
) -> Result<(), StoreError> {
    query("DELETE FROM requests WHERE method = ? AND id = ?")
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .execute(db)
        .await?;
    Ok(())
}

async fn carry_out(
    db: &mut SqliteConnection,
    job: &Job,
    petition: &Petition,
    made: Move,
) -> Result<(), StoreError> {
    let (id, at) = (job.id, petition.at);
    if made == Move::Stay {
        return Ok(());
    }
    record::tell(db, id, &asked(petition), at).await?;
    if let Ask::Resolve { step, resolution } = &petition.ask {
        record::resolve(db, id, step, *resolution).await?;
    }
    match made {
        Move::Stay | Move::Note => Ok(()),
        Move::NoteAndQueue | Move::To(State::Queued) => queue_again(db, id, at).await,
        Move::To(State::Cancelling) => cancelling(db, id, at).await,
        Move::To(State::Cancelled) => {
            let error = JobError::new(reason::CANCELLED, "it was cancelled before it started");
            record::ended(db, id, State::Cancelled, Some(error), None, at).await
        }
        Move::To(state) => {
            let error = JobError::new(reason::ABANDONED, "it was given up by a person");
            record::ended(db, id, state, Some(error), None, at).await
        }
    }
}

fn asked(petition: &Petition) -> Happening {
    Happening::Asked {
        by: petition.by.clone(),
        action: petition.ask.word().into(),
        step: petition.ask.step().cloned(),
        reason: petition.reason.clone(),
    }
}

async fn cancelling(
    db: &mut SqliteConnection,
    id: JobId,
    at: SystemTime,
) -> Result<(), StoreError> {
    query("UPDATE jobs SET state = 'cancelling' WHERE id = ?")
        .bind(row::bytes(id))
        .execute(&mut *db)
        .await?;
    let what = Happening::State {
        state: State::Cancelling,
        message: String::new(),
    };
    record::tell(db, id, &what, at).await
}

async fn queue_again(
    db: &mut SqliteConnection,
    id: JobId,
    at: SystemTime,
) -> Result<(), StoreError> {
    let update = "UPDATE jobs SET state = 'queued', error = NULL, result = NULL, ended = NULL, \
                  position = (SELECT max(position) + 1 FROM jobs) WHERE id = ?";
    query(update).bind(row::bytes(id)).execute(&mut *db).await?;
    submit::enqueue(db, id, at).await
}
