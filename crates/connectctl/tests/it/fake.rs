//! A daemon that answers what a test tells it to, and remembers what it was asked.

mod govern;
mod share;

use std::{
    collections::{BTreeMap, VecDeque},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use control_api::{
    json::to_value,
    v1::{
        self as pb, contact_center_service_server as center, document_service_server as document,
        flow_service_server as flow, job_service_server as job, plan_service_server as plan,
        region_service_server as region, target_service_server as target,
        upload_document_request::Part,
    },
};
use serde_json::{Value, json};
use tokio::time::sleep;
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Response, Status, Streaming};

use crate::pipe::Network;

/// What the daemon is going to answer, and what it was asked.
#[derive(Default)]
pub(crate) struct Script {
    /// To `ListTargets`, a page each; the last one again and again.
    pub targets: VecDeque<pb::ListTargetsResponse>,
    /// To whatever starts or changes a job, in this order; the last one again and again.
    pub started: VecDeque<Result<pb::Job, Status>>,
    /// To `GetJob` and `WaitJob`, in this order; the last one again and again.
    pub jobs: VecDeque<Result<pb::Job, Status>>,
    /// To whatever shows or changes a plan, in this order; the last one again and again.
    pub plans: VecDeque<Result<pb::SavedPlan, Status>>,
    /// To `ListPlans`.
    pub plan_pages: VecDeque<pb::ListPlansResponse>,
    /// To `ListPlanSteps`.
    pub step_pages: VecDeque<pb::ListPlanStepsResponse>,
    /// To `ListJobs`.
    pub pages: VecDeque<pb::ListJobsResponse>,
    /// To `WatchJob`, a stream for each call. After the last one streams never tell anything.
    pub watches: VecDeque<Vec<Told>>,
    /// To `DownloadDocument`, by name; others say their own name.
    pub documents: BTreeMap<String, String>,
    /// To `QueryShare`, the parts of an answer for each call.
    pub answers: VecDeque<Vec<Result<pb::QueryShareResponse, Status>>>,
    /// To `ListRules`.
    pub rules: pb::ListRulesResponse,
    /// What it was asked: the method and the request.
    pub asked: Vec<(&'static str, Value)>,
}

/// What a stream tells.
#[derive(Clone)]
pub(crate) enum Told {
    /// An event.
    Event(pb::JobEvent),
    /// An error, which ends the stream.
    Error(Status),
    /// Nothing more: the connection is cut, and the next ones are refused.
    Cut { refused: usize },
    /// Nothing more, for ever.
    Nothing,
}

#[derive(Clone)]
pub(crate) struct Fake {
    script: Arc<Mutex<Script>>,
    network: Network,
}

type Answer<T> = Result<Response<T>, Status>;

impl Fake {
    pub(crate) fn new(network: Network) -> Self {
        Self {
            script: Arc::default(),
            network,
        }
    }

    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }

    fn start(&self, method: &'static str, request: Value) -> Answer<pb::Job> {
        let mut script = self.script();
        script.asked.push((method, request));
        next(&mut script.started).map(Response::new)
    }

    fn about_plan(&self, method: &'static str, request: Value) -> Answer<pb::SavedPlan> {
        let mut script = self.script();
        script.asked.push((method, request));
        next(&mut script.plans).map(Response::new)
    }
}

/// The next of several answers; the last one stays.
fn next<T: Clone>(answers: &mut VecDeque<Result<T, Status>>) -> Result<T, Status> {
    match answers.len() {
        0 => Err(Status::internal("the test has no answer to this")),
        1 => answers[0].clone(),
        _ => answers.pop_front().unwrap(),
    }
}

/// What goes out on a stream. `None` is nothing.
async fn tell(told: Told, network: Network) -> Option<Result<pb::JobEvent, Status>> {
    match told {
        Told::Event(event) => Some(Ok(event)),
        Told::Error(status) => Some(Err(status)),
        Told::Nothing => None,
        Told::Cut { refused } => {
            // What was told before has arrived when time moves on.
            sleep(Duration::from_millis(1)).await;
            network.cut();
            network.refuse(refused);
            // Wakes the other side; it sees the cut before it sees this.
            Some(Ok(pb::JobEvent::default()))
        }
    }
}

#[tonic::async_trait]
impl center::ContactCenterService for Fake {
    async fn plan_contact_center(
        &self,
        request: Request<pb::PlanContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Plan", to_value(request.get_ref()))
    }

    async fn apply_contact_center(
        &self,
        request: Request<pb::ApplyContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Apply", to_value(request.get_ref()))
    }

    async fn destroy_contact_center(
        &self,
        request: Request<pb::DestroyContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Destroy", to_value(request.get_ref()))
    }

    async fn describe_contact_center(
        &self,
        request: Request<pb::DescribeContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Describe", to_value(request.get_ref()))
    }

    async fn export_contact_center(
        &self,
        request: Request<pb::ExportContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Export", to_value(request.get_ref()))
    }

