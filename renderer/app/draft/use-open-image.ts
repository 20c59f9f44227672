import { useQueryClient } from '@tanstack/react-query';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { knownProfiles } from '../../features/registry-picker/profiles/api.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';
import { withRegion, withRegistry } from '../../features/settings/selection.ts';
import { chosenRegistries } from './chosen-registries.ts';
import type { DraftAction } from './draft.ts';

interface ImageToOpen {
  readonly registry: RegistrySelection;
  readonly repositoryName: string;
  /** The tag or digest by which the images are filtered. */
  readonly reference: string;
}

interface Options {
  readonly dispatch: (action: DraftAction) => void;
  /** Shows the replicate view. */
  readonly onOpened: () => void;
}

/** Opens the repository of an image as the source, and filters its images. */
export function useOpenImage({ dispatch, onOpened }: Options): (image: ImageToOpen) => Promise<void> {
  const client = useQueryClient();
  const { mutateAsync: change } = useChangeSettings();
  return async ({ registry: { profile, region, registryId }, repositoryName, reference }) => {
    const settings = knownSettings(client);
    if (!settings) return;
    const { source } = chosenRegistries(settings, knownProfiles(client));
    const isSource =
      source?.profile === profile && source.region === region && source.registryId === registryId;
    if (!isSource) {
      dispatch({ kind: 'source-changed' });
      // A failed change is reported by the settings.
      const selected = withRegistry(withRegion(settings, 'source', profile, region), profile, registryId);
      await change({ source: selected }).catch(() => undefined);
      if (knownSettings(client)?.source.profile !== profile) return;
    }
    dispatch({ kind: 'repository-opened', name: repositoryName, find: reference });
    onOpened();
  };
}
