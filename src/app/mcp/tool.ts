/** Tool: one thing that agents may ask the fleet for, with what it takes and whose decision it is. */
import { z } from "zod";
import type { Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";

export type Tool = {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** `persons`: an agent is told what a person has to do. */
  readonly kind: "looks" | "adds" | "persons";
  readonly run: (desk: Desk, given: unknown) => Promise<Result<ToolAnswer>>;
};

/** Something that JSON can hold. */
export type ToolAnswer = object;

type Told<S extends z.ZodObject> = Omit<Tool, "input" | "run"> & {
  readonly input: S;
  readonly run: (desk: Desk, given: z.output<S>) => Promise<Result<ToolAnswer>>;
};

/** What is given fits before `run` sees it, whoever has looked at it before. */
export function tool<S extends z.ZodObject>({ input, run, ...told }: Told<S>): Tool {
  return { ...told, input, run: (desk, given) => run(desk, input.parse(given)) };
}

export const idInput = z.strictObject({ id: z.string().min(1).max(200) });
export const noInput = z.strictObject({});
