/** One attended session between what its client says and what the fleet is told. */
import type { Happening, Heard, ProcessProof, SeenState } from "../../../fleet/fleet.ts";
import type { Attendance } from "./attendance.ts";
import type { Origin } from "./left-processes.ts";
import type { ProcessMark } from "./process-mark.ts";
import type { LaunchRecord } from "./session-folder.ts";

export type Attended = {
  readonly record: LaunchRecord;
  readonly origin: Origin;
  readonly attendance: Attendance;
  readonly mark: ProcessMark;
  readonly receipts: ReadonlySet<string>;
  readonly isReady: () => boolean;
  /** Why the client would not begin. */
  readonly refused: () => "conversation-unknown" | "conversation-held" | "failed" | undefined;
  readonly lastTool: () => string | null;
  readonly seen: () => Happening;
  readonly isOver: () => boolean;
  readonly end: () => void;
};

export type Tell = (happening: Happening) => void;

export type Listening = {
  readonly hear: (heard: Heard) => void;
  /** Until then all that is heard was said while nobody listened: of its many signs of life only the last is told. */
  readonly live: () => void;
  readonly attended: (attendance: Attendance, mark: ProcessMark) => Attended;
};

/** What is known of the session so far. */
type Sofar = {
  state: SeenState;
  tool: boolean;
  lastTool: string | null;
  /** The last sign of life of a turn that has not ended. */
  moved: Happening | undefined;
  isLive: boolean;
  over: boolean;
  refused: ReturnType<Attended["refused"]>;
  readonly receipts: Set<string>;
};

/** `folder` is the session's mark on everything that it starts. */
export function listening(record: LaunchRecord, folder: string, tell: Tell): Listening {
  const sofar: Sofar = {
    state: "starting",
    tool: false,
    lastTool: null,
    moved: undefined,
    isLive: false,
    over: false,
    refused: undefined,
    receipts: new Set(),
  };
  return {
    hear: (heard) => {
      const happening = sofar.over ? undefined : happeningOf(record, sofar, heard);
      if (happening !== undefined) tell(happening);
    },
    live: () => {
      sofar.isLive = true;
      if (sofar.moved !== undefined) tell(sofar.moved);
    },
    attended: (attendance, mark) => ({
      record,
      origin: { folder, leader: mark },
      attendance,
      mark,
      receipts: sofar.receipts,
      isReady: () => sofar.state !== "starting",
      refused: () => sofar.refused,
      lastTool: () => sofar.lastTool,
      seen: () => {
        sofar.state = attendance.state() ?? sofar.state;
        return seenIn(record, sofar);
      },
      isOver: () => sofar.over,
      end: () => {
        sofar.over = true;
        attendance.close();
      },
    }),
  };
}

function seenIn({ session }: LaunchRecord, { state, tool }: Sofar): Happening {
  return { is: "session-seen", session, state, tool };
}

function happeningOf(record: LaunchRecord, sofar: Sofar, heard: Heard): Happening | undefined {
  const { session, account, fence, start } = record;
  switch (heard.is) {
    case "ready":
      sofar.state = start.resume === null ? "idle" : "busy";
      return seenIn(record, sofar);
    case "refused":
      sofar.refused = heard.why;
      return undefined;
    case "received":
      sofar.receipts.add(heard.receipt);
      sofar.state = "busy";
      return { is: "prompt-received", session, receipt: heard.receipt };
    case "moved": {
      const { tool, microUsd, tokens } = heard;
      sofar.state = "busy";
      sofar.tool = tool !== null;
      sofar.lastTool = tool ?? sofar.lastTool;
      sofar.moved = { is: "turn-moved", session, tool, microUsd, tokens };
      return sofar.isLive ? sofar.moved : undefined;
    }
    case "tool-done":
      sofar.tool = false;
      return sofar.isLive ? seenIn(record, sofar) : undefined;
    case "quota":
      return { ...heard, is: "quota-read", account, identity: null };
    case "limit":
      return { ...heard, is: "limit-reached", account, session };
    case "turn-ended":
      sofar.state = "idle";
      sofar.tool = false;
      sofar.moved = undefined;
      return { ...heard, session, fence };
  }
}

export function proofOf({ pid, startedTicks, boot }: ProcessMark): ProcessProof {
  return { pid, startedAt: `${startedTicks}@${boot}` };
}
