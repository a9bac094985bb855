/** Who works here, and what the machine is called: so that both can be left out of what leaves the house. */
import { hostname, userInfo } from "node:os";

export function personHere(): { readonly user: string; readonly host: string } {
  return { user: userInfo().username, host: hostname() };
}
