/** What `build.mjs` offers, for readers with types. */
type Progress = { readonly log: (line: string) => void };

/** True when there was something to build. */
export function buildNative(progress: Progress): Promise<boolean>;
export function buildPlanted(progress: Progress): Promise<boolean>;
export function buildFuzz(progress: Progress): Promise<boolean>;
/** Builds `.build/host-arm64`; only where nothing is lacking for it. */
export function buildArm64(progress: Progress): Promise<boolean>;
export function lackingForArm64(): string | undefined;
export const arm64Emulator: string;
export function freeze(bundles: readonly string[], out: string): Promise<void>;
