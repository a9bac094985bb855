/** Finds what can never hold because kinds of values do not fit: as far as OPA does, and silent wherever that is not certain. */
import { faultIn, type Flaw, type RegoFault } from "../syntax/source.ts";
import { regoText } from "../values/json.ts";
import { isForeignKey } from "../values/value.ts";
import { suggestion } from "../../base/nearest.ts";
import { nameOfOperator, writtenName } from "./reduced.ts";
import type { CoreBody, CoreClaim, CoreReference, CoreRule, CoreStatement, CoreTerm } from "./reduced.ts";
import { RulePaths } from "./rule-paths.ts";
import { signatureOf } from "./signatures.ts";
import {
  any,
  arrayOf,
  canMeet,
  described,
  either,
  emptySet,
  isOfNoKind,
  memberOf,
  number,
  objectOf,
  setOf,
  string,
  tupleOf,
  typeOfValue,
  unknown,
} from "./type.ts";
import type { ObjectType, Type } from "./type.ts";
import { mentionsOf } from "./variables.ts";

/** What is known of the documents that a rule speaks of. */
type Documents = { readonly typeFor: (rule: CoreRule, root: "input" | "data") => Type };

export function typeFaults(rules: readonly CoreRule[], documents: Documents): RegoFault[] {
  const checking = new TypeCheck(new RulePaths(rules), documents);
  for (const rule of rules) checking.typeOfRule(rule);
  return checking.faults;
}

/** The variables of a rule. A nested body knows those around it, and what it learns is not known outside. */
type Known = {
  readonly rule: CoreRule;
  readonly variables: Map<string, Type>;
  /** Comprehensions that may be anything. */
  readonly vague: Set<CoreTerm>;
};

class TypeCheck {
  readonly #paths: RulePaths;
  readonly #documents: Documents;
  readonly #types = new Map<CoreRule, Type>();
  readonly #faults = new Map<string, RegoFault>();

  constructor(paths: RulePaths, documents: Documents) {
    this.#paths = paths;
    this.#documents = documents;
  }

  get faults(): RegoFault[] {
    return [...this.#faults.values()];
  }

  /** The value of the rule or of one of its `else` branches; for a set, of a member. While that is being found out it may be anything. */
  typeOfRule(rule: CoreRule): Type {
    const found = this.#types.get(rule);
    if (found !== undefined) return found;
    this.#types.set(rule, any);
    const known = { rule, variables: new Map<string, Type>(), vague: new Set<CoreTerm>() };
    this.#body(rule.body, known);
    const own = this.#term(rule.value, known);
    const type = rule.otherwise === undefined ? own : either([own, this.typeOfRule(rule.otherwise)]);
    this.#types.set(rule, type);
    return type;
  }

  #complain({ rule }: Known, flaw: Omit<Flaw, "code">): void {
    const fault = faultIn(rule.source, { code: "rego.type", ...flaw });
    this.#faults.set(fault.what, fault);
  }

