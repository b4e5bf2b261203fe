/**
 * The files of a spec: those that are given, and those that they name.
 *
 * The daemon gets every file under its path from the deepest folder that holds them all, so what is sent does
 * not depend on where the program runs, and nothing is told of the folders above.
 */

import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import { parse } from "yaml";

import type { LocalFile } from "./document.js";

/** Where a spec is. */
export type SpecSource = (
  | {
      /** The spec as an object, in the form that `contact-center.schema.json` has. */
      readonly object: object;
      /** The files that it names. */
      readonly files?: readonly LocalFile[];
    }
  | {
      /** The spec as YAML or JSON text. */
      readonly text: string;
      /** The name that findings call it by. Default: `center.yaml`. */
      readonly name?: string;
      /** The files that it names. */
      readonly files?: readonly LocalFile[];
    }
  | {
      /**
       * The spec file; or several, the base first and its overlays after it; or a folder with a `center.yaml`
       * or with one spec file only. The files that they name are read too.
       */
      readonly path: string | readonly string[];
    }
) & {
  /** Values of `${var.NAME}`. */
  readonly variables?: Readonly<Record<string, string>>;
};

/** The files of a spec, before they travel. */
export interface SpecFiles {
  /** The base and its overlays. */
  readonly specs: readonly LocalFile[];
  /** What those name. */
  readonly files: readonly LocalFile[];
}

const SPEC_NAMES = ["center.yaml", "center.yml", "center.json"];
const SPEC_ENDING = /\.(ya?ml|json)$/;

/** Gathers the files of a spec. A file that is named and not there is left for the daemon to find. */
export async function gather(source: SpecSource): Promise<SpecFiles> {
  if ("object" in source) {
    const content = JSON.stringify(source.object, null, 2);
    return { specs: [{ path: "center.json", content }], files: source.files ?? [] };
  }
  if ("text" in source) {
    return { specs: [{ path: source.name ?? "center.yaml", content: source.text }], files: source.files ?? [] };
  }
  const paths = typeof source.path === "string" ? [source.path] : source.path;
  return gatherAt(paths, source.variables ?? {});
}

async function gatherAt(paths: readonly string[], variables: Readonly<Record<string, string>>): Promise<SpecFiles> {
  const specs = await Promise.all(paths.map(async (path) => read(await specFile(resolve(path)))));
  const trees = specs.map(({ path, content }) => ({ folder: dirname(path), tree: tree(content) }));
  const values = Object.assign({}, ...trees.map(({ tree }) => members(tree)["variables"]), variables);
  const named = trees.flatMap(({ folder, tree }) => filesOf(tree, values).map((name) => resolve(folder, name)));
  const given = new Set(specs.map(({ path }) => path));
  const wanted = [...new Set(named)].filter((path) => !given.has(path)).sort();
  const files = (await Promise.all(wanted.map(readIfThere))).filter((file) => file !== undefined);
  return rooted(specs, files);
}

/** The spec file of a folder, or the file itself. */
async function specFile(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const names = await readdir(path);
  const own = SPEC_NAMES.find((name) => names.includes(name));
  const specs = own ? [own] : names.filter((name) => SPEC_ENDING.test(name));
  const [only] = specs;
  if (only === undefined || specs.length > 1) {
    throw new Error(`${path} has ${specs.length} files that could be the spec; name one of them`);
  }
  return join(path, only);
}

async function read(path: string): Promise<LocalFile> {
  return { path, content: await readFile(path) };
}

async function readIfThere(path: string): Promise<LocalFile | undefined> {
  try {
    return await read(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** The content of a spec file. One that cannot be read names nothing; the daemon says what is wrong with it. */
function tree(content: Uint8Array | string): unknown {
  try {
    return parse(typeof content === "string" ? content : new TextDecoder().decode(content), { logLevel: "silent" });
  } catch {
    return undefined;
  }
}

/** The relative paths that the entries of all sections name. */
function filesOf(spec: unknown, variables: Record<string, unknown>): string[] {
  const sections = Object.entries(members(spec));
  const named = sections.flatMap(([section, entries]) =>
    Object.values(members(entries)).map((it) => fileOf(section, it)),
  );
  return named
    .filter((name) => name !== undefined)
    .map((name) => name.replace(/\$\{var\.([A-Za-z0-9_-]+)\}/g, (whole, key) => String(variables[key] ?? whole)))
    .filter((name) => name !== "" && !isAbsolute(name));
}

/** The file of an entry. A security key may be nothing but its file. */
function fileOf(section: string, entry: unknown): string | undefined {
  const file = members(entry)["file"] ?? (section === "security_keys" ? entry : undefined);
  return typeof file === "string" ? file : undefined;
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** The files under their paths from the deepest folder that holds them all. */
function rooted(specs: readonly LocalFile[], files: readonly LocalFile[]): SpecFiles {
  const folders = [...specs, ...files].map(({ path }) => dirname(path).split(sep));
  const root = folders.reduce(shared).join(sep) || sep;
  const inside = ({ path, content }: LocalFile) => ({ path: slashed(relative(root, path)), content });
  return { specs: specs.map(inside), files: files.map(inside) };
}

/** What two paths have in common from their beginning on. */
function shared(one: string[], other: string[]): string[] {
  const differs = one.findIndex((part, at) => part !== other[at]);
  return differs < 0 ? one : one.slice(0, differs);
}

/** A path with `/` between its parts. */
export function slashed(path: string): string {
  return path.split(sep).join("/");
}
