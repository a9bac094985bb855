/** What a person puts into the settings of a terminal: a hot key that opens a prompt, and the mode where they see it. No key flips anything by itself. */
import { statusLines } from "../../agents/agents.ts";

export type Snippet = { readonly name: string; readonly title: string; readonly into: string; readonly text: string };

/** `guard`: the program that answers fast, for what is asked every few seconds. */
export function snippets(guard: string): readonly Snippet[] {
  return [
    { name: "tmux", title: "tmux", into: "~/.tmux.conf", text: tmux(guard) },
    { name: "wezterm", title: "WezTerm", into: "~/.wezterm.lua, before `return config`", text: wezterm(guard) },
    { name: "kitty", title: "kitty", into: "~/.config/kitty/kitty.conf", text: kitty },
    { name: "iterm2", title: "iTerm2", into: "a script in Scripts/AutoLaunch", text: iterm2 },
    ...statusLines.map(({ name, title, into, text }) => ({ name, title, into, text: text(guard) })),
  ];
}

/** `run-shell` puts the pane in; a window that pops up has a terminal of its own, whose mode nobody means. */
function tmux(guard: string): string {
  const prompt = "sheepdog mode toggle --of #{pane_pid} || sleep 5";
  return `# Ctrl+Alt+T asks for your key and changes the mode of this pane; from write back to read it asks for nothing.
bind-key -n C-M-t run-shell -b "tmux display-popup -c '#{client_name}' -t '#{pane_id}' -w 90 -h 12 -E '${prompt}'"
set-option -g status-interval 5
set-option -g status-right "#('${guard}' mode get --of #{pane_pid}) %H:%M"
`;
}

function wezterm(guard: string): string {
  return `-- Ctrl+Alt+T opens a split that asks for your key and changes the mode of the pane above it.
config.keys = config.keys or {}
table.insert(config.keys, {
  key = 't',
  mods = 'CTRL|ALT',
  action = wezterm.action_callback(function(_, pane)
    local process = pane:get_foreground_process_info()
    if process == nil then return end
    pane:split {
      direction = 'Bottom',
      size = 0.3,
      args = { 'sh', '-c', 'sheepdog mode toggle --of "$1" || sleep 5', 'sh', tostring(process.pid) },
    }
  end),
})
wezterm.on('update-right-status', function(window, pane)
  local process = pane:get_foreground_process_info()
  if process == nil then return end
  local found, mode = wezterm.run_child_process { '${guard}', 'mode', 'get', '--of', tostring(process.pid) }
  window:set_right_status(found and mode or 'read')
end)
`;
}

/** kitty hands on the number of a window and not of its process, so kitty itself is asked for that. */
const kitty = `# Ctrl+Alt+T opens an overlay that asks for your key and changes the mode of the window below it.
map ctrl+alt+t launch --type=overlay --allow-remote-control sh -c 'sheepdog mode toggle --of "$(kitten @ ls --match "id:$1" | python3 -c "import json, sys; print(json.load(sys.stdin)[0][\\"tabs\\"][0][\\"windows\\"][0][\\"pid\\"])")" || sleep 5' sh @active-kitty-window-id
`;

/** macOS tells nobody which terminal a process belongs to in the way that we ask, so there the mode is that of an agent's session. */
const iterm2 = `# Register it, then bind a key to "Invoke Script Function": sheepdog_mode(session_id: id)
import iterm2


async def main(connection):
    app = await iterm2.async_get_app(connection)

    @iterm2.RPC
    async def sheepdog_mode(session_id=iterm2.Reference("id")):
        profile = iterm2.LocalWriteOnlyProfile()
        profile.set_use_custom_command("Yes")
        profile.set_command(
            "/bin/sh -c 'printf \\"session of the agent: \\"; read -r id; sheepdog mode toggle --session \\"$id\\" || sleep 5'"
        )
        await app.get_session_by_id(session_id).async_split_pane(vertical=False, profile_customizations=profile)

    await sheepdog_mode.async_register(connection)


iterm2.run_forever(main)
`;
