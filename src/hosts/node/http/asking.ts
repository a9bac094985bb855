/** Asks a server behind a unix socket: one exchange, or a stream of events for as long as somebody listens. */
import { type IncomingMessage, request } from "node:http";
import type { Reply, Request } from "../../../base/exchange.ts";
import { done, type Result } from "../../../base/result.ts";
import { systemFault } from "../fault.ts";

export type Asking = Request & {
  readonly socket: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

const mostBytes = 64 * 1024 * 1024;

/** Never longer than `timeoutMs`, and never more than a bounded answer. */
export async function askSocket(asking: Asking): Promise<Result<Reply>> {
  try {
    const answer = await answered(asking);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length;
      if (bytes > mostBytes) throw new Error("the answer is far too long");
      chunks.push(chunk as Buffer);
    }
    return done({ status: answer.statusCode ?? 0, headers: headersOf(answer), body: Buffer.concat(chunks).toString("utf8") });
  } catch (error) {
    return systemFault("socket.unanswered", `\`${asking.socket}\` did not answer`, error);
  }
}

/** The texts of a stream as they come, until it ends or `stop` is called. */
export type Stream = { readonly status: number; readonly texts: AsyncIterable<string>; readonly stop: () => void };

export async function streamFromSocket(asking: Asking): Promise<Result<Stream>> {
  try {
    const answer = await answered(asking);
    answer.setTimeout(0);
    answer.setEncoding("utf8");
    return done({ status: answer.statusCode ?? 0, texts: answer as AsyncIterable<string>, stop: () => answer.destroy() });
  } catch (error) {
    return systemFault("socket.unanswered", `\`${asking.socket}\` did not answer`, error);
  }
}

function answered({ socket, method, path, headers, body, timeoutMs }: Asking): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, method, path, headers: { host: "localhost", ...headers }, timeout: timeoutMs }, resolve);
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    sent.once("error", reject);
    sent.end(body);
  });
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
