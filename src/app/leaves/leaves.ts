/** What people have signed, as the guard asks for it: which statements count for this call, and what they give it. */
import { canonicalJson } from "../../base/json.ts";
import { once } from "../../base/once.ts";
import { isAtOrBelow } from "../../base/path.ts";
import type { Leave, Leaves, Refusal } from "../../guard/guard.ts";
import { type About, claimOf, type Signed } from "../../proof/statements/statements.ts";
import { type StatementsAtHand, statementsAtHand, type StatementPlace } from "./statements-at-hand.ts";
import { isIn, writingAt } from "./writing.ts";

export function leavesAt(place: StatementPlace): Leaves {
  const atHand = statementsAtHand(place);
  const pane = once(place.host.pane);
  const { claim } = place.host;
  return {
    writing: ({ by, cwd }) => {
      const { statement } = writingAt(atHand, { session: by.session, pane }) ?? {};
      const isInside = statement?.where.folder === undefined || isAtOrBelow(cwd, statement.where.folder);
      return isInside ? statement?.id : undefined;
    },
    about: (refusal) => leavesFor(refusal, { ...atHand, sha256: place.host.verifier.sha256, pane }),
    ...(claim === undefined ? {} : { take: (statement) => claim(claimOf(statement)) }),
  };
}

type AtHand = StatementsAtHand & { readonly sha256: (text: string) => string; readonly pane: () => string | null };

function leavesFor({ call, steps, approval }: Refusal, { has, marked, sha256, pane }: AtHand): readonly Leave[] {
  const isHere = ({ statement }: Signed): boolean => isIn(statement.where, { session: call.by.session, pane });
  const rules = [...new Set(steps.filter(({ verdict }) => verdict !== "allow").map(({ rule }) => rule))];
  const byRule = rules.flatMap((rule) => marked(`"rule":${canonicalJson(rule)}`, (signed) => isOfRule(signed, rule) && isHere(signed)));
  const waiting = has(approvalMark) ? approval() : undefined;
  const hash = waiting === undefined ? undefined : sha256(waiting);
  const byCall = hash === undefined ? [] : marked(`${approvalMark}"${hash}"`, (signed) => isOfCall(signed, hash) && isHere(signed));
  return [...byRule, ...byCall].flatMap((signed) => leaveOf(signed) ?? []);
}

/** As it stands in the line of a statement, whose keys have one order. */
const approvalMark = '"about":{"decision":';

function isOfRule({ statement: { about } }: Signed, rule: string): boolean {
  return (about.is === "exception" || about.is === "setting") && about.rule === rule;
}

function isOfCall({ statement: { about } }: Signed, hash: string): boolean {
  return about.is === "approval" && about.decision === hash;
}

function leaveOf({ statement }: Signed): Leave | undefined {
  const { id, where, about } = statement;
  const gives = givenBy(about);
  return gives && { statement: id, once: statement.once, ...(where.folder === undefined ? {} : { folder: where.folder }), gives };
}

function givenBy(about: About): Leave["gives"] | undefined {
  switch (about.is) {
    case "approval":
      return { is: "call" };
    case "exception":
      return { is: "rule", rule: about.rule, ...(about.effect === undefined ? {} : { effect: about.effect }) };
    case "setting":
      return { is: "verdict", rule: about.rule, verdict: about.verdict };
    case "mode":
    case "trust":
      return undefined;
  }
}
