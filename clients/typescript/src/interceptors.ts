/** What happens to every call on its way: it is repeated, and gets its headers. */

import { ConnectError, type Interceptor } from "@connectrpc/connect";

import { repeated, type RetryOptions } from "./patience.js";
import { activeTrace, type TraceHeaders } from "./trace.js";

/** Headers of a call. */
export type HeaderFields = Record<string, string>;

/** Gives the headers of one call. */
export type HeaderSource = () => HeaderFields | Promise<HeaderFields>;

/** Sends unary calls again as long as that may help. What is streamed is for the caller to send again. */
export function retrying(options: RetryOptions): Interceptor {
  return (next) => async (request) => {
    if (request.stream) return next(request);
    const deadline = deadlineOf(request.header);
    const send = async () => {
      if (deadline !== undefined) request.header.set("grpc-timeout", left(deadline));
      return next(request);
    };
    // Connect would wrap an error of ours; it is made again from its own at the end of the call.
    return repeated(send, options, { signal: request.signal, deadline }).catch((error: Error) => {
      throw error.cause instanceof ConnectError ? error.cause : error;
    });
  };
}

/** Adds the caller's headers and those of the trace. What the call itself was given stays. */
export function withHeaders(source?: HeaderSource, trace?: () => TraceHeaders | undefined): Interceptor {
  return (next) => async (request) => {
    const own = (await source?.()) ?? {};
    const traced = request.header.has("traceparent") ? undefined : (trace?.() ?? (await activeTrace()));
    for (const [name, value] of Object.entries({ ...traced, ...own })) {
      if (value !== undefined && !request.header.has(name)) request.header.set(name, value);
    }
    return next(request);
  };
}

/** When a call is to be over, as `Date.now()` counts. */
function deadlineOf(header: Headers): number | undefined {
  const [, millis] = /^(\d+)m$/.exec(header.get("grpc-timeout") ?? "") ?? [];
  return millis === undefined ? undefined : Date.now() + Number(millis);
}

/** The time until a deadline as gRPC writes it: a repeat has less of it than the first try had. */
function left(deadline: number): string {
  return `${Math.max(1, Math.ceil(deadline - Date.now()))}m`;
}
