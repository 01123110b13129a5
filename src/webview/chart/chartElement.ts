import uPlot from 'uplot';
import { drawingOf, type ChartModel } from './chartModel';
import { plotOptions } from './plotOptions';
import { ChartTheme, onThemeChange } from './theme';

/**
 * `<lm-chart>`: a chart with a value under the pointer, and for the keyboard a slider whose value is the sentence of a
 * position. The canvas itself says nothing to a screen reader; the panel offers a table as well.
 */
export class ChartElement extends HTMLElement {
  #model: ChartModel | undefined;
  #drawn = '';
  #plot: uPlot | undefined;
  #tip: HTMLElement | undefined;
  #column: HTMLElement | undefined;
  /** Where the keyboard went; else the last one, wherever that is by then. */
  #picked = Infinity;
  #cleanUp: (() => void)[] = [];

  set model(model: ChartModel) {
    this.#model = model;
    if (!this.matches(':focus')) this.#picked = Infinity;
    this.#describe();
    const drawing = drawingOf(model);
    if (this.isConnected && drawing !== this.#drawn) this.#draw();
  }

  connectedCallback(): void {
    this.tabIndex = 0;
    this.setAttribute('role', 'slider');
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(this);
    this.#cleanUp = [() => sizes.disconnect(), onThemeChange(() => this.#draw())];
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('focus', this.#onFocus);
    this.addEventListener('blur', this.#onLeave);
    if (this.#model) this.#draw();
  }

  disconnectedCallback(): void {
    for (const clean of this.#cleanUp) clean();
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('focus', this.#onFocus);
    this.removeEventListener('blur', this.#onLeave);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #draw(): void {
    const model = this.#model;
    if (model === undefined || this.clientWidth === 0) return;
    this.#plot?.destroy();
    this.#tip?.remove();
    const data = [model.x, ...model.series.map(({ values }) => values)].map((values) => [...values]);
    const [x = [], ...rest] = data;
    const plot = new uPlot(
      plotOptions(model, new ChartTheme(this), this.#size(), {
        cursor: () => this.#moved(),
        ready: (drawn) => this.#comeBack(drawn),
      }),
      [x.map(Number), ...rest],
      this,
    );
    this.#tip = newElement('chart-tip', this);
    this.#column = newElement('chart-column', plot.over);
    this.#plot = plot;
    this.#drawn = drawingOf(model);
    plot.over.addEventListener('click', () => {
      const index = plot.cursor.idx ?? undefined;
      // What it shows by now may be of other days than what was drawn.
      if (index !== undefined) this.#model?.onPick?.(index);
    });
    this.classList.toggle('can-pick', model.onPick !== undefined);
    this.#describe();
  }

  /** Drawn anew under the keyboard, it stays where it was. Positions are known from here on, not before. */
  #comeBack(drawn: uPlot): void {
    if (drawn === this.#plot && this.matches(':focus-visible')) this.#goTo(this.#index);
  }

  #size(): { width: number; height: number } {
    return { width: this.clientWidth, height: this.clientHeight };
  }

  #resize(): void {
    if (this.#plot === undefined) this.#draw();
    else if (this.clientWidth > 0) this.#plot.setSize(this.#size());
  }

  /** The pointer or the keyboard went to another position, or away. */
  #moved(): void {
    const [plot, tip, column, model] = [this.#plot, this.#tip, this.#column, this.#model];
    if (!plot || !tip || !column || !model) return;
    const { left = -1 } = plot.cursor;
    const index = plot.cursor.idx ?? -1;
    const x = left < 0 ? undefined : model.x[index];
    tip.hidden = x === undefined;
    column.hidden = x === undefined || model.kind !== 'bars';
    if (x === undefined) return;
    const { title, lines } = model.tip(index);
    tip.replaceChildren(line('strong', title), ...lines.map((text) => line('span', text)));
    const at = plot.valToPos(x, 'x');
    const offset = plot.over.offsetLeft + at;
    const half = tip.offsetWidth / 2;
    // Above the chart, or in it where there is no room above.
    tip.classList.toggle('in-chart', this.getBoundingClientRect().top < tip.offsetHeight);
    tip.style.left = `${Math.min(Math.max(offset, half), Math.max(half, this.clientWidth - half))}px`;
    if (model.kind === 'bars') {
      const width = plot.valToPos(x + 0.5, 'x') - plot.valToPos(x - 0.5, 'x');
      column.style.left = `${at - width / 2}px`;
      column.style.width = `${width}px`;
    }
  }

  readonly #onFocus = (): void => {
    // A click focuses too; the pointer then says where.
    if (!this.matches(':focus-visible')) return;
    this.#goTo(this.#model?.selected ?? this.#last);
  };

  readonly #onLeave = (): void => this.#plot?.setCursor({ left: -10, top: -10 });

  readonly #onKey = (event: KeyboardEvent): void => {
    const last = this.#last;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: this.#index - 1,
      ArrowDown: this.#index - 1,
      ArrowRight: this.#index + 1,
      ArrowUp: this.#index + 1,
      PageDown: this.#index - 7,
      PageUp: this.#index + 7,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) this.#goTo(Math.min(Math.max(target, 0), last));
    else if (event.key === 'Enter' || event.key === ' ') this.#model?.onPick?.(this.#index);
    else return;
    event.preventDefault();
  };

  #goTo(index: number): void {
    this.#picked = index;
    this.#describe();
    const x = this.#model?.x[index];
    if (x !== undefined) this.#plot?.setCursor({ left: this.#plot.valToPos(x, 'x'), top: 0 });
  }

  get #last(): number {
    return Math.max(0, (this.#model?.x.length ?? 1) - 1);
  }

  get #index(): number {
    return Math.min(this.#picked, this.#last);
  }

  /** What a screen reader says of it. */
  #describe(): void {
    const model = this.#model;
    if (model === undefined) return;
    const { title, lines } = model.tip(this.#index);
    this.setAttribute('aria-label', model.label);
    this.setAttribute('aria-description', model.hint);
    this.setAttribute('aria-valuemin', '0');
    this.setAttribute('aria-valuemax', String(this.#last));
    this.setAttribute('aria-valuenow', String(this.#index));
    this.setAttribute('aria-valuetext', [title, ...lines].join(', '));
  }
}

function newElement(className: string, parent: HTMLElement): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.hidden = true;
  element.setAttribute('aria-hidden', 'true');
  parent.append(element);
  return element;
}

function line(tag: 'strong' | 'span', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
