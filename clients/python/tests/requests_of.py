"""A request for every method, and what is to be answered."""

from __future__ import annotations

import functools
import re
import uuid

from trunkline.files import Parts, document_name
from trunkline.v1 import (
    agent_pb2,
    document_service_pb2,
    flow_pb2,
    governance_pb2,
    job_pb2,
    plan_service_pb2,
    spec_pb2,
)
from trunkline.v1 import agent_service_pb2 as agents
from trunkline.v1 import analytics_share_service_pb2 as shares
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import flow_service_pb2 as flows
from trunkline.v1 import governance_service_pb2 as governance
from trunkline.v1 import job_service_pb2 as jobs
from trunkline.v1 import plan_service_pb2 as plans
from trunkline.v1 import region_service_pb2 as regions
from trunkline.v1 import target_service_pb2 as targets

from world import ALIAS, CENTER, TARGET, WORLD

FLOW = """{"Version":"2019-10-30","StartAction":"end","Metadata":{},
"Actions":[{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}"""
CONTENT = b"a document of the tests"
SHARE = {
    "kind": "AnalyticsShare",
    "name": "conformance",
    "producers": [{"target": "local", "instances": [ALIAS]}],
    "consumer": "consumer",
    "data_sets": ["contact_record"],
}
GOVERNANCE = {
    "kind": "Governance",
    "instance": ALIAS,
    "keys": [{"name": "recordings"}],
    "tags": {"CostCenter": "4711"},
}
HERE = {"target": TARGET, "alias": ALIAS}

#: The kind of the answer, or the reason of the refusal, in an order in which each finds what it needs.
EXPECTED = {
    "TargetService.ListTargets": targets.ListTargetsResponse,
    "DocumentService.UploadDocument": document_service_pb2.Document,
    "DocumentService.GetDocument": document_service_pb2.Document,
    "DocumentService.DownloadDocument": document_service_pb2.DownloadDocumentResponse,
    "ContactCenterService.PlanContactCenter": job_pb2.Job,
    "ContactCenterService.ApplyContactCenter": job_pb2.Job,
    "ContactCenterService.DestroyContactCenter": job_pb2.Job,
    "ContactCenterService.DescribeContactCenter": job_pb2.Job,
    "ContactCenterService.ExportContactCenter": job_pb2.Job,
    "ContactCenterService.DetectDrift": job_pb2.Job,
    "ContactCenterService.ImportTerraform": "TERRAFORM_UNREADABLE",
    "JobService.GetJob": job_pb2.Job,
    "JobService.ListJobs": jobs.ListJobsResponse,
    "JobService.WatchJob": job_pb2.JobEvent,
    "JobService.WaitJob": job_pb2.Job,
    "JobService.CancelJob": job_pb2.Job,
    "JobService.RetryJob": "STATE_FORBIDS",
    "JobService.ResolveJob": "STATE_FORBIDS",
    "PlanService.CreatePlan": job_pb2.Job,
    "PlanService.GetPlan": plan_service_pb2.SavedPlan,
    "PlanService.ListPlans": plans.ListPlansResponse,
    "PlanService.ListPlanSteps": plans.ListPlanStepsResponse,
    "PlanService.ApprovePlan": plan_service_pb2.SavedPlan,
    "PlanService.ApplyPlan": job_pb2.Job,
    "PlanService.ExpirePlan": plan_service_pb2.SavedPlan,
    "FlowService.ExportFlows": job_pb2.Job,
    "FlowService.DeployFlows": job_pb2.Job,
    "FlowService.RollBackFlows": "NOT_FOUND",
    "FlowService.ReleaseFlows": job_pb2.Job,
    "FlowService.RollBackRelease": "NOT_FOUND",
    "FlowService.ReadContactLog": job_pb2.Job,
    "FlowService.CheckFlows": flows.CheckFlowsResponse,
    "FlowService.DiffFlows": flows.DiffFlowsResponse,
    "FlowService.DrawFlows": flows.DrawFlowsResponse,
    "FlowService.TryFlows": flows.TryFlowsResponse,
    "FlowService.ReplayFlows": "FIELD_INVALID",
    "FlowService.ConvertFlows": flows.ConvertFlowsResponse,
    "RegionService.ReplicateContactCenter": job_pb2.Job,
    "RegionService.GetTraffic": job_pb2.Job,
    "RegionService.ShiftTraffic": job_pb2.Job,
    "AnalyticsShareService.EnsureShare": job_pb2.Job,
    "AnalyticsShareService.RemoveShare": job_pb2.Job,
    "AnalyticsShareService.VerifyShare": job_pb2.Job,
    "AnalyticsShareService.GetShareStatus": job_pb2.Job,
    "AnalyticsShareService.RunShareExport": "SPEC_INVALID",
    "AnalyticsShareService.QueryShare": "QUERY_REFUSED",
    "GovernanceService.ListRules": governance.ListRulesResponse,
    "GovernanceService.AssessInstance": job_pb2.Job,
    "GovernanceService.MendFindings": job_pb2.Job,
    "GovernanceService.GeneratePolicy": job_pb2.Job,
    "GovernanceService.AttachPolicy": job_pb2.Job,
    "GovernanceService.EnsureGovernance": job_pb2.Job,
    "GovernanceService.GetCost": job_pb2.Job,
    "GovernanceService.ReviewTags": job_pb2.Job,
    "AgentService.ImportAgents": job_pb2.Job,
    "AgentService.UpsertAgent": job_pb2.Job,
    "AgentService.RemoveAgent": job_pb2.Job,
    "AgentService.ListAgents": agents.ListAgentsResponse,
    "AgentService.ListArrivals": agents.ListArrivalsResponse,
}


