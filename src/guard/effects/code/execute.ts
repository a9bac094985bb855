/** Walks the statements of code: both branches where nobody knows which, loops round by round where that is known. */
import { assign } from "./assign.ts";
import { bounds } from "./bounds.ts";
import { eitherOf, nothing, truthOf, type Datum } from "./datum.ts";
import { evaluate } from "./evaluate.ts";
import { anyNumber, eachItem } from "./rounds.ts";
import { interruptibly, mayStep, uncertainly, type Run } from "./run.ts";
import { blockScope, functionScope, type Scope } from "./scope.ts";
import type { Program, Statement } from "./syntax.ts";

/** How a stretch of statements ends for certain, how it may end on the way, and what it may have returned. */
export type Ended = {
  readonly how: "through" | "return" | "leave" | "next";
  readonly mayReturn?: boolean;
  readonly mayLeave?: boolean;
  readonly returned: readonly Datum[];
};

const through: Ended = { how: "through", returned: [] };

/** Behind a statement that may have ended everything, all is uncertain, and a name may hold anything that it held on the way. */
export function execute(run: Run, scope: Scope, statements: Program): Ended {
  const start = oneByOne(run, scope, { statements, stops: true });
  if (start.rest === undefined) return start;
  const { rest } = start;
  let end: Ended = through;
  run.possible += 1;
  interruptibly(run, () => (end = oneByOne(run, scope, { statements: rest, stops: false })));
  run.possible -= 1;
  return {
    how: "through",
    mayReturn: start.mayReturn === true || mayReturn(end),
    mayLeave: start.mayLeave === true || mayLeave(end),
    returned: [...start.returned, ...end.returned],
  };
}

type Stretch = { readonly statements: Program; readonly stops: boolean };

/** `stops`: at the first statement that may have ended everything; what stands behind it comes back as the rest. */
function oneByOne(run: Run, scope: Scope, { statements, stops }: Stretch): Ended & { readonly rest?: Program } {
  const ends: Ended[] = [];
  for (const [at, statement] of statements.entries()) {
    if (!mayStep(run, statement.line)) break;
    run.inside += 2;
    const ended = one(run, scope, statement);
    run.inside -= 2;
    ends.push(ended);
    const isOpen = ended.mayReturn === true || ended.mayLeave === true;
    if (ended.how !== "through") return { ...summed(ends), how: ended.how };
    if (isOpen && stops && at + 1 < statements.length) return { ...summed(ends), rest: statements.slice(at + 1) };
  }
  return summed(ends);
}

function summed(ends: readonly Ended[]): Ended {
  return {
    how: "through",
    mayReturn: ends.some((ended) => ended.mayReturn === true),
    mayLeave: ends.some((ended) => ended.mayLeave === true),
    returned: ends.flatMap((ended) => ended.returned),
  };
}

function mayReturn(ended: Ended): boolean {
  return ended.how === "return" || ended.mayReturn === true;
}

function mayLeave(ended: Ended): boolean {
  return ended.how === "leave" || ended.how === "next" || ended.mayLeave === true;
}

function one(run: Run, scope: Scope, statement: Statement): Ended {
  switch (statement.kind) {
    case "do":
      evaluate(run, scope, statement.expression);
      return through;
    case "if": {
      const decided = truthOf(evaluate(run, scope, statement.when));
      if (decided !== undefined) return execute(run, scope, decided ? statement.taken : statement.otherwise);
      return branches(run, scope, [statement.taken, statement.otherwise]);
    }
    case "for":
      return forEach(run, scope, statement);
    case "while":
      return whileLoop(run, scope, statement);
    case "try":
      return tried(run, scope, statement);
    case "cases":
      evaluate(run, scope, statement.of);
      return { ...branches(run, scope, [...statement.cases, []]), mayLeave: false };
    case "return":
      return { how: "return", returned: [statement.value === undefined ? nothing : evaluate(run, scope, statement.value)] };
    case "leave":
    case "next":
      return { how: statement.kind, returned: [] };
    case "block":
      return execute(run, blockScope(scope), statement.body);
    case "share":
      for (const name of statement.names) functionScope(scope).shared.add(name);
      return through;
  }
}

