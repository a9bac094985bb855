/** Reads a Taskfile: what the commands of a task would run. Only plain YAML is read; what else stands there is left out. */
import { hole } from "../../shell/value.ts";
import type { FileText } from "./file-text.ts";
import type { Step } from "./step.ts";

type Line = { readonly line: number; readonly indent: number; readonly text: string };

/** `task` without a name runs `default`. */
export function taskSteps(file: FileText, names: readonly string[]): readonly Step[] {
  const tasks = tasksIn(linesOf(file.text));
  const steps: Step[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const block = tasks.get(name);
    if (block === undefined || seen.has(name)) return;
    seen.add(name);
    const { commands, needs } = readTask(block);
    for (const need of needs) visit(need);
    for (const { line, text } of commands) {
      const other = /^task:\s*['"]?([\w:.-]+)/.exec(text)?.[1];
      if (other !== undefined) visit(other);
      else steps.push({ path: file.path, line, text: unquoted(text.replace(/^cmd:\s*/, "")).replace(/\{\{.*?\}\}/g, hole) });
    }
  };
  for (const name of names.length > 0 ? names : ["default"]) visit(name);
  return steps;
}

function linesOf(text: string): readonly Line[] {
  return text.split("\n").map((line, position) => {
    const bare = line.replace(/(^|\s)#(?![{]).*$/, "").trimEnd();
    return { line: position + 1, indent: bare.length - bare.trimStart().length, text: bare.trimStart() };
  });
}

type Block = { readonly head: Line; readonly body: readonly Line[] };

/** The keys right below `tasks:`, each with the lines that belong to it. */
function tasksIn(lines: readonly Line[]): ReadonlyMap<string, Block> {
  const start = lines.findIndex(({ indent, text }) => indent === 0 && text === "tasks:");
  const rest = start < 0 ? [] : lines.slice(start + 1);
  const end = rest.findIndex(({ indent, text }) => indent === 0 && text !== "");
  return blocksIn(end < 0 ? rest : rest.slice(0, end));
}

function blocksIn(lines: readonly Line[]): ReadonlyMap<string, Block> {
  const filled = lines.filter(({ text }) => text !== "");
  const indent = filled[0]?.indent ?? 0;
  const heads = filled.flatMap((line, position) =>
    line.indent === indent && /^[^\s-][^:]*(:[^\s:][^:]*)*:(\s|$)/.test(line.text) ? [position] : [],
  );
  return new Map(
    heads.map((head, position) => {
      const line = filled[head] as Line;
      const name = /^['"]?((?:[^:'"]|:(?!\s|$))+)/.exec(line.text)?.[1] ?? "";
      return [name, { head: line, body: filled.slice(head + 1, heads[position + 1] ?? filled.length) }] as const;
    }),
  );
}

type Task = { readonly commands: readonly { readonly line: number; readonly text: string }[]; readonly needs: readonly string[] };

function readTask({ head, body }: Block): Task {
  const inline = valueOf(head);
  if (inline !== "" && !/^[|>{[]/.test(inline)) return { commands: [{ line: head.line, text: inline }], needs: [] };
  if (body[0]?.text.startsWith("- ") === true) return { commands: itemsIn(body), needs: [] };
  const members = blocksIn(body);
  const [commands, single, needs] = [members.get("cmds"), members.get("cmd"), members.get("deps")];
  const named =
    needs === undefined ? [] : [...flowList(valueOf(needs.head)), ...itemsIn(needs.body).map(({ text }) => text.replace(/^task:\s*/, ""))];
  const own = commands === undefined ? [] : itemsIn(commands.body);
  return {
    commands: [...own, ...(single === undefined ? [] : [{ line: single.head.line, text: valueOf(single.head) }])],
    needs: named.map(unquoted),
  };
}

function valueOf({ text }: Line): string {
  return /:\s+(\S[^]*)$/.exec(text)?.[1] ?? "";
}

function flowList(text: string): readonly string[] {
  const inside = /^\[(.*)\]$/.exec(text)?.[1];
  return inside === undefined ? [] : inside.split(",").map((item) => item.trim());
}

/** The items of a list; behind `|` the lines below are one text. */
function itemsIn(lines: readonly Line[]): readonly { readonly line: number; readonly text: string }[] {
  return lines.flatMap(({ line, indent, text }, position) => {
    const item = /^-\s+(\S[^]*)$/.exec(text)?.[1];
    if (item === undefined || indent !== (lines[0]?.indent ?? 0)) return [];
    if (!/^(cmd:\s*)?[|>][+-]?$/.test(item)) return [{ line, text: item }];
    const rest = lines.slice(position + 1);
    const end = rest.findIndex((one) => one.indent <= indent);
    return [{ line, text: (end < 0 ? rest : rest.slice(0, end)).map((one) => one.text).join("\n") }];
  });
}

function unquoted(text: string): string {
  const [, double, single] = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(text.trim()) ?? [];
  return double ?? single ?? text;
}
