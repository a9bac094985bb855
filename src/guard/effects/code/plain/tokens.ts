/** Words of languages that have no grammar here: texts, names, numbers, patterns and marks. */

export type Token = {
  readonly kind: "text" | "name" | "variable" | "number" | "pattern" | "shell" | "words" | "mark" | "break" | "unread";
  /** Of a text: what stands between its quotes. */
  readonly text: string;
  readonly line: number;
  /** The text may hold variables and code. */
  readonly live?: true;
  /** Something stands right before it. */
  readonly tight?: true;
  /** Behind the second slash of `s/a/b/`. */
  readonly second?: string;
  readonly flags?: string;
};

/** What makes one language look different from another one. */
export type Lexicon = {
  readonly comment: RegExp;
  readonly variable: RegExp;
  readonly name: RegExp;
  readonly number: RegExp;
  readonly marks: RegExp;
  /** `q(…)`, `%w[…]` and the like: the kind of token that each makes. */
  readonly quoting?: { readonly start: RegExp; readonly kindOf: (word: string) => Token["kind"] | "raw" | "substitute" };
  readonly quotes: Readonly<Record<string, "live" | "raw" | "shell">>;
  readonly heredoc?: RegExp;
  readonly longText?: RegExp;
  readonly patterns: boolean;
};

const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

export function tokensOf(code: string, lexicon: Lexicon): readonly Token[] {
  return new Scan(code, lexicon).all();
}

class Scan {
  private readonly tokens: Token[] = [];
  private readonly code: string;
  private readonly lexicon: Lexicon;
  private at = 0;
  private line = 1;
  private readonly pending: { readonly mark: string; readonly index: number }[] = [];

  constructor(code: string, lexicon: Lexicon) {
    this.code = code;
    this.lexicon = lexicon;
  }

  all(): readonly Token[] {
    while (this.at < this.code.length) this.step();
    return this.tokens;
  }

  private step(): void {
    const { code, lexicon } = this;
    const blank = this.match(/[ \t\r]+|\\\n/y);
    if (blank !== undefined) return;
    if (code[this.at] === "\n") {
      this.push({ kind: "break", text: "\n" });
      this.take(1);
      this.heredocs();
      return;
    }
    if (this.match(lexicon.comment) !== undefined) return;
    if (this.longText() || this.heredoc() || this.quoted() || this.quote() || this.pattern()) return;
    const number = this.match(lexicon.number);
    if (number !== undefined) return this.push({ kind: "number", text: number }, number.length);
    const variable = this.match(lexicon.variable);
    if (variable !== undefined) return this.push({ kind: "variable", text: variable }, variable.length);
    const name = this.match(lexicon.name);
    if (name !== undefined) return this.push({ kind: "name", text: name }, name.length);
    const mark = this.match(lexicon.marks) ?? this.take(1);
    this.push({ kind: "mark", text: mark }, mark.length);
  }

  private push(token: Omit<Token, "line">, length = 0): void {
    const before = this.code[this.at - length - 1];
    const tight = before !== undefined && !/\s/.test(before) ? { tight: true as const } : {};
    this.tokens.push({ ...token, line: this.line, ...tight });
  }

