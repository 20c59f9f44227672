import { listRepositories } from '../../engine/ecr/repositories.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { SourceSideOptions } from '../options/side-options.ts';
import { jsonLines } from '../text/json-lines.ts';
import { formatMinute, table } from '../text/table.ts';
import { readSource } from '../identity/read-source.ts';

/** `repositories`: lists the repositories of a registry by name. */
export async function listRepositoriesCommand(
  options: SourceSideOptions & { readonly json?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const repositories = await readSource(options, context, listRepositories);
  const sorted = repositories.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const rows = sorted.map(({ name, tagMutability, encryption, createdAt, uri }) => [
    name,
    tagMutability,
    encryption,
    formatMinute(createdAt),
    uri,
  ]);
  context.stdout.write(
    options.json
      ? jsonLines(sorted)
      : table(['REPOSITORY', 'TAGS', 'ENCRYPTION', 'CREATED (UTC)', 'URI'], rows),
  );
  return exitCodes.success;
}
