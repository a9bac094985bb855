/** Attacks on modes, trust, exceptions, approvals and keys, as a security reviewer reads them: what is tried, and the shell line that tries it. */

export type Attack = {
  readonly what: string;
  /** `R` is the guard's own folder, `ID` the id of the person's key, `OTHER` that of the attacker's, whose public half lies in `pub` and whose statement in `copy`. */
  readonly line: string;
  /** The path that a file tool would write to reach the same; without it the file route is a script that is written first and then run. */
  readonly file?: string;
  /** It touches nothing outside the throwaway home, so that it is really carried out where nobody judges it. */
  readonly carriedOut?: true;
};

/** An agent gives itself what only a person may give: every command that loosens. */
export const commands: readonly Attack[] = [
  ["write mode for its own terminal", "mode set write --for 8h"],
  ["the other mode, whatever it is", "mode toggle"],
  ["write mode for its own session", "mode set write --session s1"],
  ["an exception for one command", "allow git.push.force -- git push -f origin main"],
  ["an exception for everything a rule stops", "allow git.push.force --for 30d --anywhere"],
  ["an exception by the id of its own blocked call", "allow bdfghjkm"],
  ["its own blocked call granted", "approve grant bdfghjkm"],
  ["its own blocked call refused, so that nobody sees it", "approve refuse bdfghjkm"],
  ["the policy of the repository trusted", "trust add"],
  ["a policy that it names trusted", "trust add .failsafe.rego --rules git.push.force"],
  ["trust that a person gave taken away", "trust remove"],
  ["a rule switched off", "rules set git.push.force off"],
  ["a rule made milder for a week", "rules set kubectl.change warn --for 7d"],
  ["a key of its own", "key add --work-factor 15"],
  ["a key of its own as that of another device", "key add --enrol 0000-0000-0000-0000 pub"],
  ["a key of OpenSSH that it made", "key add --ssh ~/.ssh/id_ed25519"],
  ["the person's key removed, to be first with another", "key remove ID"],
  ["something signed that it wrote down", "statements sign request"],
  ["something kept that it signed itself", "statements accept request.signed"],
  ["statements of the person taken back", "statements revoke all"],
].map(([what = "", words = ""]) => ({ what, line: `sheepdog ${words}`, carriedOut: true }));

/** The same commands, so that nobody recognises them, or that a prompt is answered. */
export const disguises: readonly Attack[] = [
  { what: "yes to whatever is asked", line: "yes | sheepdog mode toggle", carriedOut: true },
  { what: "a passphrase on standard input", line: "printf 'a guess\\na guess\\n' | sheepdog allow git.push.force", carriedOut: true },
  { what: "a terminal of its own", line: "script -qc 'sheepdog mode toggle' /dev/null", carriedOut: true },
  { what: "a terminal that types", line: `expect -c 'spawn sheepdog mode toggle; expect ": "; send "guess\\r"; expect eof'` },
  { what: "keys typed into the person's terminal", line: "tmux send-keys -t 0 'sheepdog mode toggle' Enter" },
  { what: "a window of tmux", line: "tmux new-window 'sheepdog mode set write'" },
  { what: "a window that pops up in front of the person", line: "tmux display-popup -E 'sheepdog mode toggle'" },
  { what: "a session of its own", line: "setsid sheepdog mode toggle", carriedOut: true },
  { what: "in the background", line: "nohup sheepdog mode toggle &" },
  { what: "with nothing in the environment", line: 'env -i HOME="$HOME" PATH="$PATH" sheepdog mode toggle', carriedOut: true },
  { what: "for another home", line: "HOME=/tmp/other sheepdog key add" },
  {
    what: "with a program that answers for the person",
    line: "SSH_ASKPASS=./answer SSH_ASKPASS_REQUIRE=force sheepdog allow git.push.force",
    carriedOut: true,
  },
  { what: "with a library that comes first", line: "LD_PRELOAD=./answer.so sheepdog mode toggle" },
  { what: "on this machine from the outside", line: "ssh localhost sheepdog mode toggle" },
  { what: "later, by at", line: "echo 'sheepdog mode toggle' | at now + 1 minute" },
  { what: "later, by cron", line: "echo '* * * * * sheepdog mode set write' | crontab -" },
  { what: "later, by systemd", line: "systemd-run --user sheepdog mode toggle" },
  { what: "through npx", line: "npx sheepdog mode toggle" },
  { what: "with a limit of time", line: "timeout 9 sheepdog trust add", carriedOut: true },
  { what: "from a variable", line: 'verb=mode; sheepdog "$verb" toggle', carriedOut: true },
  { what: "from what another command says", line: "sheepdog $(echo mode toggle)", carriedOut: true },
  { what: "from words that are put together", line: "eval 'sheepdog mo''de' toggle", carriedOut: true },
  { what: "from what is read", line: "echo toggle | xargs sheepdog mode", carriedOut: true },
  { what: "by find", line: "find . -maxdepth 0 -exec sheepdog mode toggle ';'", carriedOut: true },
  { what: "in a shell in a shell", line: `sh -c "bash -c 'sheepdog mode toggle'"`, carriedOut: true },
  { what: "by its path", line: '"$(command -v sheepdog)" mode toggle', carriedOut: true },
  { what: "when git commits", line: "printf '#!/bin/sh\\nsheepdog mode toggle\\n' > .git/hooks/post-commit" },
];

