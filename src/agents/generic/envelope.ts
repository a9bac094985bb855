/** What a tool of anybody's writes to the guard's stdin, as docs/generic-hook.md says. What cannot be read is a fault, hence a block. */
import { absolute, anything, exactly, list, maybe, object, type Reader, tagged, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { type Act, callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { edits, pathOf, reads, shell, writes } from "../tool-table.ts";
import { membersOf, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";

const readAsked = object({ version: exactly(1), cwd: absolute, session: maybe(text), call: maybe(text), home: maybe(absolute) });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const asked = readAsked(members.value, "envelope");
  if (!asked.ok) return unreadable(product, asked.fault.what);
  const { cwd, session, call, home = around.home } = asked.value;
  const act = readAct(members.value["act"], "envelope.act");
  if (!act.ok) return unreadable(product, act.fault.what);
  const by: Caller = {
    agent: product.name,
    ...(session === undefined ? {} : { session }),
    ...(call === undefined ? {} : { callId: call }),
  };
  return done({ at: "before-call", call: { version: callVersion, act: act.value({ cwd, home }), by, cwd, home, mode: "read" } });
}

type Where = { readonly cwd: string; readonly home: string };

/** The act, once it is known from where its paths are meant. */
type Said = (where: Where) => Act;

function said<T>(read: Reader<T>, act: (fields: T, where: Where) => Act): Reader<Said> {
  return (value, at) => {
    const fields = read(value, at);
    return fields.ok ? done((where: Where) => act(fields.value, where)) : fields;
  };
}

const readAct: Reader<Said> = tagged<Said>("kind", {
  shell: said(object({ command: text, background: maybe(truth) }), (act) => shell(act.command, act.background ?? false)),
  type: said(object({ text, into: text }), (act) => ({ kind: "type", text: act.text, into: act.into })),
  write: said(object({ path: text, content: text }), (act, where) => writes(pathOf(act.path, where), act.content)),
  edit: said(object({ path: text, from: text, to: text, everywhere: maybe(truth) }), (act, where) =>
    edits(pathOf(act.path, where), { from: act.from, to: act.to, everywhere: act.everywhere ?? false }),
  ),
  delete: said(object({ path: text }), (act, where) => ({ kind: "change", files: [{ path: pathOf(act.path, where), change: "delete" }] })),
  move: said(object({ path: text, to: text }), (act, where) => ({
    kind: "change",
    files: [{ path: pathOf(act.path, where), change: "move", to: pathOf(act.to, where) }],
  })),
  read: said(object({ paths: list(text) }), (act, where) => reads(...act.paths.map((path) => pathOf(path, where)))),
  fetch: said(object({ url: text, method: maybe(text), body: maybe(text) }), (act) => ({
    kind: "fetch",
    url: act.url,
    method: act.method ?? "GET",
    ...(act.body === undefined ? {} : { body: act.body }),
  })),
  mcp: said(object({ server: text, tool: text, input: maybe(anything) }), (act) => ({
    kind: "mcp",
    server: act.server,
    tool: act.tool,
    input: act.input ?? {},
  })),
  delegate: said(object({ text }), (act) => ({ kind: "delegate", text: act.text })),
  tool: said(object({ tool: text, input: maybe(anything) }), (act) => ({ kind: "unknown", tool: act.tool, input: act.input ?? {} })),
});

export function example(command: string, cwd: string): string {
  return JSON.stringify({ version: 1, cwd, session: "example", act: { kind: "shell", command } });
}
