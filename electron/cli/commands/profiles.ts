import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { listProfiles } from '../../engine/aws/profiles/list-profiles.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { jsonLines } from '../text/json-lines.ts';
import { table } from '../text/table.ts';

const note = ({ state, customEndpoint }: ProfileSummary): string => {
  if (state.kind === 'incomplete') return state.problem;
  return customEndpoint ? 'has an endpoint of its own' : '';
};

/** `profiles`: lists the profiles of the AWS files, without any request. */
export async function listProfilesCommand(
  { json }: { readonly json?: boolean },
  { environment, stdout, stderr }: CliContext,
): Promise<ExitCode> {
  const { profiles, files } = await listProfiles(environment);
  if (json) {
    stdout.write(jsonLines(profiles));
  } else if (profiles.length > 0) {
    const rows = profiles.map((profile) => [
      profile.name,
      profile.kind,
      profile.region ?? '-',
      profile.accountId ?? '-',
      note(profile),
    ]);
    stdout.write(table(['PROFILE', 'KIND', 'REGION', 'ACCOUNT', ''], rows));
  }
  if (profiles.length === 0) {
    const looked = files.map(({ path, state }) => `  ${path} (${state})\n`).join('');
    stderr.write(`There are no AWS profiles. Looked in:\n${looked}`);
  }
  return exitCodes.success;
}
