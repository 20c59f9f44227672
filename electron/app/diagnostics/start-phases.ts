import type { StartPhase } from './describe-sections.ts';

const prefix = 'start: ';

/** The steps of the start that were marked, in milliseconds since the process was created. */
export const listStartPhases = (): readonly StartPhase[] =>
  performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, startTime }) => ({ name: name.slice(prefix.length), milliseconds: startTime }));