    /// The command line reads Terraform's files itself.
    async fn import_terraform(
        &self,
        _: Request<pb::ImportTerraformRequest>,
    ) -> Answer<pb::ImportTerraformResponse> {
        Err(Status::unimplemented("nobody asks for this"))
    }

    async fn detect_drift(&self, request: Request<pb::DetectDriftRequest>) -> Answer<pb::Job> {
        self.start("Drift", to_value(request.get_ref()))
    }
}

#[tonic::async_trait]
impl region::RegionService for Fake {
    async fn replicate_contact_center(
        &self,
        request: Request<pb::ReplicateContactCenterRequest>,
    ) -> Answer<pb::Job> {
        self.start("Replicate", to_value(request.get_ref()))
    }

    async fn get_traffic(&self, request: Request<pb::GetTrafficRequest>) -> Answer<pb::Job> {
        self.start("GetTraffic", to_value(request.get_ref()))
    }

    async fn shift_traffic(&self, request: Request<pb::ShiftTrafficRequest>) -> Answer<pb::Job> {
        self.start("ShiftTraffic", to_value(request.get_ref()))
    }
}

#[tonic::async_trait]
impl flow::FlowService for Fake {
    async fn export_flows(&self, request: Request<pb::ExportFlowsRequest>) -> Answer<pb::Job> {
        self.start("ExportFlows", to_value(request.get_ref()))
    }

    async fn deploy_flows(&self, request: Request<pb::DeployFlowsRequest>) -> Answer<pb::Job> {
        self.start("DeployFlows", to_value(request.get_ref()))
    }

    async fn roll_back_flows(&self, request: Request<pb::RollBackFlowsRequest>) -> Answer<pb::Job> {
        self.start("RollBackFlows", to_value(request.get_ref()))
    }

    async fn release_flows(&self, request: Request<pb::ReleaseFlowsRequest>) -> Answer<pb::Job> {
        self.start("ReleaseFlows", to_value(request.get_ref()))
    }

    async fn roll_back_release(
        &self,
        request: Request<pb::RollBackReleaseRequest>,
    ) -> Answer<pb::Job> {
        self.start("RollBackRelease", to_value(request.get_ref()))
    }

    async fn read_contact_log(
        &self,
        request: Request<pb::ReadContactLogRequest>,
    ) -> Answer<pb::Job> {
        self.start("ReadContactLog", to_value(request.get_ref()))
    }

    async fn check_flows(
        &self,
        _: Request<pb::CheckFlowsRequest>,
    ) -> Answer<pb::CheckFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }

    async fn diff_flows(&self, _: Request<pb::DiffFlowsRequest>) -> Answer<pb::DiffFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }

    async fn draw_flows(&self, _: Request<pb::DrawFlowsRequest>) -> Answer<pb::DrawFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }

    async fn try_flows(&self, _: Request<pb::TryFlowsRequest>) -> Answer<pb::TryFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }

    async fn replay_flows(
        &self,
        _: Request<pb::ReplayFlowsRequest>,
    ) -> Answer<pb::ReplayFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }

    async fn convert_flows(
        &self,
        _: Request<pb::ConvertFlowsRequest>,
    ) -> Answer<pb::ConvertFlowsResponse> {
        Err(Status::unimplemented("the command line does this itself"))
    }
}

#[tonic::async_trait]
impl job::JobService for Fake {
    type WatchJobStream = Pin<Box<dyn Stream<Item = Result<pb::JobEvent, Status>> + Send>>;

    async fn get_job(&self, request: Request<pb::GetJobRequest>) -> Answer<pb::Job> {
        let mut script = self.script();
        script.asked.push(("Get", to_value(request.get_ref())));
        next(&mut script.jobs).map(Response::new)
    }

    async fn list_jobs(
        &self,
        request: Request<pb::ListJobsRequest>,
    ) -> Answer<pb::ListJobsResponse> {
        let mut script = self.script();
        script.asked.push(("List", to_value(request.get_ref())));
        Ok(Response::new(script.pages.pop_front().unwrap_or_default()))
    }

    async fn watch_job(
        &self,
        request: Request<pb::WatchJobRequest>,
    ) -> Answer<Self::WatchJobStream> {
        let mut script = self.script();
        script.asked.push(("Watch", to_value(request.get_ref())));
        let told = script
            .watches
            .pop_front()
            .unwrap_or_else(|| vec![Told::Nothing]);
        let network = self.network.clone();
        let is_silent = matches!(told.last(), Some(Told::Nothing));
        let items = tokio_stream::iter(told).then(move |told| tell(told, network.clone()));
        let items = items.filter_map(|told| told);
        let silence = tokio_stream::pending();
        let stream: Self::WatchJobStream = if is_silent {
            Box::pin(items.chain(silence))
        } else {
            Box::pin(items)
        };
        Ok(Response::new(stream))
    }

    async fn wait_job(&self, request: Request<pb::WaitJobRequest>) -> Answer<pb::Job> {
        let limit = request.get_ref().timeout.unwrap();
        let answer = {
            let mut script = self.script();
            script.asked.push(("Wait", to_value(request.get_ref())));
            next(&mut script.jobs)
        };
        if answer.as_ref().is_ok_and(|job| job.end_time.is_none()) {
            sleep(limit.try_into().unwrap()).await;
        }
        answer.map(Response::new)
    }

