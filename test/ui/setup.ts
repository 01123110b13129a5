import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AccountOptions, FakeAccount } from '../fake-leadmagic/account';
import type { RecordedRequest } from '../fake-leadmagic/requestLog';
import { startFakeLeadMagic, type FakeLeadMagic } from '../fake-leadmagic/server';
import { getVSCode } from '../vscode/getVSCode';
import type { LaunchOptions, RunningVSCode, VSCodeInstall } from '../vscode/host';
import { launch } from '../vscode/launch';
import { makeLanguagePack } from '../vscode/makeLanguagePack';
import { KeptFiles } from './harness/keptFiles';
import { watchToasts, type ToastHistory } from './harness/toastHistory';
import { openWorkbench, type Workbench } from './harness/workbench';

/** `npm run package` makes it. */
const vsix = 'out/leadmagic-credits.vsix';

/** A key that the stand-in API knows, unless a test says otherwise. */
export const KEY = 'lm_ui_0123456789abcdef';

export interface StageOptions {
  /** Default: one of `KEY` with 15,432.5 credits. */
  readonly accounts?: readonly AccountOptions[];
  /** For a server at that origin, and the folder of `files` if there is one. */
  readonly launch?: (origin: string, folder: string) => LaunchOptions;
  /** The language that VS Code starts in, by a language pack made for it. English without. */
  readonly language?: string;
  /** Files, by their paths, of a folder that the first window opens. Without, it opens none. */
  readonly files?: Readonly<Record<string, string>>;
  /** What else that folder wants before it is opened. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Stores `KEY` through the box before the first test. */
  readonly withKey?: boolean;
}

/** What a file of tests plays on: the packaged extension in a real VS Code, beside the stand-in API. */
export interface Stage {
  readonly server: FakeLeadMagic;
  /** The account of `KEY`. */
  readonly account: FakeAccount;
  readonly vscode: RunningVSCode;
  /** The first window, which has the focus. */
  readonly window: Workbench;
  /** Every toast that the first window ever showed. */
  readonly toasts: ToastHistory;
  /** What the extension keeps on disk. */
  readonly kept: KeptFiles;
  /** The folder of `files`. */
  readonly folder: string;
}

/** Starts one VS Code for the tests of a `describe`, and ends it after them. */
export function useStage(options: StageOptions = {}): Stage {
  let stage: Stage | undefined;
  /** Last started, first ended; also what was started before something else could not be. */
  const ends: (() => Promise<void>)[] = [];
  before(async function () {
    this.timeout(300_000);
    stage = await setStage(options, ends);
    if (options.withKey === true) await enterKey(stage.window, KEY);
  });
  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.state === 'failed') {
      await stage?.window.picture(`failed: ${currentTest.fullTitle()}`.replaceAll(/[^\w]+/g, '-'));
      // What it left open would be in the way of the next.
      for (const key of ['Escape', 'Escape']) await stage?.window.page.keyboard.press(key);
    }
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });
  const set = (): Stage => {
    if (stage === undefined) throw new Error('The stage is there from the first test on, not before.');
    return stage;
  };
  return {
    get server() {
      return set().server;
    },
    get account() {
      return set().account;
    },
    get vscode() {
      return set().vscode;
    },
    get window() {
      return set().window;
    },
    get toasts() {
      return set().toasts;
    },
    get kept() {
      return set().kept;
    },
    get folder() {
      return set().folder;
    },
  };
}

