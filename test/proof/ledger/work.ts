/** A process that works on a ledger once, so that it can be killed at any of its steps: `work.ts FOLDER seal|rotate|purge`. */
import { exclusively, ledgerDisk } from "../../../src/hosts/node/node.ts";
import { logKeyOrNew, purge, rotate, seal, type Tools } from "../../../src/proof/ledger/ledger.ts";
import { fresh, key, toolsOn, valueOf } from "./ground.ts";

const [folder = "", what = ""] = process.argv.slice(2);
const instant = 1_790_000_300_000;

const works: Readonly<Record<string, (tools: Tools) => { readonly ok: boolean }>> = {
  seal: (tools) => seal(tools, key),
  rotate: (tools) => rotate(tools, key, instant),
  purge: (tools) => purge(tools, key, { at: instant, isOld: (segment) => segment === 1 }),
};

const tools = toolsOn(ledgerDisk(folder));
valueOf(
  exclusively(`${folder}/lock`, () => {
    const own = logKeyOrNew(tools, fresh);
    const done = own.ok ? works[what]?.(tools) : own;
    return done?.ok === true ? { ok: true, value: undefined } : { ok: false, fault: { code: "test.work", what } };
  }),
);
