import { lstat, stat } from 'node:fs/promises';
import type { StoredProtection } from '../../app/storage/settings.ts';
import { settingsPath, userDataFolder, userDataVariable } from '../../app/storage/user-data-folder.ts';
import { fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeProtection } from '../../engine/account-protection/account-protection.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    // A folder that cannot be looked at may be there: its settings are read, or are unknown.
    (error: unknown) => !['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? ''),
  );

const isMissing = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => false,
    (error: unknown) => fileErrorCode(error) === 'ENOENT',
  );

const refused = (message: string): EngineError =>
  new EngineError({ code: 'account-protected', message, side: 'destination', retryable: false });

/** False where no account has to be confirmed, so that it need not be asked which one the destination is. */
const mayAsk = (protection: StoredProtection): boolean =>
  protection.kind === 'unknown' || Object.values(protection.notes).some(({ isProtected }) => isProtected);

/**
 * Reads the protected accounts.
 *
 * @throws UsageError when `--user-data-dir` or the variable names no folder: a typing error must not turn the protection off.
 */
async function findProtection(
  userDataDir: string | undefined,
  environment: CliContext['environment'],
): Promise<StoredProtection> {
  const folder = userDataFolder(userDataDir, environment);
  if (folder === undefined) return { kind: 'known', notes: {} };
  const named = userDataDir
    ? '--user-data-dir'
    : environment[userDataVariable]
      ? userDataVariable
      : undefined;
  if (named !== undefined && !(await isFolder(folder)))
    throw new UsageError(
      `${named} names no folder: ${folder}.`,
      'Name the folder of the app’s settings, which has the protected accounts, or leave it out.',
    );
  // The schema of the settings takes long to load, and most commands run where there are none.
  if (await isMissing(settingsPath(folder))) return { kind: 'known', notes: {} };
  const { readProtection } = await import('../../app/storage/settings.ts');
  return readProtection(folder);
}

const reasonToAsk = (accountId: string, protection: StoredProtection): string | undefined =>
  describeProtection(
    accountId,
    protection,
    protection.kind === 'unknown' ? `${protection.path} cannot be read. ${protection.reason}` : undefined,
  );

/**
 * Makes sure that the destination's account may be written to: a protected one, and any one while the protected ones
 * are not known, has to be named by `--confirm-account` or at the terminal.
 * @param identify finds the destination's account.
 * @throws EngineError `account-protected` otherwise, and when `--confirm-account` names another account.
 */
export async function confirmDestination(
  identify: () => Promise<string>,
  { confirmAccount, userDataDir }: Pick<ReplicationCommandOptions, 'confirmAccount' | 'userDataDir'>,
  { environment, ask, stderr }: Pick<CliContext, 'environment' | 'ask' | 'stderr'>,
): Promise<void> {
  const protection = await findProtection(userDataDir, environment);
  if (confirmAccount === undefined && !mayAsk(protection)) return;
  const accountId = await identify();
  if (confirmAccount === accountId) return;
  if (confirmAccount !== undefined)
    throw refused(
      `--confirm-account names ${confirmAccount}, but the destination is account ${accountId}. Nothing was written.`,
    );
  const reason = reasonToAsk(accountId, protection);
  if (reason === undefined) return;
  const refusal = refused(
    `${reason} Add --confirm-account ${accountId} to write to account ${accountId}. Nothing was written.`,
  );
  if (!ask) throw refusal;
  stderr.write(`${reason}\n`);
  const typed = await ask(`Type ${accountId} to write to this account: `);
  if (typed.replaceAll(/[\s-]/g, '') !== accountId) throw refusal;
}

/**
 * Makes sure that nothing is restored in a protected account: no option confirms a source.
 *
 * @param identify finds the source's account.
 * @throws EngineError `account-protected`.
 */
export async function assertSourceUnprotected(
  identify: () => Promise<string>,
  { userDataDir }: Pick<ReplicationCommandOptions, 'userDataDir'>,
  { environment }: Pick<CliContext, 'environment'>,
): Promise<void> {
  const protection = await findProtection(userDataDir, environment);
  if (!mayAsk(protection)) return;
  const reason = reasonToAsk(await identify(), protection);
  if (reason === undefined) return;
  throw new EngineError({
    code: 'account-protected',
    message: `${reason} Leave --restore-archived out, and restore the images in ECR.`,
    side: 'source',
    retryable: false,
  });
}
