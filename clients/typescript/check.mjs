/**
 * Checks the client from its generated code to the installed package.
 *
 *   node check.mjs BINARIES_DIR
 *
 * BINARIES_DIR holds `controld`. Ends with the first thing that is wrong, and says which.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const bin = (name) => join(here, "node_modules/.bin", name);

/** The proto files as they were released. There is none before the first release. */
const RELEASED = join(root, "proto/released.binpb");

class Wrong extends Error {}

/** Runs a program, and fails with `what` when that fails. */
function run(what, program, args, { cwd = here, env = {} } = {}) {
  console.log(`== ${what}`);
  const { status, error } = spawnSync(program, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) throw new Wrong(`${what}: ${error?.message ?? `${program} ended with ${status}`}`);
}

function checkSource() {
  run("the locked packages are installed", "npm", ["ci", "--no-audit", "--no-fund"]);
  checkLock();
  run("the generated code is that of the proto files", "npm", ["run", "--silent", "generate:check"]);
  run("types of the sources and the tests", bin("tsc"), ["--strict", "--noEmit"]);
}

/** The lock holds wherever packages come from. */
function checkLock() {
  const { packages } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const bound = Object.keys(packages).filter((name) => /:\/\//.test(packages[name].resolved ?? ""));
  if (bound.length > 0) throw new Wrong(`package-lock.json says where packages come from: ${bound.join(", ")}`);
}

/** Installs the packed client into an empty folder. */
function install(folder) {
  run("the package is built", "npm", ["run", "--silent", "build"]);
  run("the package is packed", "npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
  const packed = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("the package is installed", "npm", ["install", "--no-audit", "--no-fund", packed], { cwd: folder });
}

/** Runs what the README shows, as it stands there. */
async function runSnippet(folder) {
  const text = readFileSync(join(here, "README.md"), "utf8");
  const [, snippet] = /^```js\n(.*?)^```$/ms.exec(text) ?? [];
  if (snippet === undefined) throw new Wrong("README.md has no snippet");
  writeFileSync(join(folder, "snippet.js"), snippet);
  const { Daemon } = await import(pathToFileURL(join(folder, "test/daemon.js")).href);
  const daemon = await Daemon.start();
  try {
    const env = { TRUNKLINE_ENDPOINT: `http://${daemon.address}` };
    run("the snippet of the README runs", process.execPath, ["snippet.js"], { cwd: folder, env });
  } finally {
    await daemon.remove();
  }
}

function runConformance(folder) {
  const { version } = JSON.parse(readFileSync(join(here, "node_modules/@opentelemetry/api/package.json"), "utf8"));
  const telemetry = `@opentelemetry/api@${version}`;
  run("OpenTelemetry is installed beside it", "npm", ["install", "--no-audit", "--no-fund", telemetry], {
    cwd: folder,
  });
  const tests = ["conformance.js", "trouble.js", "files.js"].map((name) => join("test", name));
  run("conformance against the daemon", process.execPath, ["--test", "--test-reporter=spec", ...tests], {
    cwd: folder,
  });
}

function checkProto() {
  if (existsSync(RELEASED)) {
    run("the proto files break no released client", bin("buf"), ["breaking", root, "--against", RELEASED]);
  }
  run("the proto files have no lint", bin("buf"), ["lint", root]);
}

async function main([binaries]) {
  if (binaries === undefined || !existsSync(join(binaries, "controld"))) {
    throw new Wrong("usage: node check.mjs BINARIES_DIR, where controld is");
  }
  process.env.TRUNKLINE_BINARIES = resolve(binaries);
  const folder = mkdtempSync(join(tmpdir(), "trunkline-client-"));
  try {
    checkSource();
    install(folder);
    run("the tests are compiled", bin("tsc"), ["--project", "tsconfig.test.json", "--outDir", join(folder, "test")]);
    await runSnippet(folder);
    runConformance(folder);
    checkProto();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main(process.argv.slice(2));
  console.log("the client in TypeScript is as it should be");
} catch (error) {
  console.error(error instanceof Wrong ? `wrong: ${error.message}` : error);
  process.exitCode = 1;
}
