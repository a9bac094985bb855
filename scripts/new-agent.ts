#!/usr/bin/env bun
/** Starts a new agent product: `npm run new-agent collie` writes its folder and puts it into the lists of the front door. */
import { agentPlan } from "./lib/agent-plan.ts";
import { generate } from "./lib/generator.ts";

const next =
  "It blocks everything and installs nothing yet. Start with the envelope and its test; the canary comes last and proves the rest.";

process.exitCode = generate({ usage: "npm run new-agent NAME", plan: agentPlan, next }, process.argv.slice(2));
