import { plainNumber } from './numberTable';
import type { Translate } from './translate';

/** Numbers as the bar shows them. `Intl` objects are built when first used: they are slow to build. */
export class BarFormats {
  readonly #numbers = new Map<string, Intl.NumberFormat>();

  constructor(
    readonly locale: string,
    readonly t: Translate,
  ) {}

  /** Credits, up to two decimals: `15,432.5`. */
  credits(value: number): string {
    return (
      plainNumber(value, this.locale) ?? this.number('credits', { maximumFractionDigits: 2 }).format(value)
    );
  }

  /** Credits in short: `15.4K`. */
  compactCredits(value: number): string {
    return this.number('compact', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
  }

  protected number(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const format = this.#numbers.get(name) ?? new Intl.NumberFormat(this.locale, options);
    this.#numbers.set(name, format);
    return format;
  }
}
