/** wget: what it sends, what it saves, and that its output comes from elsewhere when it is not saved. */
import type { Flow } from "../../shell/value.ts";
import { fileWrite, type Part, request } from "../deeds.ts";
import { has, valuesOf } from "../options.ts";
import type { Tool, Use } from "../tool.ts";

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
  output,
};

function effects(use: Use): readonly Part[] {
  const carrying = has(use.line, "post-file", "body-file") ? "file" : has(use.line, "post-data", "body-data") ? "text" : "nothing";
  const method = valuesOf(use.line, "method")[0]?.text.toUpperCase() ?? (carrying === "nothing" ? "GET" : "POST");
  const requests = use.line.operands.map((url) => request(url, { carrying, method }));
  const saved = documents(use).filter((file) => file.text !== "-");
  return [...requests, ...saved.flatMap((file) => fileWrite(file, use.place, "overwrite") ?? [])];
}

function documents(use: Use): ReturnType<typeof valuesOf> {
  return valuesOf(use.line, "O", "output-document");
}

function output(use: Use): Flow {
  const prints = documents(use).some((file) => file.text === "-" || file.text === "/dev/stdout");
  return prints ? { from: "download", origin: use.line.operands[0]?.text ?? "an address" } : { from: "unread" };
}
