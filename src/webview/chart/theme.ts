import type { Colour } from './chartModel';

/** Colours and font of the theme in a form that a canvas takes. */
export class ChartTheme {
  readonly font: string;
  readonly #probe: HTMLElement;

  constructor(private readonly element: HTMLElement) {
    this.font = `11px ${getComputedStyle(element).fontFamily}`;
    this.#probe = document.createElement('span');
    this.#probe.hidden = true;
  }

  /** The colour a variable stands for, with mixes and references resolved. */
  colour(name: Colour): string {
    this.#probe.style.color = `var(${name})`;
    this.element.append(this.#probe);
    const { color } = getComputedStyle(this.#probe);
    this.#probe.remove();
    return color;
  }
}

/** Calls back when VS Code changes the theme; returns what stops it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
}
