/** Any tool that can run a command before it acts, by the name that it stands under on the guard's command line. */
import type { Product } from "../agent.ts";

export const product: Product = { name: "generic", title: "the tool that asks" };