async function setStage(options: StageOptions, ends: (() => Promise<void>)[]): Promise<Stage> {
  const server = await startFakeLeadMagic({
    accounts: options.accounts ?? [{ key: KEY, credits: 15_432.5 }],
  });
  ends.push(() => server.close());
  const folder = options.files && (await makeFolder(options.files, ends));
  if (folder !== undefined) await options.prepare?.(folder);
  const vscode = await startVSCode({
    userSettings: { 'leadmagicCredits.apiBaseUrl': server.origin },
    ...(await languageOptions(options.language, ends)),
    ...options.launch?.(server.origin, folder ?? ''),
  });
  ends.push(() => vscode.close());
  const window = await openWorkbench(vscode, folder === undefined ? {} : { folder });
  return {
    server,
    vscode,
    window,
    toasts: await watchToasts(window.page),
    kept: new KeptFiles(vscode.settingsFile),
    get account() {
      const account = server.accounts.get(KEY);
      if (account === undefined) throw new Error('The stand-in API has no account of KEY.');
      return account;
    },
    get folder() {
      if (folder === undefined) throw new Error('The window was to open no folder.');
      return folder;
    },
  };
}

async function languageOptions(
  language: string | undefined,
  ends: (() => Promise<void>)[],
): Promise<LaunchOptions> {
  if (language === undefined) return {};
  const pack = await makeLanguagePack(language);
  ends.push(() => pack.remove());
  return { vsix: [vsix, pack.vsix], locale: language };
}

async function makeFolder(
  files: Readonly<Record<string, string>>,
  ends: (() => Promise<void>)[],
): Promise<string> {
  // macOS has its temporary folder behind a link, which VS Code would resolve.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadmagic-folder-')));
  ends.push(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A VS Code with the packaged extension. Close it. */
export async function startVSCode(options: LaunchOptions): Promise<RunningVSCode> {
  const install = await getVSCode(versionUnderTest(), (line) => console.log(`    ${line}`));
  await giveFileLogger(install);
  return launch(install, { vsix: [vsix], ...options });
}

/** Stores a key through the masked box. */
export async function enterKey(window: Workbench, key: string): Promise<void> {
  await window.runCommand('LeadMagic: Set API Key…');
  await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
  await window.quickInput.type(key);
  await window.quickInput.accept();
  await window.toasts.dismiss(/^The LeadMagic key is stored/);
}

/** Whether a key is of the same LeadMagic account as the one before, of which there is a history. */
export async function answerSameAccount(
  { dialog }: Workbench,
  answer: 'Same account' | 'Another account' | 'Cancel',
): Promise<void> {
  const { message } = await dialog.waitFor();
  assert.equal(message, 'Is this a new key of the same LeadMagic account?');
  await dialog.press(answer);
}

/**
 * Reads the balance by command. As it may not be asked for that often, the time in between is made to pass, for commands
 * alone: a background read that became due at the same moment would race with it.
 */
export async function refresh({ kept, window }: Pick<Stage, 'kept' | 'window'>): Promise<void> {
  await kept.letTimePass(60_000, ['refresh', 'health']);
  await window.runCommand('LeadMagic: Refresh Balance');
}

/**
 * Tells requests for the balance from those for the tooltip's week, which are sent whenever the pointer or the keyboard
 * has been on the status bar item for long enough: on a slow machine at any click.
 */
export function isForBalance({ path }: RecordedRequest): boolean {
  return path.startsWith('/v1/credits');
}

/** The requests for the balance since they were cleared: method and path. */
export function balanceRequests({ requests }: FakeLeadMagic): readonly string[] {
  return requests.filter(isForBalance).map(({ method, path }) => `${method} ${path}`);
}

/** `LEADMAGIC_UI_VSCODE=1.103` runs the suites in the oldest version that the extension takes. */
function versionUnderTest(): VSCodeInstall['name'] {
  return process.env['LEADMAGIC_UI_VSCODE'] === '1.103' ? '1.103' : 'newest';
}

/** The server out of npm packages has no native file logger, so nothing would ever be in a log. */
async function giveFileLogger(install: VSCodeInstall): Promise<void> {
  if (install.kind === 'desktop') return;
  const modules = join(install.server.main, '..', '..', 'node_modules');
  const file = join(modules, '@vscode', 'spdlog', 'index.js');
  // The install is shared: whoever reads the file meanwhile finds it whole.
  const half = `${file}.${process.pid}`;
  await copyFile(join(__dirname, 'harness', 'fileLogger.cjs'), half);
  await rename(half, file);
}
