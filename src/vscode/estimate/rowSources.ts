import {
  TabInputCustom,
  TabInputText,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';

import {
  countRows,
  countSelectedLines,
  rowFormatOf,
  type RowCount,
  type RowFormat,
  type RowProblem,
} from '../../runs/rowCount';

/** More would take the extension host's memory for a mere count. */
const LARGEST_FILE = 200 * 1024 * 1024;
/** JSON is read as a whole, which can take several times its size. */
const LARGEST_JSON = 50 * 1024 * 1024;

/** Where the number of rows can come from, beside typing it. */
export type RowSource =
  | { readonly kind: 'selection'; readonly rows: number }
  | { readonly kind: 'file'; readonly name: string; readonly count: RowCount }
  /** The open file should hold rows, but they cannot be counted. */
  | { readonly kind: 'unusable'; readonly name: string; readonly problem: RowProblem | 'tooLarge' };

/** What the window has open right now: the selected lines, and the rows of the file in front. */
export async function rowSources(): Promise<readonly RowSource[]> {
  const { activeTextEditor } = window;
  const file = await fileSource(activeTextEditor?.document);
  const lines = activeTextEditor === undefined ? 0 : selectedLines(activeTextEditor);
  return [...(lines > 0 ? [{ kind: 'selection' as const, rows: lines }] : []), ...(file ? [file] : [])];
}

function selectedLines({ document, selections }: TextEditor): number {
  return countSelectedLines(
    selections.map((selection) => ({ line: selection.start.line, text: document.getText(selection) })),
  );
}

/** The file of the active editor, also where another extension shows it as a table, or VS Code finds it too large. */
async function fileSource(document: TextDocument | undefined): Promise<RowSource | undefined> {
  if (document !== undefined) {
    return sourceOf(document.uri, document.languageId, () => Promise.resolve(document.getText()));
  }
  const input: unknown = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputText || input instanceof TabInputCustom)) return undefined;
  return sourceOf(input.uri, '', () => readText(input.uri));
}

async function sourceOf(
  uri: Uri,
  languageId: string,
  read: () => Promise<string | undefined>,
): Promise<RowSource | undefined> {
  const name = uri.path.split('/').at(-1) ?? '';
  const format = rowFormatOf(name, languageId);
  if (format === undefined) return undefined;
  const text = await read();
  if (text === undefined || (text.length > LARGEST_JSON && isReadWhole(format, text))) {
    return { kind: 'unusable', name, problem: 'tooLarge' };
  }
  const count = countRows(format, text);
  return count.ok
    ? { kind: 'file', name, count: count.value }
    : { kind: 'unusable', name, problem: count.error };
}

/** A list in one line, too. */
function isReadWhole(format: RowFormat, text: string): boolean {
  return format === 'json' || (format === 'jsonl' && !/[\r\n]/.test(text.trim()));
}

async function readText(uri: Uri): Promise<string | undefined> {
  const { size } = await workspace.fs.stat(uri);
  return size > LARGEST_FILE ? undefined : new TextDecoder().decode(await workspace.fs.readFile(uri));
}
