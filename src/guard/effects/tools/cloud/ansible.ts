/** ansible: what one module does to every machine of a pattern. What a shell runs over there is read where shells are read. */
import { environmentAmong } from "../../describing/environment.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const ansible: Tool = {
  names: ["ansible"],
  shape: {
    short: "maiulefBPtcTM",
    long: `module-name args inventory inventory-file user limit extra-vars forks background poll tree connection timeout module-path
      become-user become-method private-key key-file vault-id vault-password-file playbook-dir`.split(/\s+/),
    exact: true,
  },
  effects,
};

/** Modules that take away by what they are, and those that do when they are told that something shall be absent. */
const destroying = /^(ansible\.(builtin|posix)\.|community\.\w+\.)?(reboot|shutdown|parted|filesystem|lvol|lvg)$/;
const changing =
  /^(ansible\.(builtin|posix)\.|community\.\w+\.)?(file|user|group|apt|yum|dnf|package|service|systemd|copy|template|lineinfile|cron|git|mysql_db|postgresql_db)$/;

function effects(use: Use): readonly Part[] {
  const module = valuesOf(use.line, "m", "module-name").at(-1);
  const [pattern] = use.line.operands;
  if (module === undefined || pattern === undefined || has(use.line, "C", "check", "list-hosts", "syntax-check")) return [];
  const told = valuesOf(use.line, "a", "args").at(-1)?.text ?? "";
  const isGone = destroying.test(module.text) || (changing.test(module.text) && /\bstate['"]?\s*[=:]\s*['"]?absent\b/.test(told));
  if (!isGone && !changing.test(module.text)) return [];
  const where = [...valuesOf(use.line, "i", "inventory", "l", "limit"), pattern];
  const target = {
    name: `ansible/${pattern.text}/${module.text} ${told}`,
    scope: "remote",
    known: where.every((one) => one.known),
  } as const;
  const change = isGone ? "destroy" : "update";
  const environment = environmentAmong(where, []);
  return [{ kind: "infra", verb: module.text, resource: told, environment, change, target, loss: isGone ? "forever" : "unknown" }];
}
