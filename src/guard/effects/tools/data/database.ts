/** The database that a client talks to: where it runs, what it is called, and what that says of its environment. */
import { environmentOf, type Environment } from "../../describing/environment.ts";
import { literal, type Value } from "../../../shell/value.ts";
import type { Use } from "../../describing/tool.ts";

export type Database = {
  /** Host and name as far as they are said, for people to read. */
  readonly name: string;
  readonly known: boolean;
  readonly environment: Environment;
  /** The machine that the server runs on; left out where it is this one. */
  readonly host?: string;
  /** The file that the whole database lies in. */
  readonly file?: Value;
};

/** Values that name it: hosts, names, addresses. Whoever is called like a production is one. */
export function databaseNamed(hosts: readonly Value[], names: readonly Value[]): Database {
  const addressed = names.map(partsOf);
  const host = [...hosts, ...addressed.flatMap((one) => one.hosts)].find((value) => value.text !== "");
  const said = [...hosts, ...addressed.flatMap((one) => [...one.hosts, ...one.names])].filter((value) => value.text !== "");
  const isElsewhere = host !== undefined && !isThisMachine(host.text);
  return {
    name: said.map((value) => value.text).join("/") || "the database",
    known: said.every((value) => value.known),
    environment: environmentIn(said),
    ...(isElsewhere ? { host: host.text } : {}),
  };
}

/** `postgres://user:secret@host:5432/name?x=y` and `host=x dbname=y`, without who signs in. */
function partsOf(value: Value): { readonly hosts: readonly Value[]; readonly names: readonly Value[] } {
  const part = (text: string): Value => ({ ...literal(text), known: value.known });
  const [, host, name] = /^[\w+]+:\/\/(?:[^@/]*@)?([^/?]*)\/?([^?]*)/.exec(value.text) ?? [];
  if (host !== undefined) return { hosts: [part(host.replace(/:\d+$/, ""))], names: [part(name ?? "")] };
  const pairs = [...value.text.matchAll(/\b(host|dbname|service)\s*=\s*(\S+)/g)];
  if (pairs.length === 0) return { hosts: [], names: [value] };
  const named = (key: string): Value[] => pairs.filter((pair) => pair[1] === key).map((pair) => part(pair[2] as string));
  return { hosts: named("host"), names: [...named("dbname"), ...named("service")] };
}

/** What names it may itself be a variable: `$PROD_DATABASE_URL`. */
export function environmentIn(said: readonly Value[]): Environment {
  const found = said.map((value) => (isThisMachine(value.text) ? "development" : environmentOf(literal(value.text))));
  return found.find((one) => one === "production") ?? found.find((one) => one === "development") ?? "unknown";
}

/** A path is a socket of this machine. */
function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|\.|\(local\)|\/.*)(:\d+)?$/i.test(host);
}

/** What the call itself has set. */
export function variablesOf(use: Use, names: readonly string[]): readonly Value[] {
  return names.flatMap((name) => use.variable(name) ?? []);
}
