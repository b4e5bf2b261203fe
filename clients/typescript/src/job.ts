/** Following a job to its end, across broken connections and restarts of the daemon. */

import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type Client as ServiceClient } from "@connectrpc/connect";

import { TrunklineError } from "./error.js";
import type { StepOutcome } from "./gen/trunkline/v1/center_pb.js";
import type { Finding } from "./gen/trunkline/v1/finding_pb.js";
import { Job_State, type Job, type JobEvent } from "./gen/trunkline/v1/job_pb.js";
import type { JobService } from "./gen/trunkline/v1/job_service_pb.js";
import type { PlanDifference } from "./gen/trunkline/v1/plan_pb.js";
import { Patience, type RetryOptions } from "./patience.js";

/** A job, or its name: `jobs/UUID`. */
export type JobRef = string | Pick<Job, "name">;

/** How long and from where to follow a job. */
export interface FollowOptions {
  /** Stops following; the job goes on. */
  readonly signal?: AbortSignal;
}

/** How to wait for a job. */
export interface WaitOptions extends FollowOptions {
  /** How long to wait at most, in milliseconds. Without it, until the job is at rest. */
  readonly timeoutMs?: number;
}

/** From where to watch a job. */
export interface WatchOptions extends FollowOptions {
  /** The number of the last event that was seen. 0 tells all. */
  readonly after?: bigint;
}

/** One wait of the daemon, in seconds. It takes up to ten minutes; what stands between may take less. */
const WAIT_SECONDS = 30;
/** How long the answer may take after that, in milliseconds. */
const ANSWER_MS = 30_000;

/** A job that is at rest and did not succeed. */
export class JobFailed extends Error {
  override readonly name = "JobFailed";
  /** The job as it stands. Its result is as much as there is. */
  readonly job: Job;
  /** A stable code for programs, such as `PLAN_STALE`. */
  readonly reason: string;
  /** What is wrong with the spec, or stands in the way. */
  readonly findings: readonly Finding[];
  /** The steps that were given up or need a person. */
  readonly steps: readonly StepOutcome[];
  /** Every value that occurs in the message, and what else a program may need. */
  readonly detail: Readonly<Record<string, string>>;
  /** With `PLAN_STALE` of a kept plan: where the world is not as the plan saw it. */
  readonly differences: readonly PlanDifference[];

  constructor(job: Job) {
    super(job.error?.message || `the job is ${Job_State[job.state]}`);
    this.job = job;
    this.reason = job.error?.reason ?? "";
    this.findings = job.error?.findings ?? [];
    this.steps = job.error?.steps ?? [];
    this.detail = { ...job.error?.detail };
    this.differences = job.error?.differences ?? [];
  }
}

/** Whether a job has come to rest. One that failed, was cancelled or needs a person can still go on later. */
export function isAtRest(job: Pick<Job, "state">): boolean {
  return isRest(job.state);
}

/** Follows jobs. */
export class Follower {
  readonly #jobs: ServiceClient<typeof JobService>;
  readonly #retry: RetryOptions;

  constructor(jobs: ServiceClient<typeof JobService>, retry: RetryOptions) {
    this.#jobs = jobs;
    this.#retry = retry;
  }

  /** Answers the job when it is at rest, however it ended. */
  async wait(ref: JobRef, options: WaitOptions = {}): Promise<Job> {
    const name = nameOf(ref);
    const deadline = options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs;
    let patience = Patience.withAJob(this.#retry);
    for (;;) {
      try {
        const job = await this.#waitOnce(name, deadline, options.signal);
        if (isAtRest(job)) return job;
        patience = Patience.withAJob(this.#retry);
      } catch (thrown) {
        const error = TrunklineError.from(thrown, options.signal);
        if (!error.mayPass || options.signal?.aborted) throw error;
        await this.#rest(patience, error, { ...options, deadline });
      }
      if (deadline !== undefined && Date.now() >= deadline) throw late(name);
    }
  }

  /** Answers the job when it succeeded. Throws {@link JobFailed} when it came to rest otherwise. */
  async result(ref: JobRef | Job, options: WaitOptions = {}): Promise<Job> {
    const job = isAnswered(ref) ? ref : await this.wait(ref, options);
    if (job.state === Job_State.SUCCEEDED) return job;
    // A request with `validate_only` is answered with a job that is going to be queued, and has no name.
    if (job.name === "" && job.error === undefined) return job;
    throw new JobFailed(job);
  }

  /**
   * The events of a job, each once and in order, until the job is at rest. A stream that breaks is taken up
   * again after the last event that was seen.
   */
  async *watch(ref: JobRef, options: WatchOptions = {}): AsyncGenerator<JobEvent, void, undefined> {
    const name = nameOf(ref);
    let seen = options.after ?? 0n;
    let isResting = false;
    let patience = Patience.withAJob(this.#retry);
    while (!isResting) {
      try {
        for await (const event of this.#jobs.watchJob({ name, after: seen }, signalOf(options))) {
          if (event.number <= seen) continue;
          seen = event.number;
          isResting = comesToRest(event);
          patience = Patience.withAJob(this.#retry);
          yield event;
        }
        isResting ||= isAtRest(await this.#jobs.getJob({ name }, signalOf(options)));
        if (!isResting) await this.#rest(patience, cut(name), options);
      } catch (thrown) {
        const error = TrunklineError.from(thrown, options.signal);
        if (!error.breaksOff || options.signal?.aborted) throw error;
        isResting = false;
        await this.#rest(patience, error, options);
      }
    }
  }

  async #waitOnce(name: string, deadline: number | undefined, signal?: AbortSignal): Promise<Job> {
    const leftMs = deadline === undefined ? Infinity : Math.max(1, deadline - Date.now());
    const waitMs = Math.min(WAIT_SECONDS * 1000, leftMs);
    const timeout = create(DurationSchema, {
      seconds: BigInt(Math.floor(waitMs / 1000)),
      nanos: Math.floor((waitMs % 1000) * 1e6),
    });
    return this.#jobs.waitJob({ name, timeout }, { ...signalOf({ signal }), timeoutMs: waitMs + ANSWER_MS });
  }

  async #rest(
    patience: Patience,
    error: TrunklineError,
    bounds: { signal?: AbortSignal; deadline?: number | undefined },
  ) {
    try {
      await patience.rest(error, bounds);
    } catch (thrown) {
      throw TrunklineError.from(thrown, bounds.signal);
    }
  }
}

function nameOf(ref: JobRef): string {
  return typeof ref === "string" ? ref : ref.name;
}

/** Whether there is nothing to ask the daemon: the job rests already, or was only looked at and has no name. */
function isAnswered(ref: JobRef | Job): ref is Job {
  return typeof ref !== "string" && "state" in ref && (ref.name === "" || isAtRest(ref));
}

function isRest(state: Job_State): boolean {
  switch (state) {
    case Job_State.SUCCEEDED:
    case Job_State.FAILED:
    case Job_State.CANCELLED:
    case Job_State.NEEDS_ATTENTION:
      return true;
    default:
      return false;
  }
}

function comesToRest({ event }: JobEvent): boolean {
  return event.case === "stateChanged" && isRest(event.value.state);
}

function signalOf({ signal }: { signal?: AbortSignal | undefined }) {
  return signal ? { signal } : {};
}

function late(name: string): TrunklineError {
  return new TrunklineError(new ConnectError(`${name} is not at rest yet`, Code.DeadlineExceeded));
}

function cut(name: string): TrunklineError {
  return new TrunklineError(new ConnectError(`the daemon ended the stream of ${name}`, Code.Unavailable));
}
