/** Templates of Go filled in: `strings.render_template`. */
import { textOfNumber, type Numeric } from "../values/number.ts";
import { RegoObject } from "../values/object.ts";
import { compareStrings } from "../values/order.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import type { Work } from "./builtin.ts";
import { callTemplate, isTrue, memberNamed, missing, noValue, shownValue, type Shown } from "./template-functions.ts";
import { parseTemplate, TemplateFault, type Command, type Nodes, type Operand, type Pipe, type TemplateNode } from "./template-tree.ts";

type Found = Shown | TemplateFault;

export function fillTemplate(template: string, values: RegoObject, { spend }: Pick<Work, "spend">): string | TemplateFault {
  const nodes = parseTemplate(template);
  if (nodes instanceof TemplateFault) return nodes;
  const shown = shownOf(values);
  if (shown === undefined) return new TemplateFault("sets, and keys that are no text, are not JSON");
  const filling = new Filling(shown, spend);
  const fault = filling.nodes(nodes);
  return fault instanceof TemplateFault ? fault : filling.text.replaceAll(noValue, "<undefined>");
}

/** Undefined where there is a set in it, or a key that is no text: what Go is handed is JSON. */
function shownOf(value: Value): Shown | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof RegoSet) return undefined;
  if (Array.isArray(value)) return allShown(value as readonly Value[]);
  if (!(value instanceof RegoObject)) return textOfNumber(value as Numeric);
  const names = value.sortedKeys();
  const members = allShown(names.map((name) => value.get(name) as Value));
  if (members === undefined || names.some((name) => typeof name !== "string")) return undefined;
  return new Map(members.map((member, index) => [names[index] as string, member]));
}

function allShown(values: readonly Value[]): Shown[] | undefined {
  const shown = values.map(shownOf);
  return shown.includes(undefined) ? undefined : (shown as Shown[]);
}

type Leaving = "break" | "continue" | TemplateFault | undefined;

class Filling {
  text = "";
  #dot: Shown;
  readonly #spend: (steps: number) => boolean;
  /** The last one of a name counts. */
  readonly #variables: [name: string, value: Shown][];

  constructor(dot: Shown, spend: (steps: number) => boolean) {
    this.#dot = dot;
    this.#spend = spend;
    this.#variables = [["$", dot]];
  }

  nodes(nodes: Nodes): Leaving {
    for (const node of nodes) {
      if (!this.#spend(1)) return new TemplateFault("it takes too many steps");
      const leaving = this.#node(node);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  }

  #node(node: TemplateNode): Leaving {
    switch (node.is) {
      case "text":
        this.text += node.text;
        return undefined;
      case "break":
      case "continue":
        return node.is;
      case "show":
        return this.#show(node.pipe);
      default:
        return this.#block(node);
    }
  }

  #show(pipe: Pipe): Leaving {
    const value = this.#pipe(pipe);
    if (value instanceof TemplateFault) return value;
    if (pipe.variables.length === 0) this.text += value === null || value === missing ? noValue : shownValue(value);
    return undefined;
  }

  /** What it declares, and what the dot is, is so within alone. */
  #block({ is, pipe, body, otherwise }: Extract<TemplateNode, { pipe: Pipe; body: Nodes }>): Leaving {
    const dot = this.#dot;
    const known = this.#variables.length;
    const value = is === "range" ? this.#commands(pipe.commands) : this.#pipe(pipe);
    if (value instanceof TemplateFault) return value;
    const leaving = is === "range" ? this.#loop(value, pipe, { body, otherwise }) : this.#choice(is, value, { body, otherwise });
    this.#dot = dot;
    this.#variables.length = known;
    return leaving;
  }

