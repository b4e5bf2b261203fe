/** W3C trace context: the daemon keeps it with a job, so that a trace leads from the caller to the job. */

/** The headers of W3C trace context. */
export interface TraceHeaders {
  /** `00-TRACE-SPAN-FLAGS`. */
  readonly traceparent: string;
  /** What vendors add. */
  readonly tracestate?: string;
}

type Api = typeof import("@opentelemetry/api");

let api: Promise<Api | undefined> | undefined;

/** The span that is active where the call is made, if OpenTelemetry is installed and there is one. */
export async function activeTrace(): Promise<TraceHeaders | undefined> {
  api ??= import("@opentelemetry/api").catch(() => undefined);
  const telemetry = await api;
  const context = telemetry?.trace.getActiveSpan()?.spanContext();
  if (telemetry === undefined || context === undefined || !telemetry.isSpanContextValid(context)) return undefined;
  const flags = context.traceFlags.toString(16).padStart(2, "0");
  const traceparent = `00-${context.traceId}-${context.spanId}-${flags}`;
  const tracestate = context.traceState?.serialize();
  return tracestate ? { traceparent, tracestate } : { traceparent };
}
