/** Does a statement take all rows: no condition at all, or one that is always true? */
import type { Token } from "./tokens.ts";

export function takesAll(tokens: readonly Token[]): boolean {
  const outside = outsideBrackets(tokens);
  if (outside.some((token) => isWord(token, "LIMIT", "TOP", "FETCH", "JOIN"))) return false;
  const at = tokens.findIndex((token) => isWord(token, "WHERE") && outside.includes(token));
  if (at < 0) return true;
  const rest = tokens.slice(at + 1);
  const end = rest.findIndex((token) => isWord(token, "RETURNING", "ORDER", "OPTION", "ALLOW") && outside.includes(token));
  const condition = (end < 0 ? rest : rest.slice(0, end)).filter((token) => !isSign(token, "(", ")"));
  return separated(condition, "OR").some((choice) => separated(choice, "AND").every(isAlwaysTrue));
}

export function isWord(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === "word" && texts.includes(token.text);
}

export function isSign(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === "sign" && texts.includes(token.text);
}

export function outsideBrackets(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (isSign(token, "(")) depth += 1;
    else if (isSign(token, ")")) depth = Math.max(0, depth - 1);
    else return depth === 0;
    return false;
  });
}

function separated(tokens: readonly Token[], word: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isWord(token, word)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function isAlwaysTrue(tokens: readonly Token[]): boolean {
  const [first, second, third] = tokens;
  if (first === undefined) return false;
  if (tokens.length === 1) return isTrue(first);
  if (isWord(first, "NOT")) return tokens.length === 2 && (isWord(second, "FALSE") || second?.text === "0");
  if (isWord(second, "LIKE")) return tokens.length === 3 && third?.text === "%";
  const at = tokens.findIndex((token) => isSign(token, "=", "<", ">", "!"));
  if (at < 1) return false;
  const sign = tokens.slice(at).filter((token, position) => position < 2 && isSign(token, "=", "<", ">", "!"));
  const [left, right] = [tokens.slice(0, at), tokens.slice(at + sign.length)];
  return holds(textOf(left), sign.map((token) => token.text).join(""), textOf(right));
}

function isTrue(token: Token): boolean {
  return isWord(token, "TRUE") || (token.kind === "number" && Number(token.text) !== 0);
}

/** Both sides say the same, or are numbers of which the comparison holds. */
function holds(left: string, sign: string, right: string): boolean {
  const [one, other] = [Number(left), Number(right)];
  const areNumbers = left !== "" && right !== "" && !Number.isNaN(one) && !Number.isNaN(other);
  const takesEqual = sign === "=" || sign === "==" || sign === "<=" || sign === ">=";
  if (takesEqual && left === right) return true;
  if (!areNumbers) return false;
  return sign === "<" ? one < other : sign === ">" ? one > other : (sign === "<>" || sign === "!=") && one !== other;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(" ");
}
