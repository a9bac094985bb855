/** The token by which a session's agent may add to its own work: an agent's, good for one session, and taken back when that is gone. */
import type { Instant } from "../../base/instant.ts";
import type { Result } from "../../base/result.ts";
import { addToken, listTokens, removeToken } from "../daemon/tokens.ts";
import type { Root } from "../install/root.ts";

export type SessionTokens = {
  /** A new one each time: what was shown once is kept nowhere. */
  readonly tokenFor: (session: string) => Result<string>;
  readonly drop: (session: string) => void;
};

export type TokenGround = { readonly root: Root; readonly now: () => Instant; readonly lifeMs: () => number };

export function sessionTokens({ root, now, lifeMs }: TokenGround): SessionTokens {
  const drop = (session: string): void => {
    const known = listTokens(root);
    for (const { id, name } of known.ok ? known.value : []) if (name === nameOf(session)) removeToken(root, id);
  };
  return {
    tokenFor: (session) => {
      drop(session);
      const added = addToken(root, { role: "agent", name: nameOf(session), lifeMs: lifeMs() }, now());
      return added.ok ? { ok: true, value: added.value.text } : added;
    },
    drop,
  };
}

/** By it the doors know whose task it is that comes with a token. */
function nameOf(session: string): string {
  return `session ${session}`;
}
