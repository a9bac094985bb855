/** Tokens to the form that is evaluated. It understands expressions and calls; whatever stands in a block may run any number of times. */
import { bounds } from "../bounds.ts";
import { unescaped } from "../unescaped.ts";
import type { Argument, Expression, Program, Statement } from "../syntax.ts";
import { Cursor, unknownAt } from "./cursor.ts";
import type { Grammar } from "./grammar.ts";
import { tokensOf, type Token } from "./tokens.ts";

export function parsePlain(code: string, grammar: Grammar): Program {
  if (code.length > bounds.codeChars) return [unreadAt(1, "code that is too long", true)];
  const parse = new Parse(tokensOf(code, grammar.lexicon), grammar);
  return parse.program();
}

function unreadAt(line: number, what: string, bound: boolean): Statement {
  return { kind: "do", line, expression: { kind: "unread", line, what, bound } };
}

/** `0777` is written with eight digits, in Perl and in Ruby. */
function numberIn(text: string): number {
  const digits = text.replaceAll("_", "");
  return Number(digits.replace(/^0(?=[0-7]+$)/, "0o")) || 0;
}

const nothingAt = (line: number): Expression => ({ kind: "constant", line, value: null });
const constant = (line: number, value: string | number): Expression => ({ kind: "constant", line, value });

function isGetline(one: Expression): boolean {
  return one.kind === "name" && one.name === "getline";
}

class Parse extends Cursor {
  program(): Program {
    const statements: Statement[] = [];
    while (this.at < this.tokens.length) statements.push(...this.statements());
    return statements;
  }

  /** Up to the end of the block; the end itself is taken. */
  private statements(): readonly Statement[] {
    const statements: Statement[] = [];
    const { opens, closes, between } = this.grammar;
    while (this.at < this.tokens.length) {
      const token = this.peek() as Token;
      const isWord = token.kind === "name" || token.kind === "mark";
      if (token.kind === "break" || token.text === ";" || (isWord && between.has(token.text))) this.at += 1;
      else if (isWord && closes.has(token.text)) {
        this.at += 1;
        return statements;
      } else if (isWord && opens.has(token.text)) statements.push(this.block());
      else statements.push(this.statement());
    }
    return statements;
  }

  /** Any number of times, and perhaps never. */
  private block(): Statement {
    const line = this.line();
    const word = this.peek()?.text ?? "";
    const isSure = this.peek(-1)?.kind === "name" && /^(?:BEGIN|END)$/.test(this.peek(-1)?.text ?? "");
    this.at += 1;
    if (this.depth > bounds.nesting) {
      this.at = this.tokens.length;
      return unreadAt(line, "blocks inside blocks", true);
    }
    this.depth += 1;
    const heading = this.heading(word);
    const body = [...heading, ...this.statements()];
    this.depth -= 1;
    if (isSure) return { kind: "if", line, when: { kind: "constant", line, value: true }, taken: body, otherwise: [] };
    return { kind: "while", line, when: unknownAt(line), body, last: [] };
  }

  /** `def f(a)`, `while x do`: what stands before the block's own statements. */
  private heading(word: string): readonly Statement[] {
    if (/^(?:def|function|class|module)$/.test(word)) {
      while (this.at < this.tokens.length && this.peek()?.kind !== "break" && !this.is(")", ";")) this.at += 1;
      this.close(")");
    }
    if (!/^(?:while|until|for)$/.test(word) || this.isEnd()) return [];
    const statement = this.statement();
    if (this.is("do")) this.at += 1;
    return [statement];
  }

  private statement(): Statement {
    const line = this.line();
    const start = this.at;
    const expression = this.printing() ?? this.several();
    if (this.at === start) this.at += 1;
    return { kind: "do", line, expression };
  }

