import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Settings } from '../../../shared/models/settings.ts';

type Defaults = Settings['replication'];

interface Props {
  readonly defaults: Defaults;
  readonly onChange: (defaults: Defaults) => void;
}

/** The initial options of a new replication. */
export function ReplicationDefaults({ defaults, onChange }: Props) {
  return (
    <FormField label="Replication defaults" description="You can change them on the review page.">
      <SpaceBetween size="xs">
        <Checkbox
          checked={defaults.verify}
          description="Reads everything back from the destination and compares it."
          onChange={({ detail }) => onChange({ ...defaults, verify: detail.checked })}
        >
          Verify after copying
        </Checkbox>
        <Checkbox
          checked={defaults.referrers}
          description="Replicates the artifacts that are attached to the images."
          onChange={({ detail }) => onChange({ ...defaults, referrers: detail.checked })}
        >
          Signatures, SBOMs and attestations
        </Checkbox>
      </SpaceBetween>
    </FormField>
  );
}
