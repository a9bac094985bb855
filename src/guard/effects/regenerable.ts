/** A table of folders and files that a build, a package manager or a test run makes again. */
import { nameOf } from "../../base/path.ts";

const names: ReadonlySet<string> = new Set([
  ...["node_modules", ".pnpm-store", ".yarn", "bower_components", ".venv", "venv", "__pycache__", ".tox", ".nox", "site-packages"],
  ...["dist", "build", "out", "target", "bin", "obj", "_build", "cmake-build-debug", "cmake-build-release", "DerivedData", "Pods"],
  ...[".next", ".nuxt", ".output", ".svelte-kit", ".vite", ".turbo", ".parcel-cache", ".webpack", ".angular", ".astro", "storybook-static"],
  ...[
    ".cache",
    "cache",
    "tmp",
    "temp",
    ".tmp",
    "coverage",
    ".nyc_output",
    "htmlcov",
    ".coverage",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
  ],
  ...[".gradle", ".terraform", ".eggs", ".ipynb_checkpoints", "logs", "log", "test-results", "playwright-report", ".DS_Store", "core"],
]);

const patterns = /(\.(pyc|pyo|o|obj|class|log|tmp|bak|swp|tsbuildinfo|egg-info)|~)$/;

export function isRegenerable(path: string): boolean {
  const name = nameOf(path);
  return names.has(name) || patterns.test(name);
}
