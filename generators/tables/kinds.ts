/** The table of kinds of new projects. One more kind is one more row here and one more folder in `templates/`. */

/** What a kind needs from others: requirements as the language writes them, by the condition under which they
 * are needed. */
type Requirements = Readonly<Record<string, readonly string[]>>;

export interface KindRow {
  readonly title: string;
  /** The description of a project of this kind, where its user gives none. */
  readonly description: string;
  /** The same of one without the sample. */
  readonly bareDescription: string;
  /** Whether it is started by a command; a library is not. */
  readonly isProgram: boolean;
  /** Whether it runs on a server until it is stopped. */
  readonly isService: boolean;
  /** Whether it keeps files of its own also without persistence. */
  readonly needsStateDir: boolean;
  /** Whether persistence is a part of it unless the user says otherwise. */
  readonly keepsState: boolean;
  /** GitHub's systems besides Linux on which it is tested: where it runs, and its tests can stop it. */
  readonly otherSystems: readonly string[];
  /** Modules beside `src`. */
  readonly rootModules: readonly string[];
  /** What follows the command (or for a library the interpreter) in the command that shows it at work. */
  readonly runArguments: string;
  /** The same without the sample. */
  readonly bareArguments: string;
  /** By language. */
  readonly needs: Readonly<Record<string, KindNeeds>>;
}

export interface KindNeeds {
  readonly dependencies: Requirements;
  readonly testDependencies: readonly string[];
  readonly classifiers: readonly string[];
}

const everySystem = ['macos-latest', 'windows-latest'];

export const kinds = {
  cli_tool: {
    title: 'Command-line tool',
    description: 'A command-line tool.',
    bareDescription: 'A command-line tool.',
    isProgram: true,
    isService: false,
    needsStateDir: false,
    keepsState: true,
    otherSystems: everySystem,
    rootModules: [],
    runArguments: 'greet Ada',
    bareArguments: '--help',
    needs: {
      python: {
        dependencies: { typer: ['typer>=0.19'], click: ['click>=8.1'] },
        testDependencies: [],
        classifiers: ['Environment :: Console'],
      },
    },
  },
  daemon: {
    title: 'Daemon',
    description: 'A daemon that works on the jobs in a folder.',
    bareDescription: 'A daemon.',
    isProgram: true,
    isService: true,
    needsStateDir: true,
    keepsState: true,
    otherSystems: ['macos-latest'],
    rootModules: [],
    runArguments: 'run',
    bareArguments: 'run',
    needs: {
      python: {
        dependencies: {},
        testDependencies: [],
        classifiers: ['Environment :: No Input/Output (Daemon)', 'Operating System :: POSIX'],
      },
    },
  },
  mcp_server: {
    title: 'MCP server',
    description: 'A server for the Model Context Protocol.',
    bareDescription: 'A server for the Model Context Protocol.',
    isProgram: true,
    isService: false,
    needsStateDir: false,
    keepsState: true,
    otherSystems: everySystem,
    rootModules: ['server.py'],
    runArguments: '--tools',
    bareArguments: '--help',
    needs: {
      python: {
        dependencies: { always: ['mcp>=2.3,<3', 'uvicorn>=0.31.1'] },
        testDependencies: ['mcp[cli]>=2.3,<3'],
        classifiers: ['Environment :: Console'],
      },
    },
  },
  web_service: {
    title: 'Web service',
    description: 'A web service with a queue of tasks.',
    bareDescription: 'A web service.',
    isProgram: true,
    isService: true,
    needsStateDir: false,
    keepsState: true,
    otherSystems: ['macos-latest'],
    rootModules: [],
    runArguments: '',
    bareArguments: '',
    needs: {
      python: {
        dependencies: { always: ['fastapi>=0.137', 'uvicorn>=0.30'] },
        testDependencies: ['httpx2>=2'],
        classifiers: ['Framework :: FastAPI'],
      },
    },
  },
  library: {
    title: 'Library',
    description: 'A typed library.',
    bareDescription: 'A typed library.',
    isProgram: false,
    isService: false,
    needsStateDir: false,
    keepsState: false,
    otherSystems: everySystem,
    rootModules: [],
    runArguments: "from PACKAGE import Note; print(Note('milk', 'Buy oat milk'))",
    bareArguments: 'import PACKAGE; print(PACKAGE.__version__)',
    needs: { python: { dependencies: {}, testDependencies: [], classifiers: [] } },
  },
} as const satisfies Record<string, KindRow>;

export type KindId = keyof typeof kinds;

export const kindIds = Object.keys(kinds) as readonly KindId[];
