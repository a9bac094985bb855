/** Every fault that the guard has to end in a block: what it is, how it is planted, and in which surroundings. `docs/faults.md` is made from it. */

/** What a fault is planted with: a guard's image, its own folder, and a folder to put things into. */
export type Spot = { readonly image: string; readonly own: string; readonly place: string; readonly hijack: string };

export type Fault = {
  /** As the issue of the native core calls it. */
  readonly area: string;
  readonly name: string;
  readonly how: string;
  /** What the call makes the guard do; without one it is a call that would be allowed. */
  readonly call?: string | Uint8Array;
  /** A guard whose native half has faults as well. */
  readonly planted?: true;
  /** Shell before the hook's line, and redirections of it. */
  readonly before?: (spot: Spot) => string;
  readonly after?: string;
  readonly env?: (spot: Spot) => Readonly<Record<string, string>>;
  /** Shell that puts something in the place of the guard's file. */
  readonly image?: (spot: Spot) => string;
  /** Which lines meet it: those that go through a shell, or those that clients call the guard by themselves; without it, any. */
  readonly line?: "shell" | "direct";
  /** The surroundings are harmless by themselves: a failing call is blocked in them and another one allowed. */
  readonly harmless?: true;
  /** Met by somebody whose processes are counted, as root's are not. */
  readonly counted?: true;
  /** Needs a mount of its own around the whole line. */
  readonly mounts?: (spot: Spot) => string;
};

const called = (name: string, more: Readonly<Record<string, unknown>> = {}): string => JSON.stringify({ do: name, ...more });

/** Faults that the guard's own code has, by the names that the guard of these tests knows them by. */
const own: readonly (readonly [area: string, names: readonly string[]])[] = [
  [
    "throw of every kind",
    [
      ...["throw-error", "throw-text", "throw-null", "throw-nothing", "throw-symbol", "throw-bare", "throw-function", "throw-huge"],
      ...["throw-quotes", "throw-odd-signs", "throw-undefined-name"],
    ],
  ],
  [
    "endless loop",
    [
      ...["loop", "loop-in-try", "loop-in-finally", "loop-in-generator", "loop-in-getter", "loop-in-stack", "loop-in-to-json"],
      ...["loop-in-proxy", "loop-in-outcome"],
    ],
  ],
  [
    "native loop that never polls",
    [...["native-sort", "native-join", "native-index", "native-power", "native-digits", "native-replace", "native-fill"], "native-reverse"],
  ],
  ["catastrophic regex", ["regex-nested", "regex-twice", "regex-groups", "regex-look", "regex-back"]],
  ["allocation", ["memory-array", "memory-text", "memory-caught", "memory-repeat", "memory-split", "memory-buffer", "memory-map"]],
  ["recursion", ["recursion", "recursion-in-text", "recursion-in-json", "recursion-in-regex", "recursion-in-apply"]],
  [
    "answer that is none",
    [
      ...["answer-nothing", "answer-null", "answer-number", "answer-text", "answer-empty", "answer-promise", "answer-no-exit"],
      ...["answer-big-exit", "answer-negative-exit", "answer-broken-exit", "answer-nan-exit", "answer-text-exit", "answer-no-sync"],
      ...["answer-number-stdout", "answer-surrogate", "answer-no-record", "answer-throwing-getter", "answer-huge"],
    ],
  ],
];

const inCode: readonly Fault[] = own.flatMap(([area, names]) =>
  names.map((name) => ({ area, name, how: `the guard's own code does \`${name}\``, call: called(name) })),
);

const inNativeHalf: readonly Fault[] = ["crash-null", "crash-stack", "crash-abort", "crash-panic"].map((name) => ({
  area: "crash",
  name,
  how: `the native half does \`${name}\``,
  call: called("planted", { fault: name }),
  planted: true,
}));

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

const inInput: readonly Fault[] = (
  [
    ["empty", ""],
    ["a blank", " \n"],
    ["half a call", '{"do":'],
    ["a call and more", called("silent") + called("silent")],
    ["another kind of value", "null"],
    ["zero bytes", new Uint8Array(1000)],
    ["not UTF-8", bytes('{"do":"silent', [0xff], '"}')],
    ["UTF-8 of more bytes than it needs", bytes([0xc0, 0xaf])],
    ["a surrogate in UTF-8", bytes([0xed, 0xa0, 0x80])],
    ["cut off inside a character", bytes(called("silent"), [0xe2, 0x82])],
    ["deep: 300,000 open brackets", "[".repeat(300_000)],
    ["huge: more than 8 MiB", called("silent", { padding: "x".repeat(8 << 20) })],
  ] as const
).map(([name, call]) => ({ area: "broken, empty, huge, deep, non-UTF-8 input", name, how: "handed in on stdin", call }));

