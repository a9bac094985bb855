/** Lines being written: words with or without space between them, indentation, comments that end their line. */
import type { Remark } from "./pieces.ts";

export class Writer {
  readonly #lines: string[] = [];
  #line = "";
  /** A comment stands at the end of the line: nothing more can. */
  #isClosed = false;

  get text(): string {
    return [...this.#lines, this.#line].join("\n");
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** Whether the next word must go on a line of its own. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(text: string): void {
    this.#line += text;
  }

  startLine(indent: number): void {
    this.#lines.push(this.#line.trimEnd());
    this.#line = "\t".repeat(indent);
    this.#isClosed = false;
  }

  /** One empty line, however many there were. */
  emptyLine(): void {
    this.#lines.push(this.#line.trimEnd());
    this.#line = "";
    this.#isClosed = false;
  }

  /** Comments, each where the author put it: behind something, or on a line of its own. */
  remarks(remarks: readonly Remark[], indent: number, keepsBlank = true): void {
    remarks.forEach(({ text, ownLine, blank }, index) => {
      if (ownLine || this.#isClosed) {
        if (blank && (keepsBlank || index > 0)) this.emptyLine();
        this.startLine(indent);
      } else if (this.#line.trim() !== "") this.#line += " ";
      this.#line += text;
      this.#isClosed = true;
    });
  }
}
