/** Any tool that can run a command before it acts, as the hook meets it: its envelope read, its answer written. */
import type { Adapter } from "../agent.ts";
import { acknowledge, answer, lastWords } from "./answer.ts";
import { example, readEnvelope } from "./envelope.ts";
import { product } from "./product.ts";

/** There is nothing to install into, so it has no installer and no paths of its own. */
export const generic: Adapter = { name: product.name, readEnvelope, example, answer, acknowledge, lastWords };