const atTheEnds: readonly Fault[] = (
  [
    ["stdin that never ends", "silent for ever", "< <(exec sleep 4 2> /dev/null)"],
    ["stdin that never ends", "zeros without end", "< /dev/zero"],
    ["closed or odd stdin", "closed", "<&-"],
    ["closed or odd stdin", "a folder", "< ."],
    ["closed or odd stdin", "open for writing only", "0> /dev/null"],
  ] as const
).map(([area, name, after]) => ({ area, name, how: `\`${after}\` behind the line`, after }));

const sinks: readonly Fault[] = (
  [
    ["closed", ">&-"],
    ["full", "> /dev/full"],
    ["open for reading only", "1< /dev/null"],
  ] as const
).map(([name, after]) => ({
  area: "closed or full stdout",
  name,
  how: `\`${after}\` behind the line`,
  call: called("allow"),
  after,
  line: "direct",
}));

const signals: readonly Fault[] = ["HUP", "INT", "QUIT", "TERM", "USR1", "PIPE", "ALRM", "PROF", "XCPU", "SEGV", "BUS", "ABRT", "KILL"].map(
  (name) => ({
    area: "every signal",
    name,
    how: `\`kill -${name}\` while the guard waits for its call, which comes after it`,
    line: "shell",
    image: ({ image, place }) =>
      `printf '#!/bin/sh\necho $$ > "${place}/pid"\nexec "${image}" "$@"\n' > '${place}/guard'; chmod 755 '${place}/guard'`,
    before: ({ image, place }) => `
      { until [ "$(readlink /proc/$(cat '${place}/pid')/exe)" = '${image}' ]; do sleep 0.02; done
        sleep 0.02; kill -${name} $(cat '${place}/pid'); touch '${place}/sent'; } 2> /dev/null &
      exec 8< <(until [ -e '${place}/sent' ]; do sleep 0.02; done; echo '${called("silent")}')`,
    after: "<&8",
  }),
);

const limits: readonly Fault[] = (
  [
    ["low ulimits", "no file may grow", "ulimit -f 0"],
    ["low ulimits", "1 MB of address space", "ulimit -v 1000"],
    ["low ulimits", "60 MB of address space", "ulimit -v 60000"],
    ["low ulimits", "1 MB of data", "ulimit -d 1000"],
    ["file-descriptor exhaustion", "none may be opened", "ulimit -n 3"],
  ] as const
).map(([area, name, before]) => ({ area, name, how: `\`${before}\` for the guard alone`, line: "shell", image: limited(before) }));

const withoutProcesses: Fault = {
  area: "PID exhaustion",
  name: "the shell of the line may begin none",
  how: "`ulimit -u 1` before the line",
  line: "shell",
  counted: true,
  before: () => "ulimit -u 1",
};

/** A script in the guard's place that sets the limit and becomes the guard: the shell of the line would suffer as well. */
function limited(limit: string): (spot: Spot) => string {
  return ({ image, place }) => `printf '#!/bin/bash\\n${limit}\\nexec "${image}" "$@"\\n' > '${place}/guard'; chmod 755 '${place}/guard'`;
}

const ledgers: readonly Fault[] = (
  [
    ["is missing", ({ own: root }: Spot) => `rm -r '${root}/ledger'`],
    ["is a file", ({ own: root }: Spot) => `rm -r '${root}/ledger'; touch '${root}/ledger'`],
    ["has a folder for records", ({ own: root }: Spot) => `mkdir '${root}/ledger/records'`],
    ["has a link for records", ({ own: root }: Spot) => `ln -s /dev/null '${root}/ledger/records'`],
    ["has a pipe for records", ({ own: root }: Spot) => `mkfifo '${root}/ledger/records'`],
  ] as const
).map(([name, before]) => ({ area: "ledger that cannot be written", name, how: "before the call", before }));

const disks: readonly Fault[] = (
  [
    ["read-only disk", (root: string) => `mount -t tmpfs -o ro,size=1m none '${root}/ledger'`],
    [
      "full disk",
      (root: string) =>
        `mount -t tmpfs -o size=64k none '${root}/ledger'; head -c 1m /dev/zero > '${root}/ledger/rest' 2> /dev/null; : > '${root}/ledger/records'`,
    ],
  ] as const
).map(([name, mount]) => ({
  area: "full or read-only disk for the ledger",
  name,
  how: "a mount of its own under the ledger",
  mounts: ({ own: root }: Spot) => mount(root),
}));

