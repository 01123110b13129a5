import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFolder } from './packFolder';

export interface LanguagePackFile {
  readonly vsix: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/**
 * Packages a language pack that translates nothing: enough for VS Code to start in that language, and for extensions to
 * speak it by translations of their own.
 */
export async function makeLanguagePack(language: string): Promise<LanguagePackFile> {
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-language-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const translations = join('translations', 'main.i18n.json');
    await mkdir(join(folder, 'translations'));
    await writeFile(join(folder, translations), JSON.stringify({ version: '1.0.0', contents: {} }));
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest(language, `./${translations}`)));
    const vsix = await packFolder(folder, join(folder, 'pack.vsix'));
    return { vsix, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function manifest(language: string, translations: string): object {
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language);
  return {
    name: `language-pack-${language}`,
    publisher: 'leadmagic-credits-tests',
    version: '1.0.0',
    engines: { vscode: '^1.103.0' },
    contributes: {
      localizations: [
        {
          languageId: language,
          languageName: name,
          localizedLanguageName: name,
          translations: [{ id: 'vscode', path: translations }],
        },
      ],
    },
  };
}
