import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on the loopback address that serves some files, or accepts a request and never answers. */
export class ReleaseServer {
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, Buffer>;

  private constructor(server: Server, files: ReadonlyMap<string, Buffer>) {
    this.#server = server;
    this.#files = files;
  }

  /**
   * @param files contents by path without the slash; the path `silence` is never answered
   */
  static async start(files: Record<string, Buffer | string>): Promise<ReleaseServer> {
    const contents = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
    const server = createServer((request, response) => {
      const path = (request.url ?? "").slice(1);
      const content = contents.get(path);
      if (path !== "silence") {
        response.writeHead(content === undefined ? 404 : 200).end(content);
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ReleaseServer(server, contents);
  }

  /** Address of a path. */
  at(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${path}`;
  }

  /** The line of a checksum list for one of the files. */
  checksumLine(path: string): string {
    return `${createHash("sha256")
      .update(this.#files.get(path) ?? "")
      .digest("hex")}  ${path}\n`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
