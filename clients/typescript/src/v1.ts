/**
 * Messages, enums and services of `trunkline.v1`, as generated from the proto files.
 *
 * Their comments are those of the proto files: they are the contract.
 */
export * from "./gen/trunkline/v1/agent_pb.js";
export * from "./gen/trunkline/v1/agent_service_pb.js";
export * from "./gen/trunkline/v1/analytics_share_service_pb.js";
export * from "./gen/trunkline/v1/center_pb.js";
export * from "./gen/trunkline/v1/contact_center_service_pb.js";
export * from "./gen/trunkline/v1/contact_log_pb.js";
export * from "./gen/trunkline/v1/document_service_pb.js";
export * from "./gen/trunkline/v1/drift_pb.js";
export * from "./gen/trunkline/v1/export_pb.js";
export * from "./gen/trunkline/v1/finding_pb.js";
export * from "./gen/trunkline/v1/flow_pb.js";
export * from "./gen/trunkline/v1/flow_report_pb.js";
export * from "./gen/trunkline/v1/flow_service_pb.js";
export * from "./gen/trunkline/v1/governance_pb.js";
export * from "./gen/trunkline/v1/governance_service_pb.js";
export * from "./gen/trunkline/v1/import_pb.js";
export * from "./gen/trunkline/v1/job_pb.js";
export * from "./gen/trunkline/v1/job_service_pb.js";
export * from "./gen/trunkline/v1/plan_pb.js";
export * from "./gen/trunkline/v1/plan_service_pb.js";
export * from "./gen/trunkline/v1/region_pb.js";
export * from "./gen/trunkline/v1/region_service_pb.js";
export * from "./gen/trunkline/v1/share_pb.js";
export * from "./gen/trunkline/v1/spec_pb.js";
export * from "./gen/trunkline/v1/target_service_pb.js";
