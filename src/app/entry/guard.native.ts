/** The bundle that the native core freezes: everything that decides, behind the functions that the core calls. */
import { adapters } from "../../agents/agents.ts";
import { invariant } from "../../base/assert.ts";
import {
  type Bundle,
  nativeCrypto,
  nativeMarked,
  nativeNewest,
  nativeVerifier,
  nativeWorld,
  type NativeCore,
} from "../../hosts/native/native.ts";
import type { Source } from "../../rego/rego.ts";
import { bundledGuard } from "../bundled.ts";
import { answerEnvelope } from "../hook.ts";
import { judgeFailure, judgeLine } from "../judge.ts";
import { modeLine } from "../leaves/mode-line.ts";
import { rehearse } from "../rehearsal.ts";

/** Put in place by the bundling script: the texts of `policies/`, and what this build is called. */
declare const bundledPolicies: readonly Source[];
declare const buildName: string;

const global = globalThis as typeof globalThis & { readonly host: NativeCore; sheepdog?: Bundle };

const world = nativeWorld(global.host);
const crypto = nativeCrypto(global.host);
const guard = bundledGuard(bundledPolicies, buildName);
const statements = {
  verifier: nativeVerifier(global.host),
  newest: nativeNewest(global.host),
  marked: nativeMarked(global.host),
  pane: () => global.host.pane(),
  claim: (id: string) => global.host.claim(id) === "taken",
};
const marker = "REASON";

global.sheepdog = {
  version: buildName,
  hook: ({ agent, ...input }) => {
    const adapter = adapters.find((one) => one.name === agent);
    invariant(adapter !== undefined, "the core hands on agents from `lastWords` alone");
    const { answer, ...kept } = answerEnvelope(adapter, { guard, world, crypto, statements }, input);
    return { ...kept, ...answer };
  },
  judge: (line, places) => judgeLine(line, guard, { world, statements, ...places }),
  judgeFailed: judgeFailure,
  mode: ({ root, pane, now }) => modeLine({ world, root, now, host: { ...statements, pane: () => pane } }),
  rehearse: (turn) => rehearse({ guard, world, crypto, statements }, adapters, turn),
  lastWords: adapters.map((adapter) => {
    const [before = "", after = ""] = adapter.lastWords(marker).stdout.split(marker);
    return [adapter.name, before, after] as const;
  }),
};
