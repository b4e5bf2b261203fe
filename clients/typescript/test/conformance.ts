/**
 * The client against a real daemon, with a simulated AWS: every method of every service, and what is promised
 * of errors, repeats, jobs that are followed, sizes and deadlines.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Client, Code, createClient, INLINE_BYTES_MAX, JobFailed, TrunklineError } from "@trunkline/client";
import { AssessmentFormat, Job_State, JobKind, Resolution, SavedPlan_State, type Job, type JobEvent } from "@trunkline/client/v1";

import { callsOf, methods, noting, services } from "./census.js";
import { CALLER_HEADER, Daemon } from "./daemon.js";
import { Proxy } from "./proxy.js";
import { refused } from "./refusals.js";
import { AGENTS, ALIAS, center, FILES, FLOW, WRONG, WRONG_GOVERNANCE, WRONG_SHARE } from "./samples.js";

const target = "targets/local";
const NO_JOB = "jobs/00000000-0000-4000-8000-000000000000";
const NO_DOCUMENT = `documents/sha256:${"0".repeat(64)}`;

let daemon: Daemon;
let client: Client;
/** The contact centre that most tests share. AWS takes its time to make one, so it is made once. */
let centerJob: Job;

before(async () => {
  daemon = await Daemon.start();
  client = createClient({
    endpoint: daemon.address,
    interceptors: [noting],
    headers: () => ({ [CALLER_HEADER]: "tests" }),
  });
  const spec = await client.spec({ object: center(ALIAS), files: FILES });
  centerJob = await client.contactCenters.applyContactCenter({ target, spec });
});

after(async () => {
  client?.close();
  await daemon?.remove();
});

test("every service is a property of the client", () => {
  const names = Object.values(client).map((service) => Object.keys(service).sort().join());
  for (const service of services) {
    const wanted = service.methods
      .map((method) => method.localName)
      .sort()
      .join();
    assert.ok(names.includes(wanted), `${service.name} is missing`);
  }
});

test("targets are listed", async () => {
  const { targets } = await client.targets.listTargets({});
  assert.deepEqual(
    targets.map(({ name }) => name),
    ["targets/consumer", "targets/local", "targets/local-us"],
  );
});

test("the caller's header arrives", () => {
  assert.equal(centerJob.requestedBy, "tests");
});

test("a job that is not there is not found", async () => {
  const error = await refused(client.jobs.getJob({ name: NO_JOB }), "NOT_FOUND");
  assert.equal(error.code, Code.NotFound);
  assert.deepEqual(error.resource, { type: "trunkline.v1/job", name: NO_JOB });
  assert.deepEqual(error.metadata, { type: "job", name: NO_JOB });
  assert.equal(error.retryAfterMs, undefined);
});

