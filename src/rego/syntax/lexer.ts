/** Text to tokens and comments. An interpolated string becomes its stretches of text with the tokens of its expressions between them. */
import type { Flaw } from "./source.ts";
import type { Comment, Token } from "./token.ts";

export type Lexed = { readonly tokens: readonly Token[]; readonly comments: readonly Comment[]; readonly flaw: Flaw | undefined };

export function lex(text: string): Lexed {
  const lexer = new Lexer(text);
  while (lexer.flaw === undefined && lexer.step()) continue;
  lexer.finish();
  return { tokens: lexer.tokens, comments: lexer.comments, flaw: lexer.flaw };
}

const [isSpace, isLetter, isDigit, isPunctuation] = [1, 2, 4, 8];

const classes = new Uint8Array(128);
for (const one of " \t\r\n") classes[one.charCodeAt(0)] = isSpace;
for (const one of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") classes[one.charCodeAt(0)] = isLetter;
for (const one of "0123456789") classes[one.charCodeAt(0)] = isDigit;
for (const one of "[](){},:;.+-*/%&|=<>!") classes[one.charCodeAt(0)] = isPunctuation;

const pairs = new Set([":=", "==", "!=", "<=", ">="]);
const numberPattern = /\d*(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\)/g;

class Lexer {
  readonly tokens: Token[] = [];
  readonly comments: Comment[] = [];
  flaw: Flaw | undefined;
  readonly #text: string;
  #at = 0;
  #newline = false;
  #line = 1;
  /** For each interpolated string that is open, how it is quoted and how many braces its expression has open. */
  readonly #templates: { readonly quote: string; braces: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads one token, comment or stretch of white space; false at the end. */
  step(): boolean {
    const at = this.#at;
    if (at >= this.#text.length) return false;
    const code = this.#text.charCodeAt(at);
    const kind = code < 128 ? classes[code] : 0;
    if (kind === isSpace) this.#skipSpace();
    else if (kind === isLetter) this.#readName();
    else if (kind === isDigit) this.#readNumber();
    else if (kind === isPunctuation) this.#readPunctuation();
    else this.#readQuoted(this.#text[at] as string);
    return true;
  }

  /** The last token stands where the text ends, or where reading it failed. */
  finish(): void {
    if (this.#templates.length > 0) this.#fail(this.#at, "this interpolated string is not closed");
    this.#push("end", "", this.#at);
  }

  #skipSpace(): void {
    let at = this.#at;
    const line = this.#line;
    for (; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 9 && code !== 13) break;
    }
    if (this.#line > line) this.#newline = true;
    this.#at = at;
  }

  #readName(): void {
    let end = this.#at + 1;
    for (; end < this.#text.length; end++) {
      const code = this.#text.charCodeAt(end);
      if (code >= 128 || ((classes[code] as number) & (isLetter | isDigit)) === 0) break;
    }
    this.#push("name", this.#text.slice(this.#at, end), end);
  }

  #readNumber(): void {
    numberPattern.lastIndex = this.#at;
    const text = numberPattern.exec(this.#text)?.[0] as string;
    const end = this.#at + text.length;
    const next = this.#text[end] ?? "";
    if (/[\w.]/.test(next) || /^0\d/.test(text)) return this.#fail(this.#at, `\`${text}${next}\` is not a number`);
    this.#push("number", text, end);
  }

  #readPunctuation(): void {
    const pair = this.#text.slice(this.#at, this.#at + 2);
    const mark = pairs.has(pair) ? pair : (pair[0] as string);
    if (mark === "!") return this.#fail(this.#at, "`!` is not an operator of Rego; negation is written `not`");
    const template = this.#templates.at(-1);
    if (template !== undefined) {
      if (mark === "}" && template.braces === 0) return this.#readTemplate(template.quote);
      template.braces += mark === "{" ? 1 : mark === "}" ? -1 : 0;
    }
    this.#push(mark, mark, this.#at + mark.length);
  }

  #readQuoted(mark: string): void {
    if (mark === "#") return this.#readComment();
    if (mark === '"') return this.#readString();
    if (mark === "`") return this.#readRawString();
    const quote = this.#text[this.#at + 1];
    if (mark !== "$" || (quote !== '"' && quote !== "`"))
      return this.#fail(this.#at, `${JSON.stringify(mark)} does not belong to Rego's alphabet outside of strings`);
    this.#at++;
    this.#templates.push({ quote, braces: 0 });
    this.#readTemplate(quote);
  }

  #readComment(): void {
    const newline = this.#text.indexOf("\n", this.#at);
    const end = newline === -1 ? this.#text.length : newline;
    this.comments.push({ text: this.#text.slice(this.#at + 1, end).replace(/\r$/, ""), at: this.#at, line: this.#line });
    this.#at = end;
  }

  #readString(): void {
    let end = this.#at + 1;
    for (let code = this.#text.charCodeAt(end); code !== 34; code = this.#text.charCodeAt(end)) {
      if (isControl(code)) return this.#fail(this.#at, "this string is not closed on its line");
      end += code === 92 ? 2 : 1;
    }
    const text = this.#unescaped(this.#text.slice(this.#at + 1, end));
    if (text !== undefined) this.#push("string", text, end + 1);
  }

  #readRawString(): void {
    const end = this.#text.indexOf("`", this.#at + 1);
    if (end === -1) return this.#fail(this.#at, "this raw string is not closed");
    const text = this.#text.slice(this.#at + 1, end);
    this.#line += text.split("\n").length - 1;
    this.#push("string", text, end + 1);
  }

  /** From the quote or brace at which a stretch of text starts to the brace or quote at which it ends. */
  #readTemplate(quote: string): void {
    const start = this.#at + 1;
    let end = start;
    for (; this.#text[end] !== quote && this.#text[end] !== "{"; end++) {
      if (end >= this.#text.length || (quote === '"' && isControl(this.#text.charCodeAt(end))))
        return this.#fail(this.#at, "this interpolated string is not closed");
      if (this.#text[end] === "\\" && (quote === '"' || this.#text[end + 1] === "{")) end++;
    }
    const written = this.#text.slice(start, end).replace(/\\\{|\\[^{]/g, (pair) => (pair === "\\{" ? "{" : pair));
    const text = quote === '"' ? this.#unescaped(written) : written;
    if (text === undefined) return;
    this.#line += written.split("\n").length - 1;
    if (this.#text[end] === quote) this.#templates.pop();
    this.#push(this.#text[end] === quote ? "template-end" : "template", text, end + 1);
  }

  #unescaped(written: string): string | undefined {
    if (!written.includes("\\")) return written;
    for (const [, wrong] of written.matchAll(escapePattern)) {
      if (wrong === undefined) continue;
      this.#fail(this.#at, "this string has an escape that JSON does not know");
      return undefined;
    }
    // Half of a pair of surrogates is no character.
    return (JSON.parse(`"${written.replaceAll("\t", "\\t")}"`) as string).toWellFormed();
  }

  #push(kind: string, text: string, end: number): void {
    this.tokens.push({ kind, text, at: this.#at, end, newline: this.#newline });
    this.#newline = false;
    this.#at = end;
  }

  #fail(at: number, what: string): void {
    this.flaw ??= { code: "rego.parse", at, what };
  }
}

/** Ends a text that must be closed on its line, as the end of the file does. */
function isControl(code: number): boolean {
  return !(code >= 32) && code !== 9;
}
