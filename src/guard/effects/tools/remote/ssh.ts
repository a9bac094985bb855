/** ssh and its kin: whom they connect to; what they run there stands in `effects/remotes`. */
import { literal } from "../../../shell/value.ts";
import { type Part, request } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

/** A password that was looked up in a list is one of many that are tried. */
const sshpass: Tool = {
  names: ["sshpass"],
  shape: { short: "pfdP", long: [] },
  effects: (use) => {
    const isListed = valuesOf(use.line, "p").some((value) => !value.known && value.flow !== undefined);
    const host = use.line.operands.find((operand) => operand.text.includes("@")) ?? literal("a host");
    return isListed ? [request(host, { carrying: "nothing", method: "SSH", act: "guess" })] : [];
  },
};

const valued = "BbcDEeFIiJLlmOopQRSWwP";

const client: Tool = {
  names: ["ssh", "slogin", "mosh"],
  shape: { short: valued, long: ["ssh", "server", "port", "predict"], exact: true },
  effects,
};

/** Its `-M` names a port, and not the master of several connections. */
const autossh: Tool = { names: ["autossh"], shape: { short: `${valued}M`, long: [], exact: true }, effects };

export const ssh: readonly Tool[] = [client, autossh, sshpass];

function effects(use: Use): readonly Part[] {
  const [host] = use.line.operands;
  if (host === undefined || has(use.line, "Q", "V", "G", "O")) return [];
  // Only `-R` lets others in.
  const forwards = valuesOf(use.line, "R").length > 0;
  const text = use.line.operands.map((operand) => operand.text).join(" ");
  const carrying = takesInput.test(text) && use.stdin?.holds !== undefined ? use.stdin.holds : "nothing";
  return [request(host, { carrying, method: forwards ? "TUNNEL" : "SSH" })];
}

/** Programs that keep or hand on over there what flows in. */
const takesInput = /[\s;&|](cat|tee|dd|tar|cpio|gunzip|zstd|xz|gpg|mysql|psql|sqlite3|mongorestore|pg_restore|docker|podman|zfs|btrfs)\b/;
