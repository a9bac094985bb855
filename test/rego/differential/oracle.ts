/** The real OPA as a server on a socket of its own: policies and inputs in, documents or the codes of errors out. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type Said =
  | { readonly is: "value"; readonly text: string }
  | { readonly is: "refused" | "failed"; readonly code: string; readonly what: string };

type Reply = { readonly status: number; readonly text: string };

/** OPA died, or did not answer in time. */
export class NoAnswer extends Error {}

/** Longer than any policy takes that is not about to fill the memory. */
const answerMs = 10_000;

export class Oracle {
  readonly #server: ChildProcess;
  readonly #folder: string;
  readonly #socket: string;

  private constructor(program: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "rego-oracle-"));
    this.#socket = join(this.#folder, "socket");
    const args = ["run", "--server", "--addr", `unix://${this.#socket}`, "--log-level", "error", "--disable-telemetry"];
    // A generated policy may ask it for a number without end: it gets four gigabytes of address space, and not the machine.
    this.#server = spawn("/bin/bash", ["-c", 'ulimit -v 4194304; exec "$0" "$@"', program, ...args], { stdio: "ignore" });
  }

  static async start(program: string): Promise<Oracle> {
    const oracle = new Oracle(program);
    for (let tries = 0; tries < 100 && !existsSync(oracle.#socket); tries++) await pause(50);
    return oracle;
  }

  stop(): void {
    this.#server.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The document at `data.p` that the policy makes of the input. */
  async ask(policy: string, input: string): Promise<Said> {
    const taken = await this.#send("PUT", "/v1/policies/p", policy);
    if (taken.status !== 200) return { is: "refused", ...errorIn(taken.text) };
    const answer = await this.#send("POST", "/v1/data/p", `{"input":${input}}`);
    if (answer.status !== 200) return { is: "failed", ...errorIn(answer.text) };
    return { is: "value", text: answer.text };
  }

  #send(method: string, path: string, body: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.#socket, method, path, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.setTimeout(answerMs, () => sent.destroy());
      sent.on("close", () => reject(new NoAnswer("OPA did not answer")));
      sent.on("error", ({ message }) => reject(new NoAnswer(message)));
      sent.end(body);
    });
  }
}

type Errors = {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
};

function errorIn(text: string): { readonly code: string; readonly what: string } {
  const { code = "", message = "", errors = [] } = JSON.parse(text) as Errors;
  return { code: errors[0]?.code ?? code, what: errors.map((one) => one.message).join(" | ") || message };
}
