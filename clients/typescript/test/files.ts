/** What the client makes of files: specs with what they name, and bundles of flows. No daemon is asked. */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { createClient } from "@trunkline/client";
import type { SourceFile } from "@trunkline/client/v1";

const WAVE = new Uint8Array([0x52, 0x49, 0xff, 0xfe]);
const client = createClient({ endpoint: "127.0.0.1:1", retry: { attemptsMax: 1 } });
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "trunkline-files-"));
  write(
    "desk/center.yaml",
    `
    variables: { stage: dev }
    contact_flows:
      - { name: Main, file: "flows/\${var.stage}.json" }
      - { name: Gone, file: flows/gone.json }
    prompts: [{ name: Chime, file: ../shared/chime.wav }]
    security_keys: { card: keys/card.pem }`,
  );
  write("desk/stages/prod.yaml", "contact_flows: [{ name: Main, file: ../flows/prod.json }]");
  for (const flow of ["dev", "prod", "test", "unnamed"]) write(`desk/flows/${flow}.json`, "{}");
  write("desk/keys/card.pem", "key");
  write("shared/chime.wav", WAVE);
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is its spec with the files that it names", async () => {
  const spec = await client.spec({ path: join(folder, "desk") });
  assert.deepEqual(paths(spec.specs), ["desk/center.yaml"]);
  assert.deepEqual(paths(spec.files), ["desk/flows/dev.json", "desk/keys/card.pem", "shared/chime.wav"]);
  assert.deepEqual(
    spec.files.map(({ content }) => content.case),
    ["text", "text", "data"],
  );
  assert.deepEqual(Buffer.from(WAVE), spec.files[2]?.content.value);
});

test("overlays and variables name files too", async () => {
  const path = [join(folder, "desk/center.yaml"), join(folder, "desk/stages/prod.yaml")];
  const spec = await client.spec({ path, variables: { stage: "test" } });
  assert.deepEqual(paths(spec.specs), ["desk/center.yaml", "desk/stages/prod.yaml"]);
  assert.ok(paths(spec.files).includes("desk/flows/test.json") && paths(spec.files).includes("desk/flows/prod.json"));
  assert.deepEqual(spec.variables, { stage: "test" });
});

test("a spec by itself tells nothing of its folder", async () => {
  const spec = await client.spec({ path: join(folder, "desk/stages/prod.yaml") });
  assert.deepEqual([paths(spec.specs), paths(spec.files)], [["stages/prod.yaml"], ["flows/prod.json"]]);
  await assert.rejects(client.spec({ path: join(folder, "desk/flows") }), /4 files that could be the spec/);
});

test("text and objects travel as they are", async () => {
  const text = "kind: ContactCenter # as it stands";
  const [file] = (await client.spec({ text, name: "desk.yaml" })).specs;
  assert.deepEqual([file?.path, file?.content.value], ["desk.yaml", text]);
  const object = { kind: "ContactCenter", instance: { alias: "desk" } };
  const [json] = (await client.spec({ object })).specs;
  assert.deepEqual([json?.path, JSON.parse(String(json?.content.value))], ["center.json", object]);
});

test("a bundle is the flows of a folder, or all that stands beside its manifest", async () => {
  write("flows/Main.json", "{}");
  write("flows/prompts/chime.wav", WAVE);
  write("flows/.hidden.json", "{}");
  assert.deepEqual(paths((await client.bundle({ path: join(folder, "flows") })).files), ["Main.json"]);
  write("flows/bundle.json", "{}");
  const { files } = await client.bundle({ path: join(folder, "flows") });
  assert.deepEqual(paths(files), ["Main.json", "bundle.json", "prompts/chime.wav"]);
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function paths(files: readonly SourceFile[]): string[] {
  return files.map(({ path }) => path);
}
