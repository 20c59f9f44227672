import {
  comparisonAsCsv,
  comparisonAsJson,
  comparisonFileName,
} from '../../../shared/compare/export-comparison.ts';
import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';

export const createComparisonHandlers = ({
  comparisons,
  saveText,
}: Pick<Services, 'comparisons'> & Pick<Desktop, 'saveText'>): HandlersOf<'comparisons'> => ({
  'comparisons.create': async (request) => comparisons.create(request),
  'comparisons.read': async ({ comparisonId }) => comparisons.read(comparisonId),
  'comparisons.cancel': async ({ comparisonId }) => {
    comparisons.cancel(comparisonId);
    return null;
  },
  'comparisons.export': async ({ comparisonId, format }) => {
    const comparison = comparisons.read(comparisonId);
    const text = format === 'csv' ? comparisonAsCsv(comparison) : comparisonAsJson(comparison);
    return saveText({ name: comparisonFileName(comparison, format), text, format });
  },
});
