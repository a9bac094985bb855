/** `rego.parse_module`: a policy as the tree that OPA makes of it, without places. */
import { utf8Bytes } from "../../base/utf8.ts";
import { lex } from "../syntax/lexer.ts";
import { parseModule } from "../syntax/module.ts";
import type { Comment } from "../syntax/token.ts";
import type { Body, Call, Comprehension, Head, Import, Module, Rule, Statement, Term, Variable } from "../syntax/tree.ts";
import { RegoObject } from "../values/object.ts";
import { kindOf, type Value } from "../values/value.ts";
import { base64Of, standard } from "./bytes.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";

export const parseModuleBuiltin: Builtin = builtin("rego.parse_module", ["string", "string"], ([file, text]: readonly [string, string]) =>
  moduleTree(file, text),
);

function moduleTree(file: string, text: string): Answer {
  const parsed = parseModule(text, "v1");
  if (!parsed.ok) return new Refusal(`\`rego.parse_module\`: ${parsed.flaw.what}`);
  const tree = new OpaTree(text);
  const module = tree.module(parsed.value);
  const comments = lex(text).comments.map((comment) => commentTree(comment, file, text));
  if (comments.length > 0) module.set("comments", comments);
  return tree.unknown === undefined
    ? module
    : new Refusal(`\`rego.parse_module\`: ${tree.unknown} is not told in OPA's words yet`, "rego.unsupported");
}

function commentTree({ text, at, line }: Comment, file: string, whole: string): Value {
  const column = at - whole.lastIndexOf("\n", at - 1);
  return members({ Location: members({ file, row: line, col: column }), Text: base64Of(utf8Bytes(text), standard, true) });
}

function members(pairs: Readonly<Record<string, Value | undefined>>): RegoObject {
  return RegoObject.of(Object.entries(pairs).filter((pair): pair is [string, Value] => pair[1] !== undefined));
}

function typed(type: string, value: Value): RegoObject {
  return members({ type, value });
}

class OpaTree {
  /** What there are no words for here. */
  unknown: string | undefined;
  readonly #text: string;
  readonly #wildcards = new Map<string, string>();

  constructor(text: string) {
    this.#text = text;
  }

  module({ package: path, imports, rules }: Module): RegoObject {
    return members({
      package: members({ path: [typed("var", "data"), ...path.map((name) => typed("string", name))] }),
      imports: imports.length === 0 ? undefined : imports.map((one) => importTree(one)),
      rules: rules.length === 0 ? undefined : rules.map((rule) => this.#rule(rule)),
    });
  }

  /** An `else` is told with the name and the key of the rule that it belongs to. */
  #rule({ head, body, isDefault, otherwise }: Rule, first = head): Value {
    return members({
      default: isDefault ? true : undefined,
      head: this.#head(head, first, isDefault),
      body: body.length === 0 ? [members({ generated: true, index: 0, terms: typed("boolean", true) })] : this.#body(body),
      else: otherwise && this.#rule(otherwise, first),
    });
  }

