/** Codex CLI by its names: ours on every command line, and the one that people know. */
import type { Product } from "../agent.ts";

export const product: Product = { name: "codex", title: "Codex CLI" };
