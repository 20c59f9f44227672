import type { CommandLine } from 'electron';
import { withoutGaps } from './not-provided.ts';

const switches = new Map<string, string>();
const appended = new Map<string, string>();

for (const argument of process.argv.slice(1)) {
  const [, name, value = ''] = /^--([^=]+)=?(.*)$/.exec(argument) ?? [];
  if (name) switches.set(name, value);
}

export const commandLine = withoutGaps('app.commandLine', {
  appendSwitch(name, value = '') {
    switches.set(name, value);
    appended.set(name, value);
  },
  hasSwitch: (name) => switches.has(name),
  getSwitchValue: (name) => switches.get(name) ?? '',
} satisfies Pick<CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue'>);

/** The switches that the app, or Playwright, appended: Chromium is started with them. */
export const appendedSwitches = (): readonly string[] =>
  [...appended].map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`));
