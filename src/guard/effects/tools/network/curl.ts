/** curl: what it sends, what it saves, and that its output comes from elsewhere. */
import type { Cargo } from "../../../effect.ts";
import { behind, type Flow, headOf, type Value } from "../../../shell/value.ts";
import { fileWrite, inFolder, nameIn, type Part, request } from "../../deeds.ts";
import { fileCargo, worstCargo } from "../../flows.ts";
import { has, valuesOf } from "../../options.ts";
import type { Tool, Use } from "../../tool.ts";
import type { Saved } from "../../written.ts";

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
      ],
    ],
  },
  effects,
  saves,
  output,
};

function effects(use: Use): readonly Part[] {
  const carrying = carried(use);
  const method = valuesOf(use.line, "X", "request")[0]?.text.toUpperCase() ?? (carrying === "nothing" ? "GET" : "POST");
  const requests = addresses(use).map((url) => request(url, { carrying, method }));
  return [...requests, ...saves(use).flatMap(({ path }) => fileWrite(path, use.place, "overwrite") ?? [])];
}

/** `-O` names the file like the end of the address. */
function saves(use: Use): readonly Saved[] {
  const flow: Flow = { from: "download", origin: addresses(use)[0]?.text ?? "an address" };
  const [folder] = valuesOf(use.line, "output-dir");
  const named = valuesOf(use.line, "o", "output").filter((value) => value.text !== "-");
  const remote = has(use.line, "O", "remote-name", "remote-name-all") ? addresses(use).map(nameIn) : [];
  return [...named, ...remote].map((path) => ({ path: inFolder(folder, path), flow, append: false }));
}

function addresses(use: Use): readonly Value[] {
  return [...use.line.operands, ...valuesOf(use.line, "url")];
}

/** `@` and `<` in front of a value name a file whose content is sent. */
function carried(use: Use): Cargo {
  const uploaded = valuesOf(use.line, "T", "upload-file");
  const data = valuesOf(use.line, "d", "data", "data-ascii", "data-binary", "data-urlencode", "json", "F", "form");
  const cargoes = [...uploaded.map((file) => fileCargo(file, use)), ...data.map((value) => dataCargo(value, use))];
  const plain: readonly Cargo[] = has(use.line, "data-raw", "form-string") ? ["text"] : [];
  return worstCargo([...cargoes, ...plain]);
}

function dataCargo(value: Value, use: Use): Cargo {
  const sign = /^[^=]*[@<]|^[^=]*=[@<]/.exec(headOf(value))?.[0];
  if (sign !== undefined) return fileCargo(behind(value, sign.length), use);
  return value.known ? "text" : (value.flow?.holds ?? "unknown");
}

function output(use: Use): Flow {
  const isSaved =
    has(use.line, "o", "output", "O", "remote-name") && !valuesOf(use.line, "o", "output").some((value) => value.text === "-");
  if (isSaved) return { from: "unread" };
  return { from: "download", origin: addresses(use)[0]?.text ?? "an address" };
}
