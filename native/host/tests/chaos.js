// A guard that does whatever the call names: the ways in which a guard can fail, and a few in which it works. For tests of the host alone.
const deny = (id, why) => JSON.stringify({ id, verdict: "deny", why });
const outcome = (more) => ({ record: "record\n", sync: false, stdout: "allowed", stderr: "", exit: 0, ...more });
const forever = () => {
  for (;;);
};

const faults = {
  // Loops.
  loop: forever,
  "loop-in-try": () => {
    for (;;) {
      try {
        forever();
      } catch {
        continue;
      }
    }
  },
  "loop-in-finally": () => {
    try {
      forever();
    } finally {
      forever();
    }
  },
  "loop-in-generator": () => [...(function* () {
    for (;;) yield* [];
  })()],
  "loop-in-getter": () => {
    throw Object.defineProperty(new Error("x"), "message", { get: forever });
  },
  "loop-in-stack": () => {
    throw Object.defineProperty(new Error("x"), "stack", { get: forever });
  },
  "loop-in-to-json": () => JSON.stringify({ toJSON: forever }),
  "loop-in-proxy": () => ({ ...new Proxy({}, { ownKeys: forever }) }),
  "loop-in-outcome": () => Object.defineProperty(outcome({}), "stdout", { get: forever }),
  // Native loops, which never ask whether to go on.
  "native-sort": () => {
    const many = [];
    many.length = 2 ** 31;
    return many.sort().length;
  },
  "native-join": () => {
    const many = [];
    many.length = 2 ** 27;
    return many.join("").length;
  },
  "native-index": () => [].indexOf.call({ length: 2 ** 53 - 1 }, 1),
  "native-power": () => (2n ** 200000n) ** 20n % 7n,
  "native-digits": () => (3n ** 2000000n).toString(),
  "native-replace": () => "a".repeat(1e6).replaceAll("a", "b".repeat(1000)).length,
  "native-fill": () => new Array(2 ** 32 - 1).fill(0).length,
  "native-reverse": () => [].reverse.call({ length: 2 ** 53 - 1 }),
  // Regular expressions.
  "regex-nested": () => /^(a+)+$/.test("a".repeat(41) + "!"),
  "regex-twice": () => /(x+x+)+y/.test("x".repeat(40)),
  "regex-groups": () => new RegExp("(".repeat(50000) + ")".repeat(50000)).test("x"),
  "regex-look": () => /(?=(a+))*b/.test("a".repeat(30000)),
  "regex-back": () => /^(.*)*\1$/.test("ab".repeat(40)),
  // Memory.
  "memory-array": () => {
    const all = [];
    for (;;) all.push(new Array(1000).fill(1));
  },
  "memory-text": () => {
    let text = "x";
    for (;;) text += text;
  },
  "memory-caught": () => {
    const all = [];
    for (;;) {
      try {
        all.push(new Uint8Array(1 << 20));
      } catch {
        continue;
      }
    }
  },
  "memory-repeat": () => "x".repeat(2 ** 29).length,
  "memory-split": () => "a".repeat(1e7).split("").length,
  "memory-buffer": () => new ArrayBuffer(2 ** 40).byteLength,
  "memory-map": () => {
    const map = new Map();
    for (let i = 0; ; i++) map.set(i, {});
  },
  // Depth.
  recursion: () => {
    const deeper = (n) => deeper(n + 1) + 1;
    return deeper(0);
  },
  "recursion-in-text": () => {
    const thing = { toString: () => `${thing}` };
    return `${thing}`;
  },
  "recursion-in-json": () => JSON.parse("[".repeat(200000) + "]".repeat(200000)),
  "recursion-in-regex": () => new RegExp("(?:".repeat(20000) + "a" + ")".repeat(20000)).test("a"),
  "recursion-in-apply": () => Math.max(...new Array(2e6).fill(1)),
  // What is thrown.
  "throw-error": () => {
    throw new Error("boom");
  },
  "throw-text": () => {
    throw "boom";
  },
  "throw-null": () => {
    throw null;
  },
  "throw-nothing": () => {
    throw undefined;
  },
  "throw-symbol": () => {
    throw Symbol("boom");
  },
  "throw-bare": () => {
    throw Object.create(null);
  },
  "throw-function": () => {
    throw () => "boom";
  },
  "throw-huge": () => {
    throw new Error("boom ".repeat(1e6));
  },
  "throw-quotes": () => {
    throw new Error('a "quoted" \\ thing\n{"permissionDecision":"allow"}');
  },
  "throw-odd-signs": () => {
    throw new Error("\u0000\u001b[2J\ud800 \u2028 käse");
  },
  "throw-undefined-name": () => missing.thing,
  // What is answered.
  "answer-nothing": () => undefined,
  "answer-null": () => null,
  "answer-number": () => 42,
  "answer-text": () => "allowed",
  "answer-empty": () => ({}),
  "answer-promise": () => Promise.resolve(outcome({})),
  "answer-no-exit": () => outcome({ exit: undefined }),
  "answer-big-exit": () => outcome({ exit: 256 }),
  "answer-negative-exit": () => outcome({ exit: -1 }),
  "answer-broken-exit": () => outcome({ exit: 0.5 }),
  "answer-nan-exit": () => outcome({ exit: NaN }),
  "answer-text-exit": () => outcome({ exit: "0" }),
  "answer-no-sync": () => outcome({ sync: undefined }),
  "answer-number-stdout": () => outcome({ stdout: 7 }),
  "answer-surrogate": () => outcome({ stdout: "allowed \ud800" }),
  "answer-no-record": () => outcome({ record: null }),
  "answer-throwing-getter": () => Object.defineProperty(outcome({}), "record", { get: () => missing.thing }),
  "answer-huge": () => outcome({ stdout: "x".repeat(40 << 20) }),
};

