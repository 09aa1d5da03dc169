/** The company that generated tests have to pass in: plugins, settings and habits of other repositories. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../python/environment.js';
import { canMountCoarseDisk } from './coarse-disk.js';

export interface Company {
  /** As the end of "pass ...". */
  readonly title: string;
  readonly args: readonly string[];
  /** The file of company/ that is the conftest. */
  readonly conftest?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Lines of the section for pytest in pytest.ini. */
  readonly settings?: readonly string[];
  /** The file of company/planted/ with the tests that must fail here, and pass alone. */
  readonly planted: string;
  /** Whether temporary folders lie on a file system with timestamps of whole seconds. */
  readonly isCoarse?: boolean;
}

const format = '%(asctime)s %(levelname)s %(message)s';

/** What excludes each other is not in one row: settings of logging and none of it, a loop that runs and none that blocks. */
const everywhere: readonly Company[] = [
  {
    title: 'in a repository that changes folders, loops, levels, times and the environment at once',
    args: ['-p', 'pytest_timeout'],
    conftest: 'crowded.py',
    env: { LC_ALL: 'C', PYTHONUTF8: '0', PYTHONCOERCECLOCALE: '0' },
    settings: [
      'timeout = 5',
      'log_level = DEBUG',
      'log_cli = true',
      'log_cli_level = DEBUG',
      `log_format = ${format}`,
      `log_cli_format = ${format}`,
      'xfail_strict = true',
      'addopts = --strict-markers',
    ],
    planted: 'crowded.py',
  },
  {
    title: 'without the plugin for logging, a working directory, or calls that block a loop',
    args: ['-p', 'no:logging'],
    conftest: 'bare.py',
    planted: 'bare.py',
  },
  {
    title: 'under pytest-asyncio in the mode auto',
    args: ['-p', 'pytest_asyncio.plugin'],
    settings: ['asyncio_mode = auto'],
    planted: 'asyncio.py',
  },
  {
    title: 'under the plugin of anyio',
    args: ['-p', 'anyio.pytest_plugin'],
    settings: ['anyio_mode = auto'],
    planted: 'anyio.py',
  },
  {
    title: 'in any order, in parallel',
    args: ['-p', 'xdist', '-p', 'pytest_randomly', '-n', '2'],
    planted: 'parallel.py',
  },
  {
    title: 'where warnings are errors',
    args: ['-W', 'error'],
    env: { PYTHONDEVMODE: '1', PYTHONWARNDEFAULTENCODING: '1' },
    planted: 'warnings.py',
  },
  { title: 'in the import mode importlib', args: ['--import-mode=importlib'], planted: 'importlib.py' },
  { title: 'where examples are run', args: ['--doctest-modules', 'src'], planted: 'doctest.py' },
];

const onDisk: Company = {
  title: 'on a file system with timestamps of whole seconds',
  args: [],
  planted: 'coarse.py',
  isCoarse: true,
};

/** Where that cannot be mounted, crowded.py still cuts the times. */
export const companies = canMountCoarseDisk() ? [...everywhere, onDisk] : everywhere;

export function readCompanyFile(name: string): string {
  return readFileSync(join(repositoryRoot, 'test/real/company', name), 'utf8');
}
