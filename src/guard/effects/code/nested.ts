/** Code that code executes: read on at once where its text is known, else said as a deed of its own. */
import { bounds } from "./bounds.ts";
import { textOf, valueOf, type Datum, unknown } from "./datum.ts";
import type { Call } from "./dialect.ts";
import { decoded } from "./decode.ts";
import { execute, givenBack } from "./execute.ts";
import { act, doubt, type Run } from "./run.ts";
import { innerScope, type Scope } from "./scope.ts";
import type { Program } from "./syntax.ts";

/** `shape` may add what the language sees around the text, such as PHP's opening mark. */
export function runText({ run, line }: Call, given: Datum | undefined, shape: (code: string) => string = (code) => code): Datum {
  if (given?.kind === "object" && given.type === "compiled") return runText({ run, line } as Call, given.parts?.[0], shape);
  if (given?.kind === "function" || given?.kind === "class") return unknown("…");
  const content = textOf(given);
  if (content === undefined || given === undefined) {
    run.exact = false;
    act(run, line, { does: "code", language: run.dialect.language, text: valueOf(given) });
    return unknown("what executed code gives");
  }
  const code = given.kind === "text" && given.bytes === true ? decoded(content) : content;
  return within(run, line, () => runProgram(run, outermost(run), readIn(run, shape(code), line)));
}

/** What an executed text sets inside of a function is gone behind it. */
function outermost(run: Run): Scope {
  return run.active.length === 0 ? run.globals : innerScope(run.globals);
}

function within(run: Run, line: number, body: () => Datum): Datum {
  if (run.depth >= bounds.calls) {
    doubt(run, { line, what: "code inside code", bound: true });
    return unknown("…");
  }
  const outer = run.line;
  run.line = outer ?? line;
  run.depth += 1;
  const given = body();
  run.depth -= 1;
  run.line = outer;
  return given;
}

/** All texts of one reading share the bound. */
export function readIn(run: Run, code: string, line: number): Program {
  run.chars += code.length;
  if (run.chars <= bounds.codeChars) return run.dialect.parse(code, run.budget);
  doubt(run, { line, what: "more code than can be read", bound: true });
  return [];
}

export function runProgram(run: Run, scope: Scope, program: Program): Datum {
  const last = program.at(-1);
  if (last?.kind !== "do") return givenBack(execute(run, scope, program));
  // The value of an executed text is that of its last expression.
  const head = execute(run, scope, program.slice(0, -1));
  if (head.how !== "through") return givenBack(head);
  return givenBack(execute(run, scope, [{ kind: "return", line: last.line, value: last.expression }]));
}

/** What a text defines that is called as a function. */
export function functionOf({ run, line }: Call, given: Datum | undefined): Datum {
  const content = textOf(given);
  if (content === undefined) return { kind: "object", type: "unread-code", value: valueOf(given) };
  return { kind: "function", parameters: [], body: readIn(run, content, line), scope: innerScope(run.globals) };
}
