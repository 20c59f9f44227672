import {
  comparisonAsCsv,
  comparisonAsJson,
  comparisonFileName,
} from '../../../shared/compare/export-comparison.ts';
import type { Comparisons } from '../../engine/jobs/compare/comparisons.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import type { RequestHandlers } from '../answer-request.ts';

interface ComparisonPorts {
  readonly comparisons: Comparisons;
  readonly saveText: (file: TextFile) => Promise<string | null>;
}

type ComparisonHandlers = Pick<
  RequestHandlers,
  'comparisons.cancel' | 'comparisons.create' | 'comparisons.export' | 'comparisons.read'
>;

export const createComparisonHandlers = ({ comparisons, saveText }: ComparisonPorts): ComparisonHandlers => ({
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
