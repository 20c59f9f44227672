import type { Appearance } from '../../../shared/models/settings.ts';
import { appearanceSchema } from '../../../shared/models/settings.ts';
import { ChoiceField } from '../../components/choice-field.tsx';

interface Props {
  readonly appearance: Appearance;
  readonly onChange: (appearance: Appearance) => void;
}

/** Light, dark, or the system's appearance. */
export function AppearanceSetting({ appearance, onChange }: Props) {
  return (
    <ChoiceField
      label="Appearance"
      selectedId={appearance}
      options={[
        { id: 'system', text: 'System' },
        { id: 'light', text: 'Light' },
        { id: 'dark', text: 'Dark' },
      ]}
      onChange={({ detail }) => onChange(appearanceSchema.parse(detail.selectedId))}
    />
  );
}
