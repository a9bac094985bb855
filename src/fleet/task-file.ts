/** A task as a file: Markdown, with what is to be known of it in front between two lines of dashes. Whatever cannot be read is said, never guessed. */
import type { Instant } from "../base/instant.ts";
import type { Json } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { readYaml } from "../rego/rego.ts";
import type { Arrival, Priority } from "./task.ts";

export type TaskFile = Pick<
  Arrival,
  "title" | "text" | "priority" | "key" | "after" | "notBefore" | "deadline" | "scope" | "affinity" | "budgetMicroUsd"
>;

/** `name` is the file's own: the title where none is given. */
export function readTaskFile(text: string, name: string): Result<TaskFile> {
  const { front, body } = apart(text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n"));
  if (front === undefined) return typed({}, { name, body });
  const read = readYaml(lined(front), 0);
  if (!read.ok) return refused(`its front matter cannot be read: ${read.flaw.what}`);
  if (read.value !== null && !isMembers(read.value)) return refused("its front matter is no list of `name: value`");
  return typed(read.value ?? {}, { name, body });
}

/** The same task as a file that `readTaskFile` reads as it was, to the second. What is as usual is not said. */
export function taskFileText(file: TaskFile): string {
  const { title, priority, key, after, notBefore, deadline, scope, affinity, budgetMicroUsd } = file;
  const said: readonly (readonly [name: string, value: Json | undefined])[] = [
    ["title", title],
    ["priority", priority === "default" ? undefined : priority],
    ["key", key ?? undefined],
    ["after", after.length === 0 ? undefined : after],
    ["not_before", notBefore === null ? undefined : timeOf(notBefore)],
    ["deadline", deadline === null ? undefined : timeOf(deadline)],
    ["scope", scope === "all" ? undefined : scope],
    ["affinity", affinity ?? undefined],
    ["budget_usd", budgetMicroUsd === 0 ? undefined : budgetMicroUsd / 1_000_000],
  ];
  const lines = said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`]));
  return `---\n${lines.join("\n")}\n---\n${file.text}\n`;
}

function timeOf(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Without the first line of dashes, or without the second, all of it is the prompt. */
function apart(text: string): { readonly front?: string; readonly body: string } {
  const found = /^---[ \t]*\n(?:([^]*?)\n)??---[ \t]*(?:\n|$)/.exec(text);
  return found === null ? { body: text } : { front: found[1] ?? "", body: text.slice(found[0].length) };
}

function lined(front: string): readonly { readonly text: string; readonly at: number }[] {
  let at = 0;
  return front.split("\n").map((text) => {
    const line = { text, at };
    at += text.length + 1;
    return line;
  });
}

const known = ["title", "priority", "tags", "key", "after", "not_before", "deadline", "scope", "affinity", "budget_usd"];
const priorities: readonly Priority[] = ["critical", "high", "default", "low"];

type Whole = { readonly name: string; readonly body: string };

function typed(front: Members, { name, body }: Whole): Result<TaskFile> {
  const faults: string[] = [];
  const told = <T>(key: string, read: (value: Json) => T | undefined, what: string): T | undefined => {
    const value = front[key];
    if (value === undefined || value === null) return undefined;
    const got = read(value);
    if (got === undefined) faults.push(`\`${key}\` is not ${what}`);
    return got;
  };
  for (const key of Object.keys(front)) {
    if (isForAnother(key, front[key])) return refused(`it says \`${key}: false\`, so it is not for an agent`);
    if (!known.includes(key) && !/^needs_\w+$/.test(key)) faults.push(`\`${key}\` is not known here`);
  }
  told("tags", texts, "a list of words");
  const file: TaskFile = {
    title: told("title", words, "a text") ?? name,
    text: body.trim(),
    priority: told("priority", (value) => priorities.find((one) => one === value), `one of ${priorities.join(", ")}`) ?? "default",
    key: told("key", words, "a text") ?? null,
    after: told("after", texts, "a list of tasks") ?? [],
    notBefore: told("not_before", instant, "a time like 2026-01-31T09:00Z") ?? null,
    deadline: told("deadline", instant, "a time like 2026-01-31T09:00Z") ?? null,
    scope: told("scope", words, "a text") ?? "all",
    affinity: told("affinity", words, "a text") ?? null,
    budgetMicroUsd: told("budget_usd", money, "an amount of money") ?? 0,
  };
  if (file.text === "") faults.push("it has no text");
  return faults.length === 0 ? done(file) : refused(faults.join("; "));
}

/** `needs_` some product, by name: whoever says that it needs none wants it left alone. */
function isForAnother(key: string, value: Json | undefined): boolean {
  return /^needs_\w+$/.test(key) && value === false;
}

function words(value: Json): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function texts(value: Json): readonly string[] | undefined {
  const all = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const read = all.map(words);
  return read.every((one) => one !== undefined) ? read : undefined;
}

/** With a zone: a time that means something else on another machine is none. */
function instant(value: Json): Instant | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.test(value)) return undefined;
  const at = new Date(value.replace(" ", "T")).getTime();
  return Number.isNaN(at) ? undefined : at;
}

function money(value: Json): number | undefined {
  const amount = typeof value === "string" ? Number(value) : value;
  return typeof amount === "number" && Number.isFinite(amount) && amount >= 0 ? Math.round(amount * 1_000_000) : undefined;
}

function refused(what: string): Result<never> {
  return fail({
    code: "task.unreadable",
    what,
    follows: "it was not taken as a task",
    todo: "mend the file and put it into the inbox again",
  });
}
