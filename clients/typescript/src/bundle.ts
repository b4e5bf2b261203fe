/** The files of a bundle of flows. */

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

import type { LocalFile } from "./document.js";
import { slashed } from "./spec.js";

/** Where a bundle is. */
export type BundleSource = (
  | {
      /** A folder. With a `bundle.json` that one says what the files are; else flows are in `.json` files. */
      readonly path: string;
    }
  | {
      /** The files, by their path from the folder of the bundle. */
      readonly files: readonly LocalFile[];
    }
) & {
  /** The type of flows that do not say theirs, such as `CONTACT_FLOW`. */
  readonly defaultType?: string;
};

const MANIFEST = "bundle.json";

/** Gathers the files of a bundle, sorted by path. */
export async function gatherBundle(source: BundleSource): Promise<readonly LocalFile[]> {
  if ("files" in source) return source.files;
  const paths = await below(source.path);
  const hasManifest = paths.includes(join(source.path, MANIFEST));
  const kept = paths.filter((path) => hasManifest || mayHoldFlow(path)).sort();
  return Promise.all(
    kept.map(async (path) => ({ path: slashed(relative(source.path, path)), content: await readFile(path) })),
  );
}

/** Every file below a folder, but for those that begin with a dot. A link to a folder may lead back: it is left. */
async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith("."));
  const found = shown.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return below(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Flows are kept in files called `.json`, or without any ending. */
function mayHoldFlow(path: string): boolean {
  return /(^|[\\/])[^.\\/]+(\.json)?$/.test(path);
}
