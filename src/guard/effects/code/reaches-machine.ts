/** Whether a text could do something to the machine, however it is read: by the words that code needs for it. */

const words =
  /\b(system|popen\w*|exec\w*|eval|spawn\w*|fork\w*|subprocess|shell\w*|remove\w*|unlink\w*|rm\w*|rename\w*|replace|truncate|write\w*|mkdir|chmod|chown|link|symlink|kill\w*|signal|socket\w*|connect|request\w*|urllib\w*|urlopen|fetch|http\w*|ftp\w*|smtp\w*|getattr|setattr|compile|globals|locals|builtins|ctypes|pickle|marshal|base64|codecs|fromhex|child_process|require|process|fs|Function|constructor|globalThis|assert|include\w*|passthru|proc_open|preg_\w+|call_user_\w+|importlib|runpy|shutil|pathlib|pty|os)\b|__\w+__|`/;

/** Opening a file to read it changes nothing. */
const writingModes = /\b(open|fopen)\s*\([^)]*,[^)]*['"][rb+]*[wax+]/;

export function reachesMachine(text: string): boolean {
  return words.test(text) || writingModes.test(text);
}
