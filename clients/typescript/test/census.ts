/** Which methods there are, and which of them were called. */

import type { DescService } from "@bufbuild/protobuf";
import type { Interceptor } from "@trunkline/client";
import * as v1 from "@trunkline/client/v1";

/** All services of the generated code. */
export const services: DescService[] = Object.values<unknown>(v1).filter(isService);

/** All methods, as `Service.Method`. */
export const methods: string[] = services.flatMap((service) =>
  service.methods.map((method) => `${service.name}.${method.name}`),
);

const calls: string[] = [];

/** Notes what is called. */
export const noting: Interceptor = (next) => (request) => {
  calls.push(`${request.service.name}.${request.method.name}`);
  return next(request);
};

/** How often a method was called. */
export function callsOf(method: string): number {
  return calls.filter((call) => call === method).length;
}

function isService(value: unknown): value is DescService {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "service";
}
