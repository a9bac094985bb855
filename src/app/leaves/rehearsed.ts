/** Statements for the rehearsal of a build: about what its calls do, and for nobody's session, so that they are read as real ones are and lift nothing. */
import { type About, lineOf, type Statement, type Where } from "../../proof/statements/statements.ts";
import type { StatementHost } from "./statements-at-hand.ts";

export function rehearsedStatements({ verifier }: StatementHost): StatementHost {
  return { verifier, marked, pane: () => "rehearsed", newest: () => 0, claim: () => false };
}

const marked: StatementHost["marked"] = (_, most, mark) => lines.filter((line) => line.includes(mark)).slice(0, most);

const lines: readonly string[] = [
  lineFor({ is: "mode" }, { pane: "nobody's" }),
  lineFor({ is: "exception", rule: "git.push.force" }, { session: "nobody's" }),
  lineFor({ is: "approval", decision: "0".repeat(64) }, { session: "nobody's" }),
];

function lineFor(about: About, where: Where): string {
  const zeros = "0".repeat(16);
  const statement: Statement = { version: 1, id: zeros, by: zeros + zeros, at: 0, until: 1, once: about.is === "approval", where, about };
  return lineOf({ statement, signature: "" });
}
