/** Step: one text that a file of the project says is run, and the place where it says so. */
import { folderOf, isBelow } from "../../../base/path.ts";
import { literal, type Value } from "../../shell/value.ts";
import type { Language } from "../running/language.ts";
import type { Run } from "../running/run.ts";
import type { Use } from "../describing/tool.ts";

export type Step = {
  readonly path: string;
  /** The first one is 1. */
  readonly line: number;
  /** What it is called, where several may stand in one line. */
  readonly name?: string;
  /** `hole` stands for every stretch that is not known. */
  readonly text: string;
  /** Left out for the shell. */
  readonly language?: Language;
  /** Left out for the folder of the file. */
  readonly folder?: string;
  /** It depends on something that was not looked at. */
  readonly possible?: true;
  readonly args?: readonly Value[];
};

export function runsOf(steps: readonly Step[], use: Use): readonly Run[] {
  return steps.map((step) => {
    const around = {
      via: placeOf(step, use),
      placed: true,
      folder: literal(step.folder ?? folderOf(step.path)),
      ...(step.possible === true ? { certainty: "possible" as const } : {}),
      ...(step.args === undefined ? {} : { args: step.args }),
    } as const;
    const text = literal(step.text);
    return step.language === undefined ? { ...around, as: "shell", text } : { ...around, as: "code", language: step.language, text };
  });
}

/** `Makefile:12` in the folder where the call starts, the whole path anywhere else. */
function placeOf({ path, line, name }: Step, use: Use): string {
  const start = use.place.ground.start ?? "/";
  const place = `${isBelow(path, start) && start !== "/" ? path.slice(start.length + 1) : path}:${line}`;
  return name === undefined ? place : `${place} ${name}`;
}