    async fn cancel_job(&self, request: Request<pb::CancelJobRequest>) -> Answer<pb::Job> {
        self.start("Cancel", to_value(request.get_ref()))
    }

    async fn retry_job(&self, request: Request<pb::RetryJobRequest>) -> Answer<pb::Job> {
        self.start("Retry", to_value(request.get_ref()))
    }

    async fn resolve_job(&self, request: Request<pb::ResolveJobRequest>) -> Answer<pb::Job> {
        self.start("Resolve", to_value(request.get_ref()))
    }
}

#[tonic::async_trait]
impl plan::PlanService for Fake {
    async fn create_plan(&self, request: Request<pb::CreatePlanRequest>) -> Answer<pb::Job> {
        self.start("CreatePlan", to_value(request.get_ref()))
    }

    async fn get_plan(&self, request: Request<pb::GetPlanRequest>) -> Answer<pb::SavedPlan> {
        self.about_plan("GetPlan", to_value(request.get_ref()))
    }

    async fn list_plans(
        &self,
        request: Request<pb::ListPlansRequest>,
    ) -> Answer<pb::ListPlansResponse> {
        let mut script = self.script();
        let request = to_value(request.get_ref());
        script.asked.push(("ListPlans", request));
        let page = script.plan_pages.pop_front();
        Ok(Response::new(page.unwrap_or_default()))
    }

    async fn list_plan_steps(
        &self,
        request: Request<pb::ListPlanStepsRequest>,
    ) -> Answer<pb::ListPlanStepsResponse> {
        let mut script = self.script();
        let request = to_value(request.get_ref());
        script.asked.push(("ListPlanSteps", request));
        let page = script.step_pages.pop_front();
        Ok(Response::new(page.unwrap_or_default()))
    }

    async fn approve_plan(
        &self,
        request: Request<pb::ApprovePlanRequest>,
    ) -> Answer<pb::SavedPlan> {
        self.about_plan("ApprovePlan", to_value(request.get_ref()))
    }

    async fn apply_plan(&self, request: Request<pb::ApplyPlanRequest>) -> Answer<pb::Job> {
        self.start("ApplyPlan", to_value(request.get_ref()))
    }

    async fn expire_plan(&self, request: Request<pb::ExpirePlanRequest>) -> Answer<pb::SavedPlan> {
        self.about_plan("ExpirePlan", to_value(request.get_ref()))
    }
}

#[tonic::async_trait]
impl target::TargetService for Fake {
    async fn list_targets(
        &self,
        request: Request<pb::ListTargetsRequest>,
    ) -> Answer<pb::ListTargetsResponse> {
        let mut script = self.script();
        script.asked.push(("Targets", to_value(request.get_ref())));
        Ok(Response::new(match script.targets.len() {
            0 | 1 => script.targets.front().cloned().unwrap_or_default(),
            _ => script.targets.pop_front().unwrap(),
        }))
    }
}

#[tonic::async_trait]
impl document::DocumentService for Fake {
    async fn upload_document(
        &self,
        request: Request<Streaming<pb::UploadDocumentRequest>>,
    ) -> Answer<pb::Document> {
        let mut parts = request.into_inner();
        let mut chunks = Vec::new();
        let mut headers = 0;
        while let Some(part) = parts.message().await? {
            match part.part {
                Some(Part::Header(_)) => headers += 1,
                Some(Part::Chunk(chunk)) => chunks.push(chunk),
                None => return Err(Status::invalid_argument("an empty part")),
            }
        }
        let sizes: Vec<_> = chunks.iter().map(Vec::len).collect();
        let size: usize = sizes.iter().sum();
        self.script()
            .asked
            .push(("Upload", json!({ "headers": headers, "chunks": sizes })));
        let name = format!("documents/sha256:{size}");
        Ok(Response::new(pb::Document {
            name,
            ..Default::default()
        }))
    }

    async fn get_document(&self, _: Request<pb::GetDocumentRequest>) -> Answer<pb::Document> {
        Err(Status::not_found("no such document"))
    }

    type DownloadDocumentStream =
        Pin<Box<dyn Stream<Item = Result<pb::DownloadDocumentResponse, Status>> + Send>>;

    /// A document comes in two pieces.
    async fn download_document(
        &self,
        request: Request<pb::DownloadDocumentRequest>,
    ) -> Answer<Self::DownloadDocumentStream> {
        let name = request.into_inner().name;
        let known = self.script().documents.get(&name).cloned();
        let pieces = match known {
            Some(text) => [text, String::new()],
            None => ["this is ".to_owned(), name],
        };
        let pieces = pieces.map(|text| {
            Ok(pb::DownloadDocumentResponse {
                chunk: text.into_bytes(),
            })
        });
        Ok(Response::new(Box::pin(tokio_stream::iter(pieces))))
    }
}
