import type { ParsedReference } from '../../../../../shared/models/reference.ts';
import type { Settings } from '../../../../../shared/models/settings.ts';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import { useChangeSettings } from '../../../../features/settings/api.ts';
import { withRegion, withRegistry } from '../../../../features/settings/selection.ts';
import type { DraftAction } from '../../../draft/draft.ts';
import type { SideState } from '../../../draft/use-sides.ts';

type RepositoryOrImage = Exclude<ParsedReference, { readonly kind: 'registry' }>;

/** Opens the repository of a URI or ARN in the source, with the selected profile. */
export function useOpenInSource(
  settings: Settings,
  { profile, selection }: SideState,
  dispatch: (action: DraftAction) => void,
): (reference: RepositoryOrImage) => void {
  const { mutate: change } = useChangeSettings();
  const ownAccount = useIdentity(selection).data?.accountId ?? profile?.accountId;
  return (reference) => {
    if (!profile) return;
    const { accountId, region, repositoryName: name } = reference;
    const registryId = accountId === ownAccount ? undefined : accountId;
    const source = withRegion(settings, 'source', profile.name, region);
    change({ source: withRegistry(source, profile.name, registryId) });
    dispatch({ kind: 'source-changed' });
    const find = reference.kind === 'image' ? (reference.digest ?? reference.tag ?? '') : '';
    dispatch({ kind: 'repository-opened', name, find });
  };
}
