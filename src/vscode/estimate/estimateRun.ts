import { ProgressLocation, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';

import { affordability, type Affordability, type PlannedRun } from '../../app/affordability';
import { factsFor, type FactTools } from '../../app/affordabilityFacts';
import type { Prices } from '../../app/prices';
import type { Cost } from '../../runs/costOf';
import { findLeadMagicPath } from '../../runs/leadMagicPath';
import * as say from '../../text/estimateMessages';
import type { Formats } from '../../text/formats';
import { actionTopUp } from '../../text/messages';
import { plainNotice } from '../../text/plainNotice';
import { runCommand } from '../commands';
import { priceText, sourceText } from './costWords';
import { estimateLines, estimateTitle, verdictIcon } from './estimateLines';
import { parseRowNumber } from './rowNumber';
import { rowSources, type RowSource } from './rowSources';

export interface EstimateTools extends FactTools {
  readonly prices: Prices;
  readonly formats: Formats;
}

interface CostItem extends QuickPickItem {
  readonly cost?: Cost;
}

interface RowItem extends QuickPickItem {
  readonly rows?: number;
}

interface ResultItem extends QuickPickItem {
  readonly run?: () => Promise<void>;
}

/** The command "Estimate the Cost of a Run": an endpoint, a number of rows, and what that comes to. */
export class EstimateRun {
  constructor(private readonly tools: EstimateTools) {}

  /** @param endpoint the path or id of a product that is chosen already, as a link in a hover does */
  async run(endpoint: unknown): Promise<void> {
    const chosen = typeof endpoint === 'string' ? this.tools.prices.of(endpoint) : undefined;
    const cost = chosen ?? (await this.#pickCost());
    if (cost === undefined) return;
    // Asked for while the user goes on; what comes too late for that is waited for.
    const facts = factsFor(cost, true, this.tools, new AbortController().signal);
    const rows = await this.#pickRows(cost);
    if (rows === undefined) return;
    const limit = cost.endpoint.unit === 'result' && cost.max > 0 ? await this.#askLimit(cost) : 'none';
    if (limit === undefined) return;
    const run: PlannedRun = { cost, rows, ...(limit !== 'none' && { resultsPerRequest: limit }) };
    const known = await window.withProgress(
      { location: ProgressLocation.Window, title: this.tools.formats.t(say.estimateReading) },
      () => facts,
    );
    await this.#show(affordability(run, known));
  }

  async #pickCost(): Promise<Cost | undefined> {
    const { formats, prices } = this.tools;
    const here = costAtCursor(prices);
    const others = prices.all().filter(({ endpoint }) => endpoint.id !== here?.endpoint.id);
    const picked = await window.showQuickPick(
      [...(here ? [here] : []), ...others].map((cost) => this.#costItem(cost)),
      {
        title: formats.t(say.pickEndpointTitle),
        placeHolder: formats.t(say.pickEndpoint),
        matchOnDetail: true,
      },
    );
    return picked?.cost;
  }

  #costItem(cost: Cost): CostItem {
    const { formats } = this.tools;
    const [path = ''] = cost.endpoint.paths;
    return {
      label: cost.endpoint.name,
      description: priceText(cost, formats),
      detail: `${path} · ${sourceText(cost, formats)}`,
      cost,
    };
  }

  async #pickRows(cost: Cost): Promise<number | undefined> {
    const { formats } = this.tools;
    const title = formats.t(say.rowsTitle, cost.endpoint.name);
    const items = (await rowSources()).map((source) => rowItem(source, formats));
    const usable = items.filter(({ rows }) => rows !== undefined);
    if (usable.length === 0) return this.#askRows(title, items[0]?.label);
    const typed: RowItem = {
      label: formats.t(say.rowsTyped),
      iconPath: new ThemeIcon('edit'),
      ...(items.length > usable.length && {
        detail: items.find(({ rows }) => rows === undefined)?.label ?? '',
      }),
    };
    const placeHolder = formats.t(say.pickRows);
    const picked = await window.showQuickPick([...usable, typed], { title, placeHolder });
    return picked === typed ? this.#askRows(title) : picked?.rows;
  }

  /** @param problem may hold the name of a file, which must not turn into a link */
  async #askRows(title: string, problem = ''): Promise<number | undefined> {
    const { t } = this.tools.formats;
    const typed = await window.showInputBox({
      title,
      prompt: `${plainNotice(problem)} ${t(say.rowsPrompt)}`.trim(),
      placeHolder: t(say.pickRows),
      validateInput: (text) =>
        text === '' || parseRowNumber(text) !== undefined ? undefined : t(say.rowsWrong),
    });
    return typed === undefined ? undefined : parseRowNumber(typed);
  }

  async #askLimit({ endpoint }: Cost): Promise<number | 'none' | undefined> {
    const { t } = this.tools.formats;
    const typed = await window.showInputBox({
      title: endpoint.name,
      prompt: t(say.resultsPrompt),
      validateInput: (text) =>
        text === '' || parseRowNumber(text) !== undefined ? undefined : t(say.rowsWrong),
    });
    return typed === '' ? 'none' : typed === undefined ? undefined : parseRowNumber(typed);
  }

  async #show(result: Affordability): Promise<void> {
    const { formats } = this.tools;
    const { t } = formats;
    const [verdict, ...figures] = estimateLines(result, formats, this.tools.now());
    const items: readonly ResultItem[] = [
      { ...verdict, iconPath: new ThemeIcon(verdictIcon(result.estimate)) },
      ...figures,
      { label: '', kind: QuickPickItemKind.Separator },
      ...(['tight', 'short'].includes(result.estimate.verdict)
        ? [action('add', t(actionTopUp), () => runCommand('openBilling'))]
        : []),
      action('refresh', t(say.resultAgain), () => this.run(undefined)),
    ];
    const picked = await window.showQuickPick(items, {
      title: estimateTitle(result, formats),
      placeHolder: t(say.resultPlaceholder),
      ignoreFocusOut: true,
    });
    await picked?.run?.();
  }
}

function action(icon: string, label: string, run: () => Promise<void>): ResultItem {
  return { label, iconPath: new ThemeIcon(icon), run };
}

/** The endpoint whose path the cursor is on. */
function costAtCursor(prices: Prices): Cost | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  const found = findLeadMagicPath(editor.document.lineAt(line).text, character);
  return found && prices.of(found.endpoint.id);
}

/** Without `rows` it only tells why they cannot be counted. */
function rowItem(source: RowSource, formats: Formats): RowItem {
  const { t } = formats;
  switch (source.kind) {
    case 'selection':
      return {
        label: formats.plural(say.rowsSelection, source.rows),
        iconPath: new ThemeIcon('selection'),
        rows: source.rows,
      };
    case 'file': {
      const { rows, header, unclosedQuote } = source.count;
      const notes = [
        ...(header === true ? [t(say.rowsHeader)] : []),
        ...(unclosedQuote === true ? [t(say.rowsUnclosedQuote)] : []),
      ];
      return {
        label: formats.plural(say.rowsFile, rows, source.name),
        iconPath: new ThemeIcon('file'),
        ...(notes.length > 0 && { detail: notes.join(' ') }),
        rows,
      };
    }
    case 'unusable':
      return { label: t(problems[source.problem], source.name) };
  }
}

const problems = {
  notJson: say.rowsNotJson,
  noList: say.rowsNoList,
  tooLarge: say.rowsTooLarge,
} as const;
