import type { RegistryReference } from '../../../shared/models/reference.ts';
import { RegistryName } from './registry-name.tsx';
import { registryName } from './words.ts';

/** The destinations of a replication rule, one on each line. */
export const DestinationList = ({ destinations }: { readonly destinations: readonly RegistryReference[] }) =>
  destinations.map((each) => (
    <div key={registryName(each)}>
      <RegistryName registry={each} />
    </div>
  ));
