/** `sheepdog key`: the keys by which a person says yes, and nobody else can. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { oneLine } from "../one-line.ts";
import { listedKeys, showKeys } from "../statements/key-listing.ts";
import { shortId } from "../statements/key-places.ts";
import { removeKey } from "../statements/removing-keys.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { addKeyAdd } from "./key-add.ts";
import { signing } from "./statement-options.ts";

export function addKey(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const key = program.command("key").description("the keys by which you say yes to what loosens the guard");
  addKeyAdd(key, desk, end);
  key
    .command("list")
    .description("show the keys that count here, and what lies among them and does not")
    .option("--json", "as JSON")
    .action((options: { readonly json?: true }) => end(list(desk, options.json === true)));
  signing(key.command("remove").description("take a key away; what it signed ends at once"))
    .argument("<id>", "the start of its id")
    .action(async (id: string, options: KeyChoice) => {
      const removed = await removeKey(desk, id, options);
      if (removed.ok)
        pageOf(desk).line(
          "removed",
          `${shortId(removed.value.id)} (${oneLine(removed.value.key.name, 80)}); nothing that it signed counts any more`,
        );
      end(removed.ok ? 0 : faulty(desk, removed.fault));
    });
}

function list(desk: Desk, json: boolean): ExitCode {
  const listed = listedKeys(desk);
  if (!listed.ok) return faulty(desk, listed.fault);
  if (json) desk.out(`${JSON.stringify(listed.value, null, 2)}\n`);
  else showKeys(listed.value, pageOf(desk));
  return 0;
}
