import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { Appearance } from '../../../shared/models/settings.ts';
import { appearanceSchema } from '../../../shared/models/settings.ts';

interface Props {
  readonly appearance: Appearance;
  readonly onChange: (appearance: Appearance) => void;
}

/** Light, dark, or as the system is. */
export function AppearanceSetting({ appearance, onChange }: Props) {
  return (
    <FormField label="Colors">
      <SegmentedControl
        label="Colors"
        selectedId={appearance}
        options={[
          { id: 'system', text: 'As the system' },
          { id: 'light', text: 'Light' },
          { id: 'dark', text: 'Dark' },
        ]}
        onChange={({ detail }) => onChange(appearanceSchema.parse(detail.selectedId))}
      />
    </FormField>
  );
}
