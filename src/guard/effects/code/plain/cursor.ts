/** A place in a list of tokens, and what can be told of the tokens around it. */
import type { Argument, Expression } from "../syntax.ts";
import type { Grammar } from "./grammar.ts";
import type { Token } from "./tokens.ts";

export const unknownAt = (line: number): Expression => ({ kind: "parts", line, parts: [] });

export class Cursor {
  protected readonly tokens: readonly Token[];
  protected readonly grammar: Grammar;
  protected at = 0;
  protected depth = 0;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    this.tokens = tokens;
    this.grammar = grammar;
  }

  protected peek(offset = 0): Token | undefined {
    return this.tokens[this.at + offset];
  }

  protected is(...texts: readonly string[]): boolean {
    const token = this.peek();
    return token !== undefined && (token.kind === "mark" || token.kind === "name") && texts.includes(token.text);
  }

  protected line(): number {
    return this.peek()?.line ?? this.tokens.at(-1)?.line ?? 1;
  }

  protected tooDeep(): Expression {
    const line = this.line();
    this.at = this.tokens.length;
    return { kind: "unread", line, what: "code inside code", bound: true };
  }

  /** Two values beside each other are one text. */
  protected isBeside(token: Token | undefined, ends: readonly string[]): boolean {
    if (this.grammar.printsInto !== true || token === undefined || this.isEnd() || ends.includes(token.text)) return false;
    if (token.kind === "name") return this.strength(token) === undefined && !/^(?:getline|if|else|in)$/.test(token.text);
    return ["text", "variable", "number"].includes(token.kind) || (token.kind === "mark" && token.text === "(");
  }

  protected strength(token: Token): number | undefined {
    if (token.kind !== "mark" && token.kind !== "name") return undefined;
    return Object.hasOwn(this.grammar.operators, token.text) ? this.grammar.operators[token.text] : undefined;
  }

  protected isEnd(): boolean {
    const token = this.peek();
    if (token === undefined || token.kind === "break") return true;
    return /^[;)}\]]$/.test(token.text) && token.kind === "mark"
      ? true
      : token.kind === "name" && (this.grammar.closes.has(token.text) || this.grammar.between.has(token.text));
  }

  protected startsArgument(next: Token): boolean {
    if (["text", "shell", "variable", "words"].includes(next.kind)) return true;
    // `chmod 0755, $file`: a number alone is no reason to take a name for a function.
    if (next.kind === "number") return this.peek(1)?.text === ",";
    if (next.kind === "pattern") return true;
    if (next.kind === "mark") return /^[:\\*]$/.test(next.text) && next.tight !== true;
    return next.kind === "name" && this.strength(next) === undefined && !this.isEnd() && !this.grammar.opens.has(next.text);
  }

  protected openEnded(items: readonly Argument[], line: number): readonly Argument[] {
    const last = items.at(-1);
    const rest = unknownAt(line);
    return last === undefined
      ? [{ value: rest }]
      : [...items.slice(0, -1), { ...last, value: { kind: "text", line, pieces: [last.value, rest] } }];
  }

  /** Where the list does not end as it should, its last part goes on in a way that is not understood. */
  protected closed(items: readonly Argument[], mark: string): readonly Argument[] {
    this.close(mark);
    if (this.tokens[this.at - 1]?.text === mark) return items;
    const line = this.line();
    for (let depth = 0; this.at < this.tokens.length; this.at += 1) {
      const token = this.peek() as Token;
      if (token.kind !== "mark") continue;
      if (/^[([{]$/.test(token.text)) depth += 1;
      else if (/^[)\]}]$/.test(token.text)) depth -= 1;
      if (depth < 0) break;
    }
    this.close(mark);
    return this.openEnded(items, line);
  }

  protected close(mark: string): void {
    while (this.peek()?.kind === "break") this.at += 1;
    if (this.is(mark)) this.at += 1;
  }
}
