/** Channel: a way by which people hear of an incident. Another one is another file; the fleet gives each notice until the channel has it. */
import type { Result } from "../../base/result.ts";
import type { Order } from "../../fleet/fleet.ts";

export type Notice = Extract<Order, { readonly do: "notify" }>;

/** `deliver` may be asked twice for the same notice, whose id then tells the other side so. */
export type Channel = { readonly name: string; readonly deliver: (notice: Notice) => Promise<Result<void>> };
