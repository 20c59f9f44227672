import type { DiagnosticsReport, DiagnosticsSectionId } from '../models/diagnostics.ts';

/** The text of a report with some of its sections, as it is shown, copied and saved. */
export function formatDiagnostics(
  { createdAt, sections }: DiagnosticsReport,
  chosen: readonly DiagnosticsSectionId[],
): string {
  const shown = sections.filter(({ id }) => chosen.includes(id));
  const parts = shown.map(({ title, text }) => `== ${title} ==\n${text || 'None.'}\n`);
  return [`ECR Image Replicator diagnostics, ${new Date(createdAt).toISOString()}\n`, ...parts].join('\n');
}

/** `diagnostics 2026-11-30T10-20-30Z`: a name without the colons that file systems refuse. */
export const diagnosticsFileName = ({ createdAt }: Pick<DiagnosticsReport, 'createdAt'>): string =>
  `ecr-image-replicator diagnostics ${new Date(createdAt)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')}`;