  private printing(): Expression | undefined {
    const token = this.peek();
    if (this.grammar.printsInto !== true || token?.kind !== "name" || !/^printf?$/.test(token.text)) return undefined;
    this.at += 1;
    const line = token.line;
    const args = this.isEnd() || this.is(">", ">>", "|", "|&") ? [] : this.list([">", ">>", "|", "|&"]);
    const mark = this.is(">", ">>", "|", "|&") ? (this.peek() as Token).text : undefined;
    if (mark === undefined) return this.call("print", line, args);
    this.at += 1;
    return this.call(`(${mark})`, line, [{ value: this.binary(3) }, ...args]);
  }

  private call(name: string, line: number, args: readonly Argument[]): Expression {
    return { kind: "call", line, callee: { kind: "library", line, name }, args };
  }

  /** One expression, or several with commas: the value is then a list. */
  private several(): Expression {
    const items = this.list([]);
    const [only] = items;
    if (items.length === 1 && only !== undefined && only.spread !== true) return only.value;
    return { kind: "list", line: only?.value.line ?? this.line(), items };
  }

  private list(ends: readonly string[]): readonly Argument[] {
    const items: Argument[] = [];
    for (;;) {
      while (this.peek()?.kind === "break" && items.length > 0) this.at += 1;
      if (this.isEnd() || this.is(...ends)) return items;
      const start = this.at;
      items.push({ value: this.binary(0, ends) });
      if (!this.is(",", "=>")) return items;
      this.at += 1;
      if (this.at === start) return items;
    }
  }

  private binary(least: number, ends: readonly string[] = []): Expression {
    if (this.depth > bounds.nesting) return this.tooDeep();
    this.depth += 1;
    const made = this.operated(least, ends);
    this.depth -= 1;
    return made;
  }

