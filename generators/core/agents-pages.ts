/** Which of AGENTS.md and CLAUDE.md gets the block for coding agents: both, or one where they are one text. */

import { beginsBlock } from '../edit/managed-blocks.js';
import type { ManagedBlock, SetBlocks } from '../types/change.js';
import type { Tree } from '../types/tree.js';

export interface AgentsInput {
  /** What AGENTS.md begins with where there is none yet; undefined where there is to be none. */
  readonly agents?: string | undefined;
  readonly tree?: Pick<Tree, 'read' | 'resolve'>;
}

const agentsPath = 'AGENTS.md';
const claudePath = 'CLAUDE.md';

/** What a file that has nothing but the block begins with: linters of Markdown want a title. */
const agentsTitle = '# Instructions for coding agents\n';

/** CLAUDE.md is for `planPages` to leave out where there is none; none of them where the user wants none. */
export function planAgentsPages(blocks: readonly ManagedBlock[], input: AgentsInput): readonly SetBlocks[] {
  const { agents, tree } = input;
  if (agents === undefined) return [];
  const ofAgents: SetBlocks = {
    kind: 'set-blocks',
    path: agentsPath,
    opening: agents || agentsTitle,
    blocks,
  };
  const ofClaude: SetBlocks = { kind: 'set-blocks', path: claudePath, opening: '', blocks };
  if (tree === undefined) return [ofAgents, ofClaude];
  // By a link they are one file; it is written where it lies.
  if (tree.resolve(agentsPath) === tree.resolve(claudePath))
    return tree.resolve(agentsPath) === claudePath ? [ofClaude] : [ofAgents];
  if (imports(tree.read(claudePath), agentsPath)) return [ofAgents, ...forget(ofClaude, tree)];
  const hasClaude = tree.read(claudePath) !== undefined;
  if (hasClaude && imports(tree.read(agentsPath), claudePath)) return [...forget(ofAgents, tree), ofClaude];
  return [ofAgents, ofClaude];
}

/** Agents that know imports read `@AGENTS.md` as the text of that file; not in code. */
function imports(text: string | undefined, path: string): boolean {
  const prose = (text ?? '').replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return new RegExp(`(^|\\s)@(\\./)?${path.replace('.', '\\.')}(?![\\w/-])`, 'm').test(prose);
}

/** Takes out the blocks that an earlier run put there. */
function forget(page: SetBlocks, tree: Pick<Tree, 'read'>): readonly SetBlocks[] {
  const text = tree.read(page.path) ?? '';
  const left = page.blocks.filter(({ id }) => beginsBlock(text, id));
  return left.length === 0 ? [] : [{ ...page, blocks: left.map(({ id }) => ({ id, text: undefined })) }];
}
