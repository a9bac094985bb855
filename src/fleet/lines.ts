/** Lines: the tasks that wait, those that are placed alike in one line, so that a long queue is not looked through for each choice. Made of the rows of tasks alone. */
import { emptyTable, rowOf, type Table, withRow } from "./table.ts";
import type { Task } from "./task.ts";

/** Who came first stands first. In pieces, so that a change copies one of them. */
export type Line = { readonly id: string; readonly pieces: readonly Piece[] };

export type Lines = Table<Line>;

type Piece = readonly Task[];

export function linesOf(tasks: Iterable<Task>): Lines {
  let lines = emptyTable<Line>();
  for (const task of tasks) lines = withTask(lines, undefined, task);
  return lines;
}

/** A task was so and is so; undefined is not there. */
export function withTask(lines: Lines, was: Task | undefined, is: Task | undefined): Lines {
  const left = was === undefined || !isWaiting(was) ? lines : withPieces(lines, was, piecesWithout);
  return is === undefined || !isWaiting(is) ? left : withPieces(left, is, piecesWith);
}

function isWaiting({ state }: Task): boolean {
  return state.is === "queued" || state.is === "parked";
}

function withPieces(lines: Lines, task: Task, change: (pieces: readonly Piece[], task: Task) => readonly Piece[]): Lines {
  const id = lineOf(task);
  const pieces = change(rowOf(lines, id)?.pieces ?? [], task);
  return withRow(lines, id, pieces.length === 0 ? null : { id, pieces });
}

/** Everything by which urgency, project and account could treat two tasks differently, but the time at which they came. */
function lineOf({ project, priority, scope, affinity, conversation, movedSteadyMs, budgetMicroUsd, microUsd }: Task): string {
  const left = budgetMicroUsd === 0 ? null : budgetMicroUsd - microUsd;
  return JSON.stringify([project, priority, scope, affinity, conversation?.account ?? null, movedSteadyMs, left]);
}

const longestPiece = 64;

function piecesWith(pieces: readonly Piece[], task: Task): readonly Piece[] {
  const after = pieces.findLastIndex(([first]) => first !== undefined && cameBefore(first, task));
  const at = Math.max(0, after);
  const piece = pieces[at] ?? [];
  const place = piece.findLastIndex((one) => cameBefore(one, task)) + 1;
  const longer = piece.toSpliced(place, 0, task);
  const halves = longer.length <= longestPiece ? [longer] : [longer.slice(0, longestPiece / 2), longer.slice(longestPiece / 2)];
  return pieces.toSpliced(at, 1, ...halves);
}

function piecesWithout(pieces: readonly Piece[], task: Task): readonly Piece[] {
  const at = pieces.findLastIndex(([first]) => first !== undefined && !cameBefore(task, first));
  const shorter = pieces[at]?.filter(({ id }) => id !== task.id) ?? [];
  return pieces.toSpliced(at, 1, ...(shorter.length === 0 ? [] : [shorter]));
}

export function cameBefore(one: Task, other: Task): boolean {
  return one.arrivedSteadyMs === other.arrivedSteadyMs ? one.id < other.id : one.arrivedSteadyMs < other.arrivedSteadyMs;
}
