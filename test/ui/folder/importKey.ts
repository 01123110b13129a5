import assert from 'node:assert/strict';

import { answerSameAccount, isForBalance, type Stage } from '../setup';

const FROM_ENVIRONMENT = 'Take LEADMAGIC_API_KEY from the environment';
const FROM_FILE = 'Take it from a .env file of this workspace…';

/** Keys that lie in files of the folder, each in another of the forms that dotenv knows. */
export const keysInFiles = {
  '.env': { key: 'lm_ui_quoted_01234567', credits: 77_000 },
  'service/.env.local': { key: 'lm_ui_spaced_01234567', credits: 4_120 },
  'web/.env': { key: 'lm_ui_bare_0123456789', credits: 2_500 },
} as const;

/** Files with such names, by their paths. */
export const environmentFiles = {
  '.env': `# The API.\nexport LEADMAGIC_API_KEY='${keysInFiles['.env'].key}' # mine\n`,
  'service/.env.local': `OTHER="a b"\n LEADMAGIC_API_KEY = "  ${keysInFiles['service/.env.local'].key}  "\n`,
  'web/.env': `LEADMAGIC_API_KEY=${keysInFiles['web/.env'].key} # of the shop\nOTHER=1\n`,
  'web/.env.example': 'LEADMAGIC_API_KEY=\nOTHER=1\n',
} as const;

export function importKeyTests(stage: Stage): void {
  /** Opens the ways to a key, and takes one. */
  async function take(way: string): Promise<void> {
    const { window } = stage;
    await window.runCommand('LeadMagic: Set API Key…');
    await window.quickInput.waitForPick('LeadMagic API key');
    await window.quickInput.choose(way);
  }

  async function keyLine(): Promise<string> {
    const { window } = stage;
    const text = await (await window.statusItem.hover()).text();
    await window.statusItem.leave();
    return /^Key: .*$/m.exec(text)?.[0] ?? text;
  }

  it('is offered from the environment and from files', async () => {
    const { window, server } = stage;
    await window.statusItem.waitFor({ text: '15,432.5' });
    await window.runCommand('LeadMagic: Set API Key…');
    await window.quickInput.waitForList(['Type or paste a key', FROM_ENVIRONMENT, FROM_FILE]);
    await window.statusBarPicture('import-ways');
    await window.quickInput.choose(FROM_FILE);
    await window.quickInput.waitForList(Object.keys(environmentFiles));
    await window.statusBarPicture('import-files');
    await window.quickInput.choose('web/.env.example');
    const words = 'web/.env.example holds no usable LEADMAGIC_API_KEY.';
    assert.equal((await window.toasts.waitFor(words)).severity, 'error');
    await window.statusBarPicture('import-nothing');
    await window.toasts.dismiss(words);
    assert.equal(await keyLine(), `Key: LEADMAGIC_API_KEY of the environment, for ${server.origin}`);
  });

  it('of the environment is not taken for a second account', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Add Account…');
    for (const [title, name] of [
      ['Name the account you have', 'Acme'],
      ['Name the new account', 'Globex'],
    ] as const) {
      await window.quickInput.waitForInput({ title });
      await window.quickInput.type(name);
      await window.quickInput.accept();
    }
    await window.quickInput.waitForPick('LeadMagic API key');
    await window.quickInput.choose(FROM_ENVIRONMENT);
    await window.toasts.dismiss('The account “Acme” has this key already.');
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  for (const [index, [file, { key, credits }]] of Object.entries(keysInFiles).entries()) {
    it(`is taken out of ${file}, checked and stored, and said where it goes`, async () => {
      const { window, server } = stage;
      await take(FROM_FILE);
      await window.quickInput.waitForList(Object.keys(environmentFiles));
      server.clearRequests();
      await window.quickInput.choose(file);
      if (index > 0) await answerSameAccount(window, 'Another account');
      await window.toasts.waitFor(`The LeadMagic key of “Acme” is stored, for ${server.origin}.`);
      await window.statusItem.waitFor({ text: credits.toLocaleString('en-US') });
      await window.toasts.dismiss(/^The LeadMagic key of “Acme” is stored/);
      const checked = server.requests.find(isForBalance);
      assert.deepEqual([checked?.path, checked?.key], ['/v1/credits/health', key]);
      assert.ok(!(await window.page.locator('body').innerText()).includes(key));
    });
  }

  it('is taken out of the environment, for an account by its name', async () => {
    const { window, server } = stage;
    await window.runCommand('LeadMagic: Rename Account…');
    await window.quickInput.waitForList(['Acme']);
    await window.quickInput.choose('Acme');
    await window.quickInput.waitForInput({ title: 'Rename the account' });
    await window.quickInput.type('Initech');
    await window.quickInput.accept();
    // Another box would take its place, and the answer with it.
    await window.quickInput.waitUntilClosed();
    await take(FROM_ENVIRONMENT);
    await answerSameAccount(window, 'Another account');
    const words = `The LeadMagic key of “Initech” is stored, for ${server.origin}.`;
    await window.toasts.waitFor(words);
    await window.statusItem.waitFor({ text: '15,432.5' });
    await window.statusBarPicture('import-stored');
    await window.toasts.dismiss(words);
    assert.equal(await keyLine(), `Key: stored in VS Code, for ${server.origin}`);
  });
}
