import { readFile, writeFile } from 'node:fs/promises';

interface Adjustment {
  readonly what: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** Where code-server's workbench differs from the desktop's in ways that an extension can tell. */
const adjustments: readonly Adjustment[] = [
  {
    // User settings lie on the server under a URI without the server's authority, while the file watcher reports the
    // URI with it: a change of settings.json on disk or in another window goes unseen until a reload.
    what: "the settings folder's URI",
    pattern: /(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.vscodeRemote)(\}\))/g,
    replacement: '$1,authority:this.options.remoteAuthority$2',
  },
  {
    // Secrets are encrypted with a key that code-server's own front end hands out. The server alone does not, so secrets
    // would be gone with a reload. Unencrypted in the (throw-away) browser profile they stay.
    what: 'the encryption of secrets',
    pattern: /=(\w+)&&(\w+)\.supported\(\)\?new \2\(\1\):new (\w+)/g,
    replacement: '=new $3',
  },
];

/** Applies the adjustments to a freshly unpacked `workbench.js`. @throws Error if a place is not there exactly once */
export async function adjustWorkbench(file: string): Promise<void> {
  let source = await readFile(file, 'utf8');
  for (const { what, pattern, replacement } of adjustments) {
    const found = source.match(pattern)?.length ?? 0;
    if (found !== 1) throw new Error(`${file} holds ${what} ${found} times, not once.`);
    source = source.replace(pattern, replacement);
  }
  await writeFile(file, source);
}
