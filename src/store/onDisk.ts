import type { SharedFiles } from './sharedFiles';

/** False once the disk refused: from then on what is written is in the memory of this window alone. */
export function isOnDisk({ folder }: SharedFiles): boolean {
  return folder.isShared !== false;
}
