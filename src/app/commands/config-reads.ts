/** `sheepdog config get`, `show` and `path`: what holds, and who said so. */
import type { Command } from "commander";
import { canonicalJson, type Json } from "../../base/json.ts";
import { suggestion } from "../../base/nearest.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import type { Shown } from "../settings/shown.ts";
import { settingsFiles, sourcesAt } from "../settings/settings-files.ts";
import type { End } from "./vault-options.ts";

export function addConfigReads(config: Command, desk: Desk, end: End): void {
  config
    .command("get")
    .description("print one setting, or a section of them, as they hold here")
    .argument("<name>", "such as `ledger.keep` or `fleet`")
    .option("--json", "print JSON")
    .action(async (name: string, { json }: { readonly json?: true }) =>
      end(await show(desk, { name, json: json === true, origin: false })),
    );
  config
    .command("show")
    .description("print all settings as they hold here")
    .option("--origin", "say of each who set it, and where")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true; readonly origin?: true }) =>
      end(await show(desk, { json: options.json === true, origin: options.origin === true })),
    );
  config
    .command("path")
    .description("print where your settings file is")
    .action(() => {
      desk.out(`${settingsFiles(rootIn(desk.around.home)).user}\n`);
      end(0);
    });
}

type Wish = { readonly name?: string; readonly json: boolean; readonly origin: boolean };

async function show(desk: Desk, { name, json, origin }: Wish): Promise<ExitCode> {
  const found = await settingsHere(desk, name?.split(".") ?? []);
  if (!found.ok) return faulty(desk, found.fault);
  const shown = found.value;
  const [only] = shown;
  if (json) desk.out(`${JSON.stringify(origin ? shown : Object.fromEntries(shown.map((one) => [one.name, one.value])), null, 2)}\n`);
  else if (only !== undefined && only.name === name) desk.out(`${valueText(only.value)}\n`);
  else for (const one of shown) desk.out(`${lineOf(one, origin)}\n`);
  return 0;
}

function lineOf({ name, value, origin }: Shown, withOrigin: boolean): string {
  const line = `${name}: ${valueText(value)}`;
  if (!withOrigin) return line;
  return `${line.padEnd(44)}  ${origin === null ? "usual" : `${origin.layer}, ${origin.file}:${origin.line}`}`;
}

function valueText(value: Json): string {
  return typeof value === "string" ? value : canonicalJson(value);
}

/** Of this folder: with what the repository around it tightens. */
async function settingsHere(desk: Desk, path: readonly string[]): Promise<Result<readonly Shown[]>> {
  const sources = sourcesAt(rootIn(desk.around.home), desk.around.cwd);
  if (!sources.ok) return sources;
  const { compile, faultOf } = await import("../settings/compiling.ts");
  const { namesBelow, shownSettings } = await import("../settings/shown.ts");
  const { layered, flaws } = compile(sources.value);
  if (layered === undefined) return fail(faultOf(flaws));
  const shown = shownSettings(layered, path);
  const name = path.join(".");
  if (shown.length > 0 || namesBelow([]).includes(name)) return done(shown);
  return fail({ code: "settings.unknown", what: `there is no setting \`${name}\` here${suggestion(name, namesBelow([]))}` });
}
