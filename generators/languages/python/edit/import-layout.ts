/** How imports are laid out: the settings of ruff's isort and of isort itself, as far as generated files show them. */

export interface ImportLayout {
  readonly lineLength: number;
  /** `from a import b` and `from a import c` instead of `from a import b, c`, but for these modules. */
  readonly singleNames: boolean;
  readonly joinedModules: readonly string[];
  readonly order: ImportOrder;
  readonly wrap: ImportWrap;
  readonly sections: ImportSections;
  /** Blank lines between `import a` and `from a import b`. */
  readonly linesBetweenTypes: number;
  /** Blank lines below; undefined where any number is fine. */
  readonly linesAfter: number | undefined;
}

export interface ImportOrder {
  /** Constants, then classes, then the rest; else by letter. */
  readonly byKind: boolean;
  readonly withCase: boolean;
  readonly byLength: boolean;
  /** `import a` among `from a import b`: by module, or by the letters of the whole statement. */
  readonly mixed: 'no' | 'by module' | 'by line';
  readonly fromFirst: boolean;
}

export interface ImportWrap {
  /** A list that ends with a comma keeps one line for each name. */
  readonly keepsLines: boolean;
  /** isort's number: 3 is one line for each name, which is all that ruff knows. */
  readonly mode: number;
  readonly lastComma: boolean;
  /** So many names are spread over lines although they fit into one. */
  readonly spreadFrom: number;
}

export interface ImportSections {
  /** From the top; `first-party` and so on. */
  readonly names: readonly string[];
  /** Patterns of modules, by section; the first match counts. */
  readonly known: readonly (readonly [string, readonly string[]])[];
  readonly default: string;
  /** Sections with no blank line above them. */
  readonly close: readonly string[];
  readonly linesBetween: number;
}

export type Settings = Readonly<Record<string, unknown>>;

const sectionNames: Readonly<Record<string, string>> = {
  FUTURE: 'future',
  STDLIB: 'standard-library',
  THIRDPARTY: 'third-party',
  FIRSTPARTY: 'first-party',
  LOCALFOLDER: 'local-folder',
};

const defaultSections = Object.values(sectionNames);

export function readLayout(settings: Settings, lineLength: number): ImportLayout {
  const after = count(settings, 'lines-after-imports', -1);
  const { byAlphabet } = readAlphabet(settings);
  return {
    lineLength: settings['sorter'] === 'isort' ? count(settings, 'line-length', lineLength) : lineLength,
    singleNames: isOn(settings, 'force-single-line'),
    joinedModules: listWords(settings['single-line-exclusions']),
    order: readOrder(settings),
    wrap: {
      keepsLines: !isOff(settings, 'split-on-trailing-comma'),
      mode: readMode(settings['multi-line-output']),
      lastComma: settings['sorter'] === 'isort' ? isOn(settings, 'include-trailing-comma') : true,
      spreadFrom: count(settings, 'force-grid-wrap', 0) || Number.POSITIVE_INFINITY,
    },
    sections: readSections(settings),
    linesBetweenTypes: count(settings, 'lines-between-types', byAlphabet ? 1 : 0),
    linesAfter: after >= 0 ? after : undefined,
  };
}

function readOrder(settings: Settings): ImportOrder {
  const { byAlphabet } = readAlphabet(settings);
  const mixed = isOn(settings, 'force-sort-within-sections');
  const byLine = isOn(settings, 'lexicographical');
  return {
    byKind: !isOff(settings, 'order-by-type') && !byAlphabet,
    withCase: isOn(settings, 'case-sensitive'),
    byLength: isOn(settings, 'length-sort'),
    mixed: mixed ? (byLine ? 'by line' : 'by module') : 'no',
    fromFirst: isOn(settings, 'from-first') || byAlphabet,
  };
}

/** isort's `force_alphabetical_sort` stands for several settings. */
function readAlphabet(settings: Settings): { readonly byAlphabet: boolean } {
  return { byAlphabet: isOn(settings, 'force-alphabetical-sort') };
}

function readSections(settings: Settings): ImportSections {
  const { byAlphabet } = readAlphabet(settings);
  const own = settings['section-order'] ?? settings['sections'];
  const order = (Array.isArray(own) || typeof own === 'string' ? listWords(own) : []).map(nameSection);
  const isFlat = isOn(settings, 'no-sections') || byAlphabet;
  return {
    names: isFlat ? ['future', ''] : order.length > 0 ? order : defaultSections,
    known: listKnown(settings),
    default: nameSection(String(settings['default-section'] ?? 'third-party')),
    close: listWords(settings['no-lines-before']).map(nameSection),
    linesBetween: count(settings, 'lines-between-sections', 1),
  };
}

/** `known-first-party`, isort's `known_django`, and the table `sections` of ruff. */
function listKnown(settings: Settings): ImportSections['known'] {
  const { sections } = settings;
  const tables =
    typeof sections === 'object' && sections !== null && !Array.isArray(sections) ? sections : {};
  const named = Object.entries(settings).flatMap(([key, value]) => {
    const name = /^known-(.+)$|^extra-(standard-library)$/.exec(key);
    return name ? [[name[1] ?? name[2] ?? '', listWords(value)] as const] : [];
  });
  return [...named, ...Object.entries(tables).map(([name, value]) => [name, listWords(value)] as const)];
}

function nameSection(name: string): string {
  return sectionNames[name] ?? name.toLowerCase().replaceAll('_', '-');
}

/** A number, or isort's name of it. */
function readMode(value: unknown): number {
  const names = [
    'GRID',
    'VERTICAL',
    'HANGING_INDENT',
    'VERTICAL_HANGING_INDENT',
    'VERTICAL_GRID',
    'VERTICAL_GRID_GROUPED',
  ];
  const named = names.indexOf(String(value).toUpperCase());
  return value === undefined ? 3 : named >= 0 ? named : Number(value);
}

export function listWords(value: unknown): readonly string[] {
  const words = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[\n,]/);
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

function isOn(settings: Settings, name: string): boolean {
  return /^(true|1|yes|y|t|on)$/i.test(String(settings[name]));
}

function isOff(settings: Settings, name: string): boolean {
  return /^(false|0|no|n|f|off)$/i.test(String(settings[name]));
}

function count(settings: Settings, name: string, fallback: number): number {
  const value = Number(settings[name] ?? Number.NaN);
  return Number.isFinite(value) ? value : fallback;
}
