import type { Page } from 'playwright-core';
import { selectors } from './selectors';
import { changeSettings } from './userSettings';
import { patience } from '../../waiting';

export type Theme = 'light' | 'dark' | 'highContrast' | 'highContrastLight';
export const themes: readonly Theme[] = ['light', 'dark', 'highContrast', 'highContrastLight'];

/** The themes by the names that settings know them by, and the class the workbench wears under each. */
const known: Readonly<Record<Theme, { readonly setting: string; readonly className: string }>> = {
  light: { setting: 'Default Light Modern', className: 'vs' },
  dark: { setting: 'Default Dark Modern', className: 'vs-dark' },
  highContrast: { setting: 'Default High Contrast', className: 'hc-black' },
  highContrastLight: { setting: 'Default High Contrast Light', className: 'hc-light' },
};

/** For `userSettings` at launch. */
export function themeSettings(theme: Theme): Readonly<Record<string, unknown>> {
  return { 'workbench.colorTheme': known[theme].setting };
}

/** Switches the theme of every window of a VS Code, and waits until this one wears it. */
export async function switchTheme(page: Page, settingsFile: string, theme: Theme): Promise<void> {
  await changeSettings(settingsFile, themeSettings(theme));
  await page.locator(`${selectors.workbench}.${known[theme].className}`).waitFor({ timeout: patience });
}
