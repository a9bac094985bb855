/** How install commands lay out what they say: one thing per line, what it is about first. */
import type { Desk } from "../desk.ts";

export type Page = {
  readonly line: (about: string, text: string) => void;
  readonly blank: () => void;
  /** A path as a person writes it. */
  readonly path: (path: string) => string;
};

export function pageOf(desk: Desk): Page {
  const { home } = desk.around;
  return {
    line: (about, text) => desk.out(`${about.padEnd(14)}${text}\n`),
    blank: () => desk.out("\n"),
    path: (path) => (path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path),
  };
}

export const levelText =
  "user: what the guard sees is blocked; whatever runs as you can still change your settings, and `sheepdog doctor` finds that";
