/** Tools that are a person's to use: an agent that asks for one is told what that person would type. No word of an agent stands in for theirs. */
import { fail } from "../../base/result.ts";
import { idInput, noInput, type Tool, tool } from "./tool.ts";

const theirs: readonly (readonly [name: string, about: "task" | "session" | "account" | "fleet", what: string, line: string])[] = [
  ["task_cancel", "task", "Take a task back.", "sheepdog task cancel"],
  ["task_retry", "task", "Try a task once more that was given up.", "sheepdog task retry"],
  ["session_stop", "session", "End a session of the pool.", "sheepdog session stop"],
  ["account_pause", "account", "Give an account nothing new.", "sheepdog account pause"],
  ["account_drain", "account", "Let an account run dry.", "sheepdog account drain"],
  ["account_resume", "account", "Use an account again.", "sheepdog account resume"],
  ["failover", "account", "Leave an account: end what runs on it, and let it go on elsewhere.", "sheepdog failover"],
  ["acknowledge_moving", "fleet", "Let work move between subscriptions.", "sheepdog account acknowledge-moving"],
];

export const personsTools: readonly Tool[] = theirs.map(([name, about, what, line]) =>
  tool({
    name,
    description: `${what} A person decides that: the answer says what they type.`,
    input: about === "fleet" ? noInput : idInput,
    kind: "persons",
    run: async (_desk, given) => {
      const id = "id" in given && typeof given.id === "string" ? ` ${shellWord(given.id)}` : "";
      return fail({
        code: "mcp.persons",
        what: `an agent cannot do this`,
        follows: "nothing was changed",
        todo: `ask the person you work for to run \`${line}${id}\` in a terminal`,
      });
    },
  }),
);

/** They will paste it: what an agent calls an id must not become a second command. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd").replaceAll("'", `'\\''`)}'`;
}