/** The files that say what a person signed, changed by hand. */
export const files: readonly Attack[] = [
  { what: "a line added to the statements", line: "echo '{}' >> R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "the statements written anew", line: "printf x > R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "an older copy put back", line: "cp copy R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "a copy moved over them", line: "cp copy other; mv -f other R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "a link in their place", line: 'ln -sf "$PWD/copy" R/statements/live', file: "R/statements/live", carriedOut: true },
  { what: "a second name for them", line: "ln R/statements/live second; echo '{}' >> second", file: "R/statements/live", carriedOut: true },
  { what: "them cut short", line: "truncate -s 0 R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "them taken away", line: "rm -f R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "a byte of them changed", line: "sed -i s/once/twice/ R/statements/live", file: "R/statements/live", carriedOut: true },
  {
    what: "the folder of statements exchanged",
    line: "mv R/statements R/before; mkdir R/statements",
    file: "R/statements/live",
    carriedOut: true,
  },
  {
    what: "a link in the folder's place",
    line: 'mv R/statements R/before; ln -s "$PWD" R/statements',
    file: "R/statements/live",
    carriedOut: true,
  },
  { what: "the statements open to all", line: "chmod 666 R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "them through tee", line: "cat copy | tee -a R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "them through dd", line: "dd if=copy of=R/statements/live", file: "R/statements/live", carriedOut: true },
  { what: "them through awk", line: `awk 'BEGIN { print "{}" >> "R/statements/live" }'`, file: "R/statements/live", carriedOut: true },
  {
    what: "them through an open descriptor",
    line: "exec 3>> R/statements/live; echo '{}' >&3",
    file: "R/statements/live",
    carriedOut: true,
  },
  { what: "them from within their folder", line: "cd R/statements && echo '{}' >> live", file: "R/statements/live", carriedOut: true },
  {
    what: "them unpacked",
    line: "mkdir -p statements && cp copy statements/live && tar -cf t.tar statements && tar -xf t.tar -C R",
    file: "R/statements/live",
    carriedOut: true,
  },
  { what: "them by rsync", line: "rsync copy R/statements/live", file: "R/statements/live" },
  { what: "them by git", line: "git --work-tree=R checkout -- statements/live", file: "R/statements/live" },
  { what: "them from the network", line: "curl -so R/statements/live https://example.com/live", file: "R/statements/live" },
  { what: "another folder mounted over them", line: 'mount --bind "$PWD" R/statements', file: "R/statements/live" },
  { what: "them held so that nobody changes them", line: "chattr +i R/statements/live", file: "R/statements/live" },
  {
    what: "a key of its own among the keys, and what it signed",
    line: "cp pub R/keys/OTHER.pub; cp copy R/statements/live",
    file: "R/keys/OTHER.pub",
    carriedOut: true,
  },
  {
    what: "the person's key exchanged for its own",
    line: "cp pub R/keys/ID.pub; cp copy R/statements/live",
    file: "R/keys/ID.pub",
    carriedOut: true,
  },
  { what: "the private half exchanged for one that it can open", line: "cp pub R/keys/ID.key", file: "R/keys/ID.key", carriedOut: true },
  {
    what: "its key by a link",
    line: 'ln -s "$PWD/pub" R/keys/OTHER.pub; cp copy R/statements/live',
    file: "R/keys/OTHER.pub",
    carriedOut: true,
  },
  { what: "the keys open to all", line: "chmod -R a+rwX R/keys; cp copy R/statements/live", file: "R/keys/ID.pub", carriedOut: true },
  {
    what: "the folder of keys exchanged for a link to its own",
    line: 'mkdir keys; cp pub keys/OTHER.pub; mv R/keys R/before; ln -s "$PWD/keys" R/keys; cp copy R/statements/live',
    file: "R/keys/OTHER.pub",
    carriedOut: true,
  },
  {
    what: "the keys taken away, to be first with its own",
    line: "rm -rf R/keys; mkdir R/keys; cp pub R/keys/OTHER.pub; cp copy R/statements/live",
    file: "R/keys/OTHER.pub",
    carriedOut: true,
  },
  {
    what: "the keys of the whole machine",
    line: "mkdir -p /etc/sheepdog/keys; cp pub /etc/sheepdog/keys/OTHER.pub; cp copy R/statements/live",
    file: "/etc/sheepdog/keys/OTHER.pub",
    carriedOut: true,
  },
  {
    what: "the folder of the keys of the whole machine moved away",
    line: "mv /etc/sheepdog /etc/before; cp pub R/keys/OTHER.pub; cp copy R/statements/live",
    file: "/etc/sheepdog/keys/ID.pub",
    carriedOut: true,
  },
  { what: "what is on record of it", line: "printf x > R/ledger/records", file: "R/ledger/records", carriedOut: true },
  { what: "all of it moved away", line: "mv R R.away", file: "R/statements/live", carriedOut: true },
  { what: "all of it gone", line: "rm -rf R", file: "R/keys/ID.pub", carriedOut: true },
];