const images: readonly Fault[] = (
  [
    ["missing image", "missing", ({ place }: Spot) => `rm -f '${place}/guard'`],
    ["truncated image", "nothing left", ({ place }: Spot) => `: > '${place}/guard'; chmod 755 '${place}/guard'`],
    ...([60, 4096, 100_000, 1_000_000, 2_000_000] as const).map(
      (left) =>
        [
          "truncated image",
          `${left} bytes left`,
          ({ image, place }: Spot) => `head -c ${left} '${image}' > '${place}/guard'; chmod 755 '${place}/guard'`,
        ] as const,
    ),
    ["foreign image", "zeros", ({ place }: Spot) => `head -c 100000 /dev/zero > '${place}/guard'; chmod 755 '${place}/guard'`],
    ["foreign image", "text of no interpreter", ({ place }: Spot) => `echo 'no guard here' > '${place}/guard'; chmod 755 '${place}/guard'`],
    [
      "foreign image",
      "for another machine",
      ({ image, place }: Spot) =>
        `cp '${image}' '${place}/guard'; printf '\\267' | dd of='${place}/guard' bs=1 seek=18 conv=notrunc 2> /dev/null; chmod 755 '${place}/guard'`,
    ],
    ["failed exec", "may not be run", ({ image, place }: Spot) => `cp '${image}' '${place}/guard'; chmod 644 '${place}/guard'`],
    ["failed exec", "is a folder", ({ place }: Spot) => `mkdir '${place}/guard'`],
    ["failed exec", "its interpreter is missing", ({ place }: Spot) => `echo '#!/no/such' > '${place}/guard'; chmod 755 '${place}/guard'`],
    ["failed exec", "leads in a circle", ({ place }: Spot) => `ln -s guard '${place}/guard'`],
  ] as const
).map(([area, name, image]) => ({ area, name, how: "in the place of the guard's file", line: "shell", image }));

const noexec: Fault = {
  area: "noexec mount",
  name: "nothing there may be run",
  how: "a mount of its own around the guard's file",
  line: "shell",
  image: () => "true",
  mounts: ({ image, place }) => `mount -t tmpfs -o noexec none '${place}' && cp '${image}' '${place}/guard' && chmod 755 '${place}/guard'`,
};

const harmless: readonly Fault[] = (
  [
    ["missing HOME", "HOME is not set", "unset HOME"],
    ["missing HOME", "HOME leads nowhere", "export HOME=/nowhere/at/all"],
    ["missing HOME", "HOME is relative", "export HOME=here"],
    ["unreadable or deleted cwd", "deleted", "mkdir gone.$$ && cd gone.$$ && rmdir ../gone.$$"],
    ["unreadable or deleted cwd", "/proc", "cd /proc/self"],
    ["file-descriptor exhaustion", "one more may be opened", "ulimit -n 12"],
    ["low ulimits", "no core, no locked memory", "ulimit -c 0 -l 0"],
  ] as const
).map(([area, name, before]) => ({ area, name, how: `\`${before}\` before the line`, before: () => before, harmless: true }));

const environments: readonly Fault[] = (
  [
    ["LD_PRELOAD", ({ hijack }: Spot) => ({ LD_PRELOAD: hijack })],
    ["LD_AUDIT", ({ hijack }: Spot) => ({ LD_AUDIT: hijack })],
    ["LD_LIBRARY_PATH", ({ place }: Spot) => ({ LD_LIBRARY_PATH: place })],
    ["GLIBC_TUNABLES", () => ({ GLIBC_TUNABLES: "glibc.malloc.check=3:glibc.malloc.perturb=255:glibc.mem.tagging=7" })],
    ["NODE_OPTIONS", ({ place }: Spot) => ({ NODE_OPTIONS: `--require ${place}/evil.js` })],
    ["BUN_OPTIONS", ({ place }: Spot) => ({ BUN_OPTIONS: `--preload ${place}/evil.js` })],
    ["HOME elsewhere", ({ place }: Spot) => ({ HOME: place, XDG_CONFIG_HOME: place, XDG_RUNTIME_DIR: place })],
    ["the guard's own name", () => ({ SHEEPDOG_ALLOW: "1", SHEEPDOG_ROOT: "/nowhere", SHEEPDOG_MODE: "off" })],
    ["120 kB of padding", () => ({ PADDING: "x".repeat(120_000) })],
  ] as const
).map(([name, env]) => ({ area: "hostile environment", name, how: "set for the guard alone", line: "direct", env, harmless: true }));

export const faults: readonly Fault[] = [
  ...inNativeHalf,
  ...inCode,
  ...inInput,
  ...atTheEnds,
  ...sinks,
  ...signals,
  ...ledgers,
  ...disks,
  ...limits,
  withoutProcesses,
  ...images,
  noexec,
  ...harmless,
  ...environments,
];
