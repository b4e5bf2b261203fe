//! The methods about shares.

use std::pin::Pin;

use control_api::{
    json::to_value,
    v1::{self as pb, analytics_share_service_server::AnalyticsShareService},
};
use tokio_stream::Stream;
use tonic::{Request, Response, Status};

use super::{Answer, Fake};

#[tonic::async_trait]
impl AnalyticsShareService for Fake {
    async fn ensure_share(&self, request: Request<pb::EnsureShareRequest>) -> Answer<pb::Job> {
        self.start("EnsureShare", to_value(request.get_ref()))
    }

    async fn remove_share(&self, request: Request<pb::RemoveShareRequest>) -> Answer<pb::Job> {
        self.start("RemoveShare", to_value(request.get_ref()))
    }

    async fn verify_share(&self, request: Request<pb::VerifyShareRequest>) -> Answer<pb::Job> {
        self.start("VerifyShare", to_value(request.get_ref()))
    }

    async fn get_share_status(
        &self,
        request: Request<pb::GetShareStatusRequest>,
    ) -> Answer<pb::Job> {
        self.start("GetShareStatus", to_value(request.get_ref()))
    }

    async fn run_share_export(
        &self,
        request: Request<pb::RunShareExportRequest>,
    ) -> Answer<pb::Job> {
        self.start("RunShareExport", to_value(request.get_ref()))
    }

    type QueryShareStream =
        Pin<Box<dyn Stream<Item = Result<pb::QueryShareResponse, Status>> + Send>>;

    async fn query_share(
        &self,
        request: Request<pb::QueryShareRequest>,
    ) -> Answer<Self::QueryShareStream> {
        let mut script = self.script();
        let request = to_value(request.get_ref());
        script.asked.push(("QueryShare", request));
        let parts = script.answers.pop_front().unwrap_or_default();
        Ok(Response::new(Box::pin(tokio_stream::iter(parts))))
    }
}
