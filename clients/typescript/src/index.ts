/** A client of Trunkline, a control plane for Amazon Connect. */

export { Code, type CallOptions, type Interceptor } from "@connectrpc/connect";

export type { BundleSource } from "./bundle.js";
export { Client, createClient, type ClientOptions, type TlsOptions } from "./client.js";
export { documentName, INLINE_BYTES_MAX, type LocalFile, type TransferOptions } from "./document.js";
export { ERROR_DOMAIN, TrunklineError, type Resource, type Violation } from "./error.js";
export type { HeaderFields, HeaderSource } from "./interceptors.js";
export { isAtRest, JobFailed, type FollowOptions, type JobRef, type WaitOptions, type WatchOptions } from "./job.js";
export type { RetryOptions } from "./patience.js";
export type { SpecSource } from "./spec.js";
export type { TraceHeaders } from "./trace.js";

/** The rich details of errors as they travel, for those who read `cause` of an error themselves. */
export * as rpc from "./gen/google/rpc/error_details_pb.js";
