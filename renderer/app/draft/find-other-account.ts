import type { QueryClient } from '@tanstack/react-query';
import type { RegistryIdentity, RegistrySelection } from '../../../shared/models/registry.ts';
import { toRegistrySelection } from '../../../shared/models/registry.ts';
import { checkIdentity } from '../../features/registry-picker/profiles/api.ts';
import { describeOtherAccount } from '../../features/routes/route-list.ts';

/** A selection that was used with this account; undefined where the account was unknown. */
interface UsedSelection extends RegistrySelection {
  readonly accountId?: string | undefined;
}

/**
 * Says that the profile of a selection belongs to another account now than when it was used. Undefined for the same account,
 * and for one that cannot be checked, whose error is shown with the selection.
 */
export async function findOtherAccount(
  client: QueryClient,
  used: UsedSelection,
): Promise<string | undefined> {
  if (used.accountId === undefined) return undefined;
  const identity: RegistryIdentity | undefined = await checkIdentity(client, toRegistrySelection(used)).catch(
    () => undefined,
  );
  return identity === undefined || identity.accountId === used.accountId
    ? undefined
    : describeOtherAccount(used.profile, identity.accountId, used.accountId);
}
