/** Mistakes that somebody could make in the fleet, each as one change of one text. The simulator has to find every one of them. */

export type Planted = { readonly name: string; readonly file: string; readonly find: string; readonly put: string };

const change = (name: string, file: string, [find, put]: readonly [string, string]): Planted => ({ name, file, find, put });

/** Those that take the fewest seeds come first: every day as many of them are tried as there is time for. */
export const planted: readonly Planted[] = [
  change("orders are carried out before the commit", "keeper", [
    "const committed = store.commit(",
    "for (const order of made.orders) carryOut(order);\n    const committed = store.commit(",
  ]),
  change("a session that is ended keeps its fence", "ending", ["  fenceOff(draft, session);\n  dropOrders", "  dropOrders"]),
  change("ageing is forgotten", "queue", [
    "Math.max(0, ranks[task.priority] - Math.floor((look.steadyMs - task.arrivedSteadyMs) / ageingMs))",
    "ranks[task.priority]",
  ]),
  change("priorities are forgotten", "queue", ["if (byUrgency !== 0) return byUrgency < 0;", ""]),
  change("shares are not counted", "dispatch", ["servedShare: share + 1 / project.weight", "servedShare: share"]),
  change("percent is taken for a ratio", "readings", ["value / 100", "value"]),
  change("a task is resumed from nothing", "launching", [
    "if (conversation === null) return null;",
    'if (conversation === null || conversation.id !== "") return null;',
  ]),
  change("a start forgets the orders of the last daemon", "step", ["  giveAllAgain(draft);\n", ""]),
  change("orders are given once", "step", ["  giveUnanswered(draft);\n", ""]),
  change("signs of life do not renew the lease", "leasing", [
    "deadlineSteadyMs: draft.steadyMs + draft.settings().leaseMs",
    "deadlineSteadyMs: lease.deadlineSteadyMs",
  ]),
  change("silence is noticed too late", "leasing", [
    "draft.steadyMs >= lease.deadlineSteadyMs",
    "draft.steadyMs >= lease.deadlineSteadyMs + 60_000",
  ]),
  change("stalls are not noticed", "watch", ["if (!session.tool && draft", "if (session.tool && draft"]),
  change("a long tool counts as a stall", "watch", ["if (!session.tool && draft", "if (draft"]),
  change("a slot is free before its process is gone", "ending", [
    'if (step === "ending") orderEnd(draft, session);',
    'if (step === "ending") return release(draft, { ...session, ending }, { exit: 0, proof: "dead" });',
  ]),
  change("ending takes no for an answer", "ending", [
    'tries < draft.settings().endTries ? "again" : "unproven"',
    'tries < 0 ? "again" : "unproven"',
  ]),
  change("an interrupt without effect is the end of it", "watch", [
    ">= draft.settings().graceMs) goOnEnding(draft, session)",
    ">= 1e12) goOnEnding(draft, session)",
  ]),
  change("keys are not looked at", "intake", ["if (holder !== undefined) return", "if (holder === task.id) return"]),
  change("a task that ended is taken again", "intake", [' || draft.get("ended", arrival.task) !== undefined) return;', ") return;"]),
  change("dependencies are forgotten", "queue", ["if (before !== undefined) return", "if (before === task.id) return"]),
  change("tasks begin before their time", "queue", ["look.at < task.notBefore", "look.at < 0"]),
  change("there is no backoff", "ending", ["afterwards.burns ? Math.min(", "draft.at < 0 ? Math.min("]),
  change("a task may fail for ever", "ending", ["if (burned >= attempts) {", "if (burned >= attempts * 1000) {"]),
  change("money is counted twice", "running", [
    "const microUsd = Math.max(0, sums.microUsd - session.microUsd);",
    "const microUsd = sums.microUsd;",
  ]),
  change("promised money is not counted", "tally", ["lease.reservedMicroUsd - session.microUsd", "0"]),
  change("the budget of an account is not looked at", "placing", [
    'if (left >= reservationFor(look, task)) return undefined;\n  return { code: "account-budget"',
    'if (left < Infinity) return undefined;\n  return { code: "account-budget"',
  ]),
  change("everything is told each time", "notices", ["  if (known !== undefined) {\n", "  if (known !== undefined && !known.told) {\n"]),
  change("people are woken at night", "notices", ['if (incident.urgency !== "alarm" && isQuiet(draft)) return;', ""]),
  change("a person's session is ended", "ending", [
    'draft.put("sessions", { id, kind: "human", folder, account, seen });',
    'orderEnd(draft, session);\n  draft.put("sessions", { id, kind: "human", folder, account, seen });',
  ]),
  change("unsaved changes are swept away", "janitor", ["if (seen.dirty !== false) return", "if (seen.dirty === 1) return"]),
  change("what could not be looked at counts as merged", "janitor", [
    "if (seen.dirty !== false) return",
    "if (seen.dirty === true) return",
  ]),
  change("the folder of a dead task is swept away", "janitor", [
    'if (task.state.is === "dead") return keep("its task is dead and may be tried again");\n  if (task.state.is !== "done" && task.state.is !== "cancelled") return',
    'if (task.state.is === "queued") return',
  ]),
  change("two tasks share one checkout", "queue", ["return project.worktrees ? project.most : 1;", "return project.most;"]),
  change("work moves between subscriptions unasked", "placing", [
    "movingAcknowledgedBy === null ? [] : others",
    'movingAcknowledgedBy === "" ? [] : others',
  ]),
  change("work leaves an account that is held", "placing", [
    'return code === "limited"',
    'return code === "account-held" || code === "limited"',
  ]),
  change("moves are on no record", "dispatch", ["if (hasMoved) recordMove(draft, { task, account });", ""]),
  change("a cancelled task works on", "intake", [
    'if (session?.kind === "worker") startEnding(draft, session, { why: `cancelled by ${by}`',
    'if (session?.kind === "human") startEnding(draft, session, { why: `cancelled by ${by}`',
  ]),
  change("an old checkpoint takes the place of a good one", "checkpoints", [
    "(session.worked || ",
    '(session.worked || task.id !== "" || ',
  ]),
  change("a start takes every session for dead", "step", [
    'if (session.phase !== "placing") draft.order({ do: "probe"',
    'if (session.phase !== "placing") release(draft, session, { exit: "killed", proof: "dead" });\n    else draft.order({ do: "probe"',
  ]),
  change("the wall clock measures leases", "draft", ["return Math.max(fleet.steadyMs, base + event.steadyMs);", "return event.at;"]),
  change("fences are given twice", "draft", [
    'draft.put("fleet", { ...fleet(), lastFence: fence });',
    'if (fence % 7 !== 0) draft.put("fleet", { ...fleet(), lastFence: fence });',
  ]),
  change("a session on a held account is prompted", "launching", [
    "account === undefined || account.held !== null) return false",
    "account === undefined) return false",
  ]),
  change("files stay where they were", "closing", ["  settleFile(draft, task, state.is);\n", ""]),
  change("ended tasks are forgotten without the archive", "janitor", [
    'draft.order({ do: "archive", task: task.id, body });',
    'draft.drop("ended", task.id);',
  ]),
  change("a dead task loses its conversation", "closing", [
    'draft.put("ended", { ...task, state });',
    'draft.put("ended", { ...task, conversation: null, state });',
  ]),
  change("the threshold has no hysteresis", "lanes", ["fullest.usedShare < softShare - hysteresis", "fullest.usedShare < softShare"]),
  change("an account is driven to its last drop", "lanes", ["if (fullest.usedShare >= softShare) {", "if (fullest.usedShare > 1) {"]),
  change("throttled accounts go on as before", "placing", ["if (look.steadyMs < lane.slowSteadyMs)", "if (look.steadyMs < 0)"]),
  change("a signed-out account is tried again and again", "troubles", [
    "if (account.held === null) draft.put",
    'if (account.held === "") draft.put',
  ]),
  change("a full disk is not minded", "queue", ["if (diskFull) return", "if (look.steadyMs < 0) return"]),
  change("the last change of a row is lost in a batch", "draft", [
    "changes.set(`${table} ${id}`, { table, id, row: row as Json });",
    "if (!changes.has(`${table} ${id}`)) changes.set(`${table} ${id}`, { table, id, row: row as Json });",
  ]),
  change("nobody hears of dead tasks", "closing", ['if (state.is !== "dead") return;', 'if (state.is !== "done") return;']),
  change("results count under any fence", "running", ["task.fence !== fence || session.fence !== fence", "session.fence !== fence"]),
  change("a limit burns the attempt", "trouble", [
    'limit: { burns: false, stops: "lane", slows: false, task: "park"',
    'limit: { burns: true, stops: "lane", slows: false, task: "queue"',
  ]),
  change("a limited account is given work", "placing", ['if (state.is === "limited") return', "if (look.steadyMs < 0) return"]),
  change("an account that is nearly used up is given work", "placing", ['if (state.is === "draining") {', "if (look.steadyMs < 0) {"]),
  change("a reset is invented", "lanes", [
    "const said = believable(limit.resetsAt, draft.at);",
    'const told = believable(limit.resetsAt, draft.at);\n  const said = told === "unknown" ? draft.at + 3_600_000 : told;',
  ]),
  change("the earlier of two resets counts", "lanes", ["Math.max(said, known)", "Math.min(said, known)"]),
  change("an account is tried before its reset", "lanes", ["ms: resetsAt + spreadMs", "ms: resetsAt - 60_000"]),
  change("after a reset everybody starts at once", "lanes", [
    'draft.put("lanes", { ...lane, state: { is: "unknown" }, permits: 1 });\n    draft.note',
    'draft.put("lanes", { ...lane, state: { is: "healthy" }, permits: 9 });\n    draft.note',
  ]),
  change("seconds are taken for milliseconds", "readings", ["resets * 1000", "resets"]),
  change("another login's numbers are taken", "readings", ["said.identity !== account.identity)", "said.identity === said.account)"]),
  change("the rest of a limited account runs on", "limits", [
    "  endSessions(draft, { account, scope, why: `account",
    '  if (account === "") endSessions(draft, { account, scope, why: `account',
  ]),
  change("what may still be held is resumed", "launching", ['how: conversation.unproven ? "fork" : "continue"', 'how: "continue"']),
  change("a dependency that died counts as done", "queue", [
    'look.get("ended", id)?.state.is !== "done"',
    'look.get("ended", id) === undefined',
  ]),
  change("a slot is never given back", "ending", ['  draft.drop("sessions", session.id);\n', ""]),
  change("work is resumed on the account that it left", "launching", [
    "const { id, slot, fence, account, scope } = session;",
    "const { id, slot, fence, scope } = session;\n  const account = task.conversation?.account ?? session.account;",
  ]),
  change("a task has one attempt more than it may", "ending", ["if (burned >= attempts) {", "if (burned > attempts) {"]),
  change("a task has one attempt less than it may", "ending", ["if (burned >= attempts) {", "if (burned + 1 >= attempts) {"]),
  change("an event of a turn is dropped", "keeper", [
    "for (const event of events) {",
    "for (const event of events.length > 2 ? events.slice(1) : events) {",
  ]),
  change("of a turn only the last history is kept", "keeper", [
    "notes.push(...made.notes);",
    "notes.splice(0, notes.length, ...made.notes);",
  ]),
  change("what a later event of the turn took back is given", "keeper", [
    "orders: orders.filter(({ id }) => rowOf(state.outbox, id) !== undefined)",
    "orders",
  ]),
  change("a row that a turn took out stays on the disk", "keeper", [
    "for (const change of made.changes) changes.set(",
    "for (const change of made.changes) if (change.row !== null || events.length === 1) changes.set(",
  ]),
  change("time goes back to the beginning with every start", "step", [
    'steadyBase: event.is === "daemon-started" ? fleet.steadyMs : fleet.steadyBase',
    "steadyBase: fleet.steadyBase",
  ]),
  change("an agent may give work to other projects", "intake", ["if (by.project !== project)", 'if (by.project === "")']),
  change("an agent may give as deep as it likes", "intake", ["if (by.depth > agentDepth)", "if (by.depth > 1000)"]),
  change("what was put aside stands in no line", "lines", ['state.is === "queued" || state.is === "parked"', 'state.is === "queued"']),
  change("who came last is first", "lines", ["one.arrivedSteadyMs < other.arrivedSteadyMs", "one.arrivedSteadyMs > other.arrivedSteadyMs"]),
  change("work goes on in the project's own folder", "dispatch", ["known?.folder ?? project.folder", "project.folder"]),
  change("the client is not told what it may cost", "launching", [
    "const mostMicroUsd = lease.reservedMicroUsd;",
    "const mostMicroUsd = 0;",
  ]),
  change("one that worked lets eight times as many try", "lanes", [
    "const permits = lane.permits * 2;",
    "const permits = lane.permits * 8;",
  ]),
  change("a process that was not proved dead counts as dead", "ending", [
    'return proof === "unproven" && isItsOwn',
    'return proof !== "unproven" && isItsOwn',
  ]),
  change("a deadline ends what has begun", "watch", [" || task.started > 0) continue;", ") continue;"]),
  change("a key is never free again", "closing", [
    'if (task.key !== null && draft.get("keys", task.key)?.holder === task.id) draft.drop("keys", task.key);',
    "",
  ]),
  change("a window that is over still counts", "readings", [
    'return !isOld && (reading.resetsAt === "unknown" || look.at <= reading.resetsAt);',
    "return !isOld;",
  ]),
  change("a failover leaves the sessions at work", "operator", [
    "  endSessions(draft, { account: about, scope: wholeAccount, why: `failover",
    '  if (by === "") endSessions(draft, { account: about, scope: wholeAccount, why: `failover',
  ]),
  change("what is ended is not saved first", "ending", [
    '    draft.order({ do: "take-checkpoint", session: session.id, fence: session.fence });\n',
    "",
  ]),
  change("a checkpoint is thrown away", "checkpoints", ['    draft.put("checkpoints", {', '    if (fence < 0) draft.put("checkpoints", {']),
  change("an incident is never over", "notices", ['  draft.drop("incidents", id);\n', ""]),
  change("nearly used up is for ever", "lanes", [
    'if (state.resetsAt !== "unknown") return draft.at > state.resetsAt;',
    'if (state.resetsAt !== "unknown") return false;',
  ]),
  change("a move is in no history", "dispatch", ['draft.note(task.id, "moved",', 'draft.note("", "moved",']),
];
