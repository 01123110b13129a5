import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Metafile } from 'esbuild';
import { startFakeLeadMagic } from '../fake-leadmagic/server';
import type { FakeLeadMagic } from '../fake-leadmagic/server';
import { buildCli } from './buildCli';

export const key = 'lm_Canary_0123456789abcdef';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The program, built for the tests of the `describe` this is called in. */
export function builtCli() {
  let folder = '';
  let metafile: Metafile | undefined;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'leadmagic-cli-'));
    metafile = await buildCli(path.join(folder, 'dist', 'cli.js'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const file = () => path.join(folder, 'dist', 'cli.js');
  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Child =>
    startProgram(process.execPath, [file(), ...args], env);
  return {
    /** Holds `dist/cli.js`. */
    folder: () => folder,
    file,
    metafile: () => metafile,
    start,
    run: (args: readonly string[], env: NodeJS.ProcessEnv = {}) => ended(start(args, env)),
  };
}

/** Starts a program with nothing of this process's environment but what every program needs. */
export function startProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const { PATH, SystemRoot } = process.env;
  return spawn(program, args, {
    env: { PATH, ...(SystemRoot !== undefined && { SystemRoot }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for the end of a program. Whatever the test is about, the key must not be in what it printed. */
export async function ended(child: Child): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr += data));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  });
  assert.ok(!`${stdout}${stderr}`.toLowerCase().includes(key.toLowerCase()), 'the key was printed');
  return { code, signal, stdout, stderr };
}

/** A stand-in API with one account of 4,120 credits for each test, and the environment that leads there. */
export function standIn() {
  let server: FakeLeadMagic | undefined;
  beforeEach(async () => {
    server = await startFakeLeadMagic({ accounts: [{ key, credits: 4120 }] });
  });
  afterEach(() => server?.close());
  const api = (): FakeLeadMagic => server!;
  return {
    api,
    account: () => api().accounts.get(key)!,
    env: () => ({ LEADMAGIC_API_KEY: key, LEADMAGIC_BASE_URL: api().origin }),
  };
}
