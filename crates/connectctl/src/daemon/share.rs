//! The methods about shares.

use control_api::v1::{self as pb, analytics_share_service_client::AnalyticsShareServiceClient};
use tonic::{Streaming, transport::Channel};

use super::{ANSWER_BYTES_MAX, Daemon};
use crate::status::Failure;

impl Daemon<'_> {
    pub(crate) async fn ensure_share(
        &self,
        request: pb::EnsureShareRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            shares(channel).ensure_share(request).await
        })
        .await
    }

    pub(crate) async fn remove_share(
        &self,
        request: pb::RemoveShareRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            shares(channel).remove_share(request).await
        })
        .await
    }

    pub(crate) async fn verify_share(
        &self,
        request: pb::VerifyShareRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            shares(channel).verify_share(request).await
        })
        .await
    }

    pub(crate) async fn share_status(
        &self,
        request: pb::GetShareStatusRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            shares(channel).get_share_status(request).await
        })
        .await
    }

    pub(crate) async fn run_share_export(
        &self,
        request: pb::RunShareExportRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            shares(channel).run_share_export(request).await
        })
        .await
    }

    /// The parts of an answer, once: a stream that breaks has to be asked for anew, and is billed anew.
    pub(crate) async fn query_share(
        &self,
        request: pb::QueryShareRequest,
    ) -> Result<Streaming<pb::QueryShareResponse>, Failure> {
        let answered = shares(self.channel.clone()).query_share(request).await;
        self.judge(answered)
    }
}

fn shares(channel: Channel) -> AnalyticsShareServiceClient<Channel> {
    AnalyticsShareServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}
