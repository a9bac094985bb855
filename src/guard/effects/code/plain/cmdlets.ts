/** A table of PowerShell's own commands: their short names, their parameters, and what they do. */
import { literal, unknownValue, type Flow, type Value } from "../../../shell/value.ts";
import type { CodeAct } from "../deeds.ts";

export type Given = { readonly operands: readonly Value[]; readonly named: ReadonlyMap<string, Value>; readonly input: Value | undefined };

export type Cmdlet = {
  /** Parameters with a value, and those without. */
  readonly takes: readonly string[];
  readonly switches: readonly string[];
  readonly acts: (given: Given) => readonly CodeAct[];
  readonly gives?: (given: Given) => Value;
};

const paths = ["path", "literalpath", "filter", "include", "exclude"];
const cmdlet = (takes: readonly string[], acts: Cmdlet["acts"], gives?: Cmdlet["gives"]): Cmdlet => ({
  takes,
  switches: ["recurse", "force", "confirm", "whatif", "append", "verbose"],
  acts: (given) => (given.named.has("whatif") ? [] : acts(given)),
  ...(gives === undefined ? {} : { gives }),
});

const first = (given: Given): Value => given.operands[0] ?? given.input ?? unknownValue("?");
const flowOf = (value: Value | undefined): Flow =>
  value === undefined
    ? { from: "call" }
    : value.known
      ? { from: "call", ...value.flow, text: value.text }
      : (value.flow ?? { from: "unread" });

const removes = cmdlet(paths, (given) => {
  const all = given.operands.length > 0 ? given.operands : [first(given)];
  return all.map((path): CodeAct => ({ does: "delete", path, whole: given.named.has("recurse") }));
});

const writes = (does: "write" | "overwrite"): Cmdlet =>
  cmdlet([...paths, "filepath", "value", "encoding", "inputobject"], (given) => {
    const content = given.named.get("value") ?? given.named.get("inputobject") ?? given.operands[1] ?? given.input;
    const path = given.named.get("filepath") ?? first(given);
    return [{ does: given.named.has("append") ? "write" : does, path, flow: flowOf(content) }];
  });

const web = cmdlet(
  ["uri", "method", "body", "outfile", "headers", "infile", "contenttype", "useragent", "proxy", "credential"],
  webActs,
  (given) => {
    const url = given.named.get("uri") ?? first(given);
    return unknownValue(`what ${url.text} answers`, { from: "download", origin: url.text });
  },
);

function webActs(given: Given): readonly CodeAct[] {
  const url = given.named.get("uri") ?? first(given);
  const [body, file, out] = [given.named.get("body"), given.named.get("infile"), given.named.get("outfile")];
  const method = given.named.get("method")?.text.toUpperCase() ?? (body === undefined && file === undefined ? "GET" : "POST");
  const carrying = file !== undefined ? "file" : body === undefined ? "nothing" : (body.flow?.holds ?? (body.known ? "text" : "unknown"));
  const asked: CodeAct = { does: "network", url, method, carrying };
  return out === undefined ? [asked] : [asked, { does: "overwrite", path: out, flow: { from: "download", origin: url.text } }];
}

/** What has no deed of its own here is said as the words that it is. */
const asWords = (name: string): Cmdlet =>
  cmdlet(["executionpolicy", "scope", "driveletter", "computername"], ({ operands, named }) => {
    const options = [...named].flatMap(([option, value]) => [literal(`-${option}`), ...(value.text === "" ? [] : [value])]);
    return [{ does: "words", words: [literal(name), ...operands, ...options] }];
  });

const worded = [
  "Format-Volume",
  "Clear-Disk",
  "Initialize-Disk",
  "Remove-Partition",
  "Stop-Computer",
  "Restart-Computer",
  "Set-ExecutionPolicy",
  "Set-MpPreference",
  "Add-MpPreference",
  "Stop-Service",
  "Remove-Service",
  "Disable-WindowsOptionalFeature",
  "Clear-EventLog",
  "Remove-LocalUser",
  "Register-ScheduledTask",
  "New-Service",
  "Set-Service",
  "Clear-RecycleBin",
  "Remove-VM",
  "Uninstall-WindowsFeature",
  "Disable-NetFirewallRule",
  "Set-NetFirewallProfile",
  "Enable-PSRemoting",
  "Invoke-Command",
  "Remove-AzResourceGroup",
  "Remove-S3Bucket",
];

