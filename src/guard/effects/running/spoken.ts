/** Programs whose output is what another machine says at that moment. */
import type { Flow } from "../../shell/value.ts";
import { has } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";

const connected: ReadonlySet<string> = new Set("nc ncat netcat nc.traditional nc.openbsd telnet socat socat1 websocat wscat".split(" "));

/** Whoever runs what they say lets the other machine decide. */
export function spoken(use: Use): Flow | undefined {
  if (use.name !== "openssl" && !connected.has(use.name)) return undefined;
  const [first] = use.line.operands;
  const origin = use.line.operands.map((operand) => operand.text).join(" ");
  if (use.name === "openssl") return first?.text === "s_client" || first?.text === "s_server" ? { from: "remote", origin } : undefined;
  if (has(use.line, "z", "h", "help", "V")) return undefined;
  return { from: "remote", origin: origin === "" ? use.name : origin };
}
