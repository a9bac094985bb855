/** The rows of whole hooks: from the start of the process to its end, with the answer given and the record written. */
import { type BenchGround, hookCommand } from "./ground.ts";
import { fortyLines, longScript } from "./inputs.ts";
import { projectWithPolicy, rootWithPolicy } from "./layers.ts";
import { type Reach, type Row, timedRow } from "./report.ts";
import { type Candidate, nothing, time } from "./timer.ts";

type HookRow = {
  readonly what: string;
  readonly reach: (ground: BenchGround) => Reach;
  readonly runs: number;
  /** What the agent wants to run; a typical command where nothing is said. */
  readonly command?: string;
  /** Or what the guard is asked instead of being hooked. */
  readonly words?: (ground: BenchGround) => readonly string[];
  /** Where it is hooked in place of the usual folders. */
  readonly root?: (ground: BenchGround) => string;
  readonly project?: (ground: BenchGround) => string;
};

const typical = "git status && npm test";

const wholeReach = ({ libc }: BenchGround): Reach => ({ ratio: libc === "musl" ? 2.5 : 3, residentMb: 8 });

const rows: readonly HookRow[] = [
  { what: "whole hook, typical command, full rule set", reach: wholeReach, runs: 300, command: typical },
  { what: "whole hook, `ls -la`", reach: wholeReach, runs: 300, command: "ls -la" },
  { what: "whole hook, denied `git push -f`, synced record", reach: wholeReach, runs: 300, command: "git push -f" },
  {
    what: "typical command, 300-line user policy (built)",
    reach: () => ({ ratio: 4 }),
    runs: 300,
    command: typical,
    root: (ground) => rootWithPolicy(ground, 300),
  },
  {
    what: "typical command, 50-line repository policy",
    reach: () => ({ ratio: 15 }),
    runs: 100,
    command: typical,
    project: (ground) => projectWithPolicy(ground, 50),
  },
  { what: "whole hook, 40-line script", reach: () => ({ ratio: 20 }), runs: 100, command: fortyLines },
  { what: "whole hook, 11 KB script", reach: () => ({ ms: 100 }), runs: 30, command: longScript },
  {
    what: "inline Python one-liner",
    reach: () => ({ ratio: 10 }),
    runs: 100,
    command: "python3 -c \"import json; print(json.dumps({'a': 1}))\"",
  },
  {
    what: "inline JavaScript one-liner",
    reach: () => ({ ratio: 10 }),
    runs: 100,
    command: "node -e 'console.log(JSON.stringify({ a: 1 }))'",
  },
  { what: "quick answer, `mode get`", reach: () => ({ ratio: 2.5 }), runs: 300, words: () => ["mode", "get"] },
  { what: "quick answer, `statusline`", reach: () => ({ ratio: 2.5 }), runs: 300, words: ({ root }) => ["statusline", "--root", root] },
];

export function measureHooks(ground: BenchGround): readonly Row[] {
  return rows.map((row) => measure(ground, row));
}

function measure(ground: BenchGround, row: HookRow): Row {
  const { what, reach, runs } = row;
  const asked = askedFor(ground, row);
  const [idle, timing] = time(ground, runs, [nothing, { name: what, ...asked }]);
  if (idle === undefined || timing === undefined) throw new Error(`the timer left out \`${what}\``);
  return timedRow({ what, reach: reach(ground), idle, timing });
}

function askedFor(ground: BenchGround, { command = typical, words, root, project }: HookRow): Omit<Candidate, "name"> {
  if (words !== undefined) return { stdin: "/dev/null", command: [ground.guard, ...words(ground)] };
  const place = project === undefined ? ground : { ...ground, project: project(ground) };
  return { stdin: ground.fileWith(envelopeFor(place, command)), command: hookCommand(ground, root?.(ground)) };
}

export function envelopeFor(ground: BenchGround, command: string): string {
  return JSON.stringify({
    session_id: "bench",
    transcript_path: `${ground.home}/transcript.jsonl`,
    cwd: ground.project,
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command, description: "bench" },
    tool_use_id: "toolu_bench",
  });
}