function tried(run: Run, scope: Scope, { body, handlers }: Extract<Statement, { kind: "try" }>): Ended {
  let ended: Ended = through;
  interruptibly(run, () => (ended = execute(run, scope, body)));
  const handled = branches(run, scope, [...handlers, []]);
  return {
    how: "through",
    mayReturn: mayReturn(ended) || mayReturn(handled),
    mayLeave: mayLeave(ended) || mayLeave(handled),
    returned: [...ended.returned, ...handled.returned],
  };
}

/** Where one of several may be taken, none of them ends for certain what comes after. */
function branches(run: Run, scope: Scope, all: readonly Program[]): Ended {
  const ends: Ended[] = [];
  uncertainly(
    run,
    all.map((body) => () => void ends.push(execute(run, scope, body))),
  );
  return {
    how: "through",
    mayReturn: ends.some(mayReturn),
    mayLeave: ends.some(mayLeave),
    returned: ends.flatMap((ended) => ended.returned),
  };
}

/** Rounds of a loop, one after the other; a round that may have been the last one makes all that follow uncertain. */
type Rounds = { how: Ended["how"]; mayReturn: boolean; mayLeave: boolean; readonly returned: Datum[] };

function round(run: Run, rounds: Rounds, body: () => Ended): void {
  if (rounds.how === "return" || rounds.how === "leave") return;
  let ended: Ended = through;
  if (rounds.mayReturn || rounds.mayLeave) uncertainly(run, [() => void (ended = body()), () => {}]);
  else ended = body();
  const isCertain = !rounds.mayReturn && !rounds.mayLeave;
  if (isCertain) rounds.how = ended.how;
  rounds.mayReturn ||= ended.mayReturn === true || (!isCertain && ended.how === "return");
  rounds.mayLeave ||= ended.mayLeave === true;
  rounds.returned.push(...ended.returned);
}

function endOf(rounds: Rounds, isKnown: boolean): Ended {
  const { returned } = rounds;
  if (rounds.how === "return" && isKnown) return { how: "return", returned };
  return { how: "through", mayReturn: mayReturn(rounds), returned };
}

function forEach(run: Run, scope: Scope, { target, over, body, keys, line }: Extract<Statement, { kind: "for" }>): Ended {
  const rounds: Rounds = { how: "through", mayReturn: false, mayLeave: false, returned: [] };
  const once = (item: Datum): void =>
    round(run, rounds, () => {
      assign(run, scope, { target, datum: item, declares: undefined });
      return execute(run, scope, body);
    });
  const isKnown = eachItem(run, evaluate(run, scope, over), { line, body: once, ...(keys === undefined ? {} : { keys }) });
  return endOf(rounds, isKnown);
}

function whileLoop(run: Run, scope: Scope, { when, body, last }: Extract<Statement, { kind: "while" }>): Ended {
  const rounds: Rounds = { how: "through", mayReturn: false, mayLeave: false, returned: [] };
  const once = (): void =>
    round(run, rounds, () => {
      const ended = execute(run, scope, body);
      if (ended.how !== "return" && ended.how !== "leave") execute(run, scope, last);
      return ended;
    });
  for (let count = 0; run.rounds < bounds.rounds && count < bounds.rounds / 4; count += 1) {
    run.rounds += 1;
    const decided = truthOf(evaluate(run, scope, when));
    if (decided === false) return endOf(rounds, true);
    if (decided === undefined || !mayStep(run, when.line)) break;
    once();
    if (rounds.how === "return" || rounds.how === "leave") return endOf(rounds, true);
    if (rounds.mayLeave || rounds.mayReturn) break;
  }
  anyNumber(run, () => {
    evaluate(run, scope, when);
    once();
  });
  return endOf(rounds, false);
}

/** What a function gives back that ended so. */
export function givenBack({ how, returned }: Ended): Datum {
  return returned.length === 0 ? nothing : eitherOf(how === "return" ? returned : [...returned]);
}
