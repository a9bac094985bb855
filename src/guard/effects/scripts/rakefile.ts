/** Reads a Rakefile: the Ruby that its tasks would run. */
import type { FileText } from "./file-text.ts";
import type { Step } from "./step.ts";

type Task = { readonly line: number; readonly needs: readonly string[]; readonly body: string };

/** A task without a name is `default`; those that a task needs come before it. */
export function rakeSteps(file: FileText, names: readonly string[]): readonly Step[] {
  const tasks = tasksIn(file.text);
  const steps: Step[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const found = seen.has(name) ? [] : (tasks.get(name) ?? []);
    seen.add(name);
    for (const { line, needs, body } of found) {
      for (const need of needs) visit(need);
      if (body.trim() !== "") steps.push({ path: file.path, line, name, text: body, language: "ruby" });
    }
  };
  for (const name of names.length > 0 ? names : ["default"]) visit(name);
  return steps;
}

/** A task may be told in several pieces. */
function tasksIn(text: string): ReadonlyMap<string, readonly Task[]> {
  const lines = text.split("\n");
  const tasks = new Map<string, Task[]>();
  const spaces: { readonly name: string; readonly indent: number }[] = [];
  for (const [at, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    while ((spaces.at(-1)?.indent ?? -1) >= indent && line.trim() !== "") spaces.pop();
    const space = /^\s*namespace\s+[:"']?([\w-]+)/.exec(line)?.[1];
    if (space !== undefined) spaces.push({ name: space, indent });
    const [, name, rest = ""] = /^\s*(?:task|file|multitask)\s*\(?\s*[:"']?([\w:.-]+?)["']?(?=[\s,:)=]|$)(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const whole = [...spaces.map((one) => one.name), name.replace(/:$/, "")].join(":");
    const needs = (/(?:=>|:\s)\s*(.*?)(?:\bdo\b|\{|$)/.exec(rest)?.[1] ?? "").match(/[\w:-]*\w/g) ?? [];
    const task = { line: at + 1, needs: needs.map((one) => one.replace(/^:/, "")), body: bodyAt(lines, at, indent) };
    tasks.set(whole, [...(tasks.get(whole) ?? []), task]);
  }
  return tasks;
}

function bodyAt(lines: readonly string[], at: number, indent: number): string {
  const line = lines[at] ?? "";
  const inline = /\bdo\b(?:\s*\|[^|]*\|)?\s*(\S.*?)\s*\bend\s*$|\{(?:\s*\|[^|]*\|)?(.*)\}\s*$/.exec(line);
  if (inline !== null) return inline[1] ?? inline[2] ?? "";
  if (!/(\bdo\b(\s*\|[^|]*\|)?|\{)\s*$/.test(line)) return "";
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((one) => one.trim() !== "" && one.length - one.trimStart().length <= indent);
  return rest.slice(0, end < 0 ? rest.length : end).join("\n");
}
