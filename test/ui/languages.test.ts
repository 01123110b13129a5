import assert from 'node:assert/strict';

import { giveJapaneseLetters } from './harness/japanese';
import { until } from '../waiting';
import { KEY, useStage } from './setup';

/** As people read them, with 15,432.5 credits and then 950. */
interface Words {
  readonly language: string;
  readonly bar: string;
  readonly label: RegExp;
  readonly tooltip: readonly (string | RegExp)[];
  readonly links: readonly string[];
  readonly actions: readonly string[];
  readonly command: string;
  readonly low: string;
  readonly buttons: readonly string[];
}

const german: Words = {
  language: 'de',
  bar: '15.432,5',
  label: /^LeadMagic: noch 15\.432,5 Credits\. Abgerufen: \d+:\d\d\.$/,
  tooltip: [
    'LeadMagic-Credits: 15.432,5',
    'Ausreichend: Warnung unter 1.000, kritisch unter 100.',
    'Heute: 0 Credits verbraucht',
    /^Reicht etwa [\d.]+ Tage bei \d+(,\d+)? pro Tag \(nach Angaben von LeadMagic für \d Tage\)$/m,
    /^Schlüssel: LEADMAGIC_API_KEY der Umgebung, für http:/m,
  ],
  links: ['Aktualisieren', 'Aufladen', 'Schlüssel prüfen', 'Einstellungen'],
  actions: [
    ...['Aktualisieren', 'Aufladen', 'Dashboard öffnen', 'Nutzung bei LeadMagic öffnen'],
    ...['Ausführung schätzen…', 'Schlüssel prüfen', 'Stummschalten…', 'Schlüssel ersetzen'],
    'Protokoll anzeigen',
  ],
  command: 'LeadMagic: Guthaben aktualisieren',
  low: 'LeadMagic: noch 950 Credits, unter 1.000.',
  buttons: ['Aufladen', 'Dashboard öffnen', 'Stummschalten…'],
};

const japanese: Words = {
  language: 'ja',
  bar: '15,432.5',
  label: /^LeadMagic: 残り 15,432\.5 クレジット。 取得: \d+:\d\d。$/,
  tooltip: [
    'LeadMagic クレジット: 15,432.5',
    '十分: 1,000 未満で警告、100 未満で残りわずか。',
    '今日: 0 クレジット消費',
    /^残り約 [\d,]+ 日分、1 日あたり \d+(\.\d+)? \(LeadMagic の \d 日間のデータ\)$/m,
    /^キー: 環境の LEADMAGIC_API_KEY、http:/m,
  ],
  links: ['更新', 'チャージ', 'キーをチェック', '設定'],
  actions: [
    ...['更新', 'チャージ', 'ダッシュボードを開く', 'LeadMagic で使用状況を開く'],
    ...['実行の見積もり…', 'キーをチェック', '通知を一時停止…', 'キーを置換', 'ログの表示'],
  ],
  command: 'LeadMagic: 残高の更新',
  low: 'LeadMagic: 残り 950 クレジット、1,000 未満です。',
  buttons: ['チャージ', 'ダッシュボードを開く', '通知を一時停止…'],
};

for (const words of [german, japanese]) {
  describe(`a VS Code in the language ${words.language}`, () => {
    const stage = useStage({
      language: words.language,
      launch: (origin) => ({ env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: origin } }),
    });

    if (words.language === 'ja') before(() => giveJapaneseLetters(stage.window.page));

    it('writes the number in the bar as its language does, and says it in a sentence', async () => {
      await stage.window.statusItem.waitFor({ text: words.bar, label: words.label });
    });

    it('tells the rest in the tooltip', async () => {
      const { window } = stage;
      const told = (text: string): boolean =>
        words.tooltip.every((line) =>
          typeof line === 'string' ? text.split('\n').includes(line) : line.test(text),
        );
      let text = '';
      // What LeadMagic knows of the spending comes a moment after the number.
      const tooltip = await until(
        'the whole tooltip',
        async () => {
          const shown = await window.statusItem.hover();
          text = await shown.text();
          return told(text) ? shown : undefined;
        },
        () => Promise.resolve(text),
      );
      assert.deepEqual(
        (await tooltip.links()).map((link) => link.text),
        words.links,
      );
      await window.statusBarPicture(`tooltip-${words.language}`);
      await window.statusItem.leave();
    });

    it('offers the actions, and the same in the palette', async () => {
      const { window } = stage;
      await window.statusItem.click();
      const items = await window.quickInput.waitForPick();
      assert.deepEqual(items.map(({ label }) => label).slice(-words.actions.length), words.actions);
      await window.picture(`actions-${words.language}`);
      await window.quickInput.cancel();
      assert.deepEqual(await window.palette.titles(words.command), [words.command]);
    });

    it('warns', async () => {
      const { window, account, kept } = stage;
      account.set(950);
      await kept.letTimePass(60_000);
      await window.statusItem.click();
      await window.quickInput.choose(words.links[0] ?? '');
      const toast = await window.toasts.waitFor(words.low);
      assert.deepEqual(toast.buttons, words.buttons);
      await window.statusItem.waitFor({ text: '950', background: 'warning' });
      // The pointer is nowhere near, but the focus came back to the item, and brought its tooltip.
      await window.statusItem.leave();
      await window.statusBarPicture(`low-${words.language}`);
    });
  });
}
