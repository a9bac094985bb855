/** What the commands of `sheepdog ledger witness` do. */
import { decodeUtf8 } from "../../base/decode-utf8.ts";
import { absolutePath } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { nodeNotary, now, readDescriptor } from "../../hosts/node/node.ts";
import {
  checkpointLine,
  keepCountersigned,
  lastCountersigned,
  openLedger,
  proveGrowth,
  publicKeyText,
  trustWitness,
  witnessRequestText,
} from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { counted } from "./counted.ts";
import { countersign, newWitness } from "./witnessing.ts";
import { checkingKey, type WhichLedger, workplace } from "./workplace.ts";

export function printLine(desk: Desk, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const key = checkingKey(place, undefined);
  const opened = key.ok ? openLedger(place.tools, key.value) : key;
  if (!opened.ok) return faulty(desk, opened.fault);
  const { checkpoint } = opened.value;
  if (checkpoint === undefined) {
    return faulty(desk, { code: "ledger.unsealed", what: "this ledger was never sealed", todo: "run `sheepdog ledger seal`" });
  }
  desk.out(`${checkpointLine(checkpoint)}\n`);
  return 0;
}

export function trust(desk: Desk, key: string, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const trusted = place.locked(() => trustWitness(place.tools, key));
  if (!trusted.ok) return faulty(desk, trusted.fault);
  desk.out(`\`${trusted.value.name}\` is a witness of this ledger\n`);
  return 0;
}

export function printRequest(desk: Desk, options: WhichLedger & { readonly old?: number }): ExitCode {
  const place = workplace(desk, options);
  const key = checkingKey(place, undefined);
  if (!key.ok) return faulty(desk, key.fault);
  const seen = lastCountersigned(place.tools, key.value);
  if (!seen.ok) return faulty(desk, seen.fault);
  const request = proveGrowth(place.tools, key.value, options.old ?? seen.value?.checkpoint.size ?? 0);
  if (!request.ok) return faulty(desk, request.fault);
  desk.out(witnessRequestText(request.value));
  return 0;
}

export function addCountersigned(desk: Desk, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const key = checkingKey(place, undefined);
  if (!key.ok) return faulty(desk, key.fault);
  const text = inputText();
  if (!text.ok) return faulty(desk, text.fault);
  const kept = place.locked(() => keepCountersigned(place.tools, key.value, text.value));
  if (!kept.ok) return faulty(desk, kept.fault);
  const { checkpoint, by } = kept.value;
  desk.out(`${counted(checkpoint.size, "record")} countersigned by ${by.map(({ witness }) => witness.name).join(" and ")}\n`);
  return 0;
}

export type NewWitness = { readonly state: string; readonly name: string };

export function initWitness(desk: Desk, { state, name }: NewWitness): ExitCode {
  if (!/^[^\s+]+$/u.test(name)) return faulty(desk, { code: "witness.name", what: `\`${name}\` has a space or a plus sign in it` });
  const key = newWitness(absolutePath(state, desk.around.cwd), name);
  if (!key.ok) return faulty(desk, key.fault);
  desk.out(`${publicKeyText(nodeNotary, key.value)}\n`);
  return 0;
}

export type Signing = { readonly state: string; readonly log?: string };

export function countersignRequest(desk: Desk, { state, log }: Signing): ExitCode {
  const request = inputText();
  if (!request.ok) return faulty(desk, request.fault);
  const asked = { request: request.value, seconds: Math.floor(now() / 1_000), ...(log !== undefined && { log }) };
  const signed = countersign(absolutePath(state, desk.around.cwd), asked);
  if (!signed.ok) return faulty(desk, signed.fault);
  desk.out(signed.value);
  return 0;
}

function inputText(): Result<string> {
  const bytes = readDescriptor(0);
  if (!bytes.ok) return bytes;
  return bytes.value.length <= mostInputBytes
    ? done(decodeUtf8(bytes.value))
    : fail({ code: "witness.input", what: "what came in is too large for a checkpoint" });
}

const mostInputBytes = 1024 * 1024;
