/** Codex CLI, as the hook meets it: its envelope read, its answer written. */
import type { Adapter } from "../agent.ts";
import { acknowledge, answer, lastWords } from "./answer.ts";
import { example, readEnvelope } from "./envelope.ts";
import { guardedPlaces, managedFiles } from "./places.ts";
import { product } from "./product.ts";

export const codex: Adapter = { name: product.name, readEnvelope, example, answer, acknowledge, lastWords, managedFiles };

export const codexGuardedPaths = guardedPlaces;
