/** How install commands lay out what they say: one thing per line, what it is about first. */
import type { Scope } from "../../agents/agents.ts";
import type { Desk } from "../desk.ts";
import { homePath } from "../home-path.ts";

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
    path: (path) => homePath(path, home),
  };
}

export function levelText(scope: Scope): string {
  switch (scope) {
    case "managed":
      return "managed: guard and settings are root's; nothing that runs as you can take them away";
    case "user":
      return "user: what the guard sees is blocked; whatever runs as you can still change your settings, and `sheepdog doctor` finds that";
    case "project":
      return "project: sessions that start in this folder are guarded, and no others";
  }
}
