import type { ImageSummary } from '../../../shared/models/image.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { listImages } from '../../engine/ecr/images.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { SourceSideOptions } from '../options/side-options.ts';
import { jsonLines } from '../text/json-lines.ts';
import { formatMinute, table } from '../text/table.ts';
import { readSource } from '../identity/read-source.ts';

const columns = ['DIGEST', 'KIND', 'SIZE', 'PUSHED (UTC)', 'TAGS'];

const row = ({ digest, kind, sizeInBytes, pushedAt, status, tags }: ImageSummary): readonly string[] => [
  digest,
  status === 'ACTIVE' ? kind : `${kind} (${status.toLowerCase()})`,
  formatBytes(sizeInBytes),
  formatMinute(pushedAt),
  tags.length > 0 ? tags.join(', ') : '-',
];

/** `images`: lists the images of a repository, newest first. */
export async function listImagesCommand(
  options: SourceSideOptions & { readonly source: string; readonly json?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const images = await readSource(options, context, (registry, signal) =>
    listImages(registry, options.source, signal),
  );
  const newestFirst = images.toSorted((a, b) => b.pushedAt - a.pushedAt);
  context.stdout.write(options.json ? jsonLines(newestFirst) : table(columns, newestFirst.map(row)));
  return exitCodes.success;
}
