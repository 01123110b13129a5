import type { BrowserContext, Page } from 'playwright-core';
import type { VersionName } from './pins';
import type { ServerFiles } from './serverInstall';

export type HostKind = 'desktop' | 'server';

/** A VS Code on this machine, ready to start any number of times. */
export type VSCodeInstall =
  | {
      readonly kind: 'desktop';
      readonly name: VersionName;
      readonly version: string;
      readonly executable: string;
    }
  | {
      readonly kind: 'server';
      readonly name: VersionName;
      readonly version: string;
      readonly server: ServerFiles;
    };

export interface LaunchOptions {
  /** VSIX files to install before the start. */
  readonly vsix?: readonly string[];
  /** Added to (and overriding) the settings that every test wants, see userData.ts. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /**
   * The environment of the extension host, on top of this process's own without its LEADMAGIC_* variables.
   * `undefined` takes a variable away.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** CSS pixels. 1280 × 800 unless said otherwise. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels in a CSS pixel of a picture: 1 unless said otherwise. Server host only. */
  readonly scale?: number;
  /** Keeps everything (settings, extensions, secrets) in this folder after `close`, for a start with the same again. */
  readonly dataFolder?: string;
  /** The display language, such as `de`. Wants a language pack among the VSIX files. */
  readonly locale?: string;
  /** The server host's port; 0 or nothing lets the system choose. */
  readonly port?: number;
  /** It runs for a person: once it has started, the machine is free for a VS Code under test. */
  readonly isForPerson?: boolean;
  /** Further arguments for VS Code itself. */
  readonly args?: readonly string[];
  /** Gets what VS Code writes to its stdout and stderr. */
  readonly onOutput?: (text: string) => void;
}

export interface OpenOptions {
  /** The folder to open; an empty window if left out. */
  readonly folder?: string;
  /** `false` opens a window that never had the focus. Server host only; see `setFocus` in test/ui/harness. */
  readonly focused?: boolean;
}

/** A VS Code that runs. All windows share settings, secrets and global storage. */
export interface RunningVSCode {
  readonly install: VSCodeInstall;
  /** Where a person can open it in a browser. Server host only. */
  readonly url: string | undefined;
  readonly context: BrowserContext;
  /** The user's settings.json. */
  readonly settingsFile: string;
  readonly extensionsFolder: string;
  /** What VS Code wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** Resolves when VS Code is gone, whoever ended it. */
  readonly ended: Promise<unknown>;
  /** Opens one more window with its own extension host. Resolves when the workbench is drawn. */
  open(options?: OpenOptions): Promise<Page>;
  /** Ends every process that was started and removes the temporary folder. Safe to call twice. */
  close(): Promise<void>;
}
