/** Worktree: the folder in which one task works. It belongs to the task until its work is merged, and is removed only then. */
export type Worktree = {
  /** The task's. */
  readonly id: string;
  readonly folder: string;
  readonly branch: string;
  readonly project: string;
  readonly state: "in-use" | "left" | "inspecting" | "collecting" | "kept";
  /** Why it is kept, in words. */
  readonly why: string;
  readonly askedSteadyMs: number;
};
