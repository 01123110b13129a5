import { svg, type TemplateResult } from 'lit';

/** Drawn in the colour of the text around; what they mean stands in words beside or in a label. */
function icon(path: string): TemplateResult {
  return svg`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;
}

export const exportIcon = icon('M8 2v7.5M4.8 6.6 8 9.8l3.2-3.2M3 11.5V13h10v-1.5');
export const tableIcon = icon('M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9');
export const chartIcon = icon('M3 2.5V13h10.5M6 10.5V7M9 10.5V4.5M12 10.5V8');
export const closeIcon = icon('m4 4 8 8M12 4l-8 8');
export const warningIcon = icon('M8 2.2 14.2 13H1.8zM8 6.3v3.2M8 11v.6');
export const lockIcon = icon('M4 7.5h8v5.5H4zM5.7 7.5V5.3a2.3 2.3 0 0 1 4.6 0v2.2');
export const downIcon = icon('M8 4v7.5M5 8.8l3 3 3-3');
export const upIcon = icon('M8 12V4.5M5 7.2l3-3 3 3');
