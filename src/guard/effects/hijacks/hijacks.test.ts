/** Every row of the tables of variables and options runs what it is given, the worst and the harmless. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";
import { optionRows } from "./options.ts";
import { variableRows } from "./variables.ts";

const guard = testGuard();

for (const { names, obeyed, everyday } of variableRows) {
  for (const name of names.split(" ")) {
    if (obeyed.as === "shell") {
      test(`${name} is run`, () => {
        assert.equal(decisionOn(`${name}='rm -rf ~' make`, guard).verdict, "deny");
        assert.equal(decisionOn(`export ${name}='rm -rf ~'`, guard).verdict, "deny");
        assert.equal(decisionOn(`env ${name}=cat make`, guard).verdict, "allow");
      });
    }
    if (obeyed.as === "library")
      test(`${name} is loaded unless the system has installed it`, () => {
        assert.equal(decisionOn(`${name}=/tmp/x.so make`, guard).verdict, "ask");
        assert.equal(decisionOn(`${name}=/usr/lib/x.so make`, guard).verdict, "allow");
      });
    test(`${name} with a value that is not known ${everyday === true ? "passes" : "is not passed silently"}`, () => {
      const { verdict } = decisionOn(`${name}="$VALUE" frob`, guard);
      assert.equal(verdict, everyday === true || obeyed.as === "holder" ? "allow" : "ask");
    });
  }
}

for (const { tools, options, holds, as } of optionRows) {
  if (options === undefined || holds !== undefined) continue;
  for (const tool of tools.split(" ")) {
    for (const option of options.split(" ")) {
      const dashed = option.length === 1 ? `-${option}` : `--${option}`;
      if (as === "shell")
        test(`\`${tool} ${dashed}\` runs its value`, () =>
          assert.equal(decisionOn(`${tool} ${dashed} 'rm -rf ~' x`, guard).verdict, "deny"));
      if (as === "library")
        test(`\`${tool} ${dashed}\` loads its value`, () => assert.equal(decisionOn(`${tool} ${dashed} ./x.so`, guard).verdict, "ask"));
    }
  }
}

/** Rows whose value has to have a form: one line for each, and one that has the option and runs nothing. */
const forms: readonly (readonly [string, string])[] = [
  ["fzf --bind 'enter:execute(rm -rf ~)'", "fzf --bind 'ctrl-j:down'"],
  ["strace -o '|rm -rf ~' ls", "strace -o out.txt ls"],
  [`bpftrace -e 'BEGIN { system("rm -rf ~") }'`, "bpftrace -e 'BEGIN { exit() }'"],
  [`yq 'system("rm -rf ~")' x.yaml`, "yq .a x.yaml"],
  ["vim -c 'call system(\"rm -rf ~\")' x", "vim -c 'set nu' x"],
  ["less '+!rm -rf ~' x", "less +G x"],
  ["ex -s x <<< '!rm -rf ~'", "ex -s x <<< 'wq'"],
  ["ed x <<< 'r !rm -rf ~'", "ed x <<< '1,5p'"],
  ["sshfs -o ssh_command='rm -rf ~' h: m", "sshfs -o reconnect h: m"],
  ["hg --config 'alias.x=!rm -rf ~' x", "hg --config ui.username=x status"],
  ["svn --config-option 'config:tunnels:x=rm -rf ~' ls", "svn --config-option servers:global:http-timeout=5 ls"],
  ["restic -o sftp.command='rm -rf ~' snapshots", "restic -o s3.layout=default snapshots"],
  ["lftp -e '!rm -rf ~'", "lftp -e 'ls; bye' host"],
  ["wget -e use_askpass='rm -rf ~' http://localhost/", "wget -e robots=off http://localhost/"],
  [`gdb -ex 'python import os; os.system("rm -rf ~")' ./a`, "gdb -ex bt ./a"],
  ["lldb -o 'platform shell rm -rf ~' ./a", "lldb -o run ./a"],
  [`cargo --config 'build.rustc-wrapper="rm -rf ~"' build`, "cargo --config net.offline=true build"],
  ["make --eval '$(shell rm -rf ~)'", "make --eval 'A=1'"],
  ["java -XX:OnError='rm -rf ~' X", "java -Xmx1g X"],
  ["apt-get -o DPkg::Post-Invoke='rm -rf ~' install x", "apt-get -o Debug::pkgProblemResolver=yes install x"],
  ["rpm --eval '%(rm -rf ~)'", "rpm --eval '%{_libdir}'"],
  ["pdflatex '\\immediate\\write18{rm -rf ~}'", "pdflatex x.tex"],
  [`gnuplot -e 'system "rm -rf ~"'`, "gnuplot -e 'plot sin(x)'"],
  ["dc -e '!rm -rf ~'", "dc -e '1 1 + p'"],
  ["m4 <<< 'syscmd(`rm -rf ~)'", "m4 <<< 'define(a, b)'"],
  ["julia -e 'run(`rm -rf ~`)'", "julia -e 'println(1)'"],
  [`groovy -e '"rm -rf ~".execute()'`, "groovy -e 'println 1'"],
  [`elixir -e ':os.cmd("rm -rf ~")'`, "elixir -e 'IO.puts 1'"],
  [`erl -eval 'os:cmd("rm -rf ~")'`, "erl -eval 'halt()'"],
  [`ghc -e 'System.Process.callCommand "rm -rf ~"'`, "ghc -e '1 + 1'"],
  ["tclsh <<< 'exec rm -rf ~'", "tclsh <<< 'puts 1'"],
  ["mutt -e '!rm -rf ~'", "mutt -e 'set from=x'"],
  ["socat - SYSTEM:'rm -rf ~'", "socat - TCP:localhost:80"],
];

for (const [runs, passes] of forms) {
  test(`\`${runs}\` is run, \`${passes}\` is not`, () => {
    assert.equal(decisionOn(runs, guard).verdict, "deny", runs);
    assert.equal(decisionOn(passes, guard).verdict, "allow", passes);
  });
}
