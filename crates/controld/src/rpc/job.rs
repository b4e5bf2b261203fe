//! `JobService`.

use std::{pin::Pin, sync::Arc};

use async_trait::async_trait;
use control_api::v1::{self as pb, job_service_server::JobService};
use futures::{Stream, StreamExt};
use tokio::sync::OwnedSemaphorePermit;
use tonic::{Request, Response, Status};

use super::{Reply, Surface, bound};
use crate::{jobs::Wish, refusal::Refusal, wire};

#[async_trait]
impl JobService for Surface {
    async fn get_job(&self, request: Request<pb::GetJobRequest>) -> Reply<pb::Job> {
        let job = self.jobs.get(wire::job::get(request)?).await?;
        Ok(Response::new(wire::job::to_pb(&job, self.retention)))
    }

    async fn list_jobs(
        &self,
        request: Request<pb::ListJobsRequest>,
    ) -> Reply<pb::ListJobsResponse> {
        let listing = wire::job::list(request, &self.pager)?;
        let jobs = self.jobs.list(listing.query.clone()).await?;
        let page = wire::job::page(jobs, &listing, &self.pager, self.retention);
        Ok(Response::new(page))
    }

    type WatchJobStream = Pin<Box<dyn Stream<Item = Result<pb::JobEvent, Status>> + Send>>;

    async fn watch_job(
        &self,
        request: Request<pb::WatchJobRequest>,
    ) -> Reply<Self::WatchJobStream> {
        let ends = bound::Ends::of(&request, self.drain.clone());
        let (job, after) = wire::job::watch(request)?;
        let room = self.room()?;
        let events = bound::stream(ends, self.jobs.watch(job, after).await?);
        let told = events.map(move |event| {
            // The room is taken for as long as the stream lives.
            let _room = &room;
            event.map(wire::event::to_pb).map_err(Status::from)
        });
        Ok(Response::new(Box::pin(told)))
    }

    async fn wait_job(&self, request: Request<pb::WaitJobRequest>) -> Reply<pb::Job> {
        let (job, timeout) = wire::job::wait(request)?;
        let _room = self.room()?;
        let job = tokio::select! {
            job = self.jobs.wait(job, timeout) => job?,
            () = self.drain.asked() => return Err(Refusal::Draining.into()),
        };
        Ok(Response::new(wire::job::to_pb(&job, self.retention)))
    }

    async fn cancel_job(&self, request: Request<pb::CancelJobRequest>) -> Reply<pb::Job> {
        self.ask(wire::job::cancel(request)?).await
    }

    async fn retry_job(&self, request: Request<pb::RetryJobRequest>) -> Reply<pb::Job> {
        self.ask(wire::job::retry(request)?).await
    }

    async fn resolve_job(&self, request: Request<pb::ResolveJobRequest>) -> Reply<pb::Job> {
        self.ask(wire::job::resolve(request)?).await
    }
}

impl Surface {
    async fn ask(&self, wish: Wish) -> Reply<pb::Job> {
        let job = self.jobs.ask(wish).await?;
        Ok(Response::new(wire::job::to_pb(&job, self.retention)))
    }

    /// Room for one more watch or wait.
    pub(super) fn room(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let (room, limit) = &self.watches;
        let taken = Arc::clone(room).try_acquire_owned();
        taken.map_err(|_| Refusal::Overloaded { limit: *limit })
    }
}
