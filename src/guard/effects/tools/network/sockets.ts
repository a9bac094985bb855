/** netcat, socat, telnet: a plain connection through which anything may go. */
import type { Cargo } from "../../../effect.ts";
import { literal, type Flow, type Value } from "../../../shell/value.ts";
import { fileWrite, type Part, request } from "../../describing/deeds.ts";
import { cargoOf, fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

const netcat: Tool = {
  names: ["nc", "ncat", "netcat", "nc.traditional", "nc.openbsd", "telnet"],
  shape: {
    short: "cegGiImMopPqsTVwWxXL",
    long: "exec sh-exec lua-exec source-port source wait idle-timeout delay output proxy proxy-type proxy-auth max-conns ssl-cert ssl-key".split(
      " ",
    ),
    exact: true,
  },
  effects: (use) => [...connected(use), ...given(use), ...saved(use)],
  output: received,
};

/** `-z` only knocks: at one door to see whether somebody is in, at many to search. */
function connected(use: Use): readonly Part[] {
  const [host, ...ports] = use.line.operands;
  if (has(use.line, "l", "listen")) return [reach(literal("0.0.0.0"), { carrying: cargoOf(use.stdin), act: "listen" })];
  if (host === undefined) return [];
  const isSearch = has(use.line, "z") && (ports.length > 1 || ports.some((port) => !port.known || /\d-\d/.test(port.text)));
  return [reach(host, { carrying: cargoOf(use.stdin), act: isSearch ? "scan" : "request" })];
}

type Reach = { readonly carrying: Cargo; readonly act: "request" | "listen" | "scan" };

function reach(host: Value, sent: Reach): Part {
  return request(host, { ...sent, method: "SOCKET" });
}

/** A program at the other end of the connection does what comes out of it. */
function given(use: Use): readonly Part[] {
  if (use.name === "telnet") return [];
  const programs = valuesOf(
    use.line,
    "e",
    "exec",
    "sh-exec",
    "lua-exec",
    ...(use.name === "ncat" || use.name === "nc.traditional" ? ["c"] : []),
  );
  return programs.map((program) => commanded(program, use.line.operands[0]?.text ?? "whoever connects"));
}

function commanded(program: Value, by: string): Part {
  const isShell = /(^|\/|["'\s])(ba|da|z|k|c|tc|fi)?sh\b|cmd(\.exe)?$|powershell|pwsh|shell/i.test(program.text);
  return { kind: "execute", from: isShell ? "remote" : "installed", target: { name: by, scope: "remote", known: true }, loss: "unknown" };
}

function saved(use: Use): readonly Part[] {
  return valuesOf(use.line, "o", "output").flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
}

function received(use: Use): Flow {
  return { from: "download", origin: use.line.operands[0]?.text ?? "whoever connects" };
}

/** `socat ADDRESS ADDRESS`: one side is a host or a door of this machine, the other a file, a program or the input. */
const socat: Tool = {
  names: ["socat"],
  shape: { short: "bdlLtTW", long: [] },
  effects: (use) => {
    const sides = use.line.operands;
    const far = sides.filter((side) => /^(tcp|udp|openssl|ssl|sctp|socks|proxy)/i.test(side.text));
    const programs = sides.flatMap((side) => /^(exec|system|shell):(.*)/is.exec(side.text)?.[2] ?? []);
    const files = sides.flatMap((side) => /^(?:file|open|gopen|create|rdonly):([^,]+)/i.exec(side.text)?.[1] ?? []);
    const input = sides.some((side) => /^(-|stdin|stdio)$/i.test(side.text)) ? [cargoOf(use.stdin)] : [];
    const carrying = worstCargo([...input, ...files.map((file) => fileCargo(literal(file), use))]);
    const reached = far.map((side): Part => {
      const isDoor = /listen/i.test(side.text.split(":", 1)[0] ?? "");
      const host = side.text.split(":")[1] ?? side.text;
      return reach({ ...side, text: isDoor ? "0.0.0.0" : host }, { carrying, act: isDoor ? "listen" : "request" });
    });
    const commands = far.length === 0 ? [] : programs.map((program) => commanded(literal(program), far[0]?.text ?? ""));
    return [...reached, ...commands];
  },
  output: (use) => ({ from: "download", origin: use.line.operands[0]?.text ?? "an address" }),
};

export const sockets: readonly Tool[] = [netcat, socat];
