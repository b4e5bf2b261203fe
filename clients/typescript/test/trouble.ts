/** The client while the way to the daemon, or the daemon itself, is in trouble. */

import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { context, ROOT_CONTEXT, trace, type Context } from "@opentelemetry/api";
import { ConnectError } from "@connectrpc/connect";
import { Client, Code, createClient, JobFailed, rpc, TrunklineError } from "@trunkline/client";

import { Daemon } from "./daemon.js";
import { Proxy } from "./proxy.js";
import { center, FILES } from "./samples.js";
import { Stub } from "./stub.js";

const target = "targets/local";
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

let daemon: Daemon;

before(async () => void (daemon = await Daemon.start()));
after(async () => daemon?.remove());

test("a call is sent again until the daemon is back", async () => {
  let tries = 0;
  const client = clientOf(daemon.address, { onTry: () => (tries += 1) });
  await client.inner.targets.listTargets({});
  await daemon.kill();
  const before = tries;
  const tried = new Promise<void>((resolve) => client.onTry(() => tries >= before + 2 && resolve()));
  const answer = client.inner.contactCenters.describeContactCenter({
    target,
    alias: "nobody",
    labels: { of: "restart" },
  });
  await Promise.race([tried, answer.then(() => assert.fail("nobody can have answered"))]);
  await daemon.start();
  const job = await answer;
  const { jobs } = await client.inner.jobs.listJobs({ labels: { of: "restart" } });
  assert.deepEqual(
    jobs.map(({ name, requestId }) => [name, requestId]),
    [[job.name, job.requestId]],
  );
  client.inner.close();
});

test("patience ends with the attempts and before the deadline", async () => {
  const nobody = "127.0.0.1:1";
  let tries = 0;
  const twice = createClient({
    endpoint: nobody,
    retry: { attemptsMax: 2, waitFirstMs: 1 },
    headers: () => ({ n: `${(tries += 1)}` }),
  });
  await assert.rejects(
    twice.targets.listTargets({}),
    (error) => error instanceof TrunklineError && error.code === Code.Unavailable,
  );
  assert.equal(tries, 2);
  const short = createClient({ endpoint: nobody, retry: { waitFirstMs: 60_000 } });
  const begun = Date.now();
  await assert.rejects(
    short.targets.listTargets({}),
    (error) => error instanceof TrunklineError && error.code === Code.Unavailable,
  );
  assert.ok(Date.now() - begun < 10_000, "it waited although the deadline would have passed");
});

