/** A table of folders and files that a build, a package manager or a test run makes again. */
import { nameOf } from "../../../base/path.ts";
import type { Ground } from "./ground.ts";

/** Names that tools give and people do not. */
const names: ReadonlySet<string> = new Set([
  ...["node_modules", ".pnpm-store", ".yarn", "bower_components", ".venv", "venv", "__pycache__", ".tox", ".nox", "site-packages"],
  ...["dist", "_build", "cmake-build-debug", "cmake-build-release", "DerivedData", "Pods", "storybook-static"],
  ...[".next", ".nuxt", ".output", ".svelte-kit", ".vite", ".turbo", ".parcel-cache", ".webpack", ".angular", ".astro"],
  ...[".cache", ".tmp", "coverage", ".nyc_output", "htmlcov", ".coverage", ".pytest_cache", ".mypy_cache", ".ruff_cache"],
  ...[".gradle", ".terraform", ".eggs", ".ipynb_checkpoints", "test-results", "playwright-report", ".DS_Store"],
]);

/** Names that sources have as well: they count where the project keeps them out of its history. */
const ambiguous: ReadonlySet<string> = new Set("bin build cache core log logs obj out output public release target temp tmp".split(" "));

const patterns = /\.(pyc|pyo|o|obj|class|tsbuildinfo|egg-info)$/;

/** What editors, compilers and desktops leave behind, as people write it when they clean up. */
export function isJunkPattern(pattern: string): boolean {
  return /^(\*(~|\.(pyc|pyo|o|obj|class|swp|swo|tmp|bak|orig|rej|log\.\d+))|\.DS_Store|Thumbs\.db|core(\.\d+)?|\._\*|__pycache__|#\*#|\.#\*)$/.test(
    pattern,
  );
}

export function isRegenerable(path: string, ground: Ground): boolean {
  const name = nameOf(path);
  return names.has(name) || patterns.test(name) || (ambiguous.has(name) && ground.ignored().has(name));
}
