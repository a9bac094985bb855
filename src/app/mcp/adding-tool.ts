/** The tool that adds: an agent gives the pool a task of the project it works in, within the bounds that agents have. */
import { z } from "zod";
import { done } from "../../base/result.ts";
import { randomHex } from "../../hosts/node/node.ts";
import { giveAsAgent } from "../fleet/adding.ts";
import { tool } from "./tool.ts";

const input = z.strictObject({
  text: z.string().min(1).max(1_000_000).describe("what is to be done, whole: whoever does it has not seen this conversation"),
  title: z.string().min(1).max(500).describe("what people see of it"),
  priority: z.enum(["high", "default", "low"]).default("default"),
  key: z.string().min(1).max(200).optional().describe("of several open tasks with the same key only the first is taken"),
  after: z.array(z.string().min(1).max(200)).max(100).default([]).describe("ids of tasks that have to be done first"),
});

export const addingTool = tool({
  name: "task_add",
  description: "Give the pool a task of the project you work in. It takes a running daemon, and agents may have only so many open.",
  input,
  kind: "adds",
  run: async (desk, { key, ...given }) => {
    const task = `t-${randomHex().slice(0, 20)}`;
    const told = await giveAsAgent(desk, { id: task, key: key ?? null, ...given });
    return told.ok ? done({ task, project: told.value }) : told;
  },
});
