/** A server on loopback for a moment: one function answers every request. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Reply, Request } from "../../base/exchange.ts";
import { done, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

export type Loopback = { readonly url: string; readonly close: () => Promise<void> };

const mostBytes = 32 * 1024 * 1024;

export function serveLoopback(answer: (request: Request) => Reply): Promise<Result<Loopback>> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) incoming.destroy();
      else chunks.push(chunk);
    });
    // A client that goes away gets no answer, and needs none.
    incoming.on("error", () => outgoing.destroy());
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const reply = answer({ method: incoming.method ?? "", path: incoming.url ?? "", body });
      outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(systemFault("loopback.closed", "no server could be started on loopback", error)));
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve(done({ url: `http://127.0.0.1:${port}`, close }));
    });
  });
}
