/** What stands between a client and a daemon, and can be cut. */

import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

export class Proxy {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #cutsAnswer = false;

  private constructor(daemon: string, tls?: { key: string; cert: string }) {
    const [host, port] = daemon.split(":");
    const pass = (socket: Socket) => this.#pass(socket, connect(Number(port), host));
    this.#server = tls ? createTlsServer({ ...tls, ALPNProtocols: ["h2"] }, pass) : createServer(pass);
  }

  /** Starts one before the daemon at `HOST:PORT`. */
  static async before(daemon: string, tls?: { key: string; cert: string }): Promise<Proxy> {
    const proxy = new Proxy(daemon, tls);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts all connections. New ones are taken. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Cuts all connections as soon as the daemon answers anything, which gets lost. */
  cutNextAnswer(): void {
    this.#cutsAnswer = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #pass(client: Socket, daemon: Socket): void {
    for (const [socket, other] of [
      [client, daemon],
      [daemon, client],
    ] as const) {
      this.#open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#open.delete(socket);
        other.destroy();
      });
    }
    client.pipe(daemon);
    daemon.on("data", (bytes: Buffer) => {
      if (this.#cutsAnswer) {
        this.#cutsAnswer = false;
        this.cut();
      } else {
        client.write(bytes);
      }
    });
  }
}
