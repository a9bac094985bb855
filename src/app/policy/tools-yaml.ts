/** Descriptions of tools in YAML to the JSON that the guard reads. Done by the command line and the daemon, never while a call is judged. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { type PolicyFault, readDeclared } from "../../guard/guard.ts";
import type { Source } from "../../rego/rego.ts";

/** `faults` keep the layer from loading; `notes` are about what is read past, as failsafe did. */
export type ReadTools = { readonly declared: Json; readonly faults: readonly PolicyFault[]; readonly notes: readonly PolicyFault[] };

/** A file describes one tool, or wrappers under `wrappers:`. */
export async function toolsFrom(sources: readonly Source[]): Promise<ReadTools> {
  const { LineCounter, parseDocument } = await import("yaml");
  const found: { readonly tools: Json[]; readonly wrappers: Json[] } = { tools: [], wrappers: [] };
  const [faults, notes]: [PolicyFault[], PolicyFault[]] = [[], []];
  for (const { file, text } of sources) {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter, schema: "core" });
    const said = (offset: number, what: string): PolicyFault => {
      const { line, col } = lineCounter.linePos(offset);
      return { file, line, column: col, what };
    };
    const at = (path: readonly (string | number)[]): number => {
      const node = document.getIn(path, true) as { readonly range?: readonly number[] | null } | undefined;
      return node?.range?.[0] ?? 0;
    };
    const [error] = document.errors;
    const json = error === undefined ? plain(document) : undefined;
    if (json === undefined) {
      faults.push(
        error === undefined ? said(0, "it has aliases, or is too deep, and is not read") : said(error.pos[0], firstLine(error.message)),
      );
      continue;
    }
    const { value, dropped } = heard(json);
    for (const name of dropped) notes.push(said(at([name]), `\`${name}\` says nothing here and is read past`));
    const read = readDeclared(value);
    if (!read.ok) faults.push(said(at(pathIn(read.fault.what)), read.fault.what));
    found.tools.push(...listAt(value, "tools"));
    found.wrappers.push(...listAt(value, "wrappers"));
  }
  return { declared: found, faults, notes };
}

/** A few lines of aliases make a document of any size. */
function plain(document: { readonly toJS: (options: { readonly maxAliasCount: number }) => unknown }): Json | undefined {
  try {
    return document.toJS({ maxAliasCount: 0 }) as Json;
  } catch {
    return undefined;
  }
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}

const toolMembers = new Set(["name", "match", "global_flags", "verbs", "enrich", "combine_shorts", "env_prefix", "does", "where"]);
const enrichers = new Set(["git", "kubectl_context"]);

type Heard = { readonly value: Members; readonly dropped: readonly string[] };

/** Without what failsafe read past: members and enrichers that it did not know. */
function heard(json: Json): Heard {
  if (isMembers(json) && json["wrappers"] !== undefined) return { value: json, dropped: [] };
  if (!isMembers(json)) return { value: { tools: [json] }, dropped: [] };
  const kept = Object.fromEntries(Object.entries(json).filter(([name]) => toolMembers.has(name)));
  const { verbs, enrich, ...rest } = kept;
  const tool = {
    ...rest,
    ...(enrich === undefined ? {} : { enrich: knownEnrichers(enrich) }),
    ...(verbs === undefined ? {} : { verbs: isMembers(verbs) ? withoutNothing(verbs) : verbs }),
  };
  return { value: { tools: [tool] }, dropped: Object.keys(json).filter((name) => !toolMembers.has(name)) };
}

function knownEnrichers(enrich: Json): Json {
  return Array.isArray(enrich) ? (enrich as readonly Json[]).filter((one) => typeof one !== "string" || enrichers.has(one)) : enrich;
}

/** `pr:` with nothing behind it is a verb of which nothing is said. */
function withoutNothing(verbs: Members): Members {
  return Object.fromEntries(Object.entries(verbs).map(([name, said]) => [name, said ?? {}]));
}

function listAt(value: Members, name: "tools" | "wrappers"): readonly Json[] {
  const list = value[name];
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

/** The way into the document that a fault of the reader names. */
function pathIn(what: string): readonly (string | number)[] {
  const [, path = ""] = /`declared\.(?:tools\[0\])?\.?([^`]*)`/.exec(what) ?? [];
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
