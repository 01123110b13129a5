/** A subscription that can be ended. */
export interface Disposable {
  dispose(): void;
}

/**
 * The few file operations that windows need to share state, so that the same store runs on disk and in
 * memory. Names are plain file names or `folder/file`. Every method rejects when the disk refuses;
 * `OverlayFolder` turns that into the uncoordinated mode.
 */
export interface Folder {
  /** False while the disk refuses: other windows see nothing of this one. */
  readonly isShared?: boolean;
  /** Leaves what lies there to others, who are of a later version: from now on, and for good, this window is alone. */
  leave?(): Promise<void>;
  /** Makes the root, so that it can be watched. */
  ensure(): Promise<void>;
  /** The whole text, or undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  /**
   * Replaces the file in one step: readers see the old text or the new one, never a part. Not where `may` says no, which
   * is asked right before, with nothing of this process in between; says whether it did.
   */
  write(name: string, text: string, may?: () => boolean): Promise<boolean>;
  /** Adds to the file, under the same condition. */
  append(name: string, text: string, may?: () => boolean): Promise<boolean>;
  /** Creates the file only if it does not exist; says whether it did. */
  create(name: string, text: string): Promise<boolean>;
  /** Removes a file; a missing one is fine. */
  remove(name: string): Promise<void>;
  /** Moves a file over another; says whether it was there. */
  rename(from: string, to: string): Promise<boolean>;
  /** File names directly in a folder ('' is the root); a missing folder is empty. */
  list(folder: string): Promise<readonly string[]>;
  /** The same at once: this process does nothing else meanwhile. */
  listNow(folder: string): readonly string[];
  /** Calls back, perhaps more often than needed, after a file directly in the root changed. */
  watch(listener: (name: string | undefined) => void): Disposable;
}
