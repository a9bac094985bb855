/** An HTTP server for one house: every request's head is looked at before anything of its body is read, and everything has a bound. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { done, type Result } from "../../../base/result.ts";
import { systemFault } from "../fault.ts";

/** What stands before the body, as it came: nothing joined, nothing dropped. */
export type RequestHead = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

export type Refused = { readonly status: number; readonly body: string };

export type House = {
  /** What is refused never gets as far as `answer`. */
  readonly refuses: (head: RequestHead) => Refused | undefined;
  readonly answer: (request: Request) => Response | Promise<Response>;
  /** Asked before anything is read of somebody who comes; where it says no, the line is cut. */
  readonly admits?: () => boolean;
};

export type Where = { readonly socket: string } | { readonly port: number };

/** Everything that may go on without end has one. */
const servingBounds = {
  headerBytes: 16_384,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 5_000,
  connections: 256,
};

export type Serving = { readonly port: number | null; readonly close: () => Promise<void> };

export async function serve(house: House, where: Where): Promise<Result<Serving>> {
  const { getRequestListener } = await import("@hono/node-server");
  const answer = getRequestListener(house.answer, { overrideGlobalObjects: false, hostname: "localhost" });
  const server = boundedServer((incoming, outgoing) => {
    const refused = house.refuses(headOf(incoming));
    if (refused === undefined) void answer(incoming, outgoing);
    else refuse(incoming, outgoing, refused);
  });
  server.on("connection", (socket) => {
    if (house.admits?.() === false) socket.destroy();
  });
  return listening(server, where);
}

function boundedServer(hear: (incoming: IncomingMessage, outgoing: ServerResponse) => void): Server {
  const { headerBytes, headersMs, requestMs, idleMs, connections } = servingBounds;
  const times = { headersTimeout: headersMs, requestTimeout: requestMs, keepAliveTimeout: idleMs, connectionsCheckingInterval: 1_000 };
  const server = createServer({ maxHeaderSize: headerBytes, ...times }, hear);
  server.maxConnections = connections;
  // Whoever does not speak HTTP gets no answer that could be taken for one.
  server.on("clientError", (_error, socket) => socket.destroy());
  return server;
}

function headOf({ method, url, rawHeaders }: IncomingMessage): RequestHead {
  const headers = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? ""] as const] : []));
  return { method: method ?? "", target: url ?? "", headers };
}

/** The rest of what is refused is not read, so the connection ends with the answer. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, { status, body }: Refused): void {
  outgoing.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
  outgoing.end(body, () => incoming.destroy());
}

function listening(server: Server, where: Where): Promise<Result<Serving>> {
  const place = "socket" in where ? `\`${where.socket}\`` : `port ${where.port}`;
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(systemFault("http.closed", `nobody can listen at ${place}`, error)));
    const ready = (): void => {
      const address = server.address();
      resolve(done({ port: typeof address === "object" && address !== null ? address.port : null, close: () => closed(server) }));
    };
    if ("socket" in where) server.listen(where.socket, ready);
    else server.listen(where.port, "127.0.0.1", ready);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
