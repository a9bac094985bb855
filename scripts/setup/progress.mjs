/** Shows a person what set-up does: a line per step, a dot while it lasts, the seconds at its end. */
const dotEveryMs = 2000;
const nameWidth = 10;

/** A quiet progress is silent about what was there already, never about work or faults. */
export function createProgress({ quiet, out }) {
  const begun = performance.now();
  const state = { worked: false, openLine: false };
  const breakLine = () => {
    if (state.openLine) out.write("\n");
    state.openLine = false;
  };
  const line = (name, text) => {
    breakLine();
    out.write(`set-up  ${name.padEnd(nameWidth)}${text}`);
    state.openLine = true;
  };
  return {
    there(name, text) {
      if (quiet) return;
      line(name, text);
      breakLine();
    },
    note(text) {
      line("note", text);
      breakLine();
    },
    async work(name, text, task) {
      state.worked = true;
      line(name, `${text} …`);
      const stepBegun = performance.now();
      const ticker = setInterval(() => state.openLine && out.write("."), dotEveryMs);
      try {
        const result = await task();
        if (!state.openLine) line(name, "done in");
        out.write(` ${secondsSince(stepBegun)}`);
        return result;
      } finally {
        clearInterval(ticker);
        breakLine();
      }
    },
    end() {
      if (state.worked || !quiet) this.note(`everything is ready after ${secondsSince(begun)}`);
    },
  };
}

function secondsSince(begun) {
  const ms = performance.now() - begun;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
