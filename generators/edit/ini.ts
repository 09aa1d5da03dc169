/** Reads the INI files of Python's configparser (setup.cfg, tox.ini), whose values go on over indented lines. */

export type IniData = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A line that fits nowhere is skipped: the file belongs to other tools, which report it better. */
export function readIni(text: string): IniData {
  const data: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  let key = '';
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    const entry = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (name !== undefined) {
      section = data[name] ?? {};
      data[name] = section;
    } else if (/^\s/.test(line)) section[key] = `${section[key] ?? ''}\n${line.trim()}`.trim();
    else if (entry) {
      key = (entry[1] ?? '').toLowerCase().replaceAll('-', '_');
      section[key] = entry[2] ?? '';
    }
  }
  return data;
}

/** A value that lists things: one a line, or with commas between them. */
export function readIniList(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
