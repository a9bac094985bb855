/** Whether a signed statement counts, and why not: asked by the hook and by everybody who lists statements. */
import type { Instant } from "../../base/instant.ts";
import type { Verifier } from "../crypto.ts";
import { keyIdOf, type StatementKey } from "./key.ts";
import type { Signed } from "./lines.ts";
import { isSshSigned } from "./ssh-signature.ts";
import { messageOf } from "./statement.ts";

export type Standing = "counts" | "revoked" | "spent" | "future" | "ended" | "keyless" | "forged";

export type Circumstances = {
  readonly now: Instant;
  readonly verifier: Verifier;
  readonly keyOf: (id: string) => StatementKey | undefined;
  readonly isRevoked: (id: string) => boolean;
  readonly isSpent: (id: string) => boolean;
};

/** Clocks of two machines may differ by so much; whoever signs further ahead signs for a time that may never be looked at. */
const mostAheadMs = 5 * 60_000;

/** What costs least is looked at first. */
export function standingOf(signed: Signed, { now, verifier, keyOf, isRevoked, isSpent }: Circumstances): Standing {
  const { id, by, at, until } = signed.statement;
  if (isRevoked(id)) return "revoked";
  if (isSpent(id)) return "spent";
  if (at > now + mostAheadMs) return "future";
  if (until !== null && until <= now) return "ended";
  const key = keyOf(by);
  if (key === undefined || keyIdOf(verifier, key) !== by) return "keyless";
  return isGenuine(signed, key, verifier) ? "counts" : "forged";
}

function isGenuine({ statement, signature }: Signed, key: StatementKey, verifier: Verifier): boolean {
  const message = messageOf(statement);
  // One spelling of each signature, whatever a verifier would take.
  if (key.kind === "ed25519") return /^[0-9a-f]{128}$/.test(signature) && verifier.isSigned(key.public, message, signature);
  return isSshSigned(message, { signature, key }, verifier);
}
