import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Bundles this folder's entry and its suites for the extension host, which knows no TypeScript.
 * @param only the suites to take, by their files' names; all unless said otherwise
 * @returns the module to hand to VS Code as `extensionTestsPath`
 */
export async function buildHostTests(root: string, only: readonly string[] = []): Promise<string> {
  const source = join(root, 'test', 'host');
  const target = join(root, 'out', 'host-tests');
  const all = (await readdir(source)).filter((file) => file.endsWith('.test.ts'));
  const suites = only.length === 0 ? all : only.map((name) => `${name}.test.ts`);
  await rm(target, { recursive: true, force: true });
  await build({
    entryPoints: ['index.ts', ...suites].map((file) => join(source, file)),
    outdir: target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(target, 'index.js');
}
