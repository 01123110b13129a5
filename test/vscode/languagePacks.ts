import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the server know the language packs among the installed extensions. It keeps them in a file that it writes when
 * a pack is installed from within a window, but not when installed from the command line.
 */
export async function registerLanguagePacks(extensionsFolder: string, userDataFolder: string): Promise<void> {
  const packs: Record<string, unknown> = {};
  for (const name of await readdir(extensionsFolder)) {
    const folder = join(extensionsFolder, name);
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    const manifest: unknown = text === undefined ? undefined : JSON.parse(text);
    if (!isLanguagePack(manifest)) continue;
    for (const { languageId, localizedLanguageName, translations } of manifest.contributes.localizations) {
      packs[languageId] = {
        hash: createHash('sha256').update(folder).digest('hex'),
        label: localizedLanguageName,
        extensions: [
          {
            extensionIdentifier: { id: `${manifest.publisher}.${manifest.name}` },
            version: manifest.version,
          },
        ],
        translations: Object.fromEntries(translations.map(({ id, path }) => [id, join(folder, path)])),
      };
    }
  }
  await writeFile(join(userDataFolder, 'languagepacks.json'), JSON.stringify(packs));
}

interface LanguagePack {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly contributes: {
    readonly localizations: readonly {
      readonly languageId: string;
      readonly localizedLanguageName: string;
      readonly translations: readonly { readonly id: string; readonly path: string }[];
    }[];
  };
}

/** VS Code checked the manifest when it installed the extension; here only the kind is told apart. */
function isLanguagePack(manifest: unknown): manifest is LanguagePack {
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    'contributes' in manifest &&
    typeof manifest.contributes === 'object' &&
    manifest.contributes !== null &&
    'localizations' in manifest.contributes
  );
}
