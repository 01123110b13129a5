import { join } from 'node:path';

import { packFolder } from '../vscode/packFolder';

/**
 * Packages one of the small extensions that ours is measured beside.
 * @param name of its folder in `extensions/`
 * @returns the VSIX file, in `folder`
 */
export function pack(name: string, folder: string): Promise<string> {
  return packFolder(join(__dirname, 'extensions', name), join(folder, `${name}.vsix`));
}
