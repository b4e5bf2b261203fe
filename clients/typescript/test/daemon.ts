/** A daemon of its own, with a simulated AWS, that can be killed and started again. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The header by which these daemons know who calls. */
export const CALLER_HEADER = "x-caller";

/** How long a daemon may take until it serves. */
const START_MS = 60_000;

export class Daemon {
  /** Where it serves, as `HOST:PORT`. The same after it was started again. */
  readonly address: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "trunkline-daemon-"));
  #process: ChildProcess | undefined;

  private constructor(address: string) {
    this.address = address;
    writeFileSync(join(this.#folder, "controld.toml"), `caller_header = "${CALLER_HEADER}"\n`);
  }

  /** Starts one, with no jobs, on a free port. */
  static async start(): Promise<Daemon> {
    const daemon = new Daemon(`127.0.0.1:${await freePort()}`);
    await daemon.start();
    return daemon;
  }

  /** Answers when it serves. */
  async start(): Promise<void> {
    const free = "127.0.0.1:0";
    const listen = ["--listen", this.address, "--http-listen", free, "--sim-listen", free];
    const kept = ["--config", join(this.#folder, "controld.toml"), "--data-dir", join(this.#folder, "data")];
    const binary = join(process.env["TRUNKLINE_BINARIES"] ?? ".", "controld");
    const child = spawn(binary, ["serve", "--local", ...listen, ...kept], { stdio: ["ignore", "pipe", "ignore"] });
    this.#process = child;
    const signal = AbortSignal.timeout(START_MS);
    const lines = createInterface({ input: child.stdout });
    const serving = new Promise<void>((resolve, reject) => {
      lines.on("line", (line) => line.includes("serving gRPC on") && resolve());
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the daemon ended with ${code} before it served`)));
      signal.addEventListener("abort", () => reject(new Error("the daemon does not serve")));
    });
    await serving;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Ends it and removes what it kept. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
