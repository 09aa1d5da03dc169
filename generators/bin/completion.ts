/** Completions for shells, made of the tables of commands and flags. */

import type { OptionRow } from '../run/options.js';
import { pieceIds } from '../tables/catalogue.js';
import { UsageError } from '../types/user-error.js';
import { binOptions } from './bin-options.js';
import { commandOptions } from './command-options.js';
import { commands } from './commands.js';

/** A command, and what may follow it. */
interface Row {
  readonly name: string;
  readonly summary: string;
  /** What it takes besides flags, as far as that is known. */
  readonly names: readonly string[];
  readonly flags: readonly Flag[];
}

interface Flag {
  /** As it is written: `yes`, `no-tests`. */
  readonly name: string;
  readonly takesValue: boolean;
  /** Its values, as far as they are known. */
  readonly choices: readonly string[];
  readonly description: string;
}

const shells: Readonly<Record<string, () => string>> = { bash: forBash, zsh: forZsh, fish: forFish };

/** The script for the shell that is named. */
export function describeCompletion([name = '', ...rest]: readonly string[]): string {
  const describe = Object.hasOwn(shells, name) ? shells[name] : undefined;
  if (describe !== undefined && rest.length === 0) return describe();
  throw new UsageError(`Name one shell: generator-chora completion ${Object.keys(shells).join('|')}.`);
}

function listRows(): readonly Row[] {
  return Object.entries(commands).map(([name, { summary, positionals }]) => ({
    name,
    summary,
    names: positionals.includes('PIECE') ? pieceIds : [],
    flags: Object.entries<OptionRow>({
      ...commandOptions[name as keyof typeof commands],
      ...binOptions,
    }).flatMap(listForms),
  }));
}

function listForms([name, row]: [string, OptionRow]): readonly Flag[] {
  const { type, description, choices = [], default: isOn } = row;
  const flag = { name, takesValue: type === 'string', choices, description };
  return isOn ? [flag, { ...flag, name: `no-${name}` }] : [flag];
}

/** The cases of a shell script for what follows a flag that takes a value. */
function listValueCases(complete: (choices: readonly string[]) => string): string {
  const cases = listRows().flatMap(({ name, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map((flag) => `    '${name} --${flag.name}') ${complete(flag.choices)} ;;`),
  );
  return cases.join('\n');
}

/**
 * A blank after a flag that takes a value would be in its way, so that each word brings its own.
 * For bash, an equals sign is a word.
 */
function forBash(): string {
  const cases = listRows().map(({ name, names, flags }) => {
    const words = [...names, ...flags.map((flag) => `--${flag.name}${flag.takesValue ? '=' : ''}`)];
    return `    ${name}) words='${words.join(' ')}' ;;`;
  });
  return `# In ~/.bashrc: source <(generator-chora completion bash)
_generator_chora() {
  local words word=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD - 1]}
  if [ "$word" = '=' ]; then word=''; elif [ "$flag" = '=' ]; then flag=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  case "\${COMP_WORDS[1]} $flag" in
${listValueCases((choices) => `words='${choices.join(' ')}'`)}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words='${[...Object.keys(commands), 'completion', '--help', '--version'].join(' ')}'; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ "\${#COMPREPLY[@]}" -eq 1 ] && [ "\${COMPREPLY[0]%=}" != "\${COMPREPLY[0]}" ]; then compopt -o nospace; fi
}
complete -o default -F _generator_chora generator-chora`;
}

function forZsh(): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const describe = (name: string, text: string) => quote(`${name.replaceAll(':', '\\:')}:${text}`);
  const cases = listRows().map(({ name, names, flags }) => {
    const options = flags.map((flag) => describe(`--${flag.name}`, flag.description));
    return `    ${name}) flags=(${options.join(' ')}); names=(${names.join(' ')}) ;;`;
  });
  const summaries = listRows().map(({ name, summary }) => describe(name, summary));
  return `#compdef generator-chora
# In ~/.zshrc, after compinit: source <(generator-chora completion zsh)
_generator_chora() {
  local -a commands flags names
  commands=(${summaries.join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case $words[2] in
${cases.join('\n')}
  esac
  local flag=$words[CURRENT-1]
  if [[ $PREFIX == --*=* ]]; then flag=\${PREFIX%%=*}; compset -P '*='; fi
  case "$words[2] $flag" in
${listValueCases((choices) => (choices.length > 0 ? `compadd -- ${choices.join(' ')}; return` : '_files; return'))}
  esac
  compadd -a names
  _describe -o flag flags
}
compdef _generator_chora generator-chora`;
}

function forFish(): string {
  const quote = (text: string) => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
  const complete = 'complete -c generator-chora';
  const lines = listRows().flatMap(({ name, summary, names, flags }) => {
    const after = `${complete} -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
    return [
      `${complete} -f -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
      ...names.map((each) => `${after} -f -a ${each}`),
      ...flags.map((flag) => {
        const values = flag.choices.length > 0 ? `-x -a ${quote(flag.choices.join(' '))} ` : '-r ';
        return `${after} -l ${flag.name} ${flag.takesValue ? values : ''}-d ${quote(flag.description)}`;
      }),
    ];
  });
  return [
    '# generator-chora completion fish > ~/.config/fish/completions/generator-chora.fish',
    ...lines,
  ].join('\n');
}
