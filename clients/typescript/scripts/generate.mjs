/**
 * Makes `src/gen` and `src/v1.ts` out of the proto files. With `--check` it makes them in a folder of its own
 * and says what differs.
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const isCheck = process.argv.includes("--check");
const V1_COMMENT = `/**
 * Messages, enums and services of \`trunkline.v1\`, as generated from the proto files.
 *
 * Their comments are those of the proto files: they are the contract.
 */
`;

/** Generates into `out/gen` and `out/v1.ts`. */
function generate(out) {
  const bin = join(here, "node_modules", ".bin");
  const made = join(out, "made");
  const run = spawnSync(join(bin, "buf"), ["generate", "--output", made], {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  if (run.status !== 0) fail("buf generate failed");
  cpSync(join(made, "src", "gen"), join(out, "gen"), { recursive: true });
  const modules = readdirSync(join(out, "gen/trunkline/v1")).sort();
  const lines = modules.map((name) => `export * from "./gen/trunkline/v1/${name.replace(/\.ts$/, ".js")}";\n`);
  writeFileSync(join(out, "v1.ts"), V1_COMMENT + lines.join(""));
}

/** The generated files below a folder, with their contents. */
function contents(root) {
  const names = readdirSync(join(root, "gen"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
  return new Map([...names, "v1.ts"].map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

function compare(made, committed) {
  const names = [...new Set([...made.keys(), ...committed.keys()])].sort();
  const differing = names.filter((name) => made.get(name) !== committed.get(name));
  if (differing.length > 0) fail(`not as generated: ${differing.join(", ")}; run \`npm run generate\``);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
  throw new Error(message);
}

const scratch = mkdtempSync(join(tmpdir(), "trunkline-generate-"));
try {
  generate(scratch);
  const source = join(here, "src");
  if (isCheck) {
    compare(contents(scratch), contents(source));
  } else {
    rmSync(join(source, "gen"), { recursive: true, force: true });
    cpSync(join(scratch, "gen"), join(source, "gen"), { recursive: true });
    cpSync(join(scratch, "v1.ts"), join(source, "v1.ts"));
  }
} catch {
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
