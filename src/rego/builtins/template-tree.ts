/** Templates of Go (`text/template`) as a tree: text, values that are shown, choices and loops. */

export type TemplateNode =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "show"; readonly pipe: Pipe }
  | { readonly is: "if" | "with" | "range"; readonly pipe: Pipe; readonly body: Nodes; readonly otherwise: Nodes }
  | { readonly is: "break" | "continue" };

export type Nodes = readonly TemplateNode[];

/** What stands before a `|` is the last argument of the function after it. */
export type Pipe = { readonly variables: readonly string[]; readonly isNew: boolean; readonly commands: readonly Command[] };

export type Command = readonly Operand[];

export type Operand =
  | { readonly is: "constant"; readonly value: string | number | boolean | null }
  | { readonly is: "dot" }
  | { readonly is: "variable"; readonly name: string }
  | { readonly is: "function"; readonly name: string }
  | { readonly is: "pipe"; readonly pipe: Pipe }
  | { readonly is: "field"; readonly of: Operand; readonly names: readonly string[] };

/** What is wrong with a template, or what of Go's language is not there. */
export class TemplateFault {
  readonly what: string;
  readonly isUnsupported: boolean;

  constructor(what: string, isUnsupported = false) {
    this.what = what;
    this.isUnsupported = isUnsupported;
  }
}

export function parseTemplate(text: string): Nodes | TemplateFault {
  const pieces = piecesOf(text);
  return pieces instanceof TemplateFault ? pieces : new TemplateParser(pieces).parse();
}

type Piece = { readonly is: "text"; readonly text: string } | { readonly is: "action"; readonly tokens: readonly string[] };

/** A minus beside the braces takes the white space there away, and a comment says nothing. */
function piecesOf(text: string): readonly Piece[] | TemplateFault {
  const pieces: Piece[] = [];
  let [rest, trimsNext] = [text, false];
  for (let start = rest.indexOf("{{"); start !== -1; start = rest.indexOf("{{")) {
    const action =
      /^\{\{(?<left>-(?=\s))?(?<code>\s*\/\*[^]*?\*\/\s*|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?!\}\})[^"'`])*?)(?<right>(?<=\s)-)?\}\}/.exec(
        rest.slice(start),
      );
    const { left, code = "", right } = action?.groups ?? {};
    if (action === null) return new TemplateFault("an action is not closed");
    const before = trimsNext ? rest.slice(0, start).trimStart() : rest.slice(0, start);
    pieces.push({ is: "text", text: left === undefined ? before : before.trimEnd() });
    if (!/^\s*\/\*/.test(code)) {
      const tokens = tokensOf(code);
      if (tokens instanceof TemplateFault) return tokens;
      pieces.push({ is: "action", tokens });
    }
    trimsNext = right !== undefined;
    rest = rest.slice(start + action[0].length);
  }
  return [...pieces, { is: "text", text: trimsNext ? rest.trimStart() : rest }];
}

/** White space counts: before a field it ends the value that the field would be of. */
const token = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|[+-]?\d[\w.+]*|\$\w*|\.[A-Za-z_]\w*|[A-Za-z_]\w*|:=|[|(),=.]/y;

function tokensOf(code: string): readonly string[] | TemplateFault {
  const tokens: string[] = [];
  for (let at = 0; at < code.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(code)?.[0];
    if (found === undefined) return new TemplateFault(`this is not understood: ${code.slice(at).trim()}`);
    tokens.push(/^\s/.test(found) ? " " : found);
  }
  return tokens
    .join("\0")
    .replace(/^( \0?)+|(\0? )+$/g, "")
    .split("\0")
    .filter((one) => one !== "");
}

