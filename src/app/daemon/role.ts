/** Role: what whoever asks the daemon may do. Each role may do all that the ones before it may. */

export const roles = ["viewer", "agent", "human"] as const;

/** A viewer looks on, an agent may add to its own work, a human decides. What loosens takes a signed statement besides. */
export type Role = (typeof roles)[number];

export function isEnough(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Who asks. The socket is this user's alone, and whoever comes through it without a token is a human as far as anybody can tell. */
export type Caller = { readonly role: Role; readonly token: string | null; readonly through: "socket" | "tcp" };