  private take(count: number): string {
    const taken = this.code.slice(this.at, this.at + count);
    this.at += count;
    for (const character of taken) if (character === "\n") this.line += 1;
    return taken;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.code)?.[0];
    return found === undefined || found === "" ? undefined : this.take(found.length);
  }

  /** Between two marks; undefined where the end is missing. */
  private until(open: string, close: string): string | undefined {
    const start = this.at;
    let depth = 1;
    for (let at = start; at < this.code.length; at += 1) {
      const character = this.code[at];
      if (character === "\\") at += 1;
      else if (character === close) depth -= 1;
      else if (character === open) depth += 1;
      if (depth > 0) continue;
      const content = this.take(at - start);
      this.take(1);
      return content;
    }
    this.take(this.code.length - start);
    return undefined;
  }

  private quote(): boolean {
    const mark = this.code[this.at] ?? "";
    const kind = Object.hasOwn(this.lexicon.quotes, mark) ? this.lexicon.quotes[mark] : undefined;
    if (kind === undefined) return false;
    const line = this.line;
    this.take(1);
    this.text(this.until("", mark), { kind, line });
    return true;
  }

  private text(content: string | undefined, { kind, line }: { kind: string; line: number }): void {
    if (content === undefined) return void this.tokens.push({ kind: "unread", text: "a text without an end", line });
    const isRaw = kind === "raw";
    const made = kind === "shell" ? "shell" : "text";
    this.tokens.push({
      kind: made,
      text: isRaw ? content.replace(/\\([\\'])/g, "$1") : content,
      line,
      ...(isRaw ? {} : { live: true as const }),
    });
  }

  /** Is a value expected here, so that a slash starts a pattern? */
  private isOpen(): boolean {
    const before = this.tokens.at(-1);
    if (before === undefined || before.kind === "break") return true;
    if (before.kind === "mark") return !/^[)\]}]$/.test(before.text);
    return (
      before.kind === "name" &&
      /^(?:if|unless|and|or|not|return|split|grep|map|print|when|while|until|match|in|join|puts)$/.test(before.text)
    );
  }

  private pattern(): boolean {
    if (!this.lexicon.patterns || this.code[this.at] !== "/" || !this.isOpen()) return false;
    const end = /\/(?:\\[^]|\[(?:\\[^]|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
    const found = this.match(end);
    if (found === undefined) return false;
    this.push({ kind: "pattern", text: found }, found.length);
    return true;
  }

  private quoted(): boolean {
    const { quoting } = this.lexicon;
    if (quoting === undefined) return false;
    const line = this.line;
    quoting.start.lastIndex = this.at;
    const found = quoting.start.exec(this.code);
    const before = this.code[this.at - 1] ?? "";
    if (found === null || /[\w$@%&>{]/.test(before)) return false;
    const open = found[0].at(-1) as string;
    const kind = quoting.kindOf(found[0].slice(0, -1).trim());
    this.take(found[0].length);
    const close = pairs[open] ?? open;
    const content = this.until(close === open ? "" : open, close);
    if (content === undefined || kind !== "substitute") {
      const made = kind === "raw" || kind === "substitute" ? "raw" : kind;
      if (made === "words" || made === "pattern")
        this.tokens.push({ kind: content === undefined ? "unread" : made, text: content ?? "a text without an end", line });
      else this.text(content, { kind: made === "text" ? "live" : made, line });
      return true;
    }
    if (close !== open) this.match(/\s*[([{<]/y);
    const second = this.until(close === open ? "" : open, close);
    const flags = this.match(/[a-z]+/y) ?? "";
    this.tokens.push(
      second === undefined
        ? { kind: "unread", text: "a pattern without an end", line }
        : { kind: "pattern", text: content, line, second, flags },
    );
    return true;
  }

  private longText(): boolean {
    const { longText } = this.lexicon;
    if (longText === undefined) return false;
    const line = this.line;
    const found = this.match(longText);
    if (found === undefined) return false;
    const [, content] = /^\[=*\[\n?([^]*)\]=*\]$/.exec(found) ?? [];
    this.tokens.push({ kind: "text", text: content ?? "", line });
    return true;
  }

  private heredoc(): boolean {
    const { heredoc } = this.lexicon;
    if (heredoc === undefined) return false;
    heredoc.lastIndex = this.at;
    const found = heredoc.exec(this.code);
    if (found === null) return false;
    const name = found[1] ?? found[2] ?? found[3] ?? found[4] ?? "";
    const kind = found[2] !== undefined ? "raw" : found[4] !== undefined ? "shell" : "live";
    this.take(found[0].length);
    this.pending.push({ mark: name, index: this.tokens.length });
    this.tokens.push({
      kind: kind === "shell" ? "shell" : "text",
      text: "",
      line: this.line,
      ...(kind === "raw" ? {} : { live: true as const }),
    });
    return true;
  }

  private heredocs(): void {
    for (const { mark, index } of this.pending.splice(0)) {
      const rest = this.code.slice(this.at).split("\n");
      const end = rest.findIndex((line) => line.trim() === mark);
      const lines = rest.slice(0, end < 0 ? undefined : end);
      const token = this.tokens[index] as Token;
      this.tokens[index] =
        end < 0
          ? { ...token, kind: "unread", text: "a text without an end" }
          : { ...token, text: lines.map((line) => `${line}\n`).join("") };
      this.take(Math.min(this.code.length - this.at, rest.slice(0, end < 0 ? undefined : end + 1).join("\n").length));
    }
  }
}
