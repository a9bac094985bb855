/** A report as headings, sentences and tables, before it becomes Markdown or HTML. */
import { counted } from "../counted.ts";
import { instantText } from "../instant-text.ts";
import type { Count, Party, Summary } from "./summary.ts";

export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
export type Section = { readonly title: string; readonly about: string; readonly table: Table };
export type Page = { readonly title: string; readonly about: readonly string[]; readonly sections: readonly Section[] };

export function pageOf(summary: Summary): Page {
  const held = summary.verdicts.filter(({ name }) => name === "deny" || name === "ask").reduce((sum, { count }) => sum + count, 0);
  const from = summary.since === null ? "from the beginning" : `from ${instantText(summary.since)}`;
  const all: readonly Section[] = [
    section("What was stopped", "The last calls that were blocked, or held up until a person agrees.", stoppedTable(summary)),
    section("Why", "Rules that stopped something or warned of it.", countTable("rule", summary.rules)),
    section("Verdicts", "What the guard said to all calls.", countTable("verdict", summary.verdicts)),
    section("Agents", "Who asked, and how much of it was stopped.", partyTable("agent", summary.agents)),
    section("Projects", "Where it was to happen.", partyTable("folder", summary.projects)),
    section("Commands", "What was asked for most.", countTable("program", summary.programs)),
    section("Effects", "What would have been done, and where.", countTable("effect", summary.effects)),
    section("Doubts", "What the guard could not work out; such calls are not let through in silence.", countTable("doubt", summary.doubts)),
    section("Refusals", "What reached the guard and could not be judged.", countTable("reason", summary.refusals)),
  ];
  return {
    title: "What the agents did",
    about: [`${from} to ${instantText(summary.until)}`, `${counted(summary.calls, "call")}, ${held} of them stopped`],
    sections: all.filter(({ table }) => table.rows.length > 0),
  };
}

function section(title: string, about: string, table: Table): Section {
  return { title, about, table };
}

function countTable(name: string, rows: readonly Count[]): Table {
  return { columns: [name, "times"], rows: rows.map((row) => [row.name, String(row.count)]) };
}

function partyTable(name: string, rows: readonly Party[]): Table {
  return { columns: [name, "calls", "stopped"], rows: rows.map((row) => [row.name, String(row.count), String(row.stopped)]) };
}

function stoppedTable({ stopped }: Summary): Table {
  return {
    columns: ["when", "verdict", "agent", "what", "rules", "where"],
    rows: stopped.map((one) => [instantText(one.at), one.verdict, one.agent, one.text, one.rules.join(", "), one.project]),
  };
}
