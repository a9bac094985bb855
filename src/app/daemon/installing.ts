/** Lets the system start the daemon at every login: a unit of systemd or a launchd file, of this user and for this user. */
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensureFolder, ownCommand, runProgram, writeTextFile } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { launchdText, systemdText } from "./unit-texts.ts";

const timeoutMs = 30_000;
const launchdLabel = "local.sheepdog.daemon";

/** What was done, in a sentence. */
export async function installUnit({ around }: Desk): Promise<Result<string>> {
  const words = ownCommand(["up", "--foreground"]);
  const { home, system } = around;
  const unit =
    system === "linux"
      ? { path: `${home}/.config/systemd/user/sheepdog.service`, text: systemdText(words, home) }
      : { path: `${home}/Library/LaunchAgents/${launchdLabel}.plist`, text: launchdText(words, { home, label: launchdLabel }) };
  const folder = ensureFolder(folderOf(unit.path));
  const written = folder.ok ? writeTextFile(unit.path, unit.text, 0o644) : folder;
  if (!written.ok) return written;
  const steps =
    system === "linux"
      ? [
          ["systemctl", "--user", "daemon-reload"],
          ["systemctl", "--user", "enable", "--now", "sheepdog.service"],
        ]
      : [["launchctl", "load", "-w", unit.path]];
  for (const [program = "", ...args] of steps) {
    const ran = await runProgram({ program, args, timeoutMs });
    if (ran.exit !== 0) {
      const what = `\`${[program, ...args].join(" ")}\` did not succeed (${ran.exit}): ${ran.stderr.trim()}`;
      return fail({ code: "daemon.uninstalled", what, follows: `\`${unit.path}\` is written, and the system does not start it yet` });
    }
  }
  return done(`\`${unit.path}\` starts the daemon at every login; it stands now\n`);
}
