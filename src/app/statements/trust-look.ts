/** The policy files that a person means, whether each is signed as it is now, and what changed since. */
import { done, type Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import { policyChangeText } from "./policy-change-text.ts";
import { policyFiles, type PolicyFile, trustOf, trusts, type TrustState } from "./trusting.ts";

export type LookedAt = { readonly file: PolicyFile; readonly state: TrustState; readonly change: string };

export function trustLook(desk: Desk, path: string | undefined): Result<readonly LookedAt[]> {
  const files = policyFiles(desk, path);
  if (!files.ok) return files;
  const all = trusts(desk);
  if (!all.ok) return all;
  const seen: LookedAt[] = [];
  for (const file of files.value) {
    const state = trustOf(file, all.value);
    const change = policyChangeText(desk, file, state);
    if (!change.ok) return change;
    seen.push({ file, state, change: change.value });
  }
  return done(seen);
}
