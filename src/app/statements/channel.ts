/** Channel: a way by which people hear of blocked calls and answer them. The terminal and the daemon's HTTP are two; a phone may be the next. */
import type { Result } from "../../base/result.ts";
import type { Signed } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { type BlockedCall, blockedCalls, grantSigned, refuseCall } from "./approvals.ts";

/** What a channel may do. A yes is a statement that is signed already: no channel ever carries a passphrase or holds a key. */
export type Approvals = {
  readonly blockedCalls: () => Result<readonly BlockedCall[]>;
  readonly grant: (id: string, signed: Signed) => Result<void>;
  readonly refuse: (id: string) => Result<void>;
};

export type Channel = {
  readonly name: string;
  /** Tells of calls from here on; what it hands back ends it. */
  readonly open: (approvals: Approvals) => Promise<Result<() => Promise<void>>>;
};

export function approvalsOf(desk: Desk): Approvals {
  return {
    blockedCalls: () => blockedCalls(desk),
    grant: (id, signed) => grantSigned(desk, id, signed),
    refuse: (id) => refuseCall(desk, id),
  };
}