  #choice(is: "if" | "with", value: Shown, { body, otherwise }: { readonly body: Nodes; readonly otherwise: Nodes }): Leaving {
    if (!isTrue(value)) return this.nodes(otherwise);
    if (is === "with") this.#dot = value;
    return this.nodes(body);
  }

  #loop(value: Shown, pipe: Pipe, { body, otherwise }: { readonly body: Nodes; readonly otherwise: Nodes }): Leaving {
    const entries = entriesOf(value);
    if (entries === undefined) return new TemplateFault("a loop can only go through lists, objects and counts");
    if (entries.length === 0) return this.nodes(otherwise);
    const known = this.#variables.length;
    for (const [key, member] of entries) {
      this.#dot = member;
      const [first, second] = pipe.variables;
      if (first !== undefined) this.#name(first, second === undefined ? member : key, pipe.isNew);
      if (second !== undefined) this.#name(second, member, pipe.isNew);
      const leaving = this.nodes(body);
      this.#variables.length = known;
      if (leaving instanceof TemplateFault) return leaving;
      if (leaving === "break") break;
    }
    return undefined;
  }

  #name(name: string, value: Shown, isNew: boolean): void {
    const known = isNew ? undefined : this.#variables.findLast(([one]) => one === name);
    if (known === undefined) this.#variables.push([name, value]);
    else known[1] = value;
  }

  #pipe(pipe: Pipe): Found {
    const value = this.#commands(pipe.commands);
    if (value instanceof TemplateFault) return value;
    for (const name of pipe.variables) this.#name(name, value, pipe.isNew);
    return value;
  }

  #commands(commands: readonly Command[]): Found {
    let last: Shown | undefined;
    for (const command of commands) {
      const value = this.#command(command, last);
      if (value instanceof TemplateFault) return value;
      last = value;
    }
    return last ?? null;
  }

  #command([first, ...others]: Command, last: Shown | undefined): Found {
    if (first?.is === "function") return this.#call(first.name, others, last);
    if (others.length > 0 || last !== undefined) return new TemplateFault("only functions take arguments");
    return this.#operand(first as Operand);
  }

  /** `and` and `or` look no further than they have to. */
  #call(name: string, operands: readonly Operand[], last: Shown | undefined): Found {
    const args: Shown[] = [];
    for (const operand of operands) {
      const value = this.#operand(operand);
      if (value instanceof TemplateFault) return value;
      if ((name === "and" && !isTrue(value)) || (name === "or" && isTrue(value))) return value;
      args.push(value);
    }
    return callTemplate(name, last === undefined ? args : [...args, last]);
  }

  #operand(operand: Operand): Found {
    switch (operand.is) {
      case "constant":
        return operand.value;
      case "dot":
        return this.#dot;
      case "variable":
        return this.#variables.findLast(([name]) => name === operand.name)?.[1] ?? missing;
      case "function":
        return callTemplate(operand.name, []);
      case "pipe":
        return this.#pipe(operand.pipe);
      case "field": {
        const of = this.#operand(operand.of);
        return of instanceof TemplateFault ? of : fieldOf(of, operand.names);
      }
    }
  }
}

/** What an object does not have is missing, and so is all that is looked for in it. What is no object has no fields. */
function fieldOf(value: Shown, names: readonly string[]): Found {
  let here = value;
  for (const name of names) {
    if (here === missing) return missing;
    if (!(here instanceof Map)) return new TemplateFault(`there is nothing to look for \`${name}\` in`);
    here = memberNamed(here as ReadonlyMap<string, Shown>, name);
  }
  return here;
}

/** Most entries that a count makes: more would only fill the memory. */
const mostCounted = 100_000;

function entriesOf(value: Shown): readonly (readonly [Shown, Shown])[] | undefined {
  if (value === null || value === missing) return [];
  if (typeof value === "number") return Array.from({ length: Math.min(Math.max(value, 0), mostCounted) }, (_, index) => [index, index]);
  if (Array.isArray(value)) return (value as readonly Shown[]).map((item, index) => [index, item]);
  return value instanceof Map ? [...(value as ReadonlyMap<string, Shown>)].sort(([one], [other]) => compareStrings(one, other)) : undefined;
}
