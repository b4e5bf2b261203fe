/** How often and after what time a call is sent again. */

import { setTimeout as sleep } from "node:timers/promises";

import { TrunklineError } from "./error.js";

/** How calls are repeated that the connection or the daemon's load stood in the way of. */
export interface RetryOptions {
  /** How often a call is sent at most. 1 never repeats one. Default: 5. */
  readonly attemptsMax?: number;
  /** How long to wait before the first repeat, in milliseconds; each further one doubles it. Default: 500. */
  readonly waitFirstMs?: number;
  /** The longest wait of its own accord, in milliseconds. The daemon may ask for more. Default: 10,000. */
  readonly waitMaxMs?: number;
}

/** What bounds the repeats of one call. */
export interface Bounds {
  /** Gives the call up. */
  readonly signal?: AbortSignal | undefined;
  /** When the call is to be over, as `Date.now()` counts. */
  readonly deadline?: number | undefined;
}

/** A call that follows a job lasts about two minutes, for a job outlives the daemon. */
const WATCH_ATTEMPTS_MAX = 17;

/** What is left of the patience with one call. */
export class Patience {
  #left: number;
  #waitMs: number;
  readonly #waitMaxMs: number;

  constructor(options: RetryOptions = {}) {
    this.#left = (options.attemptsMax ?? 5) - 1;
    this.#waitMs = options.waitFirstMs ?? 500;
    this.#waitMaxMs = options.waitMaxMs ?? 10_000;
  }

  /** The patience of one who follows a job. */
  static withAJob(options: RetryOptions = {}): Patience {
    return new Patience({ ...options, attemptsMax: Math.max(options.attemptsMax ?? 0, WATCH_ATTEMPTS_MAX) });
  }

  /**
   * Waits before the next try: between half of the present wait and all of it, and never shorter than the
   * daemon asked for. Throws `error` when it is enough, or when the deadline would pass meanwhile.
   */
  async rest(error: TrunklineError, bounds: Bounds = {}): Promise<void> {
    const jittered = this.#waitMs * (0.5 + Math.random() / 2);
    const waitMs = Math.max(jittered, error.retryAfterMs ?? 0);
    const endsLate = bounds.deadline !== undefined && Date.now() + waitMs >= bounds.deadline;
    if (this.#left <= 0 || endsLate) throw error;
    this.#left -= 1;
    this.#waitMs = Math.min(this.#waitMs * 2, this.#waitMaxMs);
    await sleep(waitMs, undefined, bounds.signal && { signal: bounds.signal });
  }
}

/** Sends a call until it is answered, or refused for good. */
export async function repeated<A>(send: () => Promise<A>, options: RetryOptions, bounds: Bounds): Promise<A> {
  const patience = new Patience(options);
  for (;;) {
    try {
      return await send();
    } catch (thrown) {
      const error = TrunklineError.from(thrown, bounds.signal);
      if (!error.mayPass || bounds.signal?.aborted) throw error;
      await patience.rest(error, bounds);
    }
  }
}
