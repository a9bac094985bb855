/** How commands speak with the daemon of this root: one question and its answer, or a stream of events. */
import { readJson, type Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { askSocket, streamFromSocket } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { absent, standingDaemon } from "./standing.ts";

export type Question = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With its query: `/v1/tasks?state=open`. */
  readonly path: string;
  readonly body?: Json;
};

/** How long a question may take where nobody says otherwise. */
const patienceMs = 30_000;

/**
 * The answer's body where the daemon did what was asked; else a fault: `daemon.absent` where none runs (so the caller may work without one),
 * and the daemon's own words where it refused.
 */
export async function askDaemon(desk: Pick<Desk, "around">, question: Question): Promise<Result<Json>> {
  const asking = askingFor(desk, question);
  if (!asking.ok) return asking;
  const reply = await askSocket(asking.value);
  if (!reply.ok) return fail({ ...absent, what: `the daemon does not answer: ${reply.fault.what}` });
  const { status, body } = reply.value;
  const json = body === "" ? done(null) : readJson(body);
  if (!json.ok) return fail({ code: "daemon.odd", what: `the daemon answered ${status} with something that is not JSON` });
  return status >= 200 && status < 300 ? json : fail(refusal(status, json.value));
}

/** Each event is the JSON of one `data:` line. It ends when the daemon does, or when `stop` is called. */
export type Events = { readonly events: AsyncIterable<Json>; readonly stop: () => void };

export async function listenToDaemon(desk: Pick<Desk, "around">, path: string): Promise<Result<Events>> {
  const asking = askingFor(desk, { method: "GET", path });
  if (!asking.ok) return asking;
  const stream = await streamFromSocket(asking.value);
  if (!stream.ok) return fail({ ...absent, what: `the daemon does not answer: ${stream.fault.what}` });
  const { status, texts, stop } = stream.value;
  if (status === 200) return done({ events: eventsIn(texts), stop });
  let body = "";
  for await (const text of texts) body += text;
  const json = readJson(body);
  return fail(refusal(status, json.ok ? json.value : null));
}

function askingFor({ around }: Pick<Desk, "around">, { method, path, body }: Question): Result<Parameters<typeof askSocket>[0]> {
  const standing = standingDaemon(rootIn(around.home));
  if (!standing.ok) return standing;
  const token = around.variable("SHEEPDOG_TOKEN");
  const headers = {
    ...(method === "GET" ? {} : { "content-type": "application/json" }),
    ...(token === undefined || token === "" ? {} : { authorization: `Bearer ${token}` }),
  };
  const text = method === "GET" ? "" : JSON.stringify(body ?? {});
  return done({ socket: standing.value.control, method, path, headers, body: text, timeoutMs: patienceMs });
}

async function* eventsIn(texts: AsyncIterable<string>): AsyncGenerator<Json> {
  let rest = "";
  for await (const text of texts) {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const json = line.startsWith("data:") ? readJson(line.slice("data:".length)) : undefined;
      if (json?.ok === true) yield json.value;
    }
  }
}

function refusal(status: number, json: Json): { readonly code: string; readonly what: string } {
  const told = isMembers(json) ? json["fault"] : undefined;
  if (!isMembers(told) || typeof told["code"] !== "string" || typeof told["what"] !== "string")
    return { code: "daemon.odd", what: `the daemon answered ${status} and did not say why` };
  const more = Object.entries({ follows: told["follows"], todo: told["todo"] }).filter(([, value]) => typeof value === "string");
  return { code: told["code"], what: told["what"], ...Object.fromEntries(more) };
}