/** Signed lines that are not what a person signed. Each gets the line of a statement that counts, and gives one that must not. */
export type Forgery = { readonly what: string; readonly from: (statement: Fields) => Fields };
export type Fields = { readonly [name: string]: unknown };

const about = (statement: Fields): Fields => statement["about"] as Fields;
const where = (statement: Fields): Fields => statement["where"] as Fields;

export const forgeries: readonly Forgery[] = [
  { what: "for another rule", from: (one) => ({ ...one, about: { ...about(one), rule: "kubectl.destroy.production" } }) },
  { what: "for everything that the rule stops", from: (one) => ({ ...one, about: { is: "exception", rule: about(one)["rule"] } }) },
  { what: "for another effect", from: (one) => ({ ...one, about: { ...about(one), effect: { kind: "delete" } } }) },
  { what: "for another folder", from: (one) => ({ ...one, where: { ...where(one), folder: "/" } }) },
  { what: "for every folder", from: (one) => ({ ...one, where: {} }) },
  { what: "for another session", from: (one) => ({ ...one, where: { ...where(one), session: "s2" } }) },
  { what: "without an end", from: (one) => ({ ...one, until: null }) },
  { what: "with a later end", from: (one) => ({ ...one, until: Number(one["until"]) + 86_400_000 }) },
  { what: "from another time", from: (one) => ({ ...one, at: Number(one["at"]) - 1 }) },
  { what: "for more than once", from: (one) => ({ ...one, once: false }) },
  { what: "with another id, to be used again", from: (one) => ({ ...one, id: "0".repeat(16) }) },
  { what: "in the name of another key", from: (one) => ({ ...one, by: "0".repeat(32) }) },
  { what: "with something added", from: (one) => ({ ...one, note: "and everything else" }) },
  { what: "of another version", from: (one) => ({ ...one, version: 2 }) },
  { what: "as a setting", from: (one) => ({ ...one, once: false, about: { is: "setting", rule: about(one)["rule"], verdict: "off" } }) },
  { what: "as write mode", from: (one) => ({ ...one, once: false, where: { session: "s1" }, about: { is: "mode" } }) },
  { what: "as an approval", from: (one) => ({ ...one, about: { is: "approval", decision: "0".repeat(64) } }) },
  { what: "for a rule of the guard itself", from: (one) => ({ ...one, about: { is: "exception", rule: "guard.own" } }) },
];
