/** What the tables of tools are made of: a reader for the fields that a guard must know, and the Act that they amount to. */
import type { Json } from "../base/json.ts";
import { absolutePath } from "../base/path.ts";
import { type Maybe, type Members, object, type Reader } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import type { Act } from "../guard/guard.ts";
import { readPatch } from "./patch.ts";

/** One call of a tool, as a product tells of it. */
export type ToolUse = { readonly tool: string; readonly input: Members; readonly cwd: string; readonly home: string };

export type Translate = (use: ToolUse) => Result<Act>;

export type Tools = {
  readonly acts: Readonly<Record<string, Translate>>;
  /** Their words lead to later calls, and those are judged when they come. */
  readonly handsOn: ReadonlySet<string>;
  /** They touch the product's own lists, or stop what an earlier and judged call began. */
  readonly keepsHouse: ReadonlySet<string>;
};

/** Whatever is in no table is an act that nobody can judge by what it does; it is never waved through. */
export function actIn(tools: Tools, use: ToolUse): Result<Act> {
  const translate = Object.hasOwn(tools.acts, use.tool) ? tools.acts[use.tool] : undefined;
  if (translate !== undefined) return translate(use);
  if (tools.handsOn.has(use.tool)) return done({ kind: "delegate", text: wordsIn(use.input).join("\n") });
  if (tools.keepsHouse.has(use.tool)) return done({ kind: "housekeeping", tool: use.tool });
  return done({ kind: "unknown", tool: use.tool, input: use.input });
}

/** The fields in question, whatever else the product adds. */
export function tool<F extends { readonly [name: string]: Reader<unknown> | Maybe<unknown> }>(
  fields: F,
  act: (input: Extract<ReturnType<ReturnType<typeof object<F>>>, { readonly ok: true }>["value"], use: ToolUse) => Act,
): Translate {
  const read = object(fields);
  return (use) => {
    const input = read(use.input, `${use.tool} input`);
    return input.ok ? done(act(input.value, use)) : input;
  };
}

export function shell(command: string, background = false): Act {
  return { kind: "shell", command, dialect: "bash", background };
}

export function writes(path: string, content: string): Act {
  return { kind: "change", files: [{ path, change: "write", content }] };
}

/** One replacement in one file. */
export function edits(path: string, edit: { readonly from: string; readonly to: string; readonly everywhere?: boolean }): Act {
  return {
    kind: "change",
    files: [{ path, change: "edit", edits: [{ from: edit.from, to: edit.to, everywhere: edit.everywhere ?? false }] }],
  };
}

export function reads(...paths: readonly string[]): Act {
  return { kind: "read", paths };
}

/** A patch of several files, under whichever of these names the product hands it over. */
export function patched(...names: readonly string[]): Translate {
  return (use) => {
    const patch = names.map((name) => use.input[name]).find((value) => value !== undefined);
    if (typeof patch !== "string") return fail({ code: "read.shape", what: `\`${use.tool} input\` holds no patch that is a text` });
    const read = readPatch(patch);
    if (!read.ok) return read;
    const files = read.value.map((file) => {
      const path = pathOf(file.path, use);
      return file.change === "move" ? { ...file, path, to: pathOf(file.to, use) } : { ...file, path };
    });
    return done({ kind: "change", files });
  };
}

/** The path that the product would take, from the folder of the call and its home. */
export function pathOf(path: string, { cwd, home }: Pick<ToolUse, "cwd" | "home">): string {
  if (path === "~" || path.startsWith("~/")) return absolutePath(`${home}/${path.slice(1)}`, cwd);
  return absolutePath(path, cwd);
}

/** The deepest folder that every match lies in: the pattern may climb or be absolute itself. */
export function globbed(pattern: string, folder: string, use: Pick<ToolUse, "cwd" | "home">): string {
  const parts = pattern.split("/");
  const open = parts.findIndex((part) => /[*?[\]{}!]/.test(part));
  const fixed = (open === -1 ? parts : parts.slice(0, open)).join("/");
  if (fixed === "" && open > 0) return "/";
  return fixed.startsWith("/") || fixed.startsWith("~") ? pathOf(fixed, use) : absolutePath(fixed, pathOf(folder, use));
}

function wordsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