export const cmdlets: ReadonlyMap<string, Cmdlet> = new Map<string, Cmdlet>([
  ["remove-item", removes],
  ["remove-itemproperty", asWords("Remove-ItemProperty")],
  ["clear-content", cmdlet(paths, (given) => [{ does: "overwrite", path: first(given), flow: { from: "call", text: "" } }])],
  ["clear-item", cmdlet(paths, (given) => [{ does: "overwrite", path: first(given), flow: { from: "call", text: "" } }])],
  ["set-content", writes("overwrite")],
  ["out-file", writes("overwrite")],
  ["add-content", writes("write")],
  ["tee-object", writes("overwrite")],
  [
    "new-item",
    cmdlet([...paths, "itemtype", "value", "name", "target"], (given) =>
      /^dir/i.test(given.named.get("itemtype")?.text ?? "")
        ? []
        : [{ does: "write", path: first(given), flow: flowOf(given.named.get("value")) }],
    ),
  ],
  [
    "move-item",
    cmdlet([...paths, "destination"], (given) => [
      { does: "move", from: first(given), to: given.named.get("destination") ?? given.operands[1] ?? unknownValue("?") },
    ]),
  ],
  [
    "rename-item",
    cmdlet([...paths, "newname"], (given) => [
      { does: "move", from: first(given), to: given.named.get("newname") ?? given.operands[1] ?? unknownValue("?") },
    ]),
  ],
  [
    "copy-item",
    cmdlet([...paths, "destination"], (given) => [
      { does: "read", path: first(given) },
      {
        does: "overwrite",
        path: given.named.get("destination") ?? given.operands[1] ?? unknownValue("?"),
        flow: { from: "unread", origin: first(given).text, holds: "file" },
      },
    ]),
  ],
  [
    "get-content",
    cmdlet(
      [...paths, "totalcount", "tail", "encoding"],
      (given) => [{ does: "read", path: first(given) }],
      (given) => unknownValue("what a file holds", { from: "unread", origin: first(given).text, holds: "file" }),
    ),
  ],
  [
    "get-childitem",
    cmdlet(
      [...paths, "depth"],
      () => [],
      (given) => {
        const folder = given.operands[0];
        return folder === undefined ? unknownValue("a file") : folder.glob ? folder : { ...unknownValue("a file"), head: folder.text };
      },
    ),
  ],
  [
    "stop-process",
    cmdlet(["name", "id"], (given) => [
      { does: "kill", what: given.named.get("name") ?? given.named.get("id") ?? first(given), signal: "KILL" },
    ]),
  ],
  [
    "start-process",
    cmdlet(["filepath", "argumentlist", "verb", "workingdirectory", "windowstyle"], (given) => {
      const program = given.named.get("filepath") ?? first(given);
      const args = given.named.get("argumentlist") ?? given.operands[1];
      return [
        { does: "words", words: args === undefined ? [program] : [program, { ...args, ...(args.known ? {} : { loose: true as const }) }] },
      ];
    }),
  ],
  ["invoke-webrequest", web],
  ["invoke-restmethod", web],
  [
    "start-bitstransfer",
    cmdlet(["source", "destination"], (given) => {
      const url = given.named.get("source") ?? first(given);
      return [
        { does: "network", url, method: "GET", carrying: "nothing" },
        {
          does: "overwrite",
          path: given.named.get("destination") ?? given.operands[1] ?? unknownValue("?"),
          flow: { from: "download", origin: url.text },
        },
      ];
    }),
  ],
  ["set-acl", cmdlet(paths, (given) => [{ does: "chmod", path: first(given), mode: "?", whole: false }])],
  [
    "import-module",
    cmdlet(["name"], (given) => (/[\\/]/.test(first(given).text) ? [{ does: "file", path: first(given), language: "powershell" }] : [])),
  ],
  ...worded.map((name): [string, Cmdlet] => [name.toLowerCase(), asWords(name)]),
]);

export const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "remove-item": "rm del ri erase rd rmdir",
    "get-content": "cat gc type",
    "set-content": "sc",
    "add-content": "ac",
    "clear-content": "clc",
    "copy-item": "cp copy cpi",
    "move-item": "mv move mi",
    "rename-item": "ren rni",
    "get-childitem": "ls dir gci",
    "invoke-expression": "iex",
    "invoke-webrequest": "iwr curl wget",
    "invoke-restmethod": "irm",
    "stop-process": "kill spps",
    "start-process": "start saps",
    "new-item": "ni",
    "foreach-object": "% foreach",
    "where-object": "? where",
    "import-module": "ipmo",
    "set-location": "cd sl chdir",
    "invoke-command": "icm",
    "write-output": "echo write",
    "tee-object": "tee",
  }).flatMap(([name, short]) => short.split(" ").map((one): [string, string] => [one, name])),
);
