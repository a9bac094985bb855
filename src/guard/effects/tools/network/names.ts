/** Programs that look up names and reach hosts with a single word: a name can carry data as well. */
import { type Part, request } from "../../describing/deeds.ts";
import { cargoOf, fileCargo, worstCargo } from "../../describing/flows.ts";
import { valuesOf } from "../../describing/options.ts";
import { noValues, type Tool } from "../../describing/tool.ts";
import { addressCargo, bodyCargo, nameCargo } from "./cargo.ts";

const lookups: Tool = {
  names: ["dig", "nslookup", "host", "drill", "kdig", "delv", "resolvectl", "getent", "dog", "doggo", "q"],
  shape: { short: "bcfkpqtxyW", long: ["type", "nameserver", "query", "port"] },
  effects: (use) =>
    [...use.line.operands, ...valuesOf(use.line, "q", "query")].flatMap((name): readonly Part[] => {
      const carrying = nameCargo(name);
      return carrying === "nothing" ? [] : [request(name, { carrying, method: "DNS" })];
    }),
};

/** `-p` fills the packet with these bytes. */
const pings: Tool = {
  names: ["ping", "ping6", "traceroute", "tracepath", "mtr", "whois", "nping"],
  shape: { short: "cIiMmpQsSTtWwfgqhP", long: ["count", "interval", "data", "data-string", "port"] },
  effects: (use) => {
    const filled = [...valuesOf(use.line, "p"), ...valuesOf(use.line, "data", "data-string")].flatMap((bytes) => bytes.flow?.holds ?? []);
    return use.line.operands.flatMap((name): readonly Part[] => {
      const carrying = filled[0] ?? nameCargo(name);
      return carrying === "nothing" ? [] : [request(name, { carrying, method: "PING" })];
    });
  },
};

/** They hand an address to a browser. */
const openers: Tool = {
  names: ["xdg-open", "open", "sensible-browser", "x-www-browser", "firefox", "google-chrome", "chromium", "wslview"],
  shape: noValues,
  effects: (use) =>
    use.line.operands
      .filter((address) => /^https?:/i.test(address.text))
      .map((address) => request(address, { carrying: addressCargo(address), method: "GET" })),
};

/** `-n` names the machine that the message goes to. */
const logger: Tool = {
  names: ["logger"],
  shape: { short: "nPtpfiSu", long: ["server", "port", "tag", "priority", "file", "id", "size", "socket"] },
  effects: (use) => {
    const files = valuesOf(use.line, "f", "file").map((file) => fileCargo(file, use));
    const carrying = worstCargo([...files, ...use.line.operands.map(bodyCargo), cargoOf(use.stdin)]);
    return valuesOf(use.line, "n", "server").map((host) => request(host, { carrying, method: "LOG" }));
  },
};

export const names: readonly Tool[] = [lookups, pings, openers, logger];
