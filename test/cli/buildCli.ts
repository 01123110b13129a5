import { createRequire } from 'node:module';

import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';

interface BuildFile {
  readonly builds: Readonly<Record<'cli', BuildOptions>>;
}

/** Bundles the program as it ships, so that the tests do not depend on what happens to lie in `dist/`. */
export async function buildCli(outfile: string): Promise<Metafile> {
  // The build file is plain JavaScript.
  const { builds } = createRequire(__filename)('../../esbuild.js') as BuildFile;
  const { metafile } = await build({
    ...builds.cli,
    outfile,
    minify: true,
    sourcemap: false,
    metafile: true,
  });
  return metafile;
}