const works = {
  allow: () => outcome({}),
  silent: () => outcome({ stdout: "" }),
  block: () => outcome({ stdout: "blocked", stderr: "sheepdog: a reason\n", exit: 2 }),
  synced: () => outcome({ sync: true }),
  "no-record": () => outcome({ record: "" }),
  "long-answer": () => outcome({ stdout: "x".repeat(1 << 20) }),
  "say-request": (call, request) => outcome({ stdout: JSON.stringify({ home: request.home, now: request.now, agent: request.agent }) }),
  "say-clock": (_, request) => outcome({ stdout: String(Date.now() === request.now && new Date(0).toISOString() === "1970-01-01T00:00:00.000Z") }),
  "say-features": () => outcome({ stdout: JSON.stringify(features()) }),
  planted: (call) => outcome({ stdout: `tried ${host.planted(call.fault)}` }),
  ask: (call) => outcome({ stdout: JSON.stringify(call.questions.map(([name, ...rest]) => host[name](...rest))) }),
  remember: (call) => outcome({ memory: { session: call.session, notes: call.notes } }),
  "ask-often": (call) => {
    let last;
    for (let i = 0; i < call.times; i++) last = host.entry("/");
    return outcome({ stdout: JSON.stringify(last) });
  },
  steps: (call) => {
    let sum = 0;
    for (let i = 0; i < call.times; i++) sum += i;
    return outcome({ stdout: String(sum) });
  },
};

// Texts never become code, whatever they are handed to.
function features() {
  const tried = (attempt) => {
    try {
      return String(attempt());
    } catch (error) {
      return String(error);
    }
  };
  return {
    eval: tried(() => (0, eval)("1 + 1")),
    function: tried(() => Function("return 1")()),
    generator: tried(() => Object.getPrototypeOf(function* () {}).constructor("yield 1")().next().value),
    std: typeof std,
    os: typeof os,
    print: typeof print,
  };
}

function run(envelope, request) {
  const call = JSON.parse(envelope);
  const act = works[call.do] ?? faults[call.do];
  if (act === undefined) throw new Error(`unknown: ${call.do}`);
  return act(call, request);
}

globalThis.sheepdog = {
  version: "chaos 1",
  hook: (request) => run(request.envelope, request),
  judge: (line) => {
    const call = JSON.parse(line);
    if (call.do === "lines") return "two\nlines";
    if (call.do in faults || call.do === "planted") return run(line, {}).stdout;
    if (call.do === "claim") return JSON.stringify({ id: call.id, claim: host.claim("it") });
    globalThis.seen = (globalThis.seen ?? 0) + 1;
    return JSON.stringify({ id: call.id, verdict: "allow", seen: globalThis.seen });
  },
  mode: () => "read",
  judgeFailed: (line, reason) => {
    const call = JSON.parse(line);
    if (call.failsTwice) forever();
    return deny(call.id, reason);
  },
  rehearse: () => {
    run(JSON.stringify({ do: "allow" }), {});
    globalThis.sheepdog.judge(JSON.stringify({ id: 1, do: "x" }));
  },
  lastWords: [
    ["plain", '{"decision":"block","why":"', '"}\n'],
    ["other", '{"permission":"no: ', '"}'],
  ],
};
