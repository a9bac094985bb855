/** The texts by which systemd and launchd start the daemon, and start it again when it falls. */

/** Nothing of the caller's environment but HOME: that decides which root it is. */
export function systemdText(words: readonly string[], home: string): string {
  return `# Made by \`sheepdog up --install\`.
[Unit]
Description=Sheepdog's daemon
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
ExecStart=${words.map(systemdWord).join(" ")}
Environment=${systemdWord(`HOME=${home}`)}
WorkingDirectory=/
Restart=on-failure
RestartSec=5
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=true
MemoryMax=2G

[Install]
WantedBy=default.target
`;
}

/** In quotes, with what systemd would replace doubled. */
function systemdWord(word: string): string {
  return `"${word.replace(/[\\"]/g, "\\$&").replace(/[%$]/g, "$&$&")}"`;
}

type Place = { readonly home: string; readonly label: string };

export function launchdText(words: readonly string[], { home, label }: Place): string {
  const line = (word: string): string => `    <string>${xmlText(word)}</string>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Made by \`sheepdog up --install\`. -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${xmlText(label)}</string>
  <key>ProgramArguments</key>
  <array>
${words.map(line).join("\n")}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>HOME</key>
    <string>${xmlText(home)}</string>
  </dict>
  <key>WorkingDirectory</key>
  <string>/</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>10</integer>
  <key>Umask</key>
  <integer>63</integer>
</dict>
</plist>
`;
}

function xmlText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? character);
}
