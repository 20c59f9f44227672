import { randomUUID } from 'node:crypto';
import type {
  DiagnosticsReport,
  DiagnosticsSection,
  DiagnosticsSectionId,
} from '../../../shared/models/diagnostics.ts';
import { printable } from '../../../shared/text/printable.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import { redact } from '../../engine/redaction/redact.ts';
import type { Placeholders } from './placeholders.ts';

const titles: Readonly<Record<DiagnosticsSectionId, string>> = {
  versions: 'Versions and system',
  errors: 'Last errors',
  storage: 'Storage problems',
  network: 'Network',
  connections: 'Last connection test',
  timings: 'Timings',
  settings: 'Settings',
  crashes: 'Crash dumps',
  log: 'Log',
};

/** Reads the text of each section. */
export type SectionSources = Readonly<Record<DiagnosticsSectionId, () => string | Promise<string>>>;

const isSection = (id: string): id is DiagnosticsSectionId => id in titles;

/**
 * Collects a report. Every text passes the redactor, then the placeholders. A section that cannot be read has the reason
 * as its text, because a user needs diagnostics most where something does not work.
 *
 * @param placeholders undefined when names are not replaced.
 */
export async function collectReport(
  sources: SectionSources,
  placeholders: Placeholders | undefined,
  now: number,
): Promise<DiagnosticsReport> {
  const read = async (id: DiagnosticsSectionId): Promise<DiagnosticsSection> => {
    let text: string;
    try {
      text = await sources[id]();
    } catch (error) {
      text = `This section cannot be read. ${toErrorData(error).message}`;
    }
    const safe = printable(redact(text)).trimEnd();
    return { id, title: titles[id], text: placeholders ? placeholders.apply(safe) : safe };
  };
  const sections: DiagnosticsSection[] = [];
  for (const id of Object.keys(titles).filter(isSection)) sections.push(await read(id));
  return { id: randomUUID(), createdAt: now, sections };
}
