import type { DayReport, NamedRate, ProductReport, ProductUsage } from '../leadmagic/analytics';
import { roundCredits } from '../leadmagic/numbers';
import { present } from '../leadmagic/present';
import type { DayRow, ProductRow } from './dashboardView';
import { productName } from './productName';

/** A row for each product, most credits first. Shares add up to 100 over the products whose credits are known. */
export function productRows(
  { products }: ProductReport,
  foundRates: readonly NamedRate[] = [],
): readonly ProductRow[] {
  const found = new Map(foundRates.map(({ id, rate }) => [id, rate]));
  const total = sumCredits(products);
  return mostCreditsFirst(
    products.map((product) => {
      const { id, requests, credits } = product;
      const successRate = product.successRate ?? rateOf(product) ?? found.get(id);
      const averageCost = product.avgCreditsPerRequest ?? quotient(credits, requests);
      return {
        ...named(id),
        ...present({ requests }),
        ...(credits !== undefined && { credits, share: shareOf(credits, total) }),
        ...present({ successRate, averageCost }),
      };
    }),
  );
}

/** The products of one day, most credits first. */
export function dayRows({ products }: DayReport): readonly DayRow[] {
  const total = sumCredits(products);
  return mostCreditsFirst(
    products.map(({ id, requests, credits, creditsShare, avgCreditsPerRequest, maxCredits }) => {
      const share = creditsShare ?? (credits === undefined ? undefined : shareOf(credits, total));
      const averageCost = avgCreditsPerRequest ?? quotient(credits, requests);
      return {
        ...named(id),
        ...present({ requests, credits, share, averageCost, mostCost: maxCredits }),
      };
    }),
  );
}

function named(id: string): { readonly id: string; readonly name: string } {
  return { id, name: productName(id) };
}

function sumCredits(products: readonly { readonly credits?: number }[]): number {
  return roundCredits(products.reduce((sum, { credits }) => sum + (credits ?? 0), 0));
}

function shareOf(credits: number, total: number): number {
  return total > 0 ? Math.min((credits / total) * 100, 100) : 0;
}

function rateOf({ successfulRequests, requests }: ProductUsage): number | undefined {
  const rate = quotient(successfulRequests, requests);
  return rate === undefined || rate > 1 ? undefined : rate * 100;
}

function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}

function mostCreditsFirst<T extends { readonly name: string; readonly credits?: number }>(
  rows: readonly T[],
): readonly T[] {
  return [...rows].sort(
    (a, b) => (b.credits ?? -1) - (a.credits ?? -1) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}
