#!/usr/bin/env bun
/** Starts a new tool: `npm run new-tool clusters/docker` writes its effects, its policy and its corpus, and puts it into the table. */
import { generate } from "./lib/generator.ts";
import { toolPlan } from "./lib/tool-plan.ts";

const next = "Write the corpus lines first, then the effects, then the rules. `npm run check` says what is missing.";

process.exitCode = generate({ usage: "npm run new-tool SUBJECT/NAME", plan: toolPlan, next }, process.argv.slice(2));
