/**
 * A client of the daemon: all of its services, and what it takes to use them without care for connections,
 * restarts, sizes and repeats.
 */

import { create } from "@bufbuild/protobuf";
import type { Client as ServiceClient, Interceptor, Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";

import { gatherBundle, type BundleSource } from "./bundle.js";
import { serviceOf } from "./call.js";
import { Documents, type LocalFile, type TransferOptions } from "./document.js";
import { AgentService } from "./gen/trunkline/v1/agent_service_pb.js";
import { AnalyticsShareService } from "./gen/trunkline/v1/analytics_share_service_pb.js";
import { ContactCenterService } from "./gen/trunkline/v1/contact_center_service_pb.js";
import { DocumentService, type Document } from "./gen/trunkline/v1/document_service_pb.js";
import { FlowBundleSchema, type FlowBundle } from "./gen/trunkline/v1/flow_pb.js";
import { FlowService } from "./gen/trunkline/v1/flow_service_pb.js";
import { GovernanceService } from "./gen/trunkline/v1/governance_service_pb.js";
import type { Job, JobEvent } from "./gen/trunkline/v1/job_pb.js";
import { JobService } from "./gen/trunkline/v1/job_service_pb.js";
import { PlanService } from "./gen/trunkline/v1/plan_service_pb.js";
import { RegionService } from "./gen/trunkline/v1/region_service_pb.js";
import { SpecSchema, type SourceFile, type Spec } from "./gen/trunkline/v1/spec_pb.js";
import { TargetService } from "./gen/trunkline/v1/target_service_pb.js";
import { retrying, withHeaders, type HeaderSource } from "./interceptors.js";
import { Follower, type JobRef, type WaitOptions, type WatchOptions } from "./job.js";
import type { RetryOptions } from "./patience.js";
import { gather, type SpecSource } from "./spec.js";
import type { TraceHeaders } from "./trace.js";

/** Where the daemon is, and how to call it. */
export interface ClientOptions {
  /** `http://HOST:PORT`; with `https` the connection is TLS. Without a scheme it is `http`. */
  readonly endpoint: string;
  /** The deadline of a unary call that gives none, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  /** How calls are repeated. */
  readonly retry?: RetryOptions;
  /** Gives headers for each try of a call, such as the one by which the daemon knows its caller. */
  readonly headers?: HeaderSource;
  /** Gives the trace of a call. Without it the active span of OpenTelemetry is taken, if that is installed. */
  readonly trace?: () => TraceHeaders | undefined;
  /** Certificates and keys of TLS. Without them the daemon is checked by what Node trusts. */
  readonly tls?: TlsOptions;
  /** What else is to happen to each call. They see a call once, whatever is repeated. */
  readonly interceptors?: readonly Interceptor[];
}

/** Certificates and keys, as PEM texts. */
export interface TlsOptions {
  /** Who may have signed the certificate of the daemon, or of the proxy in front of it. */
  readonly ca?: string;
  /** The certificate of the caller. */
  readonly cert?: string;
  /** Its key. */
  readonly key?: string;
  /** What opens the key. */
  readonly passphrase?: string;
  /** The name that the certificate of the daemon has, where it is not that of the endpoint. */
  readonly servername?: string;
}

/** How long an answer may take. */
const TIMEOUT_MS = 30_000;
/** Plans of large contact centres are larger than the usual 4 MiB. */
const ANSWER_BYTES_MAX = 64 << 20;
/** Servers of gRPC take one ping in five minutes. It finds a connection that died without a word. */
const PING_INTERVAL_MS = 5 * 60_000;

/** Makes a client. It connects with the first call. */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/** A daemon as seen from here. Every method throws `TrunklineError`. */
export class Client {
  /** Brings up contact centres, shows them, and takes them down. */
  readonly contactCenters: ServiceClient<typeof ContactCenterService>;
  /** Keeps plans that are approved and applied as they are. */
  readonly plans: ServiceClient<typeof PlanService>;
  /** Shows jobs and acts on them. */
  readonly jobs: ServiceClient<typeof JobService>;
  /** Moves flows between instances, and judges them. */
  readonly flows: ServiceClient<typeof FlowService>;
  /** Brings agents out of directory files. */
  readonly agents: ServiceClient<typeof AgentService>;
  /** Shares analytics with another account. */
  readonly shares: ServiceClient<typeof AnalyticsShareService>;
  /** Assesses instances, and keeps their keys, policies, budgets, cost and tags. */
  readonly governance: ServiceClient<typeof GovernanceService>;
  /** Replicates instances and shifts their traffic. */
  readonly regions: ServiceClient<typeof RegionService>;
  /** Takes in large files and gives out those that jobs write. */
  readonly documents: ServiceClient<typeof DocumentService>;
  /** Shows where the daemon can work. */
  readonly targets: ServiceClient<typeof TargetService>;

  readonly #session: Http2SessionManager;
  readonly #follower: Follower;
  readonly #files: Documents;

  constructor(options: ClientOptions) {
    const { retry = {}, timeoutMs = TIMEOUT_MS } = options;
    const url = urlOf(options.endpoint);
    this.#session = new Http2SessionManager(url, { pingIntervalMs: PING_INTERVAL_MS }, options.tls);
    const transport = transportOf(url, this.#session, options);
    this.contactCenters = serviceOf(ContactCenterService, transport, timeoutMs);
    this.plans = serviceOf(PlanService, transport, timeoutMs);
    this.jobs = serviceOf(JobService, transport, timeoutMs);
    this.flows = serviceOf(FlowService, transport, timeoutMs);
    this.agents = serviceOf(AgentService, transport, timeoutMs);
    this.shares = serviceOf(AnalyticsShareService, transport, timeoutMs);
    this.governance = serviceOf(GovernanceService, transport, timeoutMs);
    this.regions = serviceOf(RegionService, transport, timeoutMs);
    this.documents = serviceOf(DocumentService, transport, timeoutMs);
    this.targets = serviceOf(TargetService, transport, timeoutMs);
    this.#follower = new Follower(this.jobs, retry);
    this.#files = new Documents(this.documents, retry, timeoutMs);
  }

  /** Answers a job when it is at rest, however it ended. */
  wait(job: JobRef, options?: WaitOptions): Promise<Job> {
    return this.#follower.wait(job, options);
  }

  /**
   * The events of a job, each once and in order, until it is at rest. A connection that breaks is mended on
   * the way. Leaving the loop, or the signal, stops watching; the job goes on.
   */
  watch(job: JobRef, options?: WatchOptions): AsyncGenerator<JobEvent, void, undefined> {
    return this.#follower.watch(job, options);
  }

  /** Answers a job when it succeeded. Throws `JobFailed` when it came to rest otherwise. */
  result(job: JobRef, options?: WaitOptions): Promise<Job> {
    return this.#follower.result(job, options);
  }

  /** A spec as a request holds it, with what is large uploaded before. */
  async spec(source: SpecSource, options?: TransferOptions): Promise<Spec> {
    const { specs, files } = await gather(source);
    const sources = await this.#files.sources([...specs, ...files], options);
    return create(SpecSchema, {
      specs: sources.slice(0, specs.length),
      files: sources.slice(specs.length),
      variables: { ...source.variables },
    });
  }

  /** A bundle of flows as a request holds it, with what is large uploaded before. */
  async bundle(source: BundleSource, options?: TransferOptions): Promise<FlowBundle> {
    const files = await this.#files.sources(await gatherBundle(source), options);
    return create(FlowBundleSchema, { files, defaultType: source.defaultType ?? "" });
  }

  /** Other files as a request holds them, such as one of agents, with what is large uploaded before. */
  files(files: readonly LocalFile[], options?: TransferOptions): Promise<SourceFile[]> {
    return this.#files.sources(files, options);
  }

  /** Stores a content as a document, unless the daemon has it. */
  upload(content: Uint8Array | string, options?: TransferOptions): Promise<Document> {
    return this.#files.upload(content, options);
  }

  /** The content of a document, such as a file that a job wrote. */
  download(name: string, options?: TransferOptions): Promise<Uint8Array> {
    return this.#files.download(name, options);
  }

  /** Ends the connection and all calls under way. A later call connects anew. */
  close(): void {
    this.#session.abort();
  }
}

function transportOf(baseUrl: string, sessionManager: Http2SessionManager, options: ClientOptions): Transport {
  return createGrpcTransport({
    baseUrl,
    sessionManager,
    readMaxBytes: ANSWER_BYTES_MAX,
    acceptCompression: [],
    interceptors: [
      ...(options.interceptors ?? []),
      retrying(options.retry ?? {}),
      withHeaders(options.headers, options.trace),
    ],
  });
}

function urlOf(endpoint: string): string {
  return endpoint.includes("://") ? endpoint : `http://${endpoint}`;
}
