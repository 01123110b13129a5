import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { environmentFiles, importKeyTests, keysInFiles } from './folder/importKey';
import { leakTests, leakFiles } from './folder/leaks';
import { removalTests } from './folder/removal';
import { troubleshootTests } from './folder/troubleshoot';
import { HeldGit } from './harness/heldGit';
import { serveLeadMagicSite } from './harness/website';
import { KEY, useStage } from './setup';

/** One VS Code for all of it, in this order: the key of the first tests is the one that leaks. */
describe('in an open folder', () => {
  let git: HeldGit;
  const stage = useStage({
    accounts: [{ key: KEY, credits: 15_432.5 }, ...Object.values(keysInFiles)],
    files: { ...environmentFiles, ...leakFiles },
    prepare: async (folder) => {
      await promisify(execFile)('git', ['init', '--quiet'], { cwd: folder });
      await promisify(execFile)('git', ['add', 'src/client.py'], { cwd: folder });
      git = new HeldGit(folder);
      if (process.platform !== 'win32') await git.install();
    },
    launch: (origin) => ({
      env: { ...git.environment, LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: origin },
      userSettings: { 'leadmagicCredits.apiBaseUrl': origin, 'files.autoSave': 'off' },
    }),
  });
  before(() => serveLeadMagicSite(stage.vscode.context));

  describe('a key', () => importKeyTests(stage));
  describe('the leak check', () => leakTests(stage, () => git));
  describe('the diagnosis', () => troubleshootTests(stage));
  describe('the removal', () => removalTests(stage));
});
