/** HTTPie and its kin: `http POST URL name=value name@file`. */
import type { Cargo } from "../../../effect.ts";
import { behind, type Flow, headOf, type Value } from "../../../shell/value.ts";
import { fileWrite, nameIn, type Part, request } from "../../describing/deeds.ts";
import { cargoOf, fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";
import { addressCargo, bodyCargo } from "./cargo.ts";

export const httpie: Tool = {
  names: ["http", "https", "xh", "xhs"],
  shape: {
    short: "aAosp",
    long: "auth auth-type output session session-read-only proxy verify cert cert-key timeout style print raw max-redirects bearer".split(
      " ",
    ),
  },
  effects,
  saves,
  output: (use) => (saves(use).length > 0 ? { from: "unread" } : downloaded(use)),
};

type Request = { readonly method: string | undefined; readonly url: Value | undefined; readonly items: readonly Value[] };

function requestOf({ line }: Use): Request {
  const [first, ...rest] = line.operands;
  const isMethod = first?.known === true && /^[A-Za-z]+$/.test(first.text) && rest.length > 0 && !/[.:=@/]/.test(first.text);
  if (!isMethod) return { method: undefined, url: first, items: rest };
  return { method: first.text.toUpperCase(), url: rest[0], items: rest.slice(1) };
}

function effects(use: Use): readonly Part[] {
  const { method, url, items } = requestOf(use);
  if (url === undefined || has(use.line, "offline", "help", "version", "curl")) return [];
  const raw = valuesOf(use.line, "raw").map(bodyCargo);
  const body = worstCargo([
    ...items.map((item) => itemCargo(item, use)),
    ...raw,
    ...(has(use.line, "ignore-stdin", "I") ? [] : [cargoOf(use.stdin)]),
  ]);
  const carrying = worstCargo([body, addressCargo(url)]);
  const made = saves(use).flatMap(({ path }) => fileWrite(path, use.place, "overwrite") ?? []);
  return [request(url, { carrying, method: method ?? (body === "nothing" ? "GET" : "POST") }), ...made];
}

/** `name@file`, `name=@file`, `name:=@file` send a file; `name:value` is a header, `name==value` a part of the address. */
function itemCargo(item: Value, use: Use): Cargo {
  const sign = /^[^=:@]*(:?=@|@|:=|==|=|:)/.exec(headOf(item));
  if (sign === null) return item.known ? "nothing" : bodyCargo(item);
  if (sign[1]?.endsWith("@") === true) return fileCargo(behind(item, sign[0].length), use);
  return sign[1] === ":" ? "nothing" : bodyCargo(item);
}

function saves(use: Use): readonly Saved[] {
  const { url } = requestOf(use);
  const named = valuesOf(use.line, "o", "output");
  const paths = named.length > 0 ? named : has(use.line, "d", "download") && url !== undefined ? [nameIn(url)] : [];
  return paths.map((path) => ({ path, flow: downloaded(use), append: false }));
}

function downloaded(use: Use): Flow {
  return { from: "download", origin: requestOf(use).url?.text ?? "an address" };
}
