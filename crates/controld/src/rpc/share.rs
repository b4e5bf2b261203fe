//! `AnalyticsShareService`.

use std::pin::Pin;

use async_trait::async_trait;
use control_api::v1::{self as pb, analytics_share_service_server::AnalyticsShareService};
use futures::{Stream, StreamExt};
use tonic::{Request, Response, Status};

use super::{Reply, Surface, bound};
use crate::{jobs::ShareWish, wire};

#[async_trait]
impl AnalyticsShareService for Surface {
    async fn ensure_share(&self, request: Request<pb::EnsureShareRequest>) -> Reply<pb::Job> {
        self.submit_share(wire::share::ensure(request)?).await
    }

    async fn remove_share(&self, request: Request<pb::RemoveShareRequest>) -> Reply<pb::Job> {
        self.submit_share(wire::share::remove(request)?).await
    }

    async fn verify_share(&self, request: Request<pb::VerifyShareRequest>) -> Reply<pb::Job> {
        self.submit_share(wire::share::verify(request)?).await
    }

    async fn get_share_status(
        &self,
        request: Request<pb::GetShareStatusRequest>,
    ) -> Reply<pb::Job> {
        self.submit_share(wire::share::status(request)?).await
    }

    async fn run_share_export(
        &self,
        request: Request<pb::RunShareExportRequest>,
    ) -> Reply<pb::Job> {
        self.submit_share(wire::share::export(request)?).await
    }

    type QueryShareStream =
        Pin<Box<dyn Stream<Item = Result<pb::QueryShareResponse, Status>> + Send>>;

    async fn query_share(
        &self,
        request: Request<pb::QueryShareRequest>,
    ) -> Reply<Self::QueryShareStream> {
        let ends = bound::Ends::of(&request, self.drain.clone());
        let inquiry = wire::inquiry::read(request)?;
        let room = self.room()?;
        let parts = bound::stream(ends, self.inquiries.ask(inquiry).await?);
        let told = parts.map(move |part| {
            // The room is taken for as long as the stream lives.
            let _room = &room;
            part.map(wire::inquiry::to_pb).map_err(Status::from)
        });
        Ok(Response::new(Box::pin(told)))
    }
}

impl Surface {
    async fn submit_share(&self, wish: ShareWish) -> Reply<pb::Job> {
        match self.jobs.with_parties(wish).await? {
            Ok(demand) => self.submit(demand).await,
            Err(mistaken) => Ok(Response::new(wire::share::mistaken(*mistaken)?)),
        }
    }
}
