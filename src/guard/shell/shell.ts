/** Text to shell tree. Parsing never fails: what could not be read comes back as problems, and the caller must not ignore them. */
import { parse, type ParsedScript } from "unbash";
import { uncoveredIn, type Problem } from "./cover.ts";

export type {
  AndOr,
  Assignment,
  Command,
  CommandNode,
  CompoundList,
  Pipeline,
  PipelineNode,
  Redirection,
  Script,
  Statement,
  Word,
} from "unbash";

export type ShellText = { readonly script: ParsedScript; readonly problems: readonly Problem[] };

export function readShell(text: string): ShellText {
  const script = parse(text);
  return { script, problems: uncoveredIn(text, { ...script, pos: 0, end: text.length }) };
}
