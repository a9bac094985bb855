/** Factory Droid by its names: ours on every command line, and the one that people know. Known here by its documentation alone. */
import type { Product } from "../agent.ts";

export const product: Product = { name: "droid", title: "Factory Droid", documented: true };
