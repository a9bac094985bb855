/** GitHub Copilot CLI by its names: ours on every command line, and the one that people know. */
import type { Product } from "../agent.ts";

export const product: Product = { name: "copilot-cli", title: "GitHub Copilot CLI" };
