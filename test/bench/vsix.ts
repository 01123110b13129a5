import { statSync } from 'node:fs';

import { packageExtension } from '../vscode/packageExtension';
import { quietly } from '../vscode/progress';
import type { Figure } from './figure';

/** The package as users download it. */
export async function vsix(): Promise<readonly Figure[]> {
  const file = await packageExtension(quietly);
  return [{ name: 'vsix', value: statSync(file).size / 1024, unit: 'KB', budget: 400 }];
}
