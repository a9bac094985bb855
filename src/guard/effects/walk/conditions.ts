/** Conditions: what `[ … ]` and `[[ … ]]` come to where it is certain. Nothing is said of files, which may change. */
import type { TestExpression } from "unbash";
import type { Value } from "../../shell/value.ts";
import { expandNumber, expandPattern, expandWhole, type Lookup } from "../../shell/words.ts";
import { readPattern, takesAll } from "../../shell/pattern.ts";

type Held = boolean | undefined;

/** The words of `test`, or those between the brackets of `[`. */
export function testHolds(words: readonly Value[], lookup: Lookup): Held {
  if (words.some((word) => word.loose === true || word.items !== undefined)) return undefined;
  const [first, second, third, ...more] = words;
  if (first === undefined) return false;
  if (isWord(first, "!") && second !== undefined) return negated(testHolds(words.slice(1), lookup));
  if (second === undefined) return isText(first);
  if (third === undefined) return unaryHolds(first.known ? first.text : "", second);
  return more.length > 0 || !second.known ? undefined : binaryHolds({ one: first, operator: second.text, other: third }, lookup);
}

function isWord({ known, text }: Value, wanted: string): boolean {
  return known && text === wanted;
}

function negated(held: Held): Held {
  return held === undefined ? undefined : !held;
}

function isText(value: Value): Held {
  if (value.known) return value.text !== "";
  return (value.head ?? "") !== "" || /^[^*]/.test(value.shape ?? "") ? true : undefined;
}

function unaryHolds(operator: string, value: Value): Held {
  if (operator === "-n") return isText(value);
  return operator === "-z" ? negated(isText(value)) : undefined;
}

type Binary = { readonly one: Value; readonly operator: string; readonly other: Value };

function binaryHolds({ one, operator, other }: Binary, lookup: Lookup): Held {
  const isKnown = one.known && other.known && !one.glob && !other.glob;
  if (operator === "=" || operator === "==") return isKnown ? one.text === other.text : undefined;
  if (operator === "!=") return isKnown ? one.text !== other.text : undefined;
  return comparedHold({ one, operator, other }, lookup);
}

function comparedHold({ one, operator, other }: Binary, lookup: Lookup): Held {
  const compare = comparisons[operator];
  if (compare === undefined) return undefined;
  const [left, right] = [expandNumber(one, lookup), expandNumber(other, lookup)];
  return left === undefined || right === undefined ? undefined : compare(left, right);
}

const comparisons: Readonly<Record<string, (one: bigint, other: bigint) => boolean>> = {
  "-eq": (one, other) => one === other,
  "-ne": (one, other) => one !== other,
  "-lt": (one, other) => one < other,
  "-le": (one, other) => one <= other,
  "-gt": (one, other) => one > other,
  "-ge": (one, other) => one >= other,
};

/** Every word in it is expanded, whatever comes of it. */
export function expressionHolds(expression: TestExpression, lookup: Lookup): Held {
  switch (expression.type) {
    case "TestGroup":
      return expressionHolds(expression.expression, lookup);
    case "TestNot": {
      const held = expressionHolds(expression.operand, lookup);
      return expression.negations.length % 2 === 0 ? held : negated(held);
    }
    case "TestLogical":
      return logicalHolds(
        expression.operator,
        expression.operands.map((operand) => expressionHolds(operand, lookup)),
      );
    case "TestUnary":
      return unaryHolds(expression.operator, expandWhole(expression.operand, lookup));
    case "TestBinary":
      return matchHolds(expression, lookup);
  }
}

function logicalHolds(operator: "&&" | "||", held: readonly Held[]): Held {
  const decides = operator === "||";
  if (held.includes(decides)) return decides;
  return held.includes(undefined) ? undefined : !decides;
}

/** To the right of `==` stands a pattern. */
function matchHolds({ operator, left, right }: Extract<TestExpression, { type: "TestBinary" }>, lookup: Lookup): Held {
  const one = expandWhole(left, lookup);
  if (!["=", "==", "!="].includes(operator)) return comparedHold({ one, operator, other: expandWhole(right, lookup) }, lookup);
  const held = matches(one, expandPattern(right, lookup));
  return operator === "!=" ? negated(held) : held;
}

export function matches(value: Value, source: string | undefined): Held {
  const pattern = source === undefined ? undefined : readPattern(source);
  return pattern === undefined || !value.known || value.glob ? undefined : takesAll(pattern, value.text);
}