  private operated(least: number, ends: readonly string[]): Expression {
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      if (least <= 7 && this.isBeside(token, ends)) {
        left = { kind: "text", line: this.line(), pieces: [left, this.binary(8, ends)] };
        continue;
      }
      const strength = token === undefined || token.kind === "text" || ends.includes(token.text) ? undefined : this.strength(token);
      if (token === undefined || strength === undefined || strength < least) return left;
      this.at += 1;
      while (this.peek()?.kind === "break") this.at += 1;
      left = this.combined(token, left, strength);
    }
  }

  private combined(token: Token, left: Expression, strength: number): Expression {
    const { line, text } = token;
    if (/^(?:[^=!<>~]{0,2})=$/.test(text)) {
      const value = strength === 1 && text === "=" ? this.assigned() : this.binary(strength);
      const operator = text.slice(0, -1);
      return { kind: "assign", line, target: left, value, ...(operator === "" ? {} : { operator }) };
    }
    const right = this.binary(strength + 1);
    // `x if y`: what stands before may happen, or happen often.
    if (/^(?:if|unless|while|until|for|foreach|rescue)$/.test(text))
      return { kind: "choice", line, when: { kind: "parts", line, parts: [right] }, taken: left, otherwise: nothingAt(line) };
    if (this.grammar.printsInto === true && /^(?:\|&?|<)$/.test(text)) return this.piped(text, left, right);
    const operator = { and: "&&", or: "||", "..": ".." }[text] ?? text;
    return { kind: "binary", line, operator, left, right };
  }

  /** `"command" | getline`, `getline < "file"`. */
  private piped(mark: string, left: Expression, right: Expression): Expression {
    const [command] = mark === "<" ? [right] : isGetline(right) ? [left] : [right];
    if (mark === "<" && !isGetline(left)) return { kind: "binary", line: left.line, operator: mark, left, right };
    return this.call(`(${mark})`, left.line, [{ value: command }]);
  }

  private assigned(): Expression {
    return this.binary(1);
  }

  private operand(): Expression {
    const token = this.peek();
    const line = this.line();
    if (token === undefined) return nothingAt(line);
    if (this.depth > bounds.nesting) return this.tooDeep();
    this.depth += 1;
    const made = this.postfix(this.primary(token));
    this.depth -= 1;
    return made;
  }

  private primary(token: Token): Expression {
    const { line } = token;
    this.at += 1;
    switch (token.kind) {
      case "text":
        return this.text(token);
      case "shell":
        return this.call("(shell)", line, [{ value: this.text(token) }]);
      case "number":
        return constant(line, numberIn(token.text));
      case "words":
        return {
          kind: "list",
          line,
          items: token.text
            .split(/\s+/)
            .filter((word) => word !== "")
            .map((word) => ({ value: constant(line, word) })),
        };
      case "pattern":
        return this.pattern(token);
      case "variable":
        return { kind: "name", line, name: token.text };
      case "name":
        return this.named(token);
      case "unread":
        return { kind: "unread", line, what: token.text, bound: false };
      case "break":
        return nothingAt(line);
      case "mark":
        return this.marked(token);
    }
  }

  /** `s/a/code/e` runs its second half. */
  private pattern({ line, second, flags }: Token): Expression {
    const { codeFlag } = this.grammar;
    if (second === undefined || codeFlag === undefined || flags?.includes(codeFlag) !== true) return unknownAt(line);
    const isTwice = flags.indexOf(codeFlag) !== flags.lastIndexOf(codeFlag);
    return isTwice ? this.call("eval", line, [{ value: unknownAt(line) }]) : this.call("eval", line, [{ value: constant(line, second) }]);
  }

  private named(token: Token): Expression {
    const { line, text } = token;
    const name: Expression = { kind: "name", line, name: text };
    const next = this.peek();
    if (text === "getline" && this.grammar.printsInto === true) {
      if (next?.kind === "name" || next?.kind === "variable") this.at += 1;
      return name;
    }
    if (this.grammar.bare && /^(?:print|say|puts|p)$/.test(text) && (this.isEnd() || this.is("if", "unless", "for", "foreach", "while")))
      return { kind: "call", line, callee: name, args: [{ value: unknownAt(line) }] };
    if (/^(?:my|our|local|state|return|not|defined|ref|then|do|else|elsif|elseif)$/.test(text))
      return this.isEnd() ? nothingAt(line) : this.binary(2);
    if (this.grammar.bare && next !== undefined && this.startsArgument(next))
      return { kind: "call", line, callee: name, args: this.bareList() };
    return name;
  }

  private bareList(): readonly Argument[] {
    const ends = ["if", "unless", "while", "until", "for", "foreach", "and", "or", "do", "{", "|", "||", "&&", "}"];
    const items = this.list(ends);
    return this.isEnd() || this.is(...ends) ? items : this.openEnded(items, this.line());
  }

  private marked(token: Token): Expression {
    const { line, text } = token;
    if (text === "(" || text === "[") {
      const items = this.list([]);
      this.close(text === "(" ? ")" : "]");
      const [only] = items;
      return text === "(" && items.length === 1 && only !== undefined ? only.value : { kind: "list", line, items };
    }
    if (text === "{") {
      this.at -= 1;
      return { kind: "call", line, callee: { kind: "function", line, parameters: [], body: [this.block()] }, args: [] };
    }
    if (text === "-" || text === "!" || text === "+" || text === "~")
      return { kind: "unary", line, operator: text, operand: this.operand() };
    if (/^(?:\\|&|\*|:|\.\.\.|<)$/.test(text)) {
      const name = this.peek();
      if (text === ":" && name?.kind === "name") {
        this.at += 1;
        return constant(line, name.text);
      }
      return this.operand();
    }
    return unknownAt(line);
  }

  private postfix(start: Expression): Expression {
    let made = start;
    for (;;) {
      const token = this.peek();
      if (this.grammar.textCalls === true && token?.kind === "text" && (made.kind === "name" || made.kind === "member")) {
        this.at += 1;
        made = { kind: "call", line: token.line, callee: made, args: [{ value: this.text(token) }] };
        continue;
      }
      if (token?.kind !== "mark") return this.blockAfter(made);
      const { line, text } = token;
      if (this.grammar.members.includes(text) && this.peek(1)?.kind === "name") {
        const name = (this.peek(1) as Token).text;
        this.at += 2;
        made = { kind: "member", line, of: made, name };
        const next = this.peek();
        if (this.grammar.bare && next !== undefined && next.tight !== true && this.startsArgument(next))
          made = { kind: "call", line, callee: made, args: this.bareList() };
      } else if (text === "(" && token.tight === true) {
        this.at += 1;
        made = { kind: "call", line, callee: made, args: this.closed(this.list([]), ")") };
      } else if ((text === "[" || (text === "{" && start.kind === "name" && /^[$@%]/.test(start.name))) && token.tight === true) {
        this.at += 1;
        const index = this.isEnd() ? nothingAt(line) : this.key();
        this.close(text === "[" ? "]" : "}");
        made = { kind: "index", line, of: made, at: index };
      } else if (this.grammar.members.includes(text) && /^(?:->|\.)$/.test(text)) this.at += 1;
      else return this.blockAfter(made);
    }
  }

  /** `$ENV{HOME}`: a bare word is a text. */
  private key(): Expression {
    const token = this.peek() as Token;
    if (token.kind === "name" && /^[}\]]$/.test(this.peek(1)?.text ?? "")) {
      this.at += 1;
      return constant(token.line, token.text);
    }
    return this.several();
  }

  /** `list.each { |x| … }` and `f do … end`: the function gets what nobody knows. */
  private blockAfter(made: Expression): Expression {
    const token = this.peek();
    const isBlock =
      this.grammar.opens.has("do") &&
      this.grammar.bare &&
      (made.kind === "member" || made.kind === "call") &&
      (this.is("do") || (this.is("{") && token?.tight !== true));
    if (!isBlock) return made;
    const given = this.given(made.line);
    return made.kind === "call"
      ? { ...made, args: [...made.args, { value: given }] }
      : { kind: "call", line: made.line, callee: made, args: [{ value: given }] };
  }

  /** `{ |x| … }` */
  private given(line: number): Expression {
    const names: string[] = [];
    if (this.peek(1)?.text === "|") {
      let end = this.at + 2;
      for (; end < this.tokens.length && this.tokens[end]?.text !== "|" && this.tokens[end]?.kind !== "break"; end += 1)
        if (this.tokens[end]?.kind === "name") names.push((this.tokens[end] as Token).text);
      this.at = end - 1;
      if (this.tokens[end]?.text === "|") this.at = end;
    }
    const parameters = names.map((name) => ({ target: { kind: "name" as const, line, name } }));
    const block = this.block();
    return { kind: "function", line, parameters, body: block.kind === "while" ? block.body : [block] };
  }

  private text(token: Token): Expression {
    const { line, live, text } = token;
    const { inText } = this.grammar;
    if (live !== true) return constant(line, text);
    if (inText === undefined) return constant(line, unescaped(text, true));
    const pieces: Expression[] = [];
    let from = 0;
    for (const found of text.matchAll(inText)) {
      if (text[found.index - 1] === "\\" && text[found.index - 2] !== "\\") continue;
      pieces.push(constant(line, unescaped(text.slice(from, found.index), true)), this.inner(found, line));
      from = found.index + found[0].length;
    }
    return { kind: "text", line, pieces: [...pieces, constant(line, unescaped(text.slice(from), true))] };
  }

  private inner(found: RegExpMatchArray, line: number): Expression {
    const { code, name, key } = found.groups ?? {};
    if (code === undefined) {
      const variable: Expression = { kind: "name", line, name: name ?? found[0] };
      return key === undefined ? variable : { kind: "index", line, of: variable, at: constant(line, key) };
    }
    const program = this.depth > 8 ? [] : parsePlain(code, this.grammar);
    const last = program.at(-1);
    return last?.kind === "do" && program.length === 1 ? last.expression : unknownAt(line);
  }
}