test("all wrong fields are told at once", async () => {
  const request = { target: "nowhere", requestId: "no-uuid", labels: { "Not a key": "" } };
  const error = await refused(client.contactCenters.planContactCenter(request), "FIELD_INVALID");
  assert.equal(error.code, Code.InvalidArgument);
  const subjects = error.violations.map(({ subject }) => subject.split(/[[.]/)[0]);
  assert.deepEqual([...new Set(subjects)].sort(), ["labels", "request_id", "spec", "target"]);
  assert.equal(error.metadata["violations"], String(error.violations.length));
  assert.deepEqual(error.findings, []);
});

test("a wrong spec is refused with findings", async () => {
  const spec = await client.spec({ object: WRONG });
  const error = await refused(client.contactCenters.applyContactCenter({ target, spec }), "SPEC_INVALID");
  assert.deepEqual(
    error.findings.map(({ rule, path }) => [rule, path]),
    [
      ["bad-alias", "instance.alias"],
      ["unknown-name", "queues[0].hours"],
    ],
  );
  const [alias] = error.findings;
  assert.deepEqual([alias?.file, alias?.line, alias?.column], ["center.json", 5, 14]);
  assert.ok(alias?.message && alias.remedy);
});

test("with validate_only the findings are the job's, and nothing starts", async () => {
  const spec = await client.spec({ object: WRONG });
  const job = await client.contactCenters.applyContactCenter({ target, spec, validateOnly: true });
  assert.equal(job.name, "");
  await assert.rejects(client.result(job), (error) => error instanceof JobFailed && error.findings.length === 2);
  const good = await client.spec({ object: center("looked-at"), files: FILES });
  const looked = await client.contactCenters.applyContactCenter({ target, spec: good, validateOnly: true });
  assert.equal((await client.result(looked)).name, "");
});

test("the same request id is the same job, and another request cannot have it", async () => {
  const requestId = crypto.randomUUID();
  const describe = (alias: string) => client.contactCenters.describeContactCenter({ target, alias, requestId });
  const [first, second] = await Promise.all([describe("nobody"), describe("nobody")]);
  assert.equal(first.name, second.name);
  assert.equal(first.requestId, requestId);
  const error = await refused(describe("somebody"), "REQUEST_ID_REUSED");
  assert.equal(error.metadata["job"], first.name);
  const other = await client.contactCenters.describeContactCenter({ target, alias: "nobody" });
  assert.notEqual(other.name, first.name);
});

test("a job that fails says why", async () => {
  const job = await client.contactCenters.describeContactCenter({ target, alias: "nobody" });
  const failed = await client.result(job).catch((error: unknown) => error);
  assert.ok(failed instanceof JobFailed);
  assert.equal(failed.reason, "CENTER_NOT_FOUND");
  assert.equal(failed.detail["alias"], "nobody");
  assert.equal(failed.job.state, Job_State.FAILED);
  assert.equal((await client.wait(job)).state, Job_State.FAILED);
});

test("a deadline that passes is an error with its code, by call and by client", async () => {
  // The shared job takes a minute, so it is still under way.
  const { name } = centerJob;
  const late = (error: unknown) => error instanceof TrunklineError && error.code === Code.DeadlineExceeded;
  await assert.rejects(client.jobs.waitJob({ name }, { timeoutMs: 200 }), late);
  await assert.rejects(client.wait(name, { timeoutMs: 200 }), late);
  const hasty = createClient({ endpoint: daemon.address, timeoutMs: 200 });
  await assert.rejects(hasty.jobs.waitJob({ name }), late);
  hasty.close();
});

test("a watch that the caller ends lets the job go on", async () => {
  const spec = await client.spec({ object: center("conformance-cancel"), files: FILES });
  const job = await client.contactCenters.applyContactCenter({ target, spec });
  for await (const event of client.watch(job)) {
    if (event.event.case === "stepStarted") break;
  }
  const leaving = new AbortController();
  const watching = numbers(client.watch(job, { signal: leaving.signal }), () => leaving.abort());
  await assert.rejects(
    watching,
    (error) => error instanceof TrunklineError && error.code === Code.Canceled && !error.severed,
  );
  assert.equal((await client.jobs.getJob({ name: job.name })).state, Job_State.RUNNING);
  await checkCancellation(job);
});

/** A running job is asked to stop, started again, and asked to stop again. */
async function checkCancellation({ name }: Job): Promise<void> {
  const asked = await client.jobs.cancelJob({ name, reason: "no longer wanted" });
  assert.ok([Job_State.CANCELLING, Job_State.CANCELLED].includes(asked.state));
  await assert.rejects(client.result(name), (error) => error instanceof JobFailed && error.reason === "CANCELLED");
  const again = await client.jobs.retryJob({ name });
  assert.ok([Job_State.QUEUED, Job_State.RUNNING].includes(again.state));
  await client.jobs.cancelJob({ name });
  assert.equal((await client.wait(name)).state, Job_State.CANCELLED);
  const resolution = Resolution.SKIP;
  await refused(client.jobs.resolveJob({ name, step: "queue/Service", resolution }), "STATE_FORBIDS");
}

test("a watch goes on after the connection was cut, and loses and doubles nothing", async () => {
  const proxy = await Proxy.before(daemon.address);
  const behind = createClient({
    endpoint: `http://127.0.0.1:${proxy.port}`,
    retry: { waitFirstMs: 50 },
    interceptors: [noting],
  });
  const watches = callsOf("JobService.WatchJob");
  const seen: bigint[] = [];
  for await (const { number, event } of behind.watch(centerJob)) {
    seen.push(number);
    // From here on AWS takes its time, so nothing is under way: the watch is cut now, and as it is taken up again.
    if (event.case === "stepStarted" && event.value.step.endsWith("/ready")) {
      proxy.cut();
      proxy.cutNextAnswer();
    }
  }
  behind.close();
  await proxy.close();
  assert.equal(callsOf("JobService.WatchJob") - watches, 3);
  const all = await numbers(client.watch(centerJob));
  assert.deepEqual(seen, all);
  assert.deepEqual(
    all,
    all.map((_, at) => BigInt(at + 1)),
  );
  assert.deepEqual(await numbers(client.watch(centerJob, { after: 3n })), all.slice(3));
  assert.equal(all.at(-1), (await client.result(centerJob)).lastEvent);
});

test("jobs are listed in pages", async () => {
  const names: string[] = [];
  for (let pageToken = ""; ;) {
    const page = await client.jobs.listJobs({ pageSize: 2, pageToken, kinds: [JobKind.DESCRIBE_CONTACT_CENTER] });
    names.push(...page.jobs.map(({ name }) => name));
    pageToken = page.nextPageToken;
    if (pageToken === "") break;
  }
  assert.ok(names.length >= 3);
  assert.equal(new Set(names).size, names.length);
});

test("what is too large is refused with its reason, and the helper sends it right", async () => {
  const large = (bytes: number) => `${JSON.stringify(center("large"))}\n#${"x".repeat(bytes)}`;
  const inline = (text: string) => ({
    target,
    spec: { specs: [{ path: "a.yaml", content: { case: "text" as const, value: text } }] },
  });
  const message = await refused(client.contactCenters.planContactCenter(inline(large(5 << 20))), "MESSAGE_TOO_LARGE");
  assert.equal(message.code, Code.ResourceExhausted);
  assert.equal(message.metadata["limit_bytes"], String(4 << 20));
  const content = await refused(
    client.contactCenters.planContactCenter(inline(large(INLINE_BYTES_MAX))),
    "FIELD_INVALID",
  );
  assert.equal(content.violations[0]?.subject, "spec");
  const spec = await client.spec({ text: large(3 << 20), files: FILES });
  assert.equal(spec.specs[0]?.content.case, "document");
  assert.equal(spec.files[0]?.content.case, "text");
  const job = await client.result(await client.contactCenters.planContactCenter({ target, spec }));
  assert.equal(job.result.case, "plan");
});

test("documents are uploaded once and come back as they were", async () => {
  const bytes = new Uint8Array((2 << 20) + 3).map((_, at) => at % 251);
  const document = await client.upload(bytes);
  assert.equal(document.sizeBytes, BigInt(bytes.length));
  const uploads = callsOf("DocumentService.UploadDocument");
  assert.equal((await client.upload(bytes)).name, document.name);
  assert.equal(callsOf("DocumentService.UploadDocument"), uploads);
  assert.ok(Buffer.from(bytes).equals(await client.download(document.name)));
  await refused(client.download(NO_DOCUMENT), "NOT_FOUND");
  await refused(client.documents.getDocument({ name: "documents/md5:0" }), "FIELD_INVALID");
});

test("plans are kept, read, approved and ended", async () => {
  const spec = await client.spec({ object: center(ALIAS), files: FILES });
  const job = await client.result(await client.plans.createPlan({ target, spec, reason: "conformance" }));
  const name = job.savedPlan;
  assert.equal((await client.plans.getPlan({ name })).state, SavedPlan_State.OPEN);
  const { plans } = await client.plans.listPlans({ alias: ALIAS });
  assert.deepEqual(
    plans.map((plan) => plan.name),
    [name],
  );
  assert.ok((await client.plans.listPlanSteps({ name })).steps !== undefined);
  assert.equal((await client.plans.approvePlan({ name, changeReference: "CHG-1" })).state, SavedPlan_State.APPROVED);
  assert.equal((await client.plans.applyPlan({ name, validateOnly: true })).kind, JobKind.APPLY_CONTACT_CENTER);
  assert.equal((await client.plans.expirePlan({ name })).state, SavedPlan_State.EXPIRED);
  const error = await refused(client.plans.applyPlan({ name }), "PLAN_NOT_OPEN");
  assert.equal(error.code, Code.FailedPrecondition);
  assert.equal(error.violations[0]?.subject, name);
});

test("a contact centre is shown, exported and compared", async () => {
  await client.result(centerJob);
  const spec = await client.spec({ object: center(ALIAS), files: FILES });
  const [described, exported, drift] = await Promise.all(
    [
      client.contactCenters.describeContactCenter({ target, alias: ALIAS }),
      client.contactCenters.exportContactCenter({ target, alias: ALIAS }),
      client.contactCenters.detectDrift({ target, spec }),
    ].map(async (job) => (await client.result(await job)).result),
  );
  assert.ok(described?.case === "describe" && described.value.center?.queues["Service"]?.arn);
  assert.ok(exported?.case === "export" && exported.value.files.length > 0);
  const text = new TextDecoder().decode(await client.download(exported.value.files[0]?.document ?? ""));
  assert.match(text, new RegExp(ALIAS));
  assert.equal(drift?.case, "drift");
});

test("a contact centre is destroyed by nobody who does not confirm it", async () => {
  const subject = { case: "alias" as const, value: ALIAS };
  const job = client.contactCenters.destroyContactCenter({ target, subject, confirm: "another" });
  const reason = await job.then((job) => client.result(job)).catch((error: unknown) => (error as JobFailed).reason);
  assert.ok(reason === "CONFIRMATION_MISMATCH" || reason === "FIELD_INVALID", String(reason));
});

test("files of Terraform that are none are refused", async () => {
  const files = await client.files([{ path: "terraform.tfstate", content: "{" }]);
  const error = await refused(client.contactCenters.importTerraform({ files }), "TERRAFORM_UNREADABLE");
  assert.equal(error.metadata["file"], "terraform.tfstate");
});

test("flows are judged without a job", async () => {
  const bundle = await client.bundle({ files: [{ path: "Goodbye.json", content: FLOW }], defaultType: "CONTACT_FLOW" });
  const [checked, same, drawn, walked, converted] = await Promise.all([
    client.flows.checkFlows({ bundle }),
    client.flows.diffFlows({ old: bundle, new: bundle }),
    client.flows.drawFlows({ bundle }),
    client.flows.tryFlows({ bundle, flow: "Goodbye" }),
    client.flows.convertFlows({ bundle }),
  ]);
  assert.ok(Array.isArray(checked.findings));
  assert.equal(same.text, "");
  assert.equal(drawn.pictures.length, 1);
  assert.ok(walked.walk);
  assert.equal(converted.flows[0]?.flow?.name, "Goodbye");
  await refused(client.flows.replayFlows({ old: bundle, new: bundle }), "FIELD_INVALID");
  await refused(client.flows.checkFlows({}), "FIELD_INVALID");
});

test("flows move between instances", async () => {
  await client.result(centerJob);
  const exported = await client.result(await client.flows.exportFlows({ target, alias: ALIAS }));
  assert.equal(exported.result.case, "exportFlows");
  const bundle = await client.bundle({ files: [{ path: "Hello.json", content: FLOW }], defaultType: "CONTACT_FLOW" });
  const deployed = await client.result(await client.flows.deployFlows({ target, alias: ALIAS, bundle, look: true }));
  assert.equal(deployed.result.case, "deployFlows");
  const stops = [{ target, alias: ALIAS }];
  const released = await client.result(await client.flows.releaseFlows({ bundle, stops, look: true }));
  assert.equal(released.result.case, "releaseFlows");
  await refused(client.flows.rollBackFlows({ target, alias: ALIAS, before: "documents/none" }), "FIELD_INVALID");
  await refused(client.flows.rollBackRelease({ release: NO_JOB }), "NOT_FOUND");
  const log = await client.flows.readContactLog({ target, alias: ALIAS, contact: crypto.randomUUID() });
  assert.equal((await client.result(log)).result.case, "readContactLog");
});

test("agents are looked at before they are brought", async () => {
  await client.result(centerJob);
  const [source] = await client.files([{ path: "agents.csv", content: AGENTS }]);
  assert.ok(source);
  const file = { case: "source" as const, value: source };
  const looked = await client.result(await client.agents.importAgents({ target, alias: ALIAS, file, look: true }));
  assert.ok(looked.result.case === "importAgents" && looked.result.value.tally?.created === 1n);
  await refused(client.agents.upsertAgent({ target, alias: ALIAS, agent: { username: "" } }), "FIELD_INVALID");
  const removed = await client.agents.removeAgent({ target, alias: ALIAS, username: "nobody", validateOnly: true });
  assert.equal(removed.kind, JobKind.REMOVE_AGENT);
  assert.deepEqual((await client.agents.listAgents({ target, alias: ALIAS })).agents, []);
  assert.deepEqual((await client.agents.listArrivals({})).arrivals, []);
});

test("a wrong share is refused by every method about shares", async () => {
  const { shares } = client;
  const spec = await client.spec({ object: WRONG_SHARE });
  const question = { case: "sql" as const, value: "SELECT 1" };
  const calls = [
    shares.ensureShare({ spec }),
    shares.removeShare({ spec, confirm: "analytics" }),
    shares.verifyShare({ spec }),
    shares.getShareStatus({ spec }),
    shares.runShareExport({ spec, export: "daily" }),
    shares.queryShare({ spec, question }),
  ];
  for (const { findings } of await Promise.all(calls.map((call) => refused(call, "SPEC_INVALID")))) {
    assert.ok(findings.length > 0 && findings.every(({ file }) => file === "center.json"));
  }
});

test("an instance is assessed, and what would be changed is looked at", async () => {
  await client.result(centerJob);
  const { governance } = client;
  const known = (await governance.listRules({})).rules.map(({ id }) => id);
  assert.ok(known.includes("key-rotation-off") && known.length >= 30);
  const formats = [AssessmentFormat.SARIF];
  const assessed = await client.result(await governance.assessInstance({ target, alias: ALIAS, formats }));
  assert.ok(assessed.result.case === "assess");
  const { findings, documents } = assessed.result.value;
  assert.ok(findings.length > 0 && findings.every(({ rule, evidence }) => known.includes(rule) && evidence !== ""));
  assert.equal(JSON.parse(documents[0]?.content ?? "").version, "2.1.0");
  const mended = await client.result(await governance.mendFindings({ target, alias: ALIAS, look: true }));
  assert.equal(mended.result.case, "mend");
  const required = ["CostCenter"];
  const tags = await client.result(await governance.reviewTags({ target, alias: ALIAS, required }));
  assert.ok(tags.result.case === "tags" && tags.result.value.lacking.length > 0);
});

test("policies are the least that operations take", async () => {
  const { governance } = client;
  const operations = { operations: ["connect:ListQueues", "s3:ListObjectsV2"] };
  const source = { source: { case: "operations" as const, value: operations } };
  const made = await client.result(await governance.generatePolicy({ target, source }));
  assert.ok(made.result.case === "policy");
  const document = made.result.value.policies[0]?.documentJson ?? "";
  assert.match(document, /connect:ListQueues/);
  assert.match(document, /s3:ListBucket/);
  const trusts = ["arn:aws:iam::111111111111:root"];
  const looked = await client.result(
    await governance.attachPolicy({ target, source, role: "conformance", trusts, look: true }),
  );
  assert.ok(looked.result.case === "attachPolicy" && looked.result.value.steps.length > 0);
});

test("cost has a currency, and wrong governance is refused by every method that takes it", async () => {
  const { governance } = client;
  const cost = await client.result(await governance.getCost({ target, start: "2026-10-01", end: "2026-11-01" }));
  assert.ok(cost.result.case === "cost" && cost.result.value.currency === "USD");
  const spec = await client.spec({ object: WRONG_GOVERNANCE });
  const calls = [
    governance.ensureGovernance({ target, spec }),
    governance.assessInstance({ target, spec }),
    governance.mendFindings({ target, spec }),
    governance.reviewTags({ target, spec }),
  ];
  for (const { findings } of await Promise.all(calls.map((call) => refused(call, "SPEC_INVALID")))) {
    assert.ok(findings.some(({ rule }) => rule === "bad-amount"));
  }
});

test("traffic of an instance without a replica is a finding of the job", async () => {
  await client.result(centerJob);
  const job = await client.regions.getTraffic({ target, instance: ALIAS });
  const failed = await client.result(job).catch((error: unknown) => error);
  assert.ok(failed instanceof JobFailed);
  assert.equal(failed.reason, "PRECONDITIONS_UNMET");
  assert.deepEqual(
    failed.findings.map(({ rule }) => rule),
    ["not-replicated"],
  );
  await refused(client.regions.shiftTraffic({ target }), "FIELD_INVALID");
  const to = "eu-central-1";
  const looked = await client.regions.replicateContactCenter({ target, alias: ALIAS, to, validateOnly: true });
  assert.equal(looked.kind, JobKind.REPLICATE_CONTACT_CENTER);
});

test("no method was left out", () => {
  assert.deepEqual(
    methods.filter((method) => callsOf(method) === 0),
    [],
  );
});

async function numbers(events: AsyncIterable<JobEvent>, each: () => void = () => {}): Promise<bigint[]> {
  const seen: bigint[] = [];
  for await (const { number } of events) {
    seen.push(number);
    each();
  }
  return seen;
}
