import type { CliContext } from '../terminal/context.ts';
import { createBarsReporter } from './bars-reporter.ts';
import { createJsonReporter } from './json-reporter.ts';
import { createLinesReporter } from './lines-reporter.ts';
import type { Reporter } from './reporter.ts';

/** JSON where it was asked for, bars on a terminal that can redraw, lines everywhere else. */
export function chooseReporter(json: boolean, context: CliContext): Reporter {
  const { stdout, environment } = context;
  if (json) return createJsonReporter(stdout);
  const redraws = stdout.isTTY === true && environment['TERM'] !== 'dumb';
  return redraws ? createBarsReporter(context) : createLinesReporter(context);
}
