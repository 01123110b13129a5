// Builds what ships: one bundle on the activation path, the rest loaded when first needed.
const esbuild = require('esbuild');
const { mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { thirdPartyNotices } = require('./thirdPartyNotices');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** The three files of the start, and every file in a folder named `lazy/`. */
const entries = readdirSync(path.join(__dirname, 'src'), { recursive: true })
  .map((file) => `src/${file.replaceAll(path.sep, '/')}`)
  .filter((file) => /^src\/[^/]+\.ts$|\/lazy\/[^/]+\.ts$/.test(file));

/** What `extension.ts` loads behind the first glance, and what is loaded later still, each as a file of its own. */
const lazyFiles = {
  name: 'lazy-files',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir }) => {
      const file = path.resolve(resolveDir, `${name}.ts`);
      return kind === 'dynamic-import' && isEntry(file)
        ? { path: `./${path.basename(name)}.js`, external: true }
        : undefined;
    });
  },
};

function isEntry(file) {
  return entries.includes(path.relative(__dirname, file).replaceAll(path.sep, '/'));
}

/**
 * What the command line never gets to of undici: the faster of two HTTP parsers (where it cannot be loaded the plain one
 * is taken), HTTP/2 (which is not offered unless asked for), and what turns forms and files into bodies (none is sent).
 */
const leftOut = {
  name: 'left-out',
  setup(build) {
    const filter = /undici[\\/]lib[\\/](llhttp[\\/]llhttp_simd-wasm|web[\\/]fetch[\\/]body)\.js$/;
    build.onLoad({ filter }, () => ({ contents: 'throw new Error("left out");' }));
    const loaded = /undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/;
    build.onLoad({ filter: loaded }, () => ({
      contents: 'module.exports = () => { throw new Error("left out"); };',
    }));
  },
};

/** In watch mode the editor's problem matcher reads these lines. */
const progress = {
  name: 'progress',
  setup(build) {
    build.onStart(() => void (watch && console.log('[watch] build started')));
    build.onEnd(() => void (watch && console.log('[watch] build finished')));
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
  legalComments: 'none',
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  supported: { 'dynamic-import': false },
  plugins: [lazyFiles, progress],
};

const builds = {
  host: {
    ...node,
    entryPoints: entries,
    entryNames: '[name]',
    outdir: 'dist',
  },
  webview: {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: ['src/webview/main.ts'],
    outdir: 'dist/webview',
  },
  cli: {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [leftOut],
  },
};

async function main() {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('out', { recursive: true });
  const metafiles = [];
  for (const [name, options] of Object.entries(builds)) {
    if (watch) {
      const context = await esbuild.context(options);
      await context.watch();
    } else {
      const { metafile } = await esbuild.build(options);
      writeFileSync(path.join('out', `${name}.meta.json`), JSON.stringify(metafile));
      metafiles.push(metafile);
    }
  }
  if (!watch) writeFileSync('dist/ThirdPartyNotices.txt', thirdPartyNotices(metafiles));
}

module.exports = { builds };

if (require.main === module)
  main().catch((error) => {
    // What esbuild has to say of a build that failed it has said itself.
    if (!('errors' in error)) console.error(error);
    process.exit(1);
  });
