/** An envelope that cannot be read: said in the same words for every product, and always a fault, hence a block. */
import { readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import type { Product } from "./agent.ts";

export function unreadable({ title }: Product, why: string): Result<never> {
  return fail({
    code: "envelope.unreadable",
    what: `what ${title} sent cannot be read: ${why}`,
    todo: "update sheepdog, then run `sheepdog doctor`",
  });
}

/** What every product sends: one JSON object. */
export function membersOf(product: Product, envelope: string): Result<Members> {
  const json = readJson(envelope);
  if (!json.ok) return unreadable(product, `it is not JSON (${json.fault.what})`);
  return isMembers(json.value) ? done(json.value) : unreadable(product, "it is not a JSON object");
}

/** An event that we never asked to be told of: somebody put our line where it does not belong. */
export function unknownEvent({ title }: Product, event: string): Result<never> {
  return fail({
    code: "envelope.unknown-event",
    what: `${title} asked about \`${event}\`, which is not known here`,
    todo: "take the hook entry for that event out of the settings",
  });
}
