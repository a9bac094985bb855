/** Claude Code by its names: ours on every command line, and the one that people know. */
import type { Product } from "../agent.ts";

export const product: Product = { name: "claude-code", title: "Claude Code" };