  #body(body: CoreBody, known: Known): void {
    for (const statement of body) this.#statement(statement, known);
  }

  #statement(statement: CoreStatement, known: Known): void {
    const { claim, negated, at } = statement;
    if (statement.with.length === 0)
      return negated ? aside(known, (inner) => this.#claim(claim, inner, at)) : this.#claim(claim, known, at);
    // Under `with` anything may stand in for what rules and functions give; as in OPA, nothing more is known of what took part in that.
    for (const name of mentionsOf(statement).outer) known.variables.set(name, any);
  }

  #claim(claim: CoreClaim, known: Known, at: number): void {
    switch (claim.is) {
      case "term":
        this.#term(claim.term, known);
        return;
      case "unify":
        return this.#unify(claim.left, claim.right, { known, at });
      case "call":
        return this.#call(claim, known, at);
      case "every":
        // OPA does not look into the body of `every`, and what it accepts must not be refused here.
        this.#term(claim.domain, known);
        return;
      case "not":
        return aside(known, (inner) => this.#body(claim.body, inner));
      case "and":
      case "or":
        aside(known, (inner) => this.#body(claim.left, inner));
        return aside(known, (inner) => this.#body(claim.right, inner));
    }
  }

  #call({ operator, args, result }: Extract<CoreClaim, { is: "call" }>, known: Known, at: number): void {
    const [left, right] = args;
    const isEquality = operator.is === "builtin" && (operator.name === "equal" || operator.name === "eq") && result === undefined;
    if (isEquality && left !== undefined && right !== undefined) return this.#unify(left, right, { known, at });
    const types = args.map((arg) => this.#term(arg, known));
    const signature = operator.is === "builtin" ? signatureOf(operator.name) : undefined;
    const wrong = signature?.args.findIndex((wanted, index) => !canMeet(wanted, types[index] ?? any)) ?? -1;
    if (signature !== undefined && wrong !== -1) {
      const [wanted, given] = [described(signature.args[wrong] ?? any), described(types[wrong] ?? any)];
      const taken = wanted === given ? `${wanted} of other members` : wanted;
      const what = `\`${nameOfOperator(operator)}\` takes ${taken} as argument ${wrong + 1}, and this is ${given}`;
      return this.#complain(known, { at, what });
    }
    for (const [index, arg] of args.entries()) forgetIn(arg, signature?.args[index] ?? any, known);
    const type = operator.is === "builtin" ? (signature?.result ?? any) : this.#functionType(operator.path);
    if (result !== undefined) this.#meet(result, type, { known, at });
  }

  #functionType(path: readonly string[]): Type {
    return either(this.#paths.functions(path).map((rule) => this.typeOfRule(rule)));
  }

  #unify(left: CoreTerm, right: CoreTerm, place: { readonly known: Known; readonly at: number }): void {
    if (left.is === "array" && right.is === "array" && left.items.length === right.items.length) {
      left.items.forEach((item, index) => this.#unify(item, right.items[index] as CoreTerm, place));
      return;
    }
    if (isNew(left, place.known)) return this.#meet(left, this.#given(right, place.known), place);
    if (this.#isVague(left, right, place.known) || this.#isVague(right, left, place.known)) return;
    const type = isNew(right, place.known) ? this.#given(left, place.known) : this.#term(left, place.known);
    this.#meet(right, type, place);
    if (left.is === "array" || left.is === "object") this.#bind(left, this.#term(right, place.known), place.known);
  }

  /** As in OPA, a variable that is an empty set may be what an empty set took part in, whatever that is otherwise. */
  #isVague(one: CoreTerm, other: CoreTerm, known: Known): boolean {
    const isMade = other.is === "array" || other.is === "object";
    if (one.is !== "variable" || !isMade || !isOfNoKind(this.#term(one, known)) || !isOfNoKind(this.#term(other, known))) return false;
    forgetIn(other, any, known);
    return !isOfNoKind(this.#term(other, known));
  }

  /** What a new variable is. As in OPA, that cannot be told where an empty set took part, nor of what stands beside it. */
  #given(term: CoreTerm, known: Known): Type {
    const type = this.#term(term, known);
    if (!isOfNoKind(type)) return type;
    if (term.is === "variable") return any;
    if (term.is !== "array" && term.is !== "object") return type;
    forgetIn(term, any, known);
    return this.#term(term, known);
  }

  /** The term is a pattern for a value of this type. */
  #meet(pattern: CoreTerm, type: Type, { known, at }: { readonly known: Known; readonly at: number }): void {
    this.#bind(pattern, type, known);
    const own = this.#term(pattern, known);
    if (!canMeet(own, type)) this.#complain(known, { at, what: `these can never be equal: ${differing(own, type)}` });
  }

  /** Variables that stand here for the first time are what stands in their place. */
  #bind(pattern: CoreTerm, type: Type, known: Known): void {
    if (pattern.is === "variable" && !known.variables.has(pattern.name)) known.variables.set(pattern.name, type);
    forgetIn(pattern, type, known);
    if (pattern.is === "array") pattern.items.forEach((item, index) => this.#bind(item, memberOf(type, number, index) ?? any, known));
    if (pattern.is === "object")
      for (const [key, value] of pattern.pairs)
        this.#bind(value, (key.is === "constant" ? memberOf(type, any, key.value) : undefined) ?? any, known);
  }

  #term(term: CoreTerm, known: Known): Type {
    switch (term.is) {
      case "constant":
        return typeOfValue(term.value);
      case "variable":
        return known.variables.get(term.name) ?? unknown;
      case "reference":
        return this.#reference(term, known);
      case "array":
        return tupleOf(term.items.map((item) => this.#term(item, known)));
      case "set":
        return term.items.length === 0 ? emptySet : setOf(either(term.items.map((item) => this.#term(item, known))));
      case "object":
        return this.#object(term.pairs, known);
      case "comprehension": {
        if (known.vague.has(term)) return any;
        const inner = inside(known);
        this.#body(term.body, inner);
        if (term.key !== undefined) this.#term(term.key, inner);
        const value = this.#term(term.value, inner);
        return term.makes === "array" ? arrayOf(value) : term.makes === "set" ? setOf(value) : objectOf(new Map(), value);
      }
    }
  }

  #object(pairs: readonly (readonly [CoreTerm, CoreTerm])[], known: Known): Type {
    const fields: [ObjectKey, Type][] = [];
    const others: Type[] = [];
    for (const [key, value] of pairs) {
      const type = this.#term(value, known);
      if (key.is === "constant" && typeof key.value === "string" && !isForeignKey(key.value)) fields.push([key.value, type]);
      else others.push(type);
    }
    return objectOf(new Map(fields), others.length === 0 ? undefined : either(others));
  }

  #reference(reference: CoreReference, known: Known): Type {
    const { head, path } = reference;
    if (head === "data" || head === "input") {
      const made = head === "data" ? this.#paths.at(path) : undefined;
      if (made === undefined) return this.#steps(reference, { type: this.#documents.typeFor(known.rule, head), from: 0 }, known);
      return this.#steps(reference, { type: this.#madeBy(made.rules), from: made.length }, known);
    }
    return this.#steps(reference, { type: known.variables.get(head) ?? any, from: 0 }, known);
  }

  #madeBy(rules: readonly CoreRule[]): Type {
    if (rules.some(({ args }) => args !== undefined)) return any;
    const value = either(rules.map((rule) => this.typeOfRule(rule)));
    return rules.some(({ makes }) => makes === "set") ? setOf(value) : value;
  }

  #steps({ head, path, at }: CoreReference, { type: first, from }: { readonly type: Type; readonly from: number }, known: Known): Type {
    let type = first;
    for (const [index, step] of path.entries()) {
      if (index < from) continue;
      const constant = step.is === "constant" ? step.value : undefined;
      const key = isNew(step, known) ? keysOf(type) : this.#term(step, known);
      this.#bind(step, key, known);
      const member = memberOf(type, key, constant);
      if (member === undefined) {
        this.#complain(known, { at, what: missing({ head, path: path.slice(0, index) }, type, step) });
        return any;
      }
      type = member;
    }
    return type;
  }
}

/** As in OPA, variables and comprehensions in a collection lose their types where the collection stands for anything. */
function forgetIn(term: CoreTerm, type: Type, known: Known): void {
  const isOpen = type.is === "any" || type.is === "or";
  const members = term.is === "object" ? term.pairs.flat() : term.is === "array" || term.is === "set" ? term.items : [];
  for (const [index, member] of members.entries()) {
    if (isOpen && member.is === "variable") known.variables.set(member.name, any);
    else if (isOpen && member.is === "comprehension") known.vague.add(member);
    else forgetIn(member, isOpen ? any : (memberOf(type, any, index) ?? any), known);
  }
}

type ObjectKey = string;

function inside({ variables, ...known }: Known): Known {
  return { ...known, variables: new Map(variables) };
}

/** What is learned is not known outside; what is forgotten is forgotten there as well. */
function aside(known: Known, check: (inner: Known) => void): void {
  const inner = inside(known);
  check(inner);
  for (const name of known.variables.keys()) if (inner.variables.get(name) === any) known.variables.set(name, any);
}

function isNew(term: CoreTerm, { variables }: Known): boolean {
  return term.is === "variable" && !variables.has(term.name);
}

/** What a variable in brackets goes through. */
function keysOf(type: Type): Type {
  if (type.is === "array") return number;
  if (type.is === "set") return type.of;
  if (type.is !== "object" || type.rest !== undefined || type.fields.size === 0) return any;
  return [...type.fields.keys()].every((key) => typeof key === "string" && !isForeignKey(key)) ? string : any;
}

function differing(one: Type, other: Type): string {
  const [left, right] = [described(one), described(other)];
  return left === right ? `${left} and ${right} whose members differ` : `${left} and ${right}`;
}

function missing(way: { readonly head: string; readonly path: readonly CoreTerm[] }, type: Type, step: CoreTerm): string {
  const place = shownPath(way);
  if (step.is !== "constant") return `nothing stands in ${place} under such a key: it is ${described(type)}`;
  const shown = typeof step.value === "string" ? step.value : regoText(step.value);
  const names = fieldNames(type);
  const what = `${place} is ${described(type)} and has nothing under \`${shown}\``;
  return `${what}${suggestion(shown, names)}`;
}

/** Only what a person wrote is shown. */
function shownPath({ head, path }: { readonly head: string; readonly path: readonly CoreTerm[] }): string {
  const name = writtenName(head);
  if (name === "") return "this";
  return `\`${path.reduce((text, step) => text + (step.is === "constant" && typeof step.value === "string" ? `.${step.value}` : "[…]"), name)}\``;
}

function fieldNames(type: Type): string[] {
  const objects = (type.is === "or" ? type.options : [type]).filter((one): one is ObjectType => one.is === "object");
  return objects.flatMap(({ fields }) => [...fields.keys()].filter((key) => typeof key === "string"));
}
