/** Calls: of what is known to do something, of the code's own functions, and of what nobody knows. */
import { assign } from "./assign.ts";
import { bounds } from "./bounds.ts";
import { functionsOf, objectOf } from "./classes.ts";
import { flowOf, madeFrom, nothing, unknown, valueOf, type ClassDatum, type Datum, type FunctionDatum } from "./datum.ts";
import { evaluate } from "./evaluate.ts";
import { execute, givenBack } from "./execute.ts";
import { memberOf, typeOf } from "./members.ts";
import { doubt, list, mayStep, table, uncertainly, unsettle, type Run } from "./run.ts";
import { innerScope, type Scope } from "./scope.ts";

export type Use = {
  readonly args: readonly Datum[];
  readonly named: ReadonlyMap<string, Datum>;
  readonly line: number;
  /** False where there may be more arguments than these. */
  readonly whole?: boolean;
};

export function callDatum(run: Run, callee: Datum, use: Use): Datum {
  switch (callee.kind) {
    case "known":
      return callKnown(run, { name: callee.name, self: callee }, use);
    case "method":
      return callKnown(run, { name: callee.name, self: callee.of }, use);
    case "function":
      return enter(run, callee, use);
    case "class":
      return construct(run, callee, use);
    case "either": {
      const found: Datum[] = [];
      uncertainly(
        run,
        callee.options.map((option) => () => void found.push(callDatum(run, option, use))),
      );
      return madeFrom(found);
    }
    case "text":
      return callText(run, callee, use);
    case "object":
      if (callee.type === "chosen")
        doubt(run, { line: use.line, what: `a function of \`${callee.value.text}\` chosen at run time`, bound: false });
      if (run.dialect.apis.has(`<${callee.type}>.()`)) return callKnown(run, { name: "()", self: callee }, use);
      return stranger(run, callee, use);
    case "table":
      return callDatum(run, memberOf(run, callee, "__call__"), use);
    case "number":
    case "truth":
    case "nothing":
    case "list":
      return stranger(run, callee, use);
  }
}

/** A text that came from elsewhere decides what is called. */
function callText(run: Run, callee: Extract<Datum, { kind: "text" }>, use: Use): Datum {
  if (callee.value.known && run.dialect.namedBy !== undefined) return callDatum(run, run.dialect.namedBy(callee.value.text), use);
  if (run.dialect.namedBy !== undefined && flowOf([callee]) !== undefined)
    doubt(run, { line: use.line, what: "a function chosen at run time", bound: false });
  return stranger(run, callee, use);
}

type Known = { readonly name: string; readonly self: Datum };

function callKnown(run: Run, { name, self }: Known, use: Use): Datum {
  const isPlain = self.kind === "known" && self.name === name;
  const { apis } = run.dialect;
  const full = isPlain ? name : `<${typeOf(self)}>.${name}`;
  const isOpen = self.kind === "text" && !self.value.known;
  const ofAnybody = apis.get(`<unknown>.${lastIn(name)}`);
  const own = apis.get(full) ?? (isPlain ? undefined : apis.get(`<any>.${name}`));
  const api = isOpen ? (ofAnybody ?? own) : (own ?? ofAnybody);
  if (api === undefined) return stranger(run, self, { ...use, name: full });
  mayStep(run, use.line, 1 + (valueOf(self).text.length >> 7));
  const result = api({ run, line: use.line, name: full, self, args: use.args, named: use.named });
  mayStep(run, use.line, valueOf(result).text.length >> 7);
  return result;
}

/** The last part of a name, with the mark of a call by its tag. */
function lastIn(name: string): string {
  const tag = name.endsWith(tagged) ? tagged : "";
  const whole = name.slice(0, name.length - tag.length);
  return whole.slice(whole.lastIndexOf(".") + 1) + tag;
}

const tagged = ".(tag)";

/** Nobody knows what it does; a function that it is given may be called by it. */
function stranger(run: Run, callee: Datum, { args, named, line, name }: Use & { readonly name?: string }): Datum {
  const given = [...args, ...named.values()];
  if (name === undefined || !run.dialect.quiet.test(name)) {
    run.exact = false;
    for (const datum of [callee, ...given]) unsettle(datum);
  }
  for (const datum of given) callBack(run, datum, line);
  return madeFrom([callee, ...given], name ?? "?");
}

export function callBack(run: Run, datum: Datum, line: number): void {
  const functions = datum.kind === "function" || datum.kind === "known" || datum.kind === "either" ? [datum] : functionsOf(datum);
  for (const one of functions)
    if (one.kind === "function" && !run.active.includes(one.body))
      uncertainly(run, [() => void callDatum(run, one, openUse(one, line)), () => {}]);
}

function openUse(callee: FunctionDatum, line: number): Use {
  return { args: callee.parameters.map(() => unknown("an argument")), named: new Map(), line };
}

/** A function that calls itself again and again is entered once more with unknown arguments, which covers every deeper call. */
function enter(run: Run, callee: FunctionDatum, use: Use): Datum {
  const times = run.active.filter((body) => body === callee.body).length;
  const most = run.stretch > 0 ? bounds.recursionUnknown : bounds.recursionKnown;
  if (times > most) return madeFrom(use.args);
  if (run.depth >= bounds.calls) {
    doubt(run, { line: use.line, what: "functions inside functions", bound: true });
    return unknown("…");
  }
  if (times < most) return entered(run, callee, use);
  const found: Datum[] = [];
  uncertainly(run, [() => void found.push(entered(run, callee, openUse(callee, use.line))), () => {}]);
  return madeFrom([...found, ...use.args]);
}

function entered(run: Run, callee: FunctionDatum, given: Use): Datum {
  const scope = innerScope(callee.scope);
  bind(run, { callee, scope, use: given });
  run.active.push(callee.body);
  run.depth += 1;
  const ended = execute(run, scope, callee.body);
  run.depth -= 1;
  run.active.pop();
  return givenBack(ended);
}

type Binding = { readonly callee: FunctionDatum; readonly scope: Scope; readonly use: Use };

function bind(run: Run, { callee, scope, use }: Binding): void {
  const { dialect } = run;
  const args = callee.self !== undefined && dialect.selfFirst === true ? [callee.self, ...use.args] : use.args;
  if (callee.self !== undefined && dialect.selfFirst !== true) scope.names.set(dialect.language === "php" ? "$this" : "this", callee.self);
  scope.names.set("arguments", list(run, args));
  callee.parameters.forEach(({ target, otherwise, rest }, at) => {
    const byName = target.kind === "name" ? use.named.get(target.name) : undefined;
    const missing = (): Datum =>
      otherwise === undefined ? (use.whole === false ? madeFrom(args) : nothing) : evaluate(run, callee.scope, otherwise);
    const datum =
      rest === "list"
        ? list(run, args.slice(at), use.whole !== false)
        : rest === "table"
          ? table(run, use.named)
          : (byName ?? args[at] ?? missing());
    assign(run, scope, { target, datum, declares: "here" });
  });
}

function construct(run: Run, type: ClassDatum, use: Use): Datum {
  const made = objectOf(run, type);
  const maker = memberOf(run, made, run.dialect.maker);
  if (maker.kind === "function" || maker.kind === "known") callDatum(run, maker, use);
  return made;
}
