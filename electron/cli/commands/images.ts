import type { ImageSummary } from '../../../shared/models/image.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { listImages } from '../../engine/ecr/images.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { unlessInterrupted } from '../terminal/interruption.ts';
import { withMfaCodes } from '../identity/mfa-codes.ts';
import { openAccess } from '../identity/open-access.ts';
import type { SourceSideOptions } from '../options/side-options.ts';
import { selectSource } from '../identity/select-registry.ts';
import { jsonLines } from '../text/json-lines.ts';
import { formatMinute, table } from '../text/table.ts';

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
  const { stdout, signal } = context;
  const selection = await selectSource(options, context);
  const access = openAccess(context);
  const registry = await access.connect(selection);
  const images = await unlessInterrupted(
    signal,
    withMfaCodes(access, context, () => listImages(registry, options.source, signal)),
  );
  const newestFirst = images.toSorted((a, b) => b.pushedAt - a.pushedAt);
  stdout.write(options.json ? jsonLines(newestFirst) : table(columns, newestFirst.map(row)));
  return exitCodes.success;
}
