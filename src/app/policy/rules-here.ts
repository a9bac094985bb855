/** The rules that count where a person stands, each with its layer and its file. */
import { done, type Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import { chainHere, type RuleHere } from "./chain-here.ts";

export type RuleThere = RuleHere & { readonly layer: string; readonly file: string };

export function rulesHere(desk: Desk): Result<readonly RuleThere[]> {
  const chain = chainHere(desk);
  return chain.ok ? done(chain.value.flatMap(({ layer, file, rules }) => rules.map((rule) => ({ ...rule, layer, file })))) : chain;
}
