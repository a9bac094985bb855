/** A replay as headings and tables, for Markdown. */
import { verdicts } from "../../guard/guard.ts";
import { counted } from "../ledger/counted.ts";
import type { Page, Section } from "../ledger/report/page.ts";
import type { Tally } from "./tally.ts";
import { spanText } from "./tally-text.ts";

export function tallyPage(tally: Tally, sources: number): Page {
  const sections: readonly Section[] = [
    section("Verdicts", "What the guard says to all of them now.", {
      columns: ["calls", "verdict"],
      rows: verdicts.toReversed().map((verdict) => row(tally.verdicts[verdict], verdict)),
    }),
    section("By whom", "Who wanted it, and how much of it would have been stopped.", {
      columns: ["calls", "by", "stopped"],
      rows: tally.by.map(({ calls, name, stopped }) => row(calls, name, String(stopped))),
    }),
    section("Why", "The rules that have something against it, and the most frequent example of each.", {
      columns: ["calls", "verdict", "rule", "where", "because", "example"],
      rows: tally.rules.map(({ calls, verdict, rule, file, line, because, examples }) =>
        row(calls, verdict, rule, `${file}:${String(line)}`, because, examples[0]?.text ?? ""),
      ),
    }),
    section("What would have been stopped", `The most frequent of ${counted(tally.stoppedKinds, "different call")}.`, {
      columns: ["calls", "verdict", "what", "rules"],
      rows: tally.stopped.map(({ calls, verdict, text, rules }) => row(calls, verdict, text, rules.join(", "))),
    }),
    section("Decided otherwise", "Calls that got another verdict when they were made.", {
      columns: ["calls", "was", "now", "what"],
      rows: tally.changed.map(({ calls, was, now, text }) => row(calls, was, now, text)),
    }),
    section("Not judged", "Calls that could not be read again.", {
      columns: ["calls", "why"],
      rows: tally.unjudged.map(({ calls, why }) => row(calls, why)),
    }),
  ];
  return {
    title: "What the guard would have stopped",
    about: [
      `${counted(tally.calls, "call")} from ${counted(sources, "source")}${spanText(tally)}, judged as things are on this machine now`,
    ],
    sections: sections.filter(({ table }) => table.rows.length > 0),
  };
}

function row(many: number, ...cells: readonly string[]): readonly string[] {
  return [String(many), ...cells];
}

function section(title: string, about: string, table: Section["table"]): Section {
  return { title, about, table };
}
