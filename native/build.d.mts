/** What `build.mjs` offers, for readers with types. */
type Progress = { readonly log: (line: string) => void };

/** True when there was something to build. */
export function buildNative(progress: Progress): Promise<boolean>;
export function buildPlanted(progress: Progress): Promise<boolean>;
export function freeze(bundles: readonly string[], out: string): Promise<void>;
