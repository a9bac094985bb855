/** A place in the tokens of one file, and the first thing found wrong there. Reading goes on as `undefined` once there is a flaw. */
import type { Flaw } from "./source.ts";
import type { Term } from "./tree.ts";
import type { Token } from "./token.ts";

/** Each level of brackets costs several calls, and the stack of the frozen core is small. */
const deepestNesting = 100;

/** What reading a bracketed term gave: kept, since telling a comprehension from a union means reading it twice. */
type Remembered = { readonly term: Term | undefined; readonly flaw: Flaw | undefined; readonly position: number };

export class Reader {
  flaw: Flaw | undefined;
  /** Words that cannot be variables. */
  readonly keywords: Set<string>;
  readonly #tokens: readonly Token[];
  readonly #remembered = new Map<number, Remembered>();
  #position = 0;
  #depth = 0;
  #wildcards = 0;

  constructor(tokens: readonly Token[], keywords: Iterable<string>) {
    this.#tokens = tokens;
    this.keywords = new Set(keywords);
  }

  get token(): Token {
    return this.#tokens[this.#position] as Token;
  }

  get next(): Token {
    return this.#tokens[this.#position + 1] ?? this.token;
  }

  get position(): number {
    return this.#position;
  }

  /** Back to an earlier place, as if nothing had been wrong after it. */
  return(position: number): void {
    this.#position = position;
    this.flaw = undefined;
  }

  is(kind: string): boolean {
    return this.token.kind === kind;
  }

  isWord(word: string): boolean {
    return this.token.kind === "name" && this.token.text === word && this.keywords.has(word) && !this.#startsReference();
  }

  /** Whether the token follows the one before it without any space. */
  isTight(): boolean {
    const before = this.#tokens[this.#position - 1];
    return before !== undefined && before.end === this.token.at;
  }

  take(): Token {
    const token = this.token;
    if (token.kind !== "end") this.#position++;
    return token;
  }

  takeIf(kind: string): boolean {
    if (this.token.kind !== kind) return false;
    this.#position++;
    return true;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#position++;
    return true;
  }

  /** Steps over a token that must stand here. */
  expect(kind: string, where: string): boolean {
    if (this.takeIf(kind)) return true;
    this.fail(`expected \`${kind}\` ${where}, found ${describe(this.token)}`);
    return false;
  }

  fail(what: string, at = this.token.at): undefined {
    this.flaw ??= { code: "rego.parse", at, what };
    return undefined;
  }

  nested<T>(read: () => T | undefined): T | undefined {
    if (++this.#depth > deepestNesting) this.fail(`brackets are nested more than ${deepestNesting} deep`);
    const result = this.flaw === undefined ? read() : undefined;
    this.#depth--;
    return result;
  }

  remembered(read: () => Term | undefined): Term | undefined {
    const start = this.#position;
    const known = this.#remembered.get(start);
    if (known !== undefined) {
      this.#position = known.position;
      this.flaw ??= known.flaw;
      return known.term;
    }
    const term = read();
    this.#remembered.set(start, { term, flaw: this.flaw, position: this.#position });
    return term;
  }

  /** Every `_` is a variable of its own. */
  wildcard(): string {
    return `_${this.#wildcards++}`;
  }

  /** A keyword before a dot or bracket is the first word of a reference, `default.x`, and no keyword. */
  #startsReference(): boolean {
    const { kind, at } = this.next;
    return (kind === "." || kind === "[") && at === this.token.end;
  }
}

/** A raw string may hold the rest of the file. */
const longestShown = 60;

export function describe(token: Token): string {
  if (token.kind === "end") return "the end of the file";
  const shown = token.text.length > longestShown ? `${token.text.slice(0, longestShown)}…` : token.text;
  return token.kind === "string" ? `the string ${JSON.stringify(shown)}` : `\`${shown}\``;
}
