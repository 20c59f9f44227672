import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import type { DoorChoice } from '../../../shared/models/upload-method.ts';
import { doorChoiceSchema } from '../../../shared/models/upload-method.ts';

interface Props {
  readonly door: DoorChoice;
  readonly onChange: (door: DoorChoice) => void;
}

const words = {
  auto: {
    label: 'Automatic',
    description: 'The registry endpoint where it can be reached and used, else the ECR API.',
  },
  registry: {
    label: 'Registry endpoint',
    description: 'Raw bytes, as docker push sends them; layers are mounted within a registry.',
  },
  api: {
    label: 'ECR API',
    description: 'A third more bytes; for networks that reach only the API endpoint.',
  },
} as const satisfies Record<DoorChoice, { label: string; description: string }>;

/** By which way layers go into the destination's registry. */
export function DoorSetting({ door, onChange }: Props) {
  return (
    <FormField label="Way of the layers">
      <RadioGroup
        ariaLabel="Way of the layers"
        value={door}
        items={doorChoiceSchema.options.map((value) => ({ value, ...words[value] }))}
        onChange={({ detail }) => onChange(doorChoiceSchema.parse(detail.value))}
      />
    </FormField>
  );
}
