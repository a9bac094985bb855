/** What was found for the vault, kept in one change, and what a person is told of it. */
import type { Instant } from "../../base/instant.ts";
import type { CategoryWords } from "../../proof/vault/vault.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { type Finds, importInto, type Passed } from "./importing.ts";
import { changeVault } from "./opening.ts";
import type { Unlocking } from "./unlocking.ts";

type Keeping = { readonly finds: Finds; readonly replace: boolean; readonly categories: CategoryWords; readonly at: Instant };

/** Exits with 1 if anything was left out that a person should look at. */
export async function keepFinds(desk: Desk, unlocking: Unlocking, { finds, ...how }: Keeping): Promise<ExitCode> {
  const page = pageOf(desk);
  const told = { taken: [] as readonly string[], passed: finds.passed };
  if (finds.found.length > 0) {
    const kept = await changeVault(desk, unlocking, (contents) => {
      const imported = importInto(contents, { ...how, finds: finds.found });
      if (!imported.ok) return imported;
      told.taken = imported.value.taken;
      told.passed = [...finds.passed, ...imported.value.passed];
      return { ok: true, value: imported.value.contents };
    });
    if (!kept.ok) return faulty(desk, kept.fault);
  }
  for (const name of told.taken) page.line("kept", name);
  for (const { name, why } of told.passed) page.line("left out", `${name}: ${why}`);
  if (told.taken.length > 0) page.line("next", "what was taken over is still where it was; remove it there");
  return told.passed.every(isAsWanted) ? 0 : 1;
}

function isAsWanted({ why }: Passed): boolean {
  return why === "it is there already";
}
