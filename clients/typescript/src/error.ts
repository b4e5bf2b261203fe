/**
 * What the daemon says when it refuses, out of the rich details of a gRPC status.
 *
 * Every error of a method is a {@link TrunklineError}. The daemon's manual lists all reasons, each with its
 * code and the keys of its metadata; a reason never gets another meaning.
 */

import { create } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";

import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from "./gen/google/rpc/error_details_pb.js";
import { FindingSchema, type Finding } from "./gen/trunkline/v1/finding_pb.js";

/** The domain of the daemon's own reasons. */
export const ERROR_DOMAIN = "trunkline.v1";

/** One thing that is wrong with a request, or that forbids it. */
export interface Violation {
  /** The member of the request, or the thing that forbids it. Empty where the request as a whole is meant. */
  readonly subject: string;
  /** What is wrong, for people. */
  readonly description: string;
}

/** The thing that is not there. */
export interface Resource {
  /** Such as `trunkline.v1/job`. */
  readonly type: string;
  /** Such as `jobs/UUID`. */
  readonly name: string;
}

/** A call that did not succeed. */
export class TrunklineError extends Error {
  override readonly name: string = "TrunklineError";
  /** The code of gRPC. */
  readonly code: Code;
  /** A stable code for programs, such as `NOT_FOUND`. Empty where the daemon itself did not answer. */
  readonly reason: string;
  /** Every value that occurs in the message. */
  readonly metadata: Readonly<Record<string, string>>;
  /** All that is wrong, as far as it fits into an error. */
  readonly violations: readonly Violation[];
  /** What is wrong with the spec; with `SPEC_INVALID` only. `metadata.findings` counts all. */
  readonly findings: readonly Finding[];
  /** What is not there; with `NOT_FOUND` only. */
  readonly resource: Resource | undefined;
  /** When to ask again, in milliseconds. Absent where the daemon does not say. */
  readonly retryAfterMs: number | undefined;
  /** Whether the call broke off on the way, so that nobody knows what became of it. */
  readonly severed: boolean;

  /** Of an error of Connect. A call that its caller gave up, by `signal`, was not severed. */
  constructor(error: ConnectError, signal?: AbortSignal) {
    super(error.rawMessage, { cause: error });
    const info = error.findDetails(ErrorInfoSchema)[0];
    const resource = error.findDetails(ResourceInfoSchema)[0];
    this.code = error.code;
    this.reason = info?.reason ?? "";
    this.metadata = { ...info?.metadata };
    this.violations = violationsOf(error);
    this.findings = this.reason === "SPEC_INVALID" ? this.violations.map(findingOf) : [];
    this.resource = resource && { type: resource.resourceType, name: resource.resourceName };
    this.retryAfterMs = millis(error.findDetails(RetryInfoSchema)[0]?.retryDelay);
    this.severed = info === undefined && signal?.aborted !== true && brokenOff(error);
  }

  /** The error as a {@link TrunklineError}, whatever was thrown. */
  static from(thrown: unknown, signal?: AbortSignal): TrunklineError {
    return thrown instanceof TrunklineError ? thrown : new TrunklineError(ConnectError.from(thrown), signal);
  }

  /** Whether the same call may be sent again: the connection or the daemon's load stood in the way. */
  get mayPass(): boolean {
    return this.severed || this.code === Code.Unavailable || this.retryAfterMs !== undefined;
  }

  /** Whether a stream that ended so can be taken up again. */
  get breaksOff(): boolean {
    return this.mayPass || STREAM_BREAKS.has(this.code);
  }
}

/** Codes by which a stream ends although nothing is wrong with what was asked. */
const STREAM_BREAKS = new Set([
  Code.Aborted,
  Code.Canceled,
  Code.DataLoss,
  Code.DeadlineExceeded,
  Code.Internal,
  Code.ResourceExhausted,
  Code.Unknown,
]);

/** Codes that Node's HTTP/2 makes of a connection that goes away under a call. */
const SEVERED = new Set([Code.Aborted, Code.Canceled, Code.Internal, Code.Unavailable]);

/** Whether the connection, and not the other side, ended the call. */
function brokenOff(error: ConnectError): boolean {
  const isOurs = error.cause !== undefined || error.code === Code.Canceled;
  return isOurs && SEVERED.has(error.code);
}

function violationsOf(error: ConnectError): Violation[] {
  const fields = error.findDetails(BadRequestSchema).flatMap((it) => it.fieldViolations);
  const forbids = error.findDetails(PreconditionFailureSchema).flatMap((it) => it.violations);
  const quotas = error.findDetails(QuotaFailureSchema).flatMap((it) => it.violations);
  return [
    ...fields.map(({ field, description }) => ({ subject: field, description })),
    ...[...forbids, ...quotas].map(({ subject, description }) => ({ subject, description })),
  ];
}

/**
 * Takes a finding out of a violation: an error has `FILE[:LINE:COLUMN][ PATH]` as the subject and
 * `MESSAGE [RULE]; remedy: REMEDY` as the description.
 */
function findingOf({ subject, description }: Violation): Finding {
  const place = /^(.*?)(?::(\d+):(\d+))?(?: ([^ ].*))?$/s.exec(subject);
  const said = /^(.*) \[([a-z0-9-]+)\]; remedy: (.*)$/s.exec(description);
  return create(FindingSchema, {
    file: place?.[1] ?? subject,
    line: Number(place?.[2] ?? 0),
    column: Number(place?.[3] ?? 0),
    path: place?.[4] ?? "",
    message: said?.[1] ?? description,
    rule: said?.[2] ?? "",
    remedy: said?.[3] ?? "",
  });
}

function millis(duration: Duration | undefined): number | undefined {
  return duration && Number(duration.seconds) * 1000 + Math.ceil(duration.nanos / 1e6);
}
