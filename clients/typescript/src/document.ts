/** Bringing contents to the daemon and back: what is large goes as documents, named by their SHA-256. */

import { createHash } from "node:crypto";

import { create } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Code, type Client as ServiceClient } from "@connectrpc/connect";

import { TrunklineError } from "./error.js";
import type { Document, DocumentService } from "./gen/trunkline/v1/document_service_pb.js";
import { SourceFileSchema, type SourceFile } from "./gen/trunkline/v1/spec_pb.js";
import { repeated, type RetryOptions } from "./patience.js";

/** A file with its content. */
export interface LocalFile {
  /** The path by which findings and other files name it, with `/` between its parts. */
  readonly path: string;
  /** Its content. */
  readonly content: Uint8Array | string;
}

/** How a transfer may end before its time. */
export interface TransferOptions {
  /** Gives it up. Nothing is kept of an upload that breaks off. */
  readonly signal?: AbortSignal;
  /** How long it may take, in milliseconds. An upload has a second more for each MiB by default. */
  readonly timeoutMs?: number;
}

/** What may travel inside a request, as the contract of `Spec` has it. */
export const INLINE_BYTES_MAX = 1 << 20;
/** A piece of an upload. */
const CHUNK_BYTES = 1 << 20;
/** A document that goes away sooner than this, in milliseconds, is uploaded again, which puts that off. */
const LIFE_LEFT_MS_MIN = 60 * 60 * 1000;

/** Uploads and downloads. */
export class Documents {
  readonly #service: ServiceClient<typeof DocumentService>;
  readonly #retry: RetryOptions;
  readonly #timeoutMs: number;

  constructor(service: ServiceClient<typeof DocumentService>, retry: RetryOptions, timeoutMs: number) {
    this.#service = service;
    this.#retry = retry;
    this.#timeoutMs = timeoutMs;
  }

  /** Stores a content, unless the daemon has it. The same content is always the same document. */
  async upload(content: Uint8Array | string, options: TransferOptions = {}): Promise<Document> {
    const bytes = bytesOf(content);
    const name = documentName(bytes);
    const known = await this.#find(name, options.signal);
    if (known !== undefined && staysLong(known)) return known;
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs + (bytes.length / CHUNK_BYTES) * 1000;
    const bounds = { signal: options.signal, deadline: Date.now() + timeoutMs };
    const send = () => this.#service.uploadDocument(parts(name, bytes), callOf(options, bounds.deadline));
    return repeated(send, this.#retry, bounds);
  }

  /** The content of a document. Throws `NOT_FOUND` when there is none of that name. */
  async download(name: string, options: TransferOptions = {}): Promise<Uint8Array> {
    const deadline = options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs;
    const read = async () => {
      const pieces: Uint8Array[] = [];
      for await (const piece of this.#service.downloadDocument({ name }, callOf(options, deadline))) {
        pieces.push(piece.chunk);
      }
      return new Uint8Array(Buffer.concat(pieces));
    };
    return repeated(read, this.#retry, { signal: options.signal, deadline });
  }

  /** Files as a request holds them. Of those that do not fit into it, the largest are uploaded. */
  async sources(files: readonly LocalFile[], options: TransferOptions = {}): Promise<SourceFile[]> {
    const uploaded = new Map<LocalFile, string>();
    for (const file of tooLarge(files)) {
      uploaded.set(file, (await this.upload(file.content, options)).name);
    }
    return files.map((file) => source(file, uploaded.get(file)));
  }

  async #find(name: string, signal?: AbortSignal): Promise<Document | undefined> {
    try {
      return await this.#service.getDocument({ name }, signal ? { signal } : {});
    } catch (error) {
      if (error instanceof TrunklineError && error.code === Code.NotFound) return undefined;
      throw error;
    }
  }
}

/** The name that a content has as a document. */
export function documentName(content: Uint8Array | string): string {
  return `documents/sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** The largest files, as few as make the rest fit. */
function tooLarge(files: readonly LocalFile[]): LocalFile[] {
  const sized = files.map((file) => ({ file, bytes: bytesOf(file.content).length }));
  let inline = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  const large: LocalFile[] = [];
  for (const { file, bytes } of sized.sort((a, b) => b.bytes - a.bytes)) {
    if (inline <= INLINE_BYTES_MAX) break;
    large.push(file);
    inline -= bytes;
  }
  return large;
}

function source({ path, content }: LocalFile, document: string | undefined): SourceFile {
  if (document !== undefined) return create(SourceFileSchema, { path, content: { case: "document", value: document } });
  const text = textOf(content);
  return text === undefined
    ? create(SourceFileSchema, { path, content: { case: "data", value: bytesOf(content) } })
    : create(SourceFileSchema, { path, content: { case: "text", value: text } });
}

/** The content as text, if it is UTF-8. */
function textOf(content: Uint8Array | string): string | undefined {
  if (typeof content === "string") return content;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

async function* parts(name: string, bytes: Uint8Array) {
  yield { part: { case: "header" as const, value: { name } } };
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield { part: { case: "chunk" as const, value: bytes.subarray(at, at + CHUNK_BYTES) } };
  }
}

function staysLong(document: Document): boolean {
  const expires = document.expireTime;
  return expires === undefined || timestampDate(expires).getTime() - Date.now() > LIFE_LEFT_MS_MIN;
}

function callOf({ signal }: TransferOptions, deadline: number | undefined) {
  const timeout = deadline === undefined ? {} : { timeoutMs: Math.max(1, Math.ceil(deadline - Date.now())) };
  return signal ? { ...timeout, signal } : timeout;
}
