/** What the agents of this person do or did beside the guard: clients that run with it switched off, and sessions that it was never asked about. */
import type { Finding } from "../../agents/agents.ts";
import { nameOf } from "../../base/path.ts";
import { entryOf, newestFiles, readTail, runningPrograms, type Surroundings } from "../../hosts/node/node.ts";
import { readRecords } from "../../proof/ledger/ledger.ts";
import type { FoundAgent } from "./found.ts";
import type { Root } from "./root.ts";

/** A client is started by its own name, or as a script by an interpreter. */
export function runningFindings({ installer }: FoundAgent, { home }: Surroundings): readonly Finding[] {
  return runningPrograms().flatMap(({ pid, words, variable }) => {
    const at = words.slice(0, 2).findIndex((word) => nameOf(word) === installer.program);
    if (at === -1 || variable("HOME") !== home) return [];
    const findings = [...installer.examineWords(words.slice(at + 1)), ...installer.examineVariables(variable)];
    return findings.map((finding) => ({
      ...finding,
      what: `process ${pid} runs now: ${finding.what}`,
      repair: `end it with \`kill ${pid}\`, then: ${finding.repair}`,
    }));
  });
}

const mostTranscripts = 100;
const mostTranscriptBytes = 4 * 1024 * 1024;
const mostLedgerBytes = 64 * 1024 * 1024;

/** Only what happened since the guard was put in place can have been asked about. */
export function silentSessions({ installer }: FoundAgent, root: Root, { home, variable }: Surroundings): readonly Finding[] {
  const { transcripts } = installer;
  const placedMs = entryOf(root.record)?.changedMs;
  if (transcripts === undefined || placedMs === undefined) return [];
  const files = newestFiles(transcripts.folder(home, variable), placedMs, mostTranscripts);
  const sessions = files.flatMap((path) => {
    const text = readTail(path, mostTranscriptBytes);
    const read = text.ok ? transcripts.read(path, text.value) : undefined;
    return read !== undefined && read.calls > 0 ? [read.session] : [];
  });
  if (sessions.length === 0) return [];
  const ledger = readTail(`${root.ledger}/records`, mostLedgerBytes);
  const decisions = readRecords(ledger.ok ? ledger.value : "").leaves.filter((leaf) => leaf.includes('"is":"decision"'));
  const asked = (session: string): boolean => decisions.some((leaf) => leaf.includes(`"session":${JSON.stringify(session)}`));
  const silent = [...new Set(sessions)].filter((session) => !asked(session));
  return silent.map((session) => ({
    code: "session.unasked",
    what: `session \`${session}\` made calls after the guard was put in place, and the guard was asked about none of them`,
    repair: `end that session, then: sheepdog doctor --live`,
  }));
}