  /** A rule for one key, `p[x] := 1`, has its key and its name told as well. */
  #head({ name, path, args, member, value, isAssigned }: Head, first: Head, isDefault: boolean): Value {
    const [step, ...more] = path;
    const isKeyed = step !== undefined && more.length === 0 && args === undefined && member === undefined && !isDefault;
    const hasKey = isKeyed && (first.value !== undefined || step.is === "variable");
    const ref = [typed("var", name.name), ...path.map((one) => this.term(one))];
    return members({
      name: step === undefined || (isKeyed && first.value !== undefined) ? name.name : undefined,
      ref,
      args: args?.map((arg) => this.term(arg)),
      key: member === undefined ? (hasKey ? ref[1] : undefined) : this.term(member),
      value: member !== undefined ? undefined : value === undefined ? typed("boolean", true) : this.term(value),
      assign: isAssigned,
    });
  }

  #body(body: Body): Value {
    return body.map((statement, index) => this.#statement(statement, index));
  }

  #statement({ claim, negated, with: replaced }: Statement, index: number): RegoObject {
    return members({
      index,
      negated: negated ? true : undefined,
      terms: this.#claim(claim),
      with:
        replaced.length === 0
          ? undefined
          : replaced.map(({ target, value }) => members({ target: this.#target(target), value: this.term(value) })),
    });
  }

  #target(target: Term): Value {
    return target.is === "variable" ? typed("ref", [this.#variable(target)]) : this.term(target);
  }

  #claim(claim: Statement["claim"]): Value {
    switch (claim.is) {
      case "term":
        return claim.term.is === "call" ? this.#call(claim.term) : this.term(claim.term);
      case "unify":
        return [operator("eq"), this.term(claim.left), this.term(claim.right)];
      case "assign":
        return [operator("assign"), this.term(claim.left), this.term(claim.right)];
      case "declare":
        return members({ symbols: claim.names.map((name) => this.#variable(name)) });
      case "some-in": {
        const parts = [...(claim.key === undefined ? [] : [claim.key]), claim.value, claim.domain].map((term) => this.term(term));
        return members({ symbols: [typed("call", [operator(`internal.member_${parts.length}`), ...parts])] });
      }
      case "every":
        return members({
          key: claim.key === undefined ? null : this.#variable(claim.key),
          value: this.#variable(claim.value),
          domain: this.term(claim.domain),
          body: this.#body(claim.body),
        });
      default:
        this.unknown ??= `\`${claim.is}\` of \`import rego.v2\``;
        return null;
    }
  }

  term(term: Term): RegoObject {
    switch (term.is) {
      case "constant":
        return typed(kindOf(term.value), term.value === null ? new RegoObject() : term.value);
      case "variable":
        return isDocument(term.name) ? typed("ref", [typed("var", term.name)]) : this.#variable(term);
      case "reference":
        return typed("ref", [term.head.is === "variable" ? this.#variable(term.head) : this.term(term.head), ...this.#terms(term.path)]);
      case "array":
      case "set":
        return typed(term.is, this.#terms(term.items));
      case "object":
        return typed(
          "object",
          term.pairs.map(([key, value]) => [this.term(key), this.term(value)]),
        );
      case "call":
        return typed("call", this.#call(term));
      case "comprehension":
        return this.#comprehension(term);
      case "template":
        return this.#template(term);
    }
  }

  #terms(terms: readonly Term[]): RegoObject[] {
    return terms.map((term) => this.term(term));
  }

  #call({ operator: called, args }: Call): Value[] {
    const name = called.is === "variable" ? operator(called.name) : this.term(called);
    return [name, ...this.#terms(args)];
  }

  #comprehension({ makes, key, value, body }: Comprehension): RegoObject {
    const parts = key === undefined ? { term: this.term(value) } : { key: this.term(key), value: this.term(value) };
    return typed(`${makes}comprehension`, members({ ...parts, body: this.#body(body) }));
  }

  #template({ parts, at }: Extract<Term, { is: "template" }>): RegoObject {
    const told = parts.map((part) => (typeof part === "string" ? typed("string", part) : this.#shown(part)));
    const isRaw = this.#text.slice(at, at + 2).includes("`");
    return typed("templatestring", members({ multi_line: isRaw, parts: told.length === 0 ? null : told }));
  }

  /** What is written out in an interpolated string is no statement. */
  #shown(part: Statement): RegoObject {
    const { claim } = part;
    return claim.is === "term" && claim.term.is === "constant" && part.with.length === 0 ? this.term(claim.term) : this.#statement(part, 0);
  }

  /** Each `_` by its number among them. */
  #variable({ name }: Variable): RegoObject {
    if (!/^_\d+$/.test(name)) return typed("var", name);
    const known = this.#wildcards.get(name) ?? `$${this.#wildcards.size}`;
    this.#wildcards.set(name, known);
    return typed("var", known);
  }
}

function isDocument(name: string): boolean {
  return name === "input" || name === "data";
}

function operator(name: string): RegoObject {
  const [first = "", ...more] = name.split(".");
  return typed("ref", [typed("var", first), ...more.map((part) => typed("string", part))]);
}

function importTree({ path, alias }: Import): Value {
  const [first = "", ...more] = path;
  return members({ path: typed("ref", [typed("var", first), ...more.map((name) => typed("string", name))]), alias });
}
