/** curl: what it sends, what it saves, and that its output comes from elsewhere. */
import type { Cargo } from "../../../effect.ts";
import { behind, type Flow, headOf, literal, type Value } from "../../../shell/value.ts";
import { limits } from "../../../limits.ts";
import { fileWrite, inFolder, nameIn, type Part, request } from "../../describing/deeds.ts";
import { fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, readLine, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { addressCargo, bodyCargo, headerCargo } from "./cargo.ts";
import type { Saved } from "../../walk/written.ts";

export const curl: Tool = {
  names: ["curl"],
  shape: {
    short: "AbCcDdEeFHKmoPQrTtUuwXxYyz",
    long: [
      ...[
        "data",
        "data-ascii",
        "data-binary",
        "data-raw",
        "data-urlencode",
        "json",
        "form",
        "form-string",
        "upload-file",
        "header",
        "request",
        "url",
      ],
      ...[
        "output",
        "output-dir",
        "user",
        "user-agent",
        "referer",
        "cookie",
        "cookie-jar",
        "max-time",
        "connect-timeout",
        "retry",
        "retry-delay",
      ],
      ...[
        "proxy",
        "cacert",
        "cert",
        "key",
        "config",
        "resolve",
        "interface",
        "range",
        "limit-rate",
        "write-out",
        "dump-header",
        "oauth2-bearer",
        "url-query",
        "unix-socket",
        "aws-sigv4",
        "netrc-file",
        "noproxy",
        "connect-to",
      ],
    ],
  },
  effects,
  saves,
  output,
};

function effects(given: Use): readonly Part[] {
  const use = withConfig(given);
  if (has(use.line, "help", "version", "manual")) return [];
  const body = carried(use);
  const headers = worstCargo(valuesOf(use.line, "H", "header", "b", "cookie", "A", "user-agent", "e", "referer").map(headerCargo));
  const method = methodOf(use, body);
  const requests = addresses(use).map((url) => request(url, { carrying: worstCargo([body, headers, addressCargo(url)]), method }));
  return [...requests, ...saves(use).flatMap(({ path }) => fileWrite(path, use.place, "overwrite") ?? [])];
}

/** What `-K FILE` says counts like the words themselves: `url = "x"`, `data = "@x"`. */
function withConfig(use: Use): Use {
  const lines = valuesOf(use.line, "K", "config").flatMap((file) => textOf(use, file).split("\n"));
  const words = lines.flatMap((text): readonly Value[] => {
    const [, name, value] = /^\s*-{0,2}([\w-]+)\s*(?:[=:\s]\s*"?(.*?)"?)?\s*$/.exec(text) ?? [];
    return name === undefined ? [] : [literal(`--${name}`), ...(value === undefined || value === "" ? [] : [literal(value)])];
  });
  return words.length === 0 ? use : { ...use, line: readLine([...use.words, ...words], use.line.shape) };
}

function textOf(use: Use, file: Value): string {
  const flow = file.text === "-" ? use.stdin : use.content(file);
  if (flow?.text !== undefined || flow?.file === undefined) return flow?.text ?? "";
  const text = use.place.ground.world.text(flow.file, limits.configBytes);
  return text.known ? text.value.text : "";
}

/** With `-G` the data goes into the address. */
function methodOf(use: Use, body: Cargo): string {
  const [named] = valuesOf(use.line, "X", "request");
  if (named !== undefined) return named.text.toUpperCase();
  if (has(use.line, "I", "head")) return "HEAD";
  if (has(use.line, "T", "upload-file")) return "PUT";
  return body === "nothing" || has(use.line, "G", "get") ? "GET" : "POST";
}

/** `-O` names the file like the end of the address. */
function saves(use: Use): readonly Saved[] {
  const flow: Flow = { from: "download", origin: addresses(use)[0]?.text ?? "an address" };
  const [folder] = valuesOf(use.line, "output-dir");
  const named = valuesOf(use.line, "o", "output").filter((value) => !isOutput(value));
  const remote = has(use.line, "O", "remote-name", "remote-name-all") ? addresses(use).map(nameIn) : [];
  return [...named, ...remote].map((path) => ({ path: inFolder(folder, path), flow, append: false }));
}

function addresses(use: Use): readonly Value[] {
  return [...use.line.operands, ...valuesOf(use.line, "url")];
}

/** `@` and `<` in front of a value name a file whose content is sent. */
function carried(use: Use): Cargo {
  const uploaded = valuesOf(use.line, "T", "upload-file");
  const data = valuesOf(use.line, "d", "data", "data-ascii", "data-binary", "data-urlencode", "json", "F", "form", "url-query");
  const cargoes = [...uploaded.map((file) => fileCargo(file, use)), ...data.map((value) => dataCargo(value, use))];
  const plain = valuesOf(use.line, "data-raw", "form-string").map(bodyCargo);
  return worstCargo([...cargoes, ...plain]);
}

function dataCargo(value: Value, use: Use): Cargo {
  const sign = /^[^=]*[@<]|^[^=]*=[@<]/.exec(headOf(value))?.[0];
  if (sign !== undefined) return fileCargo(behind(value, sign.length), use);
  return bodyCargo(value);
}

function output(use: Use): Flow {
  const isSaved = has(use.line, "o", "output", "O", "remote-name") && !valuesOf(use.line, "o", "output").some(isOutput);
  if (isSaved) return { from: "unread" };
  return { from: "download", origin: addresses(use)[0]?.text ?? "an address" };
}

function isOutput({ text }: Value): boolean {
  return /^(-|\/dev\/stdout|\/dev\/fd\/1|\/proc\/self\/fd\/1)$/.test(text);
}
