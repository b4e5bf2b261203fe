//! The daemon as seen from here: its methods, with a deadline on each call and repeats where the
//! connection or its load stood in the way. Every call may be sent twice.

mod agents;
mod govern;
mod share;

use std::{cell::Cell, time::Duration};

use control_api::v1::{
    self as pb, contact_center_service_client::ContactCenterServiceClient,
    document_service_client::DocumentServiceClient, flow_service_client::FlowServiceClient,
    job_service_client::JobServiceClient, plan_service_client::PlanServiceClient,
    region_service_client::RegionServiceClient, target_service_client::TargetServiceClient,
};
use tokio::time::{sleep, timeout};
use tonic::{
    Code, Request, Response, Status, Streaming,
    transport::{Channel, Endpoint},
};

use crate::{
    output::Output,
    patience::Patience,
    refusal::Refusal,
    render::{Tone, time},
    status::Failure,
    world::Dial,
};

/// How long an answer may take.
const CALL_LIMIT: Duration = Duration::from_secs(30);
/// Plans of large contact centres are larger than the usual 4 MiB.
const ANSWER_BYTES_MAX: usize = 64 << 20;

type Answered<A> = Result<Response<A>, Status>;

/// A daemon.
pub(crate) struct Daemon<'a> {
    endpoint: String,
    channel: Channel,
    /// Whether it has answered before. Until then no answer means that there is none.
    met: Cell<bool>,
    output: &'a Output,
}

impl<'a> Daemon<'a> {
    pub(crate) fn new(url: &str, dial: &Dial, output: &'a Output) -> Result<Self, Failure> {
        let endpoint = if url.contains("://") {
            url.to_owned()
        } else {
            format!("http://{url}")
        };
        if endpoint.starts_with("https://") {
            return Err(Failure::usage(
                format!("{endpoint} asks for TLS, which this connectctl does not speak"),
                "The daemon listens on loopback; reach one elsewhere through a tunnel.",
            ));
        }
        let parsed = Endpoint::from_shared(endpoint.clone()).ok();
        let parsed = parsed.filter(|_| endpoint.starts_with("http://"));
        let parsed = parsed.ok_or_else(|| {
            Failure::usage(
                format!("{url:?} is no URL of a daemon"),
                "Write it as http://HOST:PORT.",
            )
        })?;
        Ok(Self {
            endpoint,
            channel: dial(parsed),
            met: Cell::new(false),
            output,
        })
    }

