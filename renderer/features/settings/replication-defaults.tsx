import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Settings } from '../../../shared/models/settings.ts';

type Defaults = Settings['replication'];

interface Props {
  readonly defaults: Defaults;
  readonly onChange: (defaults: Defaults) => void;
}

/** What a new replication starts with; each can still be chosen otherwise. */
export function ReplicationDefaults({ defaults, onChange }: Props) {
  return (
    <FormField
      label="A new replication starts with"
      description="Can be chosen otherwise on its review page."
    >
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
          description="What is attached to the images comes along."
          onChange={({ detail }) => onChange({ ...defaults, referrers: detail.checked })}
        >
          Signatures, SBOMs and attestations
        </Checkbox>
      </SpaceBetween>
    </FormField>
  );
}
