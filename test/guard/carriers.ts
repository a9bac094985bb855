/** Harmless programs that are handed a text: to print, to search for, to write down, to call something. */
import { quoted } from "./metamorphic/words.ts";

export type Carrier = (text: string) => string;

/** By what they do with it. None of them runs it. */
export const carriers: Readonly<Record<string, Carrier>> = {
  printed: (text) => `echo ${quoted(text)}`,
  "printed in double quotes": (text) => `echo "${inDouble(text)}"`,
  "printed by a format": (text) => `printf '%s\\n' ${quoted(text)}`,
  "printed in colour": (text) => `printf '\\033[1m%s\\033[0m\\n' ${quoted(text)}`,
  "printed to the other output": (text) => `echo ${quoted(text)} >&2`,
  "printed and counted": (text) => `echo ${quoted(text)} | wc -c`,
  "searched for": (text) => `grep -rnF ${quoted(text)} src`,
  "searched for as an option": (text) => `grep -e ${quoted(text)} README.md`,
  "searched for by rg": (text) => `rg -n --fixed-strings ${quoted(text)}`,
  "searched for in the history": (text) => `git log --all --oneline -S ${quoted(text)}`,
  "searched for in messages": (text) => `git log --grep=${quoted(text)}`,
  "a commit message": (text) => `git commit -m ${quoted(text)}`,
  "a long commit message": (text) => `git commit -m 'fix: a title' -m ${quoted(text)}`,
  "a commit message from a heredoc": (text) => `git commit -F - <<'EOF'\nfix: a title\n\n${text}\nEOF`,
  "a commit message by cat": (text) => `git commit -m "$(cat <<'EOF'\n${text}\nEOF\n)"`,
  "a tag message": (text) => `git tag -a v1 -m ${quoted(text)}`,
  "a stash message": (text) => `git stash push -m ${quoted(text)}`,
  "the body of a pull request": (text) => `gh pr create --title 'a title' --body ${quoted(text)}`,
  "the title of an issue": (text) => `gh issue create --title ${quoted(text)} --body x`,
  "notes from a heredoc": (text) => `cat <<'EOF' > notes.md\n# Notes\n\n    ${text}\nEOF`,
  "notes appended": (text) => `echo ${quoted(text)} >> notes.md`,
  "notes by tee": (text) => `tee notes.md <<'EOF'\n${text}\nEOF`,
  "a variable": (text) => `note=${quoted(text)}`,
  "a variable that is printed": (text) => `note=${quoted(text)}; echo "$note"`,
  "an exported variable": (text) => `export NOTE=${quoted(text)}`,
  "printed by Python": (text) => `python3 -c ${quoted(`print(${JSON.stringify(text)})`)}`,
  "printed by Node": (text) => `node -e ${quoted(`console.log(${JSON.stringify(text)})`)}`,
  "an argument of jq": (text) => `jq -n --arg note ${quoted(text)} '{note: $note}'`,
  logged: (text) => `logger -t notes ${quoted(text)}`,
  "the name of a test": (text) => `npx jest -t ${quoted(text)}`,
  "the name of a pytest": (text) => `pytest -k ${quoted(text)}`,
  compared: (text) => `[[ $a == ${quoted(text)} ]] && echo same`,
  "tested by test": (text) => `test "$a" = ${quoted(text)}`,
  "a case": (text) => `case "$a" in ${quoted(text)}) echo same ;; esac`,
  "a comment": (text) => `ls # ${text.replaceAll("\n", " ")}`,
  "shown in a window": (text) => `notify-send 'done' ${quoted(text)}`,
  "the words of a loop": (text) => `for note in ${quoted(text)}; do echo "$note"; done`,
  "given to a function that prints": (text) => `say() { echo "$1"; }; say ${quoted(text)}`,
  "sent to a program of this machine": (text) => `curl -s -d ${quoted(text)} http://localhost:3000/notes`,
  "the words of an answer": (text) => `echo ${quoted(text)} | tr a-z A-Z | sort | uniq -c`,
  encoded: (text) => `echo ${quoted(text)} | base64`,
};

function inDouble(text: string): string {
  return text.replaceAll(/["\\$`]/g, "\\$&");
}