    pub(crate) async fn plan(
        &self,
        request: pb::PlanContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).plan_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn apply(
        &self,
        request: pb::ApplyContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).apply_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn destroy(
        &self,
        request: pb::DestroyContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).destroy_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn describe(
        &self,
        request: pb::DescribeContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).describe_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn create_plan(
        &self,
        request: pb::CreatePlanRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).create_plan(request).await
        })
        .await
    }

    pub(crate) async fn export(
        &self,
        request: pb::ExportContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).export_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn saved_plan(&self, name: &str) -> Result<pb::SavedPlan, Failure> {
        let request = pb::GetPlanRequest {
            name: name.to_owned(),
        };
        self.call(request, async |channel, request| {
            plans(channel).get_plan(request).await
        })
        .await
    }

    pub(crate) async fn list_plans(
        &self,
        request: pb::ListPlansRequest,
    ) -> Result<pb::ListPlansResponse, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).list_plans(request).await
        })
        .await
    }

    pub(crate) async fn list_plan_steps(
        &self,
        request: pb::ListPlanStepsRequest,
    ) -> Result<pb::ListPlanStepsResponse, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).list_plan_steps(request).await
        })
        .await
    }

    pub(crate) async fn approve_plan(
        &self,
        request: pb::ApprovePlanRequest,
    ) -> Result<pb::SavedPlan, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).approve_plan(request).await
        })
        .await
    }

    pub(crate) async fn apply_plan(
        &self,
        request: pb::ApplyPlanRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).apply_plan(request).await
        })
        .await
    }

    pub(crate) async fn expire_plan(
        &self,
        request: pb::ExpirePlanRequest,
    ) -> Result<pb::SavedPlan, Failure> {
        self.call(request, async |channel, request| {
            plans(channel).expire_plan(request).await
        })
        .await
    }

    pub(crate) async fn export_flows(
        &self,
        request: pb::ExportFlowsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).export_flows(request).await
        })
        .await
    }

    pub(crate) async fn deploy_flows(
        &self,
        request: pb::DeployFlowsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).deploy_flows(request).await
        })
        .await
    }

    pub(crate) async fn roll_back_flows(
        &self,
        request: pb::RollBackFlowsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).roll_back_flows(request).await
        })
        .await
    }

    pub(crate) async fn release_flows(
        &self,
        request: pb::ReleaseFlowsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).release_flows(request).await
        })
        .await
    }

    pub(crate) async fn roll_back_release(
        &self,
        request: pb::RollBackReleaseRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).roll_back_release(request).await
        })
        .await
    }

    pub(crate) async fn read_contact_log(
        &self,
        request: pb::ReadContactLogRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            flows(channel).read_contact_log(request).await
        })
        .await
    }

    pub(crate) async fn replicate(
        &self,
        request: pb::ReplicateContactCenterRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            regions(channel).replicate_contact_center(request).await
        })
        .await
    }

    pub(crate) async fn traffic(&self, request: pb::GetTrafficRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            regions(channel).get_traffic(request).await
        })
        .await
    }

    pub(crate) async fn shift(&self, request: pb::ShiftTrafficRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            regions(channel).shift_traffic(request).await
        })
        .await
    }

    pub(crate) async fn drift(&self, request: pb::DetectDriftRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            centers(channel).detect_drift(request).await
        })
        .await
    }

    pub(crate) async fn job(&self, name: &str) -> Result<pb::Job, Failure> {
        let request = pb::GetJobRequest {
            name: name.to_owned(),
        };
        self.call(request, async |channel, request| {
            jobs(channel).get_job(request).await
        })
        .await
    }

    pub(crate) async fn list_jobs(
        &self,
        request: pb::ListJobsRequest,
    ) -> Result<pb::ListJobsResponse, Failure> {
        self.call(request, async |channel, request| {
            jobs(channel).list_jobs(request).await
        })
        .await
    }

    /// Answers when the job is at rest or `limit` is over.
    pub(crate) async fn wait(&self, name: &str, limit: Duration) -> Result<pb::Job, Failure> {
        let limit_on_wire = limit.try_into().expect("limits of this program are short");
        let request = pb::WaitJobRequest {
            name: name.to_owned(),
            timeout: Some(limit_on_wire),
        };
        self.call_within(limit + CALL_LIMIT, request, async |channel, request| {
            jobs(channel).wait_job(request).await
        })
        .await
    }

    pub(crate) async fn cancel(&self, request: pb::CancelJobRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            jobs(channel).cancel_job(request).await
        })
        .await
    }

    pub(crate) async fn retry(&self, request: pb::RetryJobRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            jobs(channel).retry_job(request).await
        })
        .await
    }

    pub(crate) async fn resolve(&self, request: pb::ResolveJobRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            jobs(channel).resolve_job(request).await
        })
        .await
    }

    pub(crate) async fn list_targets(
        &self,
        request: pb::ListTargetsRequest,
    ) -> Result<pb::ListTargetsResponse, Failure> {
        self.call(request, async |channel, request| {
            TargetServiceClient::new(channel)
                .list_targets(request)
                .await
        })
        .await
    }

    /// Uploads a document, part by part.
    pub(crate) async fn upload(
        &self,
        parts: Vec<pb::UploadDocumentRequest>,
    ) -> Result<pb::Document, Failure> {
        self.call(parts, async |channel, request| {
            let parts = tokio_stream::iter(request.into_inner());
            DocumentServiceClient::new(channel)
                .upload_document(parts)
                .await
        })
        .await
    }

    /// The content of a document.
    pub(crate) async fn download(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let request = pb::DownloadDocumentRequest {
            name: name.to_owned(),
        };
        self.call(request, async |channel, request| {
            let answer = DocumentServiceClient::new(channel)
                .download_document(request)
                .await?;
            let mut pieces = answer.into_inner();
            let mut content = Vec::new();
            while let Some(piece) = pieces.message().await? {
                content.extend(piece.chunk);
            }
            Ok(Response::new(content))
        })
        .await
    }

    /// The events of a job after a number, once: a stream that breaks is for the caller to mend.
    pub(crate) async fn watch(
        &self,
        name: &str,
        after: i64,
    ) -> Result<Streaming<pb::JobEvent>, Failure> {
        let request = pb::WatchJobRequest {
            name: name.to_owned(),
            after,
        };
        let answered = jobs(self.channel.clone()).watch_job(request).await;
        self.judge(answered)
    }

    async fn call<Q: Clone, A>(
        &self,
        question: Q,
        ask: impl AsyncFn(Channel, Request<Q>) -> Answered<A>,
    ) -> Result<A, Failure> {
        self.call_within(CALL_LIMIT, question, ask).await
    }

    async fn call_within<Q: Clone, A>(
        &self,
        limit: Duration,
        question: Q,
        ask: impl AsyncFn(Channel, Request<Q>) -> Answered<A>,
    ) -> Result<A, Failure> {
        let mut patience = Patience::with_a_call();
        loop {
            let mut request = Request::new(question.clone());
            request.set_timeout(limit);
            let answered = timeout(limit, ask(self.channel.clone(), request)).await;
            let answered = answered.unwrap_or_else(|_| Err(late(limit)));
            let refusal = match self.judge(answered) {
                Ok(answer) => return Ok(answer),
                Err(Failure::Refused(refusal)) if refusal.may_pass() => refusal,
                Err(failure) => return Err(failure),
            };
            let Some(wait) = patience.wait(refusal.retry_after) else {
                return Err(Failure::Refused(refusal));
            };
            let text = format!(
                "{}; asking again in {}",
                refusal.headline(),
                time::span(wait)
            );
            self.output.tell(Tone::Caution, &text);
            sleep(wait).await;
        }
    }

    fn judge<A>(&self, answered: Answered<A>) -> Result<A, Failure> {
        let refusal = match answered {
            Ok(answer) => {
                self.met.set(true);
                return Ok(answer.into_inner());
            }
            Err(status) => Refusal::from(status),
        };
        if refusal.severed && !self.met.get() {
            let endpoint = self.endpoint.clone();
            return Err(Failure::NoDaemon {
                endpoint,
                cause: refusal.message,
            });
        }
        if !refusal.severed {
            self.met.set(true);
        }
        Err(Failure::Refused(Box::new(refusal)))
    }
}

fn late(limit: Duration) -> Status {
    Status::new(
        Code::DeadlineExceeded,
        format!("no answer within {}", time::span(limit)),
    )
}

fn centers(channel: Channel) -> ContactCenterServiceClient<Channel> {
    ContactCenterServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}

fn plans(channel: Channel) -> PlanServiceClient<Channel> {
    PlanServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}

fn jobs(channel: Channel) -> JobServiceClient<Channel> {
    JobServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}

fn flows(channel: Channel) -> FlowServiceClient<Channel> {
    FlowServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}

fn regions(channel: Channel) -> RegionServiceClient<Channel> {
    RegionServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}