class Requests:
    """The requests; some of them are about what earlier ones made."""

    def __init__(self, caller):
        self._caller = caller

    def of(self, method):
        """The request of a method, such as `JobService.GetJob`."""
        word = re.sub(r"(?<!^)(?=[A-Z])", "_", method.split(".")[1]).lower()
        return getattr(self, word)()

    @functools.cached_property
    def spec(self):
        return WORLD.client.spec(CENTER)

    @functools.cached_property
    def bundle(self):
        return WORLD.client.bundle({"Main.json": FLOW}, "CONTACT_FLOW")

    @functools.cached_property
    def share(self):
        return WORLD.client.spec(SHARE)

    @functools.cached_property
    def governance(self):
        return WORLD.client.spec(GOVERNANCE)

    @functools.cached_property
    def plan(self):
        """The name of a plan that is kept."""
        job = self._caller.answer("PlanService.CreatePlan", self.create_plan())
        return WORLD.client.wait(job).saved_plan

    def list_targets(self):
        return targets.ListTargetsRequest()

    def upload_document(self):
        return Parts(CONTENT)

    def get_document(self):
        return document_service_pb2.GetDocumentRequest(name=document_name(CONTENT))

    def download_document(self):
        return document_service_pb2.DownloadDocumentRequest(name=document_name(CONTENT))

    def plan_contact_center(self):
        return centers.PlanContactCenterRequest(target=TARGET, spec=self.spec)

    def apply_contact_center(self):
        return centers.ApplyContactCenterRequest(target=TARGET, spec=self.spec)

    def destroy_contact_center(self):
        return centers.DestroyContactCenterRequest(**HERE, confirm=ALIAS, validate_only=True)

    def describe_contact_center(self):
        return centers.DescribeContactCenterRequest(**HERE)

    def export_contact_center(self):
        return centers.ExportContactCenterRequest(**HERE)

    def detect_drift(self):
        return centers.DetectDriftRequest(target=TARGET, spec=self.spec)

    def import_terraform(self):
        file = spec_pb2.SourceFile(path="terraform.tfstate", text="this is none")
        return centers.ImportTerraformRequest(files=[file])

    def get_job(self):
        return jobs.GetJobRequest(name=WORLD.applied.name)

    def list_jobs(self):
        return jobs.ListJobsRequest(target=TARGET, page_size=2)

    def watch_job(self):
        return jobs.WatchJobRequest(name=WORLD.applied.name)

    def wait_job(self):
        return jobs.WaitJobRequest(name=WORLD.applied.name)

    def cancel_job(self):
        return jobs.CancelJobRequest(name=WORLD.applied.name)

    def retry_job(self):
        return jobs.RetryJobRequest(name=WORLD.applied.name)

    def resolve_job(self):
        return jobs.ResolveJobRequest(name=WORLD.applied.name, step="none", resolution=jobs.RESOLUTION_SKIP)

    def create_plan(self):
        return plans.CreatePlanRequest(target=TARGET, spec=self.spec)

    def get_plan(self):
        return plans.GetPlanRequest(name=self.plan)

    def list_plans(self):
        return plans.ListPlansRequest(target=TARGET)

    def list_plan_steps(self):
        return plans.ListPlanStepsRequest(name=self.plan)

    def approve_plan(self):
        return plans.ApprovePlanRequest(name=self.plan)

    def apply_plan(self):
        return plans.ApplyPlanRequest(name=self.plan, validate_only=True)

    def expire_plan(self):
        return plans.ExpirePlanRequest(name=self.plan)

    def export_flows(self):
        return flows.ExportFlowsRequest(**HERE)

    def deploy_flows(self):
        return flows.DeployFlowsRequest(**HERE, bundle=self.bundle, look=True)

    def roll_back_flows(self):
        return flows.RollBackFlowsRequest(**HERE, before=document_name(b"was never there"))

    def release_flows(self):
        return flows.ReleaseFlowsRequest(bundle=self.bundle, stops=[flow_pb2.FlowStop(**HERE)], look=True)

    def roll_back_release(self):
        return flows.RollBackReleaseRequest(release=f"jobs/{uuid.uuid4()}")

    def read_contact_log(self):
        return flows.ReadContactLogRequest(**HERE, contact=str(uuid.uuid4()))

    def check_flows(self):
        return flows.CheckFlowsRequest(bundle=self.bundle, sarif=True)

    def diff_flows(self):
        return flows.DiffFlowsRequest(old=self.bundle, new=self.bundle)

    def draw_flows(self):
        return flows.DrawFlowsRequest(bundle=self.bundle)

    def try_flows(self):
        return flows.TryFlowsRequest(bundle=self.bundle, flow="Main")

    def replay_flows(self):
        return flows.ReplayFlowsRequest(old=self.bundle, new=self.bundle)

    def convert_flows(self):
        return flows.ConvertFlowsRequest(bundle=self.bundle)

    def replicate_contact_center(self):
        return regions.ReplicateContactCenterRequest(**HERE, to="eu-central-1", validate_only=True)

    def get_traffic(self):
        return regions.GetTrafficRequest(target=TARGET, instance=ALIAS)

    def shift_traffic(self):
        away = {"instance": ALIAS, "from": "eu-west-2"}
        return regions.ShiftTrafficRequest(target=TARGET, validate_only=True, **away)

    def ensure_share(self):
        return shares.EnsureShareRequest(spec=self.share, look=True)

    def remove_share(self):
        return shares.RemoveShareRequest(spec=self.share, confirm=SHARE["name"], look=True)

    def verify_share(self):
        return shares.VerifyShareRequest(spec=self.share)

    def get_share_status(self):
        return shares.GetShareStatusRequest(spec=self.share)

    def run_share_export(self):
        return shares.RunShareExportRequest(spec=self.share, export="none")

    def query_share(self):
        return shares.QueryShareRequest(spec=self.share, sql="SELECT 1")

    def list_rules(self):
        return governance.ListRulesRequest()

    def assess_instance(self):
        wanted = [governance_pb2.ASSESSMENT_FORMAT_SARIF]
        return governance.AssessInstanceRequest(**HERE, formats=wanted)

    def mend_findings(self):
        return governance.MendFindingsRequest(**HERE, look=True)

    def generate_policy(self):
        return governance.GeneratePolicyRequest(target=TARGET, source=self.source())

    def attach_policy(self):
        role = {"role": "conformance", "trusts": ["arn:aws:iam::111111111111:root"]}
        return governance.AttachPolicyRequest(target=TARGET, source=self.source(), look=True, **role)

    def source(self):
        wanted = governance.PolicyOperations(operations=["connect:ListQueues"])
        return governance.PolicySource(operations=wanted)

    def ensure_governance(self):
        return governance.EnsureGovernanceRequest(target=TARGET, spec=self.governance, look=True)

    def get_cost(self):
        return governance.GetCostRequest(target=TARGET, start="2026-10-01", end="2026-11-01")

    def review_tags(self):
        return governance.ReviewTagsRequest(**HERE, required=["CostCenter"])

    def import_agents(self):
        rows = "username,routing_profile,security_profiles\nada,Basic Routing Profile,Agent\n"
        file = spec_pb2.SourceFile(path="agents.csv", text=rows)
        return agents.ImportAgentsRequest(**HERE, source=file, look=True)

    def upsert_agent(self):
        profiles = {"routing_profile": "Basic Routing Profile", "security_profiles": ["Agent"]}
        ada = agent_pb2.Agent(username="ada", **profiles)
        return agents.UpsertAgentRequest(**HERE, agent=ada, look=True)

    def remove_agent(self):
        return agents.RemoveAgentRequest(**HERE, username="ada", look=True)

    def list_agents(self):
        return agents.ListAgentsRequest(**HERE)

    def list_arrivals(self):
        return agents.ListArrivalsRequest()
