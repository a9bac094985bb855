/** `sheepdog mode`: whether infrastructure may be changed from this terminal. Write takes a key, back to read takes nothing. */
import { type Command, InvalidArgumentError } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { backToRead, modeHere, placeOf, type WhichPane } from "../statements/mode-here.ts";
import { makeStatements } from "../statements/making.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { endText } from "../statements/statement-words.ts";
import { durationOption, endAfter, paned, signing } from "./statement-options.ts";

type End = (code: ExitCode) => void;
type Options = WhichPane & KeyChoice & { readonly for: number; readonly json?: true };

const usualMs = 15 * 60_000;

export function addMode(program: Command, desk: Desk, end: End): void {
  const mode = program.command("mode").description("whether infrastructure may be changed from this terminal: read or write");
  paned(mode.command("get").description("show the mode"))
    .option("--json", "as JSON")
    .action((options: Options) => end(get(desk, options)));
  lasting(mode.command("set").description("`write` for a while, signed by your key; `read` at once"))
    .argument("<mode>", "read or write", modeWord)
    .action(async (wanted: "read" | "write", options: Options) => end(await set(desk, wanted, options)));
  lasting(mode.command("toggle").description("to the other one")).action(async (options: Options) => {
    const place = placeOf(options);
    const here = place.ok ? modeHere(desk, place.value) : place;
    end(here.ok ? await set(desk, here.value.mode === "read" ? "write" : "read", options) : faulty(desk, here.fault));
  });
}

function lasting(command: Command): Command {
  return paned(signing(command)).option("--for <time>", "how long write holds: `15m`, `2h`", durationOption, usualMs);
}

function get(desk: Desk, options: Options): ExitCode {
  const place = placeOf(options);
  const here = place.ok ? modeHere(desk, place.value) : place;
  if (!here.ok) return faulty(desk, here.fault);
  const { mode, until } = here.value;
  if (options.json === true) desk.out(`${JSON.stringify({ version: 1, mode, until: mode === "write" ? until : null })}\n`);
  else desk.out(mode === "read" ? "read\n" : `write, ${endText(until)}\n`);
  return 0;
}

async function set(desk: Desk, wanted: "read" | "write", options: Options): Promise<ExitCode> {
  const place = placeOf(options);
  if (!place.ok) return faulty(desk, place.fault);
  const changed =
    wanted === "read"
      ? backToRead(desk, place.value)
      : await makeStatements(
          desk,
          { sentences: [{ about: { is: "mode" }, where: place.value, once: false, until: endAfter(options.for) }] },
          options,
        );
  return changed.ok ? get(desk, options) : faulty(desk, changed.fault);
}

function modeWord(word: string): "read" | "write" {
  if (word === "read" || word === "write") return word;
  throw new InvalidArgumentError("it is `read` or `write`");
}
