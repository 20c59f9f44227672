import { listRepositories } from '../../engine/ecr/repositories.ts';
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

/** `repositories`: lists the repositories of a registry by name. */
export async function listRepositoriesCommand(
  options: SourceSideOptions & { readonly json?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const { stdout, signal } = context;
  const selection = await selectSource(options, context);
  const access = openAccess(context);
  const registry = await access.connect(selection);
  const repositories = await unlessInterrupted(
    signal,
    withMfaCodes(access, context, () => listRepositories(registry, signal)),
  );
  const sorted = repositories.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const rows = sorted.map(({ name, tagMutability, encryption, createdAt, uri }) => [
    name,
    tagMutability,
    encryption,
    formatMinute(createdAt),
    uri,
  ]);
  stdout.write(
    options.json
      ? jsonLines(sorted)
      : table(['REPOSITORY', 'TAGS', 'ENCRYPTION', 'CREATED (UTC)', 'URI'], rows),
  );
  return exitCodes.success;
}