class TemplateParser {
  readonly #pieces: readonly Piece[];
  #at = 0;
  #tokens: readonly string[] = [];
  #place = 0;
  #fault: TemplateFault | undefined;
  /** What has a value by here; `$` is what the template is given. */
  #variables: string[] = ["$"];
  #loops = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  parse(): Nodes | TemplateFault {
    const { nodes, end } = this.#nodes();
    if (end !== undefined) this.#fail(`\`${end}\` closes nothing`);
    return this.#fault ?? nodes;
  }

  #fail(what: string, isUnsupported = false): undefined {
    this.#fault ??= new TemplateFault(what, isUnsupported);
    return undefined;
  }

  /** Up to the word that ends them. */
  #nodes(): { readonly nodes: Nodes; readonly end: "end" | "else" | undefined } {
    const nodes: TemplateNode[] = [];
    while (this.#fault === undefined) {
      const piece = this.#pieces[this.#at++];
      if (piece === undefined) return { nodes, end: undefined };
      if (piece.is === "text") {
        if (piece.text !== "") nodes.push(piece);
        continue;
      }
      this.#tokens = piece.tokens;
      this.#place = 0;
      const word = piece.tokens[0];
      if (word === "end" || word === "else") return { nodes, end: word };
      const node = this.#action(word);
      if (node !== undefined) nodes.push(node);
    }
    return { nodes, end: undefined };
  }

  #action(word: string | undefined): TemplateNode | undefined {
    switch (word) {
      case undefined:
        return this.#fail("an action is empty");
      case "if":
      case "with":
      case "range":
        this.#place++;
        return this.#block(word);
      case "break":
      case "continue":
        return this.#loops === 0 || this.#tokens.length > 1 ? this.#fail(`\`${word}\` stands outside of a loop`) : { is: word };
      case "define":
      case "template":
      case "block":
        return this.#fail(`\`${word}\` is not available in templates of policies`, true);
      default:
        return { is: "show", pipe: this.#pipe(false) };
    }
  }

  #block(is: "if" | "with" | "range"): TemplateNode | undefined {
    const known = [...this.#variables];
    const pipe = this.#pipe(is === "range");
    if (is === "range") this.#loops++;
    const { nodes: body, end } = this.#nodes();
    if (is === "range") this.#loops--;
    const otherwise = end === "else" ? this.#otherwise(is) : [];
    if (end === undefined) this.#fail(`\`${is}\` is not closed`);
    this.#variables = known;
    return { is, pipe, body, otherwise };
  }

  /** `else if` is one in the other, and one `end` closes both. */
  #otherwise(is: "if" | "with" | "range"): Nodes {
    const next = this.#tokens.slice(1).find((one) => one !== " ");
    if (next !== undefined && next === is && is !== "range") {
      this.#place = this.#tokens.indexOf(next) + 1;
      const node = this.#block(is);
      return node === undefined ? [] : [node];
    }
    if (next !== undefined) this.#fail(`\`else ${next}\` is not understood`);
    const { nodes, end } = this.#nodes();
    if (end !== "end") this.#fail("`else` is not closed");
    return nodes;
  }

  #pipe(isRange: boolean): Pipe {
    const variables = this.#declared(isRange);
    const isNew = variables.length > 0 && this.#tokens[this.#place - 1] !== "=";
    const commands = [this.#command()];
    while (this.#takeIf("|")) commands.push(this.#command());
    for (const name of variables) {
      if (isNew) this.#variables.push(name);
      else if (!this.#variables.includes(name)) this.#fail(`the variable \`${name}\` is not known`);
    }
    return { variables, isNew, commands };
  }

  /** `$x :=`, `$x =` and, for loops, `$i, $x :=`. */
  #declared(isRange: boolean): readonly string[] {
    const found = /^(?: \0)?(\$\w+)\0(?: \0)?(?:,\0(?: \0)?(\$\w+)\0(?: \0)?)?(:=|=)/.exec(this.#tokens.slice(this.#place).join("\0"));
    if (found === null) return [];
    if (found[2] !== undefined && !isRange) this.#fail("two variables at once are for loops");
    this.#place += found[0].split("\0").length;
    return [found[1], found[2]].filter((name) => name !== undefined);
  }

  #command(): Command {
    const operands: Operand[] = [];
    for (;;) {
      this.#takeIf(" ");
      const next = this.#tokens[this.#place];
      if (this.#fault !== undefined || next === undefined || next === "|" || next === ")") break;
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
    }
    const [only] = operands;
    if (only === undefined) this.#fail("a value is missing");
    if (only?.is === "constant" && only.value === null) this.#fail("`nil` is nothing to show");
    return operands;
  }

  #operand(): Operand | undefined {
    const first = this.#plainOperand(this.#tokens[this.#place++] as string);
    const names: string[] = [];
    while (/^\.\w/.test(this.#tokens[this.#place] ?? "")) names.push((this.#tokens[this.#place++] as string).slice(1));
    if (first === undefined || names.length === 0) return first;
    if (first.is === "field") return { ...first, names: [...first.names, ...names] };
    return first.is === "constant" || first.is === "function"
      ? this.#fail(`nothing has the field \`${names[0]}\``)
      : { is: "field", of: first, names };
  }

  #plainOperand(one: string): Operand | undefined {
    if (one === ".") return { is: "dot" };
    if (one.startsWith(".")) return { is: "field", of: { is: "dot" }, names: [one.slice(1)] };
    if (one.startsWith("$"))
      return this.#variables.includes(one) ? { is: "variable", name: one } : this.#fail(`the variable \`${one}\` is not known`);
    if (one === "(") {
      const pipe = this.#pipe(false);
      return this.#takeIf(")") ? { is: "pipe", pipe } : this.#fail("a parenthesis is not closed");
    }
    if (one === "true" || one === "false" || one === "nil") return { is: "constant", value: one === "nil" ? null : one === "true" };
    if (/^[A-Za-z_]/.test(one)) return { is: "function", name: one };
    return this.#constant(one);
  }

  #constant(one: string): Operand | undefined {
    if (one.startsWith("`")) return { is: "constant", value: one.slice(1, -1) };
    if (/^[+-]?(?:0|[1-9]\d*)$/.test(one)) return { is: "constant", value: Number(one) };
    if (/^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/.test(one)) return { is: "constant", value: JSON.parse(one) as string };
    return this.#fail(`the constant ${one} is not available in templates of policies`, true);
  }

  #takeIf(one: string): boolean {
    if (this.#tokens[this.#place] !== one) return false;
    this.#place++;
    return true;
  }
}
