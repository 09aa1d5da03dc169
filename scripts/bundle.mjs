/**
 * Makes of `dist/` what is published: `lib/`, with everything that a run needs in it, so that nothing else is installed,
 * and the schema of the files for `--answers`.
 * The bin and the generators for Yeoman are bundled apart: the bin is to find nothing of Yeoman in its files.
 */

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describeAnswers } from '../dist/generators/bin/answers-schema.js';
import { commandOptions } from '../dist/generators/bin/command-options.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('lib', { recursive: true, force: true });

/** Yeoman's class reads the package.json above its file, which in a bundle is another one. */
const inlineVersion = {
  name: 'inline-version',
  setup({ onLoad }) {
    onLoad({ filter: /yeoman-generator\/dist\/generator\.js$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(join(path, '../../package.json'), 'utf8'));
      const reading = "JSON.parse(readFileSync(pathJoin(_dirname, '../package.json'), 'utf8'))";
      const [before, after, ...more] = readFileSync(path, 'utf8').split(reading);
      if (after === undefined || more.length > 0) throw new Error(`${path} has no line with ${reading}`);
      return { contents: before + JSON.stringify({ version }) + after };
    });
  },
};

const generators = readdirSync('dist/generators')
  .map((name) => `dist/generators/${name}/index.js`)
  .filter((path) => existsSync(path));
const inputs = [
  ...(await bundle('lib/bin', ['dist/generators/bin/cli.js'], 'dist/generators/bin')),
  ...(await bundle('lib/generators', generators, 'dist/generators')),
];
writeFileSync('lib/LICENSES.txt', listLicenses(inputs));
writeFileSync(
  'lib/answers.schema.json',
  `${JSON.stringify(describeAnswers(commandOptions), undefined, 2)}\n`,
);

/** Returns the paths of what was bundled. */
async function bundle(outdir, entryPoints, outbase) {
  const { metafile } = await build({
    entryPoints,
    outbase,
    outdir,
    // Beside the folders of the generators: paths from one to another are as in the source.
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    // Who wants the MCP server has it beside this package.
    external: ['@modelcontextprotocol/*'],
    splitting: true,
    format: 'esm',
    platform: 'node',
    // One of them is in UMD, too, in which its own files cannot be found.
    mainFields: ['module', 'main'],
    target: 'node20.19',
    metafile: true,
    plugins: [inlineVersion],
    logLevel: 'warning',
    // Packages of CommonJS ask for modules of Node by it.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return Object.keys(metafile.inputs);
}

/** The licences of the packages that are in the bundle ask to go with it. */
function listLicenses(paths) {
  const packages = new Set(
    paths.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...packages].sort().map(describeLicense).join('\n');
}

function describeLicense(dir) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const file = readdirSync(dir).find((name) => /^licen[cs]e/i.test(name));
  const text =
    file === undefined ? `by ${author?.name ?? author}` : `\n${readFileSync(join(dir, file), 'utf8').trim()}`;
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${text}\n`;
}
