/** The rule by which Amp asks the guard about every call, and the program that the rule names. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import type { Keeping, Listed } from "../listed-entries.ts";
import { hookWords, quoted, rootWords } from "../shell-line.ts";
import { product } from "./product.ts";

export const asking = "amp.permissions";

/** The first rule that fits is the only one, so ours stands first and fits everything. */
export function entryFor(delegate: string): Listed {
  return { way: [asking], entry: { tool: "*", action: "delegate", to: delegate } };
}

function isOurs(entry: Json): boolean {
  return isMembers(entry) && entry["action"] === "delegate" && typeof entry["to"] === "string" && entry["to"].endsWith("/sheepdog-guard");
}

export const keeping: Keeping = { isOurs, lists: () => [[asking]], bare: {} };

const head = "#!/bin/sh\n# put here by `sheepdog init`; `sheepdog uninstall` takes it away\n";

/**
 * The name of the tool, the thread and the folder come in the environment. What could not stand in JSON as it is ends in a refusal, and so
 * does everything but a guard that ends well and says nothing.
 */
export function delegateFor(line: GuardLine): string {
  const [root, path] = rootWords(line);
  const call = [
    quoted(line.guard),
    ...hookWords(product.name),
    ...(root === undefined || path === undefined ? [] : [root, quoted(path)]),
  ].join(" ");
  return `${head}no() { echo 'sheepdog: guard unavailable' >&2; exit 2; }
case "$AGENT_TOOL_NAME$AMP_THREAD_ID" in *[!A-Za-z0-9_./:@*-]*) no ;; esac
case "$PWD" in *[\\"\\\\]* | *[[:cntrl:]]*) no ;; esac
[ -n "$AGENT_TOOL_NAME" ] && [ -s ${quoted(line.guard)} ] || no
said=$({ printf '{"tool":"%s","thread":"%s","cwd":"%s","input":' "$AGENT_TOOL_NAME" "$AMP_THREAD_ID" "$PWD"; cat; printf '}'; } | ${call})
code=$?
[ "$code" = 0 ] && [ -z "$said" ] && exit 0
printf '%s' "$said"
[ "$code" = 2 ] || no
exit 2
`;
}

export function isDelegate(text: string): boolean {
  return text.startsWith(head);
}
