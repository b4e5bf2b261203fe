/** A daemon that answers by a script, for what a real one does only under load. */

import { once } from "node:events";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";

import { create } from "@bufbuild/protobuf";
import { ConnectError, type HandlerContext } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { ContactCenterService, JobSchema, type DescribeContactCenterRequest, type Job } from "@trunkline/client/v1";

/** One try of a call, as it arrived. */
export interface Try {
  readonly requestId: string;
  /** What was left of the deadline, in milliseconds. */
  readonly timeoutMs: number;
  /** When it arrived, in milliseconds. */
  readonly at: number;
}

export class Stub {
  readonly tries: Try[] = [];
  readonly #refusals: ConnectError[];
  readonly #server = createServer(
    connectNodeAdapter({
      routes: (router) =>
        router.service(ContactCenterService, { describeContactCenter: (...call) => this.#answer(...call) }),
    }),
  );

  private constructor(refusals: ConnectError[]) {
    this.#refusals = refusals;
  }

  /** Starts one that answers `describeContactCenter` with these refusals first, and then with a job. */
  static async refusing(...refusals: ConnectError[]): Promise<Stub> {
    const stub = new Stub(refusals);
    stub.#server.listen(0, "127.0.0.1");
    await once(stub.#server, "listening");
    return stub;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
  }

  #answer({ requestId }: DescribeContactCenterRequest, context: HandlerContext): Job {
    this.tries.push({ requestId, timeoutMs: context.timeoutMs() ?? Infinity, at: performance.now() });
    const refusal = this.#refusals.shift();
    if (refusal !== undefined) throw refusal;
    return create(JobSchema, { name: "jobs/stub", requestId });
  }
}
