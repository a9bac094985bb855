/** wget: what it sends, what it saves, and that its output comes from elsewhere when it is not saved. */
import type { Flow } from "../../../shell/value.ts";
import { fileWrite, inFolder, nameIn, type Part, request } from "../../describing/deeds.ts";
import { fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";
import { addressCargo, bodyCargo, headerCargo } from "./cargo.ts";

export const wget: Tool = {
  names: ["wget"],
  shape: {
    short: "aBDeIilOoPQRtTUwX",
    long: [
      ...["output-document", "output-file", "append-output", "directory-prefix", "input-file", "base", "execute", "user-agent", "referer"],
      ...["post-data", "post-file", "body-data", "body-file", "method", "header", "user", "password", "http-user", "http-password"],
      ...[
        "tries",
        "timeout",
        "wait",
        "waitretry",
        "level",
        "accept",
        "reject",
        "domains",
        "exclude-directories",
        "include-directories",
        "limit-rate",
        "quota",
      ],
    ],
  },
  effects,
  saves,
  output,
};

function effects(use: Use): readonly Part[] {
  const files = valuesOf(use.line, "post-file", "body-file").map((file) => fileCargo(file, use));
  const texts = valuesOf(use.line, "post-data", "body-data").map(bodyCargo);
  const headers = valuesOf(use.line, "header", "user-agent", "U", "referer").map(headerCargo);
  const body = worstCargo([...files, ...texts]);
  const method = valuesOf(use.line, "method")[0]?.text.toUpperCase() ?? (body === "nothing" ? "GET" : "POST");
  const requests = use.line.operands.map((url) => request(url, { carrying: worstCargo([body, ...headers, addressCargo(url)]), method }));
  const made = [...saves(use).map(({ path }) => path), ...valuesOf(use.line, "o", "output-file")];
  const longer = valuesOf(use.line, "a", "append-output").flatMap((path) => fileWrite(path, use.place, "write") ?? []);
  return [...requests, ...made.flatMap((path) => fileWrite(path, use.place, "overwrite") ?? []), ...longer];
}

/** Without a name a file is called like the end of its address. */
function saves(use: Use): readonly Saved[] {
  if (has(use.line, "spider")) return [];
  const flow: Flow = { from: "download", origin: use.line.operands[0]?.text ?? "an address" };
  const [folder] = valuesOf(use.line, "P", "directory-prefix");
  const named = documents(use);
  const paths = named.length > 0 ? named : use.line.operands.map((url) => inFolder(folder, nameIn(url)));
  return paths.filter((path) => path.text !== "-").map((path) => ({ path, flow, append: false }));
}

function documents(use: Use): ReturnType<typeof valuesOf> {
  return valuesOf(use.line, "O", "output-document");
}

function output(use: Use): Flow {
  const prints = documents(use).some((file) => file.text === "-" || file.text === "/dev/stdout");
  return prints ? { from: "download", origin: use.line.operands[0]?.text ?? "an address" } : { from: "unread" };
}
