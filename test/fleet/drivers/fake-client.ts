/** A client of our own making, in shell: it says what it is told, so that drivers can be tried without a product. */
import type { Client, Heard, Message, Prompt } from "../../../src/fleet/fleet.ts";

/** A line is a receipt and words; some words are things to do. */
const script = `
[ "$2" = unknown ] && { echo 'no such conversation' >&2; exit 1; }
[ "$2" = slow ] && sleep 1
echo ready
while read -r receipt words; do
  echo "received $receipt"
  case $words in
    leave*) exit 7;;
    hide*) setsid sh -c 'sleep 300 & wait' >/dev/null 2>&1 & ;;
    deaf*) trap '' TERM INT HUP; while :; do sleep 1; done;;
    half*) printf 'ended %s' "$receipt"; sleep 0.3; printf ' of it\\n'; continue;;
  esac
  echo "ended $receipt $words"
done
echo over
`;

export const fakeClient: Client = {
  name: "fake",
  stateFolder: () => null,
  readState: () => undefined,
  refusal: (words) => (words.includes("no such conversation") ? "conversation-unknown" : undefined),
  transcript: () => null,
  headless: {
    start: ({ resume, model }) => ({ args: ["-c", script, "fake", "x", resume?.from ?? model ?? ""], env: {} }),
    dialogue: ({ conversation }) => ({
      opening: [],
      hear: (line) => ({ heard: meaning(line, conversation), say: [] }),
      prompt: messageOf,
      interrupt: (order) => messageOf({ receipt: order, text: "stop" }),
    }),
  },
};

function messageOf({ receipt, text }: Prompt): Message {
  return { id: receipt, text: `${receipt} ${text}` };
}

function meaning(line: string, conversation: string): readonly Heard[] {
  const [word, receipt = "", ...rest] = line.split(" ");
  if (word === "ready") return [{ is: "ready", conversation }];
  if (word === "received") return [{ is: "received", receipt }];
  if (word !== "ended") return [];
  const moved = { is: "moved", tool: null, microUsd: 1, tokens: 1 } as const;
  return [moved, { is: "turn-ended", outcome: "done", report: rest.join(" "), microUsd: 1, tokens: 1 }];
}
