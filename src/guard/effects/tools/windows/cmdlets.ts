/** The table of PowerShell's commands that change the machine, as the reader of PowerShell says them in words. */
import { type Part, persistPart, systemPart } from "../../describing/deeds.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import { wholeDisk } from "./whole-disk.ts";

type Row = { readonly names: string; readonly does: (words: string) => readonly Part[]; readonly when?: RegExp };

const rows: readonly Row[] = [
  { names: "Format-Volume Clear-Disk Initialize-Disk Remove-Partition", does: () => [wholeDisk("a disk of the machine")] },
  { names: "Stop-Computer Restart-Computer", does: () => [systemPart("power", "stop", "the machine")], when: /^(?!.*-computername)/i },
  { names: "Set-MpPreference", does: () => [systemPart("protection", "weaken", "the virus scanner")], when: /-disable\w+|-exclusion/i },
  { names: "Add-MpPreference", does: () => [systemPart("protection", "weaken", "the virus scanner")], when: /-exclusion/i },
  { names: "Disable-WindowsOptionalFeature Uninstall-WindowsFeature", does: (words) => [systemPart("service", "remove", words)] },
  { names: "Stop-Service Remove-Service Set-Service", does: (words) => [systemPart("service", "stop", words)] },
  { names: "New-Service Register-ScheduledTask", does: (words) => [persistPart("schedule", words)] },
  { names: "Clear-EventLog", does: () => [systemPart("log", "remove", "the logs of the machine")] },
  { names: "Remove-LocalUser", does: (words) => [systemPart("user", "remove", words)] },
  {
    names: "Disable-NetFirewallRule Set-NetFirewallProfile",
    does: () => [systemPart("firewall", "weaken", "the firewall")],
    when: /^(?!.*-enabled\s+true)/i,
  },
  { names: "Enable-PSRemoting", does: () => [systemPart("protection", "weaken", "who may come in from outside")] },
  {
    names: "Set-ExecutionPolicy",
    does: () => [systemPart("protection", "weaken", "which scripts may run")],
    when: /^(?!.*-scope\s+(process|currentuser)).*(bypass|unrestricted)/i,
  },
];

export const cmdlets: readonly Tool[] = rows.map(({ names, does, when }) => ({
  names: names.split(" "),
  shape: noValues,
  effects: ({ words }: Use) => {
    const text = words.map((word) => word.text).join(" ");
    return /-whatif\b/i.test(text) || when?.test(text) === false ? [] : does(text);
  },
}));