test("a repeat waits as long as the daemon says, with the same request id", async () => {
  const retryDelay = { seconds: 0n, nanos: 400_000_000 };
  const overloaded = new ConnectError("more calls than there may be", Code.ResourceExhausted, undefined, [
    { desc: rpc.RetryInfoSchema, value: { retryDelay } },
  ]);
  const stub = await Stub.refusing(overloaded, new ConnectError("away", Code.Unavailable));
  const client = createClient({ endpoint: stub.endpoint, timeoutMs: 20_000, retry: { waitFirstMs: 1 } });
  const job = await client.contactCenters.describeContactCenter({});
  const [first, second, third] = stub.tries;
  assert.ok(first && second && third && stub.tries.length === 3);
  assert.ok(second.at - first.at >= 390, `it waited ${second.at - first.at} ms`);
  assert.ok(third.at - second.at < 390, "nobody asked it to wait so long");
  assert.deepEqual(new Set(stub.tries.map(({ requestId }) => requestId)), new Set([job.requestId]));
  assert.match(job.requestId, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  assert.ok(first.timeoutMs <= 20_000 && second.timeoutMs <= first.timeoutMs - 350);
  client.close();
  stub.close();
});

test("what is refused for good is sent once", async () => {
  const stub = await Stub.refusing(
    new ConnectError("no", Code.FailedPrecondition),
    new ConnectError("no", Code.Internal),
  );
  const client = createClient({ endpoint: stub.endpoint });
  for (const code of [Code.FailedPrecondition, Code.Internal]) {
    const call = client.contactCenters.describeContactCenter({});
    await assert.rejects(call, (error) => error instanceof TrunklineError && error.code === code && !error.mayPass);
  }
  assert.equal(stub.tries.length, 2);
  client.close();
  stub.close();
});

test("an answer that gets lost on the way starts no second job", async () => {
  const proxy = await Proxy.before(daemon.address);
  let tries = 0;
  const endpoint = `http://127.0.0.1:${proxy.port}`;
  const client = createClient({ endpoint, retry: { waitFirstMs: 20 }, headers: () => ({ n: `${(tries += 1)}` }) });
  await client.targets.listTargets({});
  proxy.cutNextAnswer();
  const job = await client.contactCenters.describeContactCenter({ target, alias: "nobody", labels: { of: "lost" } });
  assert.equal(tries, 3);
  const { jobs } = await client.jobs.listJobs({ labels: { of: "lost" } });
  assert.deepEqual(
    jobs.map(({ name }) => name),
    [job.name],
  );
  client.close();
  await proxy.close();
});

test("a watch outlives the daemon, and the job's failure is told", async () => {
  const client = createClient({ endpoint: daemon.address, retry: { waitFirstMs: 100 } });
  const spec = await client.spec({ object: center("conformance-killed"), files: FILES });
  const job = await client.contactCenters.applyContactCenter({ target, spec });
  const seen: bigint[] = [];
  let restarted: Promise<void> | undefined;
  for await (const { number, event } of client.watch(job)) {
    seen.push(number);
    if (event.case === "stepStarted") restarted ??= daemon.kill().then(() => daemon.start());
  }
  await restarted;
  assert.deepEqual(
    seen,
    seen.map((_, at) => BigInt(at + 1)),
  );
  // The simulated AWS goes with the daemon, so the job has nothing left to work on.
  await assert.rejects(client.result(job), (error) => error instanceof JobFailed && error.reason === "SIMULATOR_RESET");
  client.close();
});

test("the trace of a call is kept with its job", async () => {
  const given = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=1" };
  const client = createClient({ endpoint: daemon.address });
  const traced = createClient({ endpoint: daemon.address, trace: () => given });
  const describe = { target, alias: "nobody" };
  const byClient = await traced.contactCenters.describeContactCenter(describe);
  assert.deepEqual([byClient.trace?.traceparent, byClient.trace?.tracestate], [given.traceparent, given.tracestate]);
  const byCall = await client.contactCenters.describeContactCenter(describe, { headers: { ...given } });
  assert.equal(byCall.trace?.traceparent, given.traceparent);
  const bySpan = await inSpan(() => client.contactCenters.describeContactCenter(describe));
  assert.equal(bySpan.trace?.traceparent, given.traceparent);
  client.close();
  traced.close();
});

test("an endpoint with https is TLS, and a stranger's certificate is refused", async (t) => {
  const tls = certificate();
  if (tls === undefined) return t.skip("openssl is not installed");
  const proxy = await Proxy.before(daemon.address, tls);
  const endpoint = `https://127.0.0.1:${proxy.port}`;
  const client = createClient({ endpoint, tls: { ca: tls.cert } });
  assert.equal((await client.targets.listTargets({})).targets.length, 3);
  client.close();
  const stranger = createClient({ endpoint, retry: { attemptsMax: 1 } });
  await assert.rejects(stranger.targets.listTargets({}), TrunklineError);
  stranger.close();
  await proxy.close();
});

/** A client that tells of each try. */
function clientOf(endpoint: string, { onTry }: { onTry: () => void }) {
  const told = [onTry];
  const headers = () => {
    for (const tell of told) tell();
    return {};
  };
  const inner: Client = createClient({
    endpoint,
    headers,
    retry: { attemptsMax: 20, waitFirstMs: 200, waitMaxMs: 1000 },
  });
  return { inner, onTry: (tell: () => void) => void told.push(tell) };
}

/** Runs something while a span is active, as an SDK of OpenTelemetry would. */
async function inSpan<A>(run: () => Promise<A>): Promise<A> {
  const active = new AsyncLocalStorage<Context>();
  const manager = {
    active: () => active.getStore() ?? ROOT_CONTEXT,
    with: <F extends (...given: never[]) => unknown>(value: Context, call: F, self?: unknown, ...given: never[]) =>
      active.run(value, () => call.apply(self, given)) as ReturnType<F>,
    bind: <T>(_: Context, bound: T) => bound,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager as never);
  const span = trace.wrapSpanContext({ traceId: TRACE, spanId: SPAN, traceFlags: 1 });
  try {
    return await context.with(trace.setSpan(ROOT_CONTEXT, span), run);
  } finally {
    context.disable();
  }
}

/** A certificate for this machine, made for one run. */
function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const who = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const run = spawnSync("openssl", ["req", ...kind, ...who, "-keyout", key, "-out", cert], { stdio: "ignore" });
  try {
    return run.status === 0 ? { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") } : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
