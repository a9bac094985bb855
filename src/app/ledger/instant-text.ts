/** An instant as everybody can read it, in UTC. */
import type { Instant } from "../../base/instant.ts";

export function instantText(at: Instant): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? `${at} ms` : date.toISOString();
}
