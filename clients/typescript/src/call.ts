/**
 * The methods of a service as this package gives them: with a deadline, with a request id, and with
 * {@link TrunklineError} as what they throw.
 */

import { randomUUID } from "node:crypto";

import { create, type DescMessage, type DescMethod, type DescService, type Message } from "@bufbuild/protobuf";
import {
  createClient as createConnectClient,
  type CallOptions,
  type Client as ServiceClient,
  type Transport,
} from "@connectrpc/connect";

import { TrunklineError } from "./error.js";

type Unary = (request: object, options?: CallOptions) => Promise<unknown>;
type Streaming = (request: object, options?: CallOptions) => AsyncIterable<unknown>;
type Any = Unary | Streaming;

/** The methods of a service. `timeoutMs` is the deadline of a unary call that gives none. */
export function serviceOf<S extends DescService>(
  service: S,
  transport: Transport,
  timeoutMs: number,
): ServiceClient<S> {
  const inner = createConnectClient(service, transport) as Record<string, Any>;
  const methods = service.methods.map((method) => [method.localName, methodOf(method, inner, timeoutMs)]);
  return Object.fromEntries(methods) as ServiceClient<S>;
}

function methodOf(method: DescMethod, inner: Record<string, Any>, timeoutMs: number): Any {
  const send = inner[method.localName];
  switch (method.methodKind) {
    case "unary":
      return unary(method, send as Unary, timeoutMs);
    case "client_streaming":
      return thrown(send as Unary);
    default:
      return streaming(send as Streaming);
  }
}

function unary(method: DescMethod, send: Unary, timeoutMs: number): Unary {
  const judged = thrown(send);
  return (request, options) => judged(named(method.input, request), bounded(options, timeoutMs));
}

function thrown(send: Unary): Unary {
  return async (request, options) => {
    try {
      return await send(request, options);
    } catch (error) {
      throw TrunklineError.from(error, options?.signal);
    }
  };
}

/** Connect goes on reading a stream that nobody takes from any more; this one is given up then. */
function streaming(send: Streaming): Streaming {
  return async function* (request, options) {
    const left = new AbortController();
    const signals = options?.signal ? [options.signal, left.signal] : [left.signal];
    try {
      yield* send(request, { ...options, signal: AbortSignal.any(signals) });
    } catch (error) {
      throw TrunklineError.from(error, options?.signal);
    } finally {
      left.abort();
    }
  };
}

/** The options with a deadline. gRPC counts it in whole units. */
function bounded(options: CallOptions = {}, timeoutMsDefault: number): CallOptions {
  return { ...options, timeoutMs: Math.ceil(options.timeoutMs ?? timeoutMsDefault) };
}

/** The request with a request id, made once for all of its tries. One that the caller gave stays. */
function named(schema: DescMessage, request: object): Message {
  const message = create(schema, request as Record<string, unknown>) as Message & { requestId?: string };
  if (schema.field["requestId"] === undefined || message.requestId) return message;
  return { ...message, requestId: randomUUID() } as Message;
}
