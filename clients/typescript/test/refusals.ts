/** What is expected of errors. */

import assert from "node:assert/strict";

import { TrunklineError } from "@trunkline/client";

/** The error that a call throws, with its reason. */
export async function refused(
  call: Promise<unknown> | AsyncIterable<unknown>,
  reason: string,
): Promise<TrunklineError> {
  try {
    await finished(call);
  } catch (error) {
    assert.ok(error instanceof TrunklineError, `threw ${String(error)}`);
    assert.equal(error.reason, reason, error.message);
    return error;
  }
  assert.fail(`it was not refused with ${reason}`);
}

async function finished(call: Promise<unknown> | AsyncIterable<unknown>): Promise<void> {
  if (call instanceof Promise) {
    await call;
  } else {
    for await (const _ of call);
  }
}
